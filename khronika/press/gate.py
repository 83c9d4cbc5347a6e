"""The one place that decides what may go out. Pure: plain values in, an answer with its reason out. Withheld unless everything says otherwise.

A claim goes out when it, every record it speaks of, and at least one whole chain to a source may; only such chains are shown.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from khronika.vocabulary.kind import Level


@dataclass(frozen=True, slots=True)
class Shown:
    """It may go out; `chains` are the positions of the chains that may be shown with it."""

    chains: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """It stays inside; `reason` says why in words that reveal nothing further."""

    reason: str


Answer: TypeAlias = Shown | Withheld


@dataclass(frozen=True, slots=True)
class Thing:
    """What is asked about: its own level, the levels of the records it speaks of, and each chain to a source as levels.

    `chains` is None for a thing that needs none (a record or source itself). `embargo` is the first day it may go out.
    """

    level: Level
    speaks_of: tuple[Level, ...] = ()
    chains: tuple[tuple[Level, ...], ...] | None = None
    embargo: date | None = None


def release(thing: Thing, audience: Level, at: date) -> Answer:
    """Whether a thing may go out to an audience on a day.

    >>> release(Thing(Level.TEAM), Level.PUBLIC, date(2026, 1, 1))
    Withheld(reason='its level is team')
    """
    if thing.level.width > audience.width:
        return Withheld(f"its level is {thing.level}")
    if thing.embargo is not None and at < thing.embargo:
        return Withheld(f"it is under embargo until {thing.embargo}")
    if any(level.width > audience.width for level in thing.speaks_of):
        return Withheld("it speaks of a record that is not cleared for this audience")
    if thing.chains is None:
        return Shown()
    open_chains = tuple(
        n for n, chain in enumerate(thing.chains) if all(level.width <= audience.width for level in chain)
    )
    return Shown(open_chains) if open_chains else Withheld("no whole chain to a source is cleared for this audience")
