"""Who may open and do what on the screens; the team's screen, the second person's, and forms that were stale."""

import pytest
from django.test import Client

from khronika.desk.accounts.models import Change, User
from khronika.desk.accounts.roles import MAY, Deed, Role
from khronika.desk.claims import second
from khronika.desk.claims.models import Claim, Clearance, Prepared, Proposal
from khronika.workspace.screens import screens
from khronika.workspace.team.routes import ACTS, LOOKS, OPEN, asked
from tests.workspace.laid import record_of


def as_(*held: str, name: str = "") -> Client:
    """A browser in which somebody with these roles is logged in."""
    user = User.objects.create(
        username=name or "-".join(held), first_name=(name or held[0]).title(), held=" ".join(held)
    )
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def anna(decided, vera) -> str:
    """A record at risk."""
    record = record_of(decided)
    second.mark(vera, record, reason="her relatives are at home")
    return record


def test_every_screen_declares_what_it_asks_for():
    assert {each.name for each in screens} <= LOOKS.keys()


def test_nothing_is_declared_that_is_no_screen():
    names = {each.name for each in screens} | {"wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_dismissibles"}
    assert LOOKS.keys() | ACTS.keys() <= names
    assert not OPEN & LOOKS.keys()


def test_a_screen_that_is_not_declared_opens_only_for_all_roles(db, desk):
    assert asked("wagtailadmin_reports:site_history", act=False) is None
    assert as_("editor").get("/admin/reports/site-history/").status_code == 403
    assert desk.get("/admin/reports/site-history/").status_code != 403


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_exactly_what_the_table_says(role, decided):
    client, source, record = as_(role), decided.source.id, record_of(decided)
    addresses = {
        "/admin/": Deed.ENTER,
        "/admin/team/": Deed.ENTER,
        "/admin/ledger/": Deed.CHAIN,
        "/admin/sources/": Deed.LOOK,
        f"/admin/sources/{source}/review/": Deed.LOOK,
        "/admin/sources/add/": Deed.CAPTURE,
        "/admin/records/": Deed.LOOK,
        f"/admin/records/{record}/": Deed.LOOK,
        "/admin/second/": Deed.LOOK,
        "/admin/team/add/": Deed.ACCOUNTS,
    }
    for address, deed in addresses.items():
        assert client.get(address).status_code == (200 if deed in MAY[role] else 403), address


@pytest.mark.parametrize(
    ("path", "sent", "role", "sentence"),
    [
        (
            "sources/{source}/review/rule/",
            {"answers": "{penalty}:"},
            "researcher",
            "Expected a reviewer for a decision; Researcher is a researcher.",
        ),
        ("sources/{source}/review/undo/", {"decision": "1"}, "researcher", "to take a decision back"),
        (
            "records/{record}/clear/",
            {"level": "public", "reason": "x"},
            "reviewer",
            "Expected an editor for a clearance",
        ),
        ("records/{record}/judge/", {"other": "x", "verdict": "same"}, "reviewer", "Expected an editor to judge"),
        ("records/{record}/risk/", {"risk": "on", "reason": "x"}, "publisher", "to mark a record at risk"),
        ("press/", {}, "editor", "Expected a publisher to press an edition"),
        ("team/add/", {"username": "x"}, "editor", "Expected an administrator to change accounts"),
    ],
)
def test_a_deed_without_its_role_is_refused_in_a_sentence_and_does_nothing(path, sent, role, sentence, decided):
    before = Claim.objects.count(), Clearance.objects.count(), User.objects.count()
    filled = path.format(source=decided.source.id, record=record_of(decided))
    client = as_(role)
    answer = client.post(f"/admin/{filled}", sent)
    assert answer.status_code == 403
    assert sentence in answer.content.decode().replace("&#x27;", "'")
    assert (Claim.objects.count(), Clearance.objects.count(), User.objects.count()) == (
        before[0],
        before[1],
        before[2] + 1,
    )


