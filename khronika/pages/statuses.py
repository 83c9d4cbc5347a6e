"""A status is told once, however many claims tell a part of it: 'from 2011' and 'until 2014' are one time in prison.

Claims complete each other as `dates.complete` has it, so that a page and the lists of prisoners never differ. Nothing is
made more exact: what no claim says stays unsaid, and an end that only follows from another stands as the latest there can be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from khronika.dates import OPEN, Interval, PartialDate, complete, parse
from khronika.edition.model import Claim, Record, Ref
from khronika.pages.when import day, sortable, span
from khronika.pages.words import Words

_GONE = ("denied", "withdrawn", "overturned")


@dataclass(frozen=True, slots=True)
class Status:
    """A status in one stretch of time: `claim` is what is said of it in one, `by` the organisations with their claims.

    The dates of `claim` are completed; its citations are those that no organisation has. `latest` is the last day on which it may
    have lasted, where its end is not said.
    """

    claim: Claim
    by: tuple[tuple[Ref, Claim], ...]
    latest: str = ""


def determined(record: Record) -> list[Status]:
    """The statuses of a person, oldest first; what organisations say alike, or what completes each other, is one."""
    found: list[tuple[list[Claim], PartialDate, PartialDate]] = []
    for claim, interval in _completed(record):
        its = next((those for those in found if _joins(claim, interval, those)), None)
        if its is None:
            found.append(([claim], interval.start, interval.end))
        else:
            its[0].append(claim)
    told = [_told(*each) for each in found]
    return sorted(told, key=lambda each: sortable(each.claim.valid_from or each.claim.valid_until))


def standing(record: Record) -> list[Status]:
    """The statuses as the head of a page has them: what overlaps is one, from the first start to the last end."""
    kept: list[Status] = []
    for status in determined(record):
        place = next((n for n, other in enumerate(kept) if _overlap(other.claim, status.claim)), None)
        if place is None:
            kept.append(status)
        else:
            kept[place] = _wider(kept[place], status)
    return kept


def period(status: Status, words: Words) -> str:
    """From when until when, in words."""
    claim = status.claim
    if status.latest and claim.valid_from:
        start, end = day(claim.valid_from, words, within=True), day(status.latest, words, within=True)
        return words.gettext("from %(start)s, until %(end)s at the latest", start=start, end=end)
    return span(claim.valid_from, claim.valid_until, words)


def said(claim: Claim) -> dict[str, object]:
    """What a claim says, field by field."""
    values = {each.name: getattr(claim.detail, each.name) for each in fields(claim.detail)}  # type: ignore[arg-type]  # made from the declaration
    return {name: value for name, value in values.items() if value is not None}


def plain(value: object) -> object:
    """A value to compare: a record is who it is, whatever it is called."""
    return value.id if isinstance(value, Ref) else value


def _completed(record: Record) -> list[tuple[Claim, Interval]]:
    """Each claim with its time, completed by the others about the same status; oldest first."""
    claims = sorted(record.of("StatusDetermination"), key=lambda each: sortable(each.valid_from or each.valid_until))
    died = [parse(day) for each in record.of("PersonDetails") if each.status == "asserted" and (day := _death(each))]
    times = {claim.id: Interval(parse(claim.valid_from), parse(claim.valid_until)) for claim in claims}
    alive = [claim for claim in claims if claim.status not in _GONE]
    for status in {getattr(claim.detail, "status", "") for claim in alive}:
        same = [claim for claim in alive if getattr(claim.detail, "status", "") == status]
        whole = complete([times[claim.id] for claim in same], died)
        times.update((claim.id, each) for claim, each in zip(same, whole, strict=True))
    return [(claim, times[claim.id]) for claim in claims]


def _death(claim: Claim) -> str:
    return getattr(claim.detail, "death", None) or ""


def _joins(claim: Claim, interval: Interval, those: tuple[list[Claim], PartialDate, PartialDate]) -> bool:
    """Whether a claim tells of the same time and says nothing that the others deny."""
    claims, start, end = those
    if (interval.start, interval.end) != (start, end) or claim.status != claims[0].status:
        return False
    return all(_agree(claim, other) for other in claims)


def _agree(one: Claim, other: Claim) -> bool:
    left, right = said(one), said(other)
    halves = (one.valid_from, one.valid_until) != (other.valid_from, other.valid_until)
    names = (left.keys() & right.keys() if halves else left.keys() | right.keys()) - {"determined_by"}
    return all(plain(left.get(name)) == plain(right.get(name)) for name in names)


def _told(claims: Sequence[Claim], start: PartialDate, end: PartialDate) -> Status:
    values = {name: value for claim in claims for name, value in said(claim).items()}
    deciders = _deciders(claims)
    loose = dict.fromkeys(each for claim in claims if "determined_by" not in said(claim) for each in claim.citations)
    main = replace(
        claims[0],
        detail=replace(claims[0].detail, **values),  # type: ignore[type-var]  # made from the declaration
        valid_from=start.text,
        valid_until=end.text,
        citations=tuple(loose),
    )
    return Status(main, deciders, "" if end.text or end.latest is None else end.latest.isoformat())


def _deciders(claims: Iterable[Claim]) -> tuple[tuple[Ref, Claim], ...]:
    """Each organisation once, with all its citations."""
    found: dict[str, tuple[Ref, Claim]] = {}
    for claim in claims:
        by = said(claim).get("determined_by")
        if isinstance(by, Ref):
            before = found[by.id][1].citations if by.id in found else ()
            cited = tuple(dict.fromkeys((*before, *claim.citations)))
            found[by.id] = by, replace(claim, citations=cited)
    return tuple(found.values())


def _overlap(one: Claim, other: Claim) -> bool:
    """Whether two times of one status surely touch: they begin together, or one lasts when the other begins."""
    if (one.status, said(one).get("status")) != (other.status, said(other).get("status")):
        return False
    if not one.valid_from or not other.valid_from:
        return False
    before, start, until = parse(one.valid_from), parse(other.valid_from), parse(one.valid_until)
    if before.latest and start.earliest and start.earliest <= before.latest:
        return True
    return until.text == OPEN or bool(until.latest and start.earliest and start.earliest <= until.latest)


def _wider(one: Status, other: Status) -> Status:
    """Both times in one; of two starts in the same year or month, the one that is said more exactly."""
    starts, ends = (one.claim.valid_from, other.claim.valid_from), (one.claim.valid_until, other.claim.valid_until)
    exact = next((each for each in starts if all(each.startswith(bare.rstrip("~?%")) for bare in starts)), starts[0])
    until = OPEN if OPEN in ends else "" if "" in ends else max(ends, key=sortable)
    latest = "" if until else max(one.latest, other.latest)
    citations = tuple(dict.fromkeys((*one.claim.citations, *other.claim.citations)))
    claim = replace(one.claim, valid_from=exact, valid_until=until, citations=citations)
    return Status(claim, (*one.by, *other.by), latest)
