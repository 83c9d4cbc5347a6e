"""The ledger's screen."""

import re

import pytest
from django.db import connection
from django.test import Client

from khronika.desk.accounts import change
from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Role
from khronika.desk.claims import second
from khronika.desk.claims.clear import Target, clear
from khronika.desk.claims.judge import judge
from khronika.desk.claims.models import Record
from khronika.desk.claims.undo import undo
from khronika.desk.ledger.append import head
from khronika.vocabulary.kind import Level
from tests.workspace.laid import record_of


def test_the_ledger_lists_deeds_without_what_they_say(desk, decided):
    page = desk.get("/admin/ledger/").content.decode()
    assert "decision.ruling" in page
    assert "Vera" in page
    assert "Anna Sample" not in page


def test_an_untouched_chain_is_unbroken(desk, decided):
    assert "Unbroken." in desk.post("/admin/ledger/").content.decode()


def test_a_tampered_chain_is_named(desk, decided):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_no_update")
        cursor.execute("UPDATE ledger_entry SET deed = 'other' WHERE number = 1")
    page = desk.post("/admin/ledger/").content.decode()
    assert "The chain is broken." in page
    assert "Entry 1 was altered" in page


def test_the_verdict_names_the_head(desk, decided):
    number, digest = head()
    page = desk.post("/admin/ledger/").content.decode()
    assert digest in page and f"entry {number} with the digest" in page


@pytest.fixture
def told(desk, decided, vera, pavel):
    """A ledger with a ruling, a clearance and a mark by two people."""
    record = record_of(decided)
    clear(pavel, [Target("record", record)], Level.TEAM, reason="Ганна была згодна")
    second.mark(vera, record, reason="her relatives")
    return record


def numbers(page) -> list[int]:
    return [row.number for row in page.context["rows"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("deed=decision.clearance", [2]),
        ("q=ГАННА", [2]),
        ("q=relat", [3]),
        ("q=.", []),
        ("since=2030-01-01", []),
        ("until=2030-01-01", [3, 2, 1]),
        ("until=2001-01-01", []),
        ("record=nothing", []),
    ],
)
def test_the_list_is_narrowed_down(desk, told, asked, found):
    assert numbers(desk.get(f"/admin/ledger/?{asked}")) == found


def test_by_person_and_by_record(desk, told, pavel):
    assert numbers(desk.get(f"/admin/ledger/?by={pavel.pk}")) == [2]
    assert numbers(desk.get(f"/admin/ledger/?record={told}")) == [3, 2, 1]
    assert numbers(desk.get(f"/admin/ledger/?record={told}&deed=decision.mark")) == [3]


def test_a_day_that_is_none_is_told_and_left_out(desk, told):
    page = desk.get("/admin/ledger/?since=yesterday")
    assert "Expected a day" in page.content.decode() and numbers(page) == [3, 2, 1]


def test_a_page_keeps_the_filter_and_odd_pages_lead_somewhere(desk, told):
    assert numbers(desk.get("/admin/ledger/?page=999&deed=decision.mark")) == [3]
    assert numbers(desk.get("/admin/ledger/?by=x&page=x")) == [3, 2, 1]


def test_an_entry_opens_with_what_it_did_in_words_and_links(desk, told, vera, pavel):
    ruling = desk.get("/admin/ledger/1/").content.decode()
    assert "accepted: Name" in ruling and f'href="/admin/records/{told}/"' in ruling and "/review/" in ruling
    assert "matches its digest" in ruling
    clearance = desk.get("/admin/ledger/2/").content.decode()
    assert "Ганна была згодна" in clearance and "Anna Sample" in clearance and "pavel" in clearance
    assert "Anna Sample" in desk.get("/admin/ledger/3/").content.decode()
    assert desk.get("/admin/ledger/4/").status_code == 404


def test_every_kind_of_entry_opens(desk, told, vera, pavel):
    pair = told, Record.objects.create(kind="Person").id
    clear_waits(vera, told)
    second.alone(pavel, head()[0], reason="danger")
    prepared = head()[0] - 1
    second.review(vera, prepared, reason="seen")
    clear_waits(vera, told)
    second.refuse(pavel, head()[0], reason="no")
    made = change.add(vera, "nina", [Role.EDITOR], "a long password")
    change.freeze(vera, made, reason="left")
    undo(vera, judge(vera, *pair, verdict="unsure").decision, reason="typo")
    for number in range(1, head()[0] + 1):
        page = desk.get(f"/admin/ledger/{number}/")
        assert page.status_code == 200
        assert "matches its digest" in page.content.decode()
        assert not re.search(r"Entry \d+: (?:decision|account)\.", page.content.decode())


def clear_waits(by, record):
    with pytest.raises(second.ClaimsError, match="second person"):
        clear(by, [Target("record", record)], Level.PUBLIC, reason="she agreed")


def test_who_may_not_look_at_records_reads_no_names_in_an_entry(told):
    client = Client()
    client.force_login(User.objects.create(username="adam", held="administrator"))
    for number in (1, 2, 3):
        page = client.get(f"/admin/ledger/{number}/")
        assert page.status_code == 200 and "Anna Sample" not in page.content.decode()


def test_what_was_altered_beside_the_chain_is_told(desk, told):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_decision SET payload = payload || ' ' WHERE entry_id = 2")
    assert "it was altered" in desk.get("/admin/ledger/2/").content.decode()
