"""Press an edition from the desk: which is the newest, the button for the next, and the report of what went out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from khronika.desk.accounts.models import User
from khronika.desk.opened import current
from khronika.edition.errors import EditionError
from khronika.edition.header import Header
from khronika.edition.reader import latest, newest, open_edition
from khronika.home import Home, HomeError
from khronika.vault.errors import VaultError
from khronika.workspace.request import DeskRequest


class Unready(Exception):
    """No edition can be pressed here; the sentence says why."""


@require_http_methods(["GET", "HEAD", "POST"])
def press(request: DeskRequest) -> HttpResponse:
    """Show the newest edition; press the next when asked to."""
    home, report = current(), None
    if request.method == "POST":
        try:
            report = pressed(home, request.user)
        except (Unready, EditionError, HomeError, VaultError) as error:
            messages.error(request, str(error))
    header, number = _newest(request, home) if home else (None, 0)
    return render(
        request, "workspace/press.html", {"report": report, "edition": header, "number": number, "next": number + 1}
    )


def pressed(home: Home | None, by: User) -> object:
    """Press the next edition of a home; the one place that knows the press."""
    if home is None:
        raise Unready("Expected an opened home to press an edition of; start the desk with 'khronika desk'.")
    from khronika.press.errors import (
        PressError,
    )  # the press brings fonts and indexes; a desk that only reviews need not
    from khronika.press.press import press as make

    try:
        return make(home, by=by)
    except PressError as error:
        raise Unready(str(error)) from error


def _newest(request: DeskRequest, home: Home) -> tuple[Header | None, int]:
    try:
        number = newest(home.editions)
        return (open_edition(latest(home.editions)).header if number else None), number
    except EditionError as error:
        messages.error(request, str(error))
        return None, 0
