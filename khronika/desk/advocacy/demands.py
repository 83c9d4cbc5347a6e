"""The demands that are tracked: how each stands on a day, since when it is asked, in which chain, and what changed since an edition.

What was worked out stands until something was decided about demands; then only those that it touched are worked out anew.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import connection
from django.db.models import Q

from khronika.dates import parse
from khronika.desk.advocacy.asked import DATING, KINDS, Demand, bounds, first, load
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Claim
from khronika.desk.ledger.append import head
from khronika.desk.ledger.models import Entry
from khronika.vocabulary.fulfilment import Standing, standing

OPEN = "open"
"""Asks for demands of which nothing was assessed."""
_TOUCHING = (*KINDS, *DATING)


@dataclass(frozen=True, slots=True)
class Tracked:
    """A demand with how it stands. `first` is the day on which it was asked first in its chain, `asked` how often it was.

    `before` and `after` are the demands that it repeats and that repeat it. `twice`: another demand of its statement has
    its number.
    """

    demand: Demand
    standing: Standing
    first: str = ""
    asked: int = 1
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()

    @property
    def record(self) -> str:
        """The demand's id."""
        return self.demand.record

    def age(self, on: date) -> int:
        """How many days it is asked for at least, up to a day; 0 where it has no date."""
        latest = parse(self.first).latest
        return max((on - latest).days, 0) if latest else 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which demands are wanted; what is empty narrows nothing. `at` is the day for which they are to stand as they do.

    `states` has terms of 'assessment', and OPEN. `last`: only those that no later one repeats.
    """

    states: frozenset[str] = frozenset()
    addressee: str = ""
    beneficiary: str = ""
    scope: str = ""
    year: str = ""
    provision: str = ""
    statement: str = ""
    last: bool = False
    only: frozenset[str] | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A demand that stands otherwise than it stood: how it stood before (None where it was not known), and how it stands."""

    tracked: Tracked
    before: Standing | None


@dataclass(slots=True)
class _Kept:
    """All that was worked out, at which end of the ledger, and who stood for whom."""

    base: str
    newest: tuple[int, str]
    roots: Mapping[str, str]
    told: dict[str, Demand]
    rows: dict[str, Tracked] = field(default_factory=dict)


_kept: list[_Kept] = []
_then: dict[tuple[str, int, str], tuple[Mapping[str, str], dict[str, Standing]]] = {}  # as known after an entry


def tracked() -> Mapping[str, Tracked]:
    """All demands by their ids, as they stand now."""
    base, newest, roots = str(connection.settings_dict["NAME"]), head(), same()
    old = _kept[0] if _kept else None
    if old and (old.base, old.newest, old.roots) == (base, newest, roots):
        return old.rows
    goes_on = old is not None and (old.base, old.roots) == (base, roots) and _stands(old.newest)
    new = renewed(old, newest) if old is not None and goes_on else fresh()
    if not connection.in_atomic_block:  # what may be taken back yet is not remembered
        _kept[:] = [new]
    return new.rows


def _stands(end: tuple[int, str]) -> bool:
    """Whether what was the end of the ledger is a part of it still."""
    return Entry.objects.filter(number=end[0], digest=end[1]).exists()


def fresh() -> _Kept:
    """All of it worked out at once."""
    newest, roots = head(), same()
    told = load(standing=roots)
    return _Kept(str(connection.settings_dict["NAME"]), newest, roots, told, _rows(told, {}, told))


def find(wanted: Wanted, rows: Mapping[str, Tracked] | None = None) -> list[Tracked]:
    """The demands that are wanted, those asked longest first; with `at`, those asked by then and as they stood."""
    every = tracked() if rows is None else rows
    some = [every[each] for each in wanted.only if each in every] if wanted.only is not None else every.values()
    if wanted.at:
        limit = parse(wanted.at).latest
        asked = [each for each in some if limit is None or bounds(each.demand.on)[0] <= limit]
        some = [replace(each, standing=_standing(each.demand, wanted.at)) for each in asked]
    found = [each for each in some if _fits(each, wanted)]
    return sorted(found, key=_order)


def _order(each: Tracked) -> tuple[bool, tuple[date, date], tuple[date, date], str, tuple[int, ...], str]:
    its = each.demand
    return not each.first, bounds(each.first), bounds(its.on), its.statement, its.numbers, its.record


def _fits(each: Tracked, wanted: Wanted) -> bool:
    its = each.demand
    return (
        (not wanted.states or (each.standing.state or OPEN) in wanted.states)
        and (not wanted.addressee or wanted.addressee in its.addressees)
        and (not wanted.beneficiary or wanted.beneficiary in its.beneficiaries)
        and (not wanted.scope or wanted.scope == its.scope)
        and (not wanted.year or its.on.startswith(wanted.year))
        and (not wanted.provision or wanted.provision == its.provision)
        and (not wanted.statement or wanted.statement == its.statement)
        and not (wanted.last and each.after)
    )


def concerning(record: str, rows: Mapping[str, Tracked] | None = None) -> frozenset[str]:
    """The demands in which a record has a part: for whom or of whom it is asked, the law, the statement, or itself."""
    root = same().get(record, record)
    every = tracked() if rows is None else rows
    return frozenset(
        key
        for key, each in every.items()
        if root in (key, each.demand.statement, each.demand.provision)
        or root in each.demand.beneficiaries
        or root in each.demand.addressees
    )


