"""Places: a kind of place ('region', 'district') is compared by meaning, the name by the gazetteer and by its spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from khronika.names.model import Evidence, Name, Token
from khronika.names.nearness import near
from khronika.names.script import script, words
from khronika.names.skeleton import bones, skeletons, strip
from khronika.names.tables import rows
from khronika.names.words import meant


@dataclass(frozen=True, slots=True)
class Place(Name):
    """A place's name; what comparing needs is found here once, when the name is analysed."""


def analyse_place(text: str) -> Place:
    """The name with its words and the kinds of place they mean."""
    found = meant(text, ("type", "stop"))
    tokens, roles, concepts = zip(*found, strict=True) if found else ((), (), ())
    return Place(text, "place", script(text), tokens, roles, concepts)


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
