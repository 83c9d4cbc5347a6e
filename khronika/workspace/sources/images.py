"""Page images: drawn from the original in the sandbox and encoded anew, for whoever is logged in, kept by no browser and no disk.

A blurred page is drawn so small that nothing can be made out in it, so that no style sheet has to hide anything.
"""

import threading
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Capture
from khronika.desk.sources.note import opened
from khronika.vault import media, picture
from khronika.vault.errors import Missing, VaultError
from khronika.workspace.sentences import told

WIDTHS = {"blurred": 10, "page": 1000, "large": 2400}
_PLACES = threading.BoundedSemaphore(4)  # of the desk's threads, so many at most draw or wait to draw
_HANDS = threading.BoundedSemaphore(2)


def drawable(capture: Capture) -> bool:
    """Whether a capture has pages to look at."""
    return bool(capture.object_name) and (capture.media_type == media.PDF or capture.media_type in media.PICTURES)


def numbers(capture: Capture, said: list[int]) -> tuple[list[int], str]:
    """The numbers of a capture's pages, and why they cannot be shown if so. `said` are those that its text speaks of."""
    try:
        if not opened().exists(capture.sha256):
            raise Missing
        if said or capture.media_type in media.PICTURES - {media.TIFF}:
            return said or [1], ""
        return list(_measured(capture.object_name, bytes(capture.object_key), capture.media_type)), ""
    except Missing:
        return [], _("The original is not in the vault, so its pages cannot be shown. Restore it from a backup.")
    except (VaultError, SourceError) as error:
        return [], told(error)


@lru_cache(maxsize=256)
def _measured(name: str, key: bytes, media_type: str) -> tuple[int, ...]:
    return tuple(number for number, _wide, _high in picture.pages(opened().get(name, key), media_type))


@require_safe
def image(request: HttpRequest, source: str, capture: str, number: int) -> HttpResponse:
    """One page as a picture; where it cannot be shown, one sentence and a status that says so."""
    found = Capture.objects.filter(pk=capture, source=source).first()
    if found is None or not drawable(found):
        raise Http404
    width = WIDTHS.get(request.GET.get("size", ""), WIDTHS["page"])
    if not _PLACES.acquire(blocking=False):
        busy = _said(_("Other pages are being drawn. Ask for this one again in a moment."), status=503)
        busy.headers["Retry-After"] = "2"
        return busy
    try:
        with _HANDS:
            data = opened().get(found.object_name, bytes(found.object_key))
            made = picture.page_image(data, found.media_type, number, width)
    except Missing as error:
        return _said(told(error), status=404)
    except (VaultError, SourceError) as error:
        return _said(told(error), status=422)
    finally:
        _PLACES.release()
    return _private(HttpResponse(made, content_type=picture.MEDIA_TYPE))


def _said(sentence: str, *, status: int) -> HttpResponse:
    return _private(HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=status))


def _private(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'"
    return answer
