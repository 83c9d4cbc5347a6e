"""An organisation's home: one folder, unreadable without its passphrase.

A random home key encrypts everything; `khronika.toml` holds it wrapped by argon2id(passphrase) and names nobody. Keys for
single purposes are derived from it. What is not here is as important: the root signing key is never kept in the home.
"""

import os
import secrets
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from khronika.vault import crypt
from khronika.vault.errors import Altered

VERSION = 1
SHORTEST = 12
FILE = "khronika.toml"
FOLDERS = ("vault", "editions", "inbox", "keys", "cache")
_COST = {"time_cost": 3, "memory_kib": 65536, "lanes": 2}


class HomeError(Exception):
    """The home cannot be made or opened."""


class WrongPassphrase(HomeError):
    """The home is there, but this passphrase does not open it."""


@dataclass(frozen=True)
class Home:
    """An opened home. `key` never leaves the process; ask `derive` for a key of one purpose."""

    folder: Path
    version: int
    demonstration: bool
    key: bytes = field(repr=False)

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose, such as 'database' or 'vault names'."""
        return crypt.derive(self.key, purpose)

    @property
    def database(self) -> Path:
        """The desk's database file."""
        return self.folder / "desk.db"

    @property
    def terms(self) -> Path:
        """The organisation's own terms, where it has any."""
        return self.folder / "terms.tsv"

    @property
    def editions(self) -> Path:
        """The folder of pressed editions."""
        return self.folder / "editions"

    def keep(self, name: str, secret: bytes) -> None:
        """Keep a signing key in `keys/`, encrypted."""
        write(self.folder / "keys" / name, crypt.seal(self.derive("signing keys"), secret, name.encode()))

    def kept(self, name: str) -> bytes:
        """A signing key that was kept; HomeError if it is not there."""
        path = self.folder / "keys" / name
        if not path.exists():
            raise HomeError(
                f"Expected the key {name!r} in the home's keys folder and found none; run 'khronika doctor'."
            )
        return crypt.open(self.derive("signing keys"), path.read_bytes(), name.encode())


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: temporary file beside it, fsync, rename."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with open(temporary, "xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def create(folder: Path, passphrase: str, *, demonstration: bool = False) -> Home:
    """Make a new home in an absent or empty folder.

    Raises HomeError if the folder holds anything or the passphrase is shorter than 12 characters.
    """
    if folder.exists() and any(folder.iterdir()):
        raise HomeError(
            f"Expected an empty folder for the new home; {str(folder)!r} holds files. Choose another folder."
        )
    if len(passphrase) < SHORTEST:
        raise HomeError(
            f"Expected a passphrase of at least {SHORTEST} characters; choose a longer one, several words are best."
        )
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    key, salt = secrets.token_bytes(32), secrets.token_bytes(16)
    wrapped = crypt.seal(_stretch(passphrase, salt, _COST), key, b"home key")
    lines = [
        f"home_version = {VERSION}",
        f"demonstration = {str(demonstration).lower()}",
        "",
        "[key]",
        'kdf = "argon2id"',
    ]
    lines += [f"{name} = {value}" for name, value in _COST.items()] + [
        f'salt = "{salt.hex()}"',
        f'wrapped = "{wrapped.hex()}"',
    ]
    write(folder / FILE, ("\n".join(lines) + "\n").encode())
    return Home(folder, VERSION, demonstration, key)


def unlock(folder: Path, passphrase: str) -> Home:
    """Open a home with its passphrase; HomeError if it is none, of a later version, or the passphrase is wrong."""
    settings = read(folder)
    key = settings["key"]
    try:
        stretched = _stretch(passphrase, bytes.fromhex(key["salt"]), key)
        opened = crypt.open(stretched, bytes.fromhex(key["wrapped"]), b"home key")
    except Altered:
        raise WrongPassphrase("The passphrase does not open this home. Check it and try again.") from None
    except (HashingError, OverflowError):
        raise _damaged(folder) from None
    return Home(folder, settings["home_version"], settings["demonstration"], opened)


def read(folder: Path) -> dict:  # type: ignore[type-arg]
    """The settings in khronika.toml, without opening anything."""
    path = folder / FILE
    if not path.exists():
        raise HomeError(
            f"Expected a home with {FILE} in {str(folder)!r} and found none; make one with 'khronika init HOME'."
        )
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
        _check(settings)
    except (KeyError, TypeError, ValueError):
        raise _damaged(folder) from None
    version = settings["home_version"]
    if version > VERSION:
        raise HomeError(
            f"This home is of version {version}; this program knows up to {VERSION}. Install a newer Khronika."
        )
    return settings


def _check(settings: dict) -> None:  # type: ignore[type-arg]
    """Raise KeyError, TypeError or ValueError unless every setting is there and of its type."""
    key = settings["key"]
    numbers = [settings["home_version"], *(key[name] for name in _COST)]
    if type(settings["demonstration"]) is not bool or any(type(each) is not int or each < 1 for each in numbers):
        raise TypeError
    if not bytes.fromhex(key["salt"]) or not bytes.fromhex(key["wrapped"]):
        raise ValueError


def _damaged(folder: Path) -> HomeError:
    return HomeError(f"Expected a readable {FILE} in {str(folder)!r}; it is damaged. Put it back from a backup.")


def _stretch(passphrase: str, salt: bytes, cost: dict) -> bytes:  # type: ignore[type-arg]
    return hash_secret_raw(
        passphrase.encode(),
        salt,
        time_cost=cost["time_cost"],
        memory_cost=cost["memory_kib"],
        parallelism=cost["lanes"],
        hash_len=32,
        type=Type.ID,
    )
