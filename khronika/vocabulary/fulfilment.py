"""How far a demand is met, from what was assessed over time: the last word about everyone, and later ones about single people.

An assessment of one person is never turned against them: that the demand as a whole was refused or not met leaves those who
were released released. The same assessments in any order give the same standing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from khronika.dates import OPEN, parse

MET, PARTLY, NOT_MET, REVERSED = "met", "partly_met", "not_met", "reversed"
UNASSESSED = ""
"""The state of a demand, and of each of those for whom it asks, of which nothing was assessed."""
_OF_ALL = (MET, REVERSED)  # said of the whole, these are true of each; the others leave those who were met as they are
_LASTING = (NOT_MET, REVERSED, "refused", "overtaken")  # said of the whole, these hold until somebody is met


@dataclass(frozen=True, slots=True)
class Assessed:
    """What was said of a demand on a day (EDTF, empty for unknown): of one for whom it asks, or of the demand as a whole.

    `order` tells apart what was assessed on one day: the later decision has the greater.
    """

    assessment: str
    on: str
    beneficiary: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A demand's state since a day; how many of the named people it is met for, of how many, and the state of each.

    `of` is 0 where only the demand as a whole was assessed. `each` has everybody who is named.
    """

    state: str
    since: str
    met: int
    of: int
    each: Mapping[str, str]


def standing(assessed: Iterable[Assessed], beneficiaries: Collection[str], at: str = "") -> Standing:
    """What came of a demand by the end of `at` (EDTF; empty for all that is known).

    Counts what was certainly assessed by then, so what has no date counts only without `at`, and as the earliest. What was
    said of somebody who is not named among `beneficiaries` can make a demand partly met, and is never counted.
    Raises DateError for a date that is none.

    >>> told = [Assessed("not_met", "2010"), *(Assessed("met", "2011-09", name) for name in "abc")]
    >>> found = standing(told, "abcdefg")
    >>> found.state, found.since, found.met, found.of
    ('partly_met', '2011-09', 3, 7)
    """
    known = sorted(_by(assessed, at), key=_when)
    named = frozenset(beneficiaries)
    state, since = UNASSESSED, ""
    each: Mapping[str, str] = dict.fromkeys(named, UNASSESSED)
    for count in range(1, len(known) + 1):
        each = _each(known[:count], named)
        now = _state(known[:count], each, named)
        if now != state:
            state, since = now, known[count - 1].on
    single = any(one.beneficiary in named for one in known)
    met = sum(each[name] == MET for name in named) if single else 0
    shown = MappingProxyType({name: each[name] for name in sorted(named)})
    return Standing(state, since, met, len(named) if single else 0, shown)


def _by(assessed: Iterable[Assessed], at: str) -> Iterable[Assessed]:
    """What was certainly assessed by the end of a day, month or year."""
    limit = parse(at).latest
    if limit is None:
        return assessed
    return [one for one in assessed if (latest := parse(one.on).latest) is not None and latest <= limit]


def _when(one: Assessed) -> tuple[date, date, int, str, str, str]:
    """What orders assessments: the last day that a date may mean, then the first; without a date comes before all."""
    when = parse("" if one.on == OPEN else one.on)
    first, last = when.earliest or date.min, when.latest or date.min
    return last, first, one.order, one.beneficiary, one.assessment, one.on


def _each(known: Sequence[Assessed], named: Collection[str]) -> dict[str, str]:
    """The state of everybody who is named or was assessed singly, after assessments in their order."""
    spoken = {*named, *(one.beneficiary for one in known if one.beneficiary)}
    each = dict.fromkeys(sorted(spoken), UNASSESSED)
    for one in known:
        if one.beneficiary:
            each[one.beneficiary] = one.assessment
        elif one.assessment != PARTLY:  # which says of nobody whether they are among the part
            each.update({name: one.assessment for name in each if each[name] != MET or one.assessment in _OF_ALL})
    return each


def _state(known: Sequence[Assessed], each: Mapping[str, str], named: Collection[str]) -> str:
    """The state of the demand: the last word about the whole, or what the later ones about single people come to."""
    whole = next((one.assessment for one in reversed(known) if not one.beneficiary), UNASSESSED)
    states = set(each.values())
    helped = bool(states & {MET, PARTLY})
    if not known[-1].beneficiary:
        return PARTLY if whole == NOT_MET and helped else whole
    if len(states) == 1 and (named or not helped):
        return states.pop()
    if helped or whole == PARTLY:
        return PARTLY
    return whole if whole in _LASTING else NOT_MET
