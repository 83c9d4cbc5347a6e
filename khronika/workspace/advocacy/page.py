"""One demand: what is asked, how it stands for each, how it was assessed and on what, and where it was asked before and again."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khronika.desk.advocacy.asked import bounds
from khronika.desk.advocacy.demands import Tracked, tracked
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.judge import same
from khronika.desk.register.told import Cite, resting
from khronika.vault.errors import VaultError
from khronika.vocabulary.terms import members
from khronika.workspace.adding.about import Evidence, filled, record
from khronika.workspace.adding.find import Who
from khronika.workspace.adding.screen import recent
from khronika.workspace.adding.when import stated, tell
from khronika.workspace.advocacy.rows import Party, dated, parties, rows
from khronika.workspace.advocacy.words import state
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.workspace.wording import period

CLAIM = "DemandAssessment"


@dataclass(frozen=True, slots=True)
class Moment:
    """One assessment: the state, when, for whom, who assessed it, by what it came about, and the passages."""

    claim: str
    key: str
    words: str
    on: str
    whom: str
    by: str
    event: Party | None
    cites: tuple[Cite, ...]


@require_safe
def demand(request: DeskRequest, demand: str) -> HttpResponse:
    """Show one demand."""
    return _shown(request, _found(demand), {})


@require_http_methods(["POST"])
def assess(request: DeskRequest, demand: str) -> HttpResponse:
    """Record how far a demand is met, on a source or on what is typed as a note."""
    each = _found(demand)
    given = {name: str(value)[:20_000] for name, value in request.POST.items()}
    form = {f"{CLAIM}.{name}": value for name, value in given.items() if name == "when" or name.startswith("v-")}
    names = Names(language())
    whom = given.get("v-beneficiary-record", "")
    form[f"{CLAIM}.v-beneficiary"] = names(whom) if whom else ""
    evidence = Evidence(given.get("source", ""), given.get("quote", ""), given.get("note", ""))
    try:
        _demand(given)
        about = Who("Demand", each.demand.words(language())[:300], each.record)
        _made, decision = record(request.user, about, filled("Demand", form, (CLAIM,)), evidence, stated(""))
    except (ClaimsError, VaultError) as error:
        return _shown(request, each, given, problem=told(error))
    said = _("Assessed: %(state)s. Recorded by decision %(number)s.")
    messages.success(request, said % {"state": state(given.get("v-assessment", "")), "number": decision.pk})
    back = given.get("back", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(f"{back}#demand-{each.record}" if safe else reverse("demand", args=[each.record]))


def _demand(given: dict[str, str]) -> None:
    """Raise ClaimsError without a state or a day."""
    if given.get("v-assessment") not in members("assessment"):
        raise ClaimsError(_("Expected how far it is met; choose it from the list."))
    if not given.get("when", "").strip():
        raise ClaimsError(_("Expected the day since which it is so, if only the year."))


def _found(demand: str) -> Tracked:
    every = tracked()
    found = every.get(same().get(demand, demand))
    if found is None:
        raise Http404(_("There is no demand with this id."))
    return found


def _shown(request: DeskRequest, each: Tracked, given: dict[str, str], problem: str = "") -> HttpResponse:
    names, every = Names(language()), tracked()
    its = each.demand
    given = given or {"when": timezone.now().date().isoformat()}
    names.learn([*its.beneficiaries, *(mark.by for mark in its.marks), *(mark.event for mark in its.marks)])
    context = {
        "row": rows([each], every, names, on=timezone.now().date())[0],
        "texts": [(tongue, words) for tongue, words in its.texts.items()],
        "people": parties(each, names),
        "moments": _moments(each, names),
        "before": dated(each.before, every),
        "after": dated(each.after, every),
        "twice": dated(each.twice, every),
        "choices": [(key, state(key)) for key in members("assessment")],
        "given": given,
        "chosen": {
            "state": given.get("v-assessment") or request.GET.get("state", ""),
            "whom": given.get("v-beneficiary-record", ""),
        },
        "told": tell(given.get("when", ""), stated("")),
        "problem": problem,
        "sources": recent(given.get("source", "")),
        "back": given.get("back", ""),
        "more": urlencode({"about": each.record}),
    }
    return render(request, "workspace/advocacy/demand.html", context, status=422 if problem else 200)


def _moments(each: Tracked, names: Names) -> list[Moment]:
    """The assessments in the order of time, each with its passages."""
    marks = sorted(each.demand.marks, key=lambda mark: (bounds(mark.told.on)[1], mark.told.order))
    cites = resting([mark.claim for mark in marks])
    return [
        Moment(
            mark.claim,
            mark.told.assessment,
            state(mark.told.assessment),
            period(mark.told.on, "") if mark.told.on else "",
            names(mark.told.beneficiary) if mark.told.beneficiary else "",
            names(mark.by) if mark.by else "",
            Party(mark.event, names(mark.event)) if mark.event else None,
            cites.get(mark.claim, ()),
        )
        for mark in marks
    ]
