"""Counts as people say them: what is understood, what is asked back, and which two cannot both be true."""

import pytest

from khronika.vocabulary.counted import Count, CountError, agree, opposed, understand


@pytest.mark.parametrize(
    ("said", "value", "bound", "counted"),
    [
        ("hundreds", 100, "order", ""),
        ("сотні людзей", 100, "order", "people"),
        ("несколько сотен участников", 100, "order", "people"),
        ("tens of thousands of people", 10_000, "order", "people"),
        ("дзясяткі тысяч", 10_000, "order", ""),
        ("more than 18", 18, "more_than", ""),
        ("more than 18 countries", 18, "more_than", "countries"),
        ("больш за 18 краін", 18, "more_than", "countries"),
        ("более 100 тыс. писем", 100_000, "more_than", "letters"),
        ("100 000", 100_000, "", ""),
        ("100 000 people", 100_000, "", "people"),
        ("104,731 actions", 104_731, "", "actions"),
        ("104.731", 104_731, "", ""),
        ("каля 300", 300, "about", ""),
        ("около 1,5 тысяч человек", 1500, "about", "people"),
        ("at least 20 towns", 20, "at_least", "towns"),
        ("100+", 100, "at_least", ""),
        ("a hundred", 100, "", ""),
        ("свыше сотни", 100, "more_than", ""),
        ("three", 3, "", ""),
        ("15 стран", 15, "", "countries"),
        ("36 countries and territories", 36, "", "countries"),
        ("０１２", 12, "", ""),
        ("0", 0, "", ""),
    ],
)
def test_a_count_is_understood_with_its_bound_and_unit(said, value, bound, counted):
    found = understand(said)
    assert (found.value, found.bound, found.counted) == (value, bound, counted)


def test_the_words_are_kept_as_they_were():
    assert understand("  Больш  за 18 ").said == "Больш за 18"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("", "nothing is written"),
        ("many", "Expected a count such as 300"),
        ("up to 300", "at most"),
        ("не более 300", "at most"),
        ("200-300", "is a span"),
        ("5 rallies in 3 towns", "more than one number"),
        ("12.5", "whole number"),
        ("-5", "Expected a count such as"),
        ("9" * 15, "Look into the source"),
        ("people " * 60, "too long"),
    ],
)
def test_what_is_no_one_count_is_said_back(said, sentence):
    with pytest.raises(CountError, match=sentence):
        understand(said)


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        (Count(18, "more_than"), Count(20), True),
        (Count(18, "more_than"), Count(18), False),
        (Count(100, "order"), Count(999), True),
        (Count(100, "order"), Count(100_000), False),
        (Count(300, "about"), Count(280), True),
        (Count(300, "about"), Count(100), False),
        (Count(50, "less_than"), Count(50, "at_least"), False),
        (Count(104_731), Count(100_000, "more_than"), True),
    ],
)
def test_two_counts_agree_where_one_number_fits_both(one, other, may):
    assert agree(one, other) is may
    assert agree(other, one) is may


def test_only_counts_of_one_unit_and_time_stand_against_each_other():
    told = [
        (Count(104_731, "", "actions"), "2012-12"),
        (Count(100_000, "", "people"), "2012-12"),
        (Count(18, "more_than", "countries"), "2012-08-04"),
        (Count(15, "", "countries"), "2013-08-04"),
        (Count(12, "", "countries"), "2013"),
        (Count(7, "", "countries"), ""),
    ]
    assert opposed(told) == {3, 4}
