"""The shorthand of the day sheet means one thing in three languages, or is said back."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.workspace.day.shorthand import Penalty, Result, ShorthandError, understand, words

DAY = date(2026, 11, 20)
DAYS, FINE = "administrative_detention", "fine"


@pytest.mark.parametrize(
    ("typed", "penalties"),
    [
        (("10d", "10 days", "10с", "10 сутак", "10 суток"), ((DAYS, "10", "days"),)),
        (("20bv", "20b", "20бв", "20 б.в.", "f 20bv"), ((FINE, "20", "base_units"),)),
        (("f 500", "f500", "ш 500", "штраф 500"), ((FINE, "500", "BYN"),)),
        (("10d 20bv", "10d20b", "10с, 20бв"), ((DAYS, "10", "days"), (FINE, "20", "base_units"))),
        (("5y", "5 лет", "5 гадоў", "5г"), (("imprisonment", "5", "years"),)),
        (("2y6m", "30m", "30 мес"), (("imprisonment", "30", "months"),)),
        (("lim 2y", "абм 2г", "огр 2г"), (("restriction_of_freedom", "2", "years"),)),
    ],
)
def test_a_penalty_is_understood_and_means_a_conviction(typed, penalties):
    for each in typed:
        found = understand(each, DAY)
        assert found.penalties == tuple(Penalty(kind, Decimal(amount), unit) for kind, amount, unit in penalties)
        assert (found.verdict, found.outcome) == ("convicted", "held")


@pytest.mark.parametrize(
    ("typed", "day", "time", "outcome"),
    [
        ("post 14:00", "", "14:00", ""),
        ("p14:00", "", "14:00", ""),
        ("пер 15.12", "2026-12-15", "", "adjourned"),
        ("p15.12 9:30", "2026-12-15", "09:30", "adjourned"),
        ("post 9:30 15.12", "2026-12-15", "09:30", "adjourned"),
        ("post 15.08", "2027-08-15", "", "adjourned"),
        ("post tomorrow", "2026-11-21", "", "adjourned"),
    ],
)
def test_a_hearing_goes_on_at_another_time(typed, day, time, outcome):
    found = understand(typed, DAY)
    assert (found.next_day, found.next_time, found.outcome) == (day, time, outcome)


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("rel", Result(released=True)),
        ("выз", Result(released=True)),
        ("acq", Result("held", "acquitted")),
        ("спын", Result("held", "terminated")),
        ("?", Result("unknown")),
        ("closed", Result("closed")),
        ("", Result()),
    ],
)
def test_words_are_understood(typed, result):
    assert understand(typed, DAY) == result


@pytest.mark.parametrize(
    "typed", ["10", "10x", "xyz", "10d acq", "post", "post 99.99", "post 1.1.2020", "d10", "x" * 300]
)
def test_what_means_nothing_is_said_back(typed):
    with pytest.raises(ShorthandError, match=r"^Expected .*[.]$"):
        understand(typed, DAY)


def test_a_fine_of_long_ago_was_in_the_rubles_of_its_time():
    assert understand("f 1500000", date(2012, 8, 4)).penalties[0].unit == "BYR"


def test_what_is_understood_is_shown_in_each_language():
    assert [list(words(understand("10d rel", DAY), tag)) for tag in ("en", "be", "ru")] == [
        ["Administrative detention, 10 days", "Released"],
        ["Адміністрацыйны арышт, 10 дзён", "Вызвалены"],
        ["Административный арест, 10 дней", "Освобождён"],
    ]


@given(st.text("0123456789dbvfpostrel .:?бвсшпер", max_size=24))
def test_whatever_is_typed_is_understood_or_refused(typed):
    try:
        found = understand(typed, DAY)
    except ShorthandError:
        return
    assert all(each.amount >= 0 for each in found.penalties)
