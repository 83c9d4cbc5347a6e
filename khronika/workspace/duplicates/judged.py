"""Judgements that hold, and the way back from each: claims never moved, so taking one back loses nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from khronika.desk.accounts.models import User
from khronika.desk.claims.models import Judgement
from khronika.workspace.naming import Names
from khronika.workspace.team.told import verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """What somebody judged of two records."""

    decision: int
    left: str
    right: str
    names: tuple[str, str]
    verdict: str
    words: str
    by: str
    at: datetime


def about(ids: Collection[str], names: Names) -> tuple[Judged, ...]:
    """The judgements that hold on some records, newest first; of each pair the latest."""
    found = _standing().filter(Q(left__in=ids) | Q(right__in=ids))
    latest: dict[tuple[str, str], Judgement] = {}
    for each in found:
        latest.setdefault((each.left_id, each.right_id), each)
    names.learn(record for pair in latest for record in pair)
    return tuple(_told(each, names) for each in latest.values())


def last(by: User, names: Names) -> Judged | None:
    """What somebody judged last, if it stands."""
    found = _standing().filter(decision__by=by).first()
    return _told(found, names) if found else None


def _standing():  # type: ignore[no-untyped-def]
    found = Judgement.objects.filter(decision__undone_by=None).order_by("-decision_id")
    return found.select_related("decision__by").defer("decision__payload", "decision__salt")


def _told(each: Judgement, names: Names) -> Judged:
    by = each.decision.by.get_full_name() or each.decision.by.get_username()
    pair = names(each.left_id), names(each.right_id)
    said = verdict(each.verdict)
    return Judged(each.decision_id, each.left_id, each.right_id, pair, each.verdict, said, by, each.decision.at)
