"""What should be asked about: hearings that nobody told the outcome of, terms that end about now. All people are invented."""

from datetime import date

import pytest

from khronika.desk.register.due import hearings, terms
from tests.desk.making import ANNA, Said, accept, kept, lay, named, subject

pytestmark = pytest.mark.django_db
TRIAL, SPELL = ("Proceeding", "trial"), ("DetentionSpell", "custody")
TODAY = date(2026, 8, 4)
DETAILS = Said("ProceedingDetails", TRIAL, {"defendant": ANNA, "proceeding_kind": "administrative"})


def told(*said: Said) -> str:
    """Accept facts about one trial of Anna; the id of the trial."""
    proposals = lay(kept(), named(ANNA), DETAILS, *said)
    accept(proposals)
    return subject(proposals[1])


def hearing(day: str, **values: str) -> Said:
    return Said("Hearing", TRIAL, values, start=day)


def test_a_hearing_of_yesterday_without_an_outcome_is_asked_about():
    trial = told(hearing("2026-08-03"))
    (due,) = hearings(TODAY)
    assert (due.record, due.latest) == (trial, date(2026, 8, 3))
    assert due.person


@pytest.mark.parametrize("day", ["2026-08-04", "2026-08-05", "2026-08"])
def test_a_hearing_that_may_still_come_is_not(day):
    told(hearing(day))
    assert hearings(TODAY) == []


def test_an_outcome_or_a_judgment_answers_it():
    told(
        hearing("2026-07-01", hearing_outcome="adjourned"),
        hearing("2026-07-20"),
        Said("Judgment", TRIAL, {"verdict": "convicted"}, start="2026-07-20"),
    )
    assert hearings(TODAY) == []


def test_an_outcome_that_a_second_source_told_answers_the_first():
    told(hearing("2026-07-20"), hearing("2026-07-20", hearing_outcome="held"))
    assert hearings(TODAY) == []


def test_not_known_is_no_outcome():
    told(hearing("2026-07-20", hearing_outcome="unknown"))
    assert len(hearings(TODAY)) == 1


def held(amount: str, unit: str, kind: str, *, since: str, imposed: str, until: str = "") -> None:
    told(
        Said("SentenceComponent", TRIAL, {"sentence_type": kind, "amount": amount, "unit": unit}, start=imposed),
        Said("SpellDetails", SPELL, {"person": ANNA, "proceeding": TRIAL}, start=since, until=until),
    )


def test_ten_days_end_on_the_tenth_day():
    held("10", "days", "administrative_detention", since="2026-07-28", imposed="2026-07-29")
    (due,) = terms(TODAY)
    assert due.latest == date(2026, 8, 6)


def test_who_was_let_go_is_not_asked_about():
    held("10", "days", "administrative_detention", since="2026-07-28", imposed="2026-07-29", until="2026-08-01")
    assert terms(TODAY) == []


def test_an_arrest_of_long_ago_is_no_news():
    held("10", "days", "administrative_detention", since="2026-05-28", imposed="2026-05-29")
    assert terms(TODAY) == []


@pytest.mark.parametrize(("years", "asked"), [("2", True), ("4", False), ("1", False)])
def test_a_term_of_years_is_asked_about_when_its_estimate_is_near(years, asked):
    held(years, "years", "imprisonment", since="2024-08-10", imposed="2025-01-10")
    found = terms(TODAY)
    assert bool(found) is asked
    assert all("estimate" in each.rule for each in found)
