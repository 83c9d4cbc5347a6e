"""The newest edition is carried to another folder (a USB stick, a host's disk) or packed as one file, with its signatures.

Whoever reads at the target meets the edition before or this one whole, never something in between. Nothing that is not
vouched for is carried along, and older editions are no longer served there.
"""

import io
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from khronika.edition import disk, header
from khronika.edition.errors import Altered, Conflict, Malformed, quoted
from khronika.edition.reader import LATEST, Edition, latest, newest, open_edition

TUF = "tuf"
ASIDE = ".shipping-"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Shipped:
    """What now lies at the target: the edition's number, its files and bytes; `fresh` is false if it was there already."""

    number: int
    files: int
    bytes: int
    fresh: bool


def ship(editions: Path, target: Path) -> Shipped:
    """Carry the newest edition of `editions` into the folder `target`, which may hold an older one.

    Raises Conflict if the target holds a newer one or something else, Altered if a file is not as it was pressed.
    """
    edition = open_edition(latest(editions))
    number = edition.header.number
    _demand(target, number)
    target.mkdir(parents=True, exist_ok=True)
    paths = _paths(edition)
    here = target / str(number)
    fresh = not here.is_dir() or open_edition(here).digest != edition.digest
    if fresh:
        _carry(edition, here, paths)
    _sign(editions, target)
    disk.replace(target / LATEST, f"{number}\n".encode())
    _forget(target, number)
    return Shipped(number, len(paths), sum((here / path).stat().st_size for path in paths), fresh)


def pack(editions: Path) -> Iterator[bytes]:
    """The newest edition with its signatures as a ZIP, in pieces as they are made; unpacked it is a folder of editions."""
    edition = open_edition(latest(editions))
    number, out = edition.header.number, _Pieces()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        wanted = [(f"{number}/{path}", edition.folder / path) for path in _paths(edition)]
        wanted += [(f"{TUF}/{path.name}", path) for path in sorted((editions / TUF).glob("*.json"))]
        for name, path in wanted:
            with archive.open(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), "w", force_zip64=True) as member:
                member.write(path.read_bytes())
            yield from out.taken()
        archive.writestr(zipfile.ZipInfo(LATEST, (1980, 1, 1, 0, 0, 0)), f"{number}\n")
    yield from out.taken()


class _Pieces(io.RawIOBase):
    """A file that can only be written to; what was written is taken away at once."""

    def __init__(self) -> None:
        super().__init__()
        self._written: list[bytes] = []
        self._at = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:  # type: ignore[override]  # whatever has bytes
        piece = bytes(data)  # type: ignore[call-overload]
        self._written.append(piece)
        self._at += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> Iterator[bytes]:
        whole, self._written = b"".join(self._written), []
        for start in range(0, len(whole), _CHUNK):
            yield whole[start : start + _CHUNK]


def _demand(target: Path, number: int) -> None:
    if target.is_dir() and not (target / LATEST).exists() and any(target.iterdir()):
        raise Conflict(f"Expected an empty folder or one of editions, got {quoted(target.name)}; choose another.")
    if (there := newest(target) if target.is_dir() else 0) > number:
        raise Conflict(f"Expected an older edition at the target, but edition {quoted(there)} is there; press anew.")


def _paths(edition: Edition) -> list[str]:
    """Every file that the edition vouches for, its manifests and its first page of itself among them."""
    manifests: dict[str, object] = {}
    files = [each.path for each in edition.files(manifests)]  # type: ignore[arg-type]
    return sorted({header.FILE, *manifests, *files})


def _carry(edition: Edition, here: Path, paths: list[str]) -> None:
    aside = here.with_name(f"{ASIDE}{secrets.token_hex(4)}")
    try:
        for path in paths:
            place = aside / path
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(edition.folder / path, place, follow_symlinks=False)
        _compare(edition, aside)
        disk.flush(aside)
        if os.path.lexists(here):
            shutil.rmtree(here)
        os.rename(aside, here)
        disk.settle(here.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _compare(edition: Edition, copy: Path) -> None:
    carried = open_edition(copy)
    wrong = [each.path for each in carried.files() if disk.measure(copy / each.path, each.size) != each.sha256]
    if wrong or carried.digest != edition.digest:
        raise Altered(
            f"Expected {quoted((wrong or [header.FILE])[0])} as it was pressed; verify the edition here first."
        )


def _sign(editions: Path, target: Path) -> None:
    """The signatures, the short-lived timestamp last: it is what says which edition is the newest."""
    (target / TUF).mkdir(exist_ok=True)
    found = sorted((editions / TUF).glob("*.json"), key=lambda path: (path.name == "timestamp.json", path.name))
    if not found:
        raise Malformed(f"Expected signatures in {quoted(TUF)}, but there are none; press an edition first.")
    for path in found:
        disk.replace(target / TUF / path.name, path.read_bytes())


def _forget(target: Path, number: int) -> None:
    for path in target.iterdir():
        old = path.name.isdecimal() and int(path.name) < number
        if path.is_dir() and (old or path.name.startswith(ASIDE)):
            shutil.rmtree(path)
