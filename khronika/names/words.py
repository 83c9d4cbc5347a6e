"""The words of a text, each looked up once: its skeletons, the given names it may be, what it means as an ordinary word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache

from khronika.names.given import NONE, Classes, classes, fathers, gender, letters, listed
from khronika.names.model import CLASSES, LETTERS, READINGS, Shape, Token, Word
from khronika.names.packed import number
from khronika.names.script import APOSTROPHES, words
from khronika.names.skeleton import bones, skeletons, strip
from khronika.names.tables import rows

_AMBIGUOUS = frozenset("ЯЮЕЁЄГHJYI")

SONS = frozenset(
    "ogly oglu oglı oğlu ogli ugli uulu uly ulı ūly оглы оглу оғлы огли угли ўғли уғли уулу улы ұлы ули".split()  # noqa: SIM905 - a list of words reads better
)
DAUGHTERS = frozenset("qızı qizi kizi kızı kyzy gyzy gizi qyzy gyzi кызы гызы қызы қизи кизи гизи кизы".split())  # noqa: SIM905 - as above
"""The words 'son' and 'daughter' of the Turkic languages that follow the father's name."""

_ATTACHED = re.compile(
    r"^(...+?)(?:(ұлы|улы|uly|ūly|ulı|оглы|ogly|oğlu|oglu|уулу)|(қызы|кызы|qyzy|kyzy|qizi|qızı|гызы|gyzy))$"
)

_SON = re.compile(r"^(..+?)(?:av|iv|v)?ic(?:[aiu]|am|im|us)?$")
_DAUGHTER = re.compile(r"^(..+?)(?:[ai]vn|vn|(?:in)?icn)(?:[aiu]|ai|am|ah)$")


def pieces(text: str) -> tuple[Word, ...]:
    """The words of a running text in any script, folded, with their places: for finding known names in it.

    >>> [(w.stems[0], w.start, w.end) for w in pieces("пра Алеся Бяляцкага")][-1]
    ('balatk', 10, 19)
    """
    found = []
    for word, start, end in words(text):
        forms = skeletons(word)
        found.append(Word(word, start, end, forms, tuple(dict.fromkeys(map(strip, forms)))))
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def token(word: str) -> Token:
    """One word of a name, looked up."""
    forms = skeletons(word)[:READINGS]
    direct, oblique = (_few(found) for found in _known(word)) if len(word) > 1 else (NONE, NONE)
    stems = tuple(dict.fromkeys(map(strip, forms)))
    begins = _bits(letters(direct or oblique)) | _bits(form[0] for form in forms)
    first = word[0].upper()
    shapes = tuple(map(_shape, dict.fromkeys(form.rstrip("aiu") or form for form in forms) if direct else stems))
    one = Token(
        word,
        forms,
        stems,
        direct,
        oblique,
        frozenset(map(number, forms)),
        frozenset(map(number, stems)),
        shapes,
        begins,
        ord(first) if first in _AMBIGUOUS else 0,
    )
    return _patronymic(one) or one


def _patronymic(one: Token) -> Token | None:
    """The word as a patronymic when it ends as one."""
    if made := _ATTACHED.match(one.text.lower()):
        return replace(
            one,
            patronymic="m" if made[2] else "f",
            father=_few(_men(made[1])),
            fathershape=_shape(skeletons(made[1])[0]),
        )
    for sign, pattern in (("f", _DAUGHTER), ("m", _SON)):
        if made := pattern.match(one.skeletons[0]):
            stem = made[1][:-1] if made[1].endswith("vl") else made[1]
            father = _few(fathers(stem))
            begins = one.begins | _bits(letters(father))
            return replace(one, patronymic=sign, father=father, fathershape=_shape(stem), begins=begins)
    return None


@lru_cache(maxsize=1 << 12)
def begotten(father: str, child: str) -> Token:
    """A father's name and the word 'son' or 'daughter' as one patronymic: 'Гейдар оглы' says what 'Гейдарович' does."""
    one = token(father)
    sign = "m" if kin(child) == "m" else "f"
    shape = _shape(one.skeletons[0])
    return replace(one, text=f"{father} {child}", patronymic=sign, father=_few(_men(father)), fathershape=shape)


def kin(word: str) -> str:
    """'m' of the word 'son', 'f' of 'daughter', else ''."""
    plain = word.lower().translate(_NO_APOSTROPHES)
    return "m" if plain in SONS else "f" if plain in DAUGHTERS else ""


_NO_APOSTROPHES = str.maketrans("", "", APOSTROPHES)


def _men(name: str) -> Classes:
    """The classes of men's names among those of a word."""
    found = classes(name)
    return frozenset(number for number in found[0] or found[1] if gender(frozenset((number,))) != "f")


def _known(word: str) -> tuple[Classes, Classes]:
    """The classes of a word; of a short one that has none, those of the base forms its ending may come from."""
    direct, oblique = classes(word)
    if direct or oblique or not 2 < len(word) < 9:
        return direct, oblique
    low = word.lower()
    for ending, bases in _CASES:
        if low.endswith(ending) and len(low) > len(ending) + 1:
            cut = low[: -len(ending)]
            oblique |= NONE.union(*(listed(cut + base) for base in bases))
    return direct, oblique


_CASES = (
    ("у", ("а", "")),
    ("ю", ("я", "й", "ь")),
    ("ы", ("а",)),
    ("і", ("а", "я")),
    ("и", ("а", "я")),
    ("е", ("а", "я", "")),
    ("ой", ("а",)),
    ("ай", ("а",)),
    ("ей", ("я",)),
    ("яй", ("я",)),
    ("ом", ("",)),
    ("ам", ("",)),
    ("ём", ("ь", "й")),
    ("ем", ("ь", "й")),
    ("as", ("",)),
    ("is", ("", "y", "i")),
    ("us", ("", "y")),
    ("s", ("",)),
)
"""Endings of the cases, and of Lithuanian and Latvian names, with what may stand in their place in the base form."""


def _few(found: Classes) -> Classes:
    return found if len(found) <= CLASSES else frozenset(sorted(found)[:CLASSES])


def _bits(phones: Iterable[str]) -> int:
    """First phones as bits; what is no phone shares the last six."""
    bits = 0
    for phone in phones:
        bits |= 1 << (ord(phone) - 97 if "a" <= phone <= "z" else 26 + ord(phone) % 6)
    return bits


def _shape(stem: str) -> Shape:
    letters = stem[:LETTERS]
    if not letters.isascii():
        letters = "".join(c if c < "\x80" else chr(128 + ord(c) % 128) for c in letters)
    return letters, bones(letters)


@cache
def terms() -> dict[str, frozenset[str]]:
    """Words that are no names, in lower case, with what they are beside one: 'title' or 'particle'."""
    found: dict[str, frozenset[str]] = {}
    for role, _, forms in rows("words"):
        for form in forms.lower().split():
            found[form] = found.get(form, frozenset()) | {role}
    return found
