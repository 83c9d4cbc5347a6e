"""Partial dates as they were said: '2012-08' stays August 2012 and is never made the first of the month.

Notation is EDTF (ISO 8601-2, Library of Congress), level 1: '2012', '2012-08', '2012-08-04', '2011~' about, '2011?'
uncertain, '2011%' both, '2012-21' to '2012-24' the seasons, '201X', '2012-XX' and '2012-XX-XX' unspecified. An end may
also be '..' (open, still so) or empty (unknown): two different facts.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

OPEN = ".."
LAPSE = 365
"""Days after which an unknown end that nobody vouched for is only possible."""
_FORM = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?[?~%]?")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}  # northern; winter runs into the next year
_PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")


class DateError(ValueError):
    """Text that is no partial date."""


class Certainty(StrEnum):
    """Whether something held on a day."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as said (`text`, EDTF) with the first and last day it may mean, both None for open and unknown ends."""

    text: str
    earliest: date | None
    latest: date | None


UNKNOWN = PartialDate("", None, None)
STILL = PartialDate(OPEN, None, None)


@lru_cache(maxsize=65536)
def parse(text: str) -> PartialDate:
    """Understand an EDTF date, '..' or an empty text.

    Raises DateError with the text in quotes when it is none.

    >>> parse("2012-08").latest
    datetime.date(2012, 8, 31)
    """
    text = text.strip()
    if text in ("", OPEN):
        return STILL if text else UNKNOWN
    form = _FORM.fullmatch(text)
    if form is None:
        raise _refused(text)
    try:
        return PartialDate(text, *_bounds(form[1], form[2], form[3]))
    except ValueError:
        raise _refused(text) from None


def _bounds(year: str, month: str | None, day: str | None) -> tuple[date, date]:
    """The first and the last day that a date may mean; ValueError where there is no such day."""
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise ValueError(day)
        return date(first, 1, 1), date(last, 12, 31)
    if first != last:
        raise ValueError(year)
    if int(month) in _SEASONS and day is None:
        begins, ends = _SEASONS[int(month)]
        closing = first + (ends < begins)
        return date(first, begins, 1), date(closing, ends, monthrange(closing, ends)[1])
    if day is None or day == "XX":
        return date(first, int(month), 1), date(first, int(month), monthrange(first, int(month))[1])
    return (whole := date(first, int(month), int(day))), whole


def _refused(text: str) -> DateError:
    return DateError(f"Expected a date such as 2012, 2012-08, 2012-08-04 or 2011~; got {text!r}.")


def ordered(start: PartialDate, end: PartialDate) -> None:
    """Raise DateError if the end is certainly before the start."""
    if start.earliest and end.latest and end.latest < start.earliest:
        raise DateError(f"Expected an end that is not before its start; got {start.text!r} to {end.text!r}.")


def holds(
    start: PartialDate, end: PartialDate, at: date, *, attested: date | None = None, lapse: int = LAPSE
) -> Certainty:
    """Whether what began at `start` and ended at `end` was so on the day `at`; it certainly was on the day `attested`.

    An open end ('..') lasts. An unknown end ('') is certain up to `attested` plus `lapse` days, the last day it was vouched
    for, and only possible after; without `attested` the start's last day counts.

    >>> holds(parse("2013-08"), parse(".."), date(2013, 8, 4))
    <Certainty.POSSIBLE: 'possible'>
    """
    if (start.earliest and at < start.earliest) or (end.latest and at > end.latest):
        return Certainty.NO
    begun = min(filter(None, (start.latest, attested)), default=None)
    if begun is None or at < begun:
        return Certainty.POSSIBLE
    if end.text == OPEN:
        return Certainty.CERTAIN
    if end.earliest is not None:
        return Certainty.CERTAIN if at <= max(end.earliest, attested or end.earliest) else Certainty.POSSIBLE
    vouched = max(filter(None, (start.latest, attested)))
    return Certainty.CERTAIN if at - vouched <= timedelta(days=lapse) else Certainty.POSSIBLE


