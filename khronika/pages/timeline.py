"""What happened to someone, in the order it happened: acts, cases, detention and recognition are one story, told by its dates.

Only an act without a date is told too, after all others; whatever else has no date stands in the sections of its own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from khronika.edition.model import Claim, Record
from khronika.pages.statuses import determined, plain, said
from khronika.pages.when import sortable

MOST = 200  # of what others say of a place, a court or an organisation, so many are shown
_STATES = ("StatusDetermination", "Rehabilitation", "RegistrationState")
_COURT = ("ProceedingDetails", "Charge", "Hearing", "Judgment", "SentenceChange", "Rehabilitation")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that happened: `main` says what it is, `others` what is known of it besides.

    `ends` says that it is the end of what the claim speaks of: a release, a recognition withdrawn.
    """

    record: Record
    main: Claim
    others: tuple[Claim, ...] = ()
    ends: bool = False

    @property
    def start(self) -> str:
        """When it happened or began, in EDTF."""
        return self.main.valid_until if self.ends else self.main.valid_from or self.main.valid_until

    @property
    def end(self) -> str:
        """When it ended, where that is told in one with its start."""
        single = self.ends or not self.main.valid_from or self.main.kind in ("SpellDetails", *_STATES)
        return "" if single else self.main.valid_until


def timeline(record: Record) -> list[Item]:
    """All that happened to the subject of a page, oldest first; acts without a date last."""
    told = [item for part in record.parts for item in _TOLD.get(part.ref.kind, _nothing)(part)]
    told += _recognised(record)
    told = _once(item for item in told if item.start or item.main.kind == "ActDetails")
    return sorted(told, key=lambda item: (sortable(item.start), item.ends, item.record.ref.id))


def _once(items: Iterable[Item]) -> list[Item]:
    """Without a rehabilitation that is told of the person and of the case alike: one stays, with the citations of both."""
    found: dict[object, Item] = {}
    for item in items:
        claim = item.main
        same = (
            claim.status,
            claim.valid_from,
            claim.valid_until,
            *((name, plain(each)) for name, each in said(claim).items()),
        )
        key = same if claim.kind == "Rehabilitation" else id(item)
        if key in found:
            cited = dict.fromkeys((*found[key].main.citations, *claim.citations))
            item = replace(found[key], main=replace(found[key].main, citations=tuple(cited)))
        found[key] = item
    return list(found.values())


def dated(claims: Iterable[Claim]) -> list[Claim]:
    """Claims oldest first, undated ones last, otherwise as they came."""
    return sorted(claims, key=lambda claim: sortable(claim.valid_from or claim.valid_until))


def newest(claims: Iterable[Claim]) -> list[Claim]:
    """The newest of many claims, undated ones last: as many as one page shows."""
    known: list[Claim] = []
    unknown: list[Claim] = []
    for claim in claims:
        (known if sortable(claim.valid_from or claim.valid_until) != "9999" else unknown).append(claim)
    return [*reversed(dated(known)), *unknown][:MOST]


def folded(claims: Iterable[Claim]) -> list[Claim]:
    """Claims without those that say no more than another one, which takes their citations; oldest first."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=_fullness, reverse=True):
        found = next((place for place, other in enumerate(kept) if _within(claim, other)), None)
        if found is None:
            kept.append(claim)
        else:
            cited = dict.fromkeys((*kept[found].citations, *claim.citations))
            kept[found] = replace(kept[found], citations=tuple(cited))
    return dated(kept)


def stretch(claims: Iterable[Claim]) -> tuple[str, str]:
    """From when until when several claims about one thing say that it went on: its first start and its last end."""
    told = dated(claims)
    starts = [claim.valid_from for claim in told if claim.valid_from]
    ends = sorted((claim.valid_until for claim in told if claim.valid_until.strip(".")), key=sortable)
    last = next((claim for claim in reversed(told) if claim.valid_from), None)
    lasting = (
        last is not None
        and not last.valid_until.strip(".")
        and sortable(last.valid_from) >= sortable(ends[-1] if ends else "")
    )
    if last is not None and (lasting or not ends):
        return starts[0], last.valid_until
    return starts[0] if starts else "", ends[-1] if ends else ""


def _recognised(record: Record) -> Iterator[Item]:
    for status in determined(record):
        cited = dict.fromkeys((*(each for _, claim in status.by for each in claim.citations), *status.claim.citations))
        main = replace(status.claim, citations=tuple(cited))
        yield Item(record, main, tuple(claim for _, claim in status.by))
        if getattr(main.detail, "end_ground", None) and main.valid_until.strip("."):
            yield Item(record, main, ends=True)
    for kind in _STATES[1:]:
        yield from (Item(record, claim) for claim in folded(record.of(kind)))


def _act(part: Record) -> Iterator[Item]:
    details = folded(part.of("ActDetails"))
    if details:
        main = max(details, key=_fullness)
        yield Item(part, main, tuple(dated(each for each in part.claims if each.kind != "ActDetails")))
        yield from (Item(part, other) for other in details if other is not main)


def _case(part: Record) -> Iterator[Item]:
    penalties = folded(part.of("SentenceComponent"))
    judgments = [(claim, Item(part, claim)) for claim in folded(part.of("Judgment"))]
    for penalty in penalties:
        place = next((n for n, (judgment, _) in enumerate(judgments) if _passed(penalty, judgment)), None)
        if place is not None:
            judgment, item = judgments[place]
            judgments[place] = judgment, replace(item, others=(*item.others, penalty))
        else:
            yield Item(part, penalty)
    yield from (item for _, item in judgments)
    for kind in _COURT:
        if kind != "Judgment":
            yield from (Item(part, claim) for claim in folded(part.of(kind)))


def _passed(penalty: Claim, judgment: Claim) -> bool:
    """Whether a penalty was passed in a judgment: on the same day, or in the same instance if it has no day."""
    instances = [getattr(claim.detail, "instance", None) for claim in (penalty, judgment)]
    if None not in instances and instances[0] != instances[1]:
        return False
    return penalty.valid_from in ("", judgment.valid_from) and bool(penalty.valid_from or instances[0])


def _spell(part: Record) -> Iterator[Item]:
    held = folded(part.of("Custody"))
    details = folded(part.of("SpellDetails"))
    first = [claim for claim in held if details and claim.valid_from in ("", details[0].valid_from)]
    for claim in details:
        yield Item(part, claim, tuple(first) if claim is details[0] else ())
        if claim.valid_until.strip("."):
            yield Item(part, claim, ends=True)
    yield from (Item(part, claim) for claim in held if claim not in first)
    for kind in ("Contact", "PunishmentCell"):
        yield from (Item(part, claim) for claim in folded(part.of(kind)))


def _nothing(part: Record) -> Iterator[Item]:
    yield from ()


_TOLD: dict[str, Callable[[Record], Iterator[Item]]] = {"Act": _act, "Proceeding": _case, "DetentionSpell": _spell}


def _fullness(claim: Claim) -> tuple[int, bool]:
    return len(said(claim)), bool(claim.valid_from)


def _within(claim: Claim, other: Claim) -> bool:
    """Whether a claim says nothing that another does not say too; what may happen twice must have the same dates."""
    if (claim.kind, claim.status, claim.subject.id) != (other.kind, other.status, other.subject.id):
        return False
    loose = ("",) if claim.kind.endswith("Details") else ()
    if claim.valid_from not in (*loose, other.valid_from) or claim.valid_until not in (*loose, other.valid_until):
        return False
    return said(claim).items() <= said(other).items()
