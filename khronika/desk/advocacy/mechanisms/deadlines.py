"""What is due when: answers to letters, steps before bodies, demands with a day, and sessions that come.

A deadline is settled by what answers it and never by time: what is late stays until somebody records what came of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from khronika.dates import DateError, parse
from khronika.desk.advocacy.mechanisms.rows import Rows
from khronika.vocabulary.fulfilment import Assessed, standing

WINDOW = timedelta(days=30)
REPLY, STEP, DEMAND, SESSION = "reply", "step", "demand", "session"
WHATS = (REPLY, STEP, DEMAND, SESSION)
_WAITING = ("due", "announced", "other")  # steps that answer nothing
_REPLIED = ("replied", "closed")
_ANSWERS = ("answered", "promised", "rejected")
_CLOSED = ("met", "overtaken", "refused")
_PLACED = tuple(f"{each}Details" for each in ("Session", "Submission", "Communication", "Motion", "Recommendation"))
_CLAIM = ("claim_id", "claim__from_earliest", "claim__from_latest", "claim__known_from", "claim__decision__at")


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that is due: of which record, what (reply, step, demand, session), and the days that its date may mean.

    `whole` is the mechanism, session or statement to which the record belongs, `detail` what the step names as its document
    or role, `step` its term, `stamp` the day on which it was decided that this is so.
    """

    claim: str
    record: str
    what: str
    text: str
    earliest: date
    latest: date
    whole: str = ""
    step: str = ""
    detail: str = ""
    stamp: date = date.min

    def late(self, at: date) -> int:
        """Days since the last day it may mean; below zero where it is still to come."""
        return (at - self.latest).days


@dataclass(frozen=True, slots=True)
class Due:
    """What is overdue, the longest first, and what comes, the nearest first."""

    overdue: tuple[Deadline, ...]
    coming: tuple[Deadline, ...]


def due(at: date, *, window: timedelta | None = WINDOW) -> Due:
    """What nothing has answered yet: overdue on a day, or coming within `window` after it (None: whenever).

    A day that is only known as a month is overdue when the month is over, and comes when it may begin within the window.
    """
    found = unsettled()
    overdue = [each for each in found if each.latest < at and each.what != SESSION]
    last = date.max if window is None else at + window
    coming = [each for each in found if each.latest >= at and each.earliest <= last]
    return Due(
        tuple(sorted(overdue, key=lambda each: (each.latest, each.claim))),
        tuple(sorted(coming, key=lambda each: (each.earliest, each.latest, each.claim))),
    )


def unsettled() -> list[Deadline]:
    """Every deadline that nothing has answered, and every session with a date; each question once, however often it was told."""
    rows = Rows()
    found = [*_replies(rows), *_steps(rows), *_demands(rows), *_sessions(rows)]
    once: dict[tuple[str, str, str, str], Deadline] = {}
    for each in found:
        once.setdefault((each.record, each.what, each.step, each.text), each)
    return list(once.values())


def _dated(rows: Rows, kind: str, *columns: str) -> Iterable[tuple[Any, ...]]:
    """Rows of a kind with a deadline that can be read: subject, deadline, its first and last day, what tells its claim, columns."""
    so = Q(deadline__gt="")
    for subject, text, *rest in rows(kind, "deadline", *_CLAIM, *columns, so=so):
        try:
            when = parse(text)
        except DateError:
            continue
        if when.earliest is not None and when.latest is not None:
            yield subject, text, when.earliest, when.latest, *rest


def _replies(rows: Rows) -> Iterable[Deadline]:
    asked = list(_dated(rows, "CommunicationDetails", "mechanism"))
    ids = {each[0] for each in asked}
    answered = {subject for subject, response in rows.of("Response", ids, "response") if response in _ANSWERS}
    answered |= {subject for subject, step in rows.of("Step", ids, "step") if step in _REPLIED}
    for subject, text, first, last, claim, _from, _to, _known, at, mechanism in asked:
        if subject not in answered:
            yield Deadline(claim, subject, REPLY, text, first, last, mechanism, stamp=at.date())


def _steps(rows: Rows) -> Iterable[Deadline]:
    asked = list(_dated(rows, "Step", "step", "document", "role", "body"))
    wholes = _wholes(rows, {each[0] for each in asked})
    taken: dict[str, list[tuple[str, date | None, int]]] = defaultdict(list)
    for subject, claim, step, day, known in rows.of(
        "Step", {each[0] for each in asked}, "claim_id", "step", "claim__from_latest", "claim__known_from"
    ):
        if step not in _WAITING:
            taken[subject].append((claim, day, known))
    for subject, text, first, last, claim, _from, day, known, at, step, document, role, body in asked:
        if not any(_answers(one, (claim, day, known)) for one in taken[subject]):
            its = wholes.get(subject, body)
            yield Deadline(claim, subject, STEP, text, first, last, its, step, document or role, at.date())


def _wholes(rows: Rows, records: set[str]) -> dict[str, str]:
    """The mechanisms to which records belong, where that is known."""
    found: dict[str, str] = {}
    for kind in _PLACED if records else ():
        found.update((record, its) for record, its in rows.of(kind, records, "mechanism") if its)
    return found


def _answers(one: tuple[str, date | None, int], asked: tuple[str, date | None, int]) -> bool:
    """Whether a step was taken after the one that set the deadline; by when it was recorded where a day is not known."""
    claim, day, known = one
    if claim == asked[0]:
        return False
    if day is not None and asked[1] is not None and day != asked[1]:
        return day > asked[1]
    return known >= asked[2]


def _demands(rows: Rows) -> Iterable[Deadline]:
    asked = list(_dated(rows, "DemandDetails", "statement"))
    ids = {each[0] for each in asked}
    told: dict[str, list[Assessed]] = defaultdict(list)
    columns = ("assessment", "beneficiary", "claim__valid_from", "claim__known_from")
    for subject, assessment, beneficiary, on, known in rows.of("DemandAssessment", ids, *columns):
        told[subject].append(Assessed(assessment, on, beneficiary, known))
    whom: Mapping[str, set[str]] = defaultdict(set)
    for subject, party in rows.of("Beneficiary", ids, "party"):
        whom[subject].add(party)
    for subject, text, first, last, claim, _from, _to, _known, at, statement in asked:
        looked = any((parse(each.on).earliest or date.min) >= last for each in told[subject])
        if not looked and standing(told[subject], whom[subject]).state not in _CLOSED:
            yield Deadline(claim, subject, DEMAND, text, first, last, statement, stamp=at.date())


def _sessions(rows: Rows) -> Iterable[Deadline]:
    columns = (*_CLAIM, "claim__valid_from", "claim__until_latest", "mechanism")
    for subject, claim, first, last, _known, at, text, until, mechanism in rows("SessionDetails", *columns):
        if first is not None and last is not None:
            yield Deadline(claim, subject, SESSION, text, first, max(until or last, last), mechanism, stamp=at.date())
