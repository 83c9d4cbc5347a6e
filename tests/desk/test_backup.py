"""A backup is one sealed file that is whole or is not there; a home comes out of it, and what was called back does not."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from khronika import home as homes
from khronika.desk.backup import erasures, packed, sealed, snapshot, unpacked
from khronika.desk.backup.errors import BackupError
from khronika.desk.sources.informant import PUBLIC
from khronika.vault.store import Vault
from tests.conftest import SECRETS, Command

PASSPHRASE = SECRETS["KHRONIKA_PASSPHRASE"]


@pytest.fixture(scope="module")
def home(template_home, tmp_path_factory) -> homes.Home:
    """A home with an object in the vault, a picture and a list's mapping."""
    folder = tmp_path_factory.mktemp("kept") / "home"
    shutil.copytree(template_home, folder)
    opened = homes.unlock(folder, PASSPHRASE)
    vault = Vault(folder / "vault", opened.derive("vault names"))
    stored = vault.put(b"a leaflet")
    vault.put(b"what nothing speaks of")
    with snapshot.reading(opened, opened.database) as connection:
        insert = "INSERT INTO sources_pledge (sha256, key) VALUES (?, ?)"
        connection.execute(insert, (stored.sha256, stored.key))
    for name in ("media/pictures/one.jpg", "lists/abc", "openings/7"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return opened


@pytest.fixture(scope="module")
def made(home) -> Path:
    """A backup of it."""
    path = home.folder.parent / "one.backup"
    packed.pack(home, path)
    return path


@pytest.fixture
def fresh(home, tmp_path) -> homes.Home:
    """A copy of the home, to be changed."""
    shutil.copytree(home.folder, tmp_path / "home")
    return homes.unlock(tmp_path / "home", PASSPHRASE)


def names(path: Path, folder: Path) -> list[str]:
    with open(path, "rb") as file:
        opening = sealed.Opening(file)
        opening.unlock(folder, PASSPHRASE)
        with tarfile.open(fileobj=opening, mode="r|") as tar:
            return [each.name for each in tar]


def restore(path: Path, folder: Path) -> homes.Home:
    with unpacked.restored(path, folder, PASSPHRASE):
        pass
    return homes.unlock(folder, PASSPHRASE)


def dump(home: homes.Home) -> list[str]:
    with snapshot.reading(home, home.database) as connection:
        tables = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        kept = [name for name, sql in tables if sql and sql.startswith("CREATE TABLE")]
        rows = [str(row) for name in kept for row in connection.execute(f'SELECT * FROM "{name}"')]
        return [str(each) for each in tables] + sorted(rows)


def test_a_home_comes_out_of_a_backup_as_it_was(home, made, tmp_path):
    new = restore(made, tmp_path / "new")
    assert dump(new) == dump(home)
    vault = Vault(new.folder / "vault", new.derive("vault names"))
    (key,) = snapshot_key(new)
    assert vault.get(vault.name(key[0]), key[1]) == b"a leaflet"
    for name in ("media/pictures/one.jpg", "lists/abc", "openings/7"):
        assert (new.folder / name).read_bytes() == name.encode()
    assert new.kept(PUBLIC) == home.kept(PUBLIC)
    assert not (new.folder / packed.RESTORING).exists()


def snapshot_key(home: homes.Home) -> list[tuple[str, bytes]]:
    with snapshot.reading(home, home.database) as connection:
        return connection.execute("SELECT sha256, key FROM sources_pledge").fetchall()


def test_no_private_key_and_no_page_is_in_a_backup(home, made, tmp_path):
    assert packed.PUBLIC == (PUBLIC,)
    found = names(made, tmp_path)
    assert [name for name in found if name.startswith("keys/")] == [f"keys/{PUBLIC}"]
    assert not [
        name for name in found if name.endswith((".pem", ".key")) or "/site/" in name or name.startswith("cache")
    ]
    assert [name for name in found if name.startswith("editions/tuf/")]


def test_an_object_without_a_key_stays_outside(home, made, tmp_path):
    (one,) = [name for name in names(made, tmp_path) if name.startswith("vault/")]
    (key,) = snapshot_key(home)
    assert one.endswith(Vault(home.folder / "vault", home.derive("vault names")).name(key[0]))


def test_an_object_that_is_not_there_is_told(fresh, tmp_path):
    shutil.rmtree(fresh.folder / "vault")
    assert packed.pack(fresh, tmp_path / "b").missing == 1
    assert unpacked.verify(tmp_path / "b", PASSPHRASE).missing == 1


def test_it_is_made_while_somebody_writes_and_has_only_what_was_finished(fresh, tmp_path):
    with snapshot.reading(fresh, fresh.database) as writing:
        writing.execute("PRAGMA journal_mode = WAL")
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("INSERT INTO sources_pledge (sha256, key) VALUES (?, ?)", ("cd" * 32, b"k" * 32))
        packed.pack(fresh, tmp_path / "b")
        writing.execute("COMMIT")
    assert [row[0] for row in snapshot_key(restore(tmp_path / "b", tmp_path / "new"))] == [snapshot_key(fresh)[0][0]]
    assert len(snapshot_key(fresh)) == 2


def test_what_was_deleted_is_in_no_page_of_it(fresh, tmp_path):
    with snapshot.reading(fresh, fresh.database) as connection:
        connection.execute("DELETE FROM sources_pledge")
        pages = connection.execute("PRAGMA freelist_count").fetchone()[0]
        connection.execute("CREATE TABLE heap (x)")
        connection.executemany("INSERT INTO heap VALUES (?)", [("w" * 3000,)] * 50)
        connection.execute("DROP TABLE heap")
        assert connection.execute("PRAGMA freelist_count").fetchone()[0] > pages
    packed.pack(fresh, tmp_path / "b")
    new = restore(tmp_path / "b", tmp_path / "new")
    with snapshot.reading(new, new.database) as connection:
        assert connection.execute("PRAGMA freelist_count").fetchone()[0] == 0


def cut(data: bytes) -> bytes:
    return data[:-100]


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def longer(data: bytes) -> bytes:
    return data + b"x"


def headless(data: bytes) -> bytes:
    return data.replace(b"home_version", b"home-version", 1)


def swapped(data: bytes) -> bytes:
    """The first two segments in each other's place."""
    start = len(sealed.MAGIC) + 4 + int.from_bytes(data[len(sealed.MAGIC) :][:4], "big")
    size = 4 + int.from_bytes(data[start : start + 4], "big")
    return data[:start] + data[start + size : start + 2 * size] + data[start : start + size] + data[start + 2 * size :]


def dropped(data: bytes) -> bytes:
    """Without the last segment, at a border of two."""
    start = len(sealed.MAGIC) + 4 + int.from_bytes(data[len(sealed.MAGIC) :][:4], "big")
    ends = [start]
    while ends[-1] < len(data):
        ends.append(ends[-1] + 4 + int.from_bytes(data[ends[-1] : ends[-1] + 4], "big"))
    return data[: ends[-2]]


@pytest.mark.parametrize("harm", [cut, flipped, longer, headless, swapped, dropped, lambda data: b"not one"])
def test_a_backup_that_was_harmed_makes_no_home(made, tmp_path, harm):
    (tmp_path / "b").write_bytes(harm(made.read_bytes()))
    with pytest.raises((BackupError, homes.HomeError)) as told:
        unpacked.verify(tmp_path / "b", PASSPHRASE)
    assert str(told.value).endswith(".")
    with pytest.raises((BackupError, homes.HomeError)):
        restore(tmp_path / "b", tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["../escaped", "/escaped", "a/../../escaped"])
def test_a_name_that_leads_outside_is_refused(home, tmp_path, name):
    with open(tmp_path / "b", "wb") as file:
        sealing = sealed.Sealing(file, home)
        with tarfile.open(fileobj=sealing, mode="w|") as tar:
            info = tarfile.TarInfo(name)
            info.size = 3
            tar.addfile(info, BytesIO(b"bad"))
        sealing.finish()
    with pytest.raises(BackupError, match="not what its manifest says"):
        restore(tmp_path / "b", tmp_path / "deep" / "new")
    assert not list(tmp_path.rglob("escaped"))


def test_another_passphrase_does_not_open_it(made, tmp_path):
    with pytest.raises(homes.WrongPassphrase):
        unpacked.verify(made, "another passphrase")


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("one.backup", "Expected a file that is not there yet"),
        ("nowhere/b", "Expected a folder for the backup"),
        ("home/b", "Expected a place outside the home"),
    ],
)
def test_where_a_backup_cannot_be_is_said(home, made, where, told):
    with pytest.raises(BackupError, match=told):
        packed.pack(home, home.folder.parent / where)


