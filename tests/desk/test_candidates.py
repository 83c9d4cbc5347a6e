"""Who may be meant by a name: best first, with the reason, and never out of date."""

import pytest

from khronika.desk.claims.undo import undo
from khronika.desk.register.candidates import candidates
from tests.desk.making import ANNA, accept, account, claim, kept, lay, named, record, subject

pytestmark = pytest.mark.django_db


def test_the_one_of_that_name_comes_first_with_a_reason():
    anna, _ = record(kept(), ("Person", "Aleś Bialacki")), record(kept(), ("Person", "Uladzimir Labkovich"))
    best, *others = candidates("Person", "Алесь Беляцкий")
    assert (best.record, best.name) == (anna, "Aleś Bialacki")
    assert 0.8 < best.score <= 1
    assert best.reason
    assert all(each.score < best.score for each in others)


def test_nobody_like_it_is_no_candidate():
    record(kept(), ANNA)
    assert candidates("Person", "Wolfgang Quaxenhuber") == []
    assert candidates("Organization", "Anna Sample") == []


def test_a_name_that_was_undone_is_no_longer_offered_and_a_new_one_is():
    (proposal,) = lay(kept(), named(ANNA))
    accept([proposal])
    assert [each.record for each in candidates("Person", "Anna Sample")] == [subject(proposal)]
    undo(account(), claim(proposal).decision)
    assert candidates("Person", "Anna Sample") == []
    again = record(kept(), ("Person", "Anna Sample"))
    assert [each.record for each in candidates("Person", "Anna Sample")] == [again]


def test_no_more_candidates_are_given_than_asked_for():
    for number in range(4):
        record(kept(), ("Person", f"Anna Sample {'I' * number}".strip()))
    assert len(candidates("Person", "Anna Sample", limit=2)) == 2
