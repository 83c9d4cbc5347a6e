"""Who told us is sealed to a key outside the home and stands nowhere else: not in a table, a text, the ledger, or a log."""

import hashlib
import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from khronika import home as homes
from khronika.desk import opened as homed
from khronika.desk.accounts.errors import NotAllowed
from khronika.desk.accounts.models import User
from khronika.desk.ledger.models import Entry
from khronika.desk.sources.capture import Order, keep_all
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.informant import FILE, create, opened, openings, padded, reveal, sealer
from khronika.desk.sources.models import Capture, Informant, Parcel
from khronika.desk.sources.parcel import paste
from khronika.press import custody
from khronika.vault import text
from khronika.vault.errors import Altered
from khronika.vault.intake import Taken
from khronika.vault.store import Vault
from tests.desk.making import account

CANARY = "Canary Whistle +375 29 555-01-23 canary@example.org"
WORDS = "Told in confidence: the hearing of Anna Sample was moved to 9 March."


@pytest.fixture
def home(tmp_path, monkeypatch) -> homes.Home:
    made = homes.create(tmp_path / "home", "a long passphrase")
    (tmp_path / "keys").mkdir()
    monkeypatch.setattr(homed, "_home", [made])
    return made


@pytest.fixture
def vault(home) -> Vault:
    return Vault(home.folder / "vault", home.derive("vault names"))


def message(number: int = 1, sender: str = CANARY) -> Taken:
    words = f"{number}. {WORDS}"
    version = text.TextVersion(words, (), None, None, None, "chat 1", text.Outcome.READ, None)
    now, data = datetime(2026, 1, 2, tzinfo=UTC), f"{sender}: {words}".encode()
    digest = hashlib.sha256(data).hexdigest()
    return Taken("chat.json", data, "text/plain", digest, now, version, None, f"chat.json/{number}", sender=sender)


def dump() -> str:
    """Every cell of the decrypted database, bytes as they are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [name for (name,) in cursor.fetchall()]
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [
                str(cell) if not isinstance(cell, bytes) else cell.decode("latin-1")
                for row in cursor.fetchall()
                for cell in row
            ]
    return "\n".join(rows)


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.django_db
class TestSealing:
    def test_a_sender_stands_nowhere_but_sealed(self, home, vault, tmp_path, caplog):
        create(home, tmp_path / "keys", "a root passphrase")
        with caplog.at_level(logging.DEBUG):
            keep_all(vault, [message(1), message(2)], Order("vera"))
            paste(
                vault,
                parcel := Parcel(batch="b" * 12, name="Paste", by="vera"),
                [f"{CANARY}, [04.08.2012 14:03]\n{WORDS} Once more."],
            )
        assert parcel.counts == {"kept": 1}
        everything = dump() + caplog.text
        assert WORDS in everything
        for part in ("Canary", "555-01-23", "canary@"):
            assert part not in everything
            assert part.encode() not in files(home.folder)
            assert part.encode() not in files(tmp_path / "keys")

    def test_the_same_sender_is_recognised_and_only_the_id_is_linked(self, home, vault, tmp_path):
        create(home, tmp_path / "keys", "a root passphrase")
        keep_all(vault, [message(1), message(2, CANARY.upper() + " "), message(3, "Somebody Else")], Order())
        ids = list(Capture.objects.order_by("entry").values_list("informant_id", flat=True))
        assert ids[0] == ids[1] != ids[2]

    def test_what_is_sealed_does_not_tell_how_long_a_name_is(self):
        assert len({len(padded("A")), len(padded(CANARY)), len(padded("Ж" * 100))}) == 1

    def test_the_folder_of_the_root_key_and_its_passphrase_open_one(self, home, vault, tmp_path):
        create(home, tmp_path / "keys", "a root passphrase")
        keep_all(vault, [message()], Order())
        informant = Informant.objects.get()
        assert opened(informant, tmp_path / "keys", "a root passphrase") == CANARY
        with pytest.raises(SourceError, match="passphrase"):
            opened(informant, tmp_path / "keys", "another passphrase")
        with pytest.raises(SourceError, match="root key"):
            opened(informant, home.folder, "a root passphrase")

    def test_without_a_key_a_sender_is_let_go_and_that_is_told(self, home, vault):
        (kept,) = keep_all(vault, [message()], Order())
        assert sealer(home) is None
        assert kept.unsealed
        assert kept.capture.informant is None
        assert "Canary" not in dump()

    def test_the_private_half_is_never_put_into_the_home_nor_over_another(self, home, tmp_path):
        with pytest.raises(SourceError, match="outside the home"):
            create(home, home.folder / "keys", "a root passphrase")
        create(home, tmp_path / "keys", "a root passphrase")
        with pytest.raises(SourceError, match="already"):
            create(home, tmp_path / "keys", "a root passphrase")
        assert b"AGE-SECRET-KEY" not in (tmp_path / "keys" / FILE).read_bytes()


@pytest.mark.django_db
class TestRevealing:
    def kept(self, home, vault, tmp_path) -> Informant:
        create(home, tmp_path / "keys", "a root passphrase")
        keep_all(vault, [message()], Order())
        return Informant.objects.get()

    def test_an_opening_is_an_entry_that_the_ledger_is_checked_against(self, home, vault, tmp_path):
        found, key = self.kept(home, vault, tmp_path), (tmp_path / "keys", "a root passphrase")
        capture = found.captures.get()
        for each in (found.pk, capture.pk, capture.source_id):
            name, number = reveal(home, each, key, by=account(), reason="to ask back")
            assert name == CANARY
        assert Entry.objects.get(number=number).deed == "unseal"
        assert custody.check(home)[1] == []
        assert len(list(openings(home))) == 3
        assert "Canary" not in dump()
        assert b"Canary" not in files(home.folder)
        (home.folder / "openings" / str(number)).rename(home.folder / "openings" / "99")
        with pytest.raises(Altered):
            custody.check(home)

    def test_of_a_source_with_several_senders_one_capture_is_asked_for(self, home, vault, tmp_path):
        self.kept(home, vault, tmp_path)
        source = Capture.objects.get().source
        (other,) = keep_all(vault, [message(2, "Somebody Else")], Order(source=source))
        key = (tmp_path / "keys", "a root passphrase")
        with pytest.raises(SourceError, match=f"came from 2. Give the id of one capture: .*{other.capture.pk}"):
            reveal(home, source.pk, key, by=account(), reason="to ask back")
        assert reveal(home, other.capture.pk, key, by=account(), reason="to ask back")[0] == "Somebody Else"

    def test_without_the_right_a_reason_the_key_or_an_informant_nothing_is_opened_nor_entered(
        self, home, vault, tmp_path
    ):
        found, key = self.kept(home, vault, tmp_path), (tmp_path / "keys", "a root passphrase")
        editor, before = account(), Entry.objects.count()
        researcher = User.objects.create_user("rita", password="x", held="researcher")
        for given, by, reason, error in (
            ((found.pk, key), researcher, "why", NotAllowed),
            ((found.pk, key), editor, " ", SourceError),
            ((found.pk, (tmp_path / "keys", "wrong")), editor, "why", SourceError),
            ((found.pk, (home.folder, "a root passphrase")), editor, "why", SourceError),
            (("nobody", key), editor, "why", SourceError),
        ):
            with pytest.raises(error):
                reveal(home, *given, by=by, reason=reason)
        assert Entry.objects.count() == before
        assert not (home.folder / "openings").exists()
