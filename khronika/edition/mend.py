"""The next edition is made from a copy of the one before, in which only what changed is written: the cost is that of the change.

Files are shared between editions (hard links), so none is ever edited in place: it is taken away and written anew. A copy
is brought up to date by comparing manifests from the top, and what both vouch for alike is not looked at.
"""

import hashlib
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from khronika.edition import disk, header, manifest
from khronika.edition.errors import Altered, BadPath, Conflict, EditionError, Malformed, Missing, quoted
from khronika.edition.header import Header
from khronika.edition.manifest import Entry, Node, Spot
from khronika.edition.reader import open_edition
from khronika.edition.writer import Finished, put

Entries = dict[str, Entry | None]


class Mender:
    """Writes one edition from the one before.

    >>> with stage(editions) as folder:                      # doctest: +SKIP
    ...     mender = Mender(folder, latest(editions), files=before.files, size=before.bytes)
    ...     mender.add("site/en/index.html", page)
    ...     mender.remove("site/en/people/gone.html")
    ...     mender.finish(Header(number=4, ...))
    ...     publish(folder, editions, 4)
    """

    def __init__(self, folder: Path, previous: Path, *, files: int, size: int) -> None:
        """`folder` is empty or an earlier edition that is given up for this; `files` and `size` are those of `previous`."""
        self._folder = str(folder)
        self._files, self._size = files, size
        self._changes: dict[str, Entries] = defaultdict(dict)
        self._added: set[str] = set()
        self._nodes: dict[Spot, tuple[Entry, Node]] = {}
        self._top = copy(previous, folder)

    def known(self, path: str) -> Entry | None:
        """What vouches for a file now; None where there is none."""
        folder, _, name = path.rpartition("/")
        changes = self._changes.get(folder, {})
        if name in changes:
            return changes[name]
        root = self._root(folder)
        return self._leaf(Spot(folder, ""), root, name).files.get(name) if root else None

    def add(self, path: str, data: bytes) -> None:
        """Write a new or changed file; one that is as it was stays."""
        folder, name = self._split(path)
        if path in self._added:
            raise Conflict(f"Expected each path once, but {quoted(path)} is there already; write it once.")
        self._added.add(path)
        old, new = self.known(path), manifest.vouch(data)
        if old == new:
            return
        if old is not None:
            os.unlink(f"{self._folder}/{path}")
        os.makedirs(f"{self._folder}/{folder}", exist_ok=True)
        put(f"{self._folder}/{path}", data)
        self._note(folder, name, old, new)

    def remove(self, path: str) -> None:
        """Take a file away, if there is one that was not written now."""
        folder, name = self._split(path)
        old = self.known(path)
        if old is not None and path not in self._added:
            os.unlink(f"{self._folder}/{path}")
            self._note(folder, name, old, None)

    def finish(self, about: Header) -> Finished:
        """Write the manifests that changed and `edition.json`, and make all of it durable."""
        data = header.encode(about, self._settle())
        if len(data) > header.LIMIT:
            raise Malformed(f"Expected at most {header.LIMIT} bytes in {quoted(header.FILE)}; name less software.")
        put(f"{self._folder}/{header.FILE}", data)
        disk.flush(Path(self._folder))
        return Finished(hashlib.sha256(data).hexdigest(), self._files, self._size)

    def written(self) -> list[str]:
        """The paths of files that are new or other than before, manifests apart."""
        return [f"{folder}/{name}" for folder, names in self._changes.items() for name, entry in names.items() if entry]

    def _split(self, path: str) -> tuple[str, str]:
        folder, _, name = manifest.check(path).rpartition("/")
        if not folder:
            raise BadPath(f"Expected a file inside a folder, got {quoted(path)}; name a file below it.")
        return folder, name

    def _note(self, folder: str, name: str, old: Entry | None, new: Entry | None) -> None:
        self._changes[folder][name] = new
        self._files += (new is not None) - (old is not None)
        self._size += (new.size if new else 0) - (old.size if old else 0)

    def _settle(self) -> Entry:
        """Every manifest on the way from what changed to the top, children before parents."""
        folders: dict[str, Entries] = defaultdict(dict)
        for folder in sorted(_ancestors(self._changes), key=_depth, reverse=True):
            old = self._root(folder)
            new = self._mend(Spot(folder, ""), old, self._changes.get(folder, {}), folders.get(folder, {}))
            if not folder:
                self._top = new or self._write(Spot("", ""), Node())
            elif new != old:
                parent, _, name = folder.rpartition("/")
                folders[parent][name] = new
                if new is None:
                    _leave(self._folder, folder)
        return self._top

    def _mend(self, spot: Spot, old: Entry | None, files: Entries, folders: Entries) -> Entry | None:
        """The manifest of a spot with some entries put in and taken out; None where none is left."""
        node = self._node(spot, old) if old else Node()
        if not node.parts:
            return self._leafed(spot, Node(_changed(node.files, files), _changed(node.folders, folders)), old)
        parts = dict(node.parts)
        for digit, (some, inner) in _parted(files, folders, len(spot.prefix)).items():
            part = self._mend(_inside(spot, digit), parts.get(digit), some, inner)
            if part:
                parts[digit] = part
            else:
                parts.pop(digit, None)
        split = Node(parts=parts)
        if None in files.values() or None in folders.values():
            few = self._few(spot, split)
            if few is not None:
                return self._leafed(spot, few, old)
        return self._write(spot, split)

    def _leafed(self, spot: Spot, node: Node, old: Entry | None) -> Entry | None:
        if node.files or node.folders:
            return manifest.plant(spot, node, self._place)
        if old:
            os.unlink(f"{self._folder}/{spot.path}")
        return None

    def _few(self, spot: Spot, node: Node) -> Node | None:
        """What is left of a split manifest where it fits into one again; its parts are taken away then."""
        leaves, count = [], 0
        for inner, leaf in self._leaves(spot, node):
            leaves.append((inner, leaf))
            count += len(leaf.files) + len(leaf.folders)
            if count > manifest.ENTRIES:
                return None
        for inner, _ in leaves:
            while inner != spot:
                with suppress(FileNotFoundError):
                    os.unlink(f"{self._folder}/{inner.path}")
                inner = inner._replace(prefix=inner.prefix[:-1])
        files = {name: entry for _, leaf in leaves for name, entry in leaf.files.items()}
        return Node(files, {name: entry for _, leaf in leaves for name, entry in leaf.folders.items()})

    def _leaves(self, spot: Spot, node: Node) -> Iterator[tuple[Spot, Node]]:
        if not node.parts:
            yield spot, node
        for digit, part in node.parts.items():
            inner = _inside(spot, digit)
            yield from self._leaves(inner, self._node(inner, part))

    def _root(self, folder: str) -> Entry | None:
        """What vouched for the manifest of a folder in the edition before."""
        if not folder:
            return self._top
        parent, _, name = folder.rpartition("/")
        above = self._root(parent)
        return self._leaf(Spot(parent, ""), above, name).folders.get(name) if above else None

    def _leaf(self, spot: Spot, entry: Entry, name: str) -> Node:
        """The manifest that speaks for a name in a folder."""
        node = self._node(spot, entry)
        while node.parts:
            spot = _inside(spot, manifest.bucket(name)[len(spot.prefix)])
            part = node.parts.get(spot.prefix[-1])
            node = self._node(spot, part) if part else Node()
        return node

    def _node(self, spot: Spot, entry: Entry) -> Node:
        if self._nodes.get(spot, (None,))[0] != entry:
            self._nodes[spot] = entry, _node(Path(self._folder), spot, entry)
        return self._nodes[spot][1]

    def _write(self, spot: Spot, node: Node) -> Entry:
        data = manifest.encode(node)
        self._place(spot.path, data)
        return manifest.vouch(data)

    def _place(self, path: str, data: bytes) -> None:
        place = f"{self._folder}/{path}"
        with suppress(FileNotFoundError):
            os.unlink(place)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        put(place, data)


