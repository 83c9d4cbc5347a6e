"""Accounts: what each role may do, and how accounts are added, changed, frozen and given back."""

import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth
from django.test import Client
from django.utils import timezone

from khronika.desk.accounts import change, factor
from khronika.desk.accounts.errors import AccountsError, NotAllowed
from khronika.desk.accounts.models import Change, User
from khronika.desk.accounts.roles import MAY, Deed, Role, demand, may
from khronika.desk.claims.clear import Target, clear
from khronika.desk.claims.decide import RIGHTS, Answer, decide
from khronika.desk.claims.judge import judge
from khronika.desk.claims.models import Claim, Decision, Proposal
from khronika.desk.claims.undo import undo
from khronika.desk.ledger.models import Entry
from khronika.desk.ledger.verify import breaks
from khronika.press.press import press
from khronika.vocabulary.kind import Level
from tests.desk.making import ANNA, accept, kept, lay, named, record

SAFETY = Path(__file__).parents[2] / "docs" / "explanation" / "safety.md"


def member(name: str, *held: Role) -> User:
    """An account with these roles."""
    return User.objects.create(username=name, first_name=name.title(), held=" ".join(held))


@pytest.fixture(autouse=True)
def still(monkeypatch):
    """The phone's clock stands still."""
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: 1_800_000_000.0))


@pytest.fixture
def vera(db) -> User:
    return member("vera", Role.RESEARCHER)


@pytest.fixture
def adam(db) -> User:
    return member("adam", Role.ADMINISTRATOR)


def test_the_table_of_roles_is_the_one_in_the_documentation():
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\| ((?:`\w+`[, ]*)+)\|$", SAFETY.read_text(encoding="utf-8"), re.MULTILINE)
    printed = {role: set(re.findall(r"`(\w+)`", deeds)) for role, deeds in rows}
    assert printed == {role.value: {deed.value for deed in deeds} for role, deeds in MAY.items()}


def test_a_researcher_is_told_who_may_decide(vera):
    with pytest.raises(NotAllowed) as refused:
        demand(vera, Deed.DECIDE)
    assert str(refused.value) == "Expected a reviewer for a decision; Vera is a researcher. Ask an administrator."


def test_somebody_with_two_roles_is_told_both():
    pavel = User(username="pavel", held="editor researcher")
    with pytest.raises(NotAllowed, match="pavel is a researcher and an editor"):
        demand(pavel, Deed.PRESS)


def test_a_superuser_has_all_roles_and_a_frozen_one_none():
    assert all(may(User(username="x", is_superuser=True), deed) for deed in Deed)
    assert not any(may(User(username="x", is_superuser=True, is_active=False), deed) for deed in Deed)


def test_an_administrator_is_none_of_the_others():
    assert not MAY[Role.ADMINISTRATOR] & {Deed.LOOK, Deed.DECIDE, Deed.CLEAR, Deed.PRESS}


def test_every_kind_of_decision_asks_for_a_right():
    own = {
        Decision.Deed.MARK,
        Decision.Deed.UNMARK,
        Decision.Deed.PREPARATION,
        Decision.Deed.REFUSAL,
        Decision.Deed.REVIEW,
        Decision.Deed.ALARM,
    }
    assert set(Decision.Deed) == set(RIGHTS) | own


def test_a_researcher_cannot_decide_and_nothing_is_written(vera):
    proposals = lay(kept(), named(ANNA))
    with pytest.raises(NotAllowed):
        decide(vera, [Answer(proposals[0].id, meant="new")])
    assert not Claim.objects.exists() and not Decision.objects.exists()
    assert Proposal.objects.get().state == "pending"


def test_a_reviewer_decides_and_cannot_clear_or_judge(db):
    reviewer = member("pavel", Role.REVIEWER)
    anna, other = record(kept(), ANNA), record(kept(), ("Person", "Anna Simple"))
    decision = accept(lay(kept(), named(ANNA)), {ANNA: anna}, by=reviewer)
    with pytest.raises(NotAllowed, match="Expected an editor for a clearance"):
        clear(reviewer, [Target("record", anna)], Level.PUBLIC, reason="x")
    with pytest.raises(NotAllowed, match="Expected an editor to judge"):
        judge(reviewer, anna, other, verdict="same")
    assert undo(reviewer, decision).deed == "undo"


def test_an_editor_cannot_undo_a_ruling_nor_a_reviewer_a_judgement(db):
    editor, reviewer = member("olha", Role.EDITOR), member("pavel", Role.REVIEWER)
    anna, other = record(kept(), ANNA), record(kept(), ("Person", "Anna Simple"))
    ruling = accept(lay(kept(), named(ANNA)), {ANNA: anna})
    judgement = judge(editor, anna, other, verdict="different")
    with pytest.raises(NotAllowed):
        undo(editor, ruling)
    with pytest.raises(NotAllowed):
        undo(reviewer, judgement.decision)
    assert not Decision.objects.filter(deed="undo").exists()


def test_who_is_no_publisher_cannot_press(db):
    with pytest.raises(NotAllowed, match="Expected a publisher to press an edition"):
        press(None, by=member("olha", Role.EDITOR))


def test_a_new_account_has_its_roles_and_an_entry_in_the_ledger(adam):
    made = change.add(adam, "nina", [Role.REVIEWER], "a long password", called="Nina")
    assert made.roles == {Role.REVIEWER} and made.check_password("a long password")
    assert Entry.objects.latest("number").deed == "account.added"
    assert list(breaks()) == []


