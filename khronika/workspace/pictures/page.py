"""One clean copy: what it looks like, what is said of it, where it stands, and what would keep it inside."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khronika.desk.accounts.errors import AccountsError
from khronika.desk.claims.errors import ClaimsError, Waits
from khronika.desk.solidarity import attached, pictures
from khronika.desk.solidarity.errors import SolidarityError
from khronika.desk.solidarity.models import Image
from khronika.desk.sources.errors import SourceError
from khronika.press.load import Loader
from khronika.press.pictures import Pictures
from khronika.vault import blur
from khronika.vault.errors import VaultError
from khronika.vocabulary.kind import Level
from khronika.vocabulary.solidarity import PICTURED
from khronika.vocabulary.terms import label, members
from khronika.workspace.adding.find import Unclear, settle
from khronika.workspace.language import language
from khronika.workspace.pictures import form
from khronika.workspace.pictures.form import Given
from khronika.workspace.pictures.listing import described, where
from khronika.workspace.press.reasons import reason
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

REFUSED = (AccountsError, ClaimsError, VaultError, SourceError)


@require_safe
def picture(request: DeskRequest, image: str) -> HttpResponse:
    """Show one clean copy."""
    return _shown(request, _found(image))


@require_safe
def picture_file(request: DeskRequest, image: str, size: str) -> HttpResponse:
    """The bytes of a clean copy, for whoever is logged in; no browser keeps them."""
    found = _found(image)
    try:
        large, small = pictures.sizes(found)
    except (VaultError, SourceError, SolidarityError) as error:
        return HttpResponse(told(error), content_type="text/plain; charset=utf-8", status=404)
    answer = HttpResponse(small if size == "small" else large, content_type=blur.MEDIA_TYPE)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'"
    return answer


@require_http_methods(["POST"])
def picture_describe(request: DeskRequest, image: str) -> HttpResponse:
    """Say something else of a clean copy."""
    found, given = _found(image), form.sent(request.POST)
    try:
        pictures.describe(request.user, found, form.about(given))
    except REFUSED as error:
        return _shown(request, _found(image), given=given, error=error)
    messages.success(request, _("Saved. The next edition has it so."))
    return redirect("picture", found.pk)


@require_http_methods(["POST"])
def picture_attach(request: DeskRequest, image: str) -> HttpResponse:
    """Put a clean copy beside a record."""
    found, post = _found(image), request.POST
    try:
        who = settle(PICTURED, post.get("record", ""), post.get("record-record", "").replace("new", ""))
        if who is None or not who.record:
            raise SolidarityError(_("Expected the person, organisation, place or event that it belongs to; choose it."))
        decision = attached.attach(request.user, found, who.record, form.beside(post))
    except Waits as waits:
        messages.success(request, _("A second person must confirm it: number {number}.").format(number=waits.number))
        return redirect("picture", found.pk)
    except REFUSED as error:
        return _shown(request, found, attaching=error)
    said = _("The picture stands on the page of {name} by decision {number}. It goes out when it is cleared.")
    messages.success(request, said.format(name=who.name, number=decision.pk))
    return redirect("picture", found.pk)


def _found(image: str) -> Image:
    found = Image.objects.filter(pk=image).select_related("capture__source").first()
    if found is None or not found.object_name:
        raise Http404(_("There is no picture with this id."))
    return found


def _shown(
    request: DeskRequest,
    image: Image,
    *,
    given: Given | None = None,
    error: Exception | None = None,
    attaching: Exception | None = None,
) -> HttpResponse:
    post = request.POST if attaching else {}
    context = {
        "id": image.pk,
        "alt": described(image),
        "width": image.width,
        "height": image.height,
        "number": image.number,
        "capture": image.capture_id,
        "source": image.capture.source_id,
        "title": image.capture.source.title,
        "hidden": len(image.regions),
        "by": image.by,
        "at": image.at,
        "entry": image.entry,
        "inside": _inside(image),
        "given": given or form.of(pictures.of(image)),
        "problem": told(error) if error else "",
        "candidates": error.candidates if isinstance(error, Unclear) else (),
        "licences": form.LICENCES,
        "places": where([image.pk]).get(image.pk, ()),
        "kinds": ",".join(PICTURED),
        "roles": [(each, label(f"picture_role.{each}", language())) for each in members("picture_role")],
        "role": post.get("role", ""),
        "captions": [(tongue, post.get(f"caption-{tongue}", "")) for tongue in form.TONGUES],
        "record": {"name": post.get("record", ""), "id": post.get("record-record", "")},
        "refused": told(attaching) if attaching else "",
        "which": attaching.candidates if isinstance(attaching, Unclear) else (),
    }
    return render(request, "workspace/pictures/page.html", context, status=422 if error or attaching else 200)


def _inside(image: Image) -> str:
    """What would keep the picture out of the public's sight today, wherever it stands; empty if nothing does."""
    facts = Loader(Level.PUBLIC).facts
    said = Pictures(facts, date.today(), Level.PUBLIC, lambda text, _: text).withheld(image.pk)
    return reason(said) if said else ""
