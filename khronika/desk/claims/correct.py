"""A proposal may correct an earlier one: accepted, it takes that one's place in the same decision.

The corrected proposal is refused with the reason `CORRECTED`, its citations end, and a claim that then rests on nothing ends.
What other sources say too stands. Undoing the decision puts what was accepted before back into force.
"""

import re
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from khronika.desk.claims.guard import at_risk
from khronika.desk.claims.models import Citation, Claim, Clearance, Decision, Proposal, Ruling
from khronika.desk.claims.tables import table
from khronika.desk.sources.models import identifier
from khronika.vocabulary.kind import Level
from khronika.vocabulary.kinds import CLAIMS

CORRECTED = "corrected"
_MARK = re.compile(r"\bcorrects ([0-9A-Za-z]{12})\b")
_WIDE = 500
_STANDING = (Proposal.State.PENDING, Proposal.State.ACCEPTED, Proposal.State.CHANGED)
_STOOD = (Proposal.State.ACCEPTED, Proposal.State.CHANGED)


def corrects(rule: str) -> str:
    """The proposal whose place one takes, by its rule; empty where it takes none.

    >>> corrects("row 7 corrects abcdef123456 @1a2b3c4d #0f")
    'abcdef123456'
    """
    found = _MARK.search(rule)
    return found[1] if found else ""


def corrected(rules: Iterable[str]) -> list[str]:
    """What stands or waits and is corrected by the proposals with these rules, and what that was to correct itself."""
    found: dict[str, str] = {}
    wanted = [each for each in map(corrects, rules) if each]
    while wanted:
        before = set(found)
        for start in range(0, len(wanted), _WIDE):
            old = Proposal.objects.filter(id__in=wanted[start : start + _WIDE], state__in=_STANDING)
            found.update(old.values_list("id", "rule"))
        wanted = [each for key, rule in found.items() if key not in before and (each := corrects(rule))]
    return list(found)


def replace(proposals: Sequence[str], decision: Decision) -> None:
    """Refuse proposals that are corrected, end their citations, and the claims that then rest on nothing."""
    refused = Proposal.State.REFUSED
    Ruling.objects.bulk_create(
        Ruling(decision=decision, proposal_id=each, outcome=refused, reason=CORRECTED) for each in proposals
    )
    for start in range(0, len(proposals), _WIDE):
        group = proposals[start : start + _WIDE]
        Proposal.objects.filter(id__in=group).update(state=refused)
        end(Citation.objects.filter(proposal_id__in=group, known_until=None), decision)


def end(citations: QuerySet[Citation], decision: Decision) -> None:
    """End live citations, and the claims that then rest on nothing."""
    touched = list(citations.values_list("claim_id", flat=True))
    citations.update(known_until=decision.entry_id)
    for start in range(0, len(touched), _WIDE):
        group = touched[start : start + _WIDE]
        resting = set(Citation.objects.filter(claim_id__in=group, known_until=None).values_list("claim_id", flat=True))
        gone = [each for each in group if each not in resting]
        Claim.objects.filter(id__in=gone, known_until=None).update(known_until=decision.entry_id)


def restore(decision: Decision, undoing: Decision) -> None:
    """Put what a decision corrected back as it stood before; what only waited waits again."""
    again: dict[str, Claim] = {}
    taken = decision.rulings.filter(outcome=Proposal.State.REFUSED, reason=CORRECTED)
    for proposal in taken.values_list("proposal_id", flat=True):
        before = Ruling.objects.filter(proposal_id=proposal, outcome__in=_STOOD, decision__undone_by=None)
        stood = before.exclude(decision=decision).order_by("decision_id").last()
        if stood is None:
            continue
        Proposal.objects.filter(pk=proposal).update(state=stood.outcome)
        for citation in Citation.objects.filter(proposal_id=proposal, known_until=decision.entry_id):
            old = citation.claim_id
            if old not in again:
                again[old] = _again(citation.claim, undoing)
            by = undoing if again[old].pk == old else again[old].decision
            Citation.objects.create(claim=again[old], proposal_id=proposal, decision=by, known_from=undoing.entry_id)


def _again(claim: Claim, undoing: Decision) -> Claim:
    """A claim as it was: itself where it still stands on other sources, else one by the same decision that says the same."""
    if claim.known_until is None:
        return claim
    old, detail = claim.pk, table(claim.kind).objects.get(pk=claim.pk)
    claim.pk, claim.known_from, claim.known_until = identifier(), undoing.entry_id, None
    claim.save(force_insert=True)
    detail.claim = claim
    detail.save(force_insert=True)
    _clear_again(old, claim, undoing)
    return claim


def _clear_again(old: str, claim: Claim, undoing: Decision) -> None:
    """Let a claim be seen by whom it was before; of a record that is at risk now, by nobody more than its kind allows."""
    level = Clearance.objects.filter(claim=old).order_by("decision_id", "pk").values_list("level", flat=True).last()
    if level is None:
        return
    wider = Level(level).width < CLAIMS[claim.kind].level.width
    if not (wider and claim.subject_id in at_risk()):
        Clearance.objects.create(decision=undoing, level=level, claim=claim)
