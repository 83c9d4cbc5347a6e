"""Partial dates mean what was said and no more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.dates import STILL, UNKNOWN, Certainty, DateError, holds, ordered, parse

CERTAIN, POSSIBLE, NO = Certainty.CERTAIN, Certainty.POSSIBLE, Certainty.NO
DAY = date(2013, 8, 4)
EDTF = st.text("0123456789-/.~?%XYEuSTZ:[]{},+", max_size=24)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2012-08-04", date(2012, 8, 4), date(2012, 8, 4)),
        ("2011~", date(2011, 1, 1), date(2011, 12, 31)),
        ("2011-05?", date(2011, 5, 1), date(2011, 5, 31)),
        ("2012-21", date(2012, 3, 1), date(2012, 5, 31)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("  2012  ", date(2012, 1, 1), date(2012, 12, 31)),
    ],
)
def test_a_date_means_every_day_that_was_said(text: str, first: date, last: date) -> None:
    assert (parse(text).earliest, parse(text).latest) == (first, last)
    assert parse(text).text == text.strip()


def test_an_open_end_is_not_an_unknown_one() -> None:
    assert (parse(".."), parse("")) == (STILL, UNKNOWN)
    assert STILL != UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "2013-02-30",
        "31.02",
        "2013-13",
        "2013-00",
        "0000",
        "yesterday",
        "2012/2013",
        "4 August 2012",
        "2012-8-4",
        "1" * 50,
        "२०१३",
        "2012\n-08",
    ],
)
def test_what_is_no_date_is_refused_with_its_text_and_an_example(text: str) -> None:
    with pytest.raises(DateError, match="Expected a date such as 2012, 2012-08") as caught:
        parse(text)
    assert repr(text.strip()) in str(caught.value)


@given(st.text() | EDTF)
def test_no_text_raises_anything_but_a_date_error(text: str) -> None:
    try:
        found = parse(text)
    except DateError:
        return
    assert (found.earliest is None) == (found.latest is None)
    if found.earliest and found.latest:
        assert found.earliest <= found.latest


@pytest.mark.parametrize(
    ("start", "end", "answer"),
    [
        ("2013-08", "..", POSSIBLE),  # some day in August, perhaps after the 4th
        ("2013-08-04", "..", CERTAIN),
        ("2013-08-05", "..", NO),
        ("2011", "2013-08", POSSIBLE),  # it ended in August, perhaps before the 4th
        ("2011", "2013-08-04", CERTAIN),
        ("2011", "2013-08-03", NO),
        ("2011", "2013-09", CERTAIN),
        ("", "2013-09", POSSIBLE),  # nobody said when it began
        ("..", "2013-08-03", NO),
        ("", "", POSSIBLE),
    ],
)
def test_a_partial_date_makes_an_answer_certain_possible_or_no(start: str, end: str, answer: Certainty) -> None:
    assert holds(parse(start), parse(end), DAY) is answer


def test_an_unknown_end_lapses_from_certain_to_possible_and_an_open_one_does_not() -> None:
    start, later = parse("2011-08-04"), date(2012, 8, 4)  # 366 days on: 2012 is a leap year
    assert holds(start, UNKNOWN, date(2012, 8, 3)) is CERTAIN
    assert holds(start, UNKNOWN, later) is POSSIBLE
    assert holds(start, STILL, later) is CERTAIN
    assert holds(start, UNKNOWN, later, attested=date(2012, 1, 1)) is CERTAIN
    assert holds(start, UNKNOWN, later, attested=date(2012, 1, 1), lapse=30) is POSSIBLE


def test_being_vouched_for_before_the_start_changes_nothing() -> None:
    assert holds(parse("2012-08-04"), UNKNOWN, DAY, attested=date(2001, 1, 1)) is CERTAIN


PLAIN = st.dates().map(lambda day: parse(day.isoformat())) | st.integers(1, 9999).map(lambda year: parse(f"{year:04}"))


@given(PLAIN, PLAIN | st.sampled_from([STILL, UNKNOWN]), st.dates())
def test_outside_both_bounds_is_always_no_and_inside_never(start, end, at: date) -> None:
    answer = holds(start, end, at)
    outside = at < start.earliest or (end.latest is not None and at > end.latest)
    assert (answer is NO) == outside


def test_an_end_that_is_certainly_before_its_start_is_refused() -> None:
    with pytest.raises(DateError, match=r"not before its start; got '2014' to '2013-12-31'"):
        ordered(parse("2014"), parse("2013-12-31"))
    ordered(parse("2014"), parse("2014"))
    ordered(parse("2014"), STILL)
    ordered(UNKNOWN, parse("2013"))
