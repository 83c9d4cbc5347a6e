"""Take a decision back by a further decision. What it recorded ends; what it ruled on waits again; nothing is removed."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.claims import after
from khronika.desk.claims.correct import end, restore
from khronika.desk.claims.decide import enter
from khronika.desk.claims.errors import NotUndoable
from khronika.desk.claims.guard import at_risk
from khronika.desk.claims.judge import SAME, demand_consistent, verdicts
from khronika.desk.claims.models import Citation, Claim, Decision, Mention, Proposal, Ruling
from khronika.desk.claims.propose import DESK

UNDOABLE = {Decision.Deed.RULING: Deed.DECIDE, Decision.Deed.JUDGEMENT: Deed.JUDGE}


def undo(by: User, decision: Decision, *, reason: str = "") -> Decision:
    """Undo a ruling or a judgement.

    A ruling's citations end, claims that then rest on nothing end, its proposals are pending again, and mentions nobody else
    decided on are open again; what it corrected stands as before. After a judgement's end the one before it on the same pair
    holds again. Raises NotUndoable if it was undone already or is neither, Contradiction if the judgement before it no longer
    goes with the others.
    """
    demand(by, UNDOABLE.get(Decision.Deed(decision.deed), Deed.UNDO))
    with transaction.atomic():
        decision = Decision.objects.get(pk=decision.pk)
        if decision.deed not in UNDOABLE or decision.undone_by_id is not None:
            raise NotUndoable(
                f"Expected a ruling or a judgement that stands; decision {decision.pk} is a {decision.deed} or was undone already."
            )
        if decision.deed == Decision.Deed.JUDGEMENT:
            before = verdicts(without=decision)
            demand_consistent(before)
            _demand_apart(decision, before)
        undoing = enter(by, Decision.Deed.UNDO, {"undoes": decision.pk}, reason=reason)
        Decision.objects.filter(pk=decision.pk).update(undone_by=undoing)
        end(Citation.objects.filter(decision=decision, known_until=None), undoing)
        _reopen(decision, undoing)
        if decision.deed == Decision.Deed.RULING:
            touched = Claim.objects.filter(citations__decision=decision)
            after.tell(undoing, set(touched.values_list("kind", flat=True)))
    return undoing


def _demand_apart(decision: Decision, before: Mapping[tuple[str, str], str]) -> None:
    """Raise NotUndoable if the judgement before would make a record at risk one with another: that takes a second person."""
    pair = decision.judgement.left_id, decision.judgement.right_id
    if before.get(pair) == SAME and at_risk().intersection(pair):
        raise NotUndoable(
            _(
                "Taking this back would make a record at risk one with another. Judge the two anew; a second person confirms it."
            )
        )


def _reopen(decision: Decision, undoing: Decision) -> None:
    """Have proposals wait again, but for those that a later decision corrected; restore what this one corrected itself."""
    proposals = Proposal.objects.filter(rulings__decision=decision)
    later = Ruling.objects.filter(decision_id__gt=decision.pk, decision__undone_by=None, proposal__in=proposals)
    settled = set(later.values_list("proposal_id", flat=True))
    subjects = list(proposals.values_list("subject_id", flat=True))
    waiting = [each for each in proposals.values_list("pk", flat=True) if each not in settled]
    Proposal.objects.filter(pk__in=waiting).update(state=Proposal.State.PENDING)
    restore(decision, undoing)
    standing = Proposal.objects.filter(
        subject_id__in=subjects, state__in=(Proposal.State.ACCEPTED, Proposal.State.CHANGED)
    )
    chosen = Mention.objects.filter(pk__in=subjects).exclude(reading__reader=DESK)  # what the desk says nobody chose
    chosen.exclude(pk__in=standing.values("subject_id")).update(record=None)
