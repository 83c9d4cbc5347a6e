"""Records that may be one and the same: found by their names and by what is said of both, offered with reasons, never joined by themselves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Value

from khronika.dates import PartialDate, parse
from khronika.desk.claims.judge import joined, verdicts
from khronika.desk.claims.models import Claim, Judgement
from khronika.desk.claims.portions import portions
from khronika.desk.claims.tables import tables
from khronika.desk.register.candidates import KINDS, candidates
from khronika.desk.register.candidates import known as named
from khronika.desk.register.models import ActDetails, Name, PersonDetails
from khronika.desk.register.ready import asked, ready
from khronika.names import compare
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import label

LIKE = 0.6  # names less alike are not offered
SHARED, TOLD_APART = 0.1, 0.35  # what a shared claim adds, what a contradiction takes away
NEAR = 6  # neighbours asked for by each name
BATCH = 10_000
_FEW = 500


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
    found = {
        pair: each
        for pair, each in _alike(kind, frozenset(records), language)
        if pair not in judged and standing.get(pair[0], pair[0]) != standing.get(pair[1], pair[1])
    }
    return _likely(found, language)


def alike(kind: str, *, language: str = "en") -> list[Duplicate]:
    """The same pairs of a whole kind with those that were judged, for who keeps them and asks the judgements anew each time."""
    return _likely(dict(_alike(kind, frozenset(), language)), language)


def _likely(found: Mapping[tuple[str, str], tuple[tuple[str, str], float, str]], language: str) -> list[Duplicate]:
    known = _known({record for pair in found for record in pair})
    weighed = [_weighed(pair, *names_and_score, known, language) for pair, names_and_score in found.items()]
    likely = (each for each in weighed if each.score >= LIKE)
    return sorted(likely, key=lambda each: (-each.score, each.left, each.right))


def between(kind: str, pairs: Iterable[tuple[str, str]], *, language: str = "en") -> list[Duplicate]:
    """What speaks for and against some pairs being one, in their order, whatever was judged; records without a name are left out."""
    names, asked_for = named(kind), list(pairs)
    known = _known({record for pair in asked_for for record in pair})
    found = []
    for pair in asked_for:
        if names.get(pair[0]) and names.get(pair[1]):
            both = [(one, other) for one in names[pair[0]] for other in names[pair[1]]]
            best = max(both, key=lambda each: compare(each[0], each[1], KINDS[kind]).score)
            said = compare(best[0], best[1], KINDS[kind], language=language)
            found.append(_weighed(pair, best, said.score, "; ".join(said.reasons), known, language))
    return found


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
    live = live.filter(claim__subject__in=wanted) if 0 < len(wanted) < _FEW else live
    rows = live.order_by("claim_id").values_list("claim__subject_id", "text")
    yield from ((record, text) for record, text in rows.iterator(chunk_size=BATCH) if not wanted or record in wanted)


def _known(records: set[str]) -> _Known:
    """What two records may share: the records that claims about them, or acts done to them, point to."""
    known = _Known()
    for group in portions(records):
        for subject, key, other, until in asked(ready("shared facts", _pointing, group)):
            if other and until is None:  # asked for it, the database would go through all that is known
                known.facts[subject].add((key, other))
        _acts(group, known)
        for subject, birth in (
            PersonDetails.objects.filter(claim__subject_id__in=group, claim__known_until=None)
            .exclude(birth="")
            .values_list("claim__subject_id", "birth")
        ):
            known.births[subject].add(birth)
    return known


def _pointing(records: list[str]) -> Any:
    """Every record that claims about some records point to, and as what, in one union."""
    rows = [
        tables()[name]
        .objects.filter(claim__subject_id__in=records)
        .values_list(
            "claim__subject_id", Value(f"field.{name}.{reference.name}"), f"{reference.name}_id", "claim__known_until"
        )
        for name, kind in CLAIMS.items()
        for reference in kind.references
    ]
    return rows[0].union(*rows[1:], all=True)


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
