"""Names in Latin letters as the standards and the newspapers write them; Latin text passes unchanged.

A standard is one row of romanisation.tsv. The letters of a word are read from left to right, the longest match first,
so every rule of a standard is a cell of its row and none is code.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from khronika.names.errors import UnknownStandard
from khronika.names.script import APOSTROPHES, WORD, repair, script
from khronika.names.tables import rows

_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_DOTTED = ("az", "kk")


class _Table(NamedTuple):
    first: dict[str, str]
    inner: dict[str, str]
    openers: str
    script: str
    longest: int


def standards(lang: str) -> tuple[str, ...]:
    """The standards known for a language, the default first; empty for a language that has none.

    >>> standards("be")[:2]
    ('plain', '2007')
    """
    return tuple(row[1] for row in rows("romanisation") if row[0] == lang)


@cache
def _table(lang: str, standard: str) -> _Table:
    known = standards(lang)
    standard = standard or (known[0] if known else "")
    if standard not in known:
        raise UnknownStandard(lang, standard, known)
    openers, cells = next(row[2:4] for row in rows("romanisation") if row[:2] == (lang, standard))
    first, inner = {}, {}
    for cell in cells.split():
        letters, _, values = cell.partition("=")
        one, comma, other = values.partition(",")
        first[letters], inner[letters] = one, other if comma else one
    letter = next(iter(first))
    return _Table(first, inner, openers, script(letter), max(len(key.strip("^$")) for key in first))


def romanise(text: str, lang: str = "be", standard: str = "") -> str:
    """The text in Latin letters.

    `lang` is one of 'be', 'ru', 'uk', 'kk', 'az', 'ka', 'hy'; `standard` is one of `standards(lang)`, the default of
    the language when it is empty: for Belarusian 'plain', as passports of Belarus write names. Words in other scripts
    stay as they are. An UnknownStandard error names the standards there are.

    >>> romanise("Аляксандр Бяляцкі", "be")
    'Aliaksandr Bialiatski'
    >>> romanise("Аляксандр Бяляцкі", "be", "2007")
    'Aliaksandr Bialiacki'
    """
    table = _table(lang, standard)
    return text if text.isascii() else WORD.sub(lambda found: _word(found.group(), table, lang), text)


def _word(word: str, table: _Table, lang: str) -> str:
    fixed = repair(word)
    lower = fixed.lower().translate(_STRAIGHT)
    if script(fixed) != table.script or len(lower) != len(fixed):
        return word
    capitals = fixed.isupper() and len(fixed) > 1
    out: list[str] = []
    at = 0
    while at < len(lower):
        size, value = _match(lower, at, table)
        big = fixed[at].isupper() or (not at and table.script == "Geor")
        out.append(_raised(value, lang, capitals=capitals) if big or (capitals and value) else value)
        at += size
        if big and not value and not capitals and at < len(lower):
            fixed = fixed[:at] + fixed[at].upper() + fixed[at + 1 :]
    return "".join(out)


def _match(lower: str, at: int, table: _Table) -> tuple[int, str]:
    opens = at == 0 or lower[at - 1] in table.openers
    values = table.first if opens else table.inner
    for size in range(min(table.longest, len(lower) - at), 0, -1):
        piece = lower[at : at + size]
        if at + size == len(lower) and (found := values.get(piece + "$")) is not None and at:
            return size, found
        if at == 0 and (found := values.get("^" + piece)) is not None:
            return size, found
        if (found := values.get(piece)) is not None:
            return size, found
    return 1, lower[at]


def _raised(value: str, lang: str, *, capitals: bool) -> str:
    if lang in _DOTTED and value[:1] in "iı" and value:
        value = ("İ" if value[0] == "i" else "I") + value[1:]
    return value.upper() if capitals else value[:1].upper() + value[1:]
