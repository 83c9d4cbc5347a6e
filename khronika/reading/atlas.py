"""Names of places, found in any case without listing the cases: a word is led back to the base forms it may have,
and those are looked up.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from khronika.languages import script
from khronika.names.tables import rows
from khronika.reading.grammar import load, table

_LONGEST_ENDING = 7
_OTHERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"be": ("be", "ru", "uk"), "ru": ("ru", "be", "uk"), "uk": ("uk", "ru", "be"), "en": ("en",), "pl": ("pl", "en")}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place: its name in base form, its kind, the words of the name."""

    name: str
    kind: str
    words: tuple[str, ...]


@cache
def _endings(language: str) -> Mapping[str, tuple[str, ...]]:
    """The endings of base forms by an ending of another case."""
    found: dict[str, list[str]] = defaultdict(list)
    for base, others in load(language).get("names.declension") or ():
        for other in others:
            if base not in found[other]:
                found[other].append(base)
    return MappingProxyType({ending: tuple(bases) for ending, bases in found.items()})


@lru_cache(maxsize=1 << 15)
def bases(word: str, language: str) -> tuple[str, ...]:
    """The base forms a word may have, itself first.

    >>> "Варшава" in bases("Варшаве", "be")
    True
    """
    endings, found = _endings(language), {word: None}
    for size in range(min(_LONGEST_ENDING, len(word) - 1), -1, -1):
        for base in endings.get(word[len(word) - size :], ()):
            candidate = word[: len(word) - size] + base
            if len(candidate) > len(base):
                found[candidate] = None
    return tuple(found)


@cache
def _listed() -> Mapping[str, Mapping[str, tuple[Entry, ...]]]:
    """The entries of each language by the first word of their base form, longest first."""
    found: dict[str, dict[str, dict[Entry, None]]] = {tag: defaultdict(dict) for tag in _OTHERS}
    for file in ("countries", "towns"):
        for row in table(file):
            for tag in found:
                for name in row.get(tag, "").split("|"):
                    _enter(found[tag], name, row.get("kind", "country"))
    for row in rows("places"):
        for form in row[-1].split():
            for tag in ("en", "pl") if script(form) == "latin" else ("be", "ru", "uk"):
                _enter(found[tag], form.replace("_", " "), row[1] if len(row) > 2 else "town")
    return MappingProxyType(
        {
            tag: MappingProxyType(
                {word: tuple(sorted(e, key=lambda one: -len(one.words))) for word, e in words.items()}
            )
            for tag, words in found.items()
        }
    )


def _enter(found: dict[str, dict[Entry, None]], name: str, kind: str) -> None:
    words = tuple(name.split())
    if words and not any(entry.name == name for entry in found.get(words[0], ())):
        found[words[0]][Entry(name, kind, words)] = None


@lru_cache(maxsize=1 << 15)
def entries(word: str, language: str) -> tuple[Entry, ...]:
    """The places whose name begins with this word in any case, longest first."""
    table_of = _listed()[language]
    direct = table_of.get(word, ())
    others = [entry for base in bases(word, language)[1:] for entry in table_of.get(base, ())]
    return tuple(sorted((*direct, *others), key=lambda one: -len(one.words)))


def starts(word: str, language: str) -> tuple[Entry, ...]:
    """The same, in the languages of the same script too when the language itself has none."""
    for tag in _OTHERS.get(language, ("en",)):
        if found := entries(word, tag):
            return found
    return ()


def is_place(word: str, language: str) -> bool:
    """Whether the word alone is a place."""
    return any(len(entry.words) == 1 for entry in starts(word, language))
