"""Give an export to somebody: to whom, what for, and about whom is a decision, so that they can be told when it must go.

Of more people than `MANY` within a day, a second person confirms first; the same export then runs once under that number. What was
confirmed is what was asked: other records, columns or recipients are another export.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, called
from khronika.desk.claims.decide import enter
from khronika.desk.claims.errors import ClaimsError, Waits
from khronika.desk.claims.guard import Order, hold
from khronika.desk.claims.models import Decision, Handover, Prepared, Record
from khronika.desk.claims.portions import portions
from khronika.desk.ledger.append import append

MANY = 50  # people that one account hands over within a day without a second person
DAY = timedelta(days=1)
GOOD = timedelta(days=7)  # for how long a confirmation can be used
State = Prepared.State


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be given: `asked` is a digest of all that decides what the file says."""

    recipient: str
    audience: str
    kind: str
    asked: str


@dataclass(frozen=True, slots=True)
class Content:
    """What the file has: its rows, its SHA-256, and every record that it speaks of."""

    rows: int
    sha256: str
    records: Collection[str]


@dataclass(frozen=True, slots=True)
class Given:
    """An export that was given, for who looks at it."""

    number: int
    at: datetime
    by: str
    recipient: str
    purpose: str
    audience: str
    kind: str
    rows: int
    people: int
    sha256: str


def permit(by: User, wanted: Wanted, records: Collection[str], *, purpose: str) -> Prepared | None:
    """What allows an export now: None where it needs no second person, else what was confirmed and not used yet.

    Raises Waits when it is prepared, NotAllowed, or ClaimsError without recipient or purpose. Not to be called in a transaction
    that ends with the refusal: what was prepared must stay.
    """
    demand_told(wanted.recipient, purpose)
    mine = people(records)
    if len(mine | _recent(by)) <= MANY:
        return None
    alike = Prepared.objects.filter(deed=Decision.Deed.HANDOVER, decision__by=by, order__asked=wanted.asked)
    enough = [each for each in alike.select_related("effect").order_by("-pk") if each.order["people"] >= len(mine)]
    confirmed = next(filter(_usable, enough), None)
    if confirmed is not None:
        return confirmed
    for each in enough:
        if each.state == State.WAITING:
            raise Waits(_waiting(each.pk, len(mine)), each.pk)
    what = {**_told(wanted), "people": len(mine)}
    held = hold(by, Order(Decision.Deed.HANDOVER, what, (), Deed.LOOK), reason=purpose)
    raise Waits(_waiting(held.number, len(mine)), held.number)


def hand(by: User, wanted: Wanted, content: Content, *, purpose: str, under: Prepared | None = None) -> Decision:
    """Register that it was given; inside the caller's transaction, which also gives the file its name."""
    told = {**_told(wanted), "rows": content.rows, "people": len(people(content.records)), "sha256": content.sha256}
    with transaction.atomic():
        if under is None:
            made = enter(by, Decision.Deed.HANDOVER, told, reason=purpose.strip(), right=(Deed.LOOK,))
        else:
            if not _usable(Prepared.objects.select_related("effect").get(pk=under.pk)) or under.effect is None:
                raise ClaimsError(_("Number {number} was carried out meanwhile.").format(number=under.pk))
            made = under.effect
            append("export", {**told, "by": by.pk, "prepared": under.pk})
        Handover.objects.create(
            decision=made,
            recipient=wanted.recipient.strip()[:300],
            audience=wanted.audience,
            kind=wanted.kind,
            rows=content.rows,
            people=told["people"],
            sha256=content.sha256,
            records=sorted(content.records),
        )
    return made


def carry_out(by: User, prepared: Prepared, *, reason: str, right: tuple[Deed, ...]) -> Decision:
    """Confirm an export: whoever prepared it may now run it, once."""
    return enter(by, Decision.Deed.HANDOVER, {**prepared.order, "prepared": prepared.pk}, reason=reason, right=right)


def demand_told(recipient: str, purpose: str) -> None:
    """Raise ClaimsError unless it is said to whom and what for."""
    if not recipient.strip():
        raise ClaimsError(_("Expected who gets the export, so that they can be told when something in it must go."))
    if not purpose.strip():
        raise ClaimsError(_("Expected what the export is for; it is kept with the decision. Say why."))


def given(record: str = "") -> list[Given]:
    """What was given to whom, the latest first; of one record only where asked for."""
    found = Handover.objects.select_related("decision__by").order_by("-decision_id")
    return [_given(each) for each in found if not record or record in each.records]


def open_for(by: User) -> list[Prepared]:
    """What was confirmed for somebody and not run yet."""
    mine = Prepared.objects.filter(deed=Decision.Deed.HANDOVER, decision__by=by).select_related("effect")
    return [each for each in mine.order_by("pk") if _usable(each)]


def people(records: Collection[str]) -> set[str]:
    """The people among some records."""
    return {
        record
        for group in portions(records)
        for record in Record.objects.filter(id__in=group, kind="Person").values_list("id", flat=True)
    }


def _recent(by: User) -> set[str]:
    """The people in what an account handed over within a day without a second person."""
    since = timezone.now() - DAY
    mine = Handover.objects.filter(decision__by=by, decision__at__gt=since, decision__effects=None)
    return people({record for records in mine.values_list("records", flat=True) for record in records})


def _usable(prepared: Prepared) -> bool:
    effect = prepared.effect
    if effect is None or prepared.state not in (State.CONFIRMED, State.ALONE, State.REVIEWED):
        return False
    return effect.at > timezone.now() - GOOD and not Handover.objects.filter(decision=effect).exists()


def _waiting(number: int, count: int) -> str:
    sentence = _(
        "This export is about {count} people, with what you gave within a day about more than {most}, so a second person must "
        "confirm it. It is prepared as number {number}; when it is confirmed, ask for the same export again."
    )
    return sentence.format(count=count, most=MANY, number=number)


def _told(wanted: Wanted) -> Mapping[str, object]:
    return {
        "recipient": wanted.recipient.strip()[:300],
        "audience": wanted.audience,
        "kind": wanted.kind,
        "asked": wanted.asked,
    }


def _given(row: Handover) -> Given:
    made = row.decision
    return Given(
        made.pk,
        made.at,
        called(made.by),
        row.recipient,
        made.reason,
        row.audience,
        row.kind,
        row.rows,
        row.people,
        row.sha256,
    )
