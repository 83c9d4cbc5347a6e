"""Amend what a claim says: a new proposal on each passage that it rests on, which corrects the old one by one decision.

A claim never changes. The old one is known until the decision's entry, the new one from it, so both can be seen as they
were known; undoing the decision makes known again what was said before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.errors import AlreadyDecided, ClaimsError
from khronika.desk.claims.models import Citation, Claim, Clearance, Proposal
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.claims.record import Content, columns
from khronika.desk.claims.tables import table
from khronika.vocabulary.errors import VocabularyError
from khronika.vocabulary.kind import FieldType, Level
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.values import clean

READER = "person"


@dataclass(frozen=True, slots=True)
class Amended:
    """What a claim should say instead: all its values (records as ids), its dates and status."""

    values: Mapping[str, object]
    valid_from: str = ""
    valid_until: str = ""
    status: str = "asserted"


def amend(by: User, claim: str, amended: Amended, *, reason: str) -> Claim:
    """Let an amended claim take the place of a live one, on every passage that it rests on; answers the amended one.

    A level that is narrower than its kind's is kept; a wider one must be decided anew. Raises ClaimsError without a reason
    or where nothing differs, AlreadyDecided if the claim is not live any more; nothing is written then.
    """
    if not reason.strip():
        raise ClaimsError(_("Expected a reason for the correction; say what was wrong, if only ‘typing error’."))
    with transaction.atomic():
        old = _live(claim)
        _demand_change(old, amended)
        cited = Citation.objects.filter(claim=old, known_until=None).order_by("pk")
        proposals = [_propose(by, old, each.proposal, amended) for each in cited.select_related("proposal")]
        decision = decide(by, [Answer(each, meant=old.subject_id) for each in proposals], reason=reason.strip())
        new = Claim.objects.get(citations__proposal=proposals[0], citations__decision=decision)
        latest = Clearance.objects.filter(claim=old).order_by("-decision_id").first()
        if latest is not None and Level(latest.level).width > CLAIMS[old.kind].level.width:
            Clearance.objects.create(decision=decision, level=latest.level, claim=new)
    return new


def said(claim: Claim) -> dict[str, object]:
    """What a claim says in plain values, records as ids."""
    fields, row = CLAIMS[claim.kind].fields, table(claim.kind).objects.get(claim=claim)
    found = {each.name: getattr(row, each.name + "_id" * (each.type is FieldType.RECORD)) for each in fields}
    return dict(clean(CLAIMS[claim.kind], found))


def before(claims: Sequence[Claim]) -> dict[str, Claim]:
    """For claims that were amended: what stood in their place before."""
    rules = Citation.objects.filter(claim__in=claims, known_until=None, proposal__rule__startswith="corrects ")
    old = {each.proposal.rule.split()[1]: each.claim_id for each in rules.select_related("proposal")}
    ended = Citation.objects.filter(proposal__in=old).exclude(known_until=None).order_by("known_until")
    return {old[each.proposal_id]: each.claim for each in ended.select_related("claim__decision__by")}


def _live(claim: str) -> Claim:
    found = Claim.objects.select_related("subject").filter(pk=claim).first()
    if found is None:
        raise ClaimsError(_("Expected a claim that exists; there is none with this id. Look at the record again."))
    if found.known_until is not None:
        raise AlreadyDecided(
            _("This claim was corrected or taken back meanwhile. Look at the record again before you go on.")
        )
    return found


def _demand_change(old: Claim, amended: Amended) -> None:
    try:
        values = clean(CLAIMS[old.kind], amended.values)
    except VocabularyError as error:
        raise ClaimsError(str(error)) from error
    now, then = (amended.valid_from, amended.valid_until), (old.valid_from, old.valid_until)
    own = columns(Content(old.kind, old.subject_id, values))
    if own == columns(Content(old.kind, old.subject_id, said(old))) and now == then and amended.status == old.status:
        raise ClaimsError(_("Expected something to correct; the claim says this already."))


def _propose(by: User, old: Claim, proposal: Proposal, amended: Amended) -> str:
    """The same fact amended, on the passages of one proposal."""
    version = proposal.reading.version
    spans = tuple(proposal.passages.filter(version=version).order_by("start").values_list("start", "end"))
    values = {name: value for name, value in amended.values.items() if value not in (None, "")}
    pointing = {field.name for field in CLAIMS[old.kind].references}
    fact = Fact(
        old.kind,
        "subject",
        {name: {"record": str(value)} if name in pointing else str(value) for name, value in values.items()},
        spans,
        amended.valid_from,
        amended.valid_until,
        amended.status,
        rule=f"corrects {proposal.pk}",
    )
    mention = Mentioned("subject", old.subject.kind, proposal.subject.name)
    return propose(version, [mention], [fact], reader=READER, by=by).proposals.get().pk
