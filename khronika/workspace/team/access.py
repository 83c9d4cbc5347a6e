"""The one gate before all screens: a live session, a second factor where it is needed, and a role for what is asked.

What a deed itself allows is asked again in the deed; this gate keeps people from screens that would only refuse them.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from khronika.desk.accounts import factor
from khronika.desk.accounts.errors import NotAllowed
from khronika.desk.accounts.roles import demand
from khronika.desk.newsroom.place import belong
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.workspace.team.routes import OPEN, WRITING, asked, opens

SEEN, PROVED = "khronika_seen", "khronika_factor"
OFTEN = 60  # seconds between two notes of when somebody was last seen
WITHOUT_FACTOR = {"factor", "language"}
REPLACED = ("wagtailusers", "wagtailadmin_password_reset")  # our team screen does this, with the ledger
Answer = Callable[[DeskRequest], HttpResponse]


class Access:
    """Middleware after the one that knows who asks."""

    def __init__(self, answer: Answer) -> None:
        """Around the views."""
        self.answer = answer

    def __call__(self, request: DeskRequest) -> HttpResponse:
        """Answer, unless the desk was left alone too long."""
        if request.user.is_authenticated and _idle(request):
            logout(request)
            if request.method == "POST":
                return render(request, "workspace/team/kept.html", {"typed": _typed(request)}, status=403)
            messages.info(request, _("The desk was left alone for a while, so the session ended. Log in to go on."))
            return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))
        return self.answer(request)

    def process_view(self, request: DeskRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Refuse, or lead to where a second factor is taken on; None lets the view answer."""
        route = request.resolver_match.view_name if request.resolver_match else ""
        if route in OPEN or not request.user.is_authenticated or not request.user.roles:
            return None  # Wagtail asks for a login before its views and ours
        if route.startswith(REPLACED):
            return redirect("team")
        if route not in WITHOUT_FACTOR and _lacks_factor(request):
            return redirect("factor")
        act = request.method not in ("GET", "HEAD")
        if opens(request.user, route, act=act):
            if route.startswith(WRITING):
                belong(request.user)  # Wagtail asks its groups there, which follow our roles
            return None
        return self.refuse(request, _why(request, route, act))

    def process_exception(self, request: DeskRequest, error: Exception) -> HttpResponse | None:
        """A deed that asked for a role the account lacks is told on a page of its own."""
        return self.refuse(request, told(error)) if isinstance(error, NotAllowed) else None

    def refuse(self, request: DeskRequest, sentence: str) -> HttpResponse:
        """The page that says why not; nothing was done."""
        return render(request, "workspace/team/refused.html", {"sentence": sentence}, status=403)


def _idle(request: DeskRequest) -> bool:
    """Whether nobody touched the desk for too long; notes the time once a minute."""
    now, seen = int(time.time()), request.session.get(SEEN)
    if seen is not None and now - seen > settings.IDLE:
        return True
    if seen is None or now - seen >= OFTEN:
        request.session[SEEN] = now
    return False


def _typed(request: DeskRequest) -> list[str]:
    """What a person may have typed into a form: texts, and none of what the form carries by itself."""
    texts = [str(value) for _name, values in request.POST.lists() for value in values]
    return [each for each in texts if " " in each.strip() or "\n" in each.strip()]


def _lacks_factor(request: DeskRequest) -> bool:
    return not request.session.get(PROVED) and factor.needed(request.user)


def _why(request: DeskRequest, route: str, act: bool) -> str:
    wanted = asked(route, act=act)
    try:
        if wanted:
            demand(request.user, *wanted)
    except NotAllowed as error:
        return told(error)
    return _("This screen is no part of the desk. Use the rooms in the sidebar.")
