"""The form of a list's filters and columns, as plain fields that work without a script."""

from collections.abc import Sequence
from dataclasses import dataclass

from khronika.workspace.records.asked import Asked
from khronika.workspace.records.columns import Column, columns
from khronika.workspace.records.filters import filters
from khronika.workspace.records.words import said


@dataclass(frozen=True, slots=True)
class Field:
    """One filter as it is shown: what stands in it, what may be chosen, and of which kinds a record may be named."""

    name: str
    label: str
    widget: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    kinds: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Pick:
    """A column to choose."""

    key: str
    label: str
    chosen: bool


def fields(wanted: Asked) -> tuple[Field, ...]:
    """The filters of the list's kind."""
    return tuple(
        Field(
            each.name,
            said(each.label),
            each.widget,
            wanted.typed.get(each.name, ""),
            tuple((value, said(key)) for value, key in each.choices),
            ",".join(each.kinds),
            wanted.ids.get(each.name, ""),
        )
        for each in (filters(wanted.kind) if wanted.kind else ())
    )


def picks(wanted: Asked, shown: Sequence[Column]) -> tuple[Pick, ...]:
    """The columns of the list's kind."""
    keys = {each.key for each in shown}
    every = columns(wanted.kind).values() if wanted.kind else ()
    return tuple(Pick(each.key, said(*each.labels), each.key in keys) for each in every)
