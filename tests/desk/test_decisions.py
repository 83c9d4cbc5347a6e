"""Decisions other than rulings: undoing, judging and clearing; each leaves what was, and adds to it."""

import pytest

from khronika.desk.claims.clear import Target, clear, resting
from khronika.desk.claims.errors import ClaimsError, NotUndoable, WrongRecord
from khronika.desk.claims.judge import judge, same
from khronika.desk.claims.models import Claim, Clearance, Decision, Mention, Proposal
from khronika.desk.claims.undo import undo
from khronika.desk.ledger.append import head
from khronika.desk.ledger.verify import breaks
from khronika.vocabulary.kind import Level
from tests.desk.making import ANNA, HOUSE, Said, accept, account, claim, kept, lay, level, named, record, subject

pytestmark = pytest.mark.django_db
PRISON = Said(
    "SentenceComponent",
    ("Proceeding", ""),
    {"sentence_type": "imprisonment", "amount": "4", "unit": "years"},
    start="2021-03-04",
)
POSITION = Said(
    "Membership", ANNA, {"organization": HOUSE, "role": "chairwoman"}, quote="Anna Sample of the Example House"
)


def state(proposal: Proposal) -> str:
    return Proposal.objects.get(pk=proposal.pk).state


# Undoing


def test_undoing_ends_the_claims_and_lets_the_proposals_wait_again():
    anna, prison = lay(kept(), named(ANNA), PRISON)
    decision = accept([anna, prison])
    undoing = undo(account("pavel"), decision, reason="the wrong Anna")
    assert set(Claim.objects.values_list("known_until", flat=True)) == {undoing.pk}
    assert {state(anna), state(prison)} == {"pending"}
    assert not Mention.objects.exclude(record=None).exists()
    assert Decision.objects.get(pk=decision.pk).undone_by == undoing
    assert list(breaks()) == []


def test_what_was_undone_can_be_decided_again_and_is_known_anew():
    (anna,) = lay(kept(), named(ANNA))
    undo(account(), accept([anna]))
    accept([anna])
    assert [each.known_until is None for each in Claim.objects.order_by("known_from")] == [False, True]


def test_a_claim_that_another_decision_supports_outlives_the_undoing():
    first = lay(kept(), named(ANNA))
    decision = accept(first)
    second = lay(kept(title="Another paper"), named(ANNA))
    accept(second, {ANNA: subject(first[0])})
    undo(account(), decision)
    made = Claim.objects.get()
    assert made.known_until is None
    assert [each.proposal for each in made.citations.filter(known_until=None)] == second


def test_an_undoing_cannot_be_undone_nor_a_ruling_twice():
    decision = accept(lay(kept(), named(ANNA)))
    undoing = undo(account(), decision)
    for again in (decision, undoing, level("source", kept().capture.source_id, Level.TEAM)):
        with pytest.raises(NotUndoable, match="Expected a ruling or a judgement that stands"):
            undo(account(), again)


# Judging


def test_records_judged_the_same_are_one_until_they_are_judged_different():
    first, second, third = (record(kept(), ("Person", name)) for name in ("Anna A", "Anna B", "Anna C"))
    judge(account(), first, second, verdict="same")
    judge(account(), third, second, verdict="same")
    standing = min(first, second, third)
    assert same() == {each: standing for each in (first, second, third) if each != standing}
    before = list(Claim.objects.values_list("subject_id", flat=True))
    judge(account(), second, first, verdict="different")
    assert set(same()) | set(same().values()) == {second, third}
    assert list(Claim.objects.values_list("subject_id", flat=True)) == before


def test_being_unsure_joins_nothing():
    first, second = record(kept(), ANNA), record(kept(), ANNA)
    judge(account(), first, second, verdict="unsure")
    assert same() == {}


def test_only_two_records_of_one_kind_can_be_compared():
    anna, house = record(kept(), ANNA), record(kept(), HOUSE)
    for other in (anna, house, "nowhere"):
        with pytest.raises(WrongRecord, match="two different records of one kind"):
            judge(account(), anna, other, verdict="same")


# Clearing


def test_a_clearance_needs_a_reason_and_things_that_have_a_level():
    anna = record(kept(), ANNA)
    with pytest.raises(ClaimsError, match="Expected a reason"):
        level("record", anna, Level.PUBLIC, reason="  ")
    with pytest.raises(ClaimsError, match="one of record, claim, source, passage"):
        clear(account(), [Target("proposal", "x")], Level.PUBLIC, reason="why not")
    with pytest.raises(ClaimsError, match="one of record, claim, source, passage"):
        clear(account(), [], Level.PUBLIC, reason="why not")
    assert not Clearance.objects.exists()


@pytest.mark.parametrize("what", ["record", "claim", "source", "passage"])
def test_what_is_not_there_cannot_be_cleared(what):
    before = head()
    with pytest.raises(ClaimsError, match=f"{what} with the id 'nowhere'"):
        level(what, "nowhere", Level.PUBLIC)
    assert head() == before


def test_clearing_a_source_means_it_its_claims_and_everybody_they_speak_of():
    version = kept()
    anna, house, _position = proposals = lay(version, named(ANNA), named(HOUSE), POSITION)
    record(kept(), ("Person", "Somebody Else"))
    accept(proposals)
    found = resting(version.capture.source)
    assert [each.id for each in found if each.what == "source"] == [version.capture.source_id]
    assert {each.id for each in found if each.what == "claim"} == {claim(each).id for each in proposals}
    assert {each.id for each in found if each.what == "record"} == {subject(anna), subject(house)}
    assert not any(each.whole for each in found)
