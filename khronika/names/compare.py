"""Whether two names are one thing's: one score, one verdict, and reasons a reviewer understands."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp

from khronika.names.model import Comparison, Evidence, Kind, Name, Verdict
from khronika.names.organizations import weigh_organizations
from khronika.names.persons import weigh
from khronika.names.places import weigh_places
from khronika.names.reasons import sentences
from khronika.names.roles import analyse

SAME = 0.9
"""From this score on the verdict is 'same'."""

REVIEW = 0.35
"""From this score on a person should look."""

VETO = 0.05
"""The most a vetoed pair can score."""

_WEIGH = {"person": weigh, "place": weigh_places, "organization": weigh_organizations}


def evidence(a: Name, b: Name) -> Evidence:
    """The evidence on two analysed names of one kind, the same whichever comes first."""
    if (b.text, b.kind) < (a.text, a.kind):
        a, b = b, a
    return _WEIGH[a.kind](a, b)


def score(a: Name, b: Name) -> float:
    """The score of two analysed names, 0 to 1."""
    return 1.0 if a.text == b.text else probability(evidence(a, b))


def probability(found: Evidence) -> float:
    """The score that evidence amounts to: the logistic function of the log odds, or next to nothing after a veto."""
    value = 1 / (1 + exp(-found.logit))
    return min(value, VETO) if found.veto else value


def similarity(a: str, b: str, kind: Kind = "person") -> float:
    """How likely two names are one person's, place's or organisation's, 0 to 1.

    >>> similarity("Алесь Бяляцкі", "Ales Bialiatski", "person") > 0.9
    True
    """
    return score(analyse(a, kind), analyse(b, kind))


def similarities(names_a: Iterable[Name], names_b: Iterable[Name]) -> list[float]:
    """The scores of analysed pairs, the first with the first and so on; both must be of one length."""
    return [score(a, b) for a, b in zip(names_a, names_b, strict=True)]


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
