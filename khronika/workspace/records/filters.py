"""What of the records somebody asks for: the filters of each kind, made from the vocabulary, all of them parts of the address.

A filter answers with the records it is true of; those judged the same are one record here, so what is true of one of them is
true of the one that stands for all. Claims that are denied or taken back make no filter true.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from khronika.desk.claims import guard
from khronika.desk.claims.asof import known_at, reaching
from khronika.desk.claims.models import Citation, Claim, Clearance, Record
from khronika.desk.claims.tables import table
from khronika.desk.register.pieces import STATUSES
from khronika.desk.register.status import people
from khronika.vocabulary.kind import Level
from khronika.vocabulary.kinds import CLAIMS, RECORDS, SOURCE_LEVEL
from khronika.vocabulary.terms import members
from khronika.workspace.naming import parts
from khronika.workspace.records.disputes import disputed
from khronika.workspace.records.some import Some, listed

UNTRUE = ("denied", "withdrawn", "overturned")
NESTED = 8  # how deep places may lie within each other


@dataclass(frozen=True, slots=True)
class Day:
    """The day of which the list tells; `asked` if somebody chose it, else it is today."""

    at: date
    asked: bool = False
    sure: str = ""  # certain or possible, for who had a status


Find = Callable[[str, Day], Some]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its name in the address, the key of its label, how it is asked, and what finds the records.

    `terms` is the list to choose from (None where nothing is chosen), `kinds` the records that may be named. Without `find`
    it only says more about another filter.
    """

    name: str
    label: str
    find: Find | None = None
    widget: str = "choice"
    choices: tuple[tuple[str, str], ...] = ()
    kinds: tuple[str, ...] = ()


def filters(kind: str) -> tuple[Filter, ...]:
    """The filters of a kind of record, those of its own first."""
    return (*_OWN.get(kind, ()), *_common(kind))


def narrowed(kind: str, chosen: Mapping[str, str], day: Day, standing: Mapping[str, str]) -> QuerySet[Record]:
    """The records of a kind of which all that is chosen is true, with a live claim, each once; `standing` is who stands for whom."""
    rows = alive(Record.objects.filter(kind=kind)).exclude(id__in=listed(standing))
    for each in filters(kind):
        if each.find and chosen.get(each.name):
            rows = rows.filter(each.find(chosen[each.name], day).condition(standing))
    return rows


def alive(records: QuerySet[Record]) -> QuerySet[Record]:
    """Those with a live claim."""
    return records.filter(Exists(Claim.objects.filter(subject=OuterRef("pk"), known_until=None)))


def _rows(kind: str, day: Day, condition: Q, *, lasting: bool = False) -> Any:
    """Live rows of a claim kind: of a day if they last, else, where a day was asked for, what may have begun by then."""
    so = Q(claim__known_until=None) & ~Q(claim__status__in=UNTRUE) & condition
    if lasting:
        so &= reaching(day.at, day.at, of="claim__")
    elif day.asked:
        so &= Q(claim__from_earliest=None) | Q(claim__from_earliest__lte=day.at)
    return table(kind).objects.filter(so)


def _valued(kind: str, field: str, lasting: bool, value: str, day: Day) -> Some:
    return Some(_rows(kind, day, Q(**{field: value}), lasting=lasting), "claim__subject")


def _term(kind: str, field: str, *, lasting: bool = False) -> Filter:
    terms = CLAIMS[kind].by_name[field].terms
    choices = tuple((each, f"{terms}.{each}") for each in members(terms))
    return Filter(field, f"field.{kind}.{field}", partial(_valued, kind, field, lasting), choices=choices)


def _referring(kind: str, field: str, find: Find) -> Filter:
    return Filter(
        field, f"field.{kind}.{field}", find, "record", kinds=CLAIMS[kind].by_name[field].kinds or tuple(RECORDS)
    )


def _had(value: str, day: Day) -> Some:
    held = people(value, day.at)
    return Some(ids=frozenset(each.record for each in held if day.sure in ("", each.certainty.value)))


def _within(place: str) -> set[str]:
    """A place and all that lie in it."""
    found, fresh = {place}, {place}
    for _ in range(NESTED):
        near = table("PlaceDetails").objects.filter(claim__known_until=None, within__in=listed(fresh))
        fresh = set(near.values_list("claim__subject_id", flat=True)) - found
        if not fresh:
            break
        found |= fresh
    return found


def _part(kind: str, pointer: str, subjects: Any, day: Day) -> Some:
    """The wholes of parts, such as the persons of detentions."""
    return Some(_rows(kind, Day(day.at), Q(claim__subject__in=subjects)), pointer)


