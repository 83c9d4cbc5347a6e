"""Two people for a record at risk: one marks and prepares, another confirms or refuses. In danger a publisher acts alone, and is looked at.

Nothing that was prepared has any effect until it is confirmed; who prepared it cannot confirm it. What was done alone is
shown to everybody until somebody else has reviewed it, which is due within a day.
"""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, called, demand
from khronika.desk.claims import alarm, clear, handover, judge, protect, withdraw
from khronika.desk.claims.decide import demand_reason, enter
from khronika.desk.claims.errors import AlreadyDecided, ClaimsError, WrongRecord
from khronika.desk.claims.guard import Order, demand_unchanged, demand_unjudged, hold, marked
from khronika.desk.claims.models import Decision, Prepared, Record, Risk
from khronika.vocabulary.kind import Level

State = Prepared.State
REVIEW_WITHIN = timedelta(days=1)
RIGHTS = {
    Decision.Deed.CLEARANCE: Deed.CLEAR,
    Decision.Deed.JUDGEMENT: Deed.JUDGE,
    Decision.Deed.UNMARK: Deed.CLEAR,
    Decision.Deed.HANDOVER: Deed.CLEAR,
    Decision.Deed.ALARM: Deed.CLEAR,
    **dict.fromkeys(withdraw.TWO, Deed.RECALL),
    **dict.fromkeys(protect.DEEDS, Deed.CLEAR),
}


def mark(by: User, record: str, *, reason: str) -> Decision:
    """Mark a record at risk, which takes effect at once. Raises NotAllowed, WrongRecord or ClaimsError."""
    demand(by, Deed.MARK)
    _demand_record(record, reason)
    with transaction.atomic():
        if record in marked():
            raise ClaimsError(_("This record is marked at risk already."))
        return _risk(by, record, reason, at_risk=True)


def unmark(by: User, record: str, *, reason: str) -> None:
    """Prepare to take the mark away. Always raises: Waits when it is prepared, else NotAllowed, WrongRecord or ClaimsError."""
    _demand_record(record, reason)
    if record not in marked():
        raise ClaimsError(_("This record is not marked at risk."))
    raise hold(by, Order(Decision.Deed.UNMARK, {"record": record}, (record,), Deed.CLEAR), reason=reason)


def confirm(by: User, number: int) -> Decision:
    """Confirm what somebody else prepared; it takes effect now. The decision that did it.

    Raises NotAllowed, AlreadyDecided, Meanwhile if the same was decided otherwise since, or ClaimsError for one's own.
    """
    with transaction.atomic():
        found = _waiting(number)
        demand(by, _right(found))
        if by.pk == found.decision.by_id:
            raise ClaimsError(_("You have prepared this yourself; somebody else must confirm it."))
        effect = _carry_out(by, found)
        _answer(found, State.CONFIRMED, effect, effect)
    return effect


def refuse(by: User, number: int, *, reason: str) -> Decision:
    """Refuse what was prepared, or take one's own back; it never takes effect. Raises NotAllowed, AlreadyDecided, ClaimsError."""
    with transaction.atomic():
        found = _waiting(number)
        demand(by, _right(found), Deed.ALONE)
        demand_reason(reason)
        made = enter(by, Decision.Deed.REFUSAL, {"prepared": number}, reason=reason, right=(_right(found), Deed.ALONE))
        _answer(found, State.REFUSED, made)
        withdraw.unconfirmed(by, found, reason=reason)
    return made


def alone(by: User, number: int, *, reason: str) -> Decision:
    """In danger, do what was prepared without a second person. It is marked so, and everybody sees it until it is reviewed.

    Raises NotAllowed, AlreadyDecided, Meanwhile, or ClaimsError without a reason.
    """
    demand(by, Deed.ALONE)
    demand_reason(reason)
    with transaction.atomic():
        found = _waiting(number)
        effect = _carry_out(by, found, in_danger=reason.strip())
        _answer(found, State.ALONE, None, effect)
    return effect


def review(by: User, number: int, *, reason: str) -> Decision:
    """Say of what was done alone that it was looked at. Raises NotAllowed, AlreadyDecided, or ClaimsError for one's own deed."""
    with transaction.atomic():
        found = Prepared.objects.select_related("decision", "effect").filter(pk=number, state=State.ALONE).first()
        if found is None or found.effect is None:
            raise AlreadyDecided(
                _("Number {number} waits for no review; somebody may have done it meanwhile.").format(number=number)
            )
        demand(by, _right(found))
        demand_reason(reason)
        if by.pk == found.effect.by_id:
            raise ClaimsError(_("You have done this yourself; somebody else must review it."))
        made = enter(by, Decision.Deed.REVIEW, {"prepared": number}, reason=reason, right=(_right(found),))
        _answer(found, State.REVIEWED, made, found.effect)
    return made


def _waiting(number: int) -> Prepared:
    found = Prepared.objects.select_related("decision__by", "answer__by", "effect__by").filter(pk=number).first()
    if found is None:
        raise ClaimsError(_("Nothing was prepared with the number {number}.").format(number=number))
    if found.state != State.WAITING:
        by = found.answer or found.effect
        sentence = _("Number {number} was decided meanwhile by {name}: {state}.")
        raise AlreadyDecided(sentence.format(number=number, name=called(by.by) if by else "–", state=found.state))
    return found


def _right(found: Prepared) -> Deed:
    return RIGHTS[Decision.Deed(found.deed)]


def _carry_out(by: User, found: Prepared, *, in_danger: str = "") -> Decision:
    """Do what was prepared, as it was prepared; the decision says by whom it was and that one person did it, if so."""
    order, since = found.order, found.decision_id
    reason = f"{found.decision.reason}\n{in_danger}".strip()
    right = (Deed.ALONE,) if in_danger else (_right(found),)
    if in_danger:
        protect.demand_two(found)
    match found.deed:
        case Decision.Deed.CLEARANCE:
            targets = [clear.Target(*each) for each in order["targets"]]
            demand_unchanged(targets, since)
            return clear.carry_out(by, targets, Level(order["level"]), reason=reason, right=right)
        case Decision.Deed.JUDGEMENT:
            pair = order["left"], order["right"]
            demand_unjudged(*pair, since)
            return judge.carry_out(by, pair, order["verdict"], reason=reason, right=right).decision
        case Decision.Deed.ALARM:
            return alarm.carry_out(by, alarm.again(order["judged"]), reason=reason, right=right)
        case Decision.Deed.HANDOVER:
            return handover.carry_out(by, found, reason=reason, right=right)
        case deed if deed in protect.DEEDS:
            return protect.carry_out(by, deed, order, reason=reason, right=right)
        case deed if deed in withdraw.TWO:
            return withdraw.carry_out(by, found, reason=reason, alone=bool(in_danger))
    return _risk(by, order["record"], reason, at_risk=False, right=right)


def _risk(by: User, record: str, reason: str, *, at_risk: bool, right: tuple[Deed, ...] = (Deed.MARK,)) -> Decision:
    deed = Decision.Deed.MARK if at_risk else Decision.Deed.UNMARK
    made = enter(by, deed, {"record": record}, reason=reason, right=right)
    Risk.objects.create(decision=made, record_id=record, marked=at_risk)
    return made


def _answer(found: Prepared, state: str, answer: Decision | None, effect: Decision | None = None) -> None:
    Prepared.objects.filter(pk=found.pk).update(state=state, answer=answer, effect=effect)


def _demand_record(record: str, reason: str) -> None:
    if not Record.objects.filter(id=record).exists():
        raise WrongRecord(_("Expected the id of a record; got {record!r}.").format(record=record[:40]))
    demand_reason(reason)
