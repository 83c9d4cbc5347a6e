"""Names of places, found in any case without listing the cases: a word is led back to the base forms it may have,
and those are looked up.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from khronika.names.skeleton import stem
from khronika.names.tables import rows
from khronika.reading.grammar import table
from khronika.reading.inflection import bases, bent, roots

_OTHERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"be": ("be", "ru", "uk"), "ru": ("ru", "be", "uk"), "uk": ("uk", "ru", "be"), "en": ("en",), "pl": ("pl", "en")}
)


_LATIN, _CYRILLIC = ("en", "pl"), ("be", "ru", "uk")
_PLAIN, _SHORT = 3, 5
"""How many letters at its start no name changes when it bends; a short one keeps one less: 'Київ', 'Орёл'."""


_WRITTEN_OUT = ("РБ", "РФ")
"""Countries whose acronyms are written out."""


class Entry(NamedTuple):
    """A place: its name in base form, its kind, the words of the name; `plain` when the name hardly means anything else."""

    name: str
    kind: str
    words: tuple[str, ...]
    plain: bool


@cache
def _listed() -> Mapping[str, Mapping[str, tuple[Entry, ...]]]:
    """The entries of each language by the first word of their base form, longest first."""
    found: dict[str, dict[str, dict[str, Entry]]] = {tag: defaultdict(dict) for tag in _OTHERS}
    for file in ("countries", "towns"):
        for line in table(file):
            for tag in found:
                first, *others = line.get(tag, "").split("|")
                for name in (first, *others):
                    shown = first if name in _WRITTEN_OUT else name
                    _enter([found[tag]], name, line.get("kind", "country"), shown)
    for _, kind, names, *_ in rows("places"):
        for name in names.split("|"):
            _enter([found[tag] for tag in (_LATIN if name[:1] < "\u0300" else _CYRILLIC)], name, kind)
    return MappingProxyType(
        {
            tag: {
                word: tuple(sorted(entries.values(), key=_fewer) if len(entries) > 1 else entries.values())
                for word, entries in words.items()
            }
            for tag, words in found.items()
        }
    )


@cache
def _sounding() -> Mapping[str, str]:
    """The kind of a place by the stem of a name of one word, whatever script it is listed in."""
    found: dict[str, str] = {}
    for _, kind, names, *_ in rows("places"):
        for name in names.split("|"):
            if len(name) > 3 and name[0].isupper() and " " not in name:
                found.setdefault(stem(name), kind)
    return MappingProxyType(found)


def sounds(word: str) -> str:
    """The kind of the place that is listed in another spelling or script, '' when there is none."""
    return _sounding().get(stem(word.lower()), "") if len(word) > 3 else ""


def _enter(found: Sequence[dict[str, dict[str, Entry]]], name: str, kind: str, shown: str = "") -> None:
    words = tuple(name.split())
    if words and name[0].isupper():
        entry = Entry(shown or name, kind, words, bool(shown))
        for known in found:
            known[words[0]].setdefault(name, entry)


def _fewer(entry: Entry) -> int:
    return -len(entry.words)


@cache
def _beginnings() -> frozenset[str]:
    """The first letters of all names: most words have none of them, and need not be led back."""
    known = {word for words in _listed().values() for word in words}
    return frozenset(word[:_PLAIN] if len(word) > _SHORT else word[: _PLAIN - 1] for word in known)


@cache
def _roots() -> frozenset[str]:
    return roots(frozenset(word.lower() for tag in _CYRILLIC for word in _listed()[tag]))


@lru_cache(maxsize=1 << 15)
def starts(word: str, language: str) -> tuple[Entry, ...]:
    """The places whose name begins with this word in any case, longest first; those of other languages of the script
    where the language itself has none. A town of one word that bends like an adjective is not led back: the adjective is
    meant more often.
    """
    if word[:_PLAIN] not in _beginnings() and word[: _PLAIN - 1] not in _beginnings():
        return ()
    listed, own = _listed(), language if language in _OTHERS else "en"
    if own in _CYRILLIC and not bent(word, _roots()):
        return ()
    for tag in _OTHERS[own]:
        names = listed[tag]
        found = [entry for option in bases(word, tag) for entry in names.get(option, ())]
        found += [
            entry
            for option in bases(word, tag, adjective=True)[1:]
            for entry in names.get(option, ())
            if len(entry.words) > 1
        ]
        if found:
            return tuple(sorted(dict.fromkeys(found), key=_fewer))
    return ()


def stands(words: Sequence[str], entry: Entry, language: str) -> bool:
    """Whether the words after the first are those of an entry in some case."""
    return len(words) == len(entry.words) and all(
        word.lower() == base.lower() or _leads(word, base, language)
        for word, base in zip(words[1:], entry.words[1:], strict=True)
    )


def _leads(word: str, base: str, language: str) -> bool:
    """Whether a word leads back to a base form; 'республики' may be written small."""
    word = word.capitalize() if base[0].isupper() else word
    return base in bases(word, language) or base in bases(word, language, adjective=True)


def is_place(word: str, language: str) -> bool:
    """Whether the word alone is a place."""
    return any(len(entry.words) == 1 for entry in starts(word, language))
