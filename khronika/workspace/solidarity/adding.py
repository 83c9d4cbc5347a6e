"""Entering an action quickly: when, where, what, who held it, how many came. What was chosen stays for the next one."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khronika.desk.claims.errors import ClaimsError
from khronika.desk.solidarity.answers import everything
from khronika.vault.errors import VaultError
from khronika.vocabulary.counted import CountError, understand
from khronika.vocabulary.terms import label, members
from khronika.workspace.adding.about import Evidence
from khronika.workspace.adding.find import Unclear
from khronika.workspace.adding.screen import recent
from khronika.workspace.adding.what import Asked
from khronika.workspace.adding.when import stated, tell
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.workspace.solidarity.entry import FURTHER, HOST, TOWN, act
from khronika.workspace.solidarity.words import counted

KEPT = tuple(
    f"SolidarityActionDetails.{each}" for each in ("when", "v-action_type", "v-campaign-record", "v-observance-record")
)
"""What mostly is the same for the next action."""
COUNTER = "ReportedCount.v-counted_by"


@require_http_methods(["GET", "HEAD", "POST"])
def solidarity_act(request: DeskRequest) -> HttpResponse:
    """Show the form of an action; record what it says."""
    given = {name: str(value)[:5_000] for name, value in (request.POST or request.GET).items()}
    problem: ClaimsError | VaultError | None = None
    if given.get("chosen") and given.get("unclear"):
        given[f"{given['unclear']}-record"] = given["chosen"]
    if request.method == "POST":
        evidence = Evidence(given.get("source", ""), given.get("quote", ""), given.get("note", ""))
        try:
            made, decision = act(request.user, given, evidence, stated(given.get("on", "")))
        except (ClaimsError, VaultError) as error:
            problem = error
        else:
            messages.success(request, _("Recorded by decision %(number)s.") % {"number": decision.pk})
            if given.get("record") == "more":
                kept = {name: given[name] for name in (*KEPT, "source") if given.get(name)}
                return redirect(f"{reverse('solidarity_act')}?{urlencode(kept)}")
            return redirect("record", record=made)
    return render(request, "workspace/solidarity/act.html", _context(given, problem), status=422 if problem else 200)


def _context(given: Mapping[str, str], problem: Exception | None) -> dict[str, object]:
    every, names, tongue = everything(), Names(language()), language()
    names.learn([*(each.record for each in every.campaigns), *(each.record for each in every.observances)])
    unclear = _unclear(problem, given)
    return {
        "given": {name.replace(".", "_").replace("-", "_"): value for name, value in given.items()},
        **_finds(given, unclear),
        "kinds": [(each, label(f"action_type.{each}", tongue)) for each in members("action_type")],
        "units": [(each, label(f"counted.{each}", tongue)) for each in members("counted")],
        "campaigns": [(each.record, names(each.record)) for each in every.campaigns],
        "observances": [(each.record, names(each.record)) for each in every.observances],
        "on": stated(given.get("on", "")).isoformat(),
        "told": tell(given.get("SolidarityActionDetails.when", ""), stated(given.get("on", ""))),
        "sources": recent(given.get("source", "")),
        "problem": told(problem) if problem else "",
        "candidates": problem.candidates if isinstance(problem, Unclear) else (),
        "unclear": unclear,
    }


def _finds(given: Mapping[str, str], unclear: str) -> dict[str, Asked]:
    """The fields in which a name is typed."""

    def one(name: str, words: str, kinds: str) -> Asked:
        record = "" if name == unclear else given.get(f"{name}-record", "")
        return Asked(name, words, "find", value=given.get(name, ""), record=record, kinds=kinds)

    return {
        "town": one(TOWN, _("Town, never a street"), "Place"),
        "host": one(HOST, _("Held by"), "Organization,Group"),
        "further": one(FURTHER, _("and by"), "Organization,Group"),
        "counter": one(COUNTER, _("Counted by"), "Organization,Group,Person"),
    }


def _unclear(problem: Exception | None, given: Mapping[str, str]) -> str:
    """The field in which a name may mean several."""
    if not isinstance(problem, Unclear):
        return ""
    field = problem.field.replace(".", ".v-", 1)
    return FURTHER if field == HOST and given.get(f"{HOST}-record") else field


@require_safe
def solidarity_count(request: DeskRequest) -> HttpResponse:
    """What is understood by the count in ?q=, as a piece of a page."""
    said, problem = request.GET.get("q", ""), ""
    understood = ""
    if said.strip():
        try:
            found = understand(said)
        except CountError as error:
            problem = told(error)
        else:
            understood = counted(found, language())
    return render(request, "workspace/solidarity/count.html", {"said": understood, "problem": problem})
