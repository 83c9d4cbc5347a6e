"""The base form of a place or a body that no list has: the word before it says in which case it stands, its ending what
it is without it.
"""

import re
from functools import cache, lru_cache

from khronika.reading.grammar import load

_PLAIN = "of"
"""After a noun or a verb a name stands in the genitive, or in the accusative that is like it."""


@cache
def _sets(language: str) -> dict[str, str]:
    """The set of endings that each preposition asks for."""
    found: dict[str, str] = {}
    for line in load(language).get("names.governs") or ():
        found |= dict.fromkeys(str(line[1]).split("|"), str(line[0]))
    return found


@cache
def _endings(language: str, name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = load(language).get("names.undone") or ()
    return tuple((re.compile(row[1] + "$"), row[2]) for row in rows if name in row[0].split("|"))


@lru_cache(maxsize=1 << 14)
def ungoverned(word: str, before: str, language: str) -> str:
    """The base form of a name of one word after the word `before` ('' when none stands right before it).

    >>> ungoverned("Баймаке", "в", "ru"), ungoverned("Баймаке", "", "ru")
    ('Баймак', 'Баймаке')
    """
    if not before or len(word) < 4:
        return word
    for pattern, base in _endings(language, _sets(language).get(before.lower(), _PLAIN)):
        if pattern.search(word):
            return pattern.sub(base, word)
    return word
