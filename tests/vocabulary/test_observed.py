"""Tests of when observances come round, and of what would end them."""

from datetime import date

import pytest

from khronika.vocabulary.fulfilment import Assessed, standing
from khronika.vocabulary.observed import going, moves, nearest, on, tellable

MET = standing([Assessed("met", "2014")], ())
PARTLY = standing([Assessed("not_met", "2010"), Assessed("met", "2011", "a")], ("a", "b"))
REFUSED = standing([Assessed("refused", "2012")], ())
REVERSED = standing([Assessed("met", "2014"), Assessed("reversed", "2015")], ())


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (date(2013, 8, 3), date(2013, 8, 4)),
        (date(2013, 8, 4), date(2014, 8, 4)),
        (date(2013, 12, 31), date(2014, 8, 4)),
    ],
)
def test_the_next_one_is_later_than_the_day_that_is_asked_about(after: date, expected: date) -> None:
    assert nearest(8, 4, after) == expected


def test_the_29th_of_february_is_the_28th_in_common_years() -> None:
    assert nearest(2, 29, date(2015, 2, 28)) == date(2016, 2, 29)
    assert nearest(2, 29, date(2016, 2, 28)) == date(2016, 2, 29)
    assert nearest(2, 29, date(2016, 2, 29)) == on(2, 29, 2017) == date(2017, 2, 28)
    assert moves(2, 29)
    assert not moves(2, 28)


def test_a_day_that_no_year_has_is_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        nearest(2, 30, date(2016, 1, 1))


def test_all_that_would_end_it_must_be_met_before_it_ends() -> None:
    assert (going([]).state, going([]).lives) == ("open", True)
    assert going([REFUSED]).state == "open"
    assert going([MET, REFUSED]).state == "partly"
    assert (going([MET, PARTLY]).met, going([MET, PARTLY]).of, going([MET, PARTLY]).lives) == (1, 2, True)
    assert going([PARTLY]).state == "partly"
    assert (going([MET, MET]).state, going([MET, MET]).lives) == ("met", False)


def test_what_was_reversed_makes_it_live_again() -> None:
    assert going([MET, REVERSED]).lives
    assert going([REVERSED]).state == "open"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([("2012-12-10", "")], date(2012, 12, 11)),
        ([("2012-12-10", ""), ("2012-12", "")], date(2013, 1, 1)),
        ([("2012-12-07", "2012-12-21")], date(2012, 12, 22)),
        ([("2012-12-07", "..")], date(2012, 12, 8)),
        ([("2013-02", "")], date(2013, 3, 1)),
        ([("2012~", "")], date(2013, 1, 1)),
        ([("", ""), ("", "..")], None),
        ([], None),
    ],
)
def test_an_action_is_told_of_from_the_day_after_its_last(spans: list[tuple[str, str]], expected: date | None) -> None:
    assert tellable(spans) == expected
