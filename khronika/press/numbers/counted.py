"""The figures of the edition before with some people counted otherwise: every figure is a sum over people.

What one person adds is counted by the same functions as the whole. Only where the first year of all would be another, all
are counted anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from khronika.edition.held import Held
from khronika.press.numbers import figures
from khronika.press.numbers.figures import Count, Dated

Rows = list[Count]


def people(everybody: Sequence[Held], at: date) -> dict[str, Any]:
    """All figures of people."""
    return {
        "now": figures.now(everybody, at),
        "stock": figures.stock(everybody, at),
        "flow": figures.flow(everybody, at),
        "cumulative": figures.cumulative(everybody, at),
    }


def mended(
    before: Mapping[str, Any], everybody: Sequence[Held], was: Sequence[Held], now: Sequence[Held], at: date
) -> dict[str, Any]:
    """All figures of people, of whom some were what they `was` before and are what they are `now`."""
    first, years = figures.begun(everybody), before.get("flow", [])
    if first is None or not years or years[0]["year"] != str(first.year) or "now" not in before:
        return people(everybody, at)
    less, more = people(was, at), people(now, at)
    return {
        "now": _sum((before["now"], 1), (less["now"], -1), (more["now"], 1)),
        "stock": [each for each in _rows("month", before["stock"], less["stock"], more["stock"]) if _any(each)],
        "flow": [_flow(each) for each in _rows("year", years, less["flow"], more["flow"])],
        "cumulative": _cumulative(before["cumulative"], (was, now), at),
    }


def acts(before: Rows, was: Iterable[Dated], now: Iterable[Dated]) -> Rows:
    """How many acts there were, some of which were otherwise before."""
    keyed: dict[tuple[str, str], list[tuple[Mapping[str, Any], int]]] = {}
    for rows, sign in ((before, 1), (figures.acts(was), -1), (figures.acts(now), 1)):
        for each in rows:
            keyed.setdefault((str(each["year"]), str(each["type"])), []).append((each, sign))
    found = [{"year": year, "type": what, **_sum(*its)} for (year, what), its in sorted(keyed.items())]
    return [each for each in found if _any(each)]


def _cumulative(before: Rows, both: tuple[Sequence[Held], Sequence[Held]], at: date) -> Rows:
    """Whoever was counted once is counted in every year after, in which there may be no row of their own."""
    found = []
    less, more = (figures.cumulative(people, at) for people in both)
    for row in before:
        mine = [(each, sign) for rows, sign in ((less, -1), (more, 1)) for each in rows if each["year"] == row["year"]]
        found.append({"year": row["year"], **_sum((row, 1), *mine)})
    return found


def _rows(key: str, *sides: Rows) -> Rows:
    """Rows of three sides by their key: those of before less those of the second and with those of the third."""
    keyed: dict[str, list[tuple[Mapping[str, Any], int]]] = {}
    for rows, sign in zip(sides, (1, -1, 1), strict=True):
        for each in rows:
            keyed.setdefault(str(each[key]), []).append((each, sign))
    return [{key: name, **_joined(its)} for name, its in sorted(keyed.items())]


def _joined(its: list[tuple[Mapping[str, Any], int]]) -> dict[str, Any]:
    if "began" not in its[0][0]:
        return dict(_sum(*its))
    sides = {name: _sum(*((each[name], sign) for each, sign in its)) for name in ("began", "ended")}
    grounds: dict[str, list[tuple[Mapping[str, Any], int]]] = {}
    for each, sign in its:
        for ground in each["grounds"]:
            grounds.setdefault(ground["ground"], []).append((ground, sign))
    summed = [{"ground": name, **_sum(*those)} for name, those in sorted(grounds.items())]
    return {**sides, "grounds": summed}


def _flow(row: Count) -> Count:
    grounds: Any = row["grounds"]
    return {**row, "grounds": [each for each in grounds if _any(each)]}


def _sum(*its: tuple[Mapping[str, Any], int]) -> Count:
    return {name: sum(each[name] * sign for each, sign in its) for name in ("certain", "possible")}


def _any(row: Mapping[str, Any]) -> bool:
    return bool(row["certain"] or row["possible"])
