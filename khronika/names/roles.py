"""A name is analysed once: every word gets a role, and nothing that follows looks at the text again.

Of names of full words the order, the case and the punctuation decide nothing, but where two words may be the patronymic
or one word only stands with the next ('Гейдар оглы', 'Abdul Karim').
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter

from khronika.names import organizations
from khronika.names.errors import UnknownKind
from khronika.names.given import gender
from khronika.names.model import INITIALS, MOST, PARTS, Kind, Name, Role, Token
from khronika.names.organizations import analyse_organization
from khronika.names.packed import Lexicon
from khronika.names.persons import GIVEN, SURNAME, WORD, Person
from khronika.names.places import analyse_place
from khronika.names.script import LONGEST, words
from khronika.names.skeleton import skeletons, strip
from khronika.names.words import begotten, kin, terms, token

_VOWEL = re.compile(r"[aeiouyаеёиоуыэюяіїєў]", re.IGNORECASE)
_FAMILY = re.compile(
    r"(?:av|iv|in)a?$|sk(?:i|aa?|ia)?$|tk(?:i|aa?|ia)?$|[aiu]k$|an?ka$|ic$|ian$|svili$|[aiu]nak$|di$|uk$"
)


@lru_cache(maxsize=1 << 16)
def analyse(text: str, kind: Kind = "person") -> Name:
    """The name with its words, their roles, script and gender; kept, so a second call costs nothing.

    >>> analyse("Бяляцкі Алесь Віктаравіч").roles
    ('surname', 'given', 'patronymic')
    """
    name = parse(text, kind)
    if isinstance(name, Person):
        lexicon().keep(name)
    return name


def parse(text: str, kind: Kind) -> Name:
    """The name analysed and not kept."""
    if kind == "person":
        return person(text[:LONGEST])
    if kind == "place":
        return analyse_place(text[:LONGEST])
    if kind == "organization":
        return analyse_organization(text[:LONGEST])
    raise UnknownKind(kind)


def person(text: str) -> Person:
    found = words(text)[:MOST]
    mixed = not text.isupper()
    if len(found) > 2 and _servant(found):
        found = _joined(found)
    initials = [len(word) < 4 and _is_initial(text, word, end, mixed=mixed) for word, _, end in found]
    tokens = [token(word) for word, _, _ in found]
    roles = _all_roles(tokens, initials)
    sign, sure = _gender(tokens, roles)
    parts: list[tuple[int, tuple[str, ...], str, Token]] = []
    father, short = None, []
    for one, role in zip(tokens, roles, strict=True):
        if role == "initial":
            short.append(one)
        elif role == "title":
            continue
        elif role == "patronymic":
            father = begotten(father.text, one.text) if father else one
        else:
            parts.append((_PLACE[role], one.skeletons, one.text.lower(), one))
    parts.sort(key=_WHERE)
    del parts[PARTS:]
    return Person(
        text,
        "person",
        tuple(tokens),
        tuple(roles),
        gender=sign,
        parts=tuple([part[3] for part in parts]),
        ranks=tuple([_RANKS[part[0]] for part in parts]),
        father=father,
        initials=tuple(short[:INITIALS]),
        sure=sure,
    )


_PLACE = {"given": 0, "word": 1, "surname": 2}
_RANKS = (GIVEN, WORD, SURNAME)
_WHERE = itemgetter(0, 1, 2)


def _servant(found: list[tuple[str, int, int]]) -> bool:
    return any(word.lower() in _SERVANTS for word, _, _ in found[:-1])


def _joined(found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """'Abdul Karim' as the one name it is; 'abdul' ('servant of the') never stands alone."""
    made: list[tuple[str, int, int]] = []
    for word, start, end in found:
        if made and made[-1][0].lower() in _SERVANTS and len(word) > 2:
            before, first, _ = made.pop()
            word, start = before + word.lower(), first
        made.append((word, start, end))
    return made


_SERVANTS = {"abdul", "abdel", "abdal", "abdoul", "abdur", "abdus", "абдул", "абдель", "абдэль", "абду", "абдур"}


def _all_roles(tokens: list[Token], initials: list[bool]) -> list[Role]:
    """The roles of all words; titles and particles beside the name are 'title'."""
    if len(tokens) < 3 or len(named := _named(tokens, initials)) == len(tokens):
        return _roles(tokens, initials)
    roles: list[Role] = ["title"] * len(tokens)
    for i, role in zip(named, _roles([tokens[i] for i in named], [initials[i] for i in named]), strict=True):
        roles[i] = role
    return roles


def _named(tokens: list[Token], initials: list[bool]) -> list[int]:
    """The places of the words that are the name itself: no titles, and no particles where two full words stay."""
    named = [i for i, one in enumerate(tokens) if len(one.text) == 1 or not _plays(one.text, "title")]
    full = [i for i in named if not initials[i] and not _plays(tokens[i].text, "particle")]
    if len(full) > 1 and any(len(tokens[i].text) > 4 for i in full):
        named = [i for i in named if initials[i] or not _plays(tokens[i].text, "particle")]
    return named or list(range(len(tokens)))


def _plays(word: str, role: str) -> bool:
    """Is the word a 'title', or a 'particle' that says nothing of its own?"""
    return role in terms().get(word.lower(), ())


def _is_initial(text: str, word: str, end: int, *, mixed: bool) -> bool:
    if len(word) == 1:
        return not word.isdigit()
    if not word[0].isupper() or len(word) > 3:
        return False
    dotted = text[end : end + 1] == "."
    return (dotted and not (len(word) == 3 and _VOWEL.search(word[1:-1]))) or (
        mixed and len(word) == 2 and word.isupper()
    )


def _roles(tokens: list[Token], initials: list[bool]) -> list[Role]:
    roles: list[Role] = ["initial" if initial else "word" for initial in initials]
    full = [i for i, role in enumerate(roles) if role == "word"]
    for i in _patronymics(tokens, full):
        roles[i] = "patronymic"
    rest = [i for i in full if roles[i] == "word"]
    abridged = len(rest) == 1 and "initial" in roles
    if abridged:
        roles[rest[0]] = "surname"
    elif (given := _given(tokens, rest, roles)) is not None:
        for i in rest:
            roles[i] = "given" if i == given else "surname"
    return roles


def _patronymics(tokens: list[Token], full: list[int]) -> list[int]:
    if len(full) < 2:
        return []
    for i in full[2:]:
        if kin(tokens[i].text):
            return [i - 1, i]
    found = [i for i in full if tokens[i].patronymic and (tokens[i].father or len(full) > 2)]
    if len(full) == 2:
        return [i for i in found if tokens[i].patronymic == "f" and tokens[i].father][:1]
    if len(found) < 2:
        return found
    known = [i for i in found if tokens[i].father]
    after = [i for i in found if i and i - 1 in full and _fathered(tokens[i - 1], tokens[i])]
    return (after or known or found)[:1]


def _fathered(given: Token, patronymic: Token) -> bool:
    """Can the patronymic follow the given name? A woman's is never '-ich'."""
    names = given.direct | given.oblique
    return bool(names) and not (patronymic.patronymic == "m" and gender(names) == "f")


