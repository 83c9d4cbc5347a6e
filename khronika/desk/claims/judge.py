"""Say whether two records are the same. Claims never move: a judgement is a link that a later one can replace, so a split loses nothing."""

from django.db import transaction

from khronika.desk.accounts.models import User
from khronika.desk.claims.decide import enter
from khronika.desk.claims.errors import WrongRecord
from khronika.desk.claims.models import Decision, Judgement, Record


def judge(by: User, left: str, right: str, *, verdict: str, reason: str = "") -> Judgement:
    """Decide whether two records of one kind are the same, different, or unsure; the latest judgement on a pair holds.

    Raises WrongRecord for a record with itself, unknown ones, or records of two kinds.
    """
    left, right = sorted((left, right))
    kinds = set(Record.objects.filter(id__in=(left, right)).values_list("kind", flat=True))
    if left == right or Record.objects.filter(id__in=(left, right)).count() != 2 or len(kinds) != 1:
        raise WrongRecord(f"Expected two different records of one kind to compare; got {left!r} and {right!r}.")
    with transaction.atomic():
        payload = {"left": left, "right": right, "verdict": Judgement.Verdict(verdict).value}
        decision = enter(by, Decision.Deed.JUDGEMENT, payload, reason=reason)
        return Judgement.objects.create(decision=decision, left_id=left, right_id=right, verdict=verdict)


def same() -> dict[str, str]:
    """Records that are judged the same as another, each with the one that stands for all of them (the first by id)."""
    latest: dict[tuple[str, str], str] = {}
    for left, right, verdict in Judgement.objects.order_by("decision_id").values_list("left_id", "right_id", "verdict"):
        latest[left, right] = verdict
    standing: dict[str, str] = {}

    def root(record: str) -> str:
        while standing.get(record, record) != record:
            record = standing[record]
        return record

    for (left, right), verdict in sorted(latest.items()):
        if verdict == Judgement.Verdict.SAME:
            first, second = sorted((root(left), root(right)))
            standing[second] = first
    return {record: root(record) for record in standing if root(record) != record}
