"""Whether two names are one thing's: one score, one verdict, and reasons a reviewer understands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import exp
from typing import Any, cast

import numpy as np

from khronika.names import batch
from khronika.names.model import Comparison, Evidence, Kind, Name, Verdict
from khronika.names.organizations import weigh_organizations
from khronika.names.packed import Array
from khronika.names.persons import Person, weigh
from khronika.names.places import weigh_places
from khronika.names.reasons import sentences
from khronika.names.roles import analyse, lexicon

SAME = 0.9
"""From this score on the verdict is 'same'."""

REVIEW = 0.35
"""From this score on a person should look."""

VETO = 0.03
"""The most a vetoed pair can score."""

_WEIGH: dict[str, Callable[[Any, Any], Evidence]] = {"place": weigh_places, "organization": weigh_organizations}
_FAR = 12_000
_PROBABILITIES = [1 / (1 + exp(-milli / 1000)) for milli in range(-_FAR, _FAR + 1)]
_TABLE = np.array(_PROBABILITIES)

CHUNK = 32768
"""Pairs that are compared at once: few enough to stay near the processor."""


def evidence(a: Name, b: Name) -> Evidence:
    """The evidence on two analysed names of one kind with its reasons, the same whichever comes first."""
    if b.text < a.text:
        a, b = b, a
    if isinstance(a, Person) and isinstance(b, Person):
        found = Evidence(0.0, [])
        milli, found.veto = weigh(a, b, found.notes)
        found.logit = milli / 1000
        return found
    return _WEIGH[a.kind](a, b)


def score(a: Name, b: Name) -> float:
    """The score of two analysed names, 0 to 1."""
    if a.text == b.text:
        return 1.0
    if b.text < a.text:
        a, b = b, a
    if isinstance(a, Person) and isinstance(b, Person):
        return scored(*weigh(a, b))
    return probability(_WEIGH[a.kind](a, b))


def probability(found: Evidence) -> float:
    """The score that evidence amounts to: the logistic function of the log odds, or next to nothing after a veto."""
    return scored(round(found.logit * 1000), found.veto)


def scored(milli: int, veto: bool) -> float:
    """The score of evidence in thousandths of log odds."""
    value = _PROBABILITIES[min(max(milli, -_FAR), _FAR) + _FAR]
    return value * VETO if veto else value


def similarity(a: str, b: str, kind: Kind = "person") -> float:
    """How likely two names are one person's, place's or organisation's, 0 to 1.

    >>> similarity("Алесь Бяляцкі", "Ales Bialiatski", "person") > 0.9
    True
    """
    return score(analyse(a, kind), analyse(b, kind))


def similarities(names_a: Iterable[Name], names_b: Iterable[Name]) -> list[float]:
    """The scores of analysed pairs, the first with the first and so on; both must be of one length.

    Persons are compared by the thousand, places and organisations one pair after the other.
    """
    left, right = list(names_a), list(names_b)
    if len(left) != len(right):
        raise ValueError(f"Both sides must have as many names, but there are {len(left)} and {len(right)}.")
    if set(map(type, left)) | set(map(type, right)) != {Person}:
        return [score(a, b) for a, b in zip(left, right, strict=True)]
    persons = cast(list[Person], left), cast(list[Person], right)
    found: list[float] = []
    for start in range(0, len(left), CHUNK):
        found += _persons(persons[0][start : start + CHUNK], persons[1][start : start + CHUNK])
    return found


def _persons(left: list[Person], right: list[Person]) -> list[float]:
    kept = lexicon()
    rows = kept.rows(left), kept.rows(right)
    milli, veto = batch.weigh(rows[0], rows[1])
    values = probabilities(milli, veto)
    for i in np.flatnonzero((rows[0].words == rows[1].words).all(axis=0)):
        if left[i].text == right[i].text:
            values[i] = 1.0
    return values.tolist()


def probabilities(milli: Array, veto: Array) -> Array:
    """The scores of many sums of evidence."""
    values = _TABLE[np.clip(milli, -_FAR, _FAR) + _FAR]
    values[veto] *= VETO
    return values


def compare(a: str, b: str, kind: Kind = "person", *, language: str = "en") -> Comparison:
    """The score with a verdict and the reasons in words, in 'en', 'be' or 'ru'.

    >>> compare("Ales Bialiatski", "Aliaksandr Bialiatski", "person").reasons[1]
    'Ales is a form of Aliaksandr'
    """
    if a == b:
        analyse(a, kind)
        return Comparison(1.0, "same", sentences([("equal", a, b)], language))
    found = evidence(analyse(a, kind), analyse(b, kind))
    value = probability(found)
    return Comparison(value, _verdict(value), sentences(found.notes, language))


def _verdict(value: float) -> Verdict:
    return "same" if value >= SAME else "review" if value >= REVIEW else "different"
