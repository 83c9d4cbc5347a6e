"""Change a proposal and accept it so, in a form that unfolds on its card."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Proposal
from khronika.desk.claims.record import ATTESTED
from khronika.desk.sources.models import Source
from khronika.workspace.adding.when import dated
from khronika.workspace.request import DeskRequest
from khronika.workspace.review.form import STATUSES, decoded, encoded, form, searching
from khronika.workspace.review.screen import Opened, address, chosen, shown
from khronika.workspace.sentences import told


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: DeskRequest, source: str, proposal: str) -> HttpResponse:
    """Show the form of one proposal, look for records in it, or accept the proposal as changed."""
    found = get_object_or_404(
        Proposal.objects.select_related("subject", "reading"), id=proposal, reading__version__capture__source=source
    )
    kept = get_object_or_404(Source, id=source)
    if request.method != "POST":
        return shown(request, kept, Opened(found.id, form=form(found)))
    posted = {name: str(value) for name, value in request.POST.items()}
    if searching(posted):
        return shown(request, kept, Opened(found.id, form=form(found, posted)))
    try:
        decide(request.user, [_answer(found, posted)], reason=posted.get("reason", "").strip())
    except ClaimsError as error:
        return shown(request, kept, Opened(found.id, form=form(found, posted, told(error))), status=422)
    return redirect(address(source, chosen(request), f"proposal-{found.id}"))


def _answer(proposal: Proposal, posted: Mapping[str, str]) -> Answer:
    values = decoded(proposal.kind, posted)
    if ATTESTED in proposal.values:  # the form does not ask for the day, and does not take it away
        values[ATTESTED] = proposal.values[ATTESTED]
    span, status = dated(posted.get("from", ""), posted.get("until", "")), posted.get("status", "")
    as_proposed = (
        encoded(values) == encoded(proposal.values)
        and span == (proposal.valid_from, proposal.valid_until)
        and status == proposal.status
    )
    return Answer(
        proposal.id,
        outcome=Proposal.State.ACCEPTED if as_proposed else Proposal.State.CHANGED,
        values=values,
        dates=span,
        status=status if status in STATUSES else "",
        meant=posted.get("meant", ""),
    )
