"""Call a record back: hide it at once, withdraw it, have it erased, or let it out again. All that is judged the same goes with it.

One person hides and a second confirms within a day; until two people lift it a hiding holds, confirmed or not. Withdrawing and
erasing take two from the start, and nobody does them alone. Every deed is a row for each record, so that a judgement that is
taken back later lets nobody out.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed as Right
from khronika.desk.accounts.roles import Role, called, demand, roles
from khronika.desk.claims import clear
from khronika.desk.claims.decide import demand_reason, enter
from khronika.desk.claims.errors import AlreadyDecided, ClaimsError, WrongRecord
from khronika.desk.claims.guard import Order, hold
from khronika.desk.claims.judge import cluster
from khronika.desk.claims.models import Consent, Decision, Handover, Prepared, Record, Withdrawal
from khronika.vocabulary.kind import Level

Deed = Withdrawal.Deed
CONFIRM_WITHIN = timedelta(days=1)
TWO = frozenset({Decision.Deed.HIDE, Decision.Deed.LIFT, Decision.Deed.WITHDRAW, Decision.Deed.ERASE})
"""Deeds that nobody confirms alone, in danger neither: a hiding holds without, the others cannot be taken back."""


@dataclass(frozen=True, slots=True)
class Called:
    """A record that was called back and is not let out again; `due` is when a hiding must be confirmed, None where it is."""

    number: int
    record: str
    deed: str
    by: str
    at: datetime
    reason: str
    due: datetime | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who was given an export with the record in it, and must be told."""

    number: int
    who: str
    at: datetime
    audience: str
    kind: str
    sha256: str


def hide(by: User, record: str, *, reason: str) -> Decision:
    """Hide a record, which takes effect at once; that a second person is needed to confirm it is prepared with it.

    Asked again for what was hidden and not confirmed, it prepares the confirmation anew. Raises NotAllowed, WrongRecord, or
    ClaimsError without a reason or for what is withdrawn already or waits for its confirmation.
    """
    demand(by, Right.RECALL)
    _demand(record, reason)
    with transaction.atomic():
        members = cluster(record)
        _demand_hideable(record, members)
        held = dict(_live(members).filter(deed=Deed.HIDE, confirmed=None).values_list("record_id", "decision_id"))
        for each in sorted(members - held.keys()):
            held[each] = _row(by, each, Deed.HIDE, reason=reason, asked=record).pk
        what = {"record": record, "hidden": sorted(held.values())}
        hold(by, Order(Decision.Deed.HIDE, what, members, Right.RECALL), reason=reason)
    return Decision.objects.get(pk=held[record])


def lift(by: User, record: str, *, reason: str) -> None:
    """Prepare to let a hidden or withdrawn record out again. Always raises: Waits when it is prepared, else ClaimsError."""
    demand(by, Right.RECALL)
    _demand(record, reason)
    found = _live(cluster(record))
    if found.filter(deed=Deed.ERASE).exists():
        raise ClaimsError(_("This record was erased; what was erased cannot be let out again."))
    numbers = sorted(found.values_list("decision_id", flat=True))
    if not numbers:
        raise ClaimsError(_("This record is neither hidden nor withdrawn; there is nothing to lift."))
    _demand_unprepared(Decision.Deed.LIFT, record)
    what = {"record": record, "lifts": numbers}
    raise hold(by, Order(Decision.Deed.LIFT, what, cluster(record), Right.RECALL), reason=reason)


def withdraw(by: User, record: str, *, reason: str) -> None:
    """Prepare to withdraw a record. Always raises: Waits when it is prepared, else NotAllowed, WrongRecord or ClaimsError."""
    demand(by, Right.RECALL)
    _demand(record, reason)
    if _live(cluster(record)).exclude(deed=Deed.HIDE).exists():
        raise ClaimsError(_("This record is withdrawn or erased already."))
    _demand_unprepared(Decision.Deed.WITHDRAW, record)
    raise hold(by, Order(Decision.Deed.WITHDRAW, {"record": record}, cluster(record), Right.RECALL), reason=reason)


