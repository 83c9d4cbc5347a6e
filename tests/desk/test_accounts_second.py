"""Two people for a record at risk: nothing prepared has any effect before it is confirmed."""

import pytest

from khronika.desk.accounts.errors import NotAllowed
from khronika.desk.accounts.models import User
from khronika.desk.claims import guard, second
from khronika.desk.claims.clear import Target, clear
from khronika.desk.claims.errors import AlreadyDecided, ClaimsError, Meanwhile, NotUndoable, Waits
from khronika.desk.claims.judge import judge, same
from khronika.desk.claims.models import Claim, Clearance, Decision, Prepared
from khronika.desk.claims.tables import table
from khronika.desk.claims.undo import undo
from khronika.desk.ledger.append import head
from khronika.desk.ledger.verify import breaks
from khronika.vocabulary.kind import Level
from tests.desk.making import ANNA, HOUSE, Said, accept, account, kept, lay, named, record


def member(name: str, held: str) -> User:
    return User.objects.create(username=name, first_name=name.title(), held=held)


@pytest.fixture
def olha(db) -> User:
    return member("olha", "editor")


@pytest.fixture
def pavel(db) -> User:
    return member("pavel", "editor")


@pytest.fixture
def puba(db) -> User:
    return member("puba", "publisher")


@pytest.fixture
def anna(db) -> str:
    """A record at risk."""
    made = record(kept(), ANNA)
    second.mark(account(), made, reason="her relatives are at home")
    return made


def out(by: User, *targets: Target, level: Level = Level.PUBLIC) -> int:
    """Clear, which must wait; the number of what was prepared."""
    with pytest.raises(Waits, match="a second person must confirm") as waits:
        clear(by, targets, level, reason="she agreed")
    return waits.value.number


def test_a_mark_needs_a_reason_and_a_right_and_holds_once(anna, olha):
    with pytest.raises(ClaimsError, match="already"):
        second.mark(olha, anna, reason="again")
    with pytest.raises(ClaimsError, match="Expected a reason"):
        second.mark(olha, record(kept(), HOUSE), reason=" ")
    with pytest.raises(NotAllowed, match="to mark a record at risk"):
        second.mark(member("rita", "researcher"), record(kept(), HOUSE), reason="x")


def test_a_clearance_of_a_record_at_risk_waits_and_then_holds(anna, olha, pavel):
    number = out(olha, Target("record", anna))
    assert not Clearance.objects.exists()
    effect = second.confirm(pavel, number)
    assert (effect.by, effect.deed) == (pavel, "clearance")
    assert Clearance.objects.get().level == "public"
    assert Prepared.objects.get().state == "confirmed"
    assert list(breaks()) == []


def test_its_claims_and_claims_that_speak_of_it_wait_too(olha, db):
    version = kept()
    accept(lay(version, named(ANNA), named(HOUSE), Said("Membership", ANNA, {"organization": HOUSE})))
    house = Claim.objects.get(kind="Membership")
    organization = table("Membership").objects.get(claim=house).organization_id
    second.mark(account(), organization, reason="it hides people")
    out(olha, Target("claim", house.id))
    assert not Clearance.objects.exists()


def test_the_way_inward_needs_nobody_else(anna, olha):
    assert clear(olha, [Target("record", anna)], Level.RESTRICTED, reason="danger").deed == "clearance"
    assert out(olha, Target("record", anna), level=Level.PARTNERS)


def test_who_prepared_cannot_confirm_and_who_has_no_right_neither(anna, olha, puba):
    number = out(olha, Target("record", anna))
    with pytest.raises(ClaimsError, match="somebody else must confirm"):
        second.confirm(olha, number)
    for each in (puba, member("rita", "reviewer")):
        with pytest.raises(NotAllowed):
            second.confirm(each, number)
    assert not Clearance.objects.exists()


def test_what_was_refused_can_never_be_confirmed(anna, olha, pavel):
    number = out(olha, Target("record", anna))
    second.refuse(pavel, number, reason="she did not agree")
    with pytest.raises(AlreadyDecided, match="Pavel"):
        second.confirm(pavel, number)
    assert not Clearance.objects.exists()


def test_nothing_is_confirmed_twice(anna, olha, pavel):
    number = out(olha, Target("record", anna))
    second.confirm(pavel, number)
    with pytest.raises(AlreadyDecided):
        second.confirm(pavel, number)
    assert Clearance.objects.count() == 1


