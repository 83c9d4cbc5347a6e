"""When an observance comes round again, how much of what would end it is met, and from when an action may be told of.

Nothing here is stored: the desk, the edition and the public pages reckon it anew from the same claims. An observance that
has no ending condition, or of which one demand is not met wholly, goes on.
"""

from calendar import isleap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from khronika.dates import parse
from khronika.vocabulary import fulfilment
from khronika.vocabulary.fulfilment import Standing

OPEN, PARTLY, MET = "open", "partly", "met"
_LEAP = (2, 29)


@dataclass(frozen=True, slots=True)
class Going:
    """Whether something goes on: `open` while nothing of its ending condition is met, `partly` while part is, `met` when all is.

    `met` of `of` demands are met wholly.
    """

    state: str
    met: int
    of: int

    @property
    def lives(self) -> bool:
        """Whether it goes on."""
        return self.state != MET


def on(month: int, day: int, year: int) -> date:
    """The day in a year; 29 February falls on the 28th in common years. Raises ValueError for a day that no year has.

    >>> on(2, 29, 2013), on(2, 29, 2016)
    (datetime.date(2013, 2, 28), datetime.date(2016, 2, 29))
    """
    return date(year, 2, 28) if (month, day) == _LEAP and not isleap(year) else date(year, month, day)


def nearest(month: int, day: int, after: date) -> date:
    """The first such day that is later than `after`. Raises ValueError for a day that no year has.

    >>> nearest(8, 4, date(2013, 8, 4))
    datetime.date(2014, 8, 4)
    """
    this = on(month, day, after.year)
    return this if this > after else on(month, day, after.year + 1)


def moves(month: int, day: int) -> bool:
    """Whether the day is missing in common years, so that the observance is held a day earlier then."""
    return (month, day) == _LEAP


def going(ended: Iterable[Standing]) -> Going:
    """How far the demands that would end something are met. One that was reversed is not met.

    >>> going([]).state
    'open'
    """
    stands = list(ended)
    met = sum(each.state == fulfilment.MET for each in stands)
    if stands and met == len(stands):
        return Going(MET, met, met)
    begun = met or any(each.state == fulfilment.PARTLY or each.met for each in stands)
    return Going(PARTLY if begun else OPEN, met, len(stands))


def tellable(spans: Iterable[tuple[str, str]]) -> date | None:
    """The first day on which an action may be told of: the one after its last possible day; None while no date is known.

    spans: what the claims about it say of its start and end (EDTF); the latest of them holds. A date that says a month or a
    year is over when the month or the year is.

    >>> tellable([("2012-12-10", "")]), tellable([("2012", "")]), tellable([("", "")])
    (datetime.date(2012, 12, 11), datetime.date(2013, 1, 1), None)
    """
    ends = [last for span in spans for text in span if (last := parse(text).latest) is not None]
    return max(ends) + timedelta(days=1) if ends else None
