"""Dates as people type them mean one thing, or are asked back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.dates import DateError, parse
from khronika.written import understood

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("August 2012", "2012-08", ""),
        ("жнівень 2012", "2012-08", ""),
        ("август 2012", "2012-08", ""),
        ("c. 2011", "2011~", ""),
        ("каля 2011", "2011~", ""),
        ("summer 2020", "2020-22", ""),
        ("лета 2020", "2020-22", ""),
        ("улетку 2020", "2020-22", ""),
        ("4.8.2012", "2012-08-04", ""),
        ("4.8.12", "2012-08-04", ""),
        ("13/08/2012", "2012-08-13", ""),
        ("08/13/2012", "2012-08-13", ""),
        ("08/08/2012", "2012-08-08", ""),
        ("since 2011", "2011", ".."),
        ("з жніўня 2011", "2011-08", ".."),
        ("с августа 2012", "2012-08", ".."),
        ("until 2014", "", "2014"),
        ("до мая 2014", "", "2014-05"),
        ("between May and July 2013", "2013-05", "2013-07"),
        ("паміж маем і ліпенем 2013", "2013-05", "2013-07"),
        ("между маем и июлем 2013", "2013-05", "2013-07"),
        ("4-8 August 2012", "2012-08-04", "2012-08-08"),
        ("с 4 по 8 августа 2012", "2012-08-04", "2012-08-08"),
        ("2011-2014", "2011", "2014"),
        ("from 2011 to now", "2011", ".."),
        ("yesterday", "2026-11-21", ""),
        ("пазаўчора", "2026-11-20", ""),
        ("сегодня", "2026-11-22", ""),
        ("15.08", "2026-08-15", ""),
        ("4 жніўня", "2026-08-04", ""),
        ("1990s", "199X", ""),
        ("maybe 2012", "2012?", ""),
        ("2012-08-04", "2012-08-04", ""),
        ("..", "", ".."),
        ("", "", ""),
    ],
)
def test_a_typed_date_is_understood(typed: str, start: str, end: str) -> None:
    found = understood(typed, on=DAY)
    assert (found.start, found.end, found.choices) == (start, end, ())


def test_what_may_be_two_days_is_asked() -> None:
    assert understood("04/08/2012").choices == ("2012-08-04", "2012-04-08")
    assert understood("04/08/2012").start == ""


@pytest.mark.parametrize("typed", ["31.02.2020", "44052", "xyz", "August", "99.99.2012", "2012-13", "7" * 200])
def test_what_is_no_date_gets_a_sentence_that_says_how_to_write_one(typed: str) -> None:
    with pytest.raises(DateError, match=r"^Expected .*[.]$"):
        understood(typed, on=DAY)


def test_yesterday_needs_a_day_from_which_it_is_told() -> None:
    with pytest.raises(DateError, match="write the date itself"):
        understood("yesterday")


@given(st.text("0123456789./-– маймсузпо betwnadfrom~?", max_size=30))
def test_whatever_is_typed_comes_out_as_edtf_or_as_a_sentence(typed: str) -> None:
    try:
        found = understood(typed, on=DAY)
    except DateError:
        return
    for each in (found.start, found.end, *found.choices):
        assert parse(each).text == each
