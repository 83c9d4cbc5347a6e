"""Records that may be one and the same: found by their names and by what is said of both, offered with reasons, never joined by themselves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from khronika.dates import PartialDate, parse
from khronika.desk.claims.judge import joined, verdicts
from khronika.desk.claims.models import Claim, Judgement
from khronika.desk.claims.tables import tables
from khronika.desk.register.candidates import KINDS, candidates
from khronika.desk.register.models import ActDetails, Name, PersonDetails
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import label

LIKE = 0.6  # names less alike are not offered
SHARED, TOLD_APART = 0.1, 0.35  # what a shared claim adds, what a contradiction takes away
NEAR = 6  # neighbours asked for by each name
BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two records that may be one. `score` is 0 to 1; `reasons` speak for it, `against` against it, in words."""

    left: str
    right: str
    names: tuple[str, str]
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()


@dataclass(slots=True)
class _Known:
    """What is said of some records: facts that two may share, and dates of birth that may tell them apart."""

    facts: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    births: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def duplicates(kind: str = "Person", *, records: Iterable[str] = (), language: str = "en") -> list[Duplicate]:
    """Pairs of records of a kind that may be the same, likeliest first; only pairs with one of `records` if any are given.

    A pair on which anybody has judged (same, different or unsure) is not offered again, nor are two records that are one
    already by way of others.
    """
    judged = verdicts()
    standing = joined(pair for pair, verdict in judged.items() if verdict == Judgement.Verdict.SAME)
    alike = {
        pair: found
        for pair, found in _alike(kind, frozenset(records), language)
        if pair not in judged and standing.get(pair[0], pair[0]) != standing.get(pair[1], pair[1])
    }
    known = _known({record for pair in alike for record in pair})
    found = [_weighed(pair, *names_and_score, known, language) for pair, names_and_score in alike.items()]
    return sorted((each for each in found if each.score >= LIKE), key=lambda each: (-each.score, each.left, each.right))


def _alike(
    kind: str, wanted: frozenset[str], language: str
) -> Iterator[tuple[tuple[str, str], tuple[tuple[str, str], float, str]]]:
    """Pairs whose names resemble each other, the best pair of names of each."""
    best: dict[tuple[str, str], tuple[tuple[str, str], float, str]] = {}
    for record, name in _names(kind, wanted):
        for each in candidates(kind, name, limit=NEAR, language=language):
            if each.record != record and each.score >= LIKE - TOLD_APART:
                pair = (min(record, each.record), max(record, each.record))
                names = (name, each.name) if pair[0] == record else (each.name, name)
                if pair not in best or each.score > best[pair][1]:
                    best[pair] = (names, each.score, each.reason)
    yield from best.items()


def _names(kind: str, wanted: frozenset[str]) -> Iterator[tuple[str, str]]:
    if kind not in KINDS:
        return
    live = Name.objects.filter(claim__subject__kind=kind, claim__known_until=None)
    rows = live.order_by("claim_id").values_list("claim__subject_id", "text")
    yield from ((record, text) for record, text in rows.iterator(chunk_size=BATCH) if not wanted or record in wanted)


def _known(records: set[str]) -> _Known:
    """What two records may share: the records that claims about them, or acts done to them, point to."""
    known, wanted = _Known(), sorted(records)
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        for name, kind in CLAIMS.items():
            for reference in kind.references:
                rows = tables()[name].objects.filter(claim__subject_id__in=batch, claim__known_until=None)
                for subject, other in rows.values_list("claim__subject_id", f"{reference.name}_id"):
                    if other:
                        known.facts[subject].add((f"field.{name}.{reference.name}", other))
        _acts(batch, known)
        for subject, birth in (
            PersonDetails.objects.filter(claim__subject_id__in=batch, claim__known_until=None)
            .exclude(birth="")
            .values_list("claim__subject_id", "birth")
        ):
            known.births[subject].add(birth)
    return known


def _acts(batch: list[str], known: _Known) -> None:
    """Acts of one type on one exact day: done to both, they are most likely one act done to one person."""
    rows = ActDetails.objects.filter(victim_id__in=batch, claim__known_until=None).exclude(claim__valid_from="")
    for victim, act, day, status in rows.values_list("victim_id", "act_type", "claim__valid_from", "claim__status"):
        if len(day) == len("2012-08-04") and status == "asserted":
            known.facts[victim].add((f"act_type.{act}", day))


def _weighed(
    pair: tuple[str, str], names: tuple[str, str], likeness: float, why: str, known: _Known, language: str = "en"
) -> Duplicate:
    shared = sorted(known.facts[pair[0]] & known.facts[pair[1]])
    reasons = (why, *(_told(each, language) for each in shared))
    against = tuple(_apart(known.births, pair))
    score = min(1.0, likeness + SHARED * len(shared)) - TOLD_APART * len(against)
    return Duplicate(*pair, names, round(max(0.0, score), 3), reasons, against)


def _told(fact: tuple[str, str], language: str) -> str:
    """One shared thing in words: 'Arrest 2011-08-04', or the name of the record both point to."""
    key, value = fact
    if key.startswith("act_type."):
        return f"{label(key, language)} {value}"
    name = Name.objects.filter(claim__subject_id=value, claim__known_until=None).order_by("claim__known_from").first()
    return f"{label(key, language)}: {name.text if name else value}"


def _apart(births: Mapping[str, set[str]], pair: tuple[str, str]) -> Iterator[str]:
    """The days of birth of both, where no two of them can be the same."""
    left, right = (births.get(each, set()) for each in pair)
    if left and right and not any(_meet(parse(a), parse(b)) for a in left for b in right):
        yield f"{', '.join(sorted(left))} ≠ {', '.join(sorted(right))}"


def _meet(one: PartialDate, other: PartialDate) -> bool:
    if None in (one.earliest, one.latest, other.earliest, other.latest):
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest  # type: ignore[operator]  # checked above


def shown(records: Iterable[str]) -> Mapping[str, int]:
    """How many live claims each record has, so that a person sees which of two is known better."""
    counted: dict[str, int] = defaultdict(int)
    for subject in Claim.objects.filter(subject_id__in=list(records), known_until=None).values_list(
        "subject_id", flat=True
    ):
        counted[subject] += 1
    return counted
