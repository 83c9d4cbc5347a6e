"""Whether two records are one: judgements can be replaced and undone, contradict nothing, and lose or double nothing."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khronika.desk.claims.errors import Contradiction, NotUndoable
from khronika.desk.claims.judge import judge, same, verdicts
from khronika.desk.claims.models import Citation, Claim, Decision
from khronika.desk.claims.undo import undo
from khronika.desk.ledger.append import head
from khronika.desk.register.duplicates import duplicates
from khronika.press.load import Loader
from tests.desk.making import Said, accept, account, kept, lay, named, record, subject

pytestmark = pytest.mark.django_db
PEOPLE = 5
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["same", "different", "unsure", "undo"]),
        st.integers(0, PEOPLE - 1),
        st.integers(0, PEOPLE - 1),
        st.integers(0, 30),
    ),
    max_size=14,
)


def town() -> list[str]:
    """Five people, each with a name of a source of its own and an act done to them, so that there is something to lose."""
    people = []
    for number in range(PEOPLE):
        who = ("Person", f"Anna Sample {'I' * (number + 1)}")
        proposals = lay(
            kept(),
            named(who),
            Said("ActDetails", ("Act", "it"), {"victim": who, "act_type": "arrest"}, start="2021-03-04"),
        )
        accept(proposals)
        people.append(subject(proposals[0]))
    return people


def evidence() -> Counter:
    """Every live claim with its subject and the sources it rests on."""
    live = Citation.objects.filter(known_until=None, claim__known_until=None)
    return Counter(live.values_list("claim_id", "claim__subject_id", "proposal_id"))


def step(people: list[str], made: list[Decision], told: tuple[str, int, int, int]) -> None:
    """One deed; those that are refused change nothing."""
    verdict, left, right, which = told
    before = (dict(verdicts()), head())
    try:
        if verdict == "undo" and made:
            undo(account(), made[which % len(made)])
        elif verdict != "undo" and left != right:
            made.append(judge(account(), people[left], people[right], verdict=verdict).decision)
    except (Contradiction, NotUndoable):
        assert (dict(verdicts()), head()) == before


@given(STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_merged_split_and_undone_no_claim_citation_or_link_is_lost_or_doubled(db, steps):
    with transaction.atomic():
        people, made = town(), []
        before, claims = evidence(), Claim.objects.count()
        for told in steps:
            step(people, made, told)
            held, standing = verdicts(), same()
            assert evidence() == before and Claim.objects.count() == claims
            for (left, right), verdict in held.items():
                one = standing.get(left, left) == standing.get(right, right)
                assert one if verdict == "same" else not (one and verdict == "different")
            facts = Loader().everything()
            assert Counter(row.id for rows in facts.about.values() for row in rows) == Counter(facts.rows.keys())
            assert {facts.rows[claim].subject for claim in facts.rows} == {
                standing.get(each, each) for each in {key[1] for key in before}
            }
        for decision in reversed(made):
            if Decision.objects.get(pk=decision.pk).undone_by_id is None:
                undo(account(), decision)
        assert same() == {} and evidence() == before
        transaction.set_rollback(True)


def test_what_is_judged_different_never_becomes_one_by_way_of_a_third():
    first, second, third = town()[:3]
    judge(account(), first, second, verdict="different")
    judge(account(), first, third, verdict="same")
    with pytest.raises(Contradiction, match="Judge that pair anew first"):
        judge(account(), second, third, verdict="same")
    assert len(same()) == 1


def test_the_judgement_before_holds_again_when_the_last_is_undone():
    first, second = town()[:2]
    judge(account(), first, second, verdict="same")
    later = judge(account(), first, second, verdict="different").decision
    assert same() == {}
    undo(account(), later, reason="a slip")
    assert same() == {max(first, second): min(first, second)}


def test_who_was_one_is_told_as_of_the_ledger():
    first, second = town()[:2]
    made = judge(account(), first, second, verdict="same").decision
    undone = undo(account(), made)
    assert same(made.pk) and not same(made.pk - 1)
    assert not same(undone.pk) and not same()


def test_a_judgement_cannot_be_undone_into_a_contradiction():
    first, second, third = town()[:3]
    judge(account(), first, second, verdict="different")
    later = judge(account(), first, second, verdict="unsure").decision
    judge(account(), first, third, verdict="same")
    judge(account(), second, third, verdict="same")
    with pytest.raises(Contradiction):
        undo(account(), later)


# Finding them


def told(name: str, *more: Said, birth: str = "") -> str:
    """The record of somebody whom a source names."""
    who = ("Person", name)
    facts = [Said("PersonDetails", who, {"birth": birth})] if birth else []
    proposals = lay(kept(), named(who), *facts, *more)
    accept(proposals)
    return subject(proposals[0])


def test_two_spellings_of_one_person_are_offered_with_the_reasons():
    first, second = told("Hanna Prykladnaja"), told("Ганна Прыкладная")
    told("Wolfgang Quaxenhuber")
    (found,) = duplicates()
    assert {found.left, found.right} == {first, second}
    assert found.score > 0.8 and found.reasons[0] and not found.against


def test_a_shared_organisation_speaks_for_it_and_another_birthday_against():
    house = record(kept(), ("Organization", "Example House"))
    for name in ("Hanna Prykladnaja", "Hanna Prykladnaya"):
        who = ("Person", name)
        proposals = lay(kept(), named(who), Said("Membership", who, {"organization": {"record": house}}))
        accept(proposals)
    (found,) = duplicates()
    assert any("Example House" in reason for reason in found.reasons)
    first, second = told("Piotr Vožyk", birth="1970-01-02"), told("Piotr Vožyk", birth="1981")
    apart = next((each for each in duplicates(records=[first]) if {each.left, each.right} == {first, second}), None)
    assert apart is not None and apart.against and apart.score < 0.7


def test_a_pair_that_was_judged_is_not_offered_again():
    first, second = told("Hanna Prykladnaja"), told("Hanna Prykladnaya")
    made = judge(account(), first, second, verdict="unsure").decision
    assert duplicates() == []
    undo(account(), made)
    assert len(duplicates()) == 1


def test_names_that_break_a_query_find_nothing_and_break_nothing():
    told("Robert'); DROP TABLE claims_claim;--")
    told("{{ 7*7 }} \u202eannA")
    assert duplicates("Post") == []
    assert isinstance(duplicates(), list)
