"""How sure a finding is: the share of findings of its rule, in its language and status, that were right in annotated documents.
A rule seldom seen is drawn to the share of its field, a field to one half. The table is made by `practise.py`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from khronika.reading.grammar import table
from khronika.reading.model import Entity, Finding

ANY = "*"
KEPT = "register"
"""The rule whose confidence is a likeness of names, not a share."""

BINS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
"""Bounds of the confidence that a model gave; its findings are told apart by them."""

One = TypeVar("One", bound=Finding | Entity)


@cache
def _shares() -> Mapping[tuple[str, ...], float]:
    rows = table("sureness")
    return MappingProxyType(
        {(row["field"], row["rule"], row["sort"], row["language"]): float(row["share"]) for row in rows}
    )


def sort(one: Finding | Entity) -> str:
    """What tells findings of a rule apart: the type or the kind, and the bin of the confidence given so far."""
    name = str(getattr(one, "type", "") or getattr(one, "kind", "") or ANY)
    return f"{name} {next(number for number, bound in enumerate(BINS) if one.confidence < bound)}"


def sure(field: str, language: str, one: Finding | Entity) -> float:
    """The share that was right, from the narrowest group that the table has."""
    if one.rule == KEPT:
        return one.confidence
    shares, name = _shares(), sort(one)
    last = f"{ANY} {name.rpartition(' ')[2]}"
    for key in (
        (field, one.rule, name, language),
        (field, one.rule, name, ANY),
        (field, one.rule, last, ANY),
        (field, one.rule, ANY, ANY),
        (field, ANY, ANY, ANY),
    ):
        if key in shares:
            return shares[key]
    return one.confidence


def measured(field: str, language: str, found: Iterable[One]) -> tuple[One, ...]:
    """The findings with the confidences that were measured."""
    return tuple(replace(one, confidence=sure(field, language, one)) for one in found)
