"""A name is analysed once: every word gets a role, and nothing that follows looks at the text again."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import get_args

from khronika.names.errors import UnknownKind
from khronika.names.given import classes, fathers, gender
from khronika.names.model import Kind, Name, Role, Token, Word
from khronika.names.script import LONGEST, script, words
from khronika.names.skeleton import skeletons, strip
from khronika.names.tables import rows

MOST = 16
"""Words of a name that are looked at."""

_SON = re.compile(r"^(..+?)(?:av|iv|v)?ic(?:[aiu]|am|im|us)?$")
_DAUGHTER = re.compile(r"^(..+?)(?:[ai]vn|vn|(?:in)?icn)(?:[aiu]|ai|am|ah)$")
_CHILD = {"ogly", "oglu", "oglı", "oğlu", "оглы", "оглу", "ogli", "угли", "uly", "ұлы", "улы", "уулу", "uulu"}
_GIRL = {"kyzy", "qizi", "qızı", "кызы", "гызы", "қызы", "gyzy", "kizi", "kızı", "qyzy"}
_VOWEL = re.compile(r"[aeiouyаеёиоуыэюяіїєў]", re.IGNORECASE)


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


@lru_cache(maxsize=1 << 16)
def analyse(text: str, kind: Kind = "person") -> Name:
    """The name with its words, their roles, script and gender; kept, so a second call costs nothing.

    >>> analyse("Бяляцкі Алесь Віктаравіч").roles
    ('surname', 'given', 'patronymic')
    """
    if kind not in get_args(Kind):
        raise UnknownKind(kind)
    text = text[:LONGEST]
    if kind != "person":
        return _thing(text, kind)
    found = [(token(word), _is_initial(text, word, end)) for word, _, end in words(text)][:MOST]
    if len(found) > 2:
        found = [pair for pair in found if pair[1] or not _titled(pair[0].text)] or found
    tokens = tuple(pair[0] for pair in found)
    roles = _roles(tokens, [pair[1] for pair in found], comma=_comma(text))
    return Name(text, kind, script(text), tokens, roles, gender=_gender(tokens, roles))


def _titled(word: str) -> bool:
    return any(role == "title" for role, _ in _terms().get(word.lower(), ()))


def _is_initial(text: str, word: str, end: int) -> bool:
    if len(word) == 1:
        return not word.isdigit()
    if not word[0].isupper() or len(word) > 3:
        return False
    dotted = text[end : end + 1] == "."
    return (dotted and not (len(word) == 3 and _VOWEL.search(word[1:-1]))) or (
        len(word) == 2 and word.isupper() and " " in text
    )


def _comma(text: str) -> int:
    """How many words stand before the only comma, 0 without one."""
    before, comma, after = text.partition(",")
    return len(words(before)) if comma and words(after) and "," not in after else 0


def _roles(tokens: tuple[Token, ...], initials: list[bool], *, comma: int) -> tuple[Role, ...]:
    roles: list[Role] = ["initial" if initial else "word" for initial in initials]
    full = [i for i, role in enumerate(roles) if role == "word"]
    for i in _patronymics(tokens, full):
        roles[i] = "patronymic"
    rest = [i for i in full if roles[i] == "word"]
    given = _given(tokens, rest, roles, comma)
    if given is None and not ("initial" in roles and rest):
        return tuple(roles)
    for i in rest:
        roles[i] = "given" if i == given else "surname"
    return tuple(roles)


def _patronymics(tokens: tuple[Token, ...], full: list[int]) -> list[int]:
    for i in full:
        if tokens[i].text.lower() in _CHILD | _GIRL and i > 1:
            return [i - 1, i]
    if len(full) < 2:
        return []
    found = [i for i in full if tokens[i].patronymic and (tokens[i].father or len(full) > 2)]
    if len(full) == 2:
        return [i for i in found if tokens[i].patronymic == "f" and tokens[i].father][:1]
    after = [i for i in found if i and i - 1 in full and _fathered(tokens[i - 1], tokens[i])]
    known = [i for i in found if tokens[i].father and i]
    middle = [i for i in found if tokens[i].patronymic == "f" or (i == full[1] and len(full) == 3)]
    return (after or known or middle)[:1]


def _fathered(given: Token, patronymic: Token) -> bool:
    """Can the patronymic follow the given name? A woman's is never '-ich'."""
    names = given.direct | given.oblique
    return bool(names) and not (patronymic.patronymic == "m" and gender(names) == "f")


def _given(tokens: tuple[Token, ...], rest: list[int], roles: list[Role], comma: int) -> int | None:
    if len(rest) < 2 and not (rest and "patronymic" in roles and tokens[rest[0]].direct):
        return None if "initial" in roles or not rest or not tokens[rest[0]].direct else rest[0]
    if comma and (later := [i for i in rest if i >= comma]):
        return later[0]
    if "patronymic" in roles and (before := roles.index("patronymic") - 1) in rest:
        return before
    for level in ("direct", "oblique"):
        for i in rest:
            if getattr(tokens[i], level):
                return i
    return None


def _gender(tokens: tuple[Token, ...], roles: tuple[Role, ...]) -> str:
    for one, role in zip(tokens, roles, strict=True):
        if role == "patronymic" and one.patronymic:
            return one.patronymic
        if role == "patronymic" and one.text.lower() in _CHILD | _GIRL:
            return "m" if one.text.lower() in _CHILD else "f"
    for one, role in zip(tokens, roles, strict=True):
        if role == "given" and one.direct:
            return gender(one.direct | one.oblique)
    return ""


@cache
def _terms() -> dict[str, list[tuple[str, str]]]:
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


def _meaning(one: Token, roles: tuple[str, ...]) -> tuple[str, str]:
    table = _terms()
    keys = [one.text.lower().rstrip("'")] + (["=" + s for s in one.stems] if len(one.text) > 3 else [])
    for key in keys:
        for role, concept in table.get(key, ()):
            if role in roles:
                return role, concept
    return "", ""


def _thing(text: str, kind: Kind) -> Name:
    wanted = ("type", "stop") if kind == "place" else ("legal", "stop", "term")
    tokens, roles, concepts = [], [], []
    for word, _, _ in words(text)[: 2 * MOST]:
        one = token(word)
        role, concept = _meaning(one, wanted)
        if role == "stop":
            continue
        tokens.append(one)
        concepts.append(concept)
        roles.append(role or "word")
    return Name(text, kind, script(text), tuple(tokens), tuple(roles), tuple(concepts))  # type: ignore[arg-type]


def forget() -> None:
    """Drop every word and name kept in memory, as a server does that must not remember what was searched."""
    for kept in (analyse, token, skeletons, strip):
        kept.cache_clear()
