"""Partial dates as they were said: '2012-08' stays August 2012 and is never made the first of the month.

Notation is EDTF (ISO 8601-2, Library of Congress): '2012', '2012-08', '2012-08-04', '2011~' about, '2011?' uncertain,
'2012-21' spring, '201X' the decade. An end may also be '..' (open, still so) or empty (unknown). Reading single dates is
left to the `edtf` package; intervals are ours, because an unknown end and an open end are different facts here.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

OPEN = ".."
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
    if "/" in text or len(text) > 40:
        raise _refused(text)
    try:
        earliest, latest = _bounds(text)
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        raise _refused(text) from None
    return PartialDate(text, earliest, latest)


def _bounds(text: str) -> tuple[date, date]:
    """The first and last day; plain years, months and days, which most dates are, without the general and slow grammar."""
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        parsed = parse_edtf(text)
        return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    year, month, day = (int(part) if part else 0 for part in plain.groups())
    last = day or monthrange(year, month or 12)[1]
    return date(year, month or 1, day or 1), date(year, month or 12, last)


def _refused(text: str) -> DateError:
    return DateError(f"Expected a date such as 2012, 2012-08, 2012-08-04 or 2011~; got {text!r}.")


def ordered(start: PartialDate, end: PartialDate) -> None:
    """Raise DateError if the end is certainly before the start."""
    if start.earliest and end.latest and end.latest < start.earliest:
        raise DateError(f"Expected an end that is not before its start; got {start.text!r} to {end.text!r}.")


def holds(
    start: PartialDate, end: PartialDate, at: date, *, attested: date | None = None, lapse: int = 365
) -> Certainty:
    """Whether what began at `start` and ended at `end` was so on the day `at`.

    An open end ('..') lasts. An unknown end ('') is certain up to `attested` plus `lapse` days, the last day it was vouched
    for, and only possible after; without `attested` the start's last day counts.

    >>> holds(parse("2013-08"), parse(".."), date(2013, 8, 4))
    <Certainty.POSSIBLE: 'possible'>
    """
    if (start.earliest and at < start.earliest) or (end.latest and at > end.latest):
        return Certainty.NO
    if start.latest is None or at < start.latest:
        return Certainty.POSSIBLE
    if end.text == OPEN:
        return Certainty.CERTAIN
    if end.earliest is not None:
        return Certainty.CERTAIN if at <= end.earliest else Certainty.POSSIBLE
    vouched = max(attested or start.latest, start.latest) + timedelta(days=lapse)
    return Certainty.CERTAIN if at <= vouched else Certainty.POSSIBLE
