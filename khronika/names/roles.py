"""A name is analysed once: every word gets a role, and nothing that follows looks at the text again."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import get_args

from khronika.names.errors import UnknownKind
from khronika.names.given import gender
from khronika.names.model import Kind, Name, Role, Token
from khronika.names.organizations import analyse_organization
from khronika.names.places import analyse_place
from khronika.names.script import LONGEST, script, words
from khronika.names.skeleton import skeletons, strip
from khronika.names.words import MOST, terms, token

_CHILD = {"ogly", "oglu", "oglı", "oğlu", "оглы", "оглу", "ogli", "угли", "uly", "ұлы", "улы", "уулу", "uulu"}
_GIRL = {"kyzy", "qizi", "qızı", "кызы", "гызы", "қызы", "gyzy", "kizi", "kızı", "qyzy"}
_VOWEL = re.compile(r"[aeiouyаеёиоуыэюяіїєў]", re.IGNORECASE)


@lru_cache(maxsize=1 << 16)
def analyse(text: str, kind: Kind = "person") -> Name:
    """The name with its words, their roles, script and gender; kept, so a second call costs nothing.

    >>> analyse("Бяляцкі Алесь Віктаравіч").roles
    ('surname', 'given', 'patronymic')
    """
    if kind not in get_args(Kind):
        raise UnknownKind(kind)
    text = text[:LONGEST]
    if kind == "place":
        return analyse_place(text)
    if kind == "organization":
        return analyse_organization(text)
    found = [(token(word), _is_initial(text, word, end)) for word, _, end in words(text)][:MOST]
    if len(found) > 2:
        found = [pair for pair in found if pair[1] or not _titled(pair[0].text)] or found
    tokens = tuple(pair[0] for pair in found)
    roles = _roles(tokens, [pair[1] for pair in found], comma=_comma(text))
    return Name(text, kind, script(text), tokens, roles, gender=_gender(tokens, roles))


def _titled(word: str) -> bool:
    return any(role == "title" for role, _ in terms().get(word.lower(), ()))


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


def forget() -> None:
    """Drop every word and name kept in memory, as a server does that must not remember what was searched."""
    for kept in (analyse, token, skeletons, strip):
        kept.cache_clear()
