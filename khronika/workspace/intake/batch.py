"""What became of what was handed in together; a page that may be left and come back to while it goes on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khronika.desk.sources.models import Parcel
from khronika.desk.sources.parcel import OPEN
from khronika.workspace.intake.shown import lines
from khronika.workspace.intake.work import later
from khronika.workspace.paging import paged
from khronika.workspace.request import DeskRequest


@require_safe
def batch(request: DeskRequest, batch: str) -> HttpResponse:
    """Show what became of a batch."""
    found = Parcel.objects.filter(batch=batch).order_by("at", "pk")
    page = paged(found, request.GET.get("page", "1"), {})
    if not page.count:
        raise Http404
    busy = found.filter(state__in=OPEN).exists()
    context = {"lines": lines(page.rows), "page": page, "busy": busy, "batch": batch}
    return render(request, "workspace/intake/batch.html", context)


@require_POST
def go_on(request: DeskRequest, batch: str) -> HttpResponse:
    """Have what stopped in a batch gone on with."""
    stopped = Parcel.objects.filter(batch=batch, state=Parcel.State.STOPPED).exclude(object_name="")
    if stopped.update(state=Parcel.State.WAITING, problem=""):
        later()
        messages.success(request, _("It goes on."))
    return redirect("source_batch", batch=batch)
