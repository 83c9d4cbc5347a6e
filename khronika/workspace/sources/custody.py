"""Where a source comes from and what was done with it since, in sentences, the newest last. Who told us is never said."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import called
from khronika.desk.claims.models import Clearance, Decision, Reading, Ruling
from khronika.desk.sources.models import Capture, Likeness, Source, TextVersion, Viewing
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.outcomes import ruled
from khronika.workspace.sentences import told
from khronika.workspace.sources.graphic import showing

MOST = 200  # deeds that are told of one source
RUNS = 100  # captures that are told of one source


@dataclass(frozen=True, slots=True)
class Text:
    """A text made of a capture: its number, by which reader, how long; and each pass over it with what it proposed."""

    number: int
    reader: str
    letters: int
    passes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """What there is to know of one capture, besides when and by whom."""

    id: str
    failed: bool
    problem: str
    url: str
    size: int
    media_type: str
    digest: str
    outer: str
    outer_title: str
    texts: tuple[Text, ...]
    joined: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done: when, what in a sentence, by whom, its ledger entry (0 for none), and why."""

    at: datetime
    what: str
    by: str
    entry: int
    reason: str = ""
    undone: int = 0
    saved: Saved | None = None


@dataclass(frozen=True, slots=True)
class Custody:
    """The events in their order; `more` earlier ones are only in the ledger."""

    events: tuple[Event, ...]
    more: int


def custody(source: Source) -> Custody:
    """Everything that was done with a source."""
    names = {each.get_username(): called(each) for each in User.objects.all()}
    done = [*_captured(source, names), *_joined(source, names), *_viewed(source, names), *_decided(source)]
    done.sort(key=lambda each: (each.at, each.entry))
    more = Capture.objects.filter(source=source).count() - RUNS
    return Custody(tuple(done), max(0, more))


def _captured(source: Source, names: Mapping[str, str]) -> Iterator[Event]:
    captures = list(source.captures.select_related("parcel").defer("payload", "salt").order_by("-obtained_at")[:RUNS])
    outer = Capture.objects.filter(sha256__in={each.within for each in captures if each.within})
    within = {each.sha256: each.source for each in outer.select_related("source")}
    alike = Likeness.objects.filter(capture__in=captures, state=Likeness.State.JOINED)
    joins = {pair[0]: (pair[1], int(pair[2] * 100)) for pair in alike.values_list("capture_id", "pk", "ratio")}
    texts = _texts(captures)
    for each in captures:
        holder = within.get(each.within)
        yield Event(
            each.obtained_at,
            _how(each),
            names.get(each.obtained_by, each.obtained_by),
            each.entry or 0,
            saved=Saved(
                id=each.pk,
                failed=each.outcome == Capture.Outcome.FAILED,
                problem=told(each.problem),
                url=each.url,
                size=each.size,
                media_type=each.media_type,
                digest=each.sha256,
                outer=holder.pk if holder else "",
                outer_title=holder.title if holder else "",
                texts=texts.get(each.pk, ()),
                joined=joins.get(each.pk),
            ),
        )


def _how(capture: Capture) -> str:
    """How a capture came: from an address, out of another one, as a file, a message or a note; and whether somebody gave it."""
    known = capture.informant_id is not None
    if capture.outcome == Capture.Outcome.FAILED:
        return _("Could not be kept as a text, from ‘{origin}’").format(origin=capture.origin)
    if capture.origin == "note":
        return _("Written down as a note")
    if capture.origin == "paste":
        return _("Pasted; sent by someone known to us") if known else _("Pasted as a message")
    if capture.within:
        said = _("Taken out of what it came in, as ‘{origin}’")
    elif "://" in capture.origin:
        said = _("Fetched from {origin}")
    else:
        said = _("Handed in as the file ‘{origin}’")
    said = said.format(origin=capture.origin)
    return _("{how}; sent by someone known to us").format(how=said) if known else said


def _texts(captures: Iterable[Capture]) -> dict[str, tuple[Text, ...]]:
    versions = list(TextVersion.objects.filter(capture__in=captures).order_by("number").defer("pages"))
    passes: dict[int, list[str]] = defaultdict(list)
    readings = Reading.objects.filter(version__in=versions).select_related("by").annotate(count=Count("proposals"))
    for each in readings.order_by("at"):
        by = called(each.by) if each.by else each.reader
        said = ngettext("{count} proposal by {by}", "{count} proposals by {by}", each.count)
        passes[each.version_id].append(said.format(count=each.count, by=by))
    found: dict[str, list[Text]] = defaultdict(list)
    for version in versions:
        text = Text(version.number, version.reader, len(version.text), tuple(passes[version.pk][-20:]))
        found[version.capture_id].append(text)
    return {capture: tuple(texts) for capture, texts in found.items()}


def _joined(source: Source, names: Mapping[str, str]) -> Iterator[Event]:
    """Joins and partings that a person decided; those by rule are told with the capture."""
    pairs = Likeness.objects.filter(Q(other=source) | Q(own=source) | Q(capture__source=source)).exclude(entry=None)
    said = {
        Likeness.State.JOINED: _("‘{origin}’ was joined: its text is the same"),
        Likeness.State.APART: _("‘{origin}’ was kept apart: its text is another one"),
    }
    for each in pairs.select_related("capture").order_by("-at")[:MOST]:
        what = said.get(Likeness.State(each.state), "{origin}").format(origin=each.capture.origin)
        yield Event(each.at, what, names.get(each.by, each.by), each.entry or 0)


def _viewed(source: Source, names: Mapping[str, str]) -> Iterator[Event]:
    for each in Viewing.objects.filter(source=source).order_by("-pk")[:MOST]:
        yield Event(each.at, showing(each.shows), names.get(each.by, each.by), each.entry)


def _decided(source: Source) -> Iterator[Event]:
    """Decisions on what was proposed from it, and on who may see it or its passages."""
    of = {"proposal__reading__version__capture__source": source}
    counted: dict[int, list[tuple[str, int]]] = defaultdict(list)
    rows = Ruling.objects.filter(**of).order_by().values_list("decision_id", "outcome").annotate(count=Count("pk"))
    for decision, outcome, count in rows:
        counted[decision].append((outcome, count))
    cleared = Clearance.objects.filter(Q(source=source) | Q(passage__version__capture__source=source))
    levels = dict(cleared.order_by("source").values_list("decision_id", "level"))
    whole = set(cleared.filter(source=source).values_list("decision_id", flat=True))
    numbers = sorted({*counted, *levels})[-MOST:]
    for each in Decision.objects.filter(pk__in=numbers).select_related("by").defer("payload", "salt"):
        what = ruled(counted[each.pk]) if each.pk in counted else _set(levels[each.pk], whole=each.pk in whole)
        yield Event(each.at, what[:1].upper() + what[1:], called(each.by), each.pk, each.reason, each.undone_by_id or 0)


def _set(level: str, *, whole: bool) -> str:
    said = _("May be seen from now on: {level}") if whole else _("A passage may be seen from now on: {level}")
    return said.format(level=label(f"level.{level}", language()))
