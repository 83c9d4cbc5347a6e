"""The first thing that a visitor sees: how many hold the status on the edition's day, beside the year before and all who ever did.

All of it is in the edition's counts; the figure is that of the list, because both are counted from the same lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Tally:
    """A number that is certain, and how many more are possible; `when` is the month or year that it is true of."""

    certain: int
    possible: int
    when: str = ""


@dataclass(frozen=True, slots=True)
class Now:
    """The figure of a day, that of the same month a year before, the most there were, and all who ever held the status."""

    at: str
    held: Tally
    before: Tally | None = None
    most: Tally | None = None
    ever: Tally | None = None
    since: str = ""


def now(counts: Mapping[str, Any]) -> Now | None:
    """What the home page shows first; None where nobody ever held the status.

    >>> now({"at": "2026-11-22", "now": {"certain": 10, "possible": 1}, "stock": [{"month": "2026-10"}]}).held.certain
    10
    """
    if "now" not in counts or not counts.get("stock"):
        return None
    at, stock, cumulative = str(counts["at"]), counts["stock"], counts.get("cumulative") or []
    year_ago = f"{int(at[:4]) - 1:04}{at[4:7]}"
    before = next((_tally(each, "month") for each in stock if each["month"] == year_ago), None)
    most = max((_tally(each, "month") for each in stock), key=lambda each: each.certain)
    ever = _tally(cumulative[-1], "year") if cumulative else None
    return Now(at, _tally(counts["now"], ""), before, most, ever, str(stock[0]["month"]))


def _tally(each: Mapping[str, Any], when: str) -> Tally:
    return Tally(int(each.get("certain", 0)), int(each.get("possible", 0)), str(each.get(when, "")))
