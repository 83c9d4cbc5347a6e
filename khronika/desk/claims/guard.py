"""Which deeds need a second person: those that bring a record at risk, or what is claimed of it, out of the team.

A record is at risk from the decision that marks it until one that takes the mark away, with every record judged the same.
What needs a second person is prepared and told as `Waits`; it takes effect when it is confirmed in `second`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from django.db import transaction
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, called, demand
from khronika.desk.claims.errors import ClaimsError, Meanwhile, Waits
from khronika.desk.claims.models import Claim, Clearance, Decision, Judgement, Prepared, Record, Risk
from khronika.desk.claims.portions import portions
from khronika.desk.claims.tables import table
from khronika.vocabulary.kind import Level
from khronika.vocabulary.kinds import CLAIMS

if TYPE_CHECKING:
    from khronika.desk.claims.clear import Target


@dataclass(frozen=True, slots=True)
class Order:
    """What would be done: a kind of decision, what it needs in plain values, and the records at risk it is about."""

    deed: str
    what: Mapping[str, object]
    records: Collection[str]
    right: Deed


def marked() -> set[str]:
    """Records that carry the mark themselves."""
    found: dict[str, bool] = dict(Risk.objects.order_by("decision_id").values_list("record_id", "marked"))
    return {record for record, at_risk in found.items() if at_risk}


def at_risk() -> set[str]:
    """Records at risk: those marked, and all that are judged the same as one of them."""
    found = marked()
    if not found:
        return found
    pairs = Judgement.objects.filter(decision__undone_by=None).order_by("decision_id")
    near: dict[str, set[str]] = defaultdict(set)
    held = {(left, right): verdict for left, right, verdict in pairs.values_list("left_id", "right_id", "verdict")}
    for (left, right), verdict in held.items():
        if verdict == Judgement.Verdict.SAME:
            near[left].add(right)
            near[right].add(left)
    open_ends = list(found)
    while open_ends:
        further = near[open_ends.pop()] - found
        found |= further
        open_ends += further
    return found


def touched(targets: Sequence["Target"], level: Level) -> set[str]:
    """The records at risk that clearing these for a level wider than the team would bring out."""
    risky = at_risk() if level.width < Level.TEAM.width else set()
    if not risky:
        return risky
    found = {each.id for each in targets if each.what == "record"} & risky
    claims = [each.id for each in targets if each.what == "claim"]
    for group in portions(claims):
        found |= spoken_of(group) & risky
    return found


def spoken_of(claims: Sequence[str]) -> set[str]:
    """The records that claims are about or refer to."""
    kinds: dict[str, list[str]] = defaultdict(list)
    found: set[str] = set()
    for claim, kind, subject in Claim.objects.filter(id__in=claims).values_list("id", "kind", "subject_id"):
        kinds[kind].append(claim)
        found.add(subject)
    for kind, ids in kinds.items():
        columns = [f"{each.name}_id" for each in CLAIMS[kind].references]
        for row in table(kind).objects.filter(claim_id__in=ids).values_list(*columns) if columns else ():
            found.update(each for each in row if each)
    return found


def hold(by: User, order: Order, *, reason: str) -> Waits:
    """Prepare a deed that needs a second person and write it into the ledger; what says so, for the deed to raise.

    Who may act alone in danger may prepare as well. Raises NotAllowed, or ClaimsError without a reason.
    """
    from khronika.desk.claims.decide import enter  # decide asks this module nothing, yet it is imported by all deeds

    demand(by, order.right, Deed.ALONE)
    if not reason.strip():
        raise ClaimsError(_("Expected a reason; the second person decides by it. Say why."))
    with transaction.atomic():
        payload = {"deed": order.deed, "order": order.what, "records": sorted(order.records)}
        made = enter(by, Decision.Deed.PREPARATION, payload, reason=reason, right=(order.right, Deed.ALONE))
        prepared = Prepared.objects.create(decision=made, deed=order.deed, order=order.what)
        prepared.records.set(Record.objects.filter(id__in=order.records))
    sentence = _(
        "It takes two: a second person must confirm it. It is prepared as number {number} and waits; nothing takes effect before."
    )
    return Waits(sentence.format(number=made.pk), made.pk)


def demand_unchanged(targets: Iterable["Target"], seen: int | None) -> None:
    """Raise Meanwhile if somebody cleared one of these after ledger entry `seen`, the last that the person's page knew of."""
    if seen is None:
        return
    wanted: dict[str, list[str]] = defaultdict(list)
    for target in targets:
        wanted[target.what].append(target.id)
    later = Clearance.objects.filter(decision_id__gt=seen).select_related("decision__by").order_by("-decision_id")
    for what, ids in wanted.items():
        for group in portions(ids):
            newest = later.filter(**{f"{what}_id__in": group}).first()
            if newest is not None:
                _tell(newest.decision, newest.level)


def demand_unjudged(left: str, right: str, seen: int | None) -> None:
    """Raise Meanwhile if somebody judged this pair after ledger entry `seen`."""
    if seen is None:
        return
    later = Judgement.objects.filter(left_id=left, right_id=right, decision_id__gt=seen, decision__undone_by=None)
    newest = later.select_related("decision__by").order_by("-decision_id").first()
    if newest is not None:
        _tell(newest.decision, newest.verdict)


def _tell(decision: Decision, outcome: str) -> NoReturn:
    sentence = _(
        "Since you looked, {name} decided on this: {outcome}, by decision {number}, because ‘{reason}’. "
        "Nothing of yours is lost: look again, and decide once more if you still mean it."
    )
    told = {"name": called(decision.by), "outcome": outcome, "number": decision.pk, "reason": decision.reason[:300]}
    raise Meanwhile(sentence.format(**told))
