"""The ledger as a list, and the check of its chain. The list shows digests and who decided, never what."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from khronika.desk.claims.models import Decision
from khronika.desk.ledger.models import Entry
from khronika.desk.ledger.verify import Break, breaks
from khronika.workspace.paging import paged
from khronika.workspace.request import DeskRequest

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in the list."""

    number: int
    at: datetime
    deed: str
    by: str
    digest: str
    undone: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: the breaks (the first hundred of them), and how many entries it walked."""

    breaks: tuple[Break, ...]
    entries: int


@require_http_methods(["GET", "HEAD", "POST"])
def ledger(request: DeskRequest) -> HttpResponse:
    """Show the entries, newest first; check the chain when asked to."""
    verdict = Verdict(tuple(islice(breaks(), SHOWN)), Entry.objects.count()) if request.method == "POST" else None
    page = paged(Entry.objects.order_by("-number"), request.GET.get("page", "1"), {}, size=SHOWN)
    return render(request, "workspace/ledger.html", {"page": page, "rows": _rows(page.rows), "verdict": verdict})


def _rows(entries: tuple[Entry, ...]) -> list[Row]:
    found = Decision.objects.filter(pk__in=[each.number for each in entries]).select_related("by")
    decisions = {each.pk: each for each in found}
    return [_row(each, decisions.get(each.number)) for each in entries]


def _row(entry: Entry, decision: Decision | None) -> Row:
    by = (decision.by.get_full_name() or decision.by.get_username()) if decision else ""
    return Row(entry.number, entry.at, entry.deed, by, entry.digest, (decision.undone_by_id or 0) if decision else 0)
