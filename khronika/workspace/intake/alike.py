"""Texts that are perhaps the same: a person joins them, or says that they are not. What joined by rule is taken apart here too.

What somebody has decided on already, or cleared, is not moved to another source behind their back.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khronika.desk.claims.decide import Answer
from khronika.desk.claims.decide import decide as rule
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Clearance, Proposal
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.join import apart, join
from khronika.desk.sources.models import Likeness
from khronika.workspace.intake.work import later
from khronika.workspace.paging import paged
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

SHOWS = (Likeness.State.OFFERED, Likeness.State.JOINED)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that are alike, and where they differ."""

    id: int
    source: str
    title: str
    other: str
    other_title: str
    others: int
    percent: int
    differs: tuple[tuple[str, str], ...]
    joined: bool


@require_safe
def alike(request: DeskRequest) -> HttpResponse:
    """Show the pairs to decide on, or those that joined."""
    show = request.GET.get("show", "")
    state = show if show in SHOWS else Likeness.State.OFFERED
    found = Likeness.objects.filter(state=state).select_related("capture__source", "other").order_by("-at", "-pk")
    page = paged(found.annotate(others=Count("other__captures")), request.GET.get("page", "1"), {"show": show})
    context = {"page": page, "pairs": [_pair(each) for each in page.rows], "joined": state == Likeness.State.JOINED}
    return render(request, "workspace/intake/alike.html", context)


def _pair(each: Likeness) -> Pair:
    joined = each.state == Likeness.State.JOINED
    source = each.capture.source
    title = each.capture.origin if joined else source.title
    differs = tuple((str(one), str(other)) for one, other in each.differs)
    others = each.others - joined  # type: ignore[attr-defined]
    return Pair(
        each.pk, source.id, title, each.other_id, each.other.title, others, int(each.ratio * 100), differs, joined
    )


@require_POST
def decide(request: DeskRequest, pair: int) -> HttpResponse:
    """Join two texts, or let them be two."""
    by = request.user.get_username()
    try:
        if request.POST.get("joined"):
            _demand_untouched(pair)
            found = join(pair, by=by)
            _refuse(request, found)
            messages.success(request, _("Joined to ‘{title}’.").format(title=found.other.title))
        else:
            apart(pair, by=by)
            later()
            messages.success(request, _("It stands for itself, and is read if it was not."))
    except (SourceError, ClaimsError) as error:
        messages.error(request, told(error))
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else reverse("source_alike"))


def _demand_untouched(pair: int) -> None:
    found = Likeness.objects.select_related("capture").filter(pk=pair).first()
    if found is None:
        return
    source = found.capture.source_id
    if _proposed(found).exclude(state=Proposal.State.PENDING).exists():
        raise SourceError(_("Facts of this text were decided on already; it stays a source of its own."))
    if Clearance.objects.filter(source=source).exists():
        raise SourceError(_("This source was given a level of its own; it stays a source of its own."))


def _refuse(request: DeskRequest, found: Likeness) -> None:
    """What was proposed from the second text waits no more: the first one says it."""
    waiting = _proposed(found).filter(state=Proposal.State.PENDING)
    answers = [Answer(each, outcome=Proposal.State.REFUSED) for each in waiting.values_list("pk", flat=True)]
    if answers:
        rule(request.user, answers, reason=_("The same text as ‘{title}’.").format(title=found.other.title))


def _proposed(found: Likeness):  # type: ignore[no-untyped-def]
    return Proposal.objects.filter(reading__version__capture=found.capture_id)
