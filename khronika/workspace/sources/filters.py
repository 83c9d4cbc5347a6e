"""What of the sources somebody asks for; the address carries it. A source stands in the list by its newest capture.

So a list of the newest fifty walks an index and stops, however many there are. What can be chosen next is counted by one question.
"""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, astuple, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as mark

from khronika.desk.claims.models import Clearance, Proposal, Reading
from khronika.desk.ledger.append import head
from khronika.desk.sources.models import Capture, TextVersion
from khronika.vocabulary.kind import Level
from khronika.workspace.request import DeskRequest
from khronika.workspace.sources.kinds import KINDS, SENT, chosen, kind

SHOWS = (("waiting", mark("Waiting")), ("done", mark("Done")), ("failed", mark("Failed")))
SORTS = (("", mark("newest first")), ("published", mark("by publication")), ("waiting", mark("most waiting first")))
LOOKED = 5000  # sources whose texts are looked through for words
HITS = 500
REMEMBERED = 60  # seconds
OF = "reading__version__capture__source"
FACETS = ("show", "kind", "language", "level")


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter, every part of it as the address has it; empty parts ask for all."""

    show: str = ""
    kind: str = ""
    language: str = ""
    level: str = ""
    by: str = ""
    since: str = ""
    until: str = ""
    q: str = ""
    text: str = ""
    sort: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return any(value for name, value in asdict(self).items() if name not in ("sort", "text"))


def asked(request: DeskRequest) -> Asked:
    """The filter of an address; what cannot be meant is left out, a day that is none with a sentence."""
    given = {name: request.GET.get(name, "").strip()[:200] for name in Asked.__dataclass_fields__}
    allowed = {"show": dict(SHOWS), "kind": KINDS, "level": [each.value for each in Level], "sort": dict(SORTS)}
    for name, values in allowed.items():
        given[name] = given[name] if given[name] in values else ""
    for name in ("since", "until"):
        if given[name] and _day(given[name]) is None:
            sentence = _("Expected a day such as 2013-08-04, got {asked!r}; this filter is left out.")
            messages.error(request, sentence.format(asked=given[name][:40]))
            given[name] = ""
    given["q"] = unicodedata.normalize("NFC", given["q"])
    return Asked(**given)


def found(wanted: Asked) -> QuerySet[Capture]:
    """The newest capture of each source that fits, in the order asked for."""
    captures = narrowed(wanted)
    if wanted.show:
        captures = captures.filter(_shown(wanted.show))
    if wanted.kind:
        captures = captures.filter(chosen(wanted.kind))
    if wanted.language:
        captures = captures.filter(source__language=wanted.language)
    if wanted.level:
        captures = captures.annotate(level=_level()).filter(level=wanted.level)
    return _sorted(captures, wanted.sort).select_related("source").defer("payload", "salt", "object_key")


def narrowed(wanted: Asked) -> QuerySet[Capture]:
    """The same without what is chosen from counted options (`FACETS`)."""
    captures = Capture.objects.filter(_newest())
    if wanted.by or wanted.since or wanted.until:
        captures = captures.filter(Exists(_saved(wanted)))
    return captures.filter(_worded(wanted, captures)) if wanted.q else captures


def _newest() -> Any:
    at, key = OuterRef("obtained_at"), OuterRef("pk")
    later = Q(obtained_at__gt=at) | Q(obtained_at=at, pk__gt=key)
    return ~Exists(Capture.objects.filter(later, source=OuterRef("source")))


def _saved(wanted: Asked) -> QuerySet[Capture]:
    """One capture that fits by all of these: who saved it, since and until when."""
    saved = Capture.objects.filter(source=OuterRef("source"))
    if wanted.by:
        saved = saved.filter(obtained_by=wanted.by)
    since, until = _day(wanted.since), _day(wanted.until)
    if since:
        saved = saved.filter(obtained_at__gte=since)
    return saved.filter(obtained_at__lt=until + timedelta(days=1)) if until else saved


def _day(said: str) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(said), time(), UTC)
    except ValueError:
        return None


def _shown(show: str) -> Q:
    pending = Proposal.objects.filter(state=Proposal.State.PENDING).order_by().values(OF)
    kept = Exists(Capture.objects.filter(source=OuterRef("source"), outcome=Capture.Outcome.KEPT))
    match show:
        case "waiting":
            return Q(source__in=pending)
        case "failed":
            return Q(~kept)
        case _:
            return ~Q(source__in=pending) & Q(kept)


def _level() -> Coalesce:
    decided = Clearance.objects.filter(source=OuterRef("source")).order_by("-decision_id").values("level")
    return Coalesce(Subquery(decided[:1]), Value(Level.TEAM.value))


def _worded(wanted: Asked, captures: QuerySet[Capture]) -> Q:
    """All words in title, publisher or address; where asked for, all in a text of one of the newest that fit so far."""
    fields = ("source__title", "source__publisher", "source__url")
    said = _holds(wanted.q, fields)
    if wanted.text:
        near = captures.order_by("-obtained_at").values("source")[:LOOKED]
        texts = TextVersion.objects.filter(_holds(wanted.q, ("text",)), capture__source__in=near)
        said |= Q(source__in=list(texts.order_by().values_list("capture__source", flat=True).distinct()[:HITS]))
    return said


def _holds(words: str, fields: tuple[str, ...]) -> Q:
    """Each word in one of the fields. The database knows upper and lower case of Latin letters only, so it is asked for each way."""
    each = (
        reduce(or_, (Q(**{f"{field}__contains": way}) for field in fields for way in _ways(word)))
        for word in words.split()
    )
    return reduce(and_, each)


def _ways(word: str) -> Iterator[str]:
    yield from dict.fromkeys((word, word.lower(), word.upper(), word.lower().capitalize()))


def _sorted(captures: QuerySet[Capture], sort: str) -> QuerySet[Capture]:
    match sort:
        case "published":
            return captures.order_by("-source__published", "-obtained_at", "pk")
        case "waiting":
            # counted with a condition, so that the database goes from the source to its proposals and not through all that wait
            waits = Count("pk", filter=Q(state=Proposal.State.PENDING))
            proposed = Proposal.objects.filter(**{OF: OuterRef("source")}).order_by().values(OF)
            counted = proposed.annotate(count=waits).values("count")
            return captures.annotate(waits=Coalesce(Subquery(counted), 0)).order_by("-waits", "-obtained_at", "pk")
        case _:
            return captures.order_by("-obtained_at", "pk")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many fit, and by facet and value how many would if that value were chosen instead."""

    total: int
    by: Mapping[str, Mapping[str, int]]