@dataclass(frozen=True, slots=True)
class Interval:
    """What one claim says of a time: from when until when, and the last day on which it was vouched for."""

    start: PartialDate
    end: PartialDate
    attested: date | None = None


def strongest(answers: Iterable[Certainty]) -> Certainty:
    """What several answers to one question come to: certain if one is, possible if one is, else no."""
    found = set(answers)
    return next((each for each in (Certainty.CERTAIN, Certainty.POSSIBLE) if each in found), Certainty.NO)


def together(
    intervals: Sequence[Interval], at: date, *, limits: Sequence[PartialDate] = (), lapse: int = LAPSE
) -> Certainty:
    """Whether one thing that several claims speak of was so on a day: each claim is completed by the others first.

    >>> told = [Interval(parse("2011-08-04"), parse("")), Interval(parse(""), parse("2014-06-21"))]
    >>> [together(told, date(year, 1, 1)).value for year in (2011, 2014, 2015)]
    ['no', 'certain', 'no']
    """
    whole = complete(intervals, limits)
    return strongest(holds(each.start, each.end, at, attested=each.attested, lapse=lapse) for each in whole)


def complete(intervals: Sequence[Interval], limits: Sequence[PartialDate] = ()) -> tuple[Interval, ...]:
    """The intervals, in their order, with the starts and ends that some leave out taken from the others.

    An end without a start ends what had begun last. An unknown or open end is the end that another interval with the same
    start has; else it is not after the end of what began later, nor after a limit (a death, a release).
    """
    if len(intervals) == 1 and not limits:
        return tuple(intervals)
    begun = [_begun(each, intervals) for each in intervals]
    return tuple(_ended(each, begun, limits) for each in begun)


def _begun(each: Interval, intervals: Sequence[Interval]) -> Interval:
    """An interval that has only an end, with the start of what had begun last and is not known to have ended before."""
    last = each.end.latest
    if each.start.latest is not None or last is None:
        return each
    lasting = [
        other.start
        for other in intervals
        if other.start.earliest is not None
        and other.start.earliest <= last
        and (other.end.latest is None or overlaps(other.end, each.end))
    ]
    if lasting:
        return replace(each, start=max(lasting, key=_order))
    over = [
        other.end
        for other in intervals
        if other.end.latest and each.end.earliest and other.end.latest < each.end.earliest
    ]
    return replace(each, start=PartialDate("", max(over, key=_order).earliest, None)) if over else each


def _ended(each: Interval, intervals: Sequence[Interval], limits: Sequence[PartialDate]) -> Interval:
    """An interval whose end is unknown or open, with the first end that the others leave it."""
    if each.end.latest is not None:
        return each
    others = [other for other in intervals if other.end.latest is not None and other.start.latest is not None]
    same = _first((other.end for other in others if overlaps(other.start, each.start)), each.start)
    if same is not None:
        return replace(each, end=same)
    later = [other.end for other in others if each.start.earliest and _reaches(other.start, each.start.earliest)]
    bound = _first((*later, *limits), each.start)
    if bound is None:
        return each
    return replace(each, end=bound if each.end.text == OPEN else PartialDate("", None, bound.latest))


def _first(ends: Iterable[PartialDate], start: PartialDate) -> PartialDate | None:
    """The first of the ends that are not certainly before a start."""
    found = [end for end in ends if start.earliest is None or _reaches(end, start.earliest)]
    return min(found, key=_order) if found else None


def _reaches(one: PartialDate, day: date) -> bool:
    return one.latest is not None and one.latest >= day


def overlaps(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates may be the same day."""
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return False
    return one.earliest <= other.latest and other.earliest <= one.latest


def _order(one: PartialDate) -> tuple[date, date]:
    return (one.latest or date.max, one.earliest or date.min)
