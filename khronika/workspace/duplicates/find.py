"""Which records of a kind are alike. A small register is compared while one waits; a large one in the background, and the page says so.

What is kept are pairs whatever was judged of them: judgements are asked anew each time, so that one taken back shows its pair again.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count, Max
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from khronika.desk.claims.judge import joined, verdicts
from khronika.desk.claims.models import Judgement
from khronika.desk.register.duplicates import alike
from khronika.desk.register.models import Name
from khronika.workspace.intake.work import BACKEND

AT_ONCE = 300  # names that are compared while one waits
MOST = 20_000  # pairs that are kept
Pair = tuple[str, str]
_BUSY = ("READY", "RUNNING")


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs that nobody has judged, likeliest first. `busy`: they are being made; `stale`: names changed since `at`."""

    pairs: tuple[Pair, ...]
    busy: bool = False
    stale: bool = False
    at: datetime | None = None


@task(backend=BACKEND)
def compare(kind: str, mark: str) -> list[list[str]]:
    """Compare all names of a kind; `mark` says of which state of the register this is true."""
    return _pairs(kind)


def find(kind: str) -> Found:
    """The pairs of a kind to judge; begins to make them where there are none."""
    mark, count = _state(kind)
    if count <= AT_ONCE:
        key = f"duplicates-{kind}-{mark}"
        pairs = cache.get(key)
        if pairs is None:
            pairs = _pairs(kind)
            cache.set(key, pairs, None)
        return Found(_unjudged(pairs))
    asked = DBTaskResult.objects.filter(task_path=compare.module_path, args_kwargs__kwargs__kind=kind)
    busy = asked.filter(status__in=_BUSY).exists()
    made = asked.filter(status="SUCCESSFUL").order_by("-finished_at").first()
    if made is None:
        if not busy:
            begin(kind)
        return Found((), busy=True)
    stale = made.args_kwargs["kwargs"]["mark"] != mark
    return Found(_unjudged(made.return_value), busy, stale, made.finished_at)


def begin(kind: str) -> None:
    """Have the names of a kind compared anew in the background."""
    compare.enqueue(kind=kind, mark=_state(kind)[0])


def _state(kind: str) -> tuple[str, int]:
    """What is another whenever a name of the kind came or went, and how many names there are."""
    names = Name.objects.filter(claim__subject__kind=kind)
    all_of = names.aggregate(many=Count("pk"), since=Max("claim__known_from"), until=Max("claim__known_until"))
    live = names.filter(claim__known_until=None).count()
    newest = names.order_by("-claim__known_from", "-claim_id").values_list("claim_id", flat=True).first() or ""
    return f"{newest}-{live}-{all_of['many']}-{all_of['since'] or 0}-{all_of['until'] or 0}", live


def _pairs(kind: str) -> list[list[str]]:
    return [[each.left, each.right] for each in alike(kind)[:MOST]]


def _unjudged(pairs: list[list[str]]) -> tuple[Pair, ...]:
    """Pairs on which nobody has judged, each by those that stand for its two."""
    judged = verdicts()
    standing = joined(pair for pair, verdict in judged.items() if verdict == Judgement.Verdict.SAME)
    known = {_ordered(standing.get(left, left), standing.get(right, right)) for left, right in judged}
    found: dict[Pair, None] = {}
    for left, right in pairs:
        pair = _ordered(standing.get(left, left), standing.get(right, right))
        if pair[0] != pair[1] and pair not in known:
            found[pair] = None
    return tuple(found)


def _ordered(left: str, right: str) -> Pair:
    return min(left, right), max(left, right)
