"""What is due: answers to letters, steps, demands, sessions. A deadline is settled by what answers it, never by time. All is invented."""

from datetime import date, timedelta

import pytest

from khronika.desk.advocacy.mechanisms.deadlines import due
from khronika.desk.advocacy.mechanisms.feed import Entry, calendar
from tests.desk.making import Said, accept, kept, lay, named, subject

pytestmark = pytest.mark.django_db
BODY, LETTER, MOTION = ("Mechanism", "Working Group"), ("Communication", "letter"), ("Motion", "report")
STATEMENT, DEMAND, SESSION = ("JointStatement", "statement"), ("Demand", "demand"), ("Session", "40th session")
ANNA, BORIS = ("Person", "Anna Sample"), ("Person", "Boris Example")
TODAY = date(2026, 8, 4)


def told(*said: Said) -> list[str]:
    """Accept facts; the records that they are about."""
    proposals = lay(kept(), *said)
    accept(proposals)
    return [subject(each) for each in proposals]


def letter(*more: Said, deadline: str = "2026-08-01") -> None:
    details = {"mechanism": BODY, "deadline": deadline}
    told(named(BODY), Said("CommunicationDetails", LETTER, details, start="2026-06-01"), *more)


def demand(*more: Said) -> None:
    asked = {"statement": STATEMENT, "number": 1, "deadline": "2026-08-01"}
    told(
        Said("StatementDetails", STATEMENT, {}, start="2026-01-01"),
        named(ANNA),
        named(BORIS),
        Said("DemandDetails", DEMAND, asked),
        Said("Beneficiary", DEMAND, {"party": ANNA}),
        Said("Beneficiary", DEMAND, {"party": BORIS}),
        *more,
    )


def assessed(term: str, day: str = "2026-07-01", **whom: object) -> Said:
    return Said("DemandAssessment", DEMAND, {"assessment": term, **whom}, start=day)


def step(term: str, day: str = "", **values: object) -> Said:
    return Said("Step", MOTION, {"step": term, **values}, start=day)


def test_a_letter_that_nobody_answered_is_overdue():
    letter()
    (late,) = due(TODAY).overdue
    assert (late.what, late.latest, late.late(TODAY)) == ("reply", date(2026, 8, 1), 3)
    assert due(TODAY).coming == ()


@pytest.mark.parametrize(
    ("answer", "open_"),
    [
        (Said("Response", LETTER, {"response": "answered"}), 0),
        (Said("Response", LETTER, {"response": "rejected"}), 0),
        (Said("Response", LETTER, {"response": "acknowledged"}), 1),
        (Said("Response", LETTER, {"response": "none"}), 1),
        (Said("Step", LETTER, {"step": "replied"}), 0),
        (Said("Step", LETTER, {"step": "sent"}), 1),
    ],
)
def test_an_answer_settles_a_letter_and_a_receipt_does_not(answer, open_):
    letter(answer)
    assert len(due(TODAY).overdue) == open_


def test_a_day_known_as_a_month_is_overdue_when_the_month_is_over():
    letter(deadline="2026-08")
    assert due(TODAY).overdue == ()
    assert len(due(TODAY).coming) == 1
    assert len(due(date(2026, 9, 1)).overdue) == 1


def test_a_step_is_settled_by_a_later_one_and_not_by_an_earlier():
    told(step("announced", "2026-05-01"), step("due", "2026-06-01", deadline="2026-07-15"))
    assert len(due(TODAY).overdue) == 1


def test_a_later_step_settles_it():
    told(step("due", "2026-06-01", deadline="2026-07-15"), step("sent", "2026-07-10"))
    assert due(TODAY).overdue == ()


@pytest.mark.parametrize(
    ("said", "open_"),
    [
        ((), 1),
        ((assessed("met"),), 0),
        ((assessed("not_met"),), 1),
        ((assessed("met", beneficiary=ANNA),), 1),
        ((assessed("met", beneficiary=ANNA), assessed("met", beneficiary=BORIS)), 0),
        ((assessed("not_met", "2026-08-02"),), 0),  # somebody looked after the day
        ((assessed("met"), assessed("reversed", "2026-07-20")), 1),
    ],
)
def test_a_demand_is_due_until_it_is_met_or_looked_at_after_its_day(said, open_):
    demand(*said)
    assert len(due(TODAY).overdue) == open_


def test_a_session_comes_and_is_never_overdue():
    details = {"mechanism": BODY, "number": 40}
    told(named(BODY), named(SESSION), Said("SessionDetails", SESSION, details, start="2026-08-20", until="2026-08-30"))
    (coming,) = due(TODAY).coming
    assert (coming.what, coming.earliest, coming.latest) == ("session", date(2026, 8, 20), date(2026, 8, 30))
    assert due(TODAY, window=timedelta(days=7)).coming == ()
    assert due(date(2026, 9, 1)) == due(date(2026, 9, 1), window=None)
    assert due(date(2026, 9, 1)).overdue == ()


def test_what_two_sources_tell_is_due_once():
    letter(Said("CommunicationDetails", LETTER, {"deadline": "2026-08-01"}, start="2026-06-02"))
    assert len(due(TODAY).overdue) == 1


def test_the_same_deadlines_are_the_same_bytes_in_any_order():
    one = Entry("a", date(2026, 8, 1), date(2026, 8, 1), "Answer due, now: a letter; twice", "", date(2026, 6, 1))
    two = Entry("b", date(2026, 8, 1), date(2026, 8, 31), "Сесія", "Каля", date(2026, 6, 2))
    first = calendar([one, two], title="Deadlines")
    assert first == calendar([two, one], title="Deadlines")
    text = first.decode()
    assert text.count("BEGIN:VEVENT") == 2
    assert text.count("BEGIN:VALARM") == 4
    assert "DTSTART;VALUE=DATE:20260801" in text
    assert "DTEND;VALUE=DATE:20260901" in text
    assert "Answer due\\, now: a letter\\; twice" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
