"""A file is written once and then shared: what did not change is the same file in the edition before and in this one.

Therefore files of an edition are never edited in place (they are made read-only so that nobody does by accident).
Nothing is durable before `finish`, which flushes once for all files, and nothing is visible before `publish`.
"""

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from khronika.edition import disk, header, manifest
from khronika.edition.errors import Altered, BadPath, Conflict, Malformed, Missing, quoted
from khronika.edition.header import Header
from khronika.edition.manifest import Entry
from khronika.edition.reader import open_edition

_MAKING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True)
class Finished:
    """A complete edition: its digest, the number of its files and their bytes (manifests not counted)."""

    digest: str
    files: int
    bytes: int


class Writer:
    """Writes one edition into an empty folder, taking what did not change from the edition before.

    >>> with stage(editions) as folder:                      # doctest: +SKIP
    ...     writer = Writer(folder, latest(editions))
    ...     writer.add("site/en/index.html", page)
    ...     writer.keep_folder("media")
    ...     writer.finish(Header(number=4, ...))
    ...     publish(folder, editions, 4)
    """

    def __init__(self, folder: Path, previous: Path | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Conflict(f"Expected an empty folder to press into, but {quoted(folder.name)} has files; use another.")
        self._folder = str(folder)
        self._tree: dict[str, dict[str, Entry]] = {}
        self._before = "" if previous is None else str(previous)
        self._known: dict[str, dict[str, Entry]] = {}
        self._manifests: dict[str, Entry] = {}
        self._made: set[str] = set()
        self._finished = False
        if previous is not None:
            self._learn(previous)

    def add(self, path: str, data: bytes) -> None:
        """Write a new or changed file."""
        folder, name = self._claim(path)
        _write(f"{self._folder}/{path}", data)
        self._tree[folder][name] = Entry(len(data), hashlib.sha256(data).hexdigest())

    def keep(self, path: str) -> None:
        """Take an unchanged file from the edition before, without reading it."""
        folder, name = self._claim(path)
        entry = self._known.get(folder, {}).get(name)
        if entry is None:
            raise Missing(f"Expected {quoted(path)} in the edition before, but it is not there; add it instead.")
        self._share(path, entry)
        self._tree[folder][name] = entry

    def keep_folder(self, folder: str, *, besides: Collection[str] = ()) -> int:
        """Take all that is below a folder from the edition before, and return how many files that were.

        Paths that were added or kept already, and those in `besides` (which are no longer wanted), are left out.
        """
        manifest.check(folder)
        count = 0
        for inner, names in self._known.items():
            if inner == folder or inner.startswith(folder + "/"):
                present = self._tree.get(inner, {})
                wanted = [path for name in names if name not in present and (path := f"{inner}/{name}") not in besides]
                for path in wanted:
                    self.keep(path)
                count += len(wanted)
        return count

    def finish(self, about: Header) -> Finished:
        """Write manifests and `edition.json` and make all of it durable."""
        self._open()
        self._finished = True
        top = manifest.build(self._tree, self._vouch)
        data = header.encode(about, top)
        if len(data) > header.LIMIT:
            raise Malformed(f"Expected at most {header.LIMIT} bytes in {quoted(header.FILE)}; name less software.")
        _write(f"{self._folder}/{header.FILE}", data)
        disk.flush(Path(self._folder))
        entries = [entry for names in self._tree.values() for entry in names.values()]
        return Finished(hashlib.sha256(data).hexdigest(), len(entries), sum(entry.size for entry in entries))

    def _learn(self, previous: Path) -> None:
        for file in open_edition(previous).files(self._manifests):
            folder, _, name = file.path.rpartition("/")
            self._known.setdefault(folder, {})[name] = Entry(file.size, file.sha256)

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
        entry = self._manifests.get(path)
        if entry is not None and entry == manifest.vouch(data):
            self._share(path, entry)
        else:
            _write(f"{self._folder}/{path}", data)

    def _share(self, path: str, entry: Entry) -> None:
        source, target = f"{self._before}/{path}", f"{self._folder}/{path}"
        try:
            os.link(source, target, follow_symlinks=False)
        except FileNotFoundError as error:
            raise Missing(f"Expected {quoted(path)} in the edition before, but it is gone; press all anew.") from error
        except OSError:
            _copy(Path(source), Path(target), entry)


def _copy(source: Path, target: Path, entry: Entry) -> None:
    data = disk.read(source, entry.size)
    if manifest.vouch(data) != entry:
        raise Altered(f"Expected {quoted(source.name)} as it was pressed, but it was changed; press all anew.")
    _write(str(target), data)


def _write(path: str, data: bytes) -> None:
    handle = os.open(path, _MAKING, disk.PUBLIC)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)
