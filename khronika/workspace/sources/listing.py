"""The list of sources: what waits, what is done, and what failed with its one sentence; in few questions however many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from babel import Locale
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import called
from khronika.desk.claims.models import Proposal
from khronika.desk.sources.models import Capture
from khronika.vocabulary.kind import Level
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.levels import Cleared, levels
from khronika.workspace.paging import paged
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.workspace.sources.filters import LOOKED, OF, SHOWS, SORTS, Asked, Counts, asked, counts, found
from khronika.workspace.sources.kinds import KINDS, SENT, kind


@dataclass(frozen=True, slots=True)
class Row:
    """A source in the list; `problem` is why its capture failed or what of it could not be read.

    `places` are the captures that were kept, `joined` how many of them have the same text as another one.
    """

    id: str
    title: str
    publisher: str
    language: str
    kind: str
    level: Cleared
    captured: datetime
    by: str
    failed: bool
    problem: str
    places: int
    joined: int
    pending: int
    decided: int


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: its value, its words with how many there are, and whether it is chosen."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A list whose length is known already; only the rows of one page are asked for."""

    rows: QuerySet[Capture]
    length: int

    def count(self) -> int:
        """How many there are."""
        return self.length

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, portion: slice) -> Sequence[Capture]:
        return list(self.rows[portion])


def listed(show: str) -> QuerySet[Capture]:
    """The newest captures of sources that wait, are done, or failed; the newest first."""
    return found(Asked(show=show))


def states() -> Mapping[str, int]:
    """How many sources wait, are done, and failed."""
    return counts(Asked()).by["show"]


def rows(captures: Sequence[Capture]) -> list[Row]:
    """The rows of some sources, by their newest captures, with four questions."""
    ids = [each.source_id for each in captures]
    proposed = Proposal.objects.filter(**{f"{OF}__in": ids}).order_by().values_list(OF)
    waits = Count("pk", filter=Q(state=Proposal.State.PENDING))
    decided = {
        source: (pending, total - pending) for source, pending, total in proposed.annotate(waits=waits, all=Count("pk"))
    }
    kept = Count("pk", filter=Q(outcome=Capture.Outcome.KEPT))
    saved = Capture.objects.filter(source__in=ids).order_by().values_list("source")
    places = {
        source: counted for source, *counted in saved.annotate(kept=kept, same=Count("pk", filter=Q(joined=True)))
    }
    sent = set(Capture.objects.filter(SENT, pk__in=[each.pk for each in captures]).values_list("pk", flat=True))
    level = levels("source", ids)
    return [
        _row(each, decided.get(each.source_id, (0, 0)), places[each.source_id], level=level, sent=each.pk in sent)
        for each in captures
    ]


def _row(
    capture: Capture, decided: Sequence[int], places: Sequence[int], *, level: Mapping[str, Cleared], sent: bool
) -> Row:
    source = capture.source
    return Row(
        id=source.id,
        title=source.title or _("without a title"),
        publisher=source.publisher,
        language=source.language,
        kind=str(KINDS[kind(source.kind, sent=sent)]),
        level=level[source.id],
        captured=capture.obtained_at,
        by=capture.obtained_by,
        failed=not places[0],
        problem=told(capture.problem),
        places=places[0],
        joined=places[1],
        pending=decided[0],
        decided=decided[1],
    )


@require_safe
def sources(request: DeskRequest) -> HttpResponse:
    """Show the list."""
    wanted = asked(request)
    counted = counts(wanted)
    page = paged(Counted(found(wanted), counted.total), request.GET.get("page", "1"), asdict(wanted))  # type: ignore[arg-type]
    context = {"page": page, "rows": rows(page.rows), "asked": wanted, "looked": LOOKED, **_choices(wanted, counted)}
    return render(request, "workspace/sources/list.html", context)


def _choices(wanted: Asked, counted: Counts) -> dict[str, Any]:
    tongues = {tag: tongue(tag) for tag in sorted(counted.by["language"]) if tag}
    named = {each.value: label(f"level.{each.value}", language()) for each in Level}
    people = {each.get_username(): called(each) for each in User.objects.order_by("first_name", "username")}
    return {
        "shows": _options(dict(SHOWS), wanted.show, counted.by["show"]),
        "kinds": _options(KINDS, wanted.kind, counted.by["kind"], full=False),
        "languages": _options(tongues, wanted.language, counted.by["language"]),
        "levels": _options(named, wanted.level, counted.by["level"]),
        "people": [Option(name, said, name == wanted.by) for name, said in people.items()],
        "sorts": [Option(value, str(said), value == wanted.sort) for value, said in SORTS],
    }


def _options(words: Mapping[str, str], chosen: str, counted: Mapping[str, int], *, full: bool = True) -> list[Option]:
    """Options with their counts; unless in `full`, only those that there are."""
    known = {**words, **({chosen: chosen} if chosen and chosen not in words else {})}
    return [
        Option(value, f"{said} ({counted.get(value, 0)})", value == chosen)
        for value, said in known.items()
        if full or counted.get(value) or value == chosen
    ]


def tongue(tag: str) -> str:
    """The name of a language in the language of the screen; the tag where it has none."""
    return Locale(language()).languages.get(tag, tag)
