"""The page 'Call back' of a record: the three deeds in a table, what stands now, and their forms; and what is held about a person."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as mark
from django.views.decorators.http import require_http_methods, require_safe

from khronika.desk.accounts.errors import AccountsError
from khronika.desk.claims import erase, withdraw
from khronika.desk.claims.errors import ClaimsError, Waits
from khronika.desk.claims.held import Said
from khronika.desk.claims.held import held as everything
from khronika.desk.claims.judge import cluster
from khronika.desk.claims.models import Decision, Prepared, Record
from khronika.desk.opened import current
from khronika.desk.sources.models import Source
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.recall.after import follow
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.workspace.team.told import order
from khronika.workspace.wording import say

SHOWN = 200  # sources listed


@dataclass(frozen=True, slots=True)
class Now:
    """One deed that holds now, in words."""

    number: int
    what: str
    by: str
    at: object
    reason: str
    due: object
    overdue: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something about the record that waits for a second person."""

    number: int
    what: str


DRAFTED = {
    "invitation": mark("asked to sign"),
    "demand": mark("a demand for or of them"),
    "draft": mark("addressed to them"),
    "wording": mark("a wording that names them"),
    "picture": mark("a picture of them"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: DeskRequest, record: str) -> HttpResponse:
    """Show the page, or do the deed that its form asks for."""
    found = get_object_or_404(Record, id=record)
    if request.method == "POST":
        return _do(request, found)
    return _shown(request, found)


@require_safe
def held(request: DeskRequest, record: str) -> HttpResponse:
    """Everything that is held about a record."""
    from khronika.press.recalls import holding  # as in `after`

    get_object_or_404(Record, id=record)
    found, home, tongue = everything(record), current(), language()
    names = Names(tongue)
    names.learn([*found.records, *(each.subject for each in found.claims), *(each for each, _kind in found.parts)])
    claims = [
        (each, label(f"claim.{each.kind}", tongue), names(each.subject), _words(each, names)) for each in found.claims
    ]
    context = {
        "id": record,
        "name": names(record),
        "held": found,
        "claims": claims,
        "parts": [(each, names(each), label(f"record.{kind}", tongue)) for each, kind in found.parts],
        "back": [_now(each) for each in found.back],
        "drafted": [(DRAFTED.get(each.what, each.what), each.title, each.words) for each in found.drafted],
        "editions": holding(home, list(found.addresses)) if home else [],
    }
    return render(request, "workspace/recall/held.html", context)


def _words(claim: Said, names: Names) -> str:
    """What a claim says, in the words of the desk."""
    said = say(claim.kind, claim.values, lambda value: names(str(value)), language=names.language)
    return "; ".join(each for each in (str(said), *(f"{name}: {value}" for name, value in said.extras)) if each)


def _do(request: DeskRequest, found: Record) -> HttpResponse:
    reason, by = request.POST.get("reason", "").strip()[:1000], request.user
    whole = request.POST.getlist("whole")
    deeds: dict[str, Callable[[], object]] = {
        "hide": lambda: withdraw.hide(by, found.id, reason=reason),
        "lift": lambda: withdraw.lift(by, found.id, reason=reason),
        "withdraw": lambda: withdraw.withdraw(by, found.id, reason=reason),
        "erase": lambda: erase.erase(by, found.id, reason=reason, whole=whole, spare=request.POST.getlist("spare")),
    }
    chosen = deeds.get(request.POST.get("deed", ""))
    try:
        if chosen is None:
            raise ClaimsError(_("Expected a deed: hide, withdraw, erase or lift. Press one of the buttons."))
        chosen()
    except Waits as waiting:
        messages.success(request, str(waiting))
        return redirect("second")
    except (ClaimsError, AccountsError) as error:
        messages.error(request, told(error))
        return _shown(request, found, status=422)
    messages.success(request, _("Hidden. A second person must confirm it within a day."))
    if follow(by):
        messages.success(request, _("The edition without them is being pressed."))
    return redirect("record_back", record=found.id)


def _shown(request: DeskRequest, found: Record, *, status: int = 200) -> HttpResponse:
    names, person = Names(language()), found.kind == "Person"
    waits = Prepared.objects.filter(records=found, state=Prepared.State.WAITING, deed__in=withdraw.TWO).order_by("pk")
    now = [_now(each) for each in withdraw.of(found.id)]
    erased = any(each.deed == withdraw.Deed.ERASE for each in withdraw.of(found.id))
    context = {
        "id": found.id,
        "name": names(found.id),
        "person": person,
        "now": now,
        "erased": erased,
        "waits": [Waiting(each.pk, order(each)) for each in waits],
        "recipients": withdraw.recipients(cluster(found.id)),
        "going": _going(found.id) if person and not erased and request.GET.get("erase") else None,
        "typed": request.POST,
        "deed": request.POST.get("deed", ""),
    }
    return render(request, "workspace/recall/page.html", context, status=status)


def _going(record: str) -> dict[str, object]:
    """What an erasure would take, with the titles of its sources."""
    would = erase.going(record)
    return {
        "claims": would.claims,
        "parts": would.parts,
        "whole": would.whole[:SHOWN],
        "blanked": [(source, title, source in would.unread) for source, title in would.blanked[:SHOWN]],
        "sources": len(would.whole) + len(would.blanked),
        "kept": Source.objects.count() - len(would.whole) - len(would.blanked),
    }


def _now(each: withdraw.Called) -> Now:
    words = {"hide": _("Hidden"), "withdraw": _("Withdrawn"), "erase": _("Erased")}
    return Now(each.number, words[each.deed], each.by, each.at, each.reason, each.due, each.overdue)


def answered(request: DeskRequest, made: Decision) -> None:
    """After a second person confirmed: carry out what it was about, and say so."""
    if made.deed in withdraw.TWO and follow(request.user):
        messages.success(request, _("It is being carried out, and the edition without them is being pressed."))
