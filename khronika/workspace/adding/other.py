"""Adding to a record of any kind by hand: a new statement, demand, mechanism or recommendation, or one more thing about one that is there.

The forms are projections of the vocabulary, in groups; what is understood is shown while one types, and asked when it is sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Record
from khronika.vault.errors import VaultError
from khronika.vocabulary.kinds import CLAIMS, claims_about
from khronika.vocabulary.terms import label
from khronika.workspace.adding.about import Evidence, filled, record
from khronika.workspace.adding.find import Unclear, Who, makes
from khronika.workspace.adding.kinds import BEGINS, TEXT, choices, opens
from khronika.workspace.adding.screen import recent
from khronika.workspace.adding.what import Asked, fields
from khronika.workspace.adding.when import Told, stated, tell
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

_QUIET = {("Text", "role"), ("Text", "translates"), ("Name", "script"), ("Name", "name_kind")}


@dataclass(frozen=True, slots=True)
class Group:
    """One claim of the form: its fields, and its dates as they are understood."""

    kind: str
    label: str
    fields: tuple[Asked, ...]
    dated: bool
    when: str = ""
    told: Told | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def adding_about(request: DeskRequest) -> HttpResponse:
    """Show the form of a new record (?kind=Recommendation) or of more about one (?about=ID&what=Step); record what it says."""
    given = {name: str(value)[:20_000] for name, value in (request.POST or request.GET).items()}
    about = Record.objects.filter(id=given.get("about", "")).first()
    kind = about.kind if about else given.get("kind", "")
    claims = _claims(about, kind, given.get("what", ""))
    problem: ClaimsError | VaultError | None = None
    if request.method == "POST" and "record" in given and claims:
        who = Who(kind, Names(language())(about.pk) if about else _called(claims, given), about.pk if about else "")
        evidence = Evidence(given.get("source", ""), given.get("quote", ""), given.get("note", ""))
        try:
            if not about:
                _demand_words(kind, claims, given)
            made, decision = record(
                request.user, who, filled(kind, given, claims), evidence, stated(given.get("on", ""))
            )
        except (ClaimsError, VaultError) as error:
            problem = error
        else:
            messages.success(request, _("Recorded by decision %(number)s.") % {"number": decision.pk})
            if given["record"] == "more":
                return redirect(f"{reverse('adding_about')}?{_further(about, made, given)}")
            return redirect("record", record=made)
    context = _context(about, kind, claims, given, problem=problem)
    return render(request, "workspace/adding/about.html", context, status=422 if problem else 200)


def _further(about: Record | None, made: str, given: Mapping[str, str]) -> str:
    """Where one goes on: the same thing about the same record, or something about the new one."""
    return f"about={made}" + (f"&what={given.get('what', '')}" if about else "")


def _claims(about: Record | None, kind: str, what: str) -> tuple[str, ...]:
    """The claim kinds of the form."""
    if about:
        return (what,) if what in {each.name for each in claims_about(kind)} else ()
    return opens(kind) if kind in BEGINS else ()


def _called(claims: Sequence[str], given: Mapping[str, str]) -> str:
    return " ".join(given.get(f"{claims[0]}.v-text", "").split())[:300]


def _demand_words(kind: str, claims: Sequence[str], given: Mapping[str, str]) -> None:
    """Raise ClaimsError where a new record would have neither a name nor words of its own."""
    if not _called(claims, given):
        said = _("Expected what the new record is called or what it says; fill in ‘%(field)s’.")
        raise ClaimsError(said % {"field": _words_label(kind, claims[0])})


def _words_label(kind: str, claim: str) -> str:
    if claim == "Name":
        return label("field.Name.text", language())
    return label(f"text_role.{TEXT.get(kind, 'title')}", language())


def _context(
    about: Record | None, kind: str, claims: Sequence[str], given: Mapping[str, str], *, problem: Exception | None
) -> dict[str, object]:
    tongue, names = language(), Names(language())
    unclear = problem.field if isinstance(problem, Unclear) else ""
    unclear = unclear.replace(".", ".v-", 1)
    return {
        "given": given,
        "about": about.pk if about else "",
        "name": names(about.pk) if about else "",
        "kind": kind if about or kind in BEGINS else "",
        "kind_label": label(f"record.{kind}", tongue) if kind else "",
        "kinds": [(each, label(f"record.{each}", tongue)) for each in BEGINS],
        "choices": choices(kind, tongue) if about else (),
        "what": claims[0] if about and claims else "",
        "groups": [_group(each, kind, about, given, unclear=unclear) for each in claims],
        "on": stated(given.get("on", "")).isoformat(),
        "sources": recent(given.get("source", "")),
        "problem": told(problem) if problem else "",
        "candidates": problem.candidates if isinstance(problem, Unclear) else (),
        "unclear": unclear,
        "makes": bool(unclear) and makes(_kinds(unclear)),
    }


def _kinds(field: str) -> tuple[str, ...]:
    """What may be named in a field of the form."""
    claim, _, name = field.partition(".v-")
    return CLAIMS[claim].field(name).kinds


def _group(kind: str, of: str, about: Record | None, given: Mapping[str, str], *, unclear: str) -> Group:
    its = {name.removeprefix(f"{kind}."): value for name, value in given.items() if name.startswith(f"{kind}.")}
    if kind in ("Text", "Name"):
        its.setdefault("v-language", language())
    found = []
    for each in fields(kind, its, language(), every=True):
        if not about and (kind, each.name.removeprefix("v-")) in _QUIET:
            continue
        name = f"{kind}.{each.name}"
        words = (
            _words_label(of, kind) if not about and each.name == "v-text" and kind in ("Text", "Name") else each.label
        )
        needed = each.required and (bool(about) or kind in ("Text", "Name") or kind.endswith("Details"))
        found.append(
            replace(each, required=needed, name=name, label=words, record="" if name == unclear else each.record)
        )
    if not about:  # what is asked for first stands first
        found.sort(key=lambda each: not each.name.endswith(".v-text"))
    when = its.get("when", "")
    dated = CLAIMS[kind].dated and not (kind == "Name" and not about)
    heading = label(f"claim.{kind}", language())
    return Group(kind, heading, tuple(found), dated, when, tell(when, stated(given.get("on", ""))))