def demand_erasable(record: str, reason: str) -> set[str]:
    """A person and all judged the same. Raises WrongRecord, or ClaimsError for what cannot be erased or waits for it already."""
    _demand(record, reason)
    members = cluster(record)
    if Record.objects.get(id=record).kind != "Person":
        raise ClaimsError(_("Expected a person: only people are erased. Anything else is hidden or withdrawn."))
    if _live(members).filter(deed=Deed.ERASE, record=record).exists():
        raise ClaimsError(_("This record was erased already."))
    _demand_unprepared(Decision.Deed.ERASE, record)
    return members


def carry_out(by: User, prepared: Prepared, *, reason: str, alone: bool = False) -> Decision:
    """Do what was prepared, now that a second person confirms it. The decision that did it; of several, the first.

    Raises ClaimsError for one who would act alone, or who may not: an erasure needs a publisher among the two.
    """
    if alone:
        raise ClaimsError(
            _("Expected a second person: a hiding holds without being confirmed, and nobody withdraws or erases alone.")
        )
    order = prepared.order
    match prepared.deed:
        case Decision.Deed.HIDE:
            return _confirm(by, order["hidden"], reason)
        case Decision.Deed.LIFT:
            return _lift(by, order["lifts"], reason)
        case Decision.Deed.WITHDRAW:
            return _withdraw(by, order["record"], reason)
    return _erase(by, prepared, reason)


def unconfirmed(by: User, prepared: Prepared, *, reason: str) -> None:
    """Somebody does not confirm a hiding: to lift it is prepared in their name, for it still takes two people to end it."""
    if prepared.deed == Decision.Deed.HIDE:
        numbers = sorted(_standing(prepared.order["hidden"]).values_list("decision_id", flat=True))
        members = set(prepared.records.values_list("id", flat=True))
        what = {"record": prepared.order["record"], "lifts": numbers}
        hold(by, Order(Decision.Deed.LIFT, what, members, Right.RECALL), reason=reason)


def live() -> list[Called]:
    """All that is called back now, what waits longest for its confirmation first."""
    found = Withdrawal.objects.filter(lifted=None).select_related("decision__by").order_by("decision_id")
    told = [_called(each) for each in found]
    return sorted(told, key=lambda each: (each.due is None, each.number))


def waiting() -> list[Called]:
    """The hidings that nobody has confirmed yet, one for each deed."""
    seen: dict[tuple[str, datetime | None], Called] = {}
    for each in live():
        if each.due:
            seen.setdefault((each.reason, each.due.replace(microsecond=0)), each)
    return list(seen.values())


def of(record: str) -> list[Called]:
    """What is called back of a record, or of one that is judged the same."""
    found = _live(cluster(record)).select_related("decision__by").order_by("decision_id")
    return [_called(each) for each in found]


def recipients(records: Collection[str]) -> list[Recipient]:
    """Who was given an export with one of these records in it."""
    found = Handover.objects.select_related("decision").order_by("decision_id")
    return [
        Recipient(each.pk, each.recipient, each.decision.at, each.audience, each.kind, each.sha256)
        for each in found
        if not set(records).isdisjoint(each.records)
    ]


def _confirm(by: User, numbers: Sequence[int], reason: str) -> Decision:
    rows = list(_standing(numbers).filter(confirmed=None))
    made = [enter(by, Decision.Deed.HIDE, {"confirms": each.pk}, reason=reason) for each in rows]
    return _end(rows, made, "confirmed")


def _lift(by: User, numbers: Sequence[int], reason: str) -> Decision:
    rows = list(_standing(numbers))
    made = [enter(by, Decision.Deed.LIFT, {"lifts": each.pk}, reason=reason) for each in rows]
    waits = Prepared.objects.filter(deed=Decision.Deed.HIDE, state=Prepared.State.WAITING)
    for each in waits:
        if set(each.order["hidden"]) <= set(numbers):
            Prepared.objects.filter(pk=each.pk).update(state=Prepared.State.REFUSED)
    return _end(rows, made, "lifted")


