"""What happened to someone, in the order it happened: acts and proceedings are one story, told by its dates."""

from collections.abc import Iterable
from dataclasses import dataclass

from khronika.edition.model import Claim, Record
from khronika.pages.when import sortable

_MAIN = {"Act": "ActDetails", "Proceeding": "ProceedingDetails"}


@dataclass(frozen=True, slots=True)
class Item:
    """One act or proceeding: `main` says what it is, `others` what is known of it besides."""

    record: Record
    main: Claim | None
    others: tuple[Claim, ...]
    start: str
    end: str


def timeline(records: Iterable[Record]) -> list[Item]:
    """The items of these records, oldest first, undated ones last."""
    items = [_item(record) for record in records]
    return sorted(items, key=lambda item: (sortable(item.start), item.record.ref.id))


def dated(claims: Iterable[Claim]) -> list[Claim]:
    """Claims oldest first, undated ones last, otherwise as they came."""
    return sorted(claims, key=lambda claim: sortable(claim.valid_from or claim.valid_until))


def _item(record: Record) -> Item:
    main = next(iter(record.of(_MAIN.get(record.ref.kind, ""))), None)
    others = dated(claim for claim in record.claims if claim is not main)
    start, end = (main.valid_from, main.valid_until) if main else ("", "")
    if not start:
        start = min((claim.valid_from for claim in others if claim.valid_from), key=sortable, default="")
    return Item(record, main, tuple(others), start, end)