def test_a_full_disk_leaves_nothing(fresh, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = fresh.database.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, hard))
    try:
        with pytest.raises(BackupError, match="full"):
            packed.pack(fresh, folder / "b")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(folder.iterdir()) == []
    assert not list((fresh.folder / "cache").glob("backup.db*"))


def test_a_disk_that_is_full_half_way_through_the_file_leaves_nothing(fresh, tmp_path, monkeypatch):
    written = 0

    class Small(sealed.Sealing):
        def write(self, data: bytes) -> int:
            nonlocal written
            written += len(data)
            if written > 2**21:
                raise OSError(28, "No space left on device")
            return super().write(data)

    monkeypatch.setattr(packed, "Sealing", Small)
    with pytest.raises(BackupError, match="there is no new backup; free some space"):
        packed.pack(fresh, tmp_path / "b")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


KILLED = """
import os, signal, sys
from pathlib import Path
from khronika import home as homes
from khronika.desk.backup import packed, unpacked
def die(*a): os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[1] == "backup":
    packed.os.rename = die
    packed.pack(homes.unlock(Path(sys.argv[2]), sys.argv[4]), Path(sys.argv[3]))
else:
    rename = unpacked.os.rename
    unpacked.os.rename = lambda one, other: die() if str(one).endswith("desk.db") else rename(one, other)
    with unpacked.restored(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]): pass
"""


