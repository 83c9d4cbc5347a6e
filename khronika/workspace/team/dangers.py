"""What everybody must see on the first page: what one person did alone to a record at risk, until somebody has reviewed it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, called, may
from khronika.desk.claims.models import Prepared
from khronika.desk.claims.second import REVIEW_WITHIN
from khronika.desk.claims.withdraw import Called
from khronika.desk.claims.withdraw import waiting as hidings
from khronika.workspace.team.told import order


@dataclass(frozen=True, slots=True)
class Alone:
    """One such deed: by whom, what, why, and until when it must be reviewed."""

    number: int
    by: str
    what: str
    reason: str
    due: datetime
    overdue: bool


@dataclass(frozen=True, slots=True)
class Danger:
    """What was done alone, hidings that nobody has confirmed, and how many things wait that this person could answer."""

    alone: tuple[Alone, ...]
    hidden: tuple[Called, ...]
    waiting: int
    links: bool


def dangers(user: User) -> Danger:
    """What the first page says to this person; names of people are on the screen behind it."""
    found = Prepared.objects.filter(state=Prepared.State.ALONE).select_related("effect__by").order_by("pk")
    answers = may(user, Deed.CLEAR, Deed.JUDGE, Deed.RECALL, Deed.ALONE)
    waiting = Prepared.objects.filter(state=Prepared.State.WAITING).exclude(decision__by=user).count() if answers else 0
    return Danger(tuple(map(_alone, found)), tuple(hidings()), waiting, may(user, Deed.LOOK))


def _alone(prepared: Prepared) -> Alone:
    effect = prepared.effect
    assert effect is not None, "what was done alone has a decision that did it"
    due = effect.at + REVIEW_WITHIN
    reason = effect.reason.rpartition("\n")[2]
    return Alone(prepared.pk, called(effect.by), order(prepared), reason, due, timezone.now() > due)
