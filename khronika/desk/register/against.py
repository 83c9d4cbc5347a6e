"""What the register says already where a proposal speaks: the same, so that it joins as a citation, or otherwise.

Two claims stand against each other when they answer one question differently: the same subject, the same kind, the same
case of it (an instance, a day, a type of penalty), and different words in a field that has one answer. Both may be wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import combinations

from khronika.dates import DateError, overlaps, parse
from khronika.desk.claims.judge import joined
from khronika.desk.claims.models import Claim
from khronika.desk.claims.portions import portions
from khronika.desk.register.told import said
from khronika.vocabulary.counted import Count, agree
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS

DATES = "dates"
# What tells one case of a kind from another: its fields, and with DATES also when it was. Kinds that are not here may be
# said many times over (a name, a membership, an act's involvement) and contradict nothing.
CASES: Mapping[str, tuple[str, ...]] = {
    "PersonDetails": (),
    "OrganizationDetails": (),
    "PlaceDetails": (),
    "EventDetails": (),
    "StatementDetails": (),
    "DemandDetails": (),
    "ActDetails": ("victim",),
    "ProceedingDetails": (),
    "SpellDetails": ("person",),
    "Hearing": ("instance", DATES),
    "Judgment": ("instance",),
    "SentenceComponent": ("sentence_type", "instance"),
    "Custody": (DATES,),
    "InterventionDetails": (),
    "MechanismDetails": (DATES,),
    "SessionDetails": (),
    "CommunicationDetails": (),
    "MotionDetails": (),
    "RecommendationDetails": ("recommending", "topic"),
    "RecommendationResponse": (DATES,),
    "VoteEvent": ("body", DATES),
    "Vote": ("voter", DATES),
    "ReportedCount": ("counted", DATES),
    "LetterCount": ("letters", DATES),
    "CampaignDetails": (),
    "ObservanceDetails": (),
    "Occurrence": ("year",),
    "SolidarityActionDetails": (),
    "LettersWelcome": (DATES,),
}
_UNASKED = ("time",)
_LATER = {"Occurrence": ("occurrence_state",)}
"""What is not the same later on without being disputed: a year that was announced is held."""
_FIGURES = ("ReportedCount", "LetterCount")
"""Figures stand against each other where no number fits both; who counted, how, and in which words is no dispute."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody proposes of a record: values with records as ids, unknown ones left out."""

    proposal: str
    kind: str
    subject: str
    values: Mapping[str, object]
    valid_from: str = ""
    valid_until: str = ""
    status: str = "asserted"


@dataclass(slots=True)
class Found:
    """What stands beside a proposal: a claim that says the same, and those that say otherwise."""

    same: Claim | None = None
    other: list[Claim] = field(default_factory=list)
    values: dict[str, Mapping[str, object]] = field(default_factory=dict)


def against(told: Sequence[Told]) -> dict[str, Found]:
    """By proposal, what the register says already; asked for all at once."""
    wanted = {(each.subject, each.kind) for each in told}
    claims = list(_claims({subject for subject, _ in wanted}, {kind for _, kind in wanted}))
    near = [each for each in claims if (each.subject_id, each.kind) in wanted]
    values = said(near) if near else {}
    by_case: dict[tuple[str, str], list[Claim]] = {}
    for each in near:
        by_case.setdefault((each.subject_id, each.kind), []).append(each)
    found = {each.proposal: _one(each, by_case.get((each.subject, each.kind), ()), values) for each in told}
    return {proposal: one for proposal, one in found.items() if one.same or one.other}


def disputes(
    claims: Sequence[Claim], values: Mapping[str, Mapping[str, object]], standing: Mapping[str, str]
) -> list[tuple[str, ...]]:
    """Claims that answer one question differently, as groups of their ids; `standing` says who stands for whom."""
    questions: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for each in claims:
        questions[standing.get(each.subject_id, each.subject_id), each.kind].append(each)
    found: dict[str, list[str]] = defaultdict(list)
    for its in questions.values():
        if its[0].kind in CASES or any(each.status == "denied" for each in its):
            told = {each.id: _told(each, values[each.id]) for each in its}
            pairs = [(a.id, b.id) for a, b in combinations(its, 2) if _opposed(told[a.id], b, values[b.id])]
            linked, apart = joined(pairs), {each for pair in pairs for each in pair}
            for each in its:
                if each.id in apart:
                    found[linked.get(each.id, each.id)].append(each.id)
    return [tuple(each) for each in found.values()]


