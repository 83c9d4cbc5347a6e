"""Walk the chain and say where it breaks. A broken link is reported once, at the entry where it shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from khronika.desk.ledger import chain
from khronika.desk.ledger.models import Entry


@dataclass(frozen=True, slots=True)
class Break:
    """One thing that is wrong: the entry's number and a sentence."""

    number: int
    what: str


class _Entry(NamedTuple):
    """An entry as plain values: a chain of a hundred thousand is walked in seconds, a few of them in memory at once."""

    number: int
    at: datetime
    deed: str
    payload_digest: str
    previous: str
    digest: str


def breaks(upto: tuple[int, str] | None = None) -> Iterator[Break]:
    """Every place where the chain was altered, cut or reordered.

    `upto` is a number and digest vouched for elsewhere, such as a signed edition: the chain must still contain it.
    """
    number, previous = 0, chain.START
    columns = ("number", "at", "deed", "payload_digest", "previous", "digest")
    for row in Entry.objects.order_by("number").values_list(*columns).iterator(chunk_size=5000):
        entry = _Entry(*row)
        yield from _check(entry, number, previous)
        if upto and entry.number == upto[0] and entry.digest != upto[1]:
            yield Break(entry.number, f"Entry {entry.number} is not the one that the signed edition vouches for.")
        number, previous = entry.number, entry.digest
    if upto and number < upto[0]:
        yield Break(
            number,
            f"The chain ends at entry {number}, but a signed edition vouches for entry {upto[0]}: its end was removed.",
        )


def _check(entry: _Entry, number: int, previous: str) -> Iterator[Break]:
    if entry.number != number + 1:
        yield Break(entry.number, f"Entry {entry.number} follows entry {number}: what lay between was removed.")
    elif entry.previous != previous:
        yield Break(
            entry.number,
            f"Entry {entry.number} does not continue entry {number}: one of them was altered or reordered.",
        )
    if chain.link(entry.number, entry.at, entry.deed, entry.payload_digest, entry.previous) != entry.digest:
        yield Break(entry.number, f"Entry {entry.number} was altered: its digest does not match what it says.")
