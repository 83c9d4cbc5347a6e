"""Every file of an edition is vouched for by exactly one manifest, and every manifest by exactly one parent.

A manifest speaks for one folder, or for the part of a folder whose names have a SHA-256 that begins with certain hex
digits. It has at most 1,000 entries; a folder with more is split by one more digit, sixteen ways, until each part
fits. Where a manifest lies follows from what it speaks for, so one changed file makes new only the manifests on the
way from its folder to the top. Names are lower-case Latin so that they survive every file system.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from khronika.edition import canonical
from khronika.edition.errors import BadPath, Malformed, quoted

FOLDER = "manifests"
TOPS = ("data", "media", "site")
ENTRIES = 1000
LONGEST = 200
LIMIT = 512 * 1024

_NAME = r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9_-])?"
_PATH = re.compile(rf"(?:{'|'.join(TOPS)})(?:/{_NAME})*")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PART = re.compile(r"[0-9a-f]")


class Entry(NamedTuple):
    """What a manifest says of a file or of another manifest: its size in bytes and its SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Node:
    """One manifest: either `files` and `folders` by name, or `parts` by the next hex digit."""

    files: Mapping[str, Entry] = field(default_factory=dict)
    folders: Mapping[str, Entry] = field(default_factory=dict)
    parts: Mapping[str, Entry] = field(default_factory=dict)


class Spot(NamedTuple):
    """What a manifest speaks for: a folder ('' is the edition) and the hex digits its names' digests begin with."""

    folder: str
    prefix: str

    @property
    def path(self) -> str:
        """Where the manifest lies in the edition.

        >>> Spot("site/en", "3").path
        'manifests/site/en/_3.json'
        """
        return "/".join(part for part in (FOLDER, self.folder, f"_{self.prefix}.json") if part)


def vouch(data: bytes) -> Entry:
    """The entry that vouches for these bytes."""
    return Entry(len(data), hashlib.sha256(data).hexdigest())


def check(path: str) -> str:
    """The path itself when an edition may contain a file there; raises BadPath with the reason otherwise."""
    if len(path) > LONGEST:
        raise BadPath(f"Expected a path of at most {LONGEST} characters, got {quoted(path)}; shorten it.")
    if _PATH.fullmatch(path) is None or ".." in path:
        raise BadPath(
            f"Expected a path under {', '.join(TOPS)} made of lower-case Latin letters, digits, '.', '_' and '-', "
            f"got {quoted(path)}; rename the file."
        )
    return path


def within(name: str, prefix: str) -> bool:
    """Whether a name belongs to the part of its folder that the prefix stands for."""
    return not prefix or bucket(name).startswith(prefix)


def build(tree: Mapping[str, Mapping[str, Entry]], write: Callable[[str, bytes], None]) -> Entry:
    """Make all manifests of a tree (folder -> name -> entry) and return what vouches for the top one.

    `write` gets each manifest's place and bytes, children before parents.
    """
    children: dict[str, set[str]] = {}
    for folder in tree:
        while folder:
            parent, _, name = folder.rpartition("/")
            children.setdefault(parent, set()).add(name)
            folder = parent

    def grow(folder: str) -> Entry:
        inner = {name: grow(f"{folder}/{name}" if folder else name) for name in sorted(children.get(folder, ()))}
        return plant(Spot(folder, ""), Node(tree.get(folder, {}), inner), write)

    return grow("")


def encode(node: Node) -> bytes:
    """The bytes of a manifest."""
    if node.parts:
        return canonical.dump({"parts": node.parts})
    return canonical.dump({"files": node.files, "folders": node.folders})


def decode(data: bytes, spot: Spot) -> Node:
    """The manifest that bytes say for a spot; anything that does not belong there raises Malformed or BadPath."""
    value = canonical.load(data, spot.path)
    if set(value) == {"parts"}:
        return Node(parts=_entries(value["parts"], _PART.fullmatch, spot))
    if set(value) != {"files", "folders"}:
        raise Malformed(f"Expected files and folders, or parts, in {quoted(spot.path)}; press the edition again.")
    node = Node(_entries(value["files"], _named(spot), spot), _entries(value["folders"], _named(spot), spot))
    if len(node.files) + len(node.folders) > ENTRIES or (spot.folder == "" and node.files):
        raise Malformed(f"Expected at most {ENTRIES} entries, and no file at the top, in {quoted(spot.path)}.")
    return node


def vouched(data: bytes) -> Node:
    """The manifest that bytes say which were compared with what vouches for them: their form is not checked again."""
    sides = json.loads(data).items()
    return Node(**{side: {name: Entry(*each) for name, each in found.items()} for side, found in sides})


def walk(top: Entry, fetch: Callable[[Spot, Entry], Node | None]) -> Iterator[tuple[str, Entry]]:
    """All files below a top manifest, with what vouches for them, in no stated order.

    `fetch` returns the manifest of a spot, or None to leave out what it speaks for.
    """
    waiting = [(Spot("", ""), top)]
    while waiting:
        spot, entry = waiting.pop()
        node = fetch(spot, entry)
        if node is None:
            continue
        lead = f"{spot.folder}/" if spot.folder else ""
        yield from ((lead + name, file) for name, file in node.files.items())
        waiting.extend((Spot(lead + name, ""), inner) for name, inner in node.folders.items())
        waiting.extend((Spot(spot.folder, spot.prefix + digit), part) for digit, part in node.parts.items())


def plant(spot: Spot, node: Node, write: Callable[[str, bytes], None]) -> Entry:
    """Make the manifest of a spot, in parts where it is too long, and return what vouches for it."""
    if len(node.files) + len(node.folders) > ENTRIES:
        node = Node(
            parts={
                digit: plant(spot._replace(prefix=spot.prefix + digit), part, write)
                for digit, part in _split(node, len(spot.prefix))
            }
        )
    data = encode(node)
    write(spot.path, data)
    return vouch(data)


def _split(node: Node, depth: int) -> Iterator[tuple[str, Node]]:
    files: dict[str, dict[str, Entry]] = {}
    folders: dict[str, dict[str, Entry]] = {}
    for source, target in ((node.files, files), (node.folders, folders)):
        for name, entry in source.items():
            target.setdefault(bucket(name)[depth], {})[name] = entry
    for digit in sorted(files.keys() | folders.keys()):
        yield digit, Node(files.get(digit, {}), folders.get(digit, {}))


def bucket(name: str) -> str:
    """The hex digits by which a name is sorted into parts."""
    return hashlib.sha256(name.encode("ascii", "backslashreplace")).hexdigest()


def _named(spot: Spot) -> Callable[[str], bool]:
    lead = f"{spot.folder}/" if spot.folder else ""

    def fits(name: str) -> bool:
        return "/" not in name and within(name, spot.prefix) and bool(check(lead + name))

    return fits


def _entries(value: Any, fits: Callable[[str], object], spot: Spot) -> dict[str, Entry]:
    if not isinstance(value, dict):
        raise Malformed(f"Expected names with sizes and digests in {quoted(spot.path)}; press the edition again.")
    for name in value:
        if not fits(name):
            raise Malformed(f"Expected only names that belong to {quoted(spot.path)}, got {quoted(name)}.")
    return {name: entry(item, spot.path) for name, item in value.items()}


def entry(value: Any, place: str) -> Entry:
    """An entry out of its JSON form, a list of size and digest."""
    match value:
        case [int(size), str(sha256)] if not isinstance(size, bool) and _DIGEST.fullmatch(sha256):
            return Entry(size, sha256)
    raise Malformed(f"Expected a size and a SHA-256 in {quoted(place)}, got {quoted(value)}.")
