"""What is recorded of campaigns, observances and actions, as frozen values: all of them in a fixed number of questions.

Records judged the same are one here. Figures keep their unit, their bound, who counted and where it stands; nothing is added up.
How far the demands are met that would end something is reckoned from what was assessed of them, each time anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from khronika.dates import DateError, parse
from khronika.desk.advocacy.demands import tracked
from khronika.desk.advocacy.mechanisms.rows import Rows
from khronika.desk.register.told import Cite, resting
from khronika.desk.solidarity.places import Where, country, places
from khronika.vocabulary.counted import Count, opposed
from khronika.vocabulary.fulfilment import Standing, standing
from khronika.vocabulary.observed import Going, going, moves, nearest

CANCELLED = "cancelled"
ANNOUNCED, HELD = "announced", "held"
_SPAN = ("claim__valid_from", "claim__valid_until")


@dataclass(frozen=True, slots=True)
class Figure:
    """One count as a claim says it, with who counted (a record), how, and where it stands.

    `opposed`: another of the same unit and time cannot be true beside it.
    """

    claim: str
    count: Count
    start: str = ""
    until: str = ""
    by: str = ""
    method: str = ""
    cites: tuple[Cite, ...] = ()
    opposed: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """A country or territory in which people took part, and the years of which that is said; none for the whole."""

    place: str
    code: str = ""
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """A demand that must be met before something ends, how it stands, and its words by language."""

    demand: str
    standing: Standing
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """One action: its kind (a term), its days (EDTF), the town and country (records), of what it is a part, its hosts and counts."""

    record: str
    kind: str = ""
    start: str = ""
    until: str = ""
    place: str = ""
    country: str = ""
    code: str = ""
    campaign: str = ""
    observance: str = ""
    hosts: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def first(self) -> date | None:
        """The first day that it may have been on."""
        return _day(self.start)[0]

    @property
    def last(self) -> date | None:
        """The last one."""
        return _day(self.until)[1] or _day(self.start)[1]

    @property
    def year(self) -> int | None:
        """Its year; None where its date does not say one."""
        return year_of(self.start)


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign: for whom, since when until when or until which demands are met, where people took part, what was counted."""

    record: str
    kind: str = ""
    take_part: str = ""
    country: str = ""
    start: str = ""
    until: str = ""
    people: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    endings: tuple[Ending, ...] = ()
    figures: tuple[Figure, ...] = ()
    territories: tuple[Spread, ...] = ()
    actions: tuple[str, ...] = ()

    @property
    def going(self) -> Going:
        """How far the demands that would end it are met."""
        return going(each.standing for each in self.endings)

    def runs(self, at: date) -> bool:
        """Whether it has not ended on a day: its last day is not over, and its demands are not all met."""
        last = _day(self.until)[1]
        return (last is None or last >= at) and (not self.endings or self.going.lives)


