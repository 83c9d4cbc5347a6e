"""What is done from the page of a source; each leads back to it with a sentence."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.further import Further, further
from khronika.desk.sources.graphic import look
from khronika.desk.sources.models import Capture, Source, TextVersion
from khronika.desk.sources.note import opened
from khronika.vault.errors import VaultError
from khronika.vault.intake import Taken, received, take
from khronika.vault.jobs.clean import single
from khronika.workspace.intake.work import later, read_now
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.workspace.sources.again import soon
from khronika.workspace.sources.graphic import showing
from khronika.workspace.sources.page import shown


@require_POST
def graphic(request: DeskRequest, source: str) -> HttpResponse:
    """Say what the pictures show."""
    found = get_object_or_404(Source, id=source)
    try:
        viewing = look(found, request.POST.getlist("shows"), by=request.user)
    except SourceError as error:
        messages.error(request, told(error))
        return shown(request, found, status=422)
    messages.success(request, showing(viewing.shows))
    return redirect("source", source=source)


@require_POST
def capture(request: DeskRequest, source: str) -> HttpResponse:
    """Keep one more capture of the source: a file, or what is at an address."""
    found = get_object_or_404(Source, id=source)
    address = request.POST.get("address", "").strip()[:2000]
    try:
        made = further(opened(), found, _given(request, address), by=request.user.get_username())
    except (SourceError, VaultError) as error:
        messages.error(request, told(error))
        return shown(request, found, status=422, typed=address)
    _tell(request, made, found)
    if not made.kept.repeated and not made.kept.capture.joined:
        fresh = TextVersion.objects.filter(capture=made.kept.capture, capture__outcome=Capture.Outcome.KEPT)
        read_now(fresh.select_related("capture__source"))
    return redirect("source", source=made.kept.capture.source_id)


def _given(request: DeskRequest, address: str) -> Iterable[Taken]:
    file = request.FILES.get("file")
    if file is not None:
        return received(single(file.name, 500) or "upload", file.read())
    if not address:
        raise SourceError(_("Expected an address or a file to capture; there was neither."))
    return take(address if "://" in address else f"https://{address}")


def _tell(request: DeskRequest, made: Further, source: Source) -> None:
    saved, repeated = made.kept.capture, made.kept.repeated
    if saved.outcome == Capture.Outcome.FAILED:
        messages.error(request, _("Failed, and kept as a failure: {problem}").format(problem=told(saved.problem)))
    elif repeated and not made.apart:
        messages.info(request, _("The same bytes are here already; nothing was added."))
    elif repeated:
        messages.info(request, _("The same bytes are here already, as the source shown now; nothing was added."))
    elif made.apart:
        sentence = _(
            "Its text is not that of ‘{title}’, so it is kept as a source of its own, shown now. Compare the two."
        )
        messages.warning(request, sentence.format(title=source.title))
    elif made.same:
        messages.success(request, _("Kept as one more place of this source; its text is the same."))
    else:
        messages.success(request, _("Kept, and its text is read."))


@require_POST
def again(request: DeskRequest, source: str) -> HttpResponse:
    """Have a capture read again, when there is time."""
    found = get_object_or_404(Capture, pk=request.POST.get("capture", "")[:12], source=source)
    if not found.object_name:
        messages.error(request, _("There is no original of this capture to read again."))
        return redirect("source", source=source)
    soon.enqueue(found.pk, request.user.pk)
    later()
    messages.success(request, _("It is read again as soon as there is time; look here again in a minute."))
    return redirect("source", source=source)
