"""Places and organisations: ordinary words are compared by meaning, the words that make the name by skeleton."""

from __future__ import annotations

import re
from functools import cache

from khronika.names.model import Evidence, Name, Token
from khronika.names.persons import alike, near
from khronika.names.script import words
from khronika.names.skeleton import bones, skeletons, strip
from khronika.names.tables import rows

_BREAK = re.compile(r"\s[-–—]\s|[/(),;]")
_TAIL = re.compile(r"(?<=...)(?:avici?|avic|sk|tk|av|in|ank)$")


@cache
def _gazetteer() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, (_, forms) in enumerate(rows("places")):
        for form in forms.split():
            for key in _keys([skeletons(word) for word, _, _ in words(form.replace("_", " "))]):
                found.setdefault(key, set()).add(number)
    return {key: frozenset(value) for key, value in found.items()}


def _keys(parts: list[tuple[str, ...]]) -> list[str]:
    joined = ["".join(strip(p[0]) for p in parts)]
    joined += [strip(form) for form in parts[0][1:]] if len(parts) == 1 else []
    return list(dict.fromkeys(joined))


def _place(name: Name) -> tuple[list[Token], set[str]]:
    core = [t for t, role in zip(name.tokens, name.roles, strict=True) if role == "word"]
    types = {c for c in name.concepts if c}
    return (core or list(name.tokens)), types if core else set()


def weigh_places(a: Name, b: Name) -> Evidence:
    """Evidence for two names being one place; a town is never its region."""
    found = Evidence(-2.0, [])
    (left, types_a), (right, types_b) = _place(a), _place(b)
    if not left or not right:
        found.add(-3.0, "empty")
        return found
    small = {"town", "village"}
    if (types_a - small) != (types_b - small):
        found.veto = True
        found.notes.append(("types-differ", ", ".join(sorted(types_a)) or a.text, ", ".join(sorted(types_b)) or b.text))
    keys_a, keys_b = _segments(a, left), _segments(b, right)
    known_a, known_b = _known(keys_a), _known(keys_b)
    if known_a & known_b:
        found.add(6.0, "place", a.text, b.text)
    elif known_a and known_b:
        found.add(-4.0, "differ", a.text, b.text)
    else:
        _spelling(found, a, b, max(_placewise(x, y) for x in keys_a for y in keys_b))
    return found


def _segments(name: Name, core: list[Token]) -> list[str]:
    """The keys of the name and of each of its parts, as in 'Mensk / Minsk' or 'Lida, Belarus'."""
    keys = _keys([t.skeletons for t in core])
    kept = {t.text for t in core}
    for part in _BREAK.split(name.text) if len(core) > 1 else ():
        forms = [skeletons(word) for word, _, _ in words(part) if word in kept]
        keys += _keys(forms) if forms else []
    return keys


def _known(keys: list[str]) -> frozenset[int]:
    table = _gazetteer()
    return frozenset[int]().union(*(table.get(key, frozenset()) for key in keys))


def _placewise(one: str, other: str) -> float:
    if one == other:
        return 1.0
    cut, short = _TAIL.sub("", one), _TAIL.sub("", other)
    whole, head = near(one, other), near(cut, short)
    if bones(one) == bones(other):
        return 0.95
    return 0.5 * whole + 0.5 * head


def _spelling(found: Evidence, a: Name, b: Name, value: float) -> None:
    code = "equal" if value == 1 else "spelling" if value > 0.7 else "differ"
    found.add(max(5.5 - 12 * (1 - value), -4), code, a.text, b.text)


@cache
def _acronyms() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    from khronika.names.roles import analyse

    return tuple(
        (frozenset(forms.split()), frozenset(_marks(analyse(full, "organization")))) for forms, full in rows("acronyms")
    )


def _marks(name: Name) -> list[str]:
    """The words of an organisation's name as comparable marks: a concept, or a stem."""
    return [concept or one.stems[0] for one, concept in zip(name.tokens, name.concepts, strict=True)]


def _bodies(name: Name) -> set[int]:
    """The numbers of the acronyms the name has or spells out."""
    marks, texts = set(_marks(name)), {t.text.upper() for t in name.tokens}
    return {
        number
        for number, (forms, full) in enumerate(_acronyms())
        if texts & forms or (len(full) > 2 and full <= marks and len(marks) <= len(full) + 2)
    }


def _initialism(short: Name, long: Name) -> bool:
    """Is one word of the short name made of the first letters of the long one's?"""
    parts = list(zip(long.tokens, long.concepts, long.roles, strict=True))
    if len(short.tokens) > 2 or len(parts) < 3:
        return False
    pattern = re.compile(
        "".join(re.escape(t.skeletons[0][0]) + ("?" if role == "legal" else "") for t, _, role in parts)
    )
    meant = sorted(c[0] if c else t.skeletons[0][0] for t, c, _ in parts)
    found = [_spelled(t.text) for t in short.tokens if t.text.isupper() and 2 < len(t.text) <= 6]
    return any(pattern.fullmatch(s) or (len(s) > 3 and sorted(s) == meant) for s in found)


def _spelled(acronym: str) -> str:
    return "".join(skeletons(letter)[0][:1] for letter in acronym)


def weigh_organizations(a: Name, b: Name) -> Evidence:
    """Evidence for two names being one organisation: what share of each is found in the other."""
    found = Evidence(-2.4, [])
    if not a.tokens or not b.tokens:
        found.add(-3.0, "empty")
        return found
    if _bodies(a) & _bodies(b) or _initialism(a, b) or _initialism(b, a):
        found.add(5.0, "acronym", a.text, b.text)
        return found
    if near("".join(t.stems[0] for t in a.tokens), "".join(t.stems[0] for t in b.tokens)) > 0.9:
        found.add(5.5, "spelling", a.text, b.text)
        return found
    share, least, proper = _overlap(a, b)
    found.add(5.0 * share + 2.2 * least + 1.2 * proper - 1.5 * _unshared(a, b), "words", a.text, b.text)
    return found


def _weight(one: Token, role: str) -> float:
    return 0.12 if role == "legal" else 0.55 if role == "term" else 1.0 if len(one.text) > 2 else 0.5


def _overlap(a: Name, b: Name) -> tuple[float, float, float]:
    """Shares in common: of all words, of the name that has more of itself found, of the words that make the name."""
    found_a, found_b = _found(a, b), _found(b, a)
    first, second = _share(found_a), _share(found_b)
    proper = [value for value, weight in found_a + found_b if weight == 1.0]
    distinct = sum(proper) / len(proper) if proper else 0.0
    return (
        (first + second) / 2,
        max(first, second) if proper else min(first, second),
        2 * distinct - 1 if proper else 0.0,
    )


def _unshared(a: Name, b: Name) -> float:
    """How much both have that the other has not: a name that only has more words than the other is no conflict."""
    alone = [sum(w for v, w in _found(x, y) if not v and w > 0.2) for x, y in ((a, b), (b, a))]
    return min(*alone, 2.0)


def _found(a: Name, b: Name) -> list[tuple[float, float]]:
    out = []
    for one, concept, role in zip(a.tokens, a.concepts, a.roles, strict=True):
        if concept:
            best = float(concept in b.concepts)
        else:
            best = max((alike(one, other) for other, c in zip(b.tokens, b.concepts, strict=True) if not c), default=0.0)
        out.append((best if best > 0.8 else 0.0, _weight(one, role)))
    return out


def _share(found: list[tuple[float, float]]) -> float:
    total = sum(weight for _, weight in found)
    return sum(value * weight for value, weight in found) / total if total else 0.0
