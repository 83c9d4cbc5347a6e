"""The list of sources: what waits, what is done, and what failed with its one sentence."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khronika.desk.claims.models import Proposal
from khronika.desk.sources.models import Capture, Source
from khronika.workspace.paging import paged
from khronika.workspace.request import DeskRequest

SHOWS = (("", "All"), ("waiting", "Waiting"), ("done", "Done"), ("failed", "Failed"))
_OF = "reading__version__capture__source"


@dataclass(frozen=True, slots=True)
class Row:
    """A source in the list; `problem` is why its capture failed or what of it could not be read."""

    id: str
    title: str
    language: str
    captured: datetime | None
    failed: bool
    problem: str
    pending: int
    decided: int


def listed(show: str = "", words: str = "") -> QuerySet[Source]:
    """Sources by when they were captured, newest first, with what the list shows of each."""
    newest = Capture.objects.filter(source=OuterRef("pk")).order_by("-obtained_at")
    kept = Capture.objects.filter(source=OuterRef("pk"), outcome=Capture.Outcome.KEPT)
    found = Source.objects.annotate(captured=Subquery(newest.values("obtained_at")[:1]), is_kept=Exists(kept))
    pending = Proposal.objects.filter(**{_OF: OuterRef("pk")}, state=Proposal.State.PENDING)
    if words:
        found = found.filter(Q(title__icontains=words) | Q(publisher__icontains=words) | Q(url__icontains=words))
    match show:
        case "failed":
            found = found.filter(is_kept=False)
        case "waiting":
            found = found.filter(Exists(pending))
        case "done":
            found = found.filter(~Exists(pending), is_kept=True)
    return found.order_by(F("captured").desc(nulls_last=True), "id")


def rows(found: list[Source]) -> list[Row]:
    """The rows of some sources, with few questions."""
    ids = [each.id for each in found]
    counted = Proposal.objects.filter(**{f"{_OF}__in": ids}).order_by().values_list(_OF)
    waits = Count("pk", filter=Q(state=Proposal.State.PENDING))
    counts = {source: (pending, total) for source, pending, total in counted.annotate(waits=waits, total=Count("pk"))}
    problems = dict(Capture.objects.filter(source__in=ids).order_by("obtained_at").values_list("source_id", "problem"))
    return [_row(each, *counts.get(each.id, (0, 0)), problem=problems.get(each.id, "")) for each in found]


def _row(source: Source, pending: int, total: int, *, problem: str) -> Row:
    return Row(
        source.id, source.title, source.language, source.captured, not source.is_kept, problem, pending, total - pending
    )


@require_safe
def sources(request: DeskRequest) -> HttpResponse:
    """Show the list."""
    show, words = request.GET.get("show", ""), request.GET.get("q", "").strip()[:200]
    page = paged(listed(show, words), request.GET.get("page", "1"), {"show": show, "q": words})
    context = {"page": page, "rows": rows(list(page.rows)), "shows": SHOWS, "show": show, "words": words}
    return render(request, "workspace/sources.html", context)
