"""The words of a text, each looked up once: its skeletons, the given names it may be, what it means as an ordinary word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from khronika.names.given import NONE, Classes, classes, fathers, letters
from khronika.names.model import CLASSES, LETTERS, MOST, READINGS, Role, Shape, Token, Word
from khronika.names.packed import number
from khronika.names.script import words
from khronika.names.skeleton import bones, skeletons, strip
from khronika.names.tables import rows

_AMBIGUOUS = frozenset("ЯЮЕЁЄГHJYI")

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
    direct, oblique = (_few(found) for found in classes(word)) if len(word) > 1 else (NONE, NONE)
    stems = tuple(dict.fromkeys(map(strip, forms)))
    begins = _bits(letters(direct or oblique)) | _bits(form[0] for form in forms)
    first = word[0].upper()
    shapes = tuple(map(_shape, stems))
    found = (
        word,
        forms,
        stems,
        direct,
        oblique,
        frozenset(map(number, forms)),
        frozenset(map(number, stems)),
        shapes,
        begins,
    )
    found = (*found, ord(first) if first in _AMBIGUOUS else 0)
    for sign, pattern in (("f", _DAUGHTER), ("m", _SON)):
        if made := pattern.match(forms[0]):
            return Token(*found, sign, _few(fathers(made[1])), _shape(made[1]))
    return Token(*found)


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
def terms() -> dict[str, list[tuple[str, str]]]:
    """Ordinary words: by their lower-case form and by their stem (marked '='), the (role, concept) they have."""
    found: dict[str, list[tuple[str, str]]] = {}
    for role, concept, forms in rows("words"):
        for form in forms.split():
            keys = [form.lower()]
            if role not in ("title", "stop") and len(form) > 3:
                keys += ["=" + strip(s) for s in skeletons(form)]
            for key in keys:
                found.setdefault(key, []).append((role, concept))
    return found


def meaning(one: Token, roles: tuple[str, ...]) -> tuple[str, str]:
    table = terms()
    keys = [one.text.lower().rstrip("'")] + (["=" + s for s in one.stems] if len(one.text) > 3 else [])
    for key in keys:
        for role, concept in table.get(key, ()):
            if role in roles:
                return role, concept
    return "", ""


def meant(text: str, wanted: tuple[str, ...]) -> list[tuple[Token, Role, str]]:
    """The words of a place's or organisation's name but its stop words, each with its role and its meaning."""
    found: list[tuple[Token, Role, str]] = []
    for word, _, _ in words(text)[: 2 * MOST]:
        one = token(word)
        role, concept = meaning(one, wanted)
        if role != "stop":
            found.append((one, role or "word", concept))  # type: ignore[arg-type]
    return found
