"""Press an edition from the desk: which is the newest, the button for the next, how far it is, the report, and shipping."""

from pathlib import Path
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khronika.desk.accounts.models import User
from khronika.desk.newsroom.waiting import come
from khronika.desk.opened import current
from khronika.edition.errors import EditionError
from khronika.edition.header import Header
from khronika.edition.reader import latest, newest, open_edition
from khronika.edition.ship import pack, ship
from khronika.home import Home, HomeError
from khronika.vault.errors import VaultError
from khronika.workspace.press import running
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

KNOWN = (EditionError, HomeError, VaultError)


class Unready(Exception):
    """No edition can be pressed here; the sentence says why."""


@require_http_methods(["GET", "HEAD", "POST"])
def press(request: DeskRequest) -> HttpResponse:
    """Show the newest edition and the press at work; begin the next when asked to."""
    home = current()
    if request.method == "POST":
        return _begin(request, home)
    run = running.last()
    header, number = _newest(request, home) if home else (None, 0)
    context = {"run": run, "edition": header, "number": number, "next": number + 1}
    answer = render(request, "workspace/press/screen.html", {**context, "target": request.GET.get("target", "")})
    if run and not run.over:
        answer.headers["Refresh"] = "1"
    return answer


def _begin(request: DeskRequest, home: Home | None) -> HttpResponse:
    """One press at a time; a second one is told that the first is at work."""
    by = request.user
    if home is None:
        messages.error(request, _("Expected an opened home to press; start the desk with ‘khronika desk’."))
    elif running.start(lambda progress: pressed(home, by, progress), by.get_username(), (Unready, *KNOWN)) is None:
        messages.error(request, _("A press is at work already; wait for it to end."))
    return redirect("press")


def pressed(home: Home, by: User, progress: running.Progress) -> object:
    """Press the next edition of a home; the one place at the desk that knows the press."""
    from khronika.press.errors import (
        PressError,
    )  # the press brings fonts and indexes; a desk that only reviews need not
    from khronika.press.press import press as make

    come(home)
    try:
        return make(home, by=by, progress=progress)
    except PressError as error:
        raise Unready(str(error)) from error


def _newest(request: DeskRequest, home: Home) -> tuple[Header | None, int]:
    try:
        number = newest(home.editions)
        return (open_edition(latest(home.editions)).header if number else None), number
    except EditionError as error:
        messages.error(request, told(error))
        return None, 0


@require_POST
def carry(request: DeskRequest) -> HttpResponse:
    """Carry the newest edition to a folder that this machine reaches."""
    home, target = current(), request.POST.get("target", "").strip()
    if home is None or not target.startswith("/"):
        messages.error(
            request, _("Expected the whole path of a folder, such as /media/stick/editions; nothing was carried.")
        )
        return redirect(_screen(target))
    try:
        shipped = ship(home.editions, Path(target))
    except EditionError as error:
        messages.error(request, told(error))
    except OSError as error:
        messages.error(
            request, _("The folder cannot be written: %(why)s. Nothing there was changed.") % {"why": error.strerror}
        )
    else:
        said = ngettext(
            "Edition %(number)s is there now: %(files)s file.",
            "Edition %(number)s is there now: %(files)s files.",
            shipped.files,
        )
        messages.success(request, said % {"number": shipped.number, "files": shipped.files})
    return redirect(_screen(target))


def _screen(target: str) -> str:
    return "/admin/press/?" + urlencode({"target": target}) if target else "/admin/press/"


@require_safe
def packed(request: DeskRequest) -> HttpResponse | StreamingHttpResponse:
    """The newest edition with its signatures as one ZIP file."""
    home = current()
    number = newest(home.editions) if home else 0
    if home is None or not number:
        messages.error(request, _("No edition was pressed yet; press one first."))
        return redirect("press")
    answer = StreamingHttpResponse(pack(home.editions), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="edition-{number}.zip"'
    return answer
