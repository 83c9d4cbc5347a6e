"""Questions about very many ids are asked in groups: a database takes only so many values at once."""

from collections.abc import Iterable, Iterator
from typing import Any

TOGETHER = 5_000


def groups(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids in their order, so many at once that one question takes them.

    >>> [len(group) for group in groups(map(str, range(12_000)))]
    [5000, 5000, 2000]
    """
    ordered = sorted(ids)
    for start in range(0, len(ordered), TOGETHER):
        yield ordered[start : start + TOGETHER]


def ids(rows: Any, column: str) -> set[str]:
    """The ids in a column of some rows (a queryset), without empty ones."""
    return {each for each in rows.values_list(column, flat=True) if each}
