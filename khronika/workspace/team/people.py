"""The team: who is here in which role, and what administrators and colleagues may do with an account."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khronika.desk.accounts import change, factor
from khronika.desk.accounts.errors import AccountsError, NotAllowed
from khronika.desk.accounts.models import Change, Login, User
from khronika.desk.accounts.roles import ROLES, Deed, Role, called, may, parsed
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

SHOWN = 20
WORDS = 4


@dataclass(frozen=True, slots=True)
class Held:
    """A role to tick: its key and word, whether it is held, what it may do."""

    key: str
    word: str
    held: bool
    does: str


@dataclass(frozen=True, slots=True)
class Person:
    """An account in the list. Frozen ones have no role, so their roles are read from what they held."""

    id: int
    name: str
    username: str
    roles: tuple[str, ...]
    active: bool
    superuser: bool
    alarms: int
    came: datetime | None


@dataclass(frozen=True, slots=True)
class Happened:
    """A change of the account or a login, in words."""

    at: datetime
    what: str
    by: str = ""
    reason: str = ""
    entry: int = 0


def does(role: Role) -> str:
    """What a role is for, in one sentence."""
    return {
        Role.RESEARCHER: _("keeps sources, proposes and types in; cannot decide"),
        Role.REVIEWER: _("decides on proposals, marks records at risk"),
        Role.EDITOR: _("clears for others to see, judges which records are the same"),
        Role.PUBLISHER: _("presses and ships editions; may act alone in danger"),
        Role.ADMINISTRATOR: _("looks after accounts and settings; sees no sources by that"),
    }[role]


@require_safe
def team(request: DeskRequest) -> HttpResponse:
    """Show everybody."""
    people = [_person(each) for each in User.objects.order_by("-is_active", "first_name", "username")]
    return render(request, "workspace/team/team.html", {"people": people})


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    """Add somebody, with a first password that is shown once."""
    context = {
        "username": request.POST.get("username", "").strip(),
        "called": request.POST.get("called", "").strip(),
        "roles": _ticks(parsed(request.POST.getlist("role"))),
    }
    if request.method != "POST":
        return render(request, "workspace/team/add.html", context)
    password = first_password()
    try:
        made = change.add(
            request.user, context["username"], parsed(request.POST.getlist("role")), password, called=context["called"]
        )
    except NotAllowed:
        raise
    except AccountsError as error:
        messages.error(request, told(error))
        return render(request, "workspace/team/add.html", context, status=422)
    return render(
        request,
        "workspace/team/added.html",
        {"id": made.pk, "name": called(made), "username": made.username, "password": password},
    )


def first_password() -> str:
    """A password that can be said aloud: syllables of a consonant and a vowel, about 70 bits."""
    consonants, vowels = "bdfgklmnprstvz", "aeiou"
    words = ("".join(secrets.choice(consonants) + secrets.choice(vowels) for _ in range(3)) for _ in range(WORDS))
    return "-".join(words)


@require_safe
def account(request: DeskRequest, account: int) -> HttpResponse:
    """Show one account."""
    return _shown(request, get_object_or_404(User, pk=account))


@require_POST
def assign(request: DeskRequest, account: int) -> HttpResponse:
    """Set roles."""
    found, reason = get_object_or_404(User, pk=account), request.POST.get("reason", "")
    wanted = parsed(request.POST.getlist("role"))
    return _done(request, found, lambda: change.assign(request.user, found, wanted, reason=reason))


@require_POST
def freeze(request: DeskRequest, account: int) -> HttpResponse:
    """Freeze, or call for it."""
    found, reason = get_object_or_404(User, pk=account), request.POST.get("reason", "")
    return _done(request, found, lambda: change.freeze(request.user, found, reason=reason))


@require_POST
def thaw(request: DeskRequest, account: int) -> HttpResponse:
    """Let a frozen account work again."""
    found, reason = get_object_or_404(User, pk=account), request.POST.get("reason", "")
    return _done(request, found, lambda: change.thaw(request.user, found, reason=reason))


@require_POST
def reset(request: DeskRequest, account: int) -> HttpResponse:
    """Take a colleague's second factor away."""
    found, reason = get_object_or_404(User, pk=account), request.POST.get("reason", "")
    return _done(request, found, lambda: factor.reset(request.user, found, reason=reason))


