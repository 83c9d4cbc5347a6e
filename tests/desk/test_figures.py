"""Stock, flow and cumulative are three figures, and why one total differs from another adds up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.judge import judge
from khronika.desk.claims.models import Claim, Decision, Record
from khronika.desk.claims.undo import undo
from khronika.desk.register.changes import explain
from khronika.desk.register.figures import Figure, cumulative, flow, months, stock
from tests.desk.making import account
from tests.desk.reference import DAYS, WHOLE, Row, claim, decision, rows, write

PRISONER = "political_prisoner"
pytestmark = pytest.mark.django_db


def day(text: str) -> date:
    return date.fromisoformat(text)


def row(person: int, start: str, until: str = "..", **more) -> Row:
    return Row(person, "StatusDetermination", PRISONER, start, until, **more)


@pytest.fixture
def noon(monkeypatch):
    """Sets the day on which entries are written."""

    def at(text: str) -> None:
        moment = datetime.combine(day(text), datetime.min.time(), UTC) + timedelta(hours=12)
        monkeypatch.setattr("khronika.desk.ledger.append.timezone.now", lambda: moment)

    return at


def test_the_three_figures_of_three_people():
    write([row(0, "2011-08-04", "2014-06-21", end_ground="released"), row(1, "2013-08"), row(2, "2014-01-01")])
    assert stock(PRISONER, day("2013-08-04")) == (Figure(1, 1),)
    moved = flow(PRISONER, day("2013-01-01"), day("2014-12-31"))
    assert moved.began == (Figure(2, 0),)
    assert moved.ended == (Figure(1, 0, ground="released"),)
    assert cumulative(PRISONER, day("2014-12-31")) == (Figure(3, 0),)
    assert stock(PRISONER, day("2000-01-01")) == (Figure(0, 0),)


def test_who_is_recognised_by_a_second_organisation_has_not_begun_anew():
    write([row(0, "2011-08-04"), row(0, "2012-01-01")])
    assert flow(PRISONER, day("2012-01-01"), day("2012-12-31")).began == (Figure(0, 0),)


def test_people_are_counted_apart_by_gender_and_region():
    anna, boris, _ = write([row(0, "2011-08-04"), row(1, "2011-08-04")])
    by = decision()
    claim(by, anna, "PersonDetails", gender="woman")
    region, town, colony = (Record.objects.create(kind=kind) for kind in ("Place", "Place", "Organization"))
    claim(by, region, "PlaceDetails", place_kind="region")
    claim(by, town, "PlaceDetails", place_kind="town", within=region)
    claim(by, colony, "OrganizationDetails", organization_kind="detention_facility", seat=town)
    spell = Record.objects.create(kind="DetentionSpell")
    claim(by, spell, "SpellDetails", "2011-08-04", person=boris, ground="sentence")
    claim(by, spell, "Custody", "2011-08-04", "..", facility=colony)
    at = day("2011-09-01")
    assert set(stock(PRISONER, at, by="gender")) == {Figure(1, 0, "woman"), Figure(1, 0, "")}
    assert set(stock(PRISONER, at, by="place")) == {Figure(1, 0, region.id), Figure(1, 0, "")}
    with pytest.raises(ClaimsError, match="gender or place; got 'height'"):
        stock(PRISONER, at, by="height")


@pytest.mark.parametrize("kind", ["PersonDetails", "SpellDetails", "Custody", "PlaceDetails", "OrganizationDetails"])
def test_a_withheld_claim_puts_nobody_into_a_group(kind):
    anna, boris, _ = write([row(0, "2011-08-04"), row(1, "2011-08-04")])
    by = decision()
    claim(by, anna, "PersonDetails", gender="woman")
    region, colony = (Record.objects.create(kind=each) for each in ("Place", "Organization"))
    claim(by, region, "PlaceDetails", place_kind="region")
    claim(by, colony, "OrganizationDetails", organization_kind="detention_facility", seat=region)
    spell = Record.objects.create(kind="DetentionSpell")
    claim(by, spell, "SpellDetails", "2011-08-04", person=boris, ground="sentence")
    claim(by, spell, "Custody", "2011-08-04", "..", facility=colony)
    hidden, at = set(Claim.objects.filter(kind=kind).values_list("id", flat=True)), day("2011-09-01")

    def shown(claims: set[str]) -> set[str]:
        return claims - hidden

    gender = {each.group for each in stock(PRISONER, at, by="gender", shown=shown)}
    place = {each.group for each in stock(PRISONER, at, by="place", shown=shown)}
    assert gender == ({""} if kind == "PersonDetails" else {"", "woman"})
    told = {"SpellDetails": {""}, "Custody": {""}, "OrganizationDetails": {"", colony.id}}
    assert place == told.get(kind, {"", region.id})


def test_the_reasons_of_a_change_stand_in_the_order_of_their_names(noon):
    write(
        [
            row(each, f"2013-0{each + 1}-01", "2013-10-01", end_ground="released" if each else "died")
            for each in range(3)
        ]
    )
    after = date.today() + timedelta(days=1)
    found = explain(PRISONER, day("2013-05-01"), day("2014-01-01"), known=after)
    assert [each.reason for each in found.changes] == ["died", "released"]


def test_months_of_a_period():
    assert months(day("2013-11-20"), day("2014-01-10")) == [
        (day("2013-11-20"), day("2013-11-30")),
        (day("2013-12-01"), day("2013-12-31")),
        (day("2014-01-01"), day("2014-01-10")),
    ]


def told(*days: str, **more) -> dict[str, int]:
    found = explain(PRISONER, *map(day, days), **more)
    assert found.after - found.before == sum(each.count for each in found.changes)
    return {each.reason: each.count for each in found.changes}


def test_why_a_total_changed_is_told_by_reason(noon):
    noon("2013-01-01")
    anna, boris, vera = write([row(0, "2012-01-01"), row(1, "2012-02-01"), row(2, "2012-03-01")])
    gone = write([row(0, "2012-04-01")])[0]
    noon("2013-06-01")
    by = decision()
    claim(by, anna, "StatusDetermination", "2012-01-01", "2013-05-01", status=PRISONER, end_ground="released")
    claim(by, boris, "StatusDetermination", "2012-02-01", "2013-04-01", status=PRISONER, end_ground="died")
    claim(by, vera, "StatusDetermination", "2012-03-01", "2012-06-01", status=PRISONER, end_ground="released")
    late, new = (Record.objects.create(kind="Person") for _ in range(2))
    claim(by, late, "StatusDetermination", "2012-05-01", "..", status=PRISONER)
    claim(by, new, "StatusDetermination", "2013-03-01", "..", status=PRISONER)
    undo(account(), Decision.objects.get(pk=Claim.objects.filter(subject=gone).get().decision_id))
    Claim.objects.filter(subject=gone).update(known_until=by.pk + 1)  # what an undone decision does to its claims
    assert told("2013-02-01", "2013-07-01") == {
        "learnt_late": 1,
        "end_learnt_late": -1,
        "taken_back": -1,
        "began": 1,
        "released": -1,
        "died": -1,
    }
    assert told("2013-02-01", "2013-07-01", known=day("2013-07-01")) == {"began": 1, "released": -1, "died": -1}


def test_a_merge_and_a_split_are_reasons_too(noon):
    noon("2013-01-01")
    anna, other, _ = write([row(0, "2012-01-01"), row(1, "2012-02-01")])
    noon("2013-03-01")
    judge(account(), anna.id, other.id, verdict="same")
    noon("2013-05-01")
    judge(account(), anna.id, other.id, verdict="different")
    assert told("2013-02-01", "2013-04-01") == {"merged": -1}
    assert told("2013-04-01", "2013-06-01") == {"split": 1}


def test_who_is_recognised_again_the_day_after_the_period_has_not_left(noon):
    write([row(0, "2010-01-01", "2010-01-31"), row(0, "2010-02-01"), row(1, "2010-01-01", "2010-01-31")])
    found = flow(PRISONER, day("2010-01-01"), day("2010-01-31"))
    assert [each.certain for each in found.ended] == [1]


def test_a_second_day_comes_after_the_first():
    with pytest.raises(ClaimsError, match="second day after the first"):
        explain(PRISONER, day("2013-08-05"), day("2013-08-05"))


class Agreeing(TestCase):
    """The three figures agree with each other."""

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(rows(dates=WHOLE, ends=("..",)), DAYS, st.integers(1, 1500))
    def test_stock_and_flow_with_whole_dates_add_up(self, told, first, length):
        """Whoever ends on a day is counted on it still, so ends are those from the first day to the last but one."""
        write(told)
        last = first + timedelta(days=length)
        for status in (PRISONER, "detained"):
            before, after = stock(status, first)[0].certain, stock(status, last)[0].certain
            entered = explain(status, first, last, known=date.today() + timedelta(days=1))
            assert after - before == sum(each.count for each in entered.changes)
            assert cumulative(status, last)[0].certain >= max(before, after)
            for one in (first + timedelta(days=n) for n in range(min(length, 3))):
                following = one + timedelta(days=1)
                moved, left = flow(status, following, following), flow(status, one, one)
                change = moved.began[0].certain - sum(each.certain for each in left.ended)
                assert stock(status, following)[0].certain - stock(status, one)[0].certain == change

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(rows(), DAYS, st.integers(1, 1500))
    def test_reasons_add_up_whatever_is_recorded(self, told, first, length):
        write(told)
        for known in (None, date.today() + timedelta(days=1)):
            found = explain(PRISONER, first, first + timedelta(days=length), known=known)
            assert found.after - found.before == sum(each.count for each in found.changes)
