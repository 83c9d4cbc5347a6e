"""Which articles are about the same: they name the same records, the same names in any script, the same days and figures.

What few articles have in common tells more than what many have. Words themselves are not compared, so that it makes no
difference in which language an article is written.
"""

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from khronika.dates import DateError
from khronika.press.bearers import WORD, stems
from khronika.written import understand

MOST = 5
LEAST = 0.4  # of what two must have in common before they are called related
COMMON = 0.34  # of all articles in which something stands that says nothing
CROWD = 150  # articles in which something stands that says nothing, however many there are
_FEW = {"r": 20}  # articles from which on something can be common; six of what is no record
_SHORTEST = 4  # letters of a name
_WORTH = {"r": 1.0, "d": 0.7, "n": 0.35, "f": 0.45}
_BEGINNING = ("", ".", "!", "?", "…", ":", "\n", "–", "—")
_YEAR = r"(?:,?\s+\d{4})?"
_DAY = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th|-?го|-га)?\s+(?:of\s+)?[^\W\d_]{{3,11}}{_YEAR}\b")
_AMERICAN = re.compile(rf"\b[A-Z][a-z]{{2,8}}\s+\d{{1,2}}(?:st|nd|rd|th)?{_YEAR}\b")
_FIGURE = re.compile(r"\d{1,3}(?:[\s.,\u00a0\u202f]\d{3})+|\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Traits:
    """What articles are compared by: 'r' and the id of a record, 'n' and the stem of a name, 'd' and a day, 'f' and a figure."""

    all: frozenset[str]

    def kept(self) -> str:
        """As it is remembered."""
        return json.dumps(sorted(self.all))

    @classmethod
    def of(cls, kept: str) -> "Traits":
        """As it was remembered."""
        return cls(frozenset(json.loads(kept)))


def traits(texts: Iterable[str], records: Iterable[str] = ()) -> Traits:
    """What an article has in common with others, of its texts in all languages and the ids of the records in it.

    >>> sorted(traits(["On 10 December 104,731 letters came to Ales Bialiatski."]).all)
    ['d12-10', 'f104731', 'nalas', 'nbalatk']
    """
    found = {f"r{record}" for record in records}
    for text in texts:
        found |= _days(text)
        plain = _AMERICAN.sub(" , ", _DAY.sub(" , ", text))
        found |= _names(plain) | _figures(plain)
    return Traits(frozenset(found))


def related(articles: Mapping[str, tuple[Traits, str]]) -> dict[str, tuple[str, ...]]:
    """For every article those that are most alike, by key; `articles` has traits and date by key."""
    having: dict[str, list[str]] = defaultdict(list)
    for key in sorted(articles):
        for trait in articles[key][0].all:
            having[trait].append(key)
    scores: dict[str, dict[str, float]] = {key: defaultdict(float) for key in articles}
    for trait in sorted(having):
        its = having[trait]
        if 1 < len(its) <= max(_FEW.get(trait[0], 6), min(COMMON * len(articles), CROWD)):
            worth = _WORTH[trait[0]] * _rarity(len(its), len(articles))
            for one, other in combinations(its, 2):
                scores[one][other] += worth
                scores[other][one] += worth
    return {key: _best(scores[key], articles) for key in articles}


def _rarity(having: int, of: int) -> float:
    """How much something says that some of all articles have: half as much where ten times as many have it."""
    return 1.0 / (1.0 + math.log10(having / 2) + (having / (of + 6)))


def _best(scores: Mapping[str, float], articles: Mapping[str, tuple[Traits, str]]) -> tuple[str, ...]:
    enough = [key for key, score in scores.items() if score >= LEAST]
    enough.sort()
    enough.sort(key=lambda key: articles[key][1], reverse=True)
    enough.sort(key=lambda key: -round(scores[key], 6))
    return tuple(enough[:MOST])


def _names(text: str) -> set[str]:
    """The stems of words with a capital that begin no sentence."""
    inside = set[str]()
    for found in WORD.finditer(text):
        word = found[0]
        if len(word) >= _SHORTEST and word[0].isupper():
            before = text[: found.start()].rstrip(" \u00a0«„“\"'(")[-1:]
            if before not in _BEGINNING:
                inside.add(word)
    return {f"n{stem}" for word in inside for stem in stems(word) if len(stem) > 2}


def _days(text: str) -> set[str]:
    """Days of the year, with or without the year."""
    found = set[str]()
    for said in (*_DAY.findall(text), *_AMERICAN.findall(text)):
        try:
            day = understand(said if said[-4:].isdecimal() else f"{said} 2000")
        except DateError:
            continue
        if len(day) == 10:
            found.add(f"d{day[5:]}")
    return found


def _figures(text: str) -> set[str]:
    """Numbers of three digits and more, however they are grouped; years are none."""
    plain = (re.sub(r"\D", "", found) for found in _FIGURE.findall(text))
    return {f"f{each}" for each in plain if len(each) > 2 and not (len(each) == 4 and each[:2] in ("19", "20"))}
