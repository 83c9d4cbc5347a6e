"""Organisations: ordinary words are compared by meaning, the words that make the name by skeleton, acronyms by what they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from khronika.names.model import Evidence, Name, Token
from khronika.names.nearness import alike, near
from khronika.names.script import script
from khronika.names.skeleton import skeletons
from khronika.names.tables import rows
from khronika.names.words import meant


@dataclass(frozen=True, slots=True)
class Organization(Name):
    """An organisation's name; what comparing needs is found here once, when the name is analysed."""


def analyse_organization(text: str) -> Organization:
    """The name with its words and what they mean."""
    found = meant(text, ("legal", "stop", "term"))
    tokens, roles, concepts = zip(*found, strict=True) if found else ((), (), ())
    return Organization(text, "organization", script(text), tokens, roles, concepts)


@cache
def _acronyms() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple(
        (frozenset(forms.split()), frozenset(_marks(analyse_organization(full)))) for forms, full in rows("acronyms")
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
