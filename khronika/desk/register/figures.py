"""Three figures that are never mixed: how many hold a status on a day (stock), how many began or ceased to in a period (flow),
and how many ever did up to a day (cumulative). People are counted, not claims, and those who only possibly count stand apart.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khronika.dates import Certainty, Interval, PartialDate, holds, parse, strongest
from khronika.desk.claims.asof import known_at
from khronika.desk.register.grouping import group
from khronika.desk.register.pieces import ASSERTED, Piece, deaths, demand, everything
from khronika.desk.register.status import Shown, intervals, only, people, standing

UNSAID = "unsaid"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Figure:
    """People counted: `certain`, and `possible` ones beside them. `group` is the gender or place, `ground` how it ended."""

    certain: int
    possible: int
    group: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """Who began to hold a status in a period, and who ceased to, by the ground on which it ended."""

    began: tuple[Figure, ...]
    ended: tuple[Figure, ...]


def stock(
    status: str, at: date, known: date | None = None, *, by: str = "", shown: Shown | None = None
) -> tuple[Figure, ...]:
    """How many people hold a status on a day; someone released on that day is still counted on it.

    `by` is '', 'gender' or 'place'; with it there is a figure for each group, else one. `shown` as in `people`.
    """
    held = {each.record: each.certainty for each in people(status, at, known, shown=shown)}
    return _figures(held, (by, at, known), shown)


def flow(
    status: str, since: date, until: date, known: date | None = None, *, by: str = "", shown: Shown | None = None
) -> Flow:
    """How many people began to hold a status from one day to another, both counted in, and how many ceased to.

    Who is recognised by a second organisation while the first still recognises them has not begun anew, and whoever goes
    from one detention straight into another has not ceased. A date that may lie outside the period makes it possible.
    """
    began: dict[str, Certainty] = {}
    ended: dict[str, dict[str, Certainty]] = {}
    for person, pieces, times in _lives(status, date.max, known, shown):  # what goes on may begin after the period
        entering = [_entering(each, sure, times, since, until) for _, each, sure in times]
        if (certainty := strongest(entering)) is not Certainty.NO:
            began[person] = certainty
        for ground, certainty in _leaving(pieces, times, since, until).items():
            ended.setdefault(ground, {})[person] = certainty
    left = [
        (ground, figure) for ground, its in sorted(ended.items()) for figure in _figures(its, (by, until, known), shown)
    ]
    return Flow(
        _figures(began, (by, until, known), shown),
        tuple(Figure(each.certain, each.possible, each.group, ground) for ground, each in left),
    )


def cumulative(
    status: str, until: date, known: date | None = None, *, by: str = "", shown: Shown | None = None
) -> tuple[Figure, ...]:
    """How many people ever held a status up to a day; each counts once however often, and nobody leaves this figure again."""
    ever: dict[str, Certainty] = {}
    for person, _, times in _lives(status, until, known, shown):
        certainty = strongest(_ever(each, until, sure) for _, each, sure in times)
        if certainty is not Certainty.NO:
            ever[person] = certainty
    return _figures(ever, (by, until, known), shown)


def months(since: date, until: date) -> list[tuple[date, date]]:
    """The calendar months of a period as their first and last days in it."""
    found, start = [], since
    while start <= until:
        following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        found.append((start, min(until, following - _DAY)))
        start = following
    return found


_Times = Sequence[tuple[str, Interval, bool]]


def _lives(
    status: str, until: date, known: date | None, shown: Shown | None
) -> Iterable[tuple[str, list[Piece], _Times]]:
    """Each person with what is known of the status and when it was held."""
    demand(status)
    entry = None if known is None else known_at(known)
    found, died = everything(status, entry, until=until), deaths(entry)
    for person, pieces in (only(found, shown) if shown is not None else found).items():
        yield person, pieces, intervals(status, pieces, died.get(person, ()))


def _entering(each: Interval, sure: bool, times: _Times, since: date, until: date) -> Certainty:
    """Whether an interval begins in a period and nothing else was going on before."""
    certainty = _within(each.start, since, until)
    if certainty is Certainty.NO or each.start.earliest is None or each.start.earliest == date.min:
        return Certainty.NO
    before = each.start.earliest - _DAY
    if any(_held(other, before, certain) is Certainty.CERTAIN for _, other, certain in times):
        return Certainty.NO
    return certainty if sure else Certainty.POSSIBLE


def _leaving(pieces: Sequence[Piece], times: _Times, since: date, until: date) -> dict[str, Certainty]:
    """By ground, whether the status ended in a period and did not go on by another claim."""
    found: dict[str, Certainty] = {}
    spoken = {claim for claim, _, _ in times}
    for piece in standing(pieces):
        end = parse(piece.valid_until)
        certainty = _within(end, since, until)
        if piece.claim not in spoken or certainty is Certainty.NO or end.latest is None or end.latest == date.max:
            continue
        if any(_held(other, end.latest + _DAY, sure) is Certainty.CERTAIN for _, other, sure in times):
            continue
        sure = certainty if piece.status == ASSERTED else Certainty.POSSIBLE
        ground = piece.end_ground or UNSAID
        found[ground] = strongest((found.get(ground, Certainty.NO), sure))
    if len(found) > 1:
        found.pop(UNSAID, None)
    return found


def _held(each: Interval, at: date, sure: bool) -> Certainty:
    said = holds(each.start, each.end, at, attested=each.attested)
    return said if sure or said is Certainty.NO else Certainty.POSSIBLE


def _ever(each: Interval, until: date, sure: bool) -> Certainty:
    """Whether an interval has begun by a day; what has ended by then must have begun."""
    begun = each.start if each.start.latest is not None else each.end
    if (each.start.earliest or date.min) > until:
        return Certainty.NO
    return Certainty.CERTAIN if sure and begun.latest is not None and begun.latest <= until else Certainty.POSSIBLE


def _within(day: PartialDate, since: date, until: date) -> Certainty:
    """Whether a date lies in a period."""
    if day.earliest is None or day.latest is None or day.earliest > until or day.latest < since:
        return Certainty.NO
    return Certainty.CERTAIN if since <= day.earliest and day.latest <= until else Certainty.POSSIBLE


def _figures(
    held: Mapping[str, Certainty], asked: tuple[str, date, date | None], shown: Shown | None
) -> tuple[Figure, ...]:
    groups = group(held, *asked, shown=shown) if asked[0] else {}
    counted = Counter((groups.get(record, ""), certainty) for record, certainty in held.items())
    names = sorted({name for name, _ in counted}) or [""]
    return tuple(Figure(counted[name, Certainty.CERTAIN], counted[name, Certainty.POSSIBLE], name) for name in names)
