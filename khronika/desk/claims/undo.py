"""Take a decision back by a further decision. What it recorded ends; what it ruled on waits again; nothing is removed."""

from django.db import transaction

from khronika.desk.accounts.models import User
from khronika.desk.claims.decide import enter
from khronika.desk.claims.errors import NotUndoable
from khronika.desk.claims.judge import demand_consistent, verdicts
from khronika.desk.claims.models import Citation, Claim, Decision, Mention, Proposal

UNDOABLE = (Decision.Deed.RULING, Decision.Deed.JUDGEMENT)


def undo(by: User, decision: Decision, *, reason: str = "") -> Decision:
    """Undo a ruling or a judgement.

    A ruling's citations end, claims that then rest on nothing end, its proposals are pending again, and mentions nobody else
    decided on are open again. After a judgement's end the one before it on the same pair holds again. Raises NotUndoable if
    it was undone already or is neither, Contradiction if the judgement before it no longer goes with the others.
    """
    with transaction.atomic():
        decision = Decision.objects.get(pk=decision.pk)
        if decision.deed not in UNDOABLE or decision.undone_by_id is not None:
            raise NotUndoable(
                f"Expected a ruling or a judgement that stands; decision {decision.pk} is a {decision.deed} or was undone already."
            )
        if decision.deed == Decision.Deed.JUDGEMENT:
            demand_consistent(verdicts(without=decision))
        undoing = enter(by, Decision.Deed.UNDO, {"undoes": decision.pk}, reason=reason)
        Decision.objects.filter(pk=decision.pk).update(undone_by=undoing)
        _end(decision, undoing)
        _reopen(decision)
    return undoing


def _end(decision: Decision, undoing: Decision) -> None:
    ended = Citation.objects.filter(decision=decision, known_until=None)
    touched = list(ended.values_list("claim_id", flat=True))
    ended.update(known_until=undoing.entry_id)
    for claim in Claim.objects.filter(id__in=touched, known_until=None):
        if not claim.citations.filter(known_until=None).exists():
            Claim.objects.filter(pk=claim.pk).update(known_until=undoing.entry_id)


def _reopen(decision: Decision) -> None:
    proposals = Proposal.objects.filter(rulings__decision=decision)
    subjects = list(proposals.values_list("subject_id", flat=True))
    Proposal.objects.filter(pk__in=list(proposals.values_list("pk", flat=True))).update(state=Proposal.State.PENDING)
    standing = Proposal.objects.filter(
        subject_id__in=subjects, state__in=(Proposal.State.ACCEPTED, Proposal.State.CHANGED)
    )
    Mention.objects.filter(pk__in=subjects).exclude(pk__in=standing.values("subject_id")).update(record=None)