def _done(request: DeskRequest, found: User, deed: Callable[[], Change]) -> HttpResponse:
    try:
        made = deed()
    except NotAllowed:
        raise
    except AccountsError as error:
        messages.error(request, told(error))
        return _shown(request, found, status=422)
    if made.deed == Change.Deed.ALARM:
        sentence = _(
            "You have called for this account to be frozen. When a second colleague does the same within a day, it is."
        )
        messages.success(request, sentence)
    else:
        messages.success(request, _("Done; it is entry {number} of the ledger.").format(number=made.pk))
    return redirect("team_account", account=found.pk)


def _shown(request: DeskRequest, found: User, *, status: int = 200) -> HttpResponse:
    administers, own = may(request.user, Deed.ACCOUNTS), found.pk == request.user.pk
    posted = request.POST.getlist("role") if request.method == "POST" and "role" in request.POST else None
    found.refresh_from_db()
    context = {
        "person": _person(found),
        "own": own,
        "administers": administers,
        "roles": _ticks(parsed(found.held.split() if posted is None else posted)),
        "factor": factor.held(found) if administers or own else None,
        "logins": _logins(found) if administers or own else None,
        "history": _history(found),
        "calls": [Happened(each.at, "", called(each.by), each.reason) for each in change.alarms(found) if each.by],
        "form": request.resolver_match.url_name if request.method == "POST" and request.resolver_match else "",
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "workspace/team/account.html", context, status=status)


def _ticks(held: frozenset[Role]) -> list[Held]:
    return [Held(role.value, str(ROLES[role]), role in held, does(role)) for role in Role]


def _person(user: User) -> Person:
    held = frozenset(Role) if user.is_superuser else parsed(user.held.split())
    words = tuple(str(ROLES[role]) for role in Role if role in held)
    active, calls = user.is_active, len(change.alarms(user)) if user.is_active else 0
    return Person(user.pk, called(user), user.username, words, active, user.is_superuser, calls, user.last_login)


def _logins(user: User) -> list[Happened]:
    words = {
        Login.Outcome.IN: _("came in"),
        Login.Outcome.RECOVERY: _("came in with a recovery code"),
        Login.Outcome.WRONG_PASSWORD: _("wrong password"),
        Login.Outcome.WRONG_CODE: _("wrong code"),
        Login.Outcome.THROTTLED: _("turned away after too many attempts"),
    }
    found = user.logins.order_by("-id")[:SHOWN]
    return [Happened(each.at, words[Login.Outcome(each.outcome)]) for each in found]


def happened(made: Change) -> str:
    """What a change did to an account, in words."""
    roles = ", ".join(str(ROLES[role]) for role in Role if role in parsed(made.held.split()))
    return {
        Change.Deed.ADDED: _("added with the roles: {roles}").format(roles=roles),
        Change.Deed.ROLES: _("set to the roles: {roles}").format(roles=roles),
        Change.Deed.ALARM: _("called to be frozen"),
        Change.Deed.FROZEN: _("frozen, all its sessions ended"),
        Change.Deed.THAWED: _("may work again"),
        Change.Deed.ENROLLED: _("took on a second factor"),
        Change.Deed.RESET: _("its second factor was reset"),
    }[Change.Deed(made.deed)]


def _history(user: User) -> list[Happened]:
    found = user.changes.select_related("by").order_by("-pk")[:SHOWN]
    return [
        Happened(each.at, happened(each), called(each.by) if each.by else "", each.reason, each.pk) for each in found
    ]