def killed(*arguments: object) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, *map(str, arguments), PASSPHRASE], check=False)
    assert done.returncode == -signal.SIGKILL


def test_a_backup_that_is_killed_at_its_end_is_not_there_and_the_next_one_is(fresh, tmp_path):
    killed("backup", fresh.folder, tmp_path / "b")
    assert not (tmp_path / "b").exists()
    packed.pack(fresh, tmp_path / "b")
    unpacked.verify(tmp_path / "b", PASSPHRASE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "home"]


def test_a_restore_that_is_killed_leaves_no_home_and_says_what_to_do(made, tmp_path):
    killed("restore", made, tmp_path / "new")
    with pytest.raises(homes.HomeError):
        homes.read(tmp_path / "new")
    with pytest.raises(BackupError, match="Expected an empty folder"):
        restore(made, tmp_path / "new")
    shutil.rmtree(tmp_path / "new")
    restore(made, tmp_path / "new")


def test_only_one_backup_of_a_home_is_made_at_a_time(fresh, tmp_path):
    with packed._alone(fresh), pytest.raises(BackupError, match="Another backup"):
        packed.pack(fresh, tmp_path / "b")


def test_a_database_before_there_were_erasures_is_saved_too(fresh, tmp_path):
    with snapshot.reading(fresh, fresh.database) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for table in ("tombstone", "withdrawal", "consent"):
            connection.execute(f"DROP TABLE claims_{table}")
    assert erasures.gather(fresh).erased == ()
    assert packed.pack(fresh, tmp_path / "b").files


def test_the_newest_list_of_this_home_is_taken(fresh, tmp_path, monkeypatch):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir(), other.mkdir()
    assert erasures.newest(fresh, (one, other)) is None
    listed = erasures.Listed(9, "2026-01-01", (("claim", "ab"),))
    for folder, each in ((one, listed), (other, erasures.Listed(7, "2026-02-01"))):
        monkeypatch.setattr(erasures, "gather", lambda home, each=each: each)
        erasures.leave(fresh, folder)
    (one / f"x{erasures.ENDING}").write_bytes(b"no list")
    assert erasures.newest(fresh, (other, one)) == listed
    stranger = homes.create(tmp_path / "stranger", PASSPHRASE)
    with pytest.raises(BackupError, match="is none, or of another home"):
        erasures.read(stranger, one / erasures.name(fresh))
    assert erasures.name(stranger) != erasures.name(fresh)
    assert b"ab" * 8 not in (one / erasures.name(fresh)).read_bytes()


def test_a_damaged_database_is_found(fresh, tmp_path):
    packed.pack(fresh, tmp_path / "b")
    found = unpacked.verify(tmp_path / "b", PASSPHRASE)
    data = bytearray(fresh.database.read_bytes())
    data[9000] ^= 1
    fresh.database.write_bytes(data)
    with pytest.raises((BackupError, dbapi2.DatabaseError)):
        unpacked._demand_database(fresh, found)


@pytest.fixture
def khronika(template_home, tmp_path) -> Command:
    """The command on a home one folder deeper, so that what is left beside it is its own."""
    (tmp_path / "deep").mkdir()
    shutil.copytree(template_home, tmp_path / "deep" / "home")
    return Command(tmp_path / "deep" / "home")


def test_the_command_brings_a_home_back_that_presses_with_keys_of_its_own(khronika, template_home, tmp_path):
    assert "signing" not in khronika("press")
    path, new = tmp_path / "one.backup", tmp_path / "new"
    assert "The keys that sign editions are not in it" in khronika("backup", path)
    assert "This backup is whole" in khronika("backup", "--verify", path)
    assert "its ledger is unbroken" in khronika("restore", path, new)
    again = Command(new)
    assert "edition-1.pem" in again("press", code=1)
    assert "are not in this home" in again("doctor", code=1)
    assert "signs alone" in again("doctor", "--mend", "--root-keys", template_home.parent / "keys")
    assert "Edition 2" in again("press")
    assert "GENUINE" in again("verify", new / "editions", "--root", template_home.parent / "keys" / "root.json")
    assert "unbroken" in again("ledger", "verify")


def test_without_the_list_of_erasures_a_restore_waits_for_a_word(khronika, tmp_path):
    (tmp_path / "stick").mkdir()
    khronika("backup", tmp_path / "stick" / "b")
    for folder in (tmp_path / "stick", khronika.home.parent):
        for path in folder.glob(f"*{erasures.ENDING}"):
            os.rename(path, tmp_path / "list")
    told = khronika("restore", tmp_path / "stick" / "b", tmp_path / "far" / "new", code=1)
    assert "Expected the list of what was erased" in told
    assert not (tmp_path / "far" / "new").exists()
    khronika("restore", tmp_path / "stick" / "b", tmp_path / "far" / "new", "--nothing-erased")
    khronika("restore", tmp_path / "stick" / "b", tmp_path / "far" / "other", "--erasures", tmp_path / "list")
