"""What a press of a key does on the review screen: each view calls one deed and leads back to the card it came from."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Decision, Proposal
from khronika.desk.claims.undo import undo
from khronika.desk.sources.models import Source
from khronika.workspace.outcomes import outcome as spoken
from khronika.workspace.request import DeskRequest
from khronika.workspace.review.screen import address, chosen
from khronika.workspace.sentences import told

State = Proposal.State


@require_POST
def rule(request: DeskRequest, source: str) -> HttpResponse:
    """Accept or refuse proposals. `answers` are tokens 'proposal:meant' apart by spaces, decided as one batch."""
    tokens = [token.partition(":") for token in request.POST.get("answers", "").split()]
    outcome = State.REFUSED if request.POST.get("outcome") == State.REFUSED else State.ACCEPTED
    reason = request.POST.get("reason", "").strip()
    meant = request.POST.get("meant", "")
    answers = [Answer(proposal, outcome=outcome, meant=meant or said, reason="") for proposal, _, said in tokens]
    anchor = f"proposal-{tokens[0][0]}" if tokens else ""

    def deed() -> str:
        demand(source, [answer.proposal for answer in answers])
        decide(request.user, answers, reason=reason)
        said = ngettext("%(outcome)s: %(count)s proposal.", "%(outcome)s: %(count)s proposals.", len(answers))
        return said % {"outcome": spoken(outcome), "count": len(answers)}

    return done(request, source, deed, anchor=anchor)


@require_POST
def take_back(request: DeskRequest, source: str) -> HttpResponse:
    """Undo a decision that ruled on proposals of this source."""
    number = request.POST.get("decision", "")
    decision = get_object_or_404(
        Decision.objects.filter(rulings__proposal__reading__version__capture__source=source).distinct(),
        pk=int(number) if number.isdecimal() and len(number) < 18 else 0,
    )
    first = decision.rulings.order_by("id").first()

    def deed() -> str:
        undo(request.user, decision, reason=request.POST.get("reason", "").strip())
        return _("Undone: decision %(number)s. What it ruled on waits again.") % {"number": decision.pk}

    return done(request, source, deed, anchor=f"proposal-{first.proposal_id}" if first else "")


def demand(source: str, proposals: list[str]) -> None:
    """Raise ClaimsError unless all proposals are of this source: a form that was tampered with decides nothing."""
    found = Proposal.objects.filter(id__in=proposals, reading__version__capture__source=source).count()
    if found != len(set(proposals)):
        raise ClaimsError(
            _("Expected proposals of this source; the page is of another one or too old. Reload it and go on.")
        )


def done(request: DeskRequest, source: str, deed: Callable[[], str], *, anchor: str) -> HttpResponse:
    """Do a deed and lead back; say what was done, or the sentence why not."""
    get_object_or_404(Source, id=source)
    try:
        messages.success(request, deed())
    except ClaimsError as error:
        messages.error(request, told(error))
    return redirect(address(source, chosen(request), anchor))
