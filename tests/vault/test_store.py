"""The vault keeps bytes whole, secret and once."""

import errno
import hashlib
import os
import time
from pathlib import Path

import pytest

from khronika.vault import crypt
from khronika.vault.errors import Altered, Full, Missing, Occupied
from khronika.vault.store import Vault

CANARY = b"a canary that must not be found" * 100


def test_what_was_put_in_comes_out(vault: Vault) -> None:
    stored = vault.put(CANARY)
    assert vault.get(stored.name, stored.key) == CANARY
    assert (stored.sha256, stored.size) == (hashlib.sha256(CANARY).hexdigest(), len(CANARY))
    assert list(vault.names()) == [stored.name]


def test_nothing_on_the_disk_tells_what_is_kept(vault: Vault, tmp_path: Path) -> None:
    stored = vault.put(CANARY)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert CANARY[:16] not in files[0].read_bytes()
    assert stored.sha256 not in str(files[0])
    assert files[0].stat().st_mode & 0o077 == 0
    assert (tmp_path / "vault").stat().st_mode & 0o077 == 0


def test_the_key_does_not_show_when_the_receipt_is_printed(vault: Vault) -> None:
    stored = vault.put(CANARY)
    assert repr(stored.key) not in repr(stored)


def test_each_object_has_its_own_key(vault: Vault) -> None:
    one, other = vault.put(b"one"), vault.put(b"other")
    assert one.key != other.key
    with pytest.raises(Altered):
        vault.get(other.name, one.key)


def test_the_same_bytes_have_one_name_in_one_vault_and_another_elsewhere(vault: Vault, tmp_path: Path) -> None:
    stored = vault.put(CANARY)
    again = vault.put(CANARY, stored.key)
    assert again == stored
    assert list(vault.names()) == [stored.name]
    assert Vault(tmp_path / "other", naming_key=bytes(32)).put(CANARY).name != stored.name


def test_bytes_that_are_kept_are_not_kept_again_under_another_key(vault: Vault) -> None:
    stored = vault.put(CANARY)
    assert vault.exists(stored.sha256)
    with pytest.raises(Occupied) as error:
        vault.put(CANARY)
    assert str(error.value) == (
        f'The bytes "{stored.sha256[:12]}…" are kept already: give the key that was made for them, '
        "or erase the object first if no record holds that key."
    )
    with pytest.raises(Altered):
        vault.put(CANARY, os.urandom(32))


@pytest.mark.parametrize("place", [0, 3, 4, 20, -1])
def test_one_altered_byte_is_noticed(vault: Vault, tmp_path: Path, place: int) -> None:
    stored = vault.put(CANARY)
    path = tmp_path / "vault" / stored.name[:2] / stored.name
    sealed = bytearray(path.read_bytes())
    sealed[place] ^= 1
    path.chmod(0o600)
    path.write_bytes(sealed)
    with pytest.raises(Altered):
        vault.get(stored.name, stored.key)


def test_an_object_under_the_name_of_another_is_noticed(vault: Vault, tmp_path: Path) -> None:
    one, other = vault.put(b"one"), vault.put(b"other")
    folder = tmp_path / "vault"
    (folder / one.name[:2] / one.name).replace(folder / other.name[:2] / other.name)
    with pytest.raises(Altered):
        vault.get(other.name, one.key)


def test_what_was_erased_is_gone_and_may_be_kept_anew(vault: Vault) -> None:
    stored = vault.put(CANARY)
    vault.erase(stored.name)
    vault.erase(stored.name)
    assert not vault.exists(stored.sha256)
    with pytest.raises(Missing, match="No object is kept"):
        vault.get(stored.name, stored.key)
    assert vault.put(CANARY).key != stored.key


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63])
def test_a_name_cannot_lead_out_of_the_folder(vault: Vault, name: str) -> None:
    with pytest.raises(Missing):
        vault.get(name, bytes(32))
    with pytest.raises(Missing):
        vault.erase(name)


@pytest.mark.parametrize("call", ["fsync", "open"])
def test_a_full_disk_is_said_and_leaves_nothing(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(f"khronika.vault.store.os.{call}", fail)
    with pytest.raises(Full) as error:
        vault.put(CANARY)
    monkeypatch.undo()
    assert str(error.value) == (
        "The disk of the vault is full and nothing was kept; free some space, then capture again."
    )
    assert [path for path in (tmp_path / "vault").rglob("*") if path.is_file()] == []
    assert vault.put(CANARY).size == len(CANARY)


def test_what_a_killed_put_left_is_swept_but_not_what_is_being_written(vault: Vault, tmp_path: Path) -> None:
    old, new = tmp_path / "vault" / "unfinished" / "old", tmp_path / "vault" / "unfinished" / "new"
    old.write_bytes(b"x")
    new.write_bytes(b"x")
    os.utime(old, (time.time() - 7200,) * 2)
    assert vault.sweep() == 1
    assert new.exists()
    assert list(vault.names()) == []


def test_a_seal_opens_only_with_its_key_in_its_context() -> None:
    key = os.urandom(32)
    sealed = crypt.seal(key, b"note", b"inbox")
    assert crypt.open(key, sealed, b"inbox") == b"note"
    assert crypt.seal(key, b"note", b"inbox") != sealed
    for other_key, data, context in ((bytes(32), sealed, b"inbox"), (key, sealed, b""), (key, sealed[:20], b"inbox")):
        with pytest.raises(Altered):
            crypt.open(other_key, data, context)


def test_each_purpose_has_its_own_key() -> None:
    assert crypt.derive(bytes(32), "names") != crypt.derive(bytes(32), "objects")
    assert len(crypt.derive(bytes(32), "names")) == 32
    with pytest.raises(ValueError, match="A key of 32 bytes was expected, not one of 5"):
        crypt.derive(b"short", "names")