def test_screens_hide_what_one_may_not(laid, decided):
    record = record_of(decided)
    researcher = as_("researcher")
    review = researcher.get(f"/admin/sources/{laid.source.id}/review/").content.decode()
    assert "/review/rule/" not in review and "/clear/" not in review and "/review/undo/" not in review
    page = researcher.get(f"/admin/records/{record}/").content.decode()
    assert "/clear/" not in page and "/judge/" not in page and "/risk/" not in page
    editor = as_("editor").get(f"/admin/records/{record}/").content.decode()
    assert "/clear/" in editor and "/risk/" in editor
    assert 'href="/admin/team/add/"' not in researcher.get("/admin/team/").content.decode()


def test_the_sidebar_has_only_the_rooms_of_the_roles(db):
    page = as_("administrator").get("/admin/team/").content.decode()
    assert '"Ledger"' in page and '"Sources"' not in page and '"Press"' not in page


def test_an_administrator_sees_no_source_on_the_first_page(laid):
    assert "Court in Sampletown" not in as_("administrator").get("/admin/").content.decode()
    assert "Court in Sampletown" in as_("researcher").get("/admin/").content.decode()


def test_accounts_are_not_changed_past_the_ledger(desk):
    for address in ("/admin/users/", "/admin/users/new/"):
        assert desk.get(address).headers["Location"] == "/admin/team/"


def test_somebody_is_added_with_a_password_shown_once(db):
    client = as_("administrator")
    bad = client.post("/admin/team/add/", {"username": "ni na", "called": "Nina", "role": "editor"})
    assert bad.status_code == 422
    assert 'value="ni na"' in bad.content.decode() and 'value="Nina"' in bad.content.decode()
    assert bad.context["roles"][2].held
    page = client.post("/admin/team/add/", {"username": "nina", "called": "Nina", "role": ["editor", "reviewer"]})
    made = User.objects.get(username="nina")
    assert made.held == "reviewer editor" and made.check_password(page.context["password"])


def test_an_account_is_frozen_and_thawed_on_its_page_and_a_forgotten_reason_loses_nothing(db, vera):
    client = as_("administrator")
    address = f"/admin/team/{as_('editor').user.pk}/"
    bad = client.post(f"{address}roles/", {"role": ["publisher"], "reason": " "})
    assert bad.status_code == 422 and [each.key for each in bad.context["roles"] if each.held] == ["publisher"]
    assert client.post(f"{address}freeze/", {"reason": "left"}).status_code == 302
    assert "frozen" in client.get(address).content.decode()
    client.post(f"{address}thaw/", {"reason": "back"})
    assert list(Change.objects.order_by("pk").values_list("deed", flat=True)) == ["frozen", "thawed"]


def test_two_colleagues_freeze_an_account_on_its_page(db):
    eve = as_("editor", name="eve")
    first, other = as_("researcher"), as_("reviewer")
    first.post(f"/admin/team/{eve.user.pk}/freeze/", {"reason": "her laptop was taken"})
    assert "her laptop was taken" in other.get(f"/admin/team/{eve.user.pk}/").content.decode()
    other.post(f"/admin/team/{eve.user.pk}/freeze/", {"reason": "I saw it"})
    assert eve.get("/admin/").status_code == 302


def test_last_logins_are_seen_by_oneself_and_administrators(db):
    vera, pavel = as_("researcher", name="vera"), as_("reviewer", name="pavel")
    assert "Last logins" in vera.get(f"/admin/team/{vera.user.pk}/").content.decode()
    assert "Last logins" not in pavel.get(f"/admin/team/{vera.user.pk}/").content.decode()
    assert "Last logins" in as_("administrator").get(f"/admin/team/{vera.user.pk}/").content.decode()


def test_a_clearance_at_risk_is_prepared_by_one_and_confirmed_by_another(anna):
    olha, pavel = as_("editor", name="olha"), as_("editor", name="pavel")
    said = olha.post(f"/admin/records/{anna}/clear/", {"level": "public", "reason": "she agreed"}, follow=True)
    assert "a second person must confirm" in said.content.decode()
    assert not Clearance.objects.exists()
    number = Prepared.objects.get().pk
    page = pavel.get("/admin/second/").content.decode()
    assert "she agreed" in page and "Olha" in page and "Anna Sample" in page
    assert olha.get("/admin/second/").context["waiting"][0].may_confirm is False
    assert "1 decision on a record at risk waits" in pavel.get("/admin/").content.decode()
    assert olha.post(f"/admin/second/{number}/", {"answer": "confirm"}).status_code == 422
    assert not Clearance.objects.exists()
    assert pavel.post(f"/admin/second/{number}/", {"answer": "confirm"}).status_code == 302
    assert Clearance.objects.get().level == "public"


