"""At every instant `editions/latest` names a complete edition; a press that dies leaves only rubbish with a dot.

The order is: write aside, rename to the number, sign, and last of all move `latest`. A folder with a number above
`latest` was therefore never shown to a reader, and the next press replaces it.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from khronika.edition import disk
from khronika.edition.errors import Conflict, Malformed, quoted
from khronika.edition.reader import LATEST, newest, open_edition

PRESSING = ".pressing-"
LOCK = ".lock"


@contextmanager
def stage(editions: Path) -> Iterator[Path]:
    """A fresh folder to press into, for one press at a time; what dead presses left is removed first."""
    editions.mkdir(parents=True, exist_ok=True)
    with open(editions / LOCK, "ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict("Expected no other press at work on these editions, but one is; wait for it.") from error
        sweep(editions)
        folder = _aside(editions)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def sweep(editions: Path) -> int:
    """Remove what dead presses left behind, and return how many folders that were. `stage` holds the lock for it."""
    dead = [path for path in editions.iterdir() if path.name.startswith(PRESSING)]
    for path in dead:
        shutil.rmtree(path)
    return len(dead)


def publish(staging: Path, editions: Path, number: int, *, seal: Callable[[Path], None] | None = None) -> Path:
    """Give a finished edition its number and make it the newest; returns its folder.

    `seal` is called with that folder when it stands and before readers are led to it: it signs. When it raises,
    the edition before remains the newest.
    """
    _follow(staging, editions, number)
    target = editions / str(number)
    if os.path.lexists(target):
        os.rename(target, _aside(editions))
    os.rename(staging, target)
    disk.settle(editions)
    if seal is not None:
        seal(target)
    disk.replace(editions / LATEST, f"{number}\n".encode())
    sweep(editions)
    return target


def _follow(staging: Path, editions: Path, number: int) -> None:
    about = open_edition(staging).header
    if about.number != number:
        raise Malformed(f"Expected an edition that calls itself {quoted(number)}, got {quoted(about.number)}.")
    if number <= newest(editions):
        raise Conflict(f"Expected a number above the latest edition's, got {quoted(number)}; press the next number.")
    before = editions / str(number - 1)
    if before.is_dir() and open_edition(before).digest != about.previous:
        raise Conflict(f"Expected edition {quoted(number)} to name the digest of the one before; press it again.")


def _aside(editions: Path) -> Path:
    return editions / f"{PRESSING}{secrets.token_hex(4)}"
