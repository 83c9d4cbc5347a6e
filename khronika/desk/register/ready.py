"""Questions to the database that are put together once and asked again about other ids.

Putting a wide question together costs Django many times what its answer costs the database. Only texts and whole numbers
may be asked for: nothing is converted.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Build = Callable[[list[str]], QuerySet[Any, Any]]
Ready = tuple[str, tuple[Any, ...]]
_SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900)
_MARK = "\\x00 id "
_made: dict[Hashable, Ready] = {}


def ready(key: Hashable, build: Build, ids: Sequence[str]) -> Ready:
    """The question that `build` puts together about some ids, 1 to 900; it does so only once for a `key` and size.

    Everything else that the question depends on has to be in the key; without one it is put together each time.
    """
    size = next(each for each in _SIZES if each >= len(ids))
    made = _made.get((key, size))
    if made is None:
        sql, params = build([f"{_MARK}{number}" for number in range(size)]).query.sql_with_params()
        made = sql, tuple(params)
        if key is not None:
            _made[key, size] = made
    given = {f"{_MARK}{number}": ids[min(number, len(ids) - 1)] for number in range(size)}
    return made[0], tuple(given.get(each, each) if isinstance(each, str) else each for each in made[1])


def union(parts: Iterable[Ready], *, distinct: bool = False) -> Ready:
    """Several questions with the same columns as one."""
    every = list(parts)
    joined = (" UNION " if distinct else " UNION ALL ").join(sql for sql, _ in every)
    return joined, tuple(each for _, params in every for each in params)


def asked(question: Ready) -> list[tuple[Any, ...]]:
    """The rows that answer a question; none to an empty one."""
    sql, params = question
    if not sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
