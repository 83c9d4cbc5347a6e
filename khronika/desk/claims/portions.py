"""Ids in portions that fit into one question: how everything asks the database about more of them than it takes at once."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

WIDE = 900
Id = TypeVar("Id", str, int)


def portions(ids: Iterable[Id]) -> Iterator[list[Id]]:
    """Ids in their order, as many at a time as one question takes."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), WIDE):
        yield ordered[start : start + WIDE]
