"""Stock, flow and cumulative figures of an edition, acts and fines by year: counted from the edition's own lines.

The definitions are those of `desk.register.figures` (docs/explanation/figures.md): people are counted, not claims, and those
who only possibly count stand apart. A test holds the two against each other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from khronika.dates import Certainty, PartialDate, parse, strongest
from khronika.edition.held import Held, Span

UNSAID = "unsaid"
_DAY = timedelta(days=1)
Count = dict[str, object]


@dataclass(frozen=True, slots=True)
class Dated:
    """An act or fine as it is counted: what it is, when, and whether it is asserted. `amount` and `who` are a fine's."""

    what: str
    day: str
    sure: bool
    amount: Decimal = Decimal()
    who: str = ""


def month_ends(since: date, until: date) -> list[date]:
    """The last days of all months from that of one day on that are over by another."""
    found, first = [], since.replace(day=1)
    while (end := _following(first) - _DAY) <= until:
        found.append(end)
        first = _following(first)
    return found


def _following(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def begun(people: Iterable[Held]) -> date | None:
    """The first day on which anyone may have held the status."""
    return min(
        (start for held in people for span in held.spans if (start := span.interval.start.earliest)), default=None
    )


def now(people: Iterable[Held], at: date) -> Count:
    """How many hold the status on a day."""
    return dict(_pair(Counter(held.certainty(at) for held in people)))


def stock(people: Sequence[Held], until: date) -> list[Count]:
    """How many held the status on the last day of each month; months with nobody are left out."""
    first = begun(people)
    if first is None:
        return []
    ends = month_ends(first, until)
    counted: dict[date, Counter[Certainty]] = {end: Counter() for end in ends}
    for held in people:
        since, last = held.bounds
        for end in ends:
            if (since is None or end >= since) and (last is None or end <= last):
                counted[end][held.certainty(end)] += 1
    found = [(f"{end:%Y-%m}", _pair(counts)) for end, counts in counted.items()]
    return [{"month": month, **pair} for month, pair in found if pair["certain"] or pair["possible"]]


def flow(people: Sequence[Held], until: date) -> list[Count]:
    """How many began to hold the status in each year, and how many ceased to, by the ground."""
    first = begun(people)
    found: list[Count] = []
    for year in range(first.year, until.year + 1) if first else ():
        since, last = date(year, 1, 1), min(date(year, 12, 31), until)
        began = Counter(began_in(held, since, last) for held in people)
        ended: dict[str, Counter[Certainty]] = defaultdict(Counter)
        every: Counter[Certainty] = Counter()
        for held in people:
            grounds = ended_in(held, since, last)
            every[strongest(grounds.values())] += 1
            for ground, certainty in grounds.items():
                ended[ground][certainty] += 1
        by_ground = [{"ground": ground, **_pair(ended[ground])} for ground in sorted(ended)]
        found.append({"year": str(year), "began": _pair(began), "ended": _pair(every), "grounds": by_ground})
    return found


def cumulative(people: Sequence[Held], until: date) -> list[Count]:
    """How many ever held the status up to the end of each year."""
    first = begun(people)
    found: list[Count] = []
    for year in range(first.year, until.year + 1) if first else ():
        last = min(date(year, 12, 31), until)
        counts = Counter(strongest(_ever(span, last) for span in held.spans) for held in people)
        found.append({"year": str(year), **_pair(counts)})
    return found


def began_in(held: Held, since: date, until: date) -> Certainty:
    """Whether a person began to hold the status in a period, nothing else having gone on before."""
    return strongest(_entering(span, held.spans, since, until) for span in held.spans)


def ended_in(held: Held, since: date, until: date) -> dict[str, Certainty]:
    """By ground, whether the status ended in a period and did not go on by another claim."""
    found: dict[str, Certainty] = {}
    for span in held.spans:
        end = parse(span.until)
        certainty = _within(end, since, until)
        if certainty is Certainty.NO or end.latest is None or end.latest == date.max:
            continue
        after = end.latest + _DAY
        if not any(other.certainty(after) is Certainty.CERTAIN for other in held.spans):
            ground = span.ground or UNSAID
            sure = certainty if span.asserted else Certainty.POSSIBLE
            found[ground] = strongest((found.get(ground, Certainty.NO), sure))
    if len(found) > 1:
        found.pop(UNSAID, None)
    return found


def _entering(span: Span, spans: Sequence[Span], since: date, until: date) -> Certainty:
    start = span.interval.start
    certainty = _within(start, since, until)
    if certainty is Certainty.NO or start.earliest is None or start.earliest == date.min:
        return Certainty.NO
    if any(other.certainty(start.earliest - _DAY) is Certainty.CERTAIN for other in spans):
        return Certainty.NO
    return certainty if span.sure else Certainty.POSSIBLE


def _ever(span: Span, until: date) -> Certainty:
    start = span.interval.start if span.interval.start.latest is not None else span.interval.end
    if (span.interval.start.earliest or date.min) > until:
        return Certainty.NO
    return Certainty.CERTAIN if span.sure and start.latest is not None and start.latest <= until else Certainty.POSSIBLE


def _within(day: PartialDate, since: date, until: date) -> Certainty:
    if day.earliest is None or day.latest is None or day.earliest > until or day.latest < since:
        return Certainty.NO
    return Certainty.CERTAIN if since <= day.earliest and day.latest <= until else Certainty.POSSIBLE


def acts(found: Iterable[Dated]) -> list[Count]:
    """How many acts of each type there were in each year; `year` is empty where no single year was said."""
    counted: dict[tuple[str, str], Counter[Certainty]] = defaultdict(Counter)
    for each in found:
        counted[year(each.day), each.what][Certainty.CERTAIN if each.sure else Certainty.POSSIBLE] += 1
    return [{"year": when, "type": what, **_pair(counts)} for (when, what), counts in sorted(counted.items())]


def fines(found: Iterable[Dated]) -> list[Count]:
    """The sums of fines by year and unit; units are never added to each other."""
    grouped: dict[tuple[str, str], list[Dated]] = defaultdict(list)
    for each in found:
        grouped[each.what, year(each.day)].append(each)
    return [{"unit": unit, "year": when, **_sum(its)} for (unit, when), its in sorted(grouped.items())]


def _sum(its: Sequence[Dated]) -> Count:
    certain = sum((each.amount for each in its if each.sure), Decimal())
    possible = sum((each.amount for each in its if not each.sure), Decimal())
    people = len({each.who for each in its})
    return {"certain": _number(certain), "possible": _number(possible), "fines": len(its), "people": people}


def year(day: str) -> str:
    """The one year in which a date lies; empty where it may be another."""
    said = parse(day)
    if said.earliest is None or said.latest is None or said.earliest.year != said.latest.year:
        return ""
    return f"{said.earliest.year:04d}"


def _pair(counts: Counter[Certainty]) -> dict[str, int]:
    return {"certain": counts[Certainty.CERTAIN], "possible": counts[Certainty.POSSIBLE]}


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
