"""Letters to people who are held: to whom letters go, where to and by which rules, and what was reported of them. Writers are not kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Record
from khronika.desk.solidarity.letters import Letters, Reported, letters, written_to
from khronika.pages.counts import reckoned
from khronika.pages.when import day, span
from khronika.pages.words import words
from khronika.vault.errors import VaultError
from khronika.vocabulary.terms import label, members
from khronika.workspace.adding.about import Evidence, Part, filled, record
from khronika.workspace.adding.find import Who
from khronika.workspace.adding.screen import recent
from khronika.workspace.adding.when import stated
from khronika.workspace.language import language
from khronika.workspace.mechanisms.due import today
from khronika.workspace.naming import Names
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

SAYS = ("LetterCount", "LettersWelcome", "FacilityAddress")
_TONGUES = ("be", "ru", "en")


@dataclass(frozen=True, slots=True)
class Told:
    """A count of letters in words."""

    letters: str
    figure: str
    when: str
    by: str
    said: str
    opposed: bool


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of letters to a person, in words. `facility` is where they certainly are; `maybe` names what is possible."""

    person: str
    name: str
    facility: str
    facility_name: str
    maybe: tuple[str, ...]
    addresses: tuple[str, ...]
    rules: tuple[str, ...]
    welcome: str
    language: str
    counts: tuple[Told, ...]

    def plain(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


def tell(person: str, at: date, tongue: str) -> Written:
    """What is known of letters to a person on a day."""
    found, names = letters(person, at), Names(tongue)
    names.learn((found.person, found.facility, *found.maybe, *(each.by for each in found.counts)))
    return _written(found, names)


def _written(found: Letters, names: Names) -> Written:
    rules = found.rules or {}
    own = [rules[names.language]] if names.language in rules else list(rules.values())
    return Written(
        found.person,
        names(found.person),
        found.facility,
        names(found.facility) if found.facility else "",
        tuple(map(names, found.maybe)),
        tuple(each.text for each in found.addresses),
        tuple(own),
        label(f"letters_welcome.{found.welcome}", names.language) if found.welcome else "",
        found.language,
        tuple(_count(each, names) for each in found.counts),
    )


def _count(each: Reported, names: Names) -> Told:
    tongue = words(names.language)
    when = span(each.start, each.until, tongue) if each.until else day(each.start, tongue) if each.start else ""
    figure = reckoned(each.count.value, each.count.bound, tongue)
    said = label(f"letters.{each.letters}", names.language)
    return Told(said, figure, when, names(each.by) if each.by else "", each.count.said, each.opposed)


@require_safe
def solidarity_letters(request: DeskRequest) -> HttpResponse:
    """Show to whom letters go, and of whom letters were reported."""
    at, tongue = today(), language()
    rows = [tell(each, at, tongue) for each in written_to(at)]
    context = {"rows": sorted(rows, key=lambda each: each.name)}
    return render(request, "workspace/solidarity/letters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def solidarity_letter(request: DeskRequest, person: str) -> HttpResponse:
    """Show what is known of letters to a person; record a count, whether they are welcome, or the facility's address."""
    its = get_object_or_404(Record, id=person, kind="Person")
    given = {name: str(value)[:5_000] for name, value in request.POST.items()}
    found = tell(its.pk, today(), language())
    problem: Exception | None = None
    if request.method == "POST":
        try:
            decision = _deed(request, its, found, given)
        except (ClaimsError, VaultError) as error:
            problem = error
        else:
            messages.success(request, _("Recorded by decision %(number)s.") % {"number": decision})
            return redirect("solidarity_letter", person=its.pk)
    context = {
        "row": found,
        "given": {name.replace(".", "_").replace("-", "_"): value for name, value in given.items()},
        "deed": given.get("deed", ""),
        "problem": told(problem) if problem else "",
        "letters": [(each, label(f"letters.{each}", language())) for each in members("letters")],
        "welcomes": [(each, label(f"letters_welcome.{each}", language())) for each in members("letters_welcome")],
        "tongues": _TONGUES,
        "sources": recent(given.get("source", "")),
    }
    return render(request, "workspace/solidarity/letter.html", context, status=422 if problem else 200)


def _deed(request: DeskRequest, person: Record, found: Written, given: Mapping[str, str]) -> int:
    deed = given.get("deed", "")
    if deed not in SAYS:
        raise ClaimsError(_("Expected what to record; press one of the buttons."))
    about = Who("Person", found.name, person.pk)
    if deed == "FacilityAddress":
        if not found.facility:
            raise ClaimsError(
                _("Expected to know for certain where they are held; record the place of detention first.")
            )
        about = Who("Place", found.facility_name, found.facility)
    kind = Record.objects.values_list("kind", flat=True).get(id=about.record)
    if deed == "FacilityAddress" and kind != "Place":
        said = _(
            "‘%(name)s’ is recorded as an organisation; an address belongs to a place. Record the facility as a place."
        )
        raise ClaimsError(said % {"name": found.facility_name})
    parts = [Part(each.kind, each.given, needed=True) for each in filled(about.kind, given, (deed,))]
    evidence = Evidence(given.get("source", ""), given.get("quote", ""), given.get("note", ""))
    return record(request.user, about, parts, evidence, stated(given.get("on", "")))[1].pk
