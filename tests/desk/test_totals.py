"""Fines, days and terms: units are never mixed, and a date that nobody knows is told as such."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from khronika.dates import parse
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Decision, Record
from khronika.desk.register.models import Judgment
from khronika.desk.register.term import lengthen, release
from khronika.desk.register.totals import totals
from tests.desk.reference import DATES, DAYS, claim, decision

pytestmark = pytest.mark.django_db


@dataclass
class Case:
    """A trial of an invented person."""

    by: Decision
    person: Record
    trial: Record

    def says(self, kind: str, start: str, **values) -> None:
        claim(self.by, self.trial, kind, start, **values)


@pytest.fixture
def case() -> Case:
    return tried(decision())


def tried(by: Decision) -> Case:
    made = Case(by, Record.objects.create(kind="Person"), Record.objects.create(kind="Proceeding"))
    claim(by, made.trial, "ProceedingDetails", defendant=made.person, proceeding_kind="administrative")
    return made


def fine(case: Case, day: str, amount: object, unit: str, **more) -> None:
    case.says("SentenceComponent", day, sentence_type="fine", amount=amount, unit=unit, **more)


def sums(since: str = "2010-01-01", until: str = "2020-12-31", **more) -> dict[str, tuple[int, int]]:
    found = totals(date.fromisoformat(since), date.fromisoformat(until), **more)
    return {each.unit: (int(each.certain), int(each.possible)) for each in (*found.fines, *found.arrests)}


def test_two_rubles_and_base_units_are_never_added():
    by = decision()
    for day, amount, unit in (
        ("2016-06-30", 2_000_000, "BYR"),
        ("2016-07-01", 200, "BYN"),
        ("2016-07-02", 20, "base_units"),
    ):
        fine(tried(by), day, amount, unit)
    assert sums() == {"BYR": (2_000_000, 0), "BYN": (200, 0), "base_units": (20, 0)}
    assert sums("2016-07-01") == {"BYN": (200, 0), "base_units": (20, 0)}


def test_a_ruble_that_was_not_in_use_on_the_day_is_told(case):
    fine(case, "2017-01-01", 2_000_000, "BYR")
    assert len(totals(date(2017, 1, 1), date(2017, 12, 31)).doubtful) == 1


def test_the_last_instance_and_later_changes_decide(case):
    fine(case, "2018-01-01", 500, "BYN", instance="first")
    fine(case, "2018-03-01", 300, "BYN", instance="appeal")
    assert sums() == {"BYN": (300, 0)}
    case.says("SentenceChange", "2018-05-01", change="reduced", sentence_type="fine", amount=100, unit="BYN")
    assert sums() == {"BYN": (100, 0)}
    case.says("SentenceChange", "2018-06-01", change="lifted", sentence_type="fine")
    assert sums() == {}


def test_one_fine_of_which_two_sources_tell_counts_once(case):
    fine(case, "2018-01-01", 500, "BYN")
    fine(case, "2018-01", 500, "BYN")
    assert sums() == {"BYN": (500, 0)}


def test_days_and_hours_of_detention_stay_apart_and_partial_dates_are_possible():
    by = decision()
    for day, amount, unit in (("2013-08-04", 15, "days"), ("2013-08", 10, "days"), ("2013-08-04", 72, "hours")):
        tried(by).says("SentenceComponent", day, sentence_type="administrative_detention", amount=amount, unit=unit)
    assert sums("2013-08-04", "2013-08-10") == {"days": (15, 10), "hours": (72, 0)}


def test_one_persons_totals_leave_out_all_others(case):
    fine(case, "2018-01-01", 500, "BYN")
    fine(tried(case.by), "2018-01-01", 700, "BYN")
    assert sums(person=case.person.id) == {"BYN": (500, 0)}


def test_a_penalty_without_an_amount_is_told_and_not_added(case):
    fine(case, "2018-01-01", None, "")
    found = totals(date(2018, 1, 1), date(2018, 12, 31))
    assert (found.fines, len(found.unsaid)) == ((), 1)


def test_a_period_does_not_end_before_it_begins():
    with pytest.raises(ClaimsError, match="ends no earlier"):
        totals(date(2018, 1, 2), date(2018, 1, 1))


def sentenced(case: Case, start: str = "2021-03-04", **more) -> None:
    spell = Record.objects.create(kind="DetentionSpell")
    values = {"person": case.person, "ground": "pretrial", "proceeding": case.trial}
    claim(case.by, spell, "SpellDetails", start, "2021-07-01", **values)
    said = {"sentence_type": "imprisonment", "amount": 2, "unit": "years", **more}
    case.says("SentenceComponent", "2021-07-01", **said)
    claim(case.by, spell, "Custody", "2021-08-01", facility=case.trial, regime="general")


def test_a_term_runs_from_the_start_of_custody(case):
    sentenced(case)
    (found,) = release(case.person.id)
    assert (found.earliest, found.latest) == (date(2023, 3, 3),) * 2
    assert "This is an estimate" in found.rule
    assert "counts as a day" in found.rule


def test_a_partial_date_makes_a_span_and_a_change_another_term(case):
    sentenced(case, "2021-03")
    (found,) = release(case.person.id)
    assert (found.earliest, found.latest) == (date(2023, 2, 28), date(2023, 3, 30))
    case.says("SentenceChange", "2022-01-01", change="reduced", sentence_type="imprisonment", amount=1, unit="years")
    assert release(case.person.id)[0].latest == date(2022, 3, 30)
    assert release(case.person.id, date(2021, 12, 31))[0].latest == date(2023, 3, 30)


def test_days_before_the_sentence_count_by_the_countrys_coefficient(case):
    """From 19 June 2021 on a day before the sentence counts for one and a half: twelve days save six."""
    sentenced(case)
    court, country = Record.objects.create(kind="Organization"), Record.objects.create(kind="Place")
    claim(case.by, country, "Name", text="Беларусь")
    claim(case.by, court, "OrganizationDetails", organization_kind="court", seat=country)
    case.says("Judgment", "2021-07-01", court=court, instance="first", verdict="convicted")
    (found,) = release(case.person.id)
    assert found.latest == date(2023, 2, 25)
    assert "coefficients of Belarus (pretrial 1.5)" in found.rule


@pytest.mark.parametrize(
    "more", [{"amount": None}, {"served": "suspended"}, {"unit": "BYN"}, {"amount": 9_000_000_000}]
)
def test_there_is_no_estimate_where_there_is_no_term(case, more):
    sentenced(case, **more)
    assert release(case.person.id) == ()


@pytest.mark.parametrize(
    ("start", "amount", "unit", "last"),
    [
        ("2021-03-04", "4.5", "years", "2025-09-03"),
        ("2020-02-29", "1", "years", "2021-02-27"),
        ("2021-01-31", "1", "months", "2021-02-27"),
        ("2021-03-04", "15", "days", "2021-03-18"),
    ],
)
def test_a_term_ends_the_day_before_its_anniversary(start, amount, unit, last):
    assert lengthen(date.fromisoformat(start), Decimal(amount), unit) == date.fromisoformat(last)


class Added(TestCase):
    """Sums are the plain ones."""

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(st.tuples(DATES, st.integers(1, 10**9), st.sampled_from(["BYR", "BYN", "base_units"])), max_size=8),
        DAYS,
        DAYS,
    )
    def test_fines_by_unit_are_those_found_by_adding_one_by_one(self, fines, one, other):
        since, until = sorted((one, other))
        by, wanted = decision(), {}
        for day, amount, unit in fines:
            fine(tried(by), day, amount, unit)
            when = parse(day)
            if when.earliest <= until and when.latest >= since:
                certain, possible = wanted.get(unit, (0, 0))
                sure = since <= when.earliest and when.latest <= until
                wanted[unit] = (certain + amount * sure, possible + amount * (not sure))
        assert sums(since.isoformat(), until.isoformat()) == wanted


def test_an_undated_penalty_is_of_the_day_of_its_judgment(case):
    case.says("Judgment", "2015-03-04", instance="first", verdict="convicted")
    fine(case, "", 300, "BYR")
    assert sums("2015-01-01", "2015-12-31") == {"BYR": (300, 0)}
    assert sums("2016-01-01", "2016-12-31") == {}


def test_an_undated_penalty_is_of_its_own_instance_or_possibly_of_any(case):
    case.says("Judgment", "2015-03-04", instance="first", verdict="convicted")
    case.says("Judgment", "2016-02-01", instance="appeal", verdict="convicted")
    fine(case, "", 300, "BYR", instance="appeal")
    assert sums("2016-01-01", "2016-12-31") == {"BYR": (300, 0)} and sums("2015-01-01", "2015-12-31") == {}
    other = tried(case.by)
    other.says("Judgment", "2017-03-04", instance="first", verdict="convicted")
    other.says("Judgment", "2018-02-01", instance="appeal", verdict="convicted")
    fine(other, "", 20, "BYN")
    assert sums("2017-01-01", "2017-12-31") == {"BYN": (0, 20)}


def test_a_judgment_that_is_withheld_dates_no_penalty(case):
    case.says("Judgment", "2015-03-04", instance="first", verdict="convicted")
    fine(case, "", 300, "BYR")
    hidden = set(Judgment.objects.values_list("claim_id", flat=True))
    assert sums("2015-01-01", "2015-12-31", shown=lambda claims: claims - hidden) == {"BYR": (0, 300)}
