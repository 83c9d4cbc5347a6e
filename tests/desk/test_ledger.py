"""The chain of what was decided."""

from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from khronika.desk.ledger import triggers
from khronika.desk.ledger.append import append, head
from khronika.desk.ledger.errors import LedgerError, Unguarded
from khronika.desk.ledger.models import Entry
from khronika.desk.ledger.verify import breaks

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    for number in range(6):
        append("note", {"number": number})


def tamper(statement: str) -> None:
    """Change the ledger as somebody would who holds the database file and its key."""
    with connection.cursor() as cursor:
        for name in ("ledger_no_update", "ledger_no_delete"):
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement)


def test_an_untouched_chain_has_no_break(chain):
    assert list(breaks()) == []
    assert head()[0] == 6


def test_an_altered_entry_is_named(chain):
    tamper("UPDATE ledger_entry SET deed = 'other' WHERE number = 3")
    assert [each.number for each in breaks()] == [3]
    assert "altered" in next(breaks()).what


def test_an_entry_altered_with_its_digest_shows_at_the_next_one(chain):
    tamper("UPDATE ledger_entry SET digest = hex(randomblob(32)) WHERE number = 3")
    assert 4 in [each.number for each in breaks()]


def test_a_removed_entry_is_named(chain):
    tamper("DELETE FROM ledger_entry WHERE number = 4")
    assert "what lay between was removed" in next(breaks()).what


def test_reordered_entries_are_found(chain):
    tamper("UPDATE ledger_entry SET number = number + 100 WHERE number IN (2, 3)")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entry SET number = CASE number WHEN 102 THEN 3 ELSE 2 END WHERE number > 100")
    assert {each.number for each in breaks()} >= {2, 3}


def test_a_removed_end_shows_against_a_signed_edition(chain):
    digest = Entry.objects.get(number=5).digest
    tamper("DELETE FROM ledger_entry WHERE number >= 5")
    assert "its end was removed" in next(breaks((5, digest))).what


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET deed = 'x' WHERE number = 1",
        "DELETE FROM ledger_entry WHERE number = 1",
        "INSERT OR REPLACE INTO ledger_entry SELECT number, at, 'x', payload_digest, previous, digest FROM ledger_entry WHERE number = 1",
    ],
)
def test_the_database_refuses_to_change_the_ledger(chain, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(breaks()) == []


def test_starting_refuses_a_database_without_its_guards():
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_no_update")
    assert triggers.missing() == ["ledger_no_update"]
    with pytest.raises(Unguarded, match=r"ledger_no_update.*khronika doctor --mend"):
        triggers.demand()
    triggers.install()
    triggers.demand()


def test_an_entry_outside_a_transaction_is_refused(monkeypatch):
    monkeypatch.setattr("khronika.desk.ledger.append.connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(LedgerError, match="transaction"):
        append("note", {})
