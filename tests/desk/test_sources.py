"""Sources are kept whole, once, and unreadable without the home."""

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from khronika.desk.claims.models import Reading
from khronika.desk.claims.read import read, unread
from khronika.desk.ledger.models import Entry
from khronika.desk.sources.capture import keep
from khronika.desk.sources.models import Capture, Source, TextVersion
from khronika.desk.sqlcipher.base import Database
from khronika.vault import text
from khronika.vault.errors import Altered
from khronika.vault.intake import Taken
from khronika.vault.store import Vault

WORDS = "Anna Sample was sentenced to four years in prison in Sampletown."


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault", bytes(32))


def taken(
    words: str = WORDS, *, data: bytes | None = None, failure: str | None = None, place: str = "news.txt"
) -> Taken:
    """A document as the intake hands it over."""
    kept = words.encode() if data is None else data
    version = text.TextVersion(
        words, (text.PageSpan(1, 0, len(words)),), None, None, None, "plain 1", text.Outcome.READ, None
    )
    return Taken(
        origin=f"/in/{place}",
        data=kept,
        media_type="text/plain",
        sha256=hashlib.sha256(kept).hexdigest(),
        obtained_at=datetime(2026, 1, 2, tzinfo=UTC),
        text=None if failure else version,
        failure=failure,
        place=place,
    )


@pytest.mark.django_db
class TestKeeping:
    def test_what_is_kept_has_its_bytes_its_text_and_a_ledger_entry(self, vault):
        kept = keep(vault, taken(), by="Vera", about={"publisher": "The News"})
        capture = kept.capture
        assert vault.get(capture.object_name, bytes(capture.object_key)) == WORDS.encode()
        assert (capture.outcome, capture.obtained_by, capture.size) == ("kept", "Vera", len(WORDS))
        assert (capture.source.publisher, capture.source.title, capture.source.language) == ("The News", WORDS, "en")
        version = TextVersion.objects.get(capture=capture)
        assert (version.text, version.pages) == (WORDS, [[1, 0, len(WORDS)]])
        assert Entry.objects.get(number=capture.entry).deed == "capture"

    def test_the_same_bytes_again_are_one_source_and_nothing_is_written(self, vault):
        first = keep(vault, taken())
        again = keep(vault, taken(place="copy.txt"))
        assert (again.repeated, again.capture) == (True, first.capture)
        assert (Source.objects.count(), Capture.objects.count(), Entry.objects.count()) == (1, 1, 1)
        assert len(list(vault.names())) == 1

    def test_a_failed_capture_keeps_its_bytes_and_its_reason_and_has_no_text(self, vault):
        capture = keep(vault, taken(failure="The page is a log-in page.")).capture
        assert (capture.outcome, capture.problem) == ("failed", "The page is a log-in page.")
        assert vault.get(capture.object_name, bytes(capture.object_key)) == WORDS.encode()
        assert not TextVersion.objects.exists()
        assert list(unread()) == []

    def test_a_failure_without_bytes_is_kept_as_a_failure_too(self, vault):
        capture = keep(vault, taken(data=b"", failure="The file is gone.")).capture
        assert (capture.outcome, capture.object_name, capture.sha256) == ("failed", "", "")
        assert list(vault.names()) == []

    def test_bytes_that_failed_and_are_read_later_become_the_same_source(self, vault):
        failed = keep(vault, taken(failure="The sandbox ended it.")).capture
        kept = keep(vault, taken())
        assert kept.capture.source == failed.source
        assert (kept.repeated, kept.capture.outcome) == (False, "kept")
        assert bytes(kept.capture.object_key) == bytes(failed.object_key)
        assert keep(vault, taken()).repeated

    def test_bytes_that_a_dead_process_left_in_the_vault_are_kept_anew(self, vault):
        lost = vault.put(WORDS.encode())
        capture = keep(vault, taken()).capture
        assert bytes(capture.object_key) != lost.key
        assert vault.get(capture.object_name, bytes(capture.object_key)) == WORDS.encode()

    def test_a_database_that_fails_leaves_no_capture_and_the_next_attempt_succeeds(self, vault, monkeypatch):
        def dies(*_args, **_values):
            raise OSError("the power went out")

        monkeypatch.setattr("khronika.desk.sources.capture.append", dies)
        with pytest.raises(OSError, match="power"):
            keep(vault, taken())
        assert not Source.objects.exists()
        monkeypatch.undo()
        assert not keep(vault, taken()).repeated

    def test_an_altered_original_is_noticed_when_it_comes_again(self, vault, tmp_path):
        name = keep(vault, taken(failure="It could not be read.")).capture.object_name
        path = tmp_path / "vault" / name[:2] / name
        path.chmod(0o600)
        path.write_bytes(path.read_bytes()[:-1] + b"x")
        with pytest.raises(Altered):
            keep(vault, taken())

    @pytest.mark.parametrize("words", ["x" * 5000, "<script>alert(1)</script>", "\u202eevil", "{{7*7}}", "line\n" * 3])
    def test_any_title_is_shortened_at_most(self, vault, words):
        title = keep(vault, taken(words), about={"publisher": words}).capture.source.title
        assert title
        assert words.startswith(title)
        assert len(title) <= 300

    def test_a_text_is_read_once(self, vault):
        keep(vault, taken())
        (version,) = unread()
        read(version)
        assert list(unread()) == []
        assert Reading.objects.get().mentions.filter(name="Anna Sample").exists()


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A database file of its own, written with a key."""
    path, key = tmp_path / "desk.db", os.urandom(32)
    opened = Database.connect(str(path))
    opened.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    opened.execute("CREATE TABLE letters (words TEXT)")
    opened.execute("INSERT INTO letters VALUES (?)", ("canary " * 1000,))
    opened.commit()
    opened.close()
    return path


def test_a_sealed_database_is_no_plain_one_and_shows_no_word(sealed: Path) -> None:
    import sqlite3

    assert not sealed.read_bytes().startswith(b"SQLite format 3")
    assert b"canary" not in sealed.read_bytes()
    assert b"letters" not in sealed.read_bytes()
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        sqlite3.connect(sealed).execute("SELECT * FROM letters")


def test_a_sealed_database_does_not_open_with_another_key(sealed: Path) -> None:
    opened = Database.connect(str(sealed))
    opened.execute(f"PRAGMA key = \"x'{bytes(32).hex()}'\"")
    with pytest.raises(Database.DatabaseError):
        opened.execute("SELECT * FROM letters")
    opened.close()


@pytest.mark.django_db
def test_the_desk_works_on_an_encrypted_database_with_its_guards_on():
    with connection.cursor() as cursor:
        told = {}
        for pragma in ("cipher_version", "recursive_triggers", "foreign_keys", "temp_store"):
            cursor.execute(f"PRAGMA {pragma}")
            told[pragma] = cursor.fetchone()[0]
    assert told["cipher_version"]
    assert (told["recursive_triggers"], told["foreign_keys"], told["temp_store"]) == (1, 1, 2)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
