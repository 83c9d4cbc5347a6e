"""A backup's outside: a head that says which passphrase opens it, then numbered segments, each sealed, of which the last says so.

A file that was cut, joined from two, or changed in one bit does not open. docs/reference/backup.md is the same in words.
"""

import hashlib
import json
import secrets
from pathlib import Path
from typing import BinaryIO

from khronika import home as homes
from khronika.desk.backup.errors import BackupError
from khronika.home import Home
from khronika.vault import crypt
from khronika.vault.errors import Altered

MAGIC = b"KHRONIKA BACKUP 1\n"
SEGMENT = 2**20  # bytes of a segment before it is sealed; only the last is shorter
_HEAD = 64 * 1024
_KEY = b"backup key"
_PURPOSE = "backup"


class Sealing:
    """Writes the segments of a backup; what is written becomes whole with `finish` only."""

    def __init__(self, file: BinaryIO, home: Home) -> None:
        """Write the head: the home's khronika.toml as it is, and a new key of this backup alone, sealed under the home's."""
        self._file, self._key = file, secrets.token_bytes(crypt.KEY_SIZE)
        told = (home.folder / homes.FILE).read_text(encoding="utf-8")
        head = json.dumps({"home": told, "key": crypt.seal(home.derive(_PURPOSE), self._key, _KEY).hex()}).encode()
        self._digest, self._number, self._left = hashlib.sha256(head).digest(), 0, bytearray()
        file.write(MAGIC + len(head).to_bytes(4, "big") + head)

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self._left += data
        while len(self._left) > SEGMENT:
            self._put(bytes(self._left[:SEGMENT]), last=False)
            del self._left[:SEGMENT]
        return len(data)

    def finish(self) -> None:
        """Write the last segment."""
        self._put(bytes(self._left), last=True)

    def _put(self, data: bytes, *, last: bool) -> None:
        sealed = crypt.seal(self._key, data, _context(self._digest, self._number, last))
        self._file.write(len(sealed).to_bytes(4, "big") + sealed)
        self._number += 1


class Opening:
    """Reads a backup's segments. First `told` is read, which needs no key; `open` takes the home that it belongs to."""

    def __init__(self, file: BinaryIO) -> None:
        """Read the head; raises BackupError for anything that is no backup."""
        self._file = file
        if file.read(len(MAGIC)) != MAGIC:
            raise BackupError("Expected a backup that 'khronika backup' has made; this file is none. Choose another.")
        try:
            head = self._exactly(min(int.from_bytes(self._exactly(4), "big"), _HEAD))
            told = json.loads(head)
            self.told, self._sealed = str(told["home"]), bytes.fromhex(told["key"])
        except (ValueError, KeyError, TypeError):
            raise _damaged() from None
        self._digest, self._number, self._ready, self._done = hashlib.sha256(head).digest(), 0, b"", False
        self._key = b""

    def unlock(self, folder: Path, passphrase: str) -> Home:
        """The home that this backup is of, opened in a folder of its own that gets its khronika.toml."""
        homes.write(folder / homes.FILE, self.told.encode())
        home = homes.unlock(folder, passphrase)
        try:
            self._key = crypt.open(home.derive(_PURPOSE), self._sealed, _KEY)
        except Altered:
            raise _damaged() from None
        return home

    def read(self, size: int) -> bytes:
        """Some bytes; fewer than `size` at the end only."""
        while len(self._ready) < size and not self._done:
            self._ready += self._segment()
        data, self._ready = self._ready[:size], self._ready[size:]
        return data

    def close(self) -> None:
        """Demand that the end was reached: what comes after it belongs to no backup."""
        while not self._done:
            self._segment()
        if self._file.read(1):
            raise _damaged()

    def _segment(self) -> bytes:
        sealed = self._exactly(min(int.from_bytes(self._exactly(4), "big"), SEGMENT + 64))
        for last in (False, True):
            try:
                data = crypt.open(self._key, sealed, _context(self._digest, self._number, last))
            except Altered:
                continue
            self._number, self._done = self._number + 1, last
            return data
        raise _damaged()

    def _exactly(self, size: int) -> bytes:
        data = self._file.read(size)
        if len(data) < size:
            raise BackupError("Expected a whole backup; this one was cut off. Copy it again, or take another one.")
        return data


def _context(digest: bytes, number: int, last: bool) -> bytes:
    return digest + number.to_bytes(8, "big") + (b"last" if last else b"more")


def _damaged() -> BackupError:
    return BackupError("Expected a backup as it was made; this one was changed or damaged. Take another one.")
