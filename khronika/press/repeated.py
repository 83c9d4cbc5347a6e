"""Demands that repeat each other hang together: where one changes, the pages of all are made."""

from collections.abc import Callable, Iterable

from khronika.desk.claims.tables import tables
from khronika.press.many import groups


def repeated(records: Iterable[str], spread: Callable[[set[str]], set[str]] = set) -> set[str]:
    """These records, and all demands that one of them repeats or is repeated by, over however many steps, ever.

    `spread` adds to some records those that are judged the same.
    """
    found, rows = set(records), tables()["CarriedDemand"].objects
    fresh = found
    while fresh:
        near = set[str]()
        for group in groups(fresh):
            near.update(rows.filter(claim__subject_id__in=group).values_list("earlier_id", flat=True))
            near.update(rows.filter(earlier_id__in=group).values_list("claim__subject_id", flat=True))
        fresh = spread(near) - found
        found = found | fresh
    return found