def _held(value: str, day: Day) -> Some:
    custody = _rows("Custody", day, Q(facility__in=listed(_within(value))), lasting=True)
    return _part("SpellDetails", "person", custody.values("claim__subject"), day)


def _charged(value: str, day: Day) -> Some:
    charges = _rows("Charge", day, Q(provision=value)).values("claim__subject")
    return _part("ProceedingDetails", "defendant", charges, day)


def _year(kind: str, path: str, value: str, day: Day) -> Some:
    year = int(value)
    in_it = Q(claim__from_earliest__lte=date(year, 12, 31), claim__from_latest__gte=date(year, 1, 1))
    return Some(_rows(kind, day, in_it), path)


def _tried(value: str, day: Day) -> Some:
    year = int(value)
    in_it = Q(from_earliest__lte=date(year, 12, 31), from_latest__gte=date(year, 1, 1))
    kinds = Q(kind__in=("Hearing", "Judgment", "SentenceComponent", "Charge"), known_until=None)
    return Some(Claim.objects.filter(kinds & in_it), "subject")


def _court(value: str, day: Day) -> Some:
    courts = [_rows(kind, day, Q(court=value)).values("claim__subject") for kind in ("Hearing", "Judgment")]
    return Some(Claim.objects.filter(Q(subject__in=courts[0]) | Q(subject__in=courts[1])), "subject")


def _placed(kind: str, value: str, day: Day) -> Some:
    return Some(_rows(kind, day, Q(place__in=listed(_within(value)))), "claim__subject")


def _lies(value: str, day: Day) -> Some:
    return Some(ids=frozenset(_within(value) - {value}))


def _after(kind: str, value: str, day: Day) -> Some:
    late = Q(claim__from_latest__gte=date.fromisoformat(value)) | Q(claim__until_latest__gte=date.fromisoformat(value))
    return Some(_rows(kind, day, late), "claim__subject")


def _before(kind: str, value: str, day: Day) -> Some:
    return Some(_rows(kind, day, Q(claim__from_earliest__lte=date.fromisoformat(value))), "claim__subject")


def _level(kind: str, value: str, day: Day) -> Some:
    """Those whose latest clearance is this level; without one a record has the level at which its kind starts."""
    later = Clearance.objects.filter(record=OuterRef("record"), decision_id__gt=OuterRef("decision_id"))
    latest = Clearance.objects.filter(record__isnull=False).exclude(Exists(later))
    if value == RECORDS[kind].level:
        return Some(latest.exclude(level=value), "record", without=True)
    return Some(latest.filter(level=value), "record")


def _lacking(value: str, day: Day) -> Some:
    """Those of whom no claim rests on a source that this circle may see."""
    wide = [each.value for each in Level if each.width <= Level(value).width]
    later = Clearance.objects.filter(source=OuterRef("source"), decision_id__gt=OuterRef("decision_id"))
    latest = Clearance.objects.filter(source__isnull=False).exclude(Exists(later))
    sources = latest.filter(level__in=wide).values("source")
    of = "proposal__reading__version__capture__source__in"
    return Some(Citation.objects.filter(known_until=None, **{of: sources}), "claim__subject", without=True)


def _risky(value: str, day: Day) -> Some:
    return Some(ids=frozenset(guard.at_risk()))


def _disputed(kind: str, value: str, day: Day) -> Some:
    return Some(ids=frozenset(disputed(kind)))


def _changed(kind: str, value: str, day: Day) -> Some:
    """Those of which something is known or no longer known since the beginning of a day, or of a part of them."""
    entry = known_at(date.fromordinal(max(date.fromisoformat(value).toordinal() - 1, 1)))
    touched = Claim.objects.filter(Q(known_from__gt=entry) | Q(known_until__gt=entry))
    found = set(touched.filter(subject__kind=kind).values_list("subject_id", flat=True))
    for claim, pointer in parts().values():
        if kind in pointer.kinds:
            wholes = table(claim.name).objects.filter(claim__subject__in=touched.values("subject"))
            found.update(wholes.values_list(f"{pointer.name}_id", flat=True))
    return Some(ids=frozenset(found))


def _said_of(kind: str, field: str, value: str, day: Day) -> Some:
    """Those of whom a claim of a kind names a record."""
    return Some(_rows(kind, day, Q(**{field: value})), "claim__subject")


def _names(kind: str, field: str, label: str = "") -> Filter:
    """A filter by what a field of a claim points to."""
    found = _referring(kind, field, partial(_said_of, kind, field))
    return replace(found, name=f"{kind}-{field}", label=label or found.label)


