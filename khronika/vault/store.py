"""An object is in the vault wholly or not at all, under a name that says nothing, unreadable without its own key.

The key of each object lives with the caller (the encrypted database): destroying it erases the object wherever
copies of the file lie. The name is HMAC-SHA256 of the digest, so that the same bytes have one name in one
organisation, and nobody who holds a leaflet can tell from the folder whether it is kept.
"""

import errno
import fcntl
import hashlib
import hmac
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from khronika.vault import crypt
from khronika.vault.errors import Altered, Full, Missing, Occupied, VaultError

_NAME = re.compile(r"[0-9a-f]{64}")
_FORMAT = b"KHV1"
_STALE = 3600  # seconds after which an unfinished file belongs to a process that is gone
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Stored:
    """What to remember of an object: `name` finds it, `key` opens it, `sha256` (hex) and `size` are of the original."""

    name: str
    sha256: str
    size: int
    key: bytes = field(repr=False)


class Vault:
    """A folder of encrypted objects.

    >>> import tempfile
    >>> vault = Vault(Path(tempfile.mkdtemp()), naming_key=bytes(32))
    >>> stored = vault.put(b"a leaflet")
    >>> vault.get(stored.name, stored.key)
    b'a leaflet'
    """

    def __init__(self, folder: Path, naming_key: bytes) -> None:
        """Open, and where needed make, the vault in `folder`; `naming_key` is 32 secret bytes, never changed."""
        if len(naming_key) != crypt.KEY_SIZE:
            raise ValueError(f"A naming key of {crypt.KEY_SIZE} bytes was expected, not one of {len(naming_key)}.")
        self._folder = folder
        self._naming_key = naming_key
        self._unfinished.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)

    @property
    def _unfinished(self) -> Path:
        return self._folder / "unfinished"

    def name(self, sha256: str) -> str:
        """The name under which bytes of this SHA-256 (hex) are kept, whether they are kept or not."""
        return hmac.new(self._naming_key, bytes.fromhex(sha256), hashlib.sha256).hexdigest()

    def exists(self, sha256: str) -> bool:
        """Whether bytes of this SHA-256 (hex) are kept."""
        return self._path(self.name(sha256)).is_file()

    def put(self, data: bytes, key: bytes | None = None) -> Stored:
        """Keep `data`; the same bytes again, with the `key` they were given, answer the same and write nothing.

        Raises `Occupied` when the bytes are kept and `key` is missing, `Altered` when it is not their key,
        `Full` when the disk is.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        name = self.name(sha256)
        if self._path(name).exists():
            return self._again(name, sha256, len(data), key)
        used = os.urandom(crypt.KEY_SIZE) if key is None else key
        sealed = _FORMAT + crypt.seal(used, data, name.encode())
        if not self._write(name, sealed):
            return self._again(name, sha256, len(data), key)
        return Stored(name, sha256, len(data), used)

    def _again(self, name: str, sha256: str, size: int, key: bytes | None) -> Stored:
        if key is None:
            raise Occupied(
                f'The bytes "{sha256[:12]}…" are kept already: give the key that was made for them, '
                "or erase the object first if no record holds that key."
            )
        self.get(name, key)
        return Stored(name, sha256, size, key)

    def get(self, name: str, key: bytes) -> bytes:
        """The original bytes; raises `Missing`, or `Altered` if one bit of file, key or name is not right."""
        try:
            sealed = self._path(name).read_bytes()
        except FileNotFoundError:
            raise Missing(f'No object is kept as "{name[:12]}…"; restore it from a backup.') from None
        if not sealed.startswith(_FORMAT):
            raise Altered(f'The file "{name[:12]}…" is not an object of the vault; restore it from a backup.')
        data = crypt.open(key, sealed[len(_FORMAT) :], name.encode())
        if self.name(hashlib.sha256(data).hexdigest()) != name:
            raise Altered(f'The object "{name[:12]}…" holds other bytes than its name says; restore it from a backup.')
        return data

    def erase(self, name: str) -> None:
        """Remove an object for ever; the caller destroys its key. Erasing what is not kept is no error."""
        path = self._path(name)
        with _locked(self._folder):
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                _sync(path.parent)

    def names(self) -> Iterator[str]:
        """The names of all objects, in order."""
        for shelf in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(path.name for path in shelf.iterdir() if _NAME.fullmatch(path.name))

    def sweep(self) -> int:
        """Remove what puts that were killed left unfinished over an hour ago; how many files that were."""
        before = time.time() - _STALE
        stale = [path for path in self._unfinished.iterdir() if path.stat().st_mtime < before]
        for path in stale:
            path.unlink(missing_ok=True)
        return len(stale)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise Missing(f'A name of 64 hexadecimal digits was expected, not "{name[:70]}".')
        return self._folder / name[:2] / name

    def _write(self, name: str, sealed: bytes) -> bool:
        """Write, sync, rename, sync; False if another process was first."""
        path, temporary = self._path(name), self._unfinished / f"{name[:16]}-{os.urandom(8).hex()}"
        try:
            _fill(temporary, sealed)
            with _locked(self._folder):
                if path.exists():
                    return False
                self._place(temporary, path)
            return True
        except OSError as error:
            raise _worded(error) from error
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _place(self, temporary: Path, path: Path) -> None:
        if not path.parent.is_dir():
            path.parent.mkdir(mode=0o700)
            _sync(self._folder)
        temporary.rename(path)
        _sync(path.parent)


def _fill(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o400)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _worded(error: OSError) -> VaultError:
    if error.errno in _NO_ROOM:
        return Full("The disk of the vault is full and nothing was kept; free some space, then capture again.")
    return VaultError(f"The vault's folder cannot be written ({error.strerror}); check its permissions and its disk.")
