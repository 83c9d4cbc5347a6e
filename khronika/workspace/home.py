"""The desk's first page: what waits, what failed, what is recorded, and what was decided last."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khronika.desk.claims.models import Decision
from khronika.workspace.records.listing import tabs
from khronika.workspace.request import DeskRequest
from khronika.workspace.sources import listed, rows

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Decided:
    """One of the last decisions."""

    number: int
    at: datetime
    by: str
    what: str
    reason: str
    source: str
    title: str
    undone: bool


@require_safe
def home(request: DeskRequest) -> HttpResponse:
    """Show the page."""
    waiting, failed = listed("waiting"), listed("failed")
    context = {
        "waiting": rows(list(waiting[:SHOWN])),
        "waiting_count": waiting.count(),
        "failed": rows(list(failed[:SHOWN])),
        "failed_count": failed.count(),
        "recorded": [tab for tab in tabs() if tab.count],
        "decided": [_decided(each) for each in Decision.objects.select_related("by").order_by("-pk")[:SHOWN]],
    }
    return render(request, "workspace/home.html", context)


def _decided(decision: Decision) -> Decided:
    ruling = decision.rulings.select_related("proposal__reading__version__capture__source").first()
    source = ruling.proposal.reading.version.capture.source if ruling else None
    by = decision.by.get_full_name() or decision.by.get_username()
    return Decided(
        decision.pk,
        decision.at,
        by,
        _what(decision),
        decision.reason,
        source.id if source else "",
        source.title if source else "",
        bool(decision.undone_by_id),
    )


def _what(decision: Decision) -> str:
    match decision.deed:
        case Decision.Deed.RULING:
            outcomes = decision.rulings.order_by().values_list("outcome").annotate(Count("id"))
            return ", ".join(f"{outcome} {count}" for outcome, count in outcomes)
        case Decision.Deed.CLEARANCE:
            level = decision.clearances.values_list("level", flat=True).first()
            return f"set {decision.clearances.count()} things to {level}"
        case Decision.Deed.JUDGEMENT:
            return f"judged two records {decision.judgement.verdict}"
    undone = decision.undoes.values_list("pk", flat=True).first()
    return f"undid decision {undone}"
