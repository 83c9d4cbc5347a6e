"""Make a clean copy of a kept picture: draw over what is to be hidden, look at it as it would be, and keep it."""

import base64

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khronika.desk.claims.errors import ClaimsError
from khronika.desk.solidarity import pictures
from khronika.desk.solidarity.errors import SolidarityError
from khronika.desk.solidarity.models import Image
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Capture
from khronika.desk.sources.note import opened
from khronika.vault import blur, media
from khronika.vault.errors import VaultError
from khronika.vocabulary.pictured import LARGE, SMALL
from khronika.workspace.adding.find import Unclear
from khronika.workspace.pictures import form
from khronika.workspace.pictures.form import Given
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.workspace.sources.graphic import warning

REFUSED = (ClaimsError, VaultError, SourceError, ValueError)


@require_http_methods(["GET", "HEAD", "POST"])
def picture_make(request: DeskRequest, capture: str) -> HttpResponse:
    """Show the form of a new clean copy, what it would look like, or make it."""
    found = _capture(capture)
    if request.method != "POST":
        return _shown(request, found, _begun(found, request.GET.get("from", "")))
    given = form.sent(request.POST)
    try:
        if request.POST.get("do") == "preview":
            return _shown(request, found, given, preview=_preview(found, given))
        made = pictures.make(request.user, found, form.regions(given), about=form.about(given))
    except REFUSED as error:
        return _shown(request, found, given, error=error)
    messages.success(request, _("The clean copy is made. Put it where it belongs."))
    return redirect("picture", made.pk)


def _capture(which: str) -> Capture:
    found = Capture.objects.filter(pk=which, media_type__in=media.PICTURES).exclude(object_name="")
    capture = found.select_related("source").first()
    if capture is None:
        raise Http404(_("There is no picture with this id."))
    return capture


def _begun(capture: Capture, image: str) -> Given:
    """An empty form, or that of an earlier copy."""
    before = Image.objects.filter(pk=image, capture=capture).first()
    return form.of(pictures.of(before), before.regions) if before else Given()


def _preview(capture: Capture, given: Given) -> str:
    """What the copy would be, as an address that is the picture itself."""
    regions = form.regions(given)
    if len(regions) > pictures.MOST:
        raise SolidarityError(_("Expected at most {most} regions; draw larger ones.").format(most=pictures.MOST))
    data = opened().get(capture.object_name, bytes(capture.object_key))
    made = blur.clean(data, capture.media_type, regions, large=LARGE, small=SMALL)
    return f"data:{blur.MEDIA_TYPE};base64,{base64.b64encode(made.large).decode()}"


def _shown(
    request: DeskRequest, capture: Capture, given: Given, *, error: Exception | None = None, preview: str = ""
) -> HttpResponse:
    warned = warning(capture.source, capture)
    bare = warned.blurred and warned.looked and request.method != "POST" and not request.GET.get("shown")
    context = {
        "capture": capture.pk,
        "source": capture.source_id,
        "title": capture.source.title,
        "given": given,
        "problem": told(error) if error else "",
        "candidates": error.candidates if isinstance(error, Unclear) else (),
        "preview": preview,
        "licences": form.LICENCES,
        "warned": warned.why if bare else "",
        "numbers": capture.images.count(),
    }
    return render(request, "workspace/pictures/make.html", context, status=422 if error else 200)