def copy(previous: Path, folder: Path) -> Entry:
    """Make `folder` the same as the edition `previous` but for `edition.json`; what it has already is not touched.

    What a folder has that is no whole edition is thrown away first. Returns what vouches for the top manifest.
    """
    top = open_edition(previous).top
    if (folder / header.FILE).exists():
        try:
            _follow(Spot("", ""), (folder, open_edition(folder).top), (previous, top))
            (folder / header.FILE).unlink()
            return top
        except (EditionError, OSError):
            shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _follow(Spot("", ""), (folder, None), (previous, top))
    return top


Side = tuple[Path, Entry | None]


def _follow(spot: Spot, ours: Side, theirs: Side) -> None:
    """Make what lies at a spot of our folder what lies there in theirs."""
    if ours[1] == theirs[1]:
        return
    have, want = _side(spot, ours), _side(spot, theirs)
    if bool(have.parts) != bool(want.parts) and ours[1] and theirs[1]:
        _follow(spot, ours, (theirs[0], None))
        ours, have = (ours[0], None), Node()
    lead = f"{spot.folder}/" if spot.folder else ""
    if ours[1]:
        os.unlink(ours[0] / spot.path)
    for name in have.files:
        if have.files[name] != want.files.get(name):
            os.unlink(ours[0] / f"{lead}{name}")
    for digit in {**have.parts, **want.parts}:
        _follow(_inside(spot, digit), (ours[0], have.parts.get(digit)), (theirs[0], want.parts.get(digit)))
    for name in {**have.folders, **want.folders}:
        _follow(Spot(lead + name, ""), (ours[0], have.folders.get(name)), (theirs[0], want.folders.get(name)))
    if theirs[1]:
        _take(spot, have, want, ours[0], theirs)
    elif spot.folder and not spot.prefix:
        _leave(str(ours[0]), spot.folder)


