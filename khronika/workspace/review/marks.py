"""A text cut into pieces at every edge of a passage, so that overlapping passages can all be marked in HTML. Pure.

The pieces, put together, are the text, character for character.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

PENDING, ACCEPTED, REFUSED = "pending", "accepted", "refused"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage in the text: its id, place, and the proposals that rest on it with their states."""

    id: str
    start: int
    end: int
    proposals: tuple[str, ...]
    states: frozenset[str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text: whose passages cover it, the innermost one's state, which passages and page begin here."""

    text: str
    start: int
    proposals: str = ""
    state: str = ""
    depth: int = 0
    begins: tuple[str, ...] = ()
    page: int = 0


def pieces(text: str, stretches: Sequence[Stretch], pages: Sequence[Sequence[int]] = ()) -> list[Piece]:
    """The text in pieces; `pages` are [number, start, end]. Stretches outside the text are left out."""
    inside = sorted(
        (each for each in stretches if 0 <= each.start < each.end <= len(text)), key=lambda each: each.start
    )
    starts = {start: number for number, start, _ in pages if 0 <= start < len(text)} if len(pages) > 1 else {}
    edges = sorted({0, len(text), *starts, *(edge for each in inside for edge in (each.start, each.end))})
    found: list[Piece] = []
    active: list[Stretch] = []
    following = 0
    for start, end in pairwise(edges):
        active = [each for each in active if each.end > start]
        begun = following
        while following < len(inside) and inside[following].start == start:
            active.append(inside[following])
            following += 1
        begins = tuple(each.id for each in inside[begun:following])
        found.append(_piece(text[start:end], start, active, begins, page=starts.get(start, 0)))
    return found


def _piece(text: str, start: int, active: Sequence[Stretch], begins: tuple[str, ...], *, page: int) -> Piece:
    if not active:
        return Piece(text, start, page=page)
    innermost = min(active, key=lambda each: (each.end - each.start, each.start))
    proposals = dict.fromkeys(
        proposal for each in sorted(active, key=lambda each: each.end - each.start) for proposal in each.proposals
    )
    return Piece(text, start, " ".join(proposals), state(innermost.states), min(len(active), 3), begins, page)


def state(states: frozenset[str]) -> str:
    """One state for a passage: what waits shows first, then what was accepted."""
    if PENDING in states:
        return PENDING
    return REFUSED if states <= {REFUSED} else ACCEPTED