def _given(tokens: list[Token], rest: list[int], roles: list[Role]) -> int | None:
    """The one word that is a given name; None when none is, or when two may be and no patronymic follows one."""
    before = roles.index("patronymic") - 1 if "patronymic" in roles else -1
    found = [i for i in rest if tokens[i].direct]
    if not found and (before >= 0 or len(rest) > 1):
        found = [i for i in rest if tokens[i].oblique]
    if len(found) > 1:
        found = [i for i in found if not _familiar(tokens[i])]
    if len(found) > 1 and before in found:
        return before
    return found[0] if len(found) == 1 else None


def _familiar(one: Token) -> bool:
    """Does the word look like a surname? A woman's name on '-ina' does not."""
    form = one.skeletons[0]
    return bool(_FAMILY.search(form)) and not (form.endswith("ina") and gender(one.direct) == "f")


def _gender(tokens: list[Token], roles: list[Role]) -> tuple[str, bool]:
    """'m', 'f' or '', and whether a patronymic tells it."""
    fathers = [one for one, role in zip(tokens, roles, strict=True) if role == "patronymic"]
    for one in reversed(fathers):
        if child := kin(one.text):
            return child, True
        if one.patronymic:
            return one.patronymic, True
    for one, role in zip(tokens, roles, strict=True):
        if role == "given" and one.direct:
            sign = gender(one.direct)
            bent = sign == "f" and gender(one.oblique) != "f" and one.oblique and _bent(tokens, roles)
            return "" if bent else sign, False
    return "", False


def _bent(tokens: list[Token], roles: list[Role]) -> bool:
    """Is a surname in a case that only a man's has? Then 'Алеся' is no woman but Алесь in the genitive."""
    return any(role == "surname" and _MANS.search(one.skeletons[0]) for one, role in zip(tokens, roles, strict=True))


_MANS = re.compile(r"(?:aha|amu|[^aiu]im|(?:ic|[aiu]k|an|ar|il|at|[sz]|nt|ad)(?:a|u|am))$")

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
    organizations.forget()
    for kept in (analyse, token, skeletons, strip):
        kept.cache_clear()