def _told(claim: Claim, values: Mapping[str, object]) -> Told:
    return Told("", claim.kind, claim.subject_id, values, claim.valid_from, claim.valid_until, claim.status)


def _claims(subjects: set[str], kinds: set[str]) -> Iterable[Claim]:
    for group in portions(subjects):
        yield from Claim.objects.filter(subject__in=group, kind__in=kinds, known_until=None).order_by(
            "known_from", "id"
        )


def _one(told: Told, claims: Iterable[Claim], values: Mapping[str, Mapping[str, object]]) -> Found:
    found = Found()
    for claim in claims:
        if _says_so(told, claim, values[claim.id]):
            found.same = claim
        elif _opposed(told, claim, values[claim.id]):
            found.other.append(claim)
    kept = [*found.other, *([found.same] if found.same else [])]
    found.values = {each.id: values[each.id] for each in kept}
    return found


def _opposed(told: Told, claim: Claim, values: Mapping[str, object]) -> bool:
    """Whether one says it and the other denies it, or both say it differently."""
    if {claim.status, told.status} == {"asserted", "denied"}:
        return _plain(told.kind, told.values) == _plain(told.kind, values)
    return claim.status == told.status == "asserted" and _differs(told, claim, values)


def _says_so(told: Told, claim: Claim, values: Mapping[str, object]) -> bool:
    dates = (claim.valid_from, claim.valid_until, claim.status) == (told.valid_from, told.valid_until, told.status)
    return dates and _plain(told.kind, told.values) == _plain(told.kind, values)


def _differs(told: Told, claim: Claim, values: Mapping[str, object]) -> bool:
    """Whether both answer one question, and not alike."""
    if told.kind not in CASES:
        return False
    mine, theirs = _plain(told.kind, told.values), _plain(told.kind, values)
    case = [name for name in CASES[told.kind] if name != DATES]
    if any(mine.get(name) != theirs.get(name) for name in case):
        return False
    if DATES in CASES[told.kind] and not _meet(told, claim):
        return False
    if told.kind in _FIGURES:
        return not agree(_count(mine), _count(theirs))
    both = (mine.keys() & theirs.keys()) - {*case, *_UNASKED, *_LATER.get(told.kind, ())}
    return any(mine[name] != theirs[name] for name in both) or _apart(told, claim)


def _count(values: Mapping[str, str]) -> Count:
    return Count(int(Decimal(values.get("value", "0"))), values.get("bound", ""))


def _meet(told: Told, claim: Claim) -> bool:
    """Whether the days of both may be the same."""
    try:
        return overlaps(parse(told.valid_from), parse(claim.valid_from))
    except DateError:
        return False


def _apart(told: Told, claim: Claim) -> bool:
    """Whether both say when it began or ended, and the days cannot be the same."""
    if CASES[told.kind] and DATES in CASES[told.kind]:
        return False
    try:
        pairs = ((told.valid_from, claim.valid_from), (told.valid_until, claim.valid_until))
        return any(a and b and ".." not in (a, b) and not overlaps(parse(a), parse(b)) for a, b in pairs)
    except DateError:
        return False


def _plain(kind: str, values: Mapping[str, object]) -> dict[str, str]:
    """Values as they compare: numbers by their amount, words by their letters, nothing that is empty."""
    fields = CLAIMS[kind].by_name
    return {
        name: _comparable(fields[name].type, value)
        for name, value in values.items()
        if name in fields and value not in (None, "")
    }


def _comparable(type_: FieldType, value: object) -> str:
    if type_ in (FieldType.INTEGER, FieldType.DECIMAL):
        try:
            return str(Decimal(str(value)).normalize())
        except InvalidOperation:
            return str(value)
    return " ".join(str(value).split()).casefold() if type_ is FieldType.TEXT else str(value)