def _end(rows: Sequence[Withdrawal], made: Sequence[Decision], what: str) -> Decision:
    if not rows:
        raise AlreadyDecided(_("This was decided otherwise meanwhile; look at the record again."))
    for row, decision in zip(rows, made, strict=True):
        Withdrawal.objects.filter(pk=row.pk).update(**{what: decision})
    return made[0]


def _withdraw(by: User, record: str, reason: str) -> Decision:
    members = cluster(record)
    done = set(_live(members).exclude(deed=Deed.HIDE).values_list("record_id", flat=True))
    made = [_row(by, each, Deed.WITHDRAW, reason=reason, asked=record) for each in sorted(members - done)]
    if not made:
        raise AlreadyDecided(_("This record was withdrawn meanwhile."))
    targets = [clear.Target("record", each) for each in sorted(members)]
    clear.carry_out(by, targets, Level.RESTRICTED, reason=reason, right=(Right.RECALL,))
    for consent in Consent.objects.filter(record__in=members, withdrawn=None):
        ended = enter(by, Decision.Deed.CONSENT, {"ends": consent.pk}, reason=reason, right=(Right.RECALL,))
        Consent.objects.filter(pk=consent.pk).update(withdrawn=ended)
    return made[0]


def _erase(by: User, prepared: Prepared, reason: str) -> Decision:
    """Only the decision and the rows by which the gate shuts at once; `erase.finish` does the rest and can be gone on with."""
    first = prepared.decision.by
    if Role.PUBLISHER not in roles(first) | roles(by):
        raise ClaimsError(
            _("Expected a publisher, who holds a key, among the two: {first} prepared it and {second} is none.").format(
                first=called(first), second=called(by)
            )
        )
    record = prepared.order["record"]
    members = cluster(record)
    done = set(_live(members).filter(deed=Deed.ERASE).values_list("record_id", flat=True))
    made = [
        _row(by, each, Deed.ERASE, reason=reason, asked=record, prepared=prepared.pk) for each in sorted(members - done)
    ]
    if not made:
        raise AlreadyDecided(_("This record was erased meanwhile."))
    return made[0]


def _row(by: User, record: str, deed: str, *, reason: str, **more: object) -> Decision:
    """The decision on one record, with its row."""
    made = enter(by, deed, {"record": record, **more}, reason=reason)
    Withdrawal.objects.create(decision=made, record_id=record, deed=deed)
    return made


def _live(records: Iterable[str]) -> QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(record__in=set(records), lifted=None)


def _standing(numbers: Iterable[int]) -> QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(decision__in=list(numbers), lifted=None).exclude(deed=Deed.ERASE)


def _called(row: Withdrawal) -> Called:
    made = row.decision
    due = made.at + CONFIRM_WITHIN if row.deed == Deed.HIDE and row.confirmed_id is None else None
    late = due is not None and timezone.now() > due
    return Called(made.pk, row.record_id, row.deed, called(made.by), made.at, made.reason, due, late)


def _demand(record: str, reason: str) -> None:
    if not Record.objects.filter(id=record).exists():
        raise WrongRecord(_("Expected the id of a record; got {record!r}.").format(record=record[:40]))
    demand_reason(reason)


def _demand_hideable(record: str, members: set[str]) -> None:
    held = _live(members)
    if held.exclude(deed=Deed.HIDE).exists():
        raise ClaimsError(_("This record is withdrawn or erased already; that is more than hiding it."))
    hidden = set(held.values_list("record_id", flat=True))
    if hidden >= members and not held.filter(confirmed=None).exists():
        raise ClaimsError(_("This record is hidden already, and a second person has confirmed it."))
    if hidden >= members:
        _demand_unprepared(Decision.Deed.HIDE, record)


def _demand_unprepared(deed: str, record: str) -> None:
    """Raise ClaimsError if the same waits for a second person already."""
    found = Prepared.objects.filter(deed=deed, state=Prepared.State.WAITING, records=record).first()
    if found:
        said = _("This is prepared already, as number {number}, and waits for a second person.")
        raise ClaimsError(said.format(number=found.pk))
