"""Totals that are made by hand elsewhere: fines and days of administrative detention in a period.

Amounts in different units are never added: the Belarusian ruble of before 1 July 2016 is another than the one since, a base
unit is no sum of money, and an hour is no day. A penalty counts as it stands: what a later instance or change made of it.
One without a day is of the day of its judgment.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from khronika.dates import UNKNOWN, PartialDate, parse
from khronika.desk.claims.asof import known_at, live
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.judge import same
from khronika.desk.register.models import Judgment, ProceedingDetails, SentenceChange, SentenceComponent
from khronika.desk.register.pieces import ASSERTED, TAKEN_BACK
from khronika.desk.register.status import Shown
from khronika.vocabulary.terms import members

FINE, ARREST = "fine", "administrative_detention"
NEW_RUBLE = date(2016, 7, 1)
GONE = ("lifted",)
_INSTANCES = members("instance")
_BATCH = 900


@dataclass(frozen=True, slots=True)
class Sum:
    """Amounts of one unit: certainly of the period, and possibly (a date that may lie outside, an allegation)."""

    unit: str
    certain: Decimal
    possible: Decimal
    penalties: int
    people: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums by unit. `unsaid` are penalties without an amount or unit; `doubtful` those in a currency that was not of their day."""

    fines: tuple[Sum, ...]
    arrests: tuple[Sum, ...]
    unsaid: tuple[str, ...]
    doubtful: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Penalty:
    """One penalty as it stands: what the last instance and later changes made of it. `amount` is None where none was said."""

    claim: str
    proceeding: str
    type: str
    amount: Decimal | None
    unit: str
    day: PartialDate
    sure: bool
    served: str = ""


@dataclass(slots=True)
class _Case:
    """What one proceeding says of one type of penalty."""

    components: list[tuple[int, Penalty]] = field(default_factory=list)
    changes: list[tuple[PartialDate, str, Decimal | None, str, str]] = field(default_factory=list)


def totals(
    since: date, until: date, known: date | None = None, *, person: str = "", shown: Shown | None = None
) -> Totals:
    """Fines and days of administrative detention imposed from one day to another, both counted in, of everybody or one person.

    Raises ClaimsError if the period ends before it begins.
    """
    if until < since:
        raise ClaimsError(f"Expected a period that ends no earlier than it begins; got {since} to {until}.")
    entry = None if known is None else known_at(known)
    defendants = tried(entry, person)
    found = [
        each
        for each in penalties(entry, (FINE, ARREST), proceedings=set(defendants) if person else None, shown=shown)
        if _may_be_of(each.day, since, until)
    ]
    counted = [each for each in found if each.amount is not None and each.unit]
    return Totals(
        _sums([each for each in counted if each.type == FINE], (since, until), defendants),
        _sums([each for each in counted if each.type == ARREST], (since, until), defendants),
        tuple(each.claim for each in found if each.amount is None or not each.unit),
        tuple(each.claim for each in counted if _anachronic(each)),
    )


def penalties(
    entry: int | None,
    types: Iterable[str],
    *,
    proceedings: set[str] | None = None,
    shown: Shown | None = None,
    at: date = date.max,
) -> list[Penalty]:
    """Penalties of some types as they stand on a day; in some proceedings or in all."""
    cases: dict[tuple[str, str], _Case] = defaultdict(_Case)
    records = {"claim__subject__in": proceedings} if proceedings is not None else {}
    alive = live(entry, of="claim__")
    asked = SentenceComponent.objects.filter(alive, sentence_type__in=tuple(types), **records)
    columns = ("claim_id", "claim__subject_id", "sentence_type", "claim__valid_from", "claim__status", "amount", "unit")
    rows = list(asked.order_by("claim__known_from", "claim_id").values_list(*columns, "instance", "served"))
    changed = SentenceChange.objects.filter(alive, sentence_type__in=tuple(types), claim__status=ASSERTED, **records)
    changes = list(changed.order_by("claim__known_from", "claim_id").values_list(*columns, "change"))
    standing = same(entry)
    judged = _judged(entry, {standing.get(row[1], row[1]) for row in rows if not row[3]}, standing)
    said = {row[0] for row in (*rows, *changes)} | {each[0] for its in judged.values() for each in its}
    allowed = None if shown is None else set(shown(said))
    for claim, trial, kind, day, status, amount, unit, instance, served in rows:
        when = parse(day) if day else _pronounced(judged.get(standing.get(trial, trial), ()), instance, allowed)
        if (allowed is None or claim in allowed) and status != "denied" and (when.earliest or date.min) <= at:
            penalty = Penalty(claim, standing.get(trial, trial), kind, amount, unit, when, status == ASSERTED, served)
            taken = -1 if status in TAKEN_BACK else 0
            rank = _INSTANCES.index(instance) if instance in _INSTANCES else 0
            cases[penalty.proceeding, kind].components.append((rank if taken == 0 else -1, penalty))
    for claim, trial, kind, day, _, amount, unit, change in changes:
        when = parse(day)
        if (allowed is None or claim in allowed) and (when.earliest or date.min) <= at:
            cases[standing.get(trial, trial), kind].changes.append((when, change, amount, unit, claim))
    return [each for case in cases.values() for each in _stand(case)]


