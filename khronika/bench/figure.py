"""A figure is what was measured, in its unit, with the goal beside it where there is one."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value."""

    name: str
    value: float
    unit: str = ""
    goal: str = ""

    def line(self) -> str:
        """The figure as it is printed."""
        beside = f"   (goal {self.goal})" if self.goal else ""
        digits = 0 if self.value >= 100 or self.value == int(self.value) else 2
        return f"{self.value:>14,.{digits}f} {self.unit:<12} {self.name}{beside}"


def timed(deed: Callable[[], T]) -> tuple[T, float]:
    """What a deed answers, and the seconds it took."""
    started = time.perf_counter()
    return deed(), time.perf_counter() - started


def median(values: Iterable[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def share(values: Iterable[float], part: float) -> float:
    """The smallest value that this part of all values does not exceed: share(times, 0.95) is the 95th percentile.

    >>> share([3, 1, 2], 0.5)
    2
    """
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
