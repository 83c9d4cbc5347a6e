"""How right a reading is, beside what a person annotated: one finding counts for one annotation, the best pair first.

Names are the same when their words are, whatever the case and the quotes, or when one name is a whole part of the other;
acts, penalties, interventions and figures when their kind or number is the same and the passages touch.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel.core import get_global
from babel.numbers import get_currency_name

FIELDS = (
    "persons",
    "organizations",
    "places",
    "demands",
    "signatories",
    "acts",
    "penalties",
    "interventions",
    "figures",
)
NAMES = FIELDS[:3]
SHARED = 0.5
"""The part of their joint words that two demands must share."""

_QUOTES = re.compile("[\"'«»“”„’‘`()]")
_WORD = re.compile(r"\w+")
_SHORT = 3
"""Words of a name of which a single one may be the whole part."""

_SIGNS = {"$": "dollar", "€": "euro", "br": "ruble", "rouble": "ruble"}
_STEMS = {
    "руб": "ruble",
    "грив": "hryvnia",
    "грыў": "hryvnia",
    "злот": "zloty",
    "złot": "zloty",
    "евро": "euro",
    "еўра": "euro",
}
One = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """Findings that were right, wrong, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, right: int, found: int, gold: int) -> None:
        """Count one document."""
        self.right += right
        self.wrong += found - right
        self.missed += gold - right

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to find and nothing was found."""
        told = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / told if told else 1.0


def folded(text: str | None) -> str:
    """A name without case, quotes and the marks around it."""
    return " ".join(_QUOTES.sub("", (text or "").casefold().replace("ё", "е")).split()).strip(" .,;:")


def words(text: str | None) -> list[str]:
    """The words of a folded name."""
    return _WORD.findall(folded(text))


def named(one: One | str) -> str:
    """The name of an annotated or found thing, however it is written down."""
    return one if isinstance(one, str) else str(one.get("name") or one.get("nominative") or one.get("mention") or "")


def spelled(one: One | str) -> set[str]:
    """All forms of a person's name that an annotation or a finding has."""
    if isinstance(one, str):
        return {folded(one)} - {""}
    forms = [one.get("name"), one.get("nominative"), one.get("mention"), *one.get("mentions", ())]
    return {folded(form) for form in forms} - {""}


def alike(one: str, other: str) -> bool:
    """Whether two names are one, or one is a whole part of the other; a single word only of a short name."""
    short, long = sorted((words(one), words(other)), key=len)
    if not short:
        return False
    within = any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
    return within and (len(short) > 1 or len(long) <= _SHORT)


def touching(text: str, one: str | None, other: str | None) -> bool:
    """Whether two passages of a text have a place in common."""
    if not one or not other:
        return False
    first, second = text.find(one), text.find(other)
    if min(first, second) < 0:
        return folded(one) in folded(other) or folded(other) in folded(one)
    return first < second + len(other) and second < first + len(one)


def surnames(people: Iterable[One | str]) -> set[str]:
    """The last words of people's names."""
    return {form.split()[-1] for one in people for form in spelled(one)}


@cache
def unit(name: str | None) -> str:
    """A unit of a penalty as one English word; which country's money it is is not asked, for texts seldom say.

    >>> unit("BYN"), unit("Belarusian roubles"), unit("рублёў"), unit("years")
    ('ruble', 'ruble', 'ruble', 'year')
    """
    written = folded(name)
    if len(written) == 3 and written.upper() in get_global("all_currencies"):
        written = folded(get_currency_name(written.upper(), locale="en").partition(" (")[0])
    stem = next((money for start, money in _STEMS.items() if written.startswith(start)), "")
    last = written.rpartition(" ")[2].removesuffix("s") or written
    return stem or _SIGNS.get(last, last)


def _people(text: str, gold: One | str, found: One | str) -> float:
    return float(bool(spelled(gold) & spelled(found)))


def _things(text: str, gold: One | str, found: One | str) -> float:
    return float(alike(named(gold), named(found)))


def _demands(text: str, gold: One, found: One) -> float:
    left, right = set(words(gold["text"])), set(words(found["text"]))
    share = len(left & right) / max(1, len(left | right))
    return share if share >= SHARED else 0.0


def _signed(text: str, gold: One, found: One) -> float:
    key = "name" if gold.get("name") else "organization"
    return float(bool(gold.get(key)) and folded(gold[key]) == folded(found.get(key)))


def _done(text: str, gold: One, found: One) -> float:
    if not _told(text, gold, found):
        return 0.0
    victims = surnames(gold.get("victims") or ())
    return float(not victims or bool(victims & surnames(found.get("victims") or ())))


def _told(text: str, gold: One, found: One) -> float:
    return float(gold["type"] == found["type"] and touching(text, gold.get("evidence"), found.get("evidence")))


def _given(text: str, gold: One, found: One) -> float:
    if (gold["type"], gold.get("amount")) != (found["type"], found.get("amount")):
        return 0.0
    who = surnames([gold["person"]]) if gold.get("person") else set()
    same = unit(gold.get("unit")) == unit(found.get("unit"))
    return float(same and (not who or bool(who & surnames([found.get("person") or ""]))))


def _counted(text: str, gold: One, found: One) -> float:
    return float(gold["number"] == found["number"] and touching(text, gold.get("evidence"), found.get("evidence")))


_LIKENESS: Mapping[str, Callable[[str, Any, Any], float]] = {
    "persons": _people,
    "organizations": _things,
    "places": _things,
    "demands": _demands,
    "signatories": _signed,
    "acts": _done,
    "penalties": _given,
    "interventions": _told,
    "figures": _counted,
}


def matched(field: str, text: str, gold: Sequence[Any], found: Sequence[Any]) -> int:
    """How many annotations have a finding of their own."""
    like = _LIKENESS[field]
    pairs = [(like(text, one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(found)]
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for value, i, j in sorted(pairs, reverse=True):
        if value > 0 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
    return len(used_gold)


def tallied(documents: Iterable[tuple[One, Mapping[str, Any]]], fields: Iterable[str] = FIELDS) -> dict[str, Tally]:
    """The tally of each field over documents and their readings; a field that no document annotates has none."""
    tallies: dict[str, Tally] = {}
    wanted = tuple(fields)
    for gold, found in documents:
        for field in wanted:
            if field in gold:
                mine, theirs = gold[field] or [], found.get(field) or []
                right = matched(field, gold["text"], mine, theirs)
                tallies.setdefault(field, Tally()).add(right, len(theirs), len(mine))
    return tallies