def counts(wanted: Asked) -> Counts:
    """Count what fits, with one question, or from what was counted just now."""
    by: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    total = 0
    for waiting, fails, media_type, sent, tongue, level, count in _grouped(wanted):
        values = {"kind": kind(media_type, sent=bool(sent)), "language": tongue, "level": level}
        shows = {"waiting": waiting, "failed": fails, "done": not waiting and not fails}
        fits = {name: getattr(wanted, name) in ("", value) for name, value in values.items()}
        fits["show"] = not wanted.show or bool(shows[wanted.show])
        total += count if all(fits.values()) else 0
        for facet in FACETS:
            if all(fit for name, fit in fits.items() if name != facet):
                own = [name for name, true in shows.items() if true] if facet == "show" else [values[facet]]
                for value in own:
                    by[facet][value] = by[facet].get(value, 0) + count
    return Counts(total, by)


def _grouped(wanted: Asked) -> list[tuple[Any, ...]]:
    """How many sources there are of each state, kind, language and level; remembered until anything is kept, read or decided."""
    newest = Capture.objects.order_by("-obtained_at").values_list("pk", flat=True).first()
    read = Reading.objects.order_by("-pk").values_list("pk", flat=True).first()
    now = repr(
        (
            head(),
            newest,
            Capture.objects.count(),
            read,
            astuple(replace(wanted, show="", kind="", language="", level="", sort="")),
        )
    )
    key = f"sources-{hashlib.sha256(now.encode()).hexdigest()}"
    found: list[tuple[Any, ...]] | None = cache.get(key)
    if found is None:
        found = list(_counted(wanted))
        cache.set(key, found, REMEMBERED)
    return found


def _counted(wanted: Asked) -> QuerySet[Any, tuple[Any, ...]]:
    waits = ExpressionWrapper(_shown("waiting"), BooleanField())
    failed = ExpressionWrapper(_shown("failed"), BooleanField())
    marked = narrowed(wanted).annotate(
        is_sent=ExpressionWrapper(SENT, BooleanField()), is_waiting=waits, is_failed=failed, is_level=_level()
    )
    columns = ("is_waiting", "is_failed", "source__kind", "is_sent", "source__language", "is_level")
    return marked.order_by().values_list(*columns).annotate(count=Count("pk"))
