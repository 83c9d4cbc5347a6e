"""A given name belongs to classes: names that are one name in different languages or short forms of it.

A word belongs to a class 'directly' when it is one of the forms as it stands, and 'obliquely' when only its stem is:
'Алеся' is Alesia as it stands and Ales in the genitive. A word that is listed letter for letter belongs to the classes
that list it and to no other, however alike their skeletons are: 'Лена' is no 'Лёня', 'Жанна' no 'Женя'.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from khronika.names.script import APOSTROPHES, LONGEST, repair
from khronika.names.skeleton import skeletons, strip
from khronika.names.tables import rows

Classes = frozenset[int]
NONE: Classes = frozenset()
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", **dict.fromkeys(APOSTROPHES)})
_LAST_LATIN = "ɏ"
_GENITIVES = ("а", "я", "a")


class _Row(NamedTuple):
    """A class: its gender, the form shown, the whole names with the shown one, the short ones."""

    gender: str
    shown: str
    whole: tuple[str, ...]
    short: tuple[str, ...]


class _Index(NamedTuple):
    exact: dict[str, Classes]
    direct: dict[str, Classes]
    oblique: dict[str, Classes]
    fathers: dict[str, Classes]
    letters: dict[int, frozenset[str]]


@cache
def _rows() -> tuple[_Row, ...]:
    """The classes. An eastern row with a known gender and shown form joins that class."""
    found: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for gender, shown, forms in (*rows("given"), *rows("given-east")):
        whole, _, short = forms.partition("|")
        known = found.setdefault((gender, shown), ([shown], []))
        known[0].extend(whole.split())
        known[1].extend(short.split())
    return tuple(_Row(*key, tuple(whole), tuple(short)) for key, (whole, short) in found.items())


@cache
def table() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """All classes by number: gender, shown form, the other forms."""
    return tuple((row.gender, row.shown, (*row.whole[1:], *row.short)) for row in _rows())


@cache
def _load() -> _Index:
    exact, direct, oblique = (defaultdict[str, set[int]](set) for _ in range(3))
    begot: dict[str, dict[int, int]] = defaultdict(dict)
    letters: dict[int, frozenset[str]] = {}
    for number, row in enumerate(_rows()):
        for form in (*row.whole, *row.short):
            exact[_plain(form)].add(number)
        for skeleton in _sure((*row.whole, *row.short)):
            direct[skeleton].add(number)
            for stem in _stems(skeleton):
                oblique[stem].add(number)
        for place, skeleton in enumerate(_begetting(row)):
            for stem in (skeleton, *_stems(skeleton)):
                begot[stem].setdefault(number, place)
        letters[number] = frozenset(skeletons(form)[0][0] for form in row.whole)
    fathers = {stem: _first(found) for stem, found in begot.items()}
    return _Index(_frozen(exact), _frozen(direct), _frozen(oblique), fathers, letters)


def _first(found: dict[int, int]) -> Classes:
    """The classes that list a name among their first forms: 'Мікалаевіч' is of Мікалай and not of Мікаэль."""
    least = min(found.values())
    return frozenset(number for number, place in found.items() if place < least + 3)


def _frozen(found: dict[str, set[int]]) -> dict[str, Classes]:
    """The sets made fast; equal ones are kept once, for most hold one number only."""
    known: dict[Classes, Classes] = {}
    return {key: known.setdefault(one := frozenset(numbers), one) for key, numbers in found.items()}


def _sure(forms: tuple[str, ...]) -> set[str]:
    """The skeletons of a class: of a form with several readings only those another form shares, if there are any."""
    read = [skeletons(form) for form in forms]
    sure = {one[0] for one in read if len(one) == 1}
    return sure.union(*(one for one in read if not sure.intersection(one)))


def _begetting(row: _Row) -> list[str]:
    """The skeletons a patronymic is made of: of a man's whole names, in Cyrillic if there are any."""
    native = [form for form in row.whole if form[0] > _LAST_LATIN] or row.whole
    return list(dict.fromkeys(skeletons(form)[0] for form in native)) if row.gender == "m" else []


def _stems(skeleton: str) -> tuple[str, str]:
    return strip(skeleton), skeleton.rstrip("ai") or skeleton


def _plain(word: str) -> str:
    """The word as it is looked up letter for letter: lower case, without marks, so that 'Лёня' is 'Леня'."""
    return unicodedata.normalize("NFC", repair(word[:LONGEST]).lower().translate(_PLAIN)).translate(_BARE)


class _Bare(dict[int, str]):
    """Letters without their marks, by their numbers, as they are met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = unicodedata.normalize("NFKD", chr(code))[0]
        return found


_BARE = _Bare({ord("й"): "й", ord("ї"): "ї", ord("ў"): "у"})
"""Cyrillic letters that are no marked form of another come first: 'Марий' is not 'Марии'."""


def _oblique(skeleton: str) -> Classes:
    """Classes by the stem; a stem of two letters ('an') counts only when it is of one class."""
    cut = strip(skeleton)
    cut = (skeleton.rstrip("aiu") or skeleton) if cut == skeleton else cut
    found = _load().oblique.get(cut, NONE)
    return found if len(cut) > 2 or len(found) == 1 else NONE


def _genitives(plain: str) -> Classes:
    """The classes of which a listed word may be the genitive: 'Яна' of 'Ян', 'Алеся' of 'Алесь'."""
    if not plain.endswith(_GENITIVES):
        return NONE
    index, cut = _load(), plain[:-1]
    found = NONE.union(*(index.exact.get(form, NONE) for form in (cut, cut + "ь", cut + "й", cut.rstrip("ijy"))))
    womans = len(cut) > 3 and gender(index.exact.get(plain, NONE)) == "f"
    return found or (index.direct.get(skeletons(cut)[0], NONE) if womans else NONE)


def classes(word: str) -> tuple[Classes, Classes]:
    """The classes a word belongs to directly, and those it belongs to in another case.

    >>> [shown(number) for number in classes("Женя")[0]] == ["Yauhen", "Yauheniya"]
    True
    """
    index, plain = _load(), _plain(word)
    if found := index.exact.get(plain):
        return found, _genitives(plain) - found
    forms = skeletons(word)[:2]
    found = NONE.union(*(index.direct.get(form, NONE) for form in forms))
    return found, NONE.union(*(_oblique(form) for form in forms)) - found


def direct(word: str) -> Classes:
    """The classes a word belongs to as it stands: the first part of `classes`."""
    index = _load()
    if found := index.exact.get(_plain(word)):
        return found
    return NONE.union(*(index.direct.get(form, NONE) for form in skeletons(word)[:2]))


def listed(word: str) -> Classes:
    """The classes that list the word letter for letter."""
    return _load().exact.get(_plain(word), NONE)


def fathers(skeleton: str) -> Classes:
    """The classes of the father's name in a patronymic whose ending is already cut off."""
    found = _load().fathers
    return found.get(skeleton, NONE) | found.get(strip(skeleton), NONE)


def shown(number: int) -> str:
    """The form of a class that is shown to a reader."""
    return _rows()[number].shown


def gender(found: Classes) -> str:
    """'m' or 'f' when all the classes are of it, else ''."""
    genders = {_rows()[number].gender for number in found}
    return genders.pop() if len(genders) == 1 else ""


def letters(found: Classes) -> frozenset[str]:
    """The phones with which the whole names of the classes may begin: what an initial may be."""
    table = _load().letters
    return frozenset[str]().union(*(table[number] for number in found))
