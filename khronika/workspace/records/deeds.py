"""What can be done to a record: change who may see it, or say whether it is the same as another."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from khronika.desk.claims.clear import Target, clear
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.judge import judge
from khronika.desk.claims.models import Claim, Judgement, Record
from khronika.vocabulary.kind import Level
from khronika.workspace.naming import Names
from khronika.workspace.records.load import cluster
from khronika.workspace.request import DeskRequest


@require_POST
def clear_record(request: DeskRequest, record: str) -> HttpResponse:
    """Set the level of a record, and of its claims where that is ticked."""

    def deed() -> str:
        level = request.POST.get("level", "")
        if level not in list(Level):
            raise ClaimsError(f"Expected a level: {', '.join(Level)}; got {level!r}. Choose one.")
        targets = [Target("record", each) for each in sorted(cluster(record))]
        if request.POST.get("claims"):
            live = Claim.objects.filter(subject__in=cluster(record), known_until=None).values_list("id", flat=True)
            targets += [Target("claim", each) for each in live]
        decision = clear(request.user, targets, Level(level), reason=request.POST.get("reason", ""))
        return f"Level {level} by decision {decision.pk}."

    return _done(request, record, deed)


@require_POST
def judge_record(request: DeskRequest, record: str) -> HttpResponse:
    """Say that a record is the same as another, different, or that it is unsure."""

    def deed() -> str:
        other, verdict = request.POST.get("other", "").strip(), request.POST.get("verdict", "")
        if verdict not in Judgement.Verdict.values:
            raise ClaimsError(f"Expected same, different or unsure; got {verdict!r}. Choose one.")
        judge(request.user, record, other, verdict=verdict, reason=request.POST.get("reason", "").strip())
        names = Names()
        return f"Judged {verdict}: {names(record)} and {names(other)}."

    return _done(request, record, deed)


def _done(request: DeskRequest, record: str, deed: Callable[[], str]) -> HttpResponse:
    get_object_or_404(Record, id=record)
    try:
        messages.success(request, deed())
    except ClaimsError as error:
        messages.error(request, str(error))
    return redirect("record", record=record)
