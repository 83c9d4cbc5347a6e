"""A given name belongs to classes: names that are one name in different languages or short forms of it.

A word belongs to a class 'directly' when it is one of the forms as it stands, and 'obliquely' when only its stem is:
'Алеся' is Alesia as it stands and Ales in the genitive.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from khronika.names.skeleton import skeletons, strip
from khronika.names.tables import rows

Classes = frozenset[int]
NONE: Classes = frozenset()


@cache
def _load() -> tuple[dict[str, Classes], dict[str, Classes]]:
    direct: dict[str, set[int]] = defaultdict(set)
    oblique: dict[str, set[int]] = defaultdict(set)
    for number, (_, shown, forms) in enumerate(rows("given")):
        for form in {shown, *forms.split()}:
            for skeleton in skeletons(form):
                direct[skeleton].add(number)
                oblique[strip(skeleton)].add(number)
                oblique[skeleton.rstrip("ai") or skeleton].add(number)
    return {k: frozenset(v) for k, v in direct.items()}, {k: frozenset(v) for k, v in oblique.items()}


def _oblique(skeleton: str) -> Classes:
    """Classes by the stem; a stem of two letters ('an') counts only when it is of one class."""
    cut = strip(skeleton)
    cut = (skeleton.rstrip("aiu") or skeleton) if cut == skeleton else cut
    found = _load()[1].get(cut, NONE)
    return found if len(cut) > 2 or len(found) == 1 else NONE


def classes(word: str) -> tuple[Classes, Classes]:
    """The classes a word belongs to directly, and those it belongs to in another case."""
    direct, _ = _load()
    forms = skeletons(word)
    found = NONE.union(*(direct.get(form, NONE) for form in forms))
    return found, NONE.union(*(_oblique(form) for form in forms)) - found


def fathers(skeleton: str) -> Classes:
    """The classes of the father's name in a patronymic whose ending is already cut off."""
    direct, oblique = _load()
    return oblique.get(skeleton, NONE) | direct.get(skeleton, NONE) | oblique.get(strip(skeleton), NONE)


def shown(number: int) -> str:
    """The form of a class that is shown to a reader."""
    return rows("given")[number][1]


def gender(found: Classes) -> str:
    """'m' or 'f' when all the classes are of it, else ''."""
    table = rows("given")
    genders = {table[number][0] for number in found}
    return genders.pop() if len(genders) == 1 else ""


@cache
def _initials() -> dict[int, frozenset[str]]:
    table = rows("given")
    return {
        number: frozenset(s[0] for form in (row[1], *row[2].split()) for s in skeletons(form))
        for number, row in enumerate(table)
    }


def letters(found: Classes) -> frozenset[str]:
    """The phones with which the forms of the classes may begin: what an initial may be."""
    table = _initials()
    return frozenset[str]().union(*(table[number] for number in found))
