"""Mechanisms and what is before them: sessions, submissions, letters, motions and recommendations, each once whoever told of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from khronika.desk.advocacy.mechanisms.recommendations import each_of
from khronika.desk.advocacy.mechanisms.rows import Rows
from khronika.desk.claims.models import Claim, Record

SESSION, SUBMISSION, COMMUNICATION, MOTION = "Session", "Submission", "Communication", "Motion"
BEFORE = (SESSION, SUBMISSION, COMMUNICATION, MOTION)
_DETAILS = {each: f"{each}Details" for each in BEFORE}
_TYPES = {SUBMISSION: "submission_type", COMMUNICATION: "communication_type", MOTION: "motion_type"}


@dataclass(frozen=True, slots=True)
class Body:
    """A mechanism: its type (a term), the organisation it belongs to, who holds it, the country it is about; `counts` by kind of record."""

    record: str
    type: str = ""
    body: str = ""
    holder: str = ""
    about: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Before:
    """Something before a mechanism: its kind of record, its type (a term), its document or number, and when it was.

    `session` is the one a submission was made for; `steps` the last step (a term) with its date, `answer` the last response.
    """

    record: str
    kind: str
    type: str = ""
    document: str = ""
    start: str = ""
    until: str = ""
    earliest: date | None = None
    session: str = ""
    about: str = ""
    deadline: str = ""
    number: int | None = None
    cycle: int | None = None
    step: str = ""
    stepped: str = ""
    answer: str = ""
    recommendations: int = 0


def bodies(type_: str = "") -> list[Body]:
    """Every mechanism, or those of a type, those with most before them first."""
    rows = Rows()
    found: dict[str, dict[str, str]] = {each: {} for each in _alive("Mechanism", rows)}
    for record, *values in rows("MechanismDetails", "mechanism_type", "body", "holder", "about"):
        its = found.setdefault(record, {})
        its.update(
            {name: value for name, value in zip(("type", "body", "holder", "about"), values, strict=True) if value}
        )
    counts = _counts(rows)
    made = [Body(each, **its, counts=counts.get(each, {})) for each, its in found.items()]
    return sorted(
        (each for each in made if not type_ or each.type == type_),
        key=lambda each: (-sum(each.counts.values()), each.record),
    )


def known() -> list[str]:
    """The ids of all mechanisms."""
    return sorted(_alive("Mechanism", Rows()))


def _alive(kind: str, rows: Rows) -> set[str]:
    """Records of a kind with a live claim."""
    live = Claim.objects.filter(subject__kind=kind, known_until=None).order_by().values_list("subject_id", flat=True)
    return {rows.root(each) for each in live.distinct()}


def _counts(rows: Rows) -> dict[str, Counter[str]]:
    """How many records of each kind are before each mechanism."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for kind in BEFORE:
        for record, mechanism in rows(_DETAILS[kind], "mechanism"):
            if mechanism:
                found[mechanism][kind].add(record)
    counts = {each: Counter({kind: len(ids) for kind, ids in its.items()}) for each, its in found.items()}
    for mechanism, count in each_of("mechanism").items():
        if mechanism:
            counts.setdefault(mechanism, Counter())["Recommendation"] = count
    return counts


def unplaced() -> list[Before]:
    """Sessions, submissions, letters and motions that belong to no mechanism yet."""
    rows = Rows()
    found = []
    for kind in BEFORE:
        placed = {record for record, mechanism in rows(_DETAILS[kind], "mechanism") if mechanism}
        found += _told(kind, _alive(kind, rows) - placed, rows)
    return found


def before(mechanism: str) -> dict[str, list[Before]]:
    """What is before a mechanism, by kind of record, the newest first."""
    rows = Rows()
    ids = rows.cluster(mechanism)
    return {
        kind: _told(kind, {record for (record,) in rows(_DETAILS[kind], so=Q(mechanism__in=ids))}, rows)
        for kind in BEFORE
    }


def session(record: str) -> Before | None:
    """One session; None where nothing but its name is known."""
    rows = Rows()
    return next(iter(_told(SESSION, {rows.root(record)}, rows)), None)


def mechanism_of(record: str) -> str:
    """The mechanism to which a session or something else belongs; empty where none is known."""
    rows, kind = Rows(), Record.objects.filter(id=record).values_list("kind", flat=True).first()
    if kind not in BEFORE:
        return ""
    return next((its for _, its in rows.of(_DETAILS[kind], {rows.root(record)}, "mechanism") if its), "")


def submitted(session_: str) -> list[Before]:
    """Submissions for a session."""
    rows = Rows()
    ids = rows.cluster(session_)
    return _told(SUBMISSION, {record for (record,) in rows("SubmissionDetails", so=Q(session__in=ids))}, rows)


def _told(kind: str, ids: Iterable[str], rows: Rows) -> list[Before]:
    """What is known of some records of a kind, the newest first, those without a date last."""
    wanted = set(ids)
    values: dict[str, dict[str, Any]] = {each: {} for each in wanted}
    for record, *told in rows.of(_DETAILS[kind], wanted, *_columns(kind).values()):
        values[record].update(
            {name: value for name, value in zip(_columns(kind), told, strict=True) if value not in (None, "")}
        )
    _add_steps(values, wanted, rows)
    if kind == SESSION:
        of = each_of("session")
        for record in wanted:
            values[record]["recommendations"] = of[record]
    made = [Before(record, kind, **its) for record, its in values.items()]
    return sorted(made, key=lambda each: (each.earliest or date.min, each.number or 0, each.record), reverse=True)


def _columns(kind: str) -> dict[str, str]:
    """By the fields of `Before`, the columns that say them."""
    dates = {"start": "claim__valid_from", "until": "claim__valid_until", "earliest": "claim__from_earliest"}
    own: dict[str, dict[str, str]] = {
        SESSION: {"number": "number", "cycle": "cycle", "about": "about"},
        SUBMISSION: {"session": "session", "about": "about", "document": "document"},
        COMMUNICATION: {"about": "about", "document": "document", "deadline": "deadline"},
        MOTION: {"document": "document"},
    }
    return {**dates, **own[kind], **({"type": _TYPES[kind]} if kind in _TYPES else {})}


def _add_steps(values: Mapping[str, dict[str, Any]], ids: set[str], rows: Rows) -> None:
    """The last step and the last response of each."""
    last: dict[str, tuple[date, int]] = {}
    for record, step, when, day, known in rows.of(
        "Step", ids, "step", "claim__valid_from", "claim__from_latest", "claim__known_from"
    ):
        if (rank := (day or date.min, known)) >= last.get(record, (date.min, 0)):
            last[record] = rank
            values[record].update(step=step, stepped=when)
    for record, response in rows.of("Response", ids, "response"):
        values[record]["answer"] = response
