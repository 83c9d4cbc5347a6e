"""The desk's language: what a person chose, else what the browser asks for. Catalogues are read as translators left them.

A phrase is marked in the usual way of Django and found in `locale/*/LC_MESSAGES/desk.po`, before the phrases of Django and
Wagtail, of which the catalogue may hold those that they lack. Nothing is compiled onto the disk.
"""

import gettext
from collections.abc import Callable
from functools import cache
from importlib import resources
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, trans_real
from django.views.decorators.http import require_POST

from khronika.workspace.request import DeskRequest

ORIGINAL = "en"
TRANSLATED = ("be", "ru")
COOKIE = "khronika_language"
ERRORS = "errors"  # the catalogue of what the rooms below the screens say; see `sentences`


def language() -> str:
    """The language of the request: en, be or ru; vocabulary labels are asked for with it."""
    found = (get_language() or ORIGINAL).split("-")[0]
    return found if found in TRANSLATED else ORIGINAL


def catalogue(tag: str, name: str = "desk") -> bytes:
    """Our catalogue of a language as it stands in the project."""
    return resources.files("khronika.workspace").joinpath("locale", tag, "LC_MESSAGES", f"{name}.po").read_bytes()


@cache
def prepare() -> None:
    """Put our phrases before those of Django and Wagtail; once a process, only where screens are served."""
    for tag in TRANSLATED:
        compiled = BytesIO()
        write_mo(compiled, read_po(BytesIO(catalogue(tag)), locale=tag))
        compiled.seek(0)
        trans_real.translation(tag).merge(gettext.GNUTranslations(compiled))


class Language:
    """Middleware: the language of a request by the cookie that choosing one sets, else by what the browser asks for."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Around the views."""
        prepare()
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language."""
        chosen = request.COOKIES.get(COOKIE, "")
        if chosen not in dict(settings.LANGUAGES):
            chosen = translation.get_language_from_request(request)
        with translation.override(chosen):
            response = self.answer(request)
        response.headers.setdefault("Content-Language", chosen)
        return response


@require_POST
def choose(request: DeskRequest) -> HttpResponse:
    """Remember the language for this person and this browser, and go back to where they were."""
    wanted, back = request.POST.get("language", ""), request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    response = redirect(back if safe else "wagtailadmin_home")
    if wanted in dict(settings.LANGUAGES):
        from wagtail.users.models import UserProfile  # commands, which have no screens, use this module too

        if request.user.is_authenticated:
            UserProfile.objects.update_or_create(user=request.user, defaults={"preferred_language": wanted})
        response.set_cookie(COOKIE, wanted, max_age=365 * 24 * 3600, httponly=True, samesite="Strict")
    return response