@dataclass(frozen=True, slots=True)
class Year:
    """One year of an observance: the how manieth, its state (a term, empty where nobody said), what took place in it."""

    year: int
    number: int | None = None
    state: str = ""
    actions: tuple[str, ...] = ()
    territories: tuple[Spread, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Observance:
    """A day of every year: in memory of what, until which demands are met, and each year in which it was kept."""

    record: str
    month: int = 0
    day: int = 0
    origin: str = ""
    take_part: str = ""
    country: str = ""
    start: str = ""
    hosts: tuple[str, ...] = ()
    endings: tuple[Ending, ...] = ()
    years: tuple[Year, ...] = ()
    figures: tuple[Figure, ...] = ()
    territories: tuple[Spread, ...] = ()

    @property
    def going(self) -> Going:
        """How far the demands that would end it are met."""
        return going(each.standing for each in self.endings)

    @property
    def moves(self) -> bool:
        """Whether it is kept a day earlier in common years."""
        return moves(self.month, self.day)

    def next(self, at: date) -> date | None:
        """When it comes round again; None where it ended or its day is none."""
        try:
            return nearest(self.month, self.day, at) if self.going.lives else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Everything:
    """All of it at once."""

    campaigns: tuple[Campaign, ...]
    observances: tuple[Observance, ...]
    actions: Mapping[str, Action]
    places: Mapping[str, Where]


@dataclass(slots=True)
class _Loaded:
    """Answers by record, as they come."""

    hosts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    people: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    endings: dict[str, list[Ending]] = field(default_factory=lambda: defaultdict(list))
    figures: dict[str, list[Figure]] = field(default_factory=lambda: defaultdict(list))
    spread: dict[str, dict[str, set[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))


def everything() -> Everything:
    """Campaigns, those that began last first; observances by their day of the year; actions by their ids."""
    rows = Rows()
    where, loaded = places(rows), _load(rows)
    actions = {each.record: each for each in _actions(rows, loaded, where)}
    campaigns = _campaigns(rows, loaded, where, actions)
    return Everything(campaigns, _observances(rows, loaded, where, actions), actions, where)


def year_of(text: str) -> int | None:
    """The one year that a date speaks of.

    >>> year_of("2013-08-04"), year_of("2012-12"), year_of("")
    (2013, 2012, None)
    """
    first, last = _day(text)
    return first.year if first is not None and last is not None and first.year == last.year else None


def _day(text: str) -> tuple[date | None, date | None]:
    try:
        found = parse("" if text == ".." else text)
    except DateError:
        return None, None
    return found.earliest, found.latest


def _load(rows: Rows) -> _Loaded:
    found = _Loaded()
    for subject, host in rows("Host", "organization"):
        found.hosts[subject].append(host)
    for subject, party in rows("Beneficiary", "party"):
        found.people[subject].append(party)
    demands = tracked()
    for subject, demand in rows("EndingCondition", "demand"):
        known = demands.get(demand)
        if all(each.demand != demand for each in found.endings[subject]):
            texts = known.demand.texts if known else {}
            found.endings[subject].append(Ending(demand, known.standing if known else standing((), ()), texts))
    for subject, place, start in rows("Territory", "place", "claim__valid_from"):
        year = year_of(start)
        found.spread[subject][place] |= {year} if year is not None else set()
    for subject, its in _figures(rows).items():
        found.figures[subject] = its
    return found


def _figures(rows: Rows) -> dict[str, list[Figure]]:
    """The counts of every record, each marked where another cannot be true beside it."""
    columns = ("claim_id", "value", "bound", "counted", "said", "counted_by", "method", *_SPAN)
    told: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for subject, *values in rows("ReportedCount", *columns):
        told[subject].append(tuple(values))
    cites = resting([each[0] for its in told.values() for each in its])
    found: dict[str, list[Figure]] = {}
    for subject, rows_ in told.items():
        its = sorted(rows_, key=lambda each: (_day(each[7])[0] or date.min, -each[1], each[0]))
        counts = [Count(value, bound, counted, said) for _claim, value, bound, counted, said, *_rest in its]
        apart = opposed([(count, each[7]) for count, each in zip(counts, its, strict=True)])
        found[subject] = [
            Figure(claim, counts[at], start, until, by, method, cites.get(claim, ()), at in apart)
            for at, (claim, *_count, by, method, start, until) in enumerate(its)
        ]
    return found


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in values if each))


def _spread(found: Mapping[str, set[int]], where: Mapping[str, Where], year: int | None = None) -> tuple[Spread, ...]:
    """Territories, those of a year or all."""
    return tuple(
        Spread(place, where.get(place, Where()).code, tuple(sorted(years)))
        for place, years in found.items()
        if year is None or year in years
    )


