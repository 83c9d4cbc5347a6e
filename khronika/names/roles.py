"""A name is analysed once: every word gets a role, and nothing that follows looks at the text again.

Of names of full words the order, the case and the punctuation decide nothing, but where two words may be the patronymic.
"""

from __future__ import annotations

import re
from functools import lru_cache

from khronika.names.errors import UnknownKind
from khronika.names.given import gender
from khronika.names.model import INITIALS, MOST, PARTS, Kind, Name, Role, Token
from khronika.names.organizations import analyse_organization
from khronika.names.packed import Lexicon
from khronika.names.persons import GIVEN, SURNAME, WORD, Person
from khronika.names.places import analyse_place
from khronika.names.script import LONGEST, script, words
from khronika.names.skeleton import skeletons, strip
from khronika.names.words import terms, token

_CHILD = {"ogly", "oglu", "oglı", "oğlu", "оглы", "оглу", "ogli", "угли", "uly", "ұлы", "улы", "уулу", "uulu"}
_GIRL = {"kyzy", "qizi", "qızı", "кызы", "гызы", "қызы", "gyzy", "kizi", "kızı", "qyzy"}
_VOWEL = re.compile(r"[aeiouyаеёиоуыэюяіїєў]", re.IGNORECASE)
_FAMILY = re.compile(
    r"(?:av|iv|in)a?$|sk(?:i|aa?|ia)?$|tk(?:i|aa?|ia)?$|[aiu]k$|an?ka$|ic$|ian$|svili$|[aiu]nak$|di$|uk$"
)
_RANK: dict[str, int] = {"given": GIVEN, "word": WORD, "surname": SURNAME}


@lru_cache(maxsize=1 << 16)
def analyse(text: str, kind: Kind = "person") -> Name:
    """The name with its words, their roles, script and gender; kept, so a second call costs nothing.

    >>> analyse("Бяляцкі Алесь Віктаравіч").roles
    ('surname', 'given', 'patronymic')
    """
    if kind == "person":
        name = person(text[:LONGEST])
        lexicon().keep(name)
        return name
    if kind == "place":
        return analyse_place(text[:LONGEST])
    if kind == "organization":
        return analyse_organization(text[:LONGEST])
    raise UnknownKind(kind)


def person(text: str) -> Person:
    """A person's name, analysed and not kept."""
    mixed = not text.isupper()
    found = [(token(word), _is_initial(text, word, end, mixed=mixed)) for word, _, end in words(text)][:MOST]
    if len(found) > 2:
        found = [pair for pair in found if pair[1] or not _titled(pair[0].text)] or found
    tokens = tuple(pair[0] for pair in found)
    roles = _roles(tokens, [pair[1] for pair in found])
    sign, sure = _gender(tokens, roles)
    parts = sorted(
        ((_RANK[role], one) for one, role in zip(tokens, roles, strict=True) if role in _RANK),
        key=lambda part: (_PLACE[part[0]], part[1].skeletons, part[1].text.lower()),
    )[:PARTS]
    ranks = tuple(rank for rank, _ in parts)
    of = {role: [one for one, r in zip(tokens, roles, strict=True) if r == role] for role in ("patronymic", "initial")}
    father = of["patronymic"][0] if of["patronymic"] else None
    initials = tuple(of["initial"][:INITIALS])
    return Person(
        text,
        "person",
        script(text),
        tokens,
        roles,
        gender=sign,
        parts=tuple(one for _, one in parts),
        ranks=ranks,
        father=father,
        initials=initials,
        sure=sure,
    )


_PLACE = {GIVEN: 0, WORD: 1, SURNAME: 2}


def _titled(word: str) -> bool:
    return any(role == "title" for role, _ in terms().get(word.lower(), ()))


def _is_initial(text: str, word: str, end: int, *, mixed: bool) -> bool:
    if len(word) == 1:
        return not word.isdigit()
    if not word[0].isupper() or len(word) > 3:
        return False
    dotted = text[end : end + 1] == "."
    return (dotted and not (len(word) == 3 and _VOWEL.search(word[1:-1]))) or (
        mixed and len(word) == 2 and word.isupper()
    )


def _roles(tokens: tuple[Token, ...], initials: list[bool]) -> tuple[Role, ...]:
    roles: list[Role] = ["initial" if initial else "word" for initial in initials]
    full = [i for i, role in enumerate(roles) if role == "word"]
    for i in _patronymics(tokens, full):
        roles[i] = "patronymic"
    rest = [i for i in full if roles[i] == "word"]
    abridged = len(rest) == 1 and "initial" in roles
    if abridged:
        roles[rest[0]] = "surname"
    elif (given := _given(tokens, rest, alone="patronymic" not in roles)) is not None:
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
    known = [i for i in found if tokens[i].father]
    if len(known) == 1:
        return known
    after = [i for i in known or found if i and i - 1 in full and _fathered(tokens[i - 1], tokens[i])]
    return (after or known or found)[:1]


def _fathered(given: Token, patronymic: Token) -> bool:
    """Can the patronymic follow the given name? A woman's is never '-ich'."""
    names = given.direct | given.oblique
    return bool(names) and not (patronymic.patronymic == "m" and gender(names) == "f")


def _given(tokens: tuple[Token, ...], rest: list[int], *, alone: bool) -> int | None:
    """The one word that is a given name; None when none is, or when two may be."""
    found = [i for i in rest if tokens[i].direct]
    if not found and (alone is False or len(rest) > 1):
        found = [i for i in rest if tokens[i].oblique]
    if len(found) > 1:
        found = [i for i in found if not _FAMILY.search(tokens[i].skeletons[0])]
    return found[0] if len(found) == 1 else None


def _gender(tokens: tuple[Token, ...], roles: tuple[Role, ...]) -> tuple[str, bool]:
    """'m', 'f' or '', and whether a patronymic tells it."""
    for one, role in zip(tokens, roles, strict=True):
        if role == "patronymic" and one.text.lower() in _CHILD | _GIRL:
            return ("m" if one.text.lower() in _CHILD else "f"), True
    for one, role in zip(tokens, roles, strict=True):
        if role == "patronymic" and one.patronymic:
            return one.patronymic, True
    for one, role in zip(tokens, roles, strict=True):
        if role == "given" and one.direct:
            return gender(one.direct | one.oblique), False
    return "", False


WORDS = 1 << 18
"""Words and names that are kept for comparing many names at once; beyond, all are dropped and kept anew."""

_lexicon = Lexicon()


def lexicon() -> Lexicon:
    """The words and names kept so far."""
    global _lexicon
    if len(_lexicon) > WORDS or len(_lexicon.heads) > WORDS:
        _lexicon = Lexicon()
    return _lexicon


def forget() -> None:
    """Drop every word and name kept in memory, as a server does that must not remember what was searched."""
    global _lexicon
    _lexicon = Lexicon()
    for kept in (analyse, token, skeletons, strip):
        kept.cache_clear()