def test_what_was_decided_otherwise_since_is_not_confirmed_over(anna, olha, pavel):
    number = out(olha, Target("record", anna))
    clear(pavel, [Target("record", anna)], Level.RESTRICTED, reason="she was threatened")
    with pytest.raises(Meanwhile, match="she was threatened"):
        second.confirm(pavel, number)
    assert Clearance.objects.latest("pk").level == "restricted"


def test_judging_it_the_same_waits_and_different_does_not(anna, olha, pavel):
    other = record(kept(), ("Person", "Anna Simple"))
    assert judge(olha, anna, other, verdict="different").verdict == "different"
    with pytest.raises(Waits) as waits:
        judge(olha, anna, other, verdict="same", reason="one person")
    assert same() == {}
    second.confirm(pavel, waits.value.number)
    assert len(same()) == 1 and guard.at_risk() == {anna, other}


def test_taking_back_cannot_make_a_record_at_risk_one_with_another(anna, olha, pavel):
    other = record(kept(), ("Person", "Anna Simple"))
    with pytest.raises(Waits) as waits:
        judge(olha, anna, other, verdict="same", reason="one person")
    second.confirm(pavel, waits.value.number)
    apart = judge(olha, anna, other, verdict="different", reason="two")
    with pytest.raises(NotUndoable, match="a second person confirms it"):
        undo(olha, apart.decision)


def test_the_mark_itself_is_taken_away_by_two(anna, olha, pavel):
    with pytest.raises(Waits) as waits:
        second.unmark(olha, anna, reason="she is safe abroad")
    assert guard.at_risk() == {anna}
    second.confirm(pavel, waits.value.number)
    assert guard.at_risk() == set()
    assert clear(olha, [Target("record", anna)], Level.PUBLIC, reason="she agreed").deed == "clearance"


def test_in_danger_a_publisher_acts_alone_and_is_reviewed_by_another(anna, olha, puba):
    number = out(olha, Target("record", anna))
    with pytest.raises(NotAllowed):
        second.alone(olha, number, reason="no time")
    with pytest.raises(ClaimsError, match="Expected a reason"):
        second.alone(puba, number, reason="")
    second.alone(puba, number, reason="she is before the court now")
    assert Clearance.objects.get().level == "public"
    assert Prepared.objects.get().state == "alone"
    with pytest.raises(NotAllowed):
        second.review(puba, number, reason="fine")
    second.review(olha, number, reason="it was right")
    assert Prepared.objects.get().state == "reviewed"
    with pytest.raises(AlreadyDecided):
        second.review(olha, number, reason="again")
    assert list(breaks()) == []


def test_a_publisher_may_prepare_and_then_act_alone_but_not_review(anna, db):
    both = member("both", "publisher editor")
    number = out(both, Target("record", anna))
    second.alone(both, number, reason="nobody answers")
    with pytest.raises(ClaimsError, match="somebody else must review"):
        second.review(both, number, reason="fine")


def test_what_is_not_at_risk_needs_one_person(anna, olha):
    house = record(kept(), HOUSE)
    assert clear(olha, [Target("record", house)], Level.PUBLIC, reason="public body").deed == "clearance"
    assert not Prepared.objects.exists()


def test_a_stale_clearance_is_told_by_whom_and_why(olha, pavel, db):
    house, seen = record(kept(), HOUSE), head()[0]
    clear(pavel, [Target("record", house)], Level.TEAM, reason="not yet")
    with pytest.raises(Meanwhile, match=r"Pavel decided on this: team, by decision .*not yet"):
        clear(olha, [Target("record", house)], Level.PUBLIC, reason="public body", seen=seen)
    assert Clearance.objects.count() == 1
    assert clear(olha, [Target("record", house)], Level.PUBLIC, reason="public body", seen=head()[0]).pk


def test_a_stale_judgement_is_told(olha, pavel, db):
    left, right, seen = record(kept(), ANNA), record(kept(), ("Person", "Anna Simple")), head()[0]
    judge(pavel, left, right, verdict="different", reason="two birthdays")
    with pytest.raises(Meanwhile, match="two birthdays"):
        judge(olha, right, left, verdict="same", seen=seen)
    assert Decision.objects.filter(deed="judgement").count() == 1