def test_a_refusal_without_a_reason_is_told_and_keeps_what_was_typed(anna):
    olha, pavel = as_("editor", name="olha"), as_("editor", name="pavel")
    olha.post(f"/admin/records/{anna}/clear/", {"level": "public", "reason": "she agreed"})
    number = Prepared.objects.get().pk
    assert pavel.post(f"/admin/second/{number}/", {"answer": "refuse"}).status_code == 422
    odd = pavel.post(f"/admin/second/{number}/", {"answer": "shrug", "reason": "I typed this"})
    assert odd.status_code == 422 and "I typed this" in odd.content.decode()
    pavel.post(f"/admin/second/{number}/", {"answer": "refuse", "reason": "she did not"})
    assert Prepared.objects.get().state == "refused"


def test_what_was_done_alone_is_on_everybodys_first_page_until_reviewed(anna):
    olha, puba = as_("editor", name="olha"), as_("publisher", name="puba")
    olha.post(f"/admin/records/{anna}/clear/", {"level": "public", "reason": "she agreed"})
    number = Prepared.objects.get().pk
    puba.post(f"/admin/second/{number}/", {"answer": "alone", "reason": "the court sits now"})
    everybody = [as_(role, name=f"some-{role}") for role in Role]
    for each in everybody:
        page = each.get("/admin/").content.decode()
        assert "Done by one person" in page and "the court sits now" in page
    olha.post(f"/admin/second/{number}/", {"answer": "review", "reason": "it was right"})
    for each in everybody:
        assert "Done by one person" not in each.get("/admin/").content.decode()


def test_two_who_decide_the_same_proposal_the_second_is_told(laid):
    first, other = as_("reviewer", name="rita"), as_("reviewer", name="roman")
    sent = {"answers": f"{laid.anna}:new"}
    first.post(f"/admin/sources/{laid.source.id}/review/rule/", sent)
    told = other.post(f"/admin/sources/{laid.source.id}/review/rule/", sent, follow=True)
    assert "decided meanwhile" in told.content.decode()
    assert Proposal.objects.get(id=laid.anna).rulings.count() == 1


def test_two_who_clear_the_same_record_the_second_is_told_and_loses_nothing(decided):
    record = record_of(decided)
    olha, pavel = as_("editor", name="olha"), as_("editor", name="pavel")
    seen = olha.get(f"/admin/records/{record}/").context["seen"]
    pavel.post(f"/admin/records/{record}/clear/", {"level": "restricted", "reason": "she was threatened", "seen": seen})
    sent = {"level": "public", "reason": "her long letter", "claims": "on", "seen": seen}
    stale = olha.post(f"/admin/records/{record}/clear/", sent)
    page = stale.content.decode()
    assert stale.status_code == 422
    assert "Pavel decided on this" in page and "she was threatened" in page
    assert 'value="her long letter"' in page and '<option value="public" selected' in page
    assert Clearance.objects.latest("pk").level == "restricted"
    again = olha.post(f"/admin/records/{record}/clear/", {**sent, "seen": stale.context["seen"]})
    assert again.status_code == 302 and Clearance.objects.filter(record=record).latest("pk").level == "public"


def test_two_who_clear_the_same_source_the_second_is_told_and_loses_nothing(decided):
    address = f"/admin/sources/{decided.source.id}/clear/"
    olha, pavel = as_("editor", name="olha"), as_("editor", name="pavel")
    seen = olha.get(address).context["seen"]
    pavel.post(address, {"level": "team", "reason": "not yet", "seen": seen})
    stale = olha.post(address, {"level": "public", "reason": "her long letter", "whole": "on", "seen": seen})
    assert stale.status_code == 422
    assert "Pavel decided on this" in stale.content.decode() and 'value="her long letter"' in stale.content.decode()


def test_a_number_that_is_none_is_as_none(decided):
    record = record_of(decided)
    for odd in ("x", "-1", "9" * 40, "²"):
        sent = {"level": "team", "reason": "x", "seen": odd}
        assert as_("editor", name=f"e{odd[:3]}").post(f"/admin/records/{record}/clear/", sent).status_code == 302
