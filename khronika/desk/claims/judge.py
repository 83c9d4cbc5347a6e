"""Say whether two records are the same. Claims never move: a judgement is a link that a later one can replace, so a split loses nothing.

Judgements never contradict each other: what is judged different is never one by way of a third, and who would judge so is told why not.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection, transaction
from django.db.models import Q

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed
from khronika.desk.claims import after
from khronika.desk.claims.decide import enter
from khronika.desk.claims.errors import Contradiction, WrongRecord
from khronika.desk.claims.guard import Order, at_risk, demand_unjudged, hold
from khronika.desk.claims.models import Decision, Judgement, Record
from khronika.desk.ledger.append import head

SAME, DIFFERENT = Judgement.Verdict.SAME, Judgement.Verdict.DIFFERENT
Pair = tuple[str, str]


def judge(by: User, left: str, right: str, *, verdict: str, reason: str = "", seen: int | None = None) -> Judgement:
    """Decide whether two records of one kind are the same, different, or unsure; the latest judgement on a pair holds.

    `seen` is the last ledger entry that the person's page knew of. Raises NotAllowed; Waits if a record at risk would become
    one with another, which a second person must confirm; Meanwhile if somebody judged the pair after `seen`; WrongRecord for a
    record with itself, unknown ones, or records of two kinds; Contradiction if two judged different would become one.
    """
    left, right = sorted((left, right))
    kinds = set(Record.objects.filter(id__in=(left, right)).values_list("kind", flat=True))
    if left == right or Record.objects.filter(id__in=(left, right)).count() != 2 or len(kinds) != 1:
        raise WrongRecord(f"Expected two different records of one kind to compare; got {left!r} and {right!r}.")
    verdict = Judgement.Verdict(verdict).value
    with transaction.atomic():
        demand_unjudged(left, right, seen)
        risky = {left, right} & at_risk() if verdict == SAME else set()
        if not risky:
            return carry_out(by, (left, right), verdict, reason=reason)
    what = {"left": left, "right": right, "verdict": verdict}
    demand_consistent({**verdicts(), (left, right): verdict})
    raise hold(by, Order(Decision.Deed.JUDGEMENT, what, risky, Deed.JUDGE), reason=reason)


def carry_out(by: User, pair: Pair, verdict: str, *, reason: str, right: Sequence[Deed] = ()) -> Judgement:
    """Judge without asking whether a second person is needed: what `judge` and a confirmation end in."""
    left, other = pair
    with transaction.atomic():
        demand_consistent({**verdicts(), pair: verdict})
        payload = {"left": left, "right": other, "verdict": verdict}
        decision = enter(by, Decision.Deed.JUDGEMENT, payload, reason=reason, right=right)
        made = Judgement.objects.create(decision=decision, left_id=left, right_id=other, verdict=verdict)
        after.tell(decision, (after.JUDGED,))
        return made


def verdicts(entry: int | None = None, *, without: Decision | None = None) -> dict[Pair, str]:
    """The verdict that holds on every pair ever judged, now or as known after a ledger entry; undone ones do not count."""
    found = Judgement.objects.order_by("decision_id")
    if entry is None:
        found = found.filter(decision__undone_by=None)
    else:
        later = Q(decision__undone_by=None) | Q(decision__undone_by__gt=entry)
        found = found.filter(later, decision_id__lte=entry)
    if without is not None:
        found = found.exclude(decision=without)
    return {(left, right): verdict for left, right, verdict in found.values_list("left_id", "right_id", "verdict")}


def same(entry: int | None = None) -> dict[str, str]:
    """Records that are judged the same as another, each with the one that stands for all of them (the first by id)."""
    if entry is not None or connection.in_atomic_block:  # what may be taken back yet is not remembered
        return _joined(entry)
    key = (connection.settings_dict["NAME"], *head())
    found = _standing.get(key)
    if found is None:
        found = _joined(None)
        _standing.clear()
        _standing[key] = found
    return dict(found)


_standing: dict[tuple[object, ...], dict[str, str]] = {}  # by the ledger's end: one screen asks many times


def _joined(entry: int | None) -> dict[str, str]:
    return joined(pair for pair, verdict in verdicts(entry).items() if verdict == SAME)


def cluster(record: str, standing: Mapping[str, str] | None = None) -> set[str]:
    """A record with all that are judged the same; `standing` says which are, where that is known already."""
    standing = same() if standing is None else standing
    root = standing.get(record, record)
    return {record, root, *(each for each, its in standing.items() if its == root)}


def joined(pairs: Iterable[Pair]) -> dict[str, str]:
    """For records linked by pairs, the first by id of all that hang together; those that stand for themselves are left out."""
    standing: dict[str, str] = {}

    def root(record: str) -> str:
        while standing.get(record, record) != record:
            record = standing[record]
        return record

    for left, right in sorted(pairs):
        first, second = sorted((root(left), root(right)))
        standing[second] = first
    return {record: root(record) for record in standing if root(record) != record}


def demand_consistent(held: Mapping[Pair, str]) -> None:
    """Raise Contradiction if two records are both judged different and one by way of others."""
    standing = joined(pair for pair, verdict in held.items() if verdict == SAME)
    for (left, right), verdict in held.items():
        if verdict == DIFFERENT and standing.get(left, left) == standing.get(right, right):
            raise Contradiction(
                f"{left} and {right} are judged different; together with what is judged the same already they would be one. "
                "Judge that pair anew first, or take back one of the links between them."
            )