@pytest.mark.parametrize(
    ("name", "held", "password"),
    [
        ("adam", [Role.EDITOR], "a long password"),
        ("Ada m", [Role.EDITOR], "a long password"),
        ("nina", [], "a long password"),
        ("nina", [Role.EDITOR], "short"),
        ("ADAM", [Role.EDITOR], "a long password"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_a_sentence(adam, name, held, password):
    with pytest.raises(AccountsError):
        change.add(adam, name, held, password)
    assert User.objects.count() == 1 and not Entry.objects.exists()


def test_only_an_administrator_adds_and_assigns(vera, adam):
    with pytest.raises(NotAllowed):
        change.add(vera, "nina", [Role.EDITOR], "a long password")
    with pytest.raises(NotAllowed):
        change.assign(vera, vera, [Role.PUBLISHER], reason="I would like to")


def test_roles_are_set_with_a_reason(vera, adam):
    with pytest.raises(AccountsError, match="Expected a reason"):
        change.assign(adam, vera, [Role.REVIEWER], reason=" ")
    change.assign(adam, vera, [Role.REVIEWER, Role.RESEARCHER], reason="she has learned it")
    vera.refresh_from_db()
    assert vera.held == "researcher reviewer"


def test_the_last_administrator_stays(adam, vera):
    with pytest.raises(AccountsError, match="only administrator"):
        change.assign(adam, adam, [Role.EDITOR], reason="enough")
    change.add(adam, "eve", [Role.ADMINISTRATOR], "a long password")
    change.assign(adam, adam, [Role.EDITOR], reason="enough")


def test_two_colleagues_freeze_an_account_and_its_sessions_end_for_good(db, adam):
    eve = User.objects.create_user("eve", password="a long password", held="editor")
    browser = Client()
    browser.force_login(eve)
    assert browser.get("/admin/").status_code == 200
    first, second = member("vera", Role.RESEARCHER), member("pavel", Role.REVIEWER)
    assert change.freeze(first, eve, reason="her laptop was taken").deed == Change.Deed.ALARM
    assert User.objects.get(pk=eve.pk).is_active
    with pytest.raises(AccountsError, match="A second colleague"):
        change.freeze(first, eve, reason="again")
    assert change.freeze(second, eve, reason="I saw it too").deed == Change.Deed.FROZEN
    assert browser.get("/admin/").status_code == 302
    change.thaw(adam, eve, reason="she is back")
    assert browser.get("/admin/").status_code == 302
    assert list(breaks()) == []


def test_a_call_of_yesterday_counts_no_more(vera, adam):
    eve, pavel = member("eve", Role.EDITOR), member("pavel", Role.REVIEWER)
    made = change.freeze(vera, eve, reason="odd decisions")
    Change.objects.filter(pk=made.pk).update(at=timezone.now() - timedelta(days=2))
    assert change.freeze(pavel, eve, reason="odd decisions").deed == Change.Deed.ALARM


def test_an_administrator_freezes_alone_and_nobody_oneself_or_the_last(adam, vera):
    assert change.freeze(adam, vera, reason="left").deed == Change.Deed.FROZEN
    with pytest.raises(AccountsError, match="your own"):
        change.freeze(adam, adam, reason="x")
    pavel, nina = member("pavel", Role.EDITOR), member("nina", Role.EDITOR)
    for each in (pavel, nina):
        with pytest.raises(AccountsError, match="only administrator"):
            change.freeze(each, adam, reason="x")


def test_a_frozen_account_may_do_nothing(vera, adam):
    change.freeze(adam, vera, reason="left")
    vera.refresh_from_db()
    with pytest.raises(NotAllowed, match="Vera is frozen"):
        demand(vera, Deed.LOOK)


def test_a_factor_is_taken_on_verified_once_and_reset_by_another(db, adam):
    eve, shared = member("eve", Role.EDITOR), factor.secret()
    with pytest.raises(AccountsError, match="does not fit"):
        factor.enrol(eve, shared, "000 000 0")
    codes = factor.enrol(eve, shared, now(shared))
    assert len(codes) == 10 and factor.held(eve)
    assert factor.verify(eve, codes[3]) == "recovery_codes"
    assert factor.verify(eve, codes[3]) is None
    assert factor.left(eve) == 9
    with pytest.raises(NotAllowed):
        factor.reset(eve, eve, reason="x")
    with pytest.raises(AccountsError, match="Expected a reason"):
        factor.reset(adam, eve, reason="")
    factor.reset(adam, eve, reason="the phone is lost")
    assert not factor.held(eve)
    assert Entry.objects.latest("number").deed == "account.reset"


def test_a_time_code_opens_once(db):
    eve, shared = member("eve", Role.EDITOR), factor.secret()
    factor.enrol(eve, shared, now(shared))
    code = now(shared)
    assert factor.verify(eve, f"{code[:3]} {code[3:]}") == "totp"
    assert factor.verify(eve, code) is None


def test_the_picture_is_drawn_here_and_names_no_other_place():
    drawn = factor.picture("otpauth://totp/Khronika:vera?secret=ABC&issuer=Khronika")
    assert drawn.startswith("<svg") and "<path" in drawn
    assert set(re.findall(r"https?://[\w.]+", drawn)) <= {"http://www.w3.org"}


def now(shared: str) -> str:
    """The code that a phone would show."""
    return auth.format_hotp_value(auth.hotp_value(shared, next(auth.yield_hotp_counters_from_time())))
