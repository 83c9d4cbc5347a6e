"""A map of the world in which each country has its code: shapes from `world.tsv`, and where a point of the earth lies on it.

The projection is Equal Earth (Šavrič, Patterson and Jenny, 2018): areas are true, so no country counts for more than another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import asin, cos, radians, sin, sqrt

WIDTH, HEIGHT = 2000, 866
"""The size of the map; it ends below the southern tip of America."""
_TOP = 84.0  # degrees north at the upper edge
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = sqrt(3) / 2
STEPS = (1, 3, 10)
"""From how many on a country is drawn in the next stronger colour; with none it has the weakest."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country on the map: its code, its path or its point, how many there are, and in which of the colours that is drawn (0 for none)."""

    code: str
    path: str
    point: tuple[int, int] | None
    count: int
    shade: int


@cache
def outlines() -> Mapping[str, str]:
    """The path of each country that has a shape, by its code."""
    lines = resources.files("khronika.pages").joinpath("world.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {code: path for code, path in pairs if path}


@cache
def rest(but: frozenset[str]) -> str:
    """One path of all countries but some."""
    return "".join(path for code, path in outlines().items() if code not in but)


def drawn(counts: Mapping[str, int], points: Mapping[str, tuple[float, float]]) -> list[Country]:
    """Countries of which something is said; one without a shape is drawn where `points` have it (degrees north, east).

    >>> [each.shade for each in drawn({"PL": 2, "DE": 12}, {})]
    [3, 1]
    """
    found = []
    for code, count in sorted(counts.items()):
        path = outlines().get(code, "")
        where = project(*points[code]) if not path and code in points else None
        if path or where:
            found.append(Country(code, path, where, count, shade(count)))
    return found


def shade(count: int) -> int:
    """Which colour a count has."""
    return sum(count >= least for least in STEPS)


def project(north: float, east: float) -> tuple[int, int]:
    """Where a point of the earth lies on the map.

    >>> project(0, 0)
    (1000, 483)
    """
    across, along = _equal(north, east)
    widest, top = _equal(0, 180)[0], _equal(_TOP, 0)[1]
    scale = WIDTH / (2 * widest)
    return round((across + widest) * scale), round((top - along) * scale)


def _equal(north: float, east: float) -> tuple[float, float]:
    angle = asin(_M * sin(radians(max(-90.0, min(90.0, north)))))
    square = angle * angle
    six = square**3
    below = 3 * (_A[0] + 3 * _A[1] * square + six * (7 * _A[2] + 9 * _A[3] * square))
    across = 2 * sqrt(3) * radians((east + 180) % 360 - 180 if abs(east) > 180 else east) * cos(angle) / below
    return across, angle * (_A[0] + _A[1] * square + six * (_A[2] + _A[3] * square))