_Judged = tuple[str, str, PartialDate]  # a judgment's claim, instance and day


def _judged(entry: int | None, trials: set[str], standing: Mapping[str, str]) -> dict[str, list[_Judged]]:
    """The dated judgments of proceedings, each under the record that stands for it."""
    found: dict[str, list[_Judged]] = defaultdict(list)
    if not trials:
        return found
    rows = Judgment.objects.filter(live(entry, of="claim__"), claim__status=ASSERTED).exclude(claim__valid_from="")
    columns = ("claim_id", "claim__subject_id", "instance", "claim__valid_from")
    for claim, trial, instance, day in rows.order_by("claim_id").values_list(*columns):
        if standing.get(trial, trial) in trials:
            found[standing.get(trial, trial)].append((claim, instance, parse(day)))
    return found


def _pronounced(judged: Iterable[_Judged], instance: str, allowed: set[str] | None) -> PartialDate:
    """The day of the judgment by which an undated penalty was pronounced; from the first to the last where it may be of several."""
    open_to = [(own, day) for claim, own, day in judged if allowed is None or claim in allowed]
    days = [day for own, day in open_to if own == instance] or [day for own, day in open_to if not (own and instance)]
    bounds = [(day.earliest, day.latest) for day in days if day.earliest and day.latest]
    if len(set(bounds)) < 2:
        return days[0] if bounds else UNKNOWN
    return PartialDate("", min(first for first, _ in bounds), max(last for _, last in bounds))


def tried(entry: int | None, person: str = "") -> dict[str, str]:
    """Who is tried in each proceeding, of all or of one person; each under the record that stands for it."""
    standing = same(entry)
    rows = ProceedingDetails.objects.filter(live(entry, of="claim__"))
    if person:
        root = standing.get(person, person)
        rows = rows.filter(defendant__in={root, *(each for each, its in standing.items() if its == root)})
    found = rows.values_list("claim__subject_id", "defendant_id")
    pairs = {trial: standing.get(whom, whom) for trial, whom in found}
    return pairs | {standing[trial]: whom for trial, whom in pairs.items() if trial in standing}


def _stand(case: _Case) -> list[Penalty]:
    """The penalties of the last instance that pronounced any, with later changes; several of one instance are told by their amounts."""
    taken = {(each.amount, each.unit) for rank, each in case.components if rank < 0}
    valid = [(rank, each) for rank, each in case.components if rank >= 0 and (each.amount, each.unit) not in taken]
    if not valid:
        return []
    last = max(rank for rank, _ in valid)
    told: dict[tuple[Decimal | None, str], Penalty] = {}
    for _, each in (pair for pair in valid if pair[0] == last):
        key = (each.amount, each.unit)
        told[key] = each if key not in told or (each.sure and not told[key].sure) else told[key]
    if len(told) > 1:
        told.pop((None, ""), None)
    standing = list(told.values())
    for _, change, amount, unit, _ in sorted(case.changes, key=lambda each: each[0].latest or date.max):
        if change in GONE or (change == "replaced" and amount is None):
            return []
        if amount is not None:
            standing = [_changed(standing[0], amount, unit)]
    return standing


def _changed(penalty: Penalty, amount: Decimal, unit: str) -> Penalty:
    return Penalty(
        penalty.claim,
        penalty.proceeding,
        penalty.type,
        amount,
        unit or penalty.unit,
        penalty.day,
        penalty.sure,
        penalty.served,
    )


def _may_be_of(day: PartialDate, since: date, until: date) -> bool:
    return (day.earliest or date.min) <= until and (day.latest or date.max) >= since


def _surely_of(day: PartialDate, since: date, until: date) -> bool:
    return day.earliest is not None and day.latest is not None and since <= day.earliest and day.latest <= until


def _sums(found: Sequence[Penalty], period: tuple[date, date], defendants: dict[str, str]) -> tuple[Sum, ...]:
    by_unit: dict[str, list[Penalty]] = defaultdict(list)
    for each in found:
        by_unit[each.unit].append(each)
    return tuple(_sum(unit, its, period, defendants) for unit, its in sorted(by_unit.items()))


def _sum(unit: str, its: list[Penalty], period: tuple[date, date], defendants: dict[str, str]) -> Sum:
    sure = [each for each in its if each.sure and _surely_of(each.day, *period)]
    certain = sum((each.amount for each in sure if each.amount is not None), Decimal())
    every = sum((each.amount for each in its if each.amount is not None), Decimal())
    people = {defendants.get(each.proceeding, each.proceeding) for each in its}
    return Sum(unit, certain, every - certain, len(its), len(people))


def _anachronic(penalty: Penalty) -> bool:
    """Whether a sum is in a ruble that there was not yet, or no longer, on its day."""
    first, last = penalty.day.earliest, penalty.day.latest
    if penalty.unit == "BYN":
        return last is not None and last < NEW_RUBLE
    return penalty.unit == "BYR" and first is not None and first >= NEW_RUBLE
