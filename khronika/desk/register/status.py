"""Who had a status on a day, for certain or possibly, and on which claims the answer rests.

Several claims about one person are completed by each other (`dates.complete`), and records judged the same are one person.
What is alleged or disputed makes a thing possible, never certain; what is denied says nothing; what was withdrawn or
overturned takes the claim with the same dates with it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khronika.dates import Certainty, Interval, PartialDate, complete, holds, parse, strongest
from khronika.desk.claims.asof import known_at
from khronika.desk.claims.judge import same
from khronika.desk.register.pieces import (
    ASSERTED,
    DETAINED,
    TAKEN_BACK,
    UNSAID,
    Piece,
    Pieces,
    closer,
    deaths,
    demand,
    holding,
)
from khronika.desk.register.simple import simple

Shown = Callable[[set[str]], Collection[str]]
Judged = tuple[Certainty, tuple[str, ...]]
NOT = (Certainty.NO, ())


@dataclass(frozen=True, slots=True)
class Held:
    """A person (the record that stands for all judged the same) who had a status, and the claims that say so."""

    record: str
    certainty: Certainty
    claims: tuple[str, ...]


def people(status: str, at: date, known: date | None = None, *, shown: Shown | None = None) -> list[Held]:
    """Everybody who certainly or possibly had a status on a day, as known now or after the last ledger entry of `known`.

    `shown` is asked with the ids of all claims that the answer could rest on, and answers which of them may be used: the
    gate of an audience. What it withholds is neither counted nor hinted at. Raises ClaimsError for a status there is not.
    """
    demand(status)
    entry = None if known is None else known_at(known)
    died = deaths(entry)
    if shown is not None:
        answers = _judged(status, at, only(holding(status, at, entry), shown), died)
        return [Held(person, *answers[person]) for person in sorted(answers)]
    answers = _all(status, at, entry, died)
    return [Held(person, *answers[person]) for person in sorted(answers)]


def _all(status: str, at: date, entry: int | None, died: Mapping[str, Sequence[PartialDate]]) -> dict[str, Judged]:
    """The simple cases as the database decides them, all others looked at closer."""
    standing = same(entry)
    answers, unclear = simple(status, at, entry, {*died, *standing, *standing.values()})
    return answers | _judged(status, at, closer(status, at, entry, unclear, standing), died)


def _judged(status: str, at: date, found: Pieces, died: Mapping[str, Sequence[PartialDate]]) -> dict[str, Judged]:
    said = {person: judged(status, pieces, at, died.get(person, ())) for person, pieces in found.items()}
    return {person: answer for person, answer in said.items() if answer[0] is not Certainty.NO}


def only(found: Pieces, shown: Shown) -> Pieces:
    """The pieces that an audience may see."""
    allowed = set(shown({piece.claim for pieces in found.values() for piece in pieces}))
    kept = {person: [piece for piece in pieces if piece.claim in allowed] for person, pieces in found.items()}
    return {person: pieces for person, pieces in kept.items() if pieces}


def judged(status: str, pieces: Sequence[Piece], at: date, died: Sequence[PartialDate] = ()) -> Judged:
    """Whether pieces about one person say that the status was held on a day, and which claims among them do."""
    if len(pieces) == 1 and not died and pieces[0].status == ASSERTED and _wanted(status, pieces[0]):
        (piece,) = pieces
        certainty = holds(parse(piece.valid_from), parse(piece.valid_until), at, attested=piece.attested)
        return NOT if certainty is Certainty.NO else (certainty, (piece.claim,))
    found: dict[str, Certainty] = {}
    for claim, interval, sure in intervals(status, pieces, died):
        certainty = holds(interval.start, interval.end, at, attested=interval.attested)
        if certainty is not Certainty.NO:
            found[claim] = strongest((found.get(claim, Certainty.NO), certainty if sure else Certainty.POSSIBLE))
    return strongest(found.values()), tuple(sorted(found))


def intervals(
    status: str, pieces: Sequence[Piece], died: Sequence[PartialDate] = ()
) -> list[tuple[str, Interval, bool]]:
    """When the status was held: each claim with its completed interval, and whether it is asserted (else it is alleged)."""
    alive = standing(pieces)
    found = []
    for group in _groups(alive):
        meant, sure = _meant(status, group)
        found += [(claim, each, True) for claim, each in _completed(status, sure, alive, died)]
        if len(sure) < len(meant):
            known = {piece.claim for piece in sure}
            every = _completed(status, meant, alive, died)
            found += [(claim, each, False) for claim, each in every if claim not in known]
    return found


def _meant(status: str, group: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces that may speak of the status, and those of them that surely do: asserted, on a ground that is meant.

    A claim that says no ground has that of the others about the same detention; where none says one, it is doubtful.
    """
    said = {piece.spell for piece in group if piece.ground not in UNSAID}
    right = {piece.spell for piece in group if _wanted(status, piece)}
    meant = [
        piece
        for piece in group
        if _wanted(status, piece) or (piece.ground in UNSAID and (piece.spell in right or piece.spell not in said))
    ]
    return meant, [piece for piece in meant if piece.status == ASSERTED and piece.spell in right]


def standing(pieces: Sequence[Piece]) -> list[Piece]:
    """Without what is denied, and without what was withdrawn or overturned together with the claims it takes back."""
    taken = [piece for piece in pieces if piece.status in TAKEN_BACK]

    def stands(piece: Piece) -> bool:
        return piece.status not in (*TAKEN_BACK, "denied") and not any(_takes(each, piece) for each in taken)

    return [piece for piece in pieces if stands(piece)]


def _takes(back: Piece, piece: Piece) -> bool:
    """Whether what was withdrawn or overturned is what this piece says: the same beginning, ground and organisation."""
    return (
        (back.person, back.valid_from, back.ground) == (piece.person, piece.valid_from, piece.ground)
        and back.valid_until in ("", piece.valid_until)
        and back.by in (None, piece.by)
    )


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that complete each other: an organisation that withdrew its own recognition ends no other's."""
    withdrew = {piece.by for piece in pieces if piece.end_ground == "withdrawn"} - {None}
    found = [[piece for piece in pieces if piece.by == each] for each in sorted(map(str, withdrew))]
    return [*found, rest] if (rest := [piece for piece in pieces if piece.by not in withdrew]) else found


def _wanted(status: str, piece: Piece) -> bool:
    return status not in DETAINED or piece.ground in DETAINED[status]


def _final(piece: Piece) -> bool:
    """Whether its end ends the status whoever had determined it, on whatever ground someone was held."""
    return piece.status == ASSERTED and piece.end_ground not in ("", "withdrawn")


def _completed(
    status: str, pieces: Sequence[Piece], alive: Sequence[Piece], died: Sequence[PartialDate]
) -> list[tuple[str, Interval]]:
    others = [each for each in alive if each not in pieces]  # these complete each other, and more exactly
    bounded = [complete((piece.interval,), _limits(status, piece, others))[0] for piece in pieces]
    return [(piece.claim, each) for piece, each in zip(pieces, complete(bounded, died), strict=True)]


def _limits(status: str, piece: Piece, alive: Sequence[Piece]) -> list[PartialDate]:
    """When someone was let go after this began, or another ground took over in the same detention."""
    begun = parse(piece.valid_from).latest
    ends = [parse(each.valid_until) for each in alive if _final(each)]
    if status in DETAINED:
        ends += [
            parse(each.valid_from)
            for each in alive
            if each.spell == piece.spell and not _wanted(status, each) and each.ground not in UNSAID
        ]
    return [end for end in ends if end.earliest is not None and (begun is None or end.earliest > begun)]
