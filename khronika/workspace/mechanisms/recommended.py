"""Recommendations in a list: narrowed down, rated with what shows it, and linked with demands and cases. The address carries the filter.

A rating is a claim like any other: a proposal on a source or a note, decided by the one who rates.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khronika.desk.advocacy.mechanisms.bodies import known
from khronika.desk.advocacy.mechanisms.recommendations import (
    UNANSWERED,
    UNRATED,
    Asked,
    Recommendation,
    each_of,
    recommendations,
    tally,
    texts,
    topics,
)
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Record
from khronika.pages.when import day
from khronika.pages.words import words
from khronika.vault.errors import VaultError
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import label, members
from khronika.workspace.adding.about import Evidence, Part, record
from khronika.workspace.adding.find import Unclear, Who, settle
from khronika.workspace.adding.screen import recent
from khronika.workspace.adding.when import stated
from khronika.workspace.language import language
from khronika.workspace.mechanisms.page import counted
from khronika.workspace.naming import Names
from khronika.workspace.paging import paged
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

FILTERS = ("session", "mechanism", "response", "rating", "recommending", "topic", "concern", "words")
RATE, LINK = "rate", "link"
_DEEDS = {RATE: "Implementation", LINK: "Concern"}
_RATER = "recommendation_rater"  # in the session: who was named last as the one that rates
PARTIES = CLAIMS["Implementation"].field("assessed_by").kinds


@dataclass(frozen=True, slots=True)
class Row:
    """A recommendation as it is shown; links are (record, name, kind)."""

    record: str
    number: str
    text: str
    session: str
    session_name: str
    by: str
    topics: str
    response: str
    responded: str
    rating: str
    rated: str
    raters: str
    links: tuple[tuple[str, str, str], ...]


@require_safe
def recommended(request: DeskRequest) -> HttpResponse:
    """Show the list; ?rate=ID or ?link=ID opens the form of one."""
    return _list(request, request.GET.dict())


def _list(request: DeskRequest, given: Mapping[str, str], problem: Exception | None = None) -> HttpResponse:
    chosen = {name: given[name].strip()[:200] for name in FILTERS if given.get(name, "").strip()}
    chosen, name = _by(chosen, given)
    found, names = recommendations(Asked(**chosen)), Names(language())
    page = paged(found, given.get("page", "1"), chosen)
    deed = next((each for each in _DEEDS if given.get(each)), "")
    context = {
        "rows": _rows(page.rows, names),
        "page": page,
        "given": given,
        "chosen": chosen,
        "by_name": name,
        "query": urlencode({**chosen, "page": str(page.number)}),
        "options": _options(names),
        "tally": counted(tally(found)),
        "deed": deed,
        "open": given.get(deed, "") if deed else "",
        "ratings": _terms("implementation"),
        "parties": ",".join(PARTIES),
        "linked": ",".join(CLAIMS["Concern"].field("record").kinds),
        "rater": given.get("assessed_by") or request.session.get(_RATER, ""),
        "sources": recent(given.get("source", "")) if deed else (),
        "problem": told(problem) if problem else "",
        "candidates": problem.candidates if isinstance(problem, Unclear) else (),
    }
    return render(request, "workspace/mechanisms/recommended.html", context, status=422 if problem else 200)


def _by(chosen: Mapping[str, str], given: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The filters with the state that recommended as its record; what it is called. One that is not known fits nothing."""
    typed = chosen.get("recommending", "")
    if not typed:
        return dict(chosen), ""
    record_id = given.get("recommending-record", "") or typed
    if not Record.objects.filter(id=record_id).exists():
        try:
            who = settle(CLAIMS["RecommendationDetails"].field("recommending").kinds, typed)
            record_id = who.record if who else ""
        except ClaimsError as error:
            record_id = error.candidates[0].record if isinstance(error, Unclear) and len(error.candidates) == 1 else ""
    return {**chosen, "recommending": record_id or typed}, Names(language())(record_id) if record_id else typed


def _rows(found: Iterable[Recommendation], names: Names) -> list[Row]:
    every, tongue = list(found), names.language
    said = texts([each.record for each in every], tongue)
    names.learn(one for each in every for one in (each.session, *each.recommending, *each.raters, *each.concerns))
    return [_row(each, said.get(each.record, ""), names) for each in every]


def _row(each: Recommendation, text: str, names: Names) -> Row:
    tongue, its = names.language, words(names.language)
    return Row(
        each.record,
        each.number,
        text,
        each.session,
        names(each.session) if each.session else "",
        ", ".join(names(one) for one in each.recommending),
        " · ".join(each.topics),
        label(f"recommendation_response.{each.response}", tongue) if each.response else "",
        day(each.responded, its) if each.responded else "",
        label(f"implementation.{each.rating}", tongue) if each.rating else "",
        day(each.rated, its) if each.rated else "",
        ", ".join(names(one) for one in each.raters),
        tuple((one, names(one), label(f"record.{names.kinds.get(one, '')}", tongue)) for one in each.concerns),
    )


def _options(names: Names) -> dict[str, list[tuple[str, str]]]:
    """What may be chosen in the filters."""
    sessions = [each for each in each_of("session") if each]
    its = known()
    names.learn((*sessions, *its))
    return {
        "session": sorted(((each, names(each)) for each in sessions), key=lambda one: one[1]),
        "mechanism": [(each, names(each)) for each in its],
        "response": [(UNANSWERED, _("no answer recorded")), *_terms("recommendation_response")],
        "rating": [(UNRATED, _("not rated")), *_terms("implementation")],
        "topic": [(each, each) for each in topics()],
    }


def _terms(terms: str) -> list[tuple[str, str]]:
    return [(each, label(f"{terms}.{each}", language())) for each in members(terms)]


@require_POST
def recommended_say(request: DeskRequest) -> HttpResponse:
    """Rate a recommendation, or link it with what it concerns; go back to where one was in the list."""
    given = {name: str(value)[:20_000] for name, value in request.POST.items()}
    deed = next((each for each in _DEEDS if given.get(each)), "")
    about = get_object_or_404(Record, id=given.get(deed, ""), kind="Recommendation")
    evidence = Evidence(given.get("source", ""), given.get("quote", ""), given.get("note", ""))
    try:
        part = _part(deed, given, evidence)
        who = Who(about.kind, Names(language())(about.pk), about.pk)
        decision = record(request.user, who, [part], evidence, stated(""))[1]
    except (ClaimsError, VaultError) as error:
        return _list(request, given, error)
    if deed == RATE:
        request.session[_RATER] = given.get("assessed_by", "")[:300]
    messages.success(request, _("Recorded by decision %(number)s.") % {"number": decision.pk})
    kept = {name: given[name] for name in (*FILTERS, "page") if given.get(name)}
    return redirect(f"{reverse('recommended')}?{urlencode(kept)}#r-{about.pk}")


def _part(deed: str, given: Mapping[str, str], evidence: Evidence) -> Part:
    """The claim that the form makes. Raises ClaimsError where nothing shows a rating."""
    if deed == LINK:
        its = {"v-record": given.get("concern_with", ""), "v-record-record": given.get("concern_with-record", "")}
        return Part("Concern", its, needed=True)
    if not (evidence.source or evidence.note.strip()):
        raise ClaimsError(_("Expected on what the rating rests: choose a source, or write what shows it."))
    values = {"v-implementation": given.get("implementation", ""), "when": given.get("when", "")}
    values |= {
        "v-assessed_by": given.get("assessed_by", ""),
        "v-assessed_by-record": given.get("assessed_by-record", ""),
    }
    return Part("Implementation", values, needed=True)
