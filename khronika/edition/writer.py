"""An edition made anew: every file is written once and vouched for as it is written.

Nothing is durable before `finish`, which flushes once for all files, and nothing is visible before `publish`.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from khronika.edition import disk, header, manifest
from khronika.edition.errors import BadPath, Conflict, Malformed, quoted
from khronika.edition.header import Header
from khronika.edition.manifest import Entry

_MAKING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True)
class Finished:
    """A complete edition: its digest, the number of its files and their bytes (manifests not counted)."""

    digest: str
    files: int
    bytes: int


class Writer:
    """Writes one edition into an empty folder.

    >>> with stage(editions) as folder:                      # doctest: +SKIP
    ...     writer = Writer(folder)
    ...     writer.add("site/en/index.html", page)
    ...     writer.finish(Header(number=4, ...))
    ...     publish(folder, editions, 4)
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Conflict(f"Expected an empty folder to press into, but {quoted(folder.name)} has files; use another.")
        self._folder = str(folder)
        self._tree: dict[str, dict[str, Entry]] = {}
        self._made: set[str] = set()
        self._finished = False

    def add(self, path: str, data: bytes) -> None:
        """Write a file."""
        folder, name = self._claim(path)
        put(f"{self._folder}/{path}", data)
        self._tree[folder][name] = Entry(len(data), hashlib.sha256(data).hexdigest())

    def finish(self, about: Header) -> Finished:
        """Write manifests and `edition.json` and make all of it durable."""
        self._open()
        self._finished = True
        top = manifest.build(self._tree, self._vouch)
        data = header.encode(about, top)
        if len(data) > header.LIMIT:
            raise Malformed(f"Expected at most {header.LIMIT} bytes in {quoted(header.FILE)}; name less software.")
        put(f"{self._folder}/{header.FILE}", data)
        disk.flush(Path(self._folder))
        entries = [entry for names in self._tree.values() for entry in names.values()]
        return Finished(hashlib.sha256(data).hexdigest(), len(entries), sum(entry.size for entry in entries))

    def written(self) -> list[str]:
        """The paths of all files, manifests apart."""
        return [f"{folder}/{name}" for folder, names in self._tree.items() for name in names]

    def _open(self) -> None:
        if self._finished:
            raise Conflict("Expected an edition that is still being written, but it was finished; start a new one.")

    def _claim(self, path: str) -> tuple[str, str]:
        self._open()
        folder, _, name = manifest.check(path).rpartition("/")
        if not folder:
            raise BadPath(f"Expected a file inside a folder, got {quoted(path)}; name a file below it.")
        if name in self._tree.get(folder, ()) or path in self._made:
            raise Conflict(f"Expected each path once, but {quoted(path)} is there already; write it once.")
        self._make(folder)
        return folder, name

    def _make(self, folder: str) -> None:
        if folder in self._tree:
            return
        self._mkdir(folder)
        self._tree[folder] = {}

    def _mkdir(self, folder: str) -> None:
        steps = folder.split("/")
        for end in range(1, len(steps) + 1):
            step = "/".join(steps[:end])
            if step in self._made:
                continue
            parent, _, name = step.rpartition("/")
            if name in self._tree.get(parent, ()):
                raise Conflict(f"Expected {quoted(step)} to be a file or a folder, not both; rename one of them.")
            os.mkdir(f"{self._folder}/{step}")
            self._made.add(step)

    def _vouch(self, path: str, data: bytes) -> None:
        self._mkdir(path.rpartition("/")[0])
        put(f"{self._folder}/{path}", data)


def put(path: str, data: bytes) -> None:
    """Write a file that is not there yet, for everybody to read and nobody to change."""
    handle = os.open(path, _MAKING, disk.PUBLIC)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)
