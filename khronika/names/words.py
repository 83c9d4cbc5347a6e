"""The words of a text, each looked up once: its skeletons, the given names it may be, what it means as an ordinary word."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from khronika.names.given import classes, fathers
from khronika.names.model import Role, Token, Word
from khronika.names.script import words
from khronika.names.skeleton import skeletons, strip
from khronika.names.tables import rows

MOST = 16
"""Words of a name that are looked at."""

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
    forms = skeletons(word)
    direct, oblique = classes(word)
    stems = tuple(dict.fromkeys(map(strip, forms)))
    for sign, pattern in (("f", _DAUGHTER), ("m", _SON)):
        if found := pattern.match(forms[0]):
            return Token(word, forms, stems, direct, oblique, sign, fathers(found[1]), found[1])
    return Token(word, forms, stems, direct, oblique)


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