def _take(spot: Spot, have: Node, want: Node, folder: Path, theirs: Side) -> None:
    lead = f"{spot.folder}/" if spot.folder else ""
    for place in (spot.path, f"{lead}x"):
        os.makedirs(os.path.dirname(f"{folder}/{place}"), exist_ok=True)
    assert theirs[1] is not None
    _share(theirs[0], folder, spot.path, theirs[1])
    for name, entry in want.files.items():
        if have.files.get(name) != entry:
            _share(theirs[0], folder, lead + name, entry)


def _share(source: Path, target: Path, path: str, entry: Entry) -> None:
    try:
        os.link(f"{source}/{path}", f"{target}/{path}", follow_symlinks=False)
    except FileNotFoundError as error:
        raise Missing(f"Expected {quoted(path)} in the edition before, but it is gone; press all anew.") from error
    except OSError:
        data = disk.read(source / path, entry.size)
        if manifest.vouch(data) != entry:
            raise Altered(f"Expected {quoted(path)} as it was pressed, but it was changed; press all anew.") from None
        put(f"{target}/{path}", data)


def _side(spot: Spot, side: Side) -> Node:
    return _node(side[0], spot, side[1]) if side[1] else Node()


def _node(folder: Path, spot: Spot, entry: Entry) -> Node:
    """A manifest of ours. What vouches for it vouches for its form too: it is taken apart without a second look."""
    data = disk.read(folder / spot.path, manifest.LIMIT)
    if manifest.vouch(data) != entry:
        raise Altered(
            f"Expected the manifest {quoted(spot.path)} as it was pressed, but it was changed; press all anew."
        )
    return manifest.vouched(data)


def _inside(spot: Spot, digit: str) -> Spot:
    return spot._replace(prefix=spot.prefix + digit)


def _changed(old: Mapping[str, Entry], changes: Entries) -> dict[str, Entry]:
    return {name: entry for name, entry in {**old, **changes}.items() if entry is not None}


def _parted(files: Entries, folders: Entries, depth: int) -> dict[str, tuple[Entries, Entries]]:
    found: dict[str, tuple[Entries, Entries]] = {}
    for side, entries in enumerate((files, folders)):
        for name, entry in entries.items():
            found.setdefault(manifest.bucket(name)[depth], ({}, {}))[side][name] = entry
    return found


def _ancestors(folders: Mapping[str, Entries]) -> set[str]:
    found = {""}
    for folder in folders:
        while folder:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _depth(folder: str) -> int:
    return folder.count("/") + 1 if folder else 0


def _leave(root: str, folder: str) -> None:
    """A folder in which nothing is left goes, and the folder of its manifests."""
    for place in (f"{root}/{manifest.FOLDER}/{folder}", f"{root}/{folder}"):
        with suppress(OSError):
            os.rmdir(place)
