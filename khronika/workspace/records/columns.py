"""The columns of a list: every field of every claim about a kind of record, as in an export, and a few that lead further.

What a column holds is asked for with one question for a whole page. Of what has dates only what held on the day asked for is shown.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Count, Max

from khronika.desk.claims.asof import reaching
from khronika.desk.claims.models import Claim, Decision
from khronika.desk.claims.portions import portions
from khronika.desk.claims.tables import table
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS, RECORDS, claims_about
from khronika.vocabulary.terms import label
from khronika.workspace.levels import levels
from khronika.workspace.naming import Names
from khronika.workspace.records.filters import UNTRUE, Day

SHOWN = 8  # columns at once
LONGEST = 160
DATES = {"from": "valid_from", "until": "valid_until"}
Values = dict[str, list[str]]
Read = Callable[[list[str], Day, Names], Values]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key (as in an export, where there is one of that name), the keys of its label, and what reads it."""

    key: str
    labels: tuple[str, ...]
    read: Read
    number: bool = False
    exported: bool = False


def columns(kind: str) -> dict[str, Column]:
    """Every column that a kind of record may have."""
    found = [*_FURTHER.get(kind, ()), _COUNT, _CHANGED, _LEVEL]
    for claim in claims_about(kind):
        for field in claim.fields:
            labels = (f"claim.{claim.name}", f"field.{claim.name}.{field.name}")
            read = partial(_field, claim.name, field.name)
            number = field.type in (FieldType.INTEGER, FieldType.DECIMAL)
            found.append(Column(f"{claim.name}.{field.name}", labels, read, number, exported=True))
        for word in DATES if claim.dated else ():
            labels = (f"claim.{claim.name}", f"filter.{word}")
            found.append(Column(f"{claim.name}.{word}", labels, partial(_field, claim.name, word), exported=True))
    return {each.key: each for each in found}


def chosen(kind: str, wanted: Iterable[str]) -> list[Column]:
    """The columns that are wanted, in their order, as many as fit; those that people start with where none is."""
    every = columns(kind)
    keys = [each for each in dict.fromkeys(wanted) if each in every]
    return [every[each] for each in (keys or _START.get(kind, ("count", "level")))[:SHOWN] if each in every]


def _live(kind: str, day: Day) -> Any:
    rows = table(kind).objects.filter(claim__known_until=None).exclude(claim__status__in=UNTRUE)
    dated = CLAIMS[kind].dated and day.asked
    return rows.filter(reaching(day.at, day.at, of="claim__")) if dated else rows


def _field(kind: str, field: str, ids: list[str], day: Day, names: Names) -> Values:
    return _shown(kind, field, _pairs(_live(kind, day), "claim__subject_id", kind, field, ids), names)


def _pairs(rows: Any, path: str, kind: str, field: str, ids: Iterable[str]) -> list[tuple[str, Any]]:
    column = f"claim__{DATES[field]}" if field in DATES else _column(kind, field)
    return [
        pair
        for group in portions(ids)
        for pair in rows.filter(**{f"{path}__in": group})
        .order_by("claim__known_from", "claim_id")
        .values_list(path, column)
    ]


def _column(kind: str, field: str) -> str:
    return f"{field}_id" if CLAIMS[kind].by_name[field].type is FieldType.RECORD else field


def _shown(kind: str, field: str, pairs: Sequence[tuple[str, Any]], names: Names) -> Values:
    """Values as people read them: terms by their words, records by their names; each once."""
    declared = None if field in DATES else CLAIMS[kind].by_name[field]
    if declared and declared.type is FieldType.RECORD:
        names.learn({value for _, value in pairs})
    found: Values = defaultdict(list)
    for record, value in pairs:
        if value in (None, ""):
            continue
        text = str(value)
        if declared and declared.type is FieldType.TERM:
            text = label(f"{declared.terms}.{value}", names.language)
        elif declared and declared.type is FieldType.RECORD:
            text = names(str(value))
        elif declared and declared.type is FieldType.DECIMAL:
            text = f"{value.normalize():f}"
        if text not in found[record]:
            found[record].append(text[:LONGEST])
    return found


def _through(part: tuple[str, str], kind: str, field: str, ids: list[str], day: Day, names: Names) -> Values:
    """What is said of the parts of records, such as where the detentions of persons were."""
    its, pointer = part
    whole = {
        of: record
        for group in portions(ids)
        for of, record in _live(its, Day(day.at))
        .filter(**{f"{pointer}__in": group})
        .values_list("claim__subject_id", f"{pointer}_id")
    }
    rows = _live(kind, Day(day.at, asked=True)) if kind == "Custody" else _live(kind, day)
    pairs = _pairs(rows, "claim__subject_id", kind, field, whole)
    return _shown(kind, field, [(whole[of], value) for of, value in pairs], names)


