"""Only files that the edition's manifests vouch for are served, and only as they were vouched for.

A file is read at its first visit, compared with its digest, and kept in memory compressed, up to a limit. Nothing that
a reader sends ever becomes part of a path on the disk: addresses are looked up in a list.
"""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import brotli  # type: ignore[import-untyped]  # it ships no types

from khronika.edition import disk
from khronika.edition.errors import EditionError
from khronika.edition.manifest import LIMIT, Entry
from khronika.edition.reader import Edition, File
from khronika.public.headers import PACKED, ending

PLAIN, GZIP, BROTLI = "identity", "gzip", "br"
MEMORY = 256 * 1024 * 1024
SMALLEST = 400  # bytes below which compressing gains nothing


@dataclass(slots=True)
class Page:
    """One file in memory: its path in the edition, its digest, and its bytes by their encoding."""

    path: str
    sha256: str
    bodies: dict[str, bytes] = field(default_factory=dict)

    def body(self, encoding: str) -> tuple[str, bytes]:
        """The bytes in this encoding, made once; the plain ones where compressing gains nothing."""
        plain = self.bodies[PLAIN]
        if encoding == PLAIN or len(plain) < SMALLEST or ending(self.path) not in PACKED:
            return PLAIN, plain
        if encoding not in self.bodies:
            self.bodies[encoding] = _packed(plain, encoding)
        return encoding, self.bodies[encoding]

    @property
    def size(self) -> int:
        """How much memory it takes, about."""
        return sum(map(len, self.bodies.values())) + 500


class Files:
    """The files of one edition by the address they are asked for."""

    def __init__(self, edition: Edition, *, memory: int = MEMORY) -> None:
        self.edition = edition
        self._memory, self._used = memory, 0
        self._pages: dict[str, Page] = {}
        vouching: dict[str, Entry] = {}
        self._files: dict[str, File] = {_address(file.path): file for file in edition.files(vouching)}
        self._proofs = {f"/{path}": path for path in ("edition.json", *vouching)}

    def __contains__(self, address: str) -> bool:
        """Whether a page or file has this address, spelled in full."""
        return address in self._files

    def find(self, address: str) -> Page | None:
        """What is at an address such as '/en/people/x', with or without '.html'; None where nothing is."""
        for spelled in (address, f"{address}index.html" if address.endswith("/") else f"{address}.html"):
            if spelled in self._files:
                return self._kept(spelled)
        return None

    def folder(self, address: str) -> bool:
        """Whether an address lacks only its last '/'."""
        return f"{address}/index.html" in self._files

    def proof(self, address: str) -> bytes | None:
        """What proves the edition: `edition.json` or a manifest; None where the address is none of these."""
        path = self._proofs.get(address)
        return disk.read(self.edition.folder / path, LIMIT) if path else None

    def data(self, folder: str) -> Iterator[bytes]:
        """The files of one folder of data, such as 'data/records', in the order of their names; none is kept."""
        for file in sorted(self._files.values(), key=lambda file: file.path):
            if file.path.startswith(f"{folder}/"):
                yield self._read(file)

    def _kept(self, address: str) -> Page:
        page = self._pages.get(address)
        if page is None:
            file = self._files[address]
            page = Page(file.path, file.sha256, {PLAIN: self._read(file)})
            self._used += page.size * 2
            self._pages[address] = page
            self._forget()
        return page

    def _forget(self) -> None:
        while self._used > self._memory and len(self._pages) > 1:
            self._used -= self._pages.pop(next(iter(self._pages))).size * 2

    def _read(self, file: File) -> bytes:
        data = disk.read(self.edition.folder / file.path, file.size)
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise EditionError("Expected a file as it was pressed, but it was changed; copy the edition again.")
        return data


def _address(path: str) -> str:
    return "/" + path.removeprefix("site/")


def _packed(data: bytes, encoding: str) -> bytes:
    return gzip.compress(data, 6, mtime=0) if encoding == GZIP else bytes(brotli.compress(data, quality=6))
