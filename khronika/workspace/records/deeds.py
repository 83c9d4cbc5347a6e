"""What can be done to a record: change who may see it, or say whether it is the same as another."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khronika.desk.claims.clear import Target, clear
from khronika.desk.claims.errors import ClaimsError, Waits
from khronika.desk.claims.judge import cluster, judge
from khronika.desk.claims.models import Claim, Judgement, Record
from khronika.desk.claims.undo import undo
from khronika.vocabulary.kind import Level
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.records.page import shown
from khronika.workspace.request import DeskRequest, seen
from khronika.workspace.sentences import told
from khronika.workspace.team.told import verdict as words


@require_POST
def clear_record(request: DeskRequest, record: str) -> HttpResponse:
    """Set the level of a record, and of its claims where that is ticked."""

    def deed() -> str:
        level = request.POST.get("level", "")
        if level not in list(Level):
            raise ClaimsError(_("Expected a level; choose one of the list."))
        targets = [Target("record", each) for each in sorted(cluster(record))]
        if request.POST.get("claims"):
            live = Claim.objects.filter(subject__in=cluster(record), known_until=None).values_list("id", flat=True)
            targets += [Target("claim", each) for each in live]
        reason = request.POST.get("reason", "")
        decision = clear(request.user, targets, Level(level), reason=reason, seen=seen(request))
        said = _("Set to the level ‘{level}’ by decision {number}.")
        return said.format(level=label(f"level.{level}", language()), number=decision.pk)

    return done(request, record, deed)


@require_POST
def judge_record(request: DeskRequest, record: str) -> HttpResponse:
    """Say that a record is the same as another, different, or that it is unsure."""

    def deed() -> str:
        other, verdict = request.POST.get("other", "").strip(), request.POST.get("verdict", "")
        if verdict not in Judgement.Verdict.values:
            raise ClaimsError(_("Expected an answer: the same, different or unsure. Choose one."))
        reason = request.POST.get("reason", "").strip()
        judge(request.user, record, other, verdict=verdict, reason=reason, seen=seen(request))
        names = Names(language())
        said = _("Judged {verdict}: {left} and {right}.")
        return said.format(verdict=words(verdict), left=names(record), right=names(other))

    return done(request, record, deed)


@require_POST
def unjudge_record(request: DeskRequest, record: str) -> HttpResponse:
    """Take back what was judged of this record and another."""

    def deed() -> str:
        said = request.POST.get("decision", "")
        number = int(said) if said.isdecimal() and len(said) < 18 else 0
        mine = Q(left__in=cluster(record)) | Q(right__in=cluster(record))
        found = Judgement.objects.filter(mine, decision=number).select_related("decision").first()
        if found is None:
            raise ClaimsError(_("Expected a judgement on this record; look at the page again."))
        undo(request.user, found.decision)
        return _("Taken back: decision {number}. What was judged before holds again.").format(number=number)

    return done(request, record, deed)


def done(request: DeskRequest, record: str, deed: Callable[[], str]) -> HttpResponse:
    """Do a deed on a record and lead back to its page; what was refused is told there, with all that was typed."""
    found = get_object_or_404(Record, id=record)
    try:
        messages.success(request, deed())
    except Waits as waiting:
        messages.success(request, str(waiting))
    except ClaimsError as error:
        messages.error(request, told(error))
        return shown(request, found, status=422)
    return redirect("record", record=record)
