"""What came of a demand: partial fulfilment is said as such, in whatever order it was recorded."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from khronika.dates import DateError, parse
from khronika.vocabulary.fulfilment import MET, NOT_MET, PARTLY, REVERSED, Assessed, standing
from khronika.vocabulary.terms import members

SEVEN = ("Bialiatski", "Statkevich", "Sannikau", "Bandarenka", "Kavalenka", "Dashkevich", "Lobau")
TERMS = sorted(members("assessment"))
DATES = ("", "2010", "2011-08", "2011-08-04", "2012", "2013~", "2014-06-21", "2014-06-21")
assessments = some.builds(
    Assessed, some.sampled_from(TERMS), some.sampled_from(DATES), some.sampled_from(("", *SEVEN)), some.integers(0, 3)
)
lists = some.lists(assessments, max_size=9)
named = some.sets(some.sampled_from(SEVEN)).map(frozenset)
days = some.sampled_from(("2010", "2011-08-04", "2011-12-31", "2013", "2015"))


@given(lists, named, some.randoms(use_true_random=False), some.sampled_from(("", *DATES)))
def test_the_order_in_which_it_was_recorded_makes_no_difference(told, people, chance, at):
    mixed = chance.sample(told, len(told))
    assert standing(mixed, people, at) == standing(told, sorted(people), at)


@given(lists, named)
def test_open_is_only_what_nobody_assessed(told, people):
    found = standing(told, people)
    assert (found.state == "") is (not told)
    assert found.since in {each.on for each in told} | {""}
    assert set(found.each) == people and set(found.each.values()) <= {"", *TERMS}


@given(lists, named)
def test_counts_are_of_named_people_and_agree_with_each(told, people):
    found = standing(told, people)
    single = any(each.beneficiary in people for each in told)
    assert found.of == (len(people) if single else 0)
    assert found.met == (sum(state == MET for state in found.each.values()) if single else 0)


@given(lists, named)
def test_not_met_is_never_said_of_a_demand_that_was_met_for_somebody(told, people):
    found = standing(told, people)
    assert not (found.state == NOT_MET and found.met)


@given(lists, named, days)
def test_what_was_assessed_later_is_no_part_of_an_earlier_standing(told, people, at):
    limit = parse(at).latest
    until = [each for each in told if each.on and parse(each.on).latest <= limit]
    assert standing(told, people, at) == standing(until, people)


@given(lists, named, some.sampled_from(TERMS))
def test_the_last_word_about_the_whole_holds_until_somebody_is_assessed(told, people, term):
    found = standing([*told, Assessed(term, "2020")], people)
    assert found.state == (PARTLY if term == NOT_MET and MET in found.each.values() else term) or term == NOT_MET
    if term in (MET, REVERSED):
        assert set(found.each.values()) <= {term}


@given(lists, named, some.sampled_from(SEVEN), some.sampled_from(TERMS))
def test_nobody_who_was_released_is_unreleased_by_a_refusal_of_the_whole(told, people, who, term):
    people = people | {who}
    found = standing([*told, Assessed(MET, "2020", who), Assessed(term, "2021")], people)
    assert found.each[who] == (REVERSED if term == REVERSED else MET)


@given(lists, some.sampled_from(SEVEN), some.sampled_from(TERMS))
def test_what_was_said_of_somebody_unnamed_is_never_counted(told, stranger, term):
    people = frozenset(SEVEN) - {stranger}
    with_, without = (
        [*told, Assessed(term, "2020", stranger)],
        [each for each in told if each.beneficiary != stranger],
    )
    found, plain = standing(with_, people), standing(without, people)
    assert (found.met, found.of, found.each) == (plain.met, plain.of, plain.each)
    assert stranger not in found.each


def test_three_of_seven_is_partly_met_since_the_first():
    told = [Assessed(NOT_MET, "2010-12-20"), *(Assessed(MET, f"2011-09-0{day}", SEVEN[day]) for day in (1, 2, 3))]
    found = standing(told, SEVEN)
    assert (found.state, found.since, found.met, found.of) == (PARTLY, "2011-09-01", 3, 7)
    assert found.each["Statkevich"] == MET and found.each["Bialiatski"] == NOT_MET
    early = standing(told, SEVEN, "2011-08")
    assert (early.state, early.since, early.met, early.of) == (NOT_MET, "2010-12-20", 0, 0)


def test_all_of_seven_is_met_since_the_last_and_one_returned_makes_it_partial():
    told = [Assessed(MET, f"2015-08-2{day}", name) for day, name in enumerate(SEVEN)]
    found = standing(told, SEVEN)
    assert (found.state, found.since, found.met, found.of) == (MET, "2015-08-26", 7, 7)
    found = standing([*told, Assessed(REVERSED, "2021-07-14", "Bialiatski")], SEVEN)
    assert (found.state, found.since, found.met) == (PARTLY, "2021-07-14", 6)


def test_without_names_one_release_is_a_part():
    assert standing([Assessed(MET, "2014", "Bialiatski")], ()).state == PARTLY
    assert standing([Assessed("refused", "2014", "Bialiatski")], ()).state == "refused"


def test_a_repeal_is_taken_back_as_a_whole():
    found = standing([Assessed(MET, "2018-12"), Assessed(REVERSED, "2021-12-10")], ())
    assert (found.state, found.since, found.met, found.of) == (REVERSED, "2021-12-10", 0, 0)
    assert standing([Assessed(MET, "2018-12"), Assessed(REVERSED, "2021-12-10")], (), "2020").state == MET


def test_a_date_that_is_none_is_named():
    with pytest.raises(DateError, match="4 August"):
        standing([Assessed(MET, "4 August")], ())
