"""Why a figure that was given on one day is another on a later day: what happened meanwhile, and what was learnt meanwhile.

The way from the first total to the second goes by the day alone first (the same day, seen with what is known later), then
by the world (later, seen with the same knowledge). Each person's step has one reason, so the reasons add up to the difference.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from khronika.dates import Certainty, parse
from khronika.desk.claims.asof import alive, known_at
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Claim
from khronika.desk.register.pieces import ASSERTED, TAKEN_BACK, Piece, Pieces, deaths, demand, everything
from khronika.desk.register.status import Shown, judged, only, standing


@dataclass(frozen=True, slots=True)
class Change:
    """People by whom a total changed, for one reason: `began`, or the ground of an end, or how it was learnt. `count` may be below zero."""

    reason: str
    count: int
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A total of people who certainly held a status on one day, the total of a later day, and what lies between."""

    status: str
    before: int
    after: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _View:
    """A day seen with what was known after an entry: who certainly, who possibly held the status, and why."""

    certain: frozenset[str]
    possible: frozenset[str]
    pieces: Pieces
    standing: Mapping[str, str]


def explain(
    status: str, first: date, second: date, known: date | None = None, *, shown: Shown | None = None
) -> Explained:
    """Why the certain stock of a status changed between two days.

    Each total is taken as it was known on its own day; with `known`, both as known on that day, so that only what happened
    remains. Raises ClaimsError if the second day is not after the first.
    """
    demand(status)
    if second <= first:
        raise ClaimsError(f"Expected a second day after the first; got {first} and {second}.")
    early, late = known_at(known or first), known_at(known or second)
    before = _view(status, first, early, shown)
    between = _view(status, first, late, shown)
    after = _view(status, second, late, shown)
    steps = sorted(_learnt(before, between, (early, late))) + sorted(_happened(between, after, first))
    counts = Counter[str]()
    whose: dict[str, list[str]] = {}
    for reason, record, step in steps:
        counts[reason] += step
        whose.setdefault(reason, []).append(record)
    changes = tuple(Change(reason, counts[reason], tuple(sorted(whose[reason]))) for reason in whose)
    return Explained(status, len(before.certain), len(after.certain), changes)


def _view(status: str, at: date, entry: int, shown: Shown | None) -> _View:
    found, died = everything(status, entry), deaths(entry)
    if shown is not None:
        found = only(found, shown)
    said = {person: judged(status, its, at, died.get(person, ()))[0] for person, its in found.items()}
    certain, possible = (
        frozenset(each for each, its in said.items() if its is wanted)
        for wanted in (Certainty.CERTAIN, Certainty.POSSIBLE)
    )
    return _View(certain, possible, found, same(entry))


def _learnt(before: _View, after: _View, entries: tuple[int, int]) -> list[tuple[str, str, int]]:
    """Steps of one day's total by what was learnt between two entries."""
    steps = []
    now = {record: after.standing.get(record, record) for record in before.certain}
    renamed = {root for record, root in now.items() if root != record}
    for record in sorted(before.certain - after.certain):
        if now[record] != record and now[record] in after.certain:
            steps.append(("merged", record, -1))
        else:
            steps.append((_lost(before.pieces[record], after.pieces.get(now[record], []), entries), record, -1))
    for record in sorted(after.certain - before.certain):
        was = before.standing.get(record, record)
        split = was != record and was in before.certain
        steps.append(("merged" if record in renamed else "split" if split else "learnt_late", record, 1))
    return steps


def _lost(before: list[Piece], after: list[Piece], entries: tuple[int, int]) -> str:
    """Why someone no longer counts on the same day: it was taken back, or an end is known now that was not."""
    ids = [piece.claim for piece in before]
    gone = any(
        alive(since, until, entries[0]) and not alive(since, until, entries[1])
        for since, until in Claim.objects.filter(id__in=ids).values_list("known_from", "known_until")
    )
    if gone or any(piece.status in TAKEN_BACK for piece in after):
        return "taken_back"
    return "end_learnt_late"


def _happened(before: _View, after: _View, since: date) -> list[tuple[str, str, int]]:
    """Steps by what happened after a day, with the same knowledge."""
    steps = []
    for record in sorted(after.certain - before.certain):
        steps.append(("became_certain" if record in before.possible else "began", record, 1))
    for record in sorted(before.certain - after.certain):
        reason = "lapsed" if record in after.possible else "ended"
        steps.append((_ground(after.pieces[record], since) or reason, record, -1))
    return steps


def _ground(pieces: list[Piece], since: date) -> str:
    """On what ground it ended after a day; empty where nobody said."""
    ends = [(parse(piece.valid_until), piece) for piece in standing(pieces) if piece.status == ASSERTED]
    found = [
        (end.latest, each.end_ground) for end, each in ends if end.latest and end.latest >= since and each.end_ground
    ]
    return min(found)[1] if found else ""
