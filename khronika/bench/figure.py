"""A figure is what was measured, in its unit, with the goal beside it where there is one."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `beside` has what others reach in the same, by their names."""

    name: str
    value: float
    unit: str = ""
    goal: str = ""
    beside: dict[str, float] = field(default_factory=dict)

    def line(self) -> str:
        """The figure as it is printed."""
        beside = f"   (goal {self.goal})" if self.goal else ""
        lines = [f"{shown(self.value):>14} {self.unit:<12} {self.name}{beside}"]
        lines += [f"{shown(value):>14} {self.unit:<14} {name}" for name, value in self.beside.items()]
        return "\n".join(lines)


def shown(value: float) -> str:
    """A value as it is printed: three digits of a small one, none of a large one.

    >>> shown(1234.5), shown(2.5), shown(0.1234), shown(1)
    ('1,234', '2.50', '0.123', '1')
    """
    digits = 0 if value >= 100 or value == int(value) else 2 if value > 1 else 3
    return f"{value:,.{digits}f}"


def timed(deed: Callable[[], T]) -> tuple[T, float]:
    """What a deed answers, and the seconds it took."""
    started = time.perf_counter()
    return deed(), time.perf_counter() - started


def clocked(deed: Callable[[], object]) -> tuple[float, float]:
    """The seconds that a deed took, by the clock and of the processor: only the second tells the same beside other work."""
    started = time.process_time()
    _, seconds = timed(deed)
    return seconds, time.process_time() - started


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
