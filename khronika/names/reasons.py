"""Reasons are codes until they are shown: one table has the sentence of each in every language of the interface."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from khronika.names.tables import rows

LANGUAGES = ("en", "be", "ru")


@cache
def _sentences(language: str) -> dict[str, str]:
    column = 1 + (LANGUAGES.index(language) if language in LANGUAGES else 0)
    return {row[0]: row[column] for row in rows("reasons")}


def sentences(notes: Iterable[tuple[str, str, str]], language: str) -> tuple[str, ...]:
    """The notes in words; English when the language has no column."""
    table = _sentences(language)
    return tuple(table[code].replace("{a}", one).replace("{b}", other) for code, one, other in notes)
