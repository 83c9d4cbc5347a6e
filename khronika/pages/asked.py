"""What pages tell of demands and of what was done in answer: in order, with whatever came of each."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from khronika.edition.asked import Asked, demands, sortable
from khronika.edition.model import Claim, Record
from khronika.pages.statuses import plain, said
from khronika.pages.timeline import dated as in_order
from khronika.pages.when import sortable as dated

# the fields of which a step is told; the others follow with their labels
STEPPED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Step": ("step",),
        "VoteEvent": ("vote_result",),
        "RecommendationResponse": ("recommendation_response",),
        "Implementation": ("implementation",),
        "Response": ("response", "text", "language"),
    }
)
WORDED = ("Demand", "Recommendation")  # called by their words, which may be many
APART = (
    "Act", "Proceeding", "DetentionSpell", "Demand", "Session", "Submission", "Communication", "Motion",
    "Recommendation",
)  # fmt: skip
"""Parts of a page that stand in sections of their own."""
STEPS = ("Step", "VoteEvent", "RecommendationResponse", "Implementation", "Response")
UNNAMED = "unnamed"
MOST = 200  # demands on the page of whom they are for or of


def own(record: Record) -> Asked | None:
    """The demand that a page is about."""
    return demands(record).get(record.ref.id)


def chain(record: Record) -> list[Asked]:
    """Each time that a page's demand was asked, oldest first; empty where it was asked once."""
    found = demands(record)
    near = {record.ref.id, *(claim.subject.id for claim in record.pointed("CarriedDemand"))}
    while more := {each for asked in found.values() for each in _pair(asked) if near & _pair(asked)} - near:
        near |= more
    its = [found[each] for each in near if each in found]
    return sorted(its, key=lambda asked: (sortable(asked.asked), asked.ref.id)) if len(its) > 1 else []


def ordered(claims: Iterable[Claim], known: Mapping[str, Asked]) -> list[tuple[Claim, Asked | None]]:
    """Claims that point from demands, each once with its demand, the newest first; what is no demand comes as dated."""
    once: dict[str, Claim] = {}
    for claim in claims:
        once.setdefault(claim.subject.id, claim)
    pairs = [(claim, known.get(claim.subject.id)) for claim in once.values()]
    when = {claim.id: (asked.asked if asked else claim.valid_from) for claim, asked in pairs}
    fresh = sorted((each for each in pairs if when[each[0].id]), key=lambda each: sortable(when[each[0].id]))
    return [*reversed(fresh), *(each for each in pairs if not when[each[0].id])]


def assessments(record: Record) -> list[tuple[Claim, list[Claim]]]:
    """What was assessed of a demand, oldest first; what was said of several people on one day alike is one."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in in_order(record.of("DemandAssessment")):
        detail = {name: plain(value) for name, value in said(claim).items() if name != "beneficiary"}
        alone = claim.id if "beneficiary" not in said(claim) else ""
        key = (claim.valid_from, claim.valid_until, claim.status, alone, *sorted(detail.items(), key=str))
        groups.setdefault(key, []).append(claim)
    return [(its[0], its) for its in groups.values()]


def steps(record: Record, kinds: Sequence[str] = STEPS) -> list[Claim]:
    """What happened to a submission, a motion or a recommendation, oldest first; what has no date comes last."""
    found = [claim for kind in kinds for claim in record.of(kind)]
    return sorted(found, key=lambda claim: (dated(claim.valid_from or claim.valid_until), kinds.index(claim.kind)))


def named(signatures: Iterable[Claim]) -> list[Claim]:
    """Signatures with a name."""
    return [claim for claim in signatures if not _nameless(claim)]


def unnamed(signatures: Iterable[Claim]) -> int:
    """How many signed who are known to the publishers and asked not to be named."""
    return sum(_nameless(claim) for claim in signatures if claim.status == "asserted" and not _over(claim))


def latest(record: Record, kind: str) -> Claim | None:
    """The newest claim of a kind, by its date."""
    found = [claim for claim in record.of(kind) if claim.status in ("", "asserted", "alleged")]
    return max(found, key=lambda claim: claim.valid_from, default=None)


def inner(record: Record, kind: str) -> list[Record]:
    """The parts of a kind that a page lists, the newest first; what has no date comes last."""
    found = sorted((part for part in record.parts if part.ref.kind == kind), key=lambda part: part.ref.id)
    known = sorted((part for part in found if _began(part)), key=lambda part: dated(_began(part)), reverse=True)
    return [*known, *(part for part in found if not _began(part))]


def _began(part: Record) -> str:
    return next((claim.valid_from for claim in part.claims if claim.valid_from), "")


def _nameless(claim: Claim) -> bool:
    return getattr(claim.detail, "signing", None) == UNNAMED


def _over(claim: Claim) -> bool:
    return bool(claim.valid_until.strip("."))


def _pair(asked: Asked) -> set[str]:
    return {asked.ref.id, *asked.earlier}
