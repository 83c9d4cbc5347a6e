"""A text cut where findings begin and end: the pieces, joined, are the text again, and each knows all that covers it.

Findings may lie within one another and across one another, so they are no tree; a piece is the smallest stretch that has
one set of findings.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from khronika.cli.reading.findings import ENTITIES, Found

_NAMES = frozenset(ENTITIES.values())
LANES = 3
"""Findings that are drawn under one piece; of more, the longest."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text. `name` is the innermost name over it, `facts` what is said there, `begins` what begins here."""

    start: int
    end: int
    name: Found | None
    facts: tuple[Found, ...]
    begins: tuple[tuple[Found, int], ...]


def pieces(length: int, found: Iterable[Found], cuts: Iterable[int] = ()) -> tuple[Piece, ...]:
    """The pieces of a text of that length; `cuts` are further places to cut, as the ends of lines."""
    spans = [(span.start, span.end, one, at) for one in found for at, span in enumerate(one.spans)]
    spans = [each for each in spans if 0 <= each[0] < each[1] <= length]
    edges = sorted({0, length, *(cut for cut in cuts if 0 < cut < length), *(e for one in spans for e in one[:2])})
    return tuple(_cut(edges, sorted(spans, key=lambda one: (one[0], -one[1], one[2].id))))


def _cut(edges: list[int], spans: list[tuple[int, int, Found, int]]) -> Iterator[Piece]:
    open_: list[tuple[int, int, Found, int]] = []
    at = 0
    for start, end in pairwise(edges):
        open_ = [each for each in open_ if each[1] > start]
        new = []
        while at < len(spans) and spans[at][0] <= start:
            new.append(spans[at])
            at += 1
        open_ += new
        names = [each for each in open_ if each[2].sort in _NAMES]
        name = min(names, key=lambda each: (each[1] - each[0], -each[0]), default=None)
        facts = sorted((each for each in open_ if each[2].sort not in _NAMES), key=lambda each: (each[0], -each[1]))
        yield Piece(
            start,
            end,
            name[2] if name else None,
            _distinct(each[2] for each in facts),
            tuple((each[2], each[3]) for each in new),
        )


def _distinct(found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple({one.id: one for one in found}.values())