def _since(ids: list[str], day: Day, names: Names) -> Values:
    return _shown(
        "SpellDetails", "from", _pairs(_live("SpellDetails", day), "person_id", "SpellDetails", "from", ids), names
    )


def _counted(ids: list[str], day: Day, names: Names) -> Values:
    found: Values = {}
    for group in portions(ids):
        live = Claim.objects.filter(subject__in=group, known_until=None).order_by().values_list("subject")
        found.update((record, [str(count)]) for record, count in live.annotate(count=Count("id")))
    return found


def _changed(ids: list[str], day: Day, names: Names) -> Values:
    """The day of the last decision that recorded or ended a claim."""
    newest: dict[str, int] = {}
    for group in portions(ids):
        rows = Claim.objects.filter(subject__in=group).order_by().values_list("subject")
        for record, since, until in rows.annotate(since=Max("known_from"), until=Max("known_until")):
            newest[record] = max(since, until or 0)
    days = {
        number: at
        for group in portions(map(str, set(newest.values())))
        for number, at in Decision.objects.filter(pk__in=group).values_list("pk", "at")
    }
    return {record: [f"{days[number]:%Y-%m-%d}"] for record, number in newest.items() if number in days}


def _levels(ids: list[str], day: Day, names: Names) -> Values:
    kinds = {names.kinds.get(each, "") for each in ids}
    start = RECORDS[kinds.pop()].level if len(kinds) == 1 and kinds <= RECORDS.keys() else RECORDS["Person"].level
    found: Values = {}
    for group in portions(ids):
        found.update(
            (each, [label(f"level.{its.level}", names.language)])
            for each, its in levels("record", group, start).items()
        )
    return found


_COUNT = Column("count", ("filter.claims",), _counted, number=True)
_CHANGED = Column("changed", ("filter.last",), _changed)
_LEVEL = Column("level", ("filter.level",), _levels)
_SPELL, _CASE = ("SpellDetails", "person"), ("ProceedingDetails", "defendant")
_FURTHER: Mapping[str, tuple[Column, ...]] = {
    "Person": (
        Column("since", ("filter.since",), _since),
        Column("held", ("field.Custody.facility",), partial(_through, _SPELL, "Custody", "facility")),
        Column("charged", ("field.Charge.provision",), partial(_through, _CASE, "Charge", "provision")),
        Column("verdict", ("field.Judgment.verdict",), partial(_through, _CASE, "Judgment", "verdict")),
        Column(
            "sentence", ("claim.SentenceComponent",), partial(_through, _CASE, "SentenceComponent", "sentence_type")
        ),
    ),
}
_START: Mapping[str, tuple[str, ...]] = {
    "Person": ("since", "held", "charged", "count", "level"),
    "Organization": ("OrganizationDetails.organization_kind", "RegistrationState.state", "count", "level"),
    "Place": ("PlaceDetails.place_kind", "PlaceDetails.within", "count", "level"),
    "Event": ("EventDetails.event_type", "EventDetails.place", "EventDetails.from", "count", "level"),
    "Act": ("ActDetails.act_type", "ActDetails.place", "ActDetails.from", "count", "level"),
    "Proceeding": ("ProceedingDetails.proceeding_kind", "Judgment.court", "Judgment.verdict", "count", "level"),
    "DetentionSpell": ("SpellDetails.from", "SpellDetails.until", "SpellDetails.ground", "Custody.facility", "level"),
    "Intervention": (
        "InterventionDetails.intervention_type",
        "Intervening.party",
        "Addressee.party",
        "InterventionDetails.from",
        "level",
    ),
    "JointStatement": ("StatementDetails.from", "StatementDetails.publisher", "Addressee.party", "count", "level"),
    "Demand": (
        "Text.text",
        "Addressee.party",
        "Beneficiary.party",
        "DemandAssessment.assessment",
        "DemandDetails.deadline",
        "level",
    ),
    "Mechanism": ("MechanismDetails.mechanism_type", "MechanismDetails.body", "MechanismDetails.holder", "level"),
    "Session": ("SessionDetails.mechanism", "SessionDetails.cycle", "SessionDetails.from", "level"),
    "Recommendation": (
        "Text.text",
        "RecommendationDetails.recommending",
        "RecommendationResponse.recommendation_response",
        "Implementation.implementation",
        "level",
    ),
    "Submission": (
        "SubmissionDetails.submission_type",
        "SubmissionDetails.mechanism",
        "SubmissionDetails.session",
        "SubmissionDetails.from",
        "level",
    ),
    "Communication": (
        "CommunicationDetails.communication_type",
        "CommunicationDetails.mechanism",
        "CommunicationDetails.from",
        "CommunicationDetails.deadline",
        "Response.response",
        "level",
    ),
    "Motion": (
        "MotionDetails.motion_type",
        "MotionDetails.body",
        "Step.person",
        "Step.step",
        "MotionDetails.from",
        "level",
    ),
}
