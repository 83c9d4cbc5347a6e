"""The same demand in a later statement is found by its words, its people and its law; a person decides. All people are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from khronika.desk.advocacy.asked import Demand, load
from khronika.desk.advocacy.carried import repeated
from khronika.desk.advocacy.proposed import catch_up
from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.models import Proposal
from khronika.desk.claims.propose import DESK
from tests.desk.demanding import demanded
from tests.desk.making import account, kept, record

pytestmark = pytest.mark.django_db
ANNA = ("Person", "Anna Sample")


def proposed() -> list[tuple[str, str]]:
    """Which demand the desk proposes to be the repetition of which."""
    found = Proposal.objects.filter(reading__reader=DESK, kind="CarriedDemand", state="pending").order_by("pk")
    return [(each.subject.record_id, each.values["earlier"]["record"]) for each in found]


def test_the_latest_of_the_earlier_demands_with_these_words_is_proposed():
    demanded("Release all political prisoners at once", "2010-12-20")
    second = demanded("Release all political prisoners", "2011-08-04", number=2)
    third = demanded("We call to release all the political prisoners", "2012-11-26")
    assert (third, second) in proposed() and len(proposed()) == 2


def test_recorded_in_any_order_only_the_earlier_is_repeated():
    later = demanded("Release all political prisoners", "2012-11-26")
    earlier = demanded("Release all political prisoners", "2011-08-04")
    assert proposed() == []  # the later one is asked about when it is told anew
    assert catch_up() == 1 and proposed() == [(later, earlier)]


def test_other_words_another_law_or_no_day_are_no_repetition():
    demanded("Register the Example Spring as an organisation", "2011-08-04")
    one, two = (record(kept(name), ("LegalProvision", name)) for name in ("Article 193.1", "Article 369.1"))
    demanded("Repeal the article of the code", "2011-08-05", provision={"record": one})
    demanded("Repeal the article of the code", "2012-08-05", provision={"record": two})
    demanded("Release everybody who is held for an opinion", "2012-11-26")
    assert proposed() == []


def test_across_languages_the_same_people_of_the_same_addressee_speak_for_it():
    anna = record(kept("Anna"), ANNA)
    ministry = record(kept("The ministry"), ("Organization", "Example Ministry"))
    known = {ANNA: anna, ("Organization", "Example Ministry"): ministry}
    first = demanded("Неадкладна вызваліць Ганну", "2011-08-04", people=(ANNA,), known=known, language="be")
    second = demanded("Release Anna at once", "2012-11-26", people=(ANNA,), known=known)
    assert proposed() == [(second, first)]


def test_what_was_decided_is_the_chain_and_is_not_asked_again():
    first = demanded("Release all political prisoners", "2011-08-04")
    second = demanded("Release all political prisoners", "2012-11-26")
    decide(account(), [Answer(Proposal.objects.get(reading__reader=DESK).pk)])
    assert load([second])[second].earlier == (first,)
    assert catch_up() == 0


SPOKEN = ("release", "all", "political", "prisoners", "repeal", "article", "register", "house", "at", "once")
WORDS = some.lists(some.sampled_from(SPOKEN), min_size=1, max_size=6)
DEMANDS = some.lists(some.tuples(WORDS, some.integers(2009, 2014), some.integers(1, 3)), min_size=1, max_size=8).map(
    lambda rows: [
        Demand(f"d{n}", f"s{year}-{s}", (n,), str(year), texts={"en": " ".join(words)})
        for n, (words, year, s) in enumerate(rows)
    ]
)


@given(DEMANDS)
def test_nothing_repeats_itself_its_own_statement_or_the_future(demands):
    by_id = {each.record: each for each in demands}
    for found in repeated(demands, demands):
        one, other = by_id[found.demand], by_id[found.earlier]
        assert other.on < one.on and other.statement != one.statement and 0.6 <= found.likeness <= 1


@given(DEMANDS, some.randoms(use_true_random=False))
def test_the_order_of_demands_makes_no_difference(demands, chance):
    mixed = chance.sample(demands, len(demands))
    assert {(each.demand, each.earlier) for each in repeated(mixed, mixed)} == {
        (each.demand, each.earlier) for each in repeated(demands, demands)
    }
