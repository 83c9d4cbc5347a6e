"""Hide, lift and withdraw: who, with whom, and which rows stand after."""

from datetime import timedelta

import pytest
from django.utils import timezone

from khronika.desk.accounts.errors import NotAllowed
from khronika.desk.accounts.models import User
from khronika.desk.claims import second, withdraw
from khronika.desk.claims.decide import enter
from khronika.desk.claims.errors import ClaimsError, Waits, WrongRecord
from khronika.desk.claims.judge import judge
from khronika.desk.claims.models import Clearance, Consent, Decision, Handover, Prepared, Withdrawal
from khronika.desk.claims.undo import undo
from tests.desk.making import ANNA, HOUSE, account, kept, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> str:
    return record(kept(), ANNA)


@pytest.fixture
def pavel() -> User:
    return User.objects.create(username="pavel", held="editor")


@pytest.fixture
def paula() -> User:
    return User.objects.create(username="paula", held="publisher")


def number() -> int:
    return Prepared.objects.latest("pk").pk


def waits(deed, *given, **more) -> int:
    with pytest.raises(Waits) as found:
        deed(*given, **more)
    return found.value.number


def rows() -> list[tuple[str, bool, bool]]:
    found = Withdrawal.objects.order_by("pk").values_list("deed", "confirmed", "lifted")
    return [(deed, confirmed is not None, lifted is not None) for deed, confirmed, lifted in found]


def test_one_editor_hides_at_once_and_a_second_confirms(anna, pavel):
    made = withdraw.hide(pavel, anna, reason="threatened today")
    assert (made.deed, rows()) == ("hide", [("hide", False, False)])
    assert [each.record for each in withdraw.waiting()] == [anna]
    with pytest.raises(ClaimsError, match="yourself"):
        second.confirm(pavel, number())
    second.confirm(account(), number())
    assert (rows(), withdraw.waiting()) == ([("hide", True, False)], [])


def test_a_reviewer_may_not_hide(anna):
    with pytest.raises(NotAllowed, match="editor or a publisher"):
        withdraw.hide(User.objects.create(username="rita", held="reviewer"), anna, reason="threatened")
    assert rows() == []


def test_a_hiding_needs_a_reason_and_a_record(anna):
    with pytest.raises(ClaimsError, match="Expected a reason"):
        withdraw.hide(account(), anna, reason=" ")
    with pytest.raises(WrongRecord):
        withdraw.hide(account(), "nobody", reason="threatened")
    assert not Decision.objects.filter(deed="hide").exists()


def test_everything_judged_the_same_goes_with_it_and_stays_when_the_judgement_is_taken_back(anna):
    other = record(kept(title="Another"), ("Person", "Hanna Sample"))
    judged = judge(account(), anna, other, verdict="same")
    withdraw.hide(account(), other, reason="threatened")
    undo(account(), judged.decision)
    assert set(Withdrawal.objects.values_list("record", flat=True)) == {anna, other}
    assert withdraw.of(anna) and withdraw.of(other)


def test_a_hiding_is_overdue_after_a_day_and_still_holds(anna, monkeypatch):
    withdraw.hide(account(), anna, reason="threatened")
    later = timezone.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(withdraw.timezone, "now", lambda: later)
    assert [each.overdue for each in withdraw.waiting()] == [True]
    assert rows() == [("hide", False, False)]


def test_who_does_not_confirm_a_hiding_prepares_to_lift_it_and_it_holds_until_another_agrees(anna, pavel):
    withdraw.hide(account(), anna, reason="threatened")
    second.refuse(pavel, number(), reason="it was a namesake")
    assert rows() == [("hide", False, False)]
    waiting = Prepared.objects.get(deed="lift", state="waiting")
    with pytest.raises(ClaimsError, match="yourself"):
        second.confirm(pavel, waiting.pk)
    second.confirm(account(), waiting.pk)
    assert rows() == [("hide", False, True)]


def test_two_people_lift_a_hiding(anna, pavel):
    withdraw.hide(account(), anna, reason="threatened")
    prepared = waits(withdraw.lift, pavel, anna, reason="she is abroad")
    assert rows() == [("hide", False, False)]
    second.confirm(account(), prepared)
    assert (rows(), withdraw.live()) == ([("hide", False, True)], [])
    assert not Prepared.objects.filter(state="waiting").exists()


def test_nothing_is_lifted_that_was_not_called_back(anna):
    with pytest.raises(ClaimsError, match="neither hidden nor withdrawn"):
        withdraw.lift(account(), anna, reason="she is abroad")


def test_hiding_twice_is_told_and_asks_anew_only_where_nobody_is_asked(anna, pavel):
    withdraw.hide(account(), anna, reason="threatened")
    with pytest.raises(ClaimsError, match="prepared already"):
        withdraw.hide(account(), anna, reason="threatened")
    second.refuse(pavel, number(), reason="look again")
    withdraw.hide(account(), anna, reason="threatened, I have seen it")
    assert (Withdrawal.objects.count(), Prepared.objects.latest("pk").deed) == (1, "hide")


def test_withdrawing_takes_two_restricts_the_record_and_ends_every_consent(anna, pavel):
    for topic in ("", "health"):
        made = enter(account(), Decision.Deed.CLEARANCE, {"consent": topic})
        Consent.objects.create(
            decision=made, record_id=anna, topic=topic, audience="public", given_by="her", given_on=""
        )
    prepared = waits(withdraw.withdraw, pavel, anna, reason="she asked")
    assert rows() == [] and Consent.objects.filter(withdrawn=None).count() == 2
    second.confirm(account(), prepared)
    assert rows() == [("withdraw", False, False)]
    assert Clearance.objects.filter(record=anna).latest("pk").level == "restricted"
    assert not Consent.objects.filter(withdrawn=None).exists()


def test_recipients_of_exports_are_those_to_be_told(anna):
    house = record(kept(title="Another"), HOUSE)
    for who, records in (("A partner", [house, anna]), ("A library", [house])):
        made = enter(account(), Decision.Deed.CLEARANCE, {"to": who})
        more = {"audience": "partners", "kind": "csv", "rows": 2, "people": 1, "sha256": "ab" * 32}
        Handover.objects.create(decision=made, recipient=who, records=records, **more)
    assert [each.who for each in withdraw.recipients({anna})] == ["A partner"]


@pytest.mark.parametrize("deed", [withdraw.withdraw])
def test_nobody_withdraws_alone_in_danger_neither(deed, anna, paula):
    prepared = waits(deed, account(), anna, reason="she asked")
    with pytest.raises(ClaimsError, match="Expected a second person"):
        second.alone(paula, prepared, reason="no time")
    assert rows() == []


def test_a_withdrawn_record_is_not_hidden_and_not_withdrawn_again(anna, pavel):
    second.confirm(account(), waits(withdraw.withdraw, pavel, anna, reason="she asked"))
    with pytest.raises(ClaimsError, match="withdrawn or erased already"):
        withdraw.hide(account(), anna, reason="threatened")
    with pytest.raises(ClaimsError, match="withdrawn or erased already"):
        withdraw.withdraw(account(), anna, reason="she asked")
