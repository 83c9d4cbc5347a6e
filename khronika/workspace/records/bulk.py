"""One deed on many records: those ticked, or all of a list. What it would do is shown first; if the list changed since, it is shown anew."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from khronika.desk.accounts.errors import AccountsError
from khronika.desk.claims import second
from khronika.desk.claims.clear import clear
from khronika.desk.claims.decide import demand_reason
from khronika.desk.claims.errors import ClaimsError, Waits
from khronika.desk.claims.judge import judge, same
from khronika.desk.claims.models import Judgement
from khronika.desk.ledger.append import head
from khronika.press.errors import PressError
from khronika.vocabulary.kind import Level
from khronika.workspace.language import language
from khronika.workspace.levels import options
from khronika.workspace.naming import Names
from khronika.workspace.records.asked import Asked, asked
from khronika.workspace.records.export import FORMATS, Form, table
from khronika.workspace.records.listing import everyone
from khronika.workspace.records.plan import Plan, clearing, digest, exporting, judging, marking, ticked
from khronika.workspace.request import DeskRequest, seen
from khronika.workspace.sentences import told
from khronika.workspace.team.told import verdict

DEEDS = ("clear", "mark", "judge", "export")
NAMED = 8


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody looks at before a deed: what was asked, on which records, and what it would do."""

    given: QueryDict
    wanted: Asked
    ids: list[str]
    plan: Plan
    names: Names


@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: DeskRequest) -> HttpResponse:
    """Show what a deed would do to many records; do it when the form is sent."""
    given = request.POST if request.method == "POST" else request.GET
    if given.get("deed") not in DEEDS:
        raise Http404
    names = Names(language())
    wanted = asked(QueryDict(given.get("query", "")), names)
    standing = same()
    ids = _meant(given, wanted, standing)
    plan = _plan(given, ids, wanted, standing, names)
    sight = Sight(given, wanted, ids, plan, names)
    if request.method != "POST":
        return _shown(request, sight)
    try:
        if digest(ids) != given.get("digest"):
            raise ClaimsError(_("The list has changed since; look again at what would be done now."))
        return _do(request, wanted, plan)
    except Waits as waiting:
        messages.success(request, str(waiting))
        return redirect("handovers")
    except (ClaimsError, AccountsError, PressError) as error:
        messages.error(request, told(error))
        return _shown(request, sight, status=422)


def _meant(given: QueryDict, wanted: Asked, standing: Mapping[str, str]) -> list[str]:
    """The records ticked, or all of the list."""
    if given.get("all"):
        return everyone(wanted, standing)
    return ticked(given.getlist("record"), wanted.kind)


def _plan(given: QueryDict, ids: list[str], wanted: Asked, standing: Mapping[str, str], names: Names) -> Plan:
    match given["deed"]:
        case "clear":
            return clearing(ids, _level(given), standing, claims=bool(given.get("claims")))
        case "mark":
            return marking(ids)
        case "judge":
            return judging(ids, names)
    return exporting(ids, wanted.kind)


def _level(given: QueryDict) -> Level:
    return Level(given["level"]) if given.get("level") in list(Level) else Level.TEAM


def _do(request: DeskRequest, wanted: Asked, plan: Plan) -> HttpResponse:
    reason = request.POST.get("reason", "").strip()[:1000]
    if not plan.possible:
        raise ClaimsError(_("There is nothing to do; choose other records."))
    demand_reason(reason)
    deed = request.POST["deed"]
    if deed == "export":
        form = Form(request.POST.get("format", ""), request.POST.get("recipient", "").strip()[:300], reason)
        return table(request.user, wanted, plan.records, form)
    deeds: dict[str, Callable[[DeskRequest, Plan, str], None]] = {"clear": _clear, "mark": _mark, "judge": _judge}
    with transaction.atomic():
        deeds[deed](request, plan, reason)
    return redirect(f"{reverse('records')}?{wanted.query()}")


def _clear(request: DeskRequest, plan: Plan, reason: str) -> None:
    level, looked = _level(request.POST), seen(request)
    if plan.now:
        made = clear(request.user, plan.now, level, reason=reason, seen=looked)
        done = ngettext(
            "{count} thing is set to its level by decision {number}.",
            "{count} things are set to their level by decision {number}.",
            len(plan.now),
        )
        messages.success(request, done.format(count=len(plan.now), number=made.pk))
    if plan.waiting:
        _waiting(request, lambda: clear(request.user, plan.waiting, level, reason=reason, seen=looked))


def _mark(request: DeskRequest, plan: Plan, reason: str) -> None:
    for each in plan.records:
        second.mark(request.user, each, reason=reason)
    done = ngettext("{count} record is marked at risk.", "{count} records are marked at risk.", len(plan.records))
    messages.success(request, done.format(count=len(plan.records)))


def _judge(request: DeskRequest, plan: Plan, reason: str) -> None:
    said = request.POST.get("verdict", "")
    if said not in Judgement.Verdict.values:
        raise ClaimsError(_("Expected an answer: the same, different or unsure. Choose one."))
    left, right = plan.records

    def deed() -> None:
        judge(request.user, left, right, verdict=said, reason=reason, seen=seen(request))
        messages.success(request, _("Judged: {verdict}.").format(verdict=verdict(said)))

    _waiting(request, deed)


def _waiting(request: DeskRequest, deed: Callable[[], object]) -> None:
    """Do what may have to wait for a second person, and tell so."""
    try:
        deed()
    except Waits as waiting:
        messages.success(request, str(waiting))


def _shown(request: DeskRequest, sight: Sight, *, status: int = 200) -> HttpResponse:
    given, ids, plan, names = sight.given, sight.ids, sight.plan, sight.names
    names.learn(ids[:NAMED])
    every = bool(given.get("all"))
    context = {
        "deed": given["deed"],
        "query": sight.wanted.query(),
        "ids": () if every else ids,
        "all": every,
        "count": len(ids),
        "some": [(each, names(each)) for each in ids[:NAMED]],
        "more": max(0, len(ids) - NAMED),
        "digest": digest(ids),
        "plan": plan,
        "levels": options(),
        "level": _level(given).value,
        "claims": bool(given.get("claims")),
        "verdicts": [(each, verdict(each)) for each in Judgement.Verdict.values],
        "verdict": given.get("verdict", ""),
        "formats": FORMATS,
        "recipient": given.get("recipient", "")[:300],
        "reason": given.get("reason", "")[:1000],
        "seen": seen(request) or head()[0] if status != 200 else head()[0],
    }
    return render(request, "workspace/records/bulk.html", context, status=status)
