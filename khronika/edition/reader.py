"""An edition is read through its manifests, so whatever comes out of here was vouched for by `edition.json`.

That says nothing of who made it: signatures are `verify`'s business.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from khronika.edition import disk, header, manifest
from khronika.edition.errors import Altered, Malformed, Missing, quoted
from khronika.edition.header import Header
from khronika.edition.manifest import Entry, Node, Spot

LATEST = "latest"
_NUMBER = re.compile(r"[1-9][0-9]{0,15}")


@dataclass(frozen=True)
class File:
    """One file of an edition: its path in it, its size in bytes, its SHA-256 in hex."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Edition:
    """An opened edition: where it lies, what it says of itself, its digest, and what vouches for its top manifest."""

    folder: Path
    header: Header
    digest: str
    top: Entry

    def files(self, manifests: dict[str, Entry] | None = None) -> Iterator[File]:
        """Every file that the manifests list; raises Altered at a manifest that nobody vouches for.

        manifests: filled with each manifest that was read, by its path, where given.
        """

        def fetch(spot: Spot, entry: Entry) -> Node:
            if manifests is not None:
                manifests[spot.path] = entry
            return node(self.folder, spot, entry)

        return (File(path, *entry) for path, entry in manifest.walk(self.top, fetch))


def open_edition(folder: Path) -> Edition:
    """Open the edition in a folder (`editions/3`, or a copy of it anywhere)."""
    data = disk.read(folder / header.FILE, header.LIMIT)
    about, top = header.decode(data)
    return Edition(folder, about, hashlib.sha256(data).hexdigest(), top)


def node(folder: Path, spot: Spot, entry: Entry) -> Node:
    """The manifest of a spot in the edition at `folder`, after checking that it is the one vouched for."""
    data = disk.read(folder / spot.path, manifest.LIMIT)
    if manifest.vouch(data) != entry:
        raise Altered(
            f"Expected the manifest {quoted(spot.path)} as it was pressed, but it was changed; copy it again."
        )
    return manifest.decode(data, spot)


def newest(editions: Path) -> int:
    """The number of the edition that `editions/latest` names, or 0 where nothing was published yet."""
    try:
        text = disk.read(editions / LATEST, 64).decode("utf-8", "replace").strip()
    except Missing:
        return 0
    if _NUMBER.fullmatch(text) is None:
        raise Malformed(f"Expected the number of an edition in {quoted(LATEST)}, got {quoted(text)}; press or verify.")
    return int(text)


def latest(editions: Path) -> Path:
    """The folder of the newest published edition."""
    number = newest(editions)
    if number == 0:
        raise Missing(f"Expected an edition in {quoted(editions.name)}, but none was published yet; press one.")
    if not (editions / str(number)).is_dir():
        raise Missing(
            f"Expected edition {quoted(number)} to be there, because it is named as the latest; copy it again."
        )
    return editions / str(number)
