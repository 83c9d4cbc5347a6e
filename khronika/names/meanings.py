"""What the words of a body's name mean: looked up as written, then by stem; a word may mean several things, an acronym stands for a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from khronika.names.script import repair, words
from khronika.names.skeleton import skeletons, strip
from khronika.names.tables import rows

LANGUAGES = 5
"""Languages whose first letters acronyms are made of: Belarusian, Russian, Ukrainian, English, Polish."""

_PREFIX = re.compile(r"\b(non|anti|pre|inter|joint|co|sub)[-–](?=\w)", re.IGNORECASE)
_ELIDED = re.compile(r"\b[ld]['’](?=\w)", re.IGNORECASE)
_PLURAL = re.compile(r"(?<=......)(?:av|uv|iv|s|z)$")
_SHORT = 4
LONG = 10
"""Letters an acronym may have; what is longer is a word run together, whatever its letters."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What one word may mean: concepts, the class of the first, and the first letters of its words in the languages (in phones)."""

    concepts: frozenset[str]
    kind: str
    first: str
    letters: str


@dataclass(frozen=True, slots=True)
class _Concept:
    name: str
    kind: str
    letters: str


def joined(text: str) -> str:
    """The text with prefixes that English writes with a hyphen run together with their word, and French articles left out."""
    return _ELIDED.sub("", _PREFIX.sub(r"\1", text))


@lru_cache(maxsize=1 << 10)
def phone(letter: str) -> str:
    """The phone a single letter begins a word with."""
    return skeletons(letter)[0][:1]


@cache
def _terms() -> dict[str, list[_Concept]]:
    found: dict[str, list[_Concept]] = {}
    for name, kind, *cells in rows("terms"):
        letters = "".join(phone(cell[0]) if cell else " " for cell in cells[:LANGUAGES])
        concept = _Concept(name, kind, letters.ljust(LANGUAGES))
        for form in dict.fromkeys(" ".join(cells).split()):
            _enter(found, form, concept)
    return found


def _enter(found: dict[str, list[_Concept]], form: str, concept: _Concept) -> None:
    whole = joined(form).replace("'", "")
    if "-" in whole:
        return
    for key in (whole, *(_keys(whole) if concept.kind != "s" and not (concept.kind == "l" and len(form) < 5) else ())):
        kept = found.setdefault(key, [])
        if concept not in kept:
            kept.append(concept)


def _keys(word: str) -> list[str]:
    """The stems of a word, marked by its script: short stems of two scripts are seldom one word."""
    if len(word) < _SHORT:
        return []
    mark = "l" if word[0] < "\u0370" else "c"
    return [f"{mark}={stem}" for stem in dict.fromkeys(strip(form) for form in skeletons(word)) if len(stem) > 2]


def _across(key: str) -> str:
    """The same stem in the other script, '' when it is too short to tell."""
    return ("c" if key[0] == "l" else "l") + key[1:] if len(key) > 5 else ""


@cache
def _acronyms() -> dict[str, list[str]]:
    """By the acronym in capitals, or by the word in small letters and its stems: what it may stand for."""
    found: dict[str, list[str]] = {}
    for forms, full in rows("acronyms"):
        for form in forms.split():
            for key in _entries(form):
                kept = found.setdefault(key, [])
                if full not in kept:
                    kept.append(full)
    return found


def _lower(word: str) -> str:
    """The word as the tables have it: in small letters, without apostrophes, its first ў made у."""
    lower = repair(word).lower().replace("'", "").replace("’", "")
    return "у" + lower[1:] if lower[0] == "ў" else lower


@lru_cache(maxsize=1 << 14)
def _stem(word: str) -> str:
    return strip(skeletons(word)[-1])


@cache
def _forms() -> dict[str, str]:
    return {
        " ".join(map(_stem, form.split("_"))): form
        for forms, _ in rows("acronyms")
        for form in forms.split()
        if "_" in form
    }


@cache
def _starts() -> frozenset[str]:
    return frozenset(key.partition(" ")[0] for key in _forms())


def phrased(found: list[str]) -> list[str]:
    """The words, phrases that stand for something as a whole made one word ('remand_prison')."""
    stems = [_stem(word) for word in found]
    if _starts().isdisjoint(stems):
        return found
    table, out, i = _forms(), list[str](), 0
    while i < len(found):
        for size in (4, 3, 2):
            if form := table.get(" ".join(stems[i : i + size])):
                out.append(form)
                i += size
                break
        else:
            out.append(found[i])
            i += 1
    return out


def _entries(form: str) -> list[str]:
    """What a form of the table of acronyms is found by: a phrase as it is, an acronym in capitals, a word by its stems."""
    if "_" in form:
        return [form]
    if form.islower() or len(form) > LONG:
        return [form.lower(), *_keys(form.lower())]
    return [form.upper()]


@lru_cache(maxsize=1 << 15)
def sense(word: str) -> Sense | None:
    """What an ordinary word means, None for a word that is not known."""
    lower = _lower(word)
    table = _terms()
    found = table.get(lower)
    if not found:
        stems = _keys(lower)
        cut = [_PLURAL.sub("", key) for key in stems]
        for keys in (stems, cut, map(_across, stems), map(_across, cut)):
            if found := [c for key in keys for c in table.get(key, ())]:
                break
    if not found:
        return None
    first = found[0]
    return Sense(frozenset(c.name for c in found), first.kind, first.name, first.letters)


@lru_cache(maxsize=1 << 13)
def stands(word: str) -> tuple[tuple[str, ...], ...]:
    """The words an acronym or a run-together word stands for, one tuple for each thing it may stand for."""
    table = _acronyms()
    fulls = table.get(word) if "_" in word else table.get(word.upper()) if capitals(word) else None
    if not fulls:
        lower = _lower(word)
        stems = _keys(lower)
        stems += [_PLURAL.sub("", key) for key in stems]
        fulls = table.get(lower) or next((table[k] for k in (*stems, *map(_across, stems)) if k in table), None)
    return tuple(tuple(part for part, _, _ in words(joined(full))) for full in fulls or ())


def capitals(word: str) -> bool:
    """Is the word written as acronyms are, in capitals but for a letter or two?"""
    return 1 < len(word) <= LONG and word[0].isupper() and sum(map(str.isupper, word)) >= max(2, len(word) // 2 + 1)


def forget() -> None:
    """Drop every word kept in memory."""
    for kept in (sense, stands, _stem):
        kept.cache_clear()
