"""The ledger's screen."""

from django.db import connection


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
