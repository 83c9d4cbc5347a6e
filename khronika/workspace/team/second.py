"""What waits for a second person, and what was done without one: who prepared it, why, and the buttons of whoever may answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khronika.desk.accounts.errors import AccountsError
from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, called, may
from khronika.desk.claims import second as deeds
from khronika.desk.claims.errors import ClaimsError, Waits
from khronika.desk.claims.models import Decision, Prepared, Record
from khronika.desk.claims.withdraw import TWO
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.recall.screen import answered
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.workspace.team.told import Linked, about, order, state

ANSWERED = 30
State = Prepared.State


@dataclass(frozen=True, slots=True)
class Row:
    """One thing prepared, and what this person may answer."""

    number: int
    by: str
    at: datetime
    what: str
    reason: str
    records: tuple[Linked, ...]
    state: str
    answered_by: str
    answer: str
    entry: int
    may_confirm: bool
    may_refuse: bool
    may_alone: bool
    may_review: bool
    own: bool
    typed: str = ""


@require_safe
def second(request: DeskRequest) -> HttpResponse:
    """Show what waits."""
    return _shown(request)


@require_POST
def answer(request: DeskRequest, number: int) -> HttpResponse:
    """Confirm, refuse, act alone or review."""
    reason = request.POST.get("reason", "").strip()[:1000]
    by = request.user
    answers: dict[str, Callable[[], Decision]] = {
        "confirm": lambda: deeds.confirm(by, number),
        "refuse": lambda: deeds.refuse(by, number, reason=reason),
        "alone": lambda: deeds.alone(by, number, reason=reason),
        "review": lambda: deeds.review(by, number, reason=reason),
    }
    chosen = answers.get(request.POST.get("answer", ""))
    try:
        if chosen is None:
            raise ClaimsError(_("Expected an answer: confirm, refuse, act alone or review. Press one of the buttons."))
        made = chosen()
    except (ClaimsError, AccountsError) as error:
        messages.error(request, told(error))
        return _shown(request, typed=(number, reason), status=422)
    messages.success(request, _("Done by decision {number}.").format(number=made.pk))
    if request.POST.get("answer") == "confirm":
        answered(request, made)
    return redirect("second")


@require_POST
def risk(request: DeskRequest, record: str) -> HttpResponse:
    """Mark a record at risk, or prepare to take the mark away."""
    get_object_or_404(Record, id=record)
    reason, by = request.POST.get("reason", "").strip()[:1000], request.user
    try:
        if request.POST.get("risk") == "off":
            deeds.unmark(by, record, reason=reason)
        made = deeds.mark(by, record, reason=reason)
    except Waits as waiting:
        messages.success(request, str(waiting))
    except (ClaimsError, AccountsError) as error:
        messages.error(request, told(error))
    else:
        sentence = _("Marked at risk by decision {number}. From now on it takes two people to bring this record out.")
        messages.success(request, sentence.format(number=made.pk))
    return redirect("record", record=record)


def _shown(request: DeskRequest, typed: tuple[int, str] = (0, ""), *, status: int = 200) -> HttpResponse:
    names = Names(language())
    everything = Prepared.objects.select_related("decision__by", "answer__by", "effect__by").prefetch_related("records")
    context = {
        "waiting": _rows(request.user, everything.filter(state=State.WAITING).order_by("pk"), names, typed),
        "alone": _rows(request.user, everything.filter(state=State.ALONE).order_by("pk"), names, typed),
        "answered": _rows(
            request.user,
            everything.exclude(state__in=(State.WAITING, State.ALONE)).order_by("-pk")[:ANSWERED],
            names,
            typed,
        ),
    }
    return render(request, "workspace/team/second.html", context, status=status)


def _rows(user: User, found: QuerySet, names: Names, typed: tuple[int, str]) -> list[Row]:
    prepared = list(found)
    records = about(prepared, names)
    return [_row(user, each, records[each.pk], typed[1] if typed[0] == each.pk else "") for each in prepared]


def _row(user: User, each: Prepared, records: tuple[Linked, ...], typed: str) -> Row:
    right = may(user, deeds.RIGHTS[Decision.Deed(each.deed)])
    answered, waits = each.answer or each.effect, each.state == State.WAITING
    own = each.decision.by_id == user.pk
    did = each.effect.by_id if each.effect else None
    return Row(
        each.pk,
        called(each.decision.by),
        each.decision.at,
        order(each),
        each.decision.reason,
        records,
        state(each.state),
        called(answered.by) if answered else "",
        answered.reason.rpartition("\n")[2] if answered and answered.reason != each.decision.reason else "",
        answered.pk if answered else 0,
        may_confirm=waits and right and not own,
        may_refuse=waits and (right or own),
        may_alone=waits and each.deed not in TWO and may(user, Deed.ALONE),
        may_review=each.state == State.ALONE and right and did != user.pk,
        own=own,
        typed=typed,
    )
