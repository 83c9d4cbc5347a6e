"""What happened to someone, in the order it happened: acts and proceedings are one story, told by its dates."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

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
    main, told = _told(record.of(_MAIN.get(record.ref.kind, "")))
    others = dated(claim for claim in record.claims if claim.id not in told)
    start, end = (main.valid_from, main.valid_until) if main else ("", "")
    if not start:
        start = min((claim.valid_from for claim in others if claim.valid_from), key=sortable, default="")
    return Item(record, main, tuple(others), start, end)


def _told(claims: tuple[Claim, ...]) -> tuple[Claim | None, set[str]]:
    """The fullest of the claims that say what it is, with the citations of those that say no more, and the ids of all these."""
    if not claims:
        return None, set()
    main = max(claims, key=lambda claim: (len(_said(claim)), bool(claim.valid_from)))
    same = [claim for claim in claims if claim is not main and claim.status == main.status and _within(claim, main)]
    cited = dict.fromkeys(citation for claim in (main, *same) for citation in claim.citations)
    return replace(main, citations=tuple(cited)), {main.id, *(claim.id for claim in same)}


def _said(claim: Claim) -> dict[str, object]:
    values = {each.name: getattr(claim.detail, each.name) for each in fields(claim.detail)}  # type: ignore[arg-type]  # made from the declaration
    return {name: value for name, value in values.items() if value is not None}


def _within(claim: Claim, other: Claim) -> bool:
    """Whether a claim says nothing that another does not say too."""
    dates = claim.valid_from in ("", other.valid_from) and claim.valid_until in ("", other.valid_until)
    return dates and _said(claim).items() <= _said(other).items()
