"""What happened to a record in the order of time: dated claims by their day, those whose day nobody knows last."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from khronika.vocabulary.kinds import CLAIMS

_ASIDE = frozenset(
    {"Name", "Text", "Occupation", "Citizenship"} | {each for each in CLAIMS if each.endswith("Details")}
)
_HAPPENS = frozenset({"ActDetails", "EventDetails", "SpellDetails"})


class Told(Protocol):
    """A claim on the page."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def period(self) -> str:
        """Its dates in words, empty if it has none."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What is told of one day or period; `when` is empty for what has no date."""

    when: str
    lines: tuple[Told, ...]


def timeline(lines: Sequence[Told]) -> tuple[Moment, ...]:
    """Moments of lines that come in the order of time; without a date only what happens at some time is told."""
    dated = [each for each in lines if each.period]
    rest = [each for each in lines if not each.period and _happens(each.kind)]
    moments = [Moment(when, tuple(its)) for when, its in groupby(dated, key=lambda each: each.period)]
    return (*moments, *([Moment("", tuple(rest))] if rest else []))


def _happens(kind: str) -> bool:
    return kind in _HAPPENS or (CLAIMS[kind].dated and kind not in _ASIDE)
