"""Places: kinds ('region', 'district') are compared by meaning, names by the gazetteer first and by spelling where it knows less.

Two known places are two however alike their names look; a town is never the region named after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from khronika.names.gazetteer import (
    LARGE,
    MOST,
    Part,
    bases,
    gazetteer,
    guessed,
    known,
    listed,
    parse,
    regional,
    spelled,
)
from khronika.names.model import THING, Evidence, Name, Role
from khronika.names.script import script, words
from khronika.names.skeleton import bones
from khronika.names.words import token

REGIONS = frozenset({"region", "republic", "okrug", "governorate"})
"""Kinds that may be left out of a name of their own: Чечня is Чачэнская Рэспубліка."""

_RANK = {
    "country": 6,
    "region": 5,
    "governorate": 5,
    "republic": 5,
    "okrug": 5,
    "county": 4,
    "district": 3,
    "council": 2,
}


@dataclass(frozen=True, slots=True)
class Place(Name):
    """A place's name with what comparing needs.

    `known` are the gazetteer's entries it may be, `whole` those of them that are regions or countries themselves, `exact`
    those listed in this spelling, `literal` letter by letter, `guessed` those it resembles; `keys` and `full` are its stems and skeletons,
    `frame` its consonants; `marks` are its numbers and translated parts; `hisses` and `vowels` what the skeleton drops
    but two spellings in Cyrillic letters share; `countries` and `around` are what it says it lies in.
    """

    kinds: frozenset[str] = frozenset()
    known: frozenset[int] = frozenset()
    whole: frozenset[int] = frozenset()
    exact: frozenset[int] = frozenset()
    literal: frozenset[int] = frozenset()
    guessed: frozenset[int] = frozenset()
    keys: tuple[str, ...] = ()
    full: str = ""
    frame: str = ""
    marks: str = ""
    ending: str = ""
    hisses: str = ""
    vowels: str = ""
    countries: frozenset[str] = frozenset()
    around: frozenset[tuple[str, int]] = frozenset()

    @property
    def indexed(self) -> tuple[int, ...]:
        """What an index finds the name by besides its words: the known places it may be."""
        return tuple(THING | number for number in sorted(self.known))


def analyse_place(text: str) -> Place:
    """The name with its words, the kinds of place they mean, and the known places it may be."""
    parts = [_read(part) for part in parse(text)]
    tokens = tuple(token(word) for word, _, _ in words(text)[:MOST])
    if not parts:
        unread: tuple[Role, ...] = tuple("word" for _ in tokens)
        return Place(text, "place", tokens, unread)
    least = min(rank for _, _, _, rank in parts)
    heads = [part for part in parts if part[3] == least]
    part, kinds, found, _ = heads[0]
    aliases = [one for one in heads[1:] if one[0].sign in "/|(" and one[1] == kinds]
    found = found.union(*(one[2] for one in aliases))
    keys = tuple(dict.fromkeys(key for one in [heads[0], *aliases] for key in one[0].keys))[:6]
    rest = [one for one in parts if one[3] > least]
    countries = frozenset(gazetteer().entries[n].country for one in rest if one[3] == 6 for n in one[2])
    around = frozenset((kind, n) for one in rest if one[3] < 6 for kind in one[1] & LARGE for n in one[2])
    found = _within(found, countries)
    own = {word for one in [heads[0], *aliases] for unit in one[0].texts for word in unit.split("-")}
    roles: tuple[Role, ...] = tuple("word" if one.text in own else "type" for one in tokens)
    large = bool(kinds & LARGE)
    if large and not found:
        keys = tuple(dict.fromkeys([*keys, *bases(keys[0])[:3]]))
    exact = frozenset[int]() if large else frozenset(n for n in found if not spelled(n).isdisjoint(part.fulls))
    marks = "".join(letter for letter in keys[0] if letter.isupper() or letter.isdigit())
    hisses, vowels = ("", "") if marks or large else _fine("".join(part.texts).lower())
    return Place(
        text,
        "place",
        tokens,
        roles,
        kinds=kinds,
        known=found,
        whole=frozenset(n for n in found if gazetteer().entries[n].kind in _RANK),
        exact=exact,
        literal=frozenset(n for n in found if text.lower() in listed(n)),
        guessed=frozenset() if found or large else guessed(part),
        keys=keys,
        full=part.fulls[0],
        frame=bones(keys[0]),
        marks=marks,
        ending="" if kinds else _ending(text),
        hisses=hisses,
        vowels=vowels,
        countries=countries,
        around=around,
    )


def _read(part: Part) -> tuple[Part, frozenset[str], frozenset[int], int]:
    """A part with its kinds, the known places it may be and its rank: the smallest place named is the one meant."""
    found, kinds = known(part), part.kinds
    if not found and not kinds and (found := regional(part)):
        kinds = frozenset({"region"})
    ranks = [_RANK.get(kind, 1) for kind in kinds]
    entries = gazetteer().entries
    if not ranks or kinds == {"republic"}:
        ranks = [_RANK.get(entries[n].kind, 1) for n in found] or ranks
    return part, kinds, found, min(ranks, default=1)


def _within(found: frozenset[int], countries: frozenset[str]) -> frozenset[int]:
    return frozenset(n for n in found if gazetteer().entries[n].country in countries) if countries else found


_NOUN = re.compile(r"(?:[sc]k|[сц]ь?к)$")
_ADJECTIVE = re.compile(r"(?:[sc]k(?:iy|ij|yi|yj|yy|y)|[сц]ь?к(?:ий|ый|і))$")


def _ending(text: str) -> str:
    """Is a name in -sk a noun ('n') or an adjective ('a')? Полоцкий is a settlement, Полоцк a town."""
    lower = text.lower()
    return "n" if _NOUN.search(lower) else "a" if _ADJECTIVE.search(lower) else ""


_FUSED = str.maketrans({"щ": "ш", "ґ": "г", "ё": "е", "э": "е", "є": "е", "я": "е", "о": "а", "ў": "в"})


def _fine(word: str) -> tuple[str, str]:
    """The letters of a Cyrillic word that a skeleton confuses (г х, с ш, з ж; а е), nothing of a word in another script.

    A vowel after a hushing sound or р is '*': there the languages differ.
    """
    if script(word) != "Cyrl":
        return "", ""
    word = (
        word.rstrip("аяоеэыйієуюьї")
        .translate(_FUSED)
        .replace("дз", "д")
        .replace("шч", "ш")
        .replace("сч", "ш")
        .replace("зж", "ж")
    )
    hisses, vowels, before = "", "", ""
    for letter in word:
        if letter in "гхсшзж" and letter != before:
            hisses += letter
        elif letter in "ае":
            vowels += "*" if before in "жшчрц" else letter
        before = letter
    return hisses, vowels


def _rough(a: Place, b: Place) -> bool:
    """Do two spellings of one skeleton differ in letters that no two languages of one script exchange?"""
    if not (a.vowels and b.vowels) and not (a.hisses and b.hisses):
        return False
    if a.hisses != b.hisses:
        return True
    if len(a.vowels) != len(b.vowels):
        return True
    return any(x != y and x != "*" and y != "*" for x, y in zip(a.vowels, b.vowels, strict=True))


def weigh_places(a: Name, b: Name) -> Evidence:
    """Evidence for two names being one place; a town is never its region."""
    found = Evidence(0.0, [])
    if not (isinstance(a, Place) and isinstance(b, Place) and a.keys and b.keys):
        found.add(-5.0, "empty")
        return found
    common = a.known & b.known
    if a.kinds != b.kinds and _kinds_differ(a, b, common):
        found.veto = True
        found.add(-4.0, "types-differ", ", ".join(sorted(a.kinds)) or a.text, ", ".join(sorted(b.kinds)) or b.text)
    if (a.countries or a.around or b.countries or b.around) and _apart(a, b):
        found.add(-6.0, "differ", a.text, b.text)
    elif common:
        _same(found, a, b)
    elif a.known and b.known:
        found.add(-3.0 if a.frame == b.frame else -6.0, "two-places", a.text, b.text)
    elif a.marks != b.marks:
        found.add(-5.0, "differ", a.text, b.text)
    else:
        _spelling(found, a, b)
    return found


def _kinds_differ(a: Place, b: Place, common: frozenset[int]) -> bool:
    left, right = a.kinds & LARGE, b.kinds & LARGE
    if left and right:
        return not left & right
    if left or right:
        return not (left | right) & REGIONS or not common & (a.whole | b.whole)
    small = (a.kinds | b.kinds) - {"town", "village"}
    return bool(small) and not a.kinds & b.kinds


def _apart(a: Place, b: Place) -> bool:
    """Do the names say, or does the gazetteer know, that the places lie in two countries or two regions?"""
    if a.countries and b.countries and not a.countries & b.countries:
        return True
    kinds = {kind for kind, _ in a.around} & {kind for kind, _ in b.around}
    return any(not {n for k, n in a.around if k == kind} & {n for k, n in b.around if k == kind} for kind in kinds)


def _same(found: Evidence, a: Place, b: Place) -> None:
    twins = a.literal & b.literal
    if a.literal and b.literal and not twins and (a.script == b.script or (a.whole and b.whole)):
        found.add(-4.0 if a.whole and b.whole else -1.0, "two-places", a.text, b.text)
    elif a.ending != b.ending and a.ending and b.ending and not twins and a.keys[0] == b.keys[0]:
        found.add(-2.0, "differ", a.text, b.text)
    elif a.full == b.full:
        rough = not twins and a.script == b.script and _rough(a, b)
        found.add(1.0 if rough else 7.0, "spelling" if rough else "equal", a.text, b.text)
    elif a.exact and b.exact:
        if a.exact & b.exact:
            found.add(6.2, "exonym", a.text, b.text)
        else:
            found.add(-1.5, "differ", a.text, b.text)
    else:
        found.add((4.8 if a.exact or b.exact else 4.2) - (len(a.keys[0]) < 5), "place", a.text, b.text)


def _spelling(found: Evidence, a: Place, b: Place) -> None:
    if a.full == b.full or a.keys[0] == b.keys[0]:
        found.add((2.6 if a.full == b.full else 1.8) + 0.25 * min(len(a.keys[0]), 8), "equal", a.text, b.text)
        if _rough(a, b):
            found.add(-3.0, "differ", a.text, b.text)
        return
    if a.ending != b.ending and a.ending and b.ending:
        found.add(-1.0, "differ", a.text, b.text)
    value = max([_alike(one, other) for one in a.keys[:2] for other in b.keys[:2]])
    if (a.known and a.known & b.guessed) or (b.known and b.known & a.guessed):
        logit = 3.0 - 25 * (1 - value) if a.frame == b.frame else 2.0 if value > 0.65 else -0.5
        found.add(logit, "place" if logit > 0 else "spelling", a.text, b.text)
        return
    value -= 0.04 if a.known or b.known else 0.0
    found.add(max(3.2 - 15 * (1 - value), -6.0), "spelling" if value > 0.7 else "differ", a.text, b.text)


def _alike(one: str, other: str) -> float:
    """How alike two keys are, 0 to 1; consonants count more than vowels, and the first letter more than others.

    A 'v' before a first vowel is Belarusian or Ukrainian habit: Востраў, Остров.
    """
    if one == other:
        return 1.0
    if f"v{one}" == other or one == f"v{other}":
        return 0.95
    left, right = bones(one), bones(other)
    weight = 0.575 if left == right and len(left) > 2 else 1.4
    value = 1 - weight * Levenshtein.distance(one, other) / max(len(one), len(other))
    return value if left[:1] == right[:1] else value - 0.1
