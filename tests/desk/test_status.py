"""Who had a status on a day: certain and possible told apart, whatever several claims say together."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from khronika.dates import Certainty
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.judge import judge
from khronika.desk.claims.models import Record
from khronika.desk.register.status import people
from tests.desk.making import account
from tests.desk.reference import DAYS, Row, claim, decision, lives, plain, rows, settle, turns, write

PRISONER = "political_prisoner"
CERTAIN, POSSIBLE, NO = Certainty.CERTAIN, Certainty.POSSIBLE, Certainty.NO


def asked(status: str, at: str, **options) -> dict[str, Certainty]:
    return {each.record: each.certainty for each in people(status, date.fromisoformat(at), **options)}


def determined(start: str, until: str = "", **more) -> Row:
    return Row(0, "StatusDetermination", PRISONER, start, until, **more)


def held(ground: str, start: str, until: str = "", **more) -> Row:
    return Row(0, "SpellDetails", ground, start, until, **more)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "day", "answer"),
    [
        ([determined("2013-08", "..")], "2013-08-04", POSSIBLE),
        ([determined("2011-08-04", "2014-06-21")], "2014-06-21", CERTAIN),
        ([determined("2011-08-04", "2014-06-21")], "2014-06-22", NO),
        ([determined("2011-08-04")], "2012-08-01", CERTAIN),
        ([determined("2011-08-04")], "2013-08-04", POSSIBLE),  # nobody vouched for it for over a year
        ([determined("2011-08-04"), determined("", "2014-06-21")], "2013-08-04", CERTAIN),  # two halves make a whole
        ([determined("2011-08-04"), determined("", "2014-06-21")], "2015-01-01", NO),
        ([determined("2011"), determined("", "2014-06-21", end_ground="released")], "2013-06-01", CERTAIN),
        ([determined("2011-08-04", ".."), determined("2011-08-04", "2014-06-21")], "2015-01-01", NO),
        ([determined("2011-08-04"), determined("2020-05-01", "2021-05-01")], "2015-01-01", POSSIBLE),
        ([determined("2011-08-04", status="alleged")], "2011-09-01", POSSIBLE),
        ([determined("2011-08-04", status="denied")], "2011-09-01", NO),
        ([determined("2011-08-04"), determined("2011-08-04", status="overturned")], "2011-09-01", NO),
        ([determined("2011-02"), determined("2012-01", "2014-06-21", end_ground="released")], "2016-01-01", NO),
    ],
)
def test_a_recognition_is_certain_possible_or_none(told, day, answer):
    anna = write(told)[0]
    assert asked(PRISONER, day).get(anna.id, NO) is answer


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "told", "answer"),
    [
        ("imprisoned", [held("pretrial", "2020-09-01", "..")], CERTAIN),
        ("imprisoned", [held("sentence", "2020-09-01", "..")], CERTAIN),
        ("imprisoned", [held("administrative", "2020-09-01", "2020-09-15")], NO),
        ("detained", [held("administrative", "2020-09-01", "2020-09-15")], CERTAIN),
        ("administrative", [held("administrative", "2020-09-01", "2020-09-15")], CERTAIN),
        ("imprisoned", [held("", "2020-09-01", "2020-09-15")], POSSIBLE),  # nobody says on what ground
        ("detained", [held("unknown", "2020-09-01", "2020-09-15")], CERTAIN),
        ("house_arrest", [held("pretrial", "2020-09-01", "..")], NO),
    ],
)
def test_a_detention_answers_for_its_ground(status, told, answer):
    anna = write(told)[0]
    assert asked(status, "2020-09-10").get(anna.id, NO) is answer


@pytest.mark.django_db
def test_a_ground_ends_where_the_next_in_the_same_detention_begins():
    by, anna, spell = decision(), Record.objects.create(kind="Person"), Record.objects.create(kind="DetentionSpell")
    claim(by, spell, "SpellDetails", "2020-09-01", person=anna, ground="pretrial")
    claim(by, spell, "SpellDetails", "2021-03-04", "..", person=anna, ground="sentence")
    assert asked("pretrial", "2020-12-01") == {anna.id: CERTAIN}
    assert asked("pretrial", "2021-04-01") == {}
    assert asked("imprisoned", "2021-04-01") == {anna.id: CERTAIN}


@pytest.mark.django_db
def test_what_one_organisation_withdrew_another_still_recognises():
    by, anna = decision(), Record.objects.create(kind="Person")
    one, other = (Record.objects.create(kind="Organization") for _ in range(2))
    claim(by, anna, "StatusDetermination", "2011-08-04", status=PRISONER, determined_by=one)
    claim(by, anna, "StatusDetermination", "2011-08-04", "..", status=PRISONER, determined_by=other)
    ended = {"status": PRISONER, "determined_by": one, "end_ground": "withdrawn"}
    claim(by, anna, "StatusDetermination", "2011-08-04", "2012-01-01", **ended)
    assert asked(PRISONER, "2015-01-01") == {anna.id: CERTAIN}


@pytest.mark.django_db
def test_nobody_is_held_after_death():
    by, anna = decision(), Record.objects.create(kind="Person")
    claim(by, anna, "StatusDetermination", "2011-08-04", "..", status=PRISONER)
    claim(by, anna, "PersonDetails", death="2012-03")
    assert [asked(PRISONER, day).get(anna.id, NO) for day in ("2012-01-01", "2012-03-10", "2012-04-01")] == [
        CERTAIN,
        POSSIBLE,
        NO,
    ]


@pytest.mark.django_db
def test_merged_records_count_once_and_complete_each_other():
    told = [determined("2011-08-04"), Row(1, "StatusDetermination", PRISONER, "", "2014-06-21")]
    anna, other, _ = write(told)
    judge(account(), anna.id, other.id, verdict="same")
    root = min(anna.id, other.id)
    assert asked(PRISONER, "2013-01-01") == {root: CERTAIN}
    assert asked(PRISONER, "2015-01-01") == {}


@pytest.mark.django_db
def test_an_answer_is_as_known_after_the_last_entry_of_a_day(monkeypatch):
    monkeypatch.setattr("khronika.desk.ledger.append.timezone.now", lambda: datetime(2013, 8, 5, 12, tzinfo=UTC))
    anna = write([determined("2011-08-04", "..")])[0]
    monkeypatch.setattr("khronika.desk.ledger.append.timezone.now", lambda: datetime(2014, 8, 5, 12, tzinfo=UTC))
    claim(decision(), anna, "StatusDetermination", "2011-08-04", "2012-01-01", status=PRISONER)
    answers = [
        asked(PRISONER, "2013-08-04", known=date(year, 8, day)) for year, day in ((2013, 4), (2013, 5), (2014, 5))
    ]
    assert answers == [{}, {anna.id: CERTAIN}, {}]


@pytest.mark.django_db
def test_what_an_audience_may_not_see_changes_its_answer_and_is_not_hinted_at():
    anna = write([determined("2011-08-04", ".."), determined("2011-08-04", "2012-01-01")])[0]
    ended = people(PRISONER, date(2011, 9, 1))[0].claims
    for allowed in ended:
        found = people(PRISONER, date(2011, 9, 1), shown=lambda claims, kept=allowed: claims & {kept})
        assert [(each.record, each.claims) for each in found] == [(anna.id, (allowed,))]
    assert people(PRISONER, date(2011, 9, 1), shown=lambda claims: set()) == []


@pytest.mark.django_db
def test_a_status_that_there_is_not_is_told_with_those_there_are():
    with pytest.raises(ClaimsError, match=r"political_prisoner.*imprisoned.*got 'martyr'"):
        people("martyr", date(2013, 8, 4))


class Compared(TestCase):
    """The quick answer is the plain one, whatever is recorded."""

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(rows(), DAYS, st.sampled_from([PRISONER, "imprisoned", "detained", "pretrial"]), st.booleans())
    def test_the_same_people_are_found_as_by_looking_at_every_claim(self, told, at, status, merge):
        first, second, _ = write(told)
        if merge:
            judge(account(), first.id, second.id, verdict="same")
        assert {each.record: each.certainty for each in people(status, at)} == plain(status, at)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(lives(), DAYS, st.sampled_from([PRISONER, "imprisoned", "detained", "pretrial"]), st.booleans())
    def test_the_simple_cases_are_decided_as_the_closer_look_decides_them(self, told, at, status, past):
        """Grounds that follow each other in one detention, deaths, organisations that withdraw, and who vouched when."""
        settle(told)
        known = date.today() + timedelta(days=1) if past else None
        for day in (at, *turns(told)):
            assert people(status, day, known) == people(status, day, known, shown=lambda claims: claims)


@pytest.mark.django_db
def test_a_life_told_by_single_claims_needs_no_closer_look(monkeypatch):
    """A ground that took over from another, however the last one ends, is decided by the database alone."""
    by, anna, spell = decision(), Record.objects.create(kind="Person"), Record.objects.create(kind="DetentionSpell")
    claim(by, spell, "SpellDetails", "2020-09-01", "2021-03-04", person=anna, ground="pretrial")
    claim(by, spell, "SpellDetails", "2021-03-04", person=anna, ground="sentence")
    monkeypatch.setattr("khronika.desk.register.status.judged", None)
    assert asked("imprisoned", "2020-12-01") == asked("imprisoned", "2021-04-01") == {anna.id: CERTAIN}
    assert asked("imprisoned", "2023-01-01") == {anna.id: POSSIBLE}
    assert asked("imprisoned", "2019-01-01") == asked("administrative", "2020-12-01") == {}


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-30"])
def test_the_first_and_the_last_days_are_days_like_others(day):
    anna = write([determined("2011-08-04", "..")])[0]
    assert asked(PRISONER, day) == ({} if day < "2011" else {anna.id: CERTAIN})


@pytest.mark.django_db
def test_nobody_is_looked_up_again_for_every_detention_there_is():
    with CaptureQueriesContext(connection) as asked_of_it:
        people("imprisoned", date(2013, 8, 4))
    with connection.cursor() as cursor:
        plans = [
            str(step)
            for query in asked_of_it.captured_queries
            if query["sql"].startswith("SELECT")
            for step in cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}").fetchall()
        ]
    assert plans
    assert not [step for step in plans if "claim_id=? AND person_id=?" in step]
