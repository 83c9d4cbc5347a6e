"""What goes into a backup, and how it becomes one file: written aside under a name with a dot, and named last of all.

Never in it: the keys that sign editions, anything that ends like a private key, caches, and the pages of editions, which
would bring back what was erased since. Everything else that lies in a home is.
"""

import fcntl
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from khronika import __version__
from khronika import home as homes
from khronika.desk.backup import snapshot
from khronika.desk.backup.errors import BackupError, worded
from khronika.desk.backup.sealed import SEGMENT, Sealing
from khronika.home import Home
from khronika.vault.store import Vault

MANIFEST = "manifest.json"
DATABASE = "desk.db"
RESTORING = ".restoring"
FORMAT = 1
PUBLIC = ("informants",)  # keys that may go in: what senders are sealed to
_OWN = {"vault", "editions", "keys", "cache", RESTORING}  # folders of which not everything goes in
_PRIVATE = (".key", ".pem")
_TRIES = 5
Progress = Callable[[int, int], None]
Files = dict[str, Path]


@dataclass(frozen=True, slots=True)
class Packed:
    """A finished backup: its files and bytes, the ledger's last entry in it, the newest edition it knows, and how many
    objects of the vault the database speaks of that are not there."""

    path: Path
    files: int
    size: int
    ledger: int
    edition: int
    missing: int


def pack(home: Home, path: Path, progress: Progress | None = None) -> Packed:
    """Make a backup while others work. Raises BackupError with nothing left under that name."""
    _demand(home, path)
    part = path.with_name(f".{path.name}.part")
    with _alone(home):
        try:
            with open(part, "wb") as file:
                os.chmod(part, 0o600)
                told = _write(home, file, progress or (lambda done, of: None))
                file.flush()
                os.fsync(file.fileno())
            os.rename(part, path)
        except OSError as error:
            raise worded(error, path.parent, "there is no new backup") from error
        finally:
            part.unlink(missing_ok=True)
            _clear(home)
    return Packed(path, told["files"], path.stat().st_size, told["ledger"], told["edition"], told["missing"])


def _demand(home: Home, path: Path) -> None:
    if path.exists():
        raise BackupError(f"Expected a file that is not there yet; {path.name!r} is. Give the backup another name.")
    if not path.parent.is_dir():
        raise BackupError(
            f"Expected a folder for the backup; {str(path.parent)!r} is none. Make it, or choose another."
        )
    if path.resolve().is_relative_to(home.folder.resolve()):
        raise BackupError("Expected a place outside the home; a backup inside would be lost with it. Choose another.")


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    folder = home.folder / "cache"
    folder.mkdir(exist_ok=True)
    with open(folder / "backup.lock", "ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError("Another backup of this home is being made; wait until it is done.") from None
        yield


def _snapshot(home: Home) -> Path:
    return home.folder / "cache" / "backup.db"


def _clear(home: Home) -> None:
    for left in (home.folder / "cache").glob("backup.db*"):
        left.unlink()


def _write(home: Home, file: BinaryIO, progress: Progress) -> dict[str, int]:
    editions = _instant(home)
    vault = Vault(home.folder / "vault", home.derive("vault names"))
    with snapshot.reading(home, _snapshot(home)) as connection:
        names, (entry, digest) = snapshot.objects(connection, vault), snapshot.head(connection)
    found = _files(home, names)
    missing = sorted(names - {path.name for path in found.values() if path.parent.parent.name == "vault"})
    sealing, digests = Sealing(file, home), dict[str, tuple[int, str]]()
    with tarfile.open(fileobj=sealing, mode="w|", bufsize=SEGMENT, format=tarfile.PAX_FORMAT) as tar:  # type: ignore[call-overload]
        for name, data in editions.items():
            digests[name] = _add(tar, name, len(data), io.BytesIO(data))
        for done, (name, path) in enumerate(found.items(), 1):
            with open(path, "rb") as own:
                digests[name] = _add(tar, name, os.fstat(own.fileno()).st_size, own)
            progress(done, len(found))
        number = int(editions.get("editions/latest", b"0"))
        told = {
            "format": FORMAT,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "software": __version__,
            "home_version": home.version,
            "ledger": [entry, digest],
            "edition": number,
            "missing": missing,
            "files": digests,
        }
        data = json.dumps(told, sort_keys=True).encode()
        _add(tar, MANIFEST, len(data), io.BytesIO(data))
    sealing.finish()
    return {"files": len(digests), "ledger": entry, "edition": number, "missing": len(missing)}


def _instant(home: Home) -> dict[str, bytes]:
    """The database as it is now, in the cache, and the small files of editions that belong to the same instant."""
    for _ in range(_TRIES):
        before = _editions(home)
        _clear(home)
        snapshot.take(home, _snapshot(home))
        if before == _editions(home):
            return before
    raise BackupError("Editions were pressed faster than a backup could be made; try again when the press is done.")


def _editions(home: Home) -> dict[str, bytes]:
    """Which edition is the newest, what it says of itself, and all signatures: no page of any edition."""
    found = dict[str, bytes]()
    latest, tuf = home.editions / "latest", home.editions / "tuf"
    for path in [latest, *sorted(tuf.glob("*.json"))]:
        if path.is_file() and not path.name.startswith("."):
            found[path.relative_to(home.folder).as_posix()] = path.read_bytes()
    if "editions/latest" in found:
        name = f"{found['editions/latest'].decode().strip()}/edition.json"
        found[f"editions/{name}"] = (home.editions / name).read_bytes()
    return found


def _files(home: Home, objects: set[str]) -> Files:
    """Every file that goes in by its name in the backup, but those of editions."""
    found: Files = {homes.FILE: home.folder / homes.FILE, DATABASE: _snapshot(home)}
    others = [path for path in sorted(home.folder.iterdir()) if path.name not in _OWN]
    wanted = [each for path in others for each in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    wanted = [path for path in wanted if not path.name.startswith((".", DATABASE)) and path.suffix not in _PRIVATE]
    wanted += [home.folder / "keys" / name for name in PUBLIC]
    wanted += [home.folder / "vault" / name[:2] / name for name in sorted(objects)]
    kept = [path for path in wanted if path.is_file() and not path.is_symlink()]
    return {**found, **{path.relative_to(home.folder).as_posix(): path for path in kept}}


class _Read:
    """A file that is digested while it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        return data


def _add(tar: tarfile.TarFile, name: str, size: int, file: BinaryIO) -> tuple[int, str]:
    info, read = tarfile.TarInfo(name), _Read(file)
    info.size, info.mode = size, 0o600
    tar.addfile(info, read)  # type: ignore[arg-type]
    return size, read.digest.hexdigest()
