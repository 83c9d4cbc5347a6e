"""Adding to a person by hand: whom, what, when, on what evidence. What is understood is shown while one types, and asked when it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import F, Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Record
from khronika.desk.claims.tables import table
from khronika.desk.sources.models import Capture, Source
from khronika.vault.errors import VaultError
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import label, members
from khronika.workspace.adding.find import Unclear
from khronika.workspace.adding.kinds import BEGINS
from khronika.workspace.adding.record import add
from khronika.workspace.adding.what import SENTENCE, WHATS, fields
from khronika.workspace.adding.when import stated, tell
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

RECENT = 40
_WHOLES = {"Proceeding": ("ProceedingDetails", "defendant"), "DetentionSpell": ("SpellDetails", "person")}


@dataclass(frozen=True, slots=True)
class Whole:
    """A case or detention that something may belong to, by what is known of it."""

    record: str
    words: str


@require_http_methods(["GET", "HEAD", "POST"])
def adding(request: DeskRequest) -> HttpResponse:
    """Show the form; record what it says."""
    given = {name: str(value)[:20_000] for name, value in (request.POST or request.GET).items()}
    problem: ClaimsError | VaultError | None = None
    if request.method == "POST" and "record" in given:
        try:
            person, decision = add(request.user, given, stated(given.get("on", "")))
        except (ClaimsError, VaultError) as error:
            problem = error
        else:
            messages.success(request, _("Recorded by decision %(number)s.") % {"number": decision.pk})
            if given.get("record") == "more":
                return redirect(f"{reverse('adding')}?person-record={person}")
            return redirect("record", record=person)
    return render(request, "workspace/adding/form.html", _context(given, problem), status=422 if problem else 200)


def _context(given: Mapping[str, str], problem: Exception | None) -> dict[str, object]:
    names, tongue, person = Names(language()), language(), given.get("person-record", "")
    known = Record.objects.filter(id=person, kind="Person").exists()
    what = given.get("what", "")
    kind = WHATS[what][1] if what in WHATS else ""
    whole = CLAIMS[kind].subjects[0] if kind and "Person" not in CLAIMS[kind].subjects else ""
    return {
        "given": given,
        "person": {
            "record": person if known or person == "new" else "",
            "name": names(person) if known else given.get("person", ""),
        },
        "whats": [(key, words) for key, (words, _kind) in WHATS.items()],
        "what": what if kind else "",
        "fields": fields(kind, given, tongue) if kind else (),
        "sentence": what == SENTENCE,
        "whole": whole and label(f"record.{whole}", tongue),
        "wholes": _wholes(whole, person) if known and whole else (),
        "proceeding_kinds": [(each, label(f"proceeding_kind.{each}", tongue)) for each in members("proceeding_kind")]
        if whole == "Proceeding"
        else (),
        "dated": bool(kind) and CLAIMS[kind].dated,
        "told": tell(given.get("when", ""), stated(given.get("on", ""))),
        "on": stated(given.get("on", "")).isoformat(),
        "begins": [(each, label(f"record.{each}", tongue)) for each in BEGINS],
        "sources": recent(given.get("source", "")),
        "problem": told(problem) if problem else "",
        "candidates": problem.candidates if isinstance(problem, Unclear) else (),
        "unclear": problem.field if isinstance(problem, Unclear) else "",
    }


def _wholes(kind: str, person: str) -> list[Whole]:
    """The cases or detentions of a person, newest first."""
    details, pointer = _WHOLES[kind]
    found = table(details).objects.filter(claim__known_until=None, **{pointer: person}).select_related("claim")
    rows: dict[str, Whole] = {}
    for each in found.order_by("-claim__known_from"):
        terms = ("proceeding_kind", each.proceeding_kind) if kind == "Proceeding" else ("detention_ground", each.ground)
        words = [
            label(".".join(terms), language()) if terms[1] else "",
            getattr(each, "case_number", ""),
            each.claim.valid_from,
        ]
        rows.setdefault(
            each.claim.subject_id,
            Whole(each.claim.subject_id, " · ".join(filter(None, words)) or each.claim.subject_id),
        )
    return list(rows.values())


def recent(chosen: str) -> list[tuple[str, str]]:
    """The sources that were kept last, and the one that is chosen."""
    kept = Source.objects.filter(captures__outcome=Capture.Outcome.KEPT)
    found = kept.annotate(last=Max("captures__obtained_at")).order_by(F("last").desc(nulls_last=True))[:RECENT]
    rows = {each.id: each.title for each in found}
    rows.update(Source.objects.filter(id=chosen).values_list("id", "title"))
    return list(rows.items())