def changes(entry: int) -> list[Change]:
    """The demands that stand otherwise than was known after a ledger entry, or were not known then; the new ones last."""
    then, every = _as_known(entry), tracked()
    found = [
        Change(each, then.get(key))
        for key, each in every.items()
        if key not in then or _moved(then[key], each.standing)
    ]
    return sorted(found, key=lambda each: (each.before is None, _order(each.tracked)))


def _moved(old: Standing, new: Standing) -> bool:
    return (old.state, old.met, old.of) != (new.state, new.met, new.of)


def _as_known(entry: int) -> dict[str, Standing]:
    """How demands stood as known after a ledger entry; who is whom as known now."""
    roots = same()
    digest = Entry.objects.filter(number=entry).values_list("digest", flat=True).first() or ""
    key = str(connection.settings_dict["NAME"]), entry, digest
    if key not in _then or _then[key][0] != roots:
        found = {each: _standing(told) for each, told in load(entry=entry, standing=roots).items()}
        if connection.in_atomic_block:
            return found
        _then.clear()
        _then[key] = roots, found
    return _then[key][1]


def by_year(rows: Iterable[Tracked], years: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many demands stood how at the end of each year, of those that were asked by then."""
    counts: dict[int, dict[str, int]] = {year: defaultdict(int) for year in years}
    for each in rows:
        if each.demand.on:
            asked = bounds(each.demand.on)[1]
            days = [bounds(mark.told.on)[1] for mark in each.demand.marks]
            for year in years:
                end = date(year, 12, 31)
                if asked <= end:
                    counts[year][_by(each, days, end) or OPEN] += 1
    return {year: dict(its) for year, its in counts.items()}


def _by(each: Tracked, days: Sequence[date], end: date) -> str:
    """How a demand stood at the end of a day; worked out only between the first and the last assessment."""
    if not days or end < min(days):
        return ""
    settled = max(days) <= end and date.min not in days  # what has no date counts only now
    return each.standing.state if settled else _standing(each.demand, end.isoformat()).state


def renewed(old: _Kept, newest: tuple[int, str]) -> _Kept:
    """What was worked out, at another end of the ledger, with those worked out anew that something decided since then touched."""
    since = Q(known_from__gt=old.newest[0]) | Q(known_until__gt=old.newest[0])
    touched = set(Claim.objects.filter(since, kind__in=_TOUCHING).values_list("subject_id", flat=True))
    if not touched:
        return _Kept(old.base, newest, old.roots, old.told, old.rows)
    roots = {old.roots.get(each, each) for each in touched}
    told = dict(old.told)
    again = {each for each in told if each in roots or told[each].statement in roots}
    anew = load(again | roots, standing=old.roots)
    for each in again - anew.keys():
        del told[each]
    told.update(anew)
    return _Kept(old.base, newest, old.roots, told, _rows(told, old.rows, anew))


def _rows(told: Mapping[str, Demand], old: Mapping[str, Tracked], anew: Collection[str]) -> dict[str, Tracked]:
    """Every demand with its standing and its chain; standings of those that are not told anew are taken from before."""
    pairs = [(each.record, earlier) for each in told.values() for earlier in each.earlier if earlier in told]
    chains = _chains(pairs, told)
    after: dict[str, list[str]] = defaultdict(list)
    for later, earlier in pairs:
        after[earlier].append(later)
    twice = _twice(told.values())
    found = {}
    for key, each in told.items():
        kept = old[key].standing if key in old and key not in anew else _standing(each)
        found[key] = Tracked(
            each,
            kept,
            *chains.get(key, (each.on, 1)),
            _dated([one for one in each.earlier if one in told], told),
            _dated(after.get(key, ()), told),
            twice.get(key, ()),
        )
    return found


def _dated(demands: Iterable[str], told: Mapping[str, Demand]) -> tuple[str, ...]:
    return tuple(sorted(demands, key=lambda each: (bounds(told[each].on), each)))


def _chains(pairs: Iterable[tuple[str, str]], told: Mapping[str, Demand]) -> dict[str, tuple[str, int]]:
    """For demands that repeat or are repeated: the day on which it was asked first, and in how many statements."""
    beside: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        beside[one].append(other)
        beside[other].append(one)
    found: dict[str, tuple[str, int]] = {}
    for start in beside:
        if start in found:
            continue
        chain, ahead = {start}, [start]
        while ahead:
            further = [each for each in beside[ahead.pop()] if each not in chain]
            chain.update(further)
            ahead += further
        said = first(told[each].on for each in chain), len({told[each].statement for each in chain})
        found.update(dict.fromkeys(chain, said))
    return found


def _twice(demands: Iterable[Demand]) -> dict[str, tuple[str, ...]]:
    """For demands that share a number with others of their statement: those others."""
    having: dict[tuple[str, int], list[str]] = defaultdict(list)
    for each in demands:
        for number in each.numbers:
            having[each.statement, number].append(each.record)
    found: dict[str, tuple[str, ...]] = {}
    for its in having.values():
        for one in its if len(its) > 1 else ():
            found[one] = tuple(other for other in its if other != one)
    return found


def _standing(demand: Demand, at: str = "") -> Standing:
    return standing([mark.told for mark in demand.marks], demand.beneficiaries, at)