def _dates(kind: str) -> tuple[Filter, ...]:
    return (
        Filter("from", "filter.from", partial(_after, kind), "day"),
        Filter("until", "filter.until", partial(_before, kind), "day"),
    )


def _asked() -> tuple[Filter, ...]:
    """Of whom and for whom it is asked."""
    return (_names("Addressee", "party", "claim.Addressee"), _names("Beneficiary", "party", "claim.Beneficiary"))


def _common(kind: str) -> tuple[Filter, ...]:
    every = tuple((each.value, f"level.{each.value}") for each in Level)
    wide = tuple((each.value, f"level.{each.value}") for each in Level if each.width < SOURCE_LEVEL.width)
    return (
        Filter("level", "filter.level", partial(_level, kind), choices=every),
        Filter("lacking", "filter.lacking", _lacking, choices=wide),
        Filter("changed", "filter.changed", partial(_changed, kind), "day"),
        Filter("risk", "filter.risk", _risky, "tick"),
        Filter("disputed", "filter.disputed", partial(_disputed, kind), "tick"),
    )


def _statuses() -> Iterable[tuple[str, str]]:
    for each in STATUSES:
        known = next(
            (f"{terms}.{each}" for terms in ("person_status", "detention_ground") if each in members(terms)), ""
        )
        yield each, known or f"filter.{each}"


_OWN: Mapping[str, tuple[Filter, ...]] = {
    "Person": (
        Filter("status", "field.StatusDetermination.status", _had, choices=tuple(_statuses())),
        Filter("sure", "filter.sure", choices=(("certain", "filter.certain"), ("possible", "filter.possible"))),
        _term("PersonDetails", "gender"),
        _referring("Custody", "facility", _held),
        _referring("Charge", "provision", _charged),
        Filter("detained", "filter.detained_in", partial(_year, "SpellDetails", "person"), "year"),
    ),
    "Organization": (
        _term("OrganizationDetails", "organization_kind"),
        _term("RegistrationState", "state", lasting=True),
    ),
    "Place": (_term("PlaceDetails", "place_kind"), _referring("PlaceDetails", "within", _lies)),
    "Event": (
        _term("EventDetails", "event_type"),
        _referring("EventDetails", "place", partial(_placed, "EventDetails")),
        *_dates("EventDetails"),
    ),
    "Act": (
        _term("ActDetails", "act_type"),
        _referring("ActDetails", "place", partial(_placed, "ActDetails")),
        *_dates("ActDetails"),
    ),
    "Proceeding": (
        _term("ProceedingDetails", "proceeding_kind"),
        _referring("Judgment", "court", _court),
        _term("Judgment", "verdict"),
        Filter("year", "filter.year", _tried, "year"),
    ),
    "DetentionSpell": (_term("SpellDetails", "ground"), *_dates("SpellDetails")),
    "Intervention": (
        _term("InterventionDetails", "intervention_type"),
        _names("Intervening", "party"),
        *_asked(),
        *_dates("InterventionDetails"),
    ),
    "JointStatement": (
        _names("Signatory", "organization"),
        _names("Signatory", "person"),
        *_asked(),
        *_dates("StatementDetails"),
    ),
    "Demand": (
        _term("DemandAssessment", "assessment"),
        _term("DemandDetails", "scope"),
        _names("DemandDetails", "provision"),
        *_asked(),
    ),
    "Mechanism": (_term("MechanismDetails", "mechanism_type"), _names("MechanismDetails", "body")),
    "Session": (_names("SessionDetails", "mechanism"), *_dates("SessionDetails")),
    "Recommendation": (
        _names("RecommendationDetails", "session"),
        _names("RecommendationDetails", "recommending"),
        _term("RecommendationResponse", "recommendation_response"),
        _term("Implementation", "implementation"),
    ),
    "Submission": (
        _term("SubmissionDetails", "submission_type"),
        _names("SubmissionDetails", "mechanism"),
        _names("SubmissionDetails", "session"),
        *_dates("SubmissionDetails"),
    ),
    "Communication": (
        _term("CommunicationDetails", "communication_type"),
        _names("CommunicationDetails", "mechanism"),
        _names("Beneficiary", "party", "claim.Beneficiary"),
        *_dates("CommunicationDetails"),
    ),
    "Motion": (
        _term("MotionDetails", "motion_type"),
        _names("MotionDetails", "body"),
        _names("Step", "person"),
        *_dates("MotionDetails"),
    ),
}
