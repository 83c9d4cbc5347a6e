"""The same event told twice: acts and proceedings have no name, so what they say is compared with what is recorded.

An act of the same type done to the same victim on the same day is the same act; a proceeding against the same defendant
with the same day of judgment, or the same sentence where a day is missing, is the same proceeding. A person decides.
"""

from collections.abc import Callable, Mapping

from khronika.dates import DateError, parse
from khronika.desk.claims.models import Claim, Mention, Proposal
from khronika.desk.register.models import ActDetails, ProceedingDetails, SentenceComponent

REVIEWED = ("upheld", "changed", "quashed")
Resolve = Callable[[object], str | None]


def likely(mention: Mention, resolve: Resolve) -> str | None:
    """The recorded act or proceeding that a mention most likely is, or None.

    `resolve` turns a proposed value that points to a record into that record's id, or None where it is new or undecided.
    """
    proposals = {proposal.kind: proposal for proposal in mention.proposals.all()}
    if mention.kind == "Act" and "ActDetails" in proposals:
        return _act(proposals["ActDetails"], resolve)
    if mention.kind == "Proceeding" and "ProceedingDetails" in proposals:
        return _proceeding(proposals, resolve)
    return None


def _act(proposal: Proposal, resolve: Resolve) -> str | None:
    victim = resolve(proposal.values.get("victim"))
    if not victim:
        return None
    same = ActDetails.objects.filter(
        victim_id=victim, act_type=proposal.values.get("act_type"), claim__known_until=None
    )
    for details in same.select_related("claim"):
        if _meet(proposal.valid_from, details.claim):
            return str(details.claim.subject_id)
    return None


def _proceeding(proposals: Mapping[str, Proposal], resolve: Resolve) -> str | None:
    defendant = resolve(proposals["ProceedingDetails"].values.get("defendant"))
    if not defendant:
        return None
    known = ProceedingDetails.objects.filter(
        defendant_id=defendant,
        proceeding_kind=proposals["ProceedingDetails"].values.get("proceeding_kind"),
        claim__known_until=None,
    )
    for subject in known.values_list("claim__subject_id", flat=True):
        if _agrees(subject, proposals):
            return str(subject)
    return None


def _agrees(subject: str, proposals: Mapping[str, Proposal]) -> bool:
    """Whether what is proposed of a proceeding agrees with a recorded one: no two days of judgment, and one of day or sentence the same."""
    judgment, sentence = proposals.get("Judgment"), proposals.get("SentenceComponent")
    told = next((each.valid_from for each in (judgment, sentence) if each and each.valid_from), "")
    if judgment is not None and judgment.values.get("verdict") in REVIEWED:
        told = ""  # the day of an appeal is not the day of the first judgment
    kept = Claim.objects.filter(
        subject_id=subject, kind__in=("Judgment", "SentenceComponent"), known_until=None
    ).exclude(valid_from="")
    if told and kept:
        return any(_meet(told, claim) for claim in kept)
    if sentence is None:
        return False
    columns = {name: sentence.values.get(name) for name in ("sentence_type", "amount", "unit")}
    return SentenceComponent.objects.filter(claim__subject_id=subject, claim__known_until=None, **columns).exists()


def _meet(told: str, claim: Claim) -> bool:
    """Whether a date that is told and a claim's are one and the same, neither of them missing."""
    try:
        day = parse(told)
    except DateError:
        return False
    return day.earliest is not None and (day.earliest, day.latest) == (claim.from_earliest, claim.from_latest)
