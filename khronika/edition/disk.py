"""Files are read without following links and never beyond a stated size; they are replaced whole or not at all.

Everything that touches a copied edition may meet a hostile one, so the only way to read is `read` and `measure`.
Everything that must survive a power cut goes through `replace` or is followed by `settle`.
"""

import ctypes
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from khronika.edition.errors import Malformed, Missing, quoted

PUBLIC = 0o444
_OPENING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def read(path: Path, limit: int) -> bytes:
    """The bytes of a plain file of at most `limit` bytes."""
    with _plain(path) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Malformed(f"Expected at most {limit} bytes in {quoted(path.name)}, but it is larger; it was not read.")
    return data


def measure(path: Path, size: int) -> str | None:
    """The SHA-256 of a plain file in hex, or None where its size is not `size` (then it is not read)."""
    with _plain(path) as file:
        if os.fstat(file.fileno()).st_size != size:
            return None
        return hashlib.file_digest(file, "sha256").hexdigest()


def replace(path: Path, data: bytes) -> None:
    """Put `data` at `path` so that after a crash there is either the old file or the new one, whole."""
    waiting = path.with_name(f".{path.name}.new")
    with open(waiting, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(waiting, path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush(folder: Path) -> None:
    """Make everything on the file system of `folder` durable, in one call instead of one per file."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if syncfs(handle) != 0:
            problem = ctypes.get_errno()
            raise OSError(problem, os.strerror(problem), str(folder))
    finally:
        os.close(handle)


@contextmanager
def _plain(path: Path) -> Iterator[BufferedReader]:
    try:
        handle = os.open(path, _OPENING)
    except FileNotFoundError as error:
        raise Missing(f"Expected a file {quoted(path.name)}, but there is none; copy the edition again.") from error
    except OSError as error:
        raise Malformed(
            f"Expected a plain file {quoted(path.name)}, but it cannot be read: {error.strerror}."
        ) from error
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Malformed(f"Expected a plain file {quoted(path.name)}, but it is something else; remove it.")
        yield file
