"""What was given to whom, so that they can be told: all exports that were not public, or those that have one record in them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from khronika.desk.claims.handover import given, open_for
from khronika.desk.claims.models import Record
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.paging import paged
from khronika.workspace.request import DeskRequest
from khronika.workspace.team.told import level, order


@require_safe
def handovers(request: DeskRequest) -> HttpResponse:
    """Show the list (?record=ID: of one record)."""
    asked, tongue = request.GET.get("record", "").strip()[:12], language()
    record = get_object_or_404(Record, id=asked) if asked else None
    page = paged(given(asked), request.GET.get("page", "1"), {"record": asked})
    context = {
        "page": page,
        "rows": [(each, label(f"record.{each.kind}", tongue), level(each.audience)) for each in page.rows],
        "record": asked,
        "name": Names(tongue)(asked) if record else "",
        "open": [] if asked else [(each.pk, order(each)) for each in open_for(request.user)],
    }
    return render(request, "workspace/records/given.html", context)