def _merged(rows: Rows, kind: str, columns: Sequence[str], names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The details of every record of a kind: what a later decision leaves empty stays as it was told before."""
    found: dict[str, dict[str, Any]] = {}
    for record, *values in rows(kind, *columns):
        its = found.setdefault(record, {})
        its |= {name: value for name, value in zip(names, values, strict=True) if value not in (None, "")}
    return found


def _actions(rows: Rows, loaded: _Loaded, where: Mapping[str, Where]) -> Iterable[Action]:
    columns = ("action_type", "place", "campaign", "observance", *_SPAN)
    names = ("kind", "place", "campaign", "observance", "start", "until")
    for record, its in _merged(rows, "SolidarityActionDetails", columns, names).items():
        land = country(its.get("place", ""), where)
        code = where.get(land, Where()).code
        hosts, figures = _once(loaded.hosts.get(record, ())), tuple(loaded.figures.get(record, ()))
        yield Action(record, **its, country=land, code=code, hosts=hosts, figures=figures)


def _campaigns(
    rows: Rows, loaded: _Loaded, where: Mapping[str, Where], actions: Mapping[str, Action]
) -> tuple[Campaign, ...]:
    names = ("kind", "take_part", "country", "start", "until")
    details = _merged(rows, "CampaignDetails", ("campaign_type", "take_part", "country", *_SPAN), names)
    for (record,) in rows("Name", so=Q(claim__subject__kind="Campaign")):
        details.setdefault(record, {})
    found = [
        Campaign(
            record,
            **its,
            people=_once(loaded.people.get(record, ())),
            hosts=_once(loaded.hosts.get(record, ())),
            endings=tuple(loaded.endings.get(record, ())),
            figures=tuple(loaded.figures.get(record, ())),
            territories=_spread(loaded.spread.get(record, {}), where),
            actions=_ordered(each for each in actions.values() if each.campaign == record),
        )
        for record, its in details.items()
    ]
    return tuple(sorted(found, key=lambda each: (_day(each.start)[0] or date.min, each.record), reverse=True))


def _ordered(found: Iterable[Action]) -> tuple[str, ...]:
    return tuple(each.record for each in sorted(found, key=lambda one: (one.first or date.min, one.record)))


def _observances(
    rows: Rows, loaded: _Loaded, where: Mapping[str, Where], actions: Mapping[str, Action]
) -> tuple[Observance, ...]:
    names = ("month", "day", "origin", "take_part", "country", "start")
    columns = ("month", "day", "origin", "take_part", "country", "claim__valid_from")
    said: dict[str, dict[int, tuple[int | None, str]]] = defaultdict(dict)
    for record, year, number, state in rows("Occurrence", "year", "number", "occurrence_state"):
        before = said[record].get(year, (None, ""))
        said[record][year] = (number if number is not None else before[0], state)
    found = [
        Observance(
            record,
            **its,
            hosts=_once(loaded.hosts.get(record, ())),
            endings=tuple(loaded.endings.get(record, ())),
            years=_years(record, said[record], loaded, where, actions),
            figures=tuple(each for each in loaded.figures.get(record, ()) if year_of(each.start) is None),
            territories=_spread(loaded.spread.get(record, {}), where),
        )
        for record, its in _merged(rows, "ObservanceDetails", columns, names).items()
    ]
    return tuple(sorted(found, key=lambda each: (each.month, each.day, each.record)))


def _years(
    record: str,
    said: Mapping[int, tuple[int | None, str]],
    loaded: _Loaded,
    where: Mapping[str, Where],
    actions: Mapping[str, Action],
) -> tuple[Year, ...]:
    """Every year of which something is told, the last first."""
    its = [each for each in actions.values() if each.observance == record]
    figures, spread = loaded.figures.get(record, ()), loaded.spread.get(record, {})
    years = {*said, *(each.year for each in its), *(year_of(each.start) for each in figures)}
    years |= {year for several in spread.values() for year in several}
    return tuple(
        Year(
            year,
            *said.get(year, (None, "")),
            _ordered(each for each in its if each.year == year),
            _spread(spread, where, year),
            tuple(each for each in figures if year_of(each.start) == year),
        )
        for year in sorted((each for each in years if each is not None), reverse=True)
    )
