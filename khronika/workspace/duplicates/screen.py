"""Pairs that may be one, likeliest first. One press answers; the answer can be taken back, and no answer loses anything."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khronika.desk.claims.errors import ClaimsError, Waits
from khronika.desk.claims.judge import judge
from khronika.desk.claims.models import Judgement
from khronika.desk.claims.undo import undo
from khronika.desk.ledger.append import head
from khronika.desk.register.candidates import KINDS
from khronika.vocabulary.terms import label
from khronika.workspace.duplicates.find import begin, find
from khronika.workspace.duplicates.judged import last
from khronika.workspace.duplicates.pair import beside
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.paging import paged
from khronika.workspace.request import DeskRequest, seen
from khronika.workspace.sentences import told
from khronika.workspace.team.told import verdict as words

SIZE = 5
_OFFERED = ("Person", "Organization", "Place", "Event", "LegalProvision")


@require_safe
def duplicates(request: DeskRequest) -> HttpResponse:
    """Show the pairs of a kind (?kind=), side by side."""
    names, kind = Names(language()), _kind(request.GET.get("kind", ""))
    found = find(kind)
    page = paged(list(found.pairs), request.GET.get("page", "1"), {"kind": kind}, size=SIZE)
    context = {
        "kind": kind,
        "kinds": [(each, label(f"record.{each}", language())) for each in _OFFERED],
        "found": found,
        "page": page,
        "pairs": beside(kind, page.rows, names),
        "last": last(request.user, names),
        "seen": head()[0],
    }
    return render(request, "workspace/duplicates/screen.html", context)


@require_POST
def judge_pair(request: DeskRequest) -> HttpResponse:
    """Answer for one pair and go on to the next."""
    left, right, verdict = (request.POST.get(name, "") for name in ("left", "right", "verdict"))
    try:
        if verdict not in Judgement.Verdict.values:
            raise ClaimsError(_("Expected an answer: the same, different or unsure. Choose one."))
        judge(request.user, left, right, verdict=verdict, reason="", seen=seen(request))
    except Waits as waiting:
        messages.success(request, str(waiting))
    except ClaimsError as error:
        messages.error(request, told(error))
    else:
        names = Names(language())
        said = _("Judged {verdict}: {left} and {right}.")
        messages.success(request, said.format(verdict=words(verdict), left=names(left), right=names(right)))
    return _back(request)


@require_POST
def take_back(request: DeskRequest) -> HttpResponse:
    """Take back what this person judged last, or another judgement of theirs."""
    said = request.POST.get("decision", "")
    number = int(said) if said.isdecimal() and len(said) < 18 else 0
    found = Judgement.objects.filter(decision=number, decision__by=request.user).select_related("decision").first()
    try:
        if found is None:
            raise ClaimsError(_("Expected a judgement of yours that stands; look at the page again."))
        undo(request.user, found.decision)
        messages.success(request, _("Taken back: the pair waits again."))
    except ClaimsError as error:
        messages.error(request, told(error))
    return _back(request)


@require_POST
def renew(request: DeskRequest) -> HttpResponse:
    """Have all names of a kind compared anew."""
    kind = _kind(request.POST.get("kind", ""))
    if not find(kind).busy:
        begin(kind)
    return redirect(f"{reverse('duplicates')}?kind={kind}")


def _kind(asked: str) -> str:
    return asked if asked in _OFFERED and asked in KINDS else _OFFERED[0]


def _back(request: DeskRequest) -> HttpResponse:
    """To the same place of the list, where the next pair stands now."""
    page, place = request.POST.get("page", "1"), request.POST.get("place", "")
    query = f"?kind={_kind(request.POST.get('kind', ''))}&page={page if page.isdecimal() else 1}"
    return redirect(f"{reverse('duplicates')}{query}#pair-{place if place.isdecimal() else 1}")
