"""A backup is read whole and compared with its manifest before anything of it is believed; into a folder that is no home yet.

A home appears at the end only: `khronika.toml` is the last file that is moved to its place.
"""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from khronika import home as homes
from khronika.desk.backup import snapshot
from khronika.desk.backup.errors import BackupError, worded
from khronika.desk.backup.packed import DATABASE, FORMAT, MANIFEST, RESTORING
from khronika.desk.backup.sealed import SEGMENT, Opening
from khronika.home import FOLDERS, Home


@dataclass(frozen=True, slots=True)
class Found:
    """What a backup is: when it was made, how much is in it, its last ledger entry and edition, objects it never had."""

    made: str
    files: int
    bytes: int
    ledger: int
    digest: str
    edition: int
    missing: int


def verify(path: Path, passphrase: str) -> Found:
    """Open every segment, compare every file, and look whether the database in it is whole. Raises BackupError.

    Only the database, which is encrypted, is written anywhere: to a temporary folder that goes at the end.
    """
    with tempfile.TemporaryDirectory(prefix="khronika-") as name, _opened(path) as file:
        home, found = _unpack(file, Path(name), passphrase, only=DATABASE)
        _demand_database(home, found)
    return found


@contextmanager
def restored(path: Path, folder: Path, passphrase: str) -> Iterator[tuple[Home, Found]]:
    """A home out of a backup, to be brought up to date inside the block; it appears in `folder` when that ends well.

    `folder` must be absent or empty. Raises BackupError; then nothing is left in it.
    """
    there = folder.exists()
    stage = _stage(folder)
    try:
        with _opened(path) as file:
            home, found = _unpack(file, stage, passphrase)
        for name in FOLDERS:
            (stage / name).mkdir(exist_ok=True)
        _demand_database(home, found)
        yield home, found
        _settle(stage, folder)
    except OSError as error:
        raise worded(error, folder, "no home was made") from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        if not there and not any(folder.iterdir()):
            folder.rmdir()


def _stage(folder: Path) -> Path:
    """A fresh folder inside the new home; what a restore that was killed left there goes."""
    stage = folder / RESTORING
    if folder.exists() and (not folder.is_dir() or any(path.name != RESTORING for path in folder.iterdir())):
        raise BackupError(f"Expected an empty folder for the home; {str(folder)!r} holds files. Choose another.")
    shutil.rmtree(stage, ignore_errors=True)
    try:
        stage.mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise worded(error, folder, "no home was made") from error
    folder.chmod(0o700)
    return stage


def _settle(stage: Path, folder: Path) -> None:
    for path in sorted(stage.iterdir(), key=lambda path: path.name == homes.FILE):
        os.rename(path, folder / path.name)
    stage.rmdir()


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if not path.is_file():
        raise BackupError(f"Expected a backup; there is no file {str(path)!r}. Give the name of one.")
    with open(path, "rb") as file:
        yield file


def _unpack(file: BinaryIO, folder: Path, passphrase: str, *, only: str = "") -> tuple[Home, Found]:
    """Read a backup to its end; what it holds is written into the folder, or one file of it only."""
    opening = Opening(file)
    home = opening.unlock(folder, passphrase)
    seen, told = dict[str, list[Any]](), b""
    try:
        with tarfile.open(fileobj=opening, mode="r|", bufsize=SEGMENT) as tar:  # type: ignore[call-overload]
            for info in tar:
                name = _plain(info)
                source = tar.extractfile(info)
                assert source is not None
                if name == MANIFEST:
                    told = source.read()
                else:
                    target = folder / name if not only or name == only else None
                    seen[name] = [info.size, _copy(source, target)]
    except tarfile.TarError:
        raise _other() from None
    opening.close()
    return home, _compare(told, seen)


def _plain(info: tarfile.TarInfo) -> str:
    """The name of a plain file below the folder; anything else is refused."""
    parts = info.name.split("/")
    if not info.isreg() or any(part in ("", ".", "..") for part in parts) or "\0" in info.name:
        raise _other()
    return info.name


def _copy(source: Any, target: Path | None) -> str:
    digest = hashlib.sha256()
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(target or os.devnull, "wb") as file:
        while data := source.read(SEGMENT):
            digest.update(data)
            file.write(data)
        if target is not None:
            os.chmod(target, 0o400 if target.parent.parent.name == "vault" else 0o600)
            file.flush()
            os.fsync(file.fileno())
    return digest.hexdigest()


def _compare(told: bytes, seen: dict[str, list[Any]]) -> Found:
    try:
        manifest = json.loads(told)
        if manifest["format"] != FORMAT:
            raise BackupError(f"This backup is of format {manifest['format']}; install a newer Khronika to read it.")
        if manifest["files"] != seen or DATABASE not in seen:
            raise _other()
        entry, digest = manifest["ledger"]
        size = sum(each[0] for each in seen.values())
        edition, missing = int(manifest["edition"]), len(manifest["missing"])
        return Found(str(manifest["made"]), len(seen), size, int(entry), str(digest), edition, missing)
    except (ValueError, KeyError, TypeError):
        raise _other() from None


def _demand_database(home: Home, found: Found) -> None:
    with snapshot.reading(home, home.database) as connection:
        if not snapshot.whole(connection) or snapshot.head(connection) != (found.ledger, found.digest):
            raise BackupError("The database in this backup is damaged; take another backup.")


def _other() -> BackupError:
    return BackupError("What is in this backup is not what its manifest says; take another one.")
