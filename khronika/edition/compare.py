"""What lies in a folder is compared with what was vouched for, and every single difference gets its name.

Nothing is believed that no manifest vouches for, no link is followed, and no file is read unless its size is right,
so that looking at a hostile copy costs no more than looking at the genuine one.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from khronika.edition import disk, header, manifest, reader
from khronika.edition.errors import EditionError, shown
from khronika.edition.manifest import Entry, Node, Spot

DEEPEST = 128


class Fault(StrEnum):
    """What is wrong at a path."""

    MISSING = "missing"
    EXTRA = "extra"
    CHANGED = "changed"
    IRREGULAR = "not a plain file"


@dataclass(frozen=True, order=True)
class Difference:
    """One place in an edition that is not as it was pressed."""

    path: str
    fault: Fault


def compare(folder: Path, top: Entry) -> tuple[Difference, ...]:
    """All differences between an edition's folder and what its `edition.json` vouches for, by path."""
    return _Comparison(folder).run(top)


class _Comparison:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._plain: set[str] = set()
        self._odd: set[str] = set()
        self._empty: set[str] = set()
        self._listed = {header.FILE}
        self._blind: list[Spot] = []
        self._found: list[Difference] = []

    def run(self, top: Entry) -> tuple[Difference, ...]:
        for path, plain in _scan(str(self._folder)):
            (self._plain if plain else self._empty if path.endswith("/") else self._odd).add(path)
        for path, entry in manifest.walk(top, self._fetch):
            self._look(path, entry)
        extra = (self._plain - self._listed) | (self._empty - self._needed() if self._empty else set())
        self._found += [Difference(shown(path), Fault.EXTRA) for path in extra if not self._unjudged(path)]
        self._found += [Difference(shown(path), Fault.IRREGULAR) for path in self._odd]
        return tuple(sorted(self._found))

    def _needed(self) -> set[str]:
        """The folders that would not be empty if nothing were missing."""
        return {path[: end + 1] for path in self._listed for end, each in enumerate(path) if each == "/"}

    def _fetch(self, spot: Spot, entry: Entry) -> Node | None:
        self._listed.add(spot.path)
        try:
            if spot.path in self._plain:
                return reader.node(self._folder, spot, entry)
            self._lack(spot.path)
        except EditionError:
            self._found.append(Difference(spot.path, Fault.CHANGED))
        self._blind.append(spot)
        return None

    def _look(self, path: str, entry: Entry) -> None:
        self._listed.add(path)
        if path not in self._plain:
            self._lack(path)
        elif disk.measure(self._folder / path, entry.size) != entry.sha256:
            self._found.append(Difference(path, Fault.CHANGED))

    def _lack(self, path: str) -> None:
        if path not in self._odd:
            self._found.append(Difference(path, Fault.MISSING))

    def _unjudged(self, path: str) -> bool:
        return any(_covers(spot, path) for spot in self._blind)


def _covers(spot: Spot, path: str) -> bool:
    """Whether a path is one that only the manifest of a spot could have spoken for."""
    path = path.removeprefix(f"{manifest.FOLDER}/")
    lead = f"{spot.folder}/" if spot.folder else ""
    if not path.startswith(lead):
        return False
    name, _, rest = path[len(lead) :].partition("/")
    if not rest and name.startswith("_"):
        return name.startswith(f"_{spot.prefix}")
    return manifest.within(name, spot.prefix)


def _scan(root: str, lead: str = "", depth: int = 0) -> Iterator[tuple[str, bool]]:
    """Every path below a folder and whether it is a plain file; of folders only the empty ones, with '/' at the end."""
    with os.scandir(f"{root}/{lead}") as entries:
        listed = list(entries)
    if not listed and lead:
        yield lead, False
    for each in listed:
        path = f"{lead}{each.name}"
        if each.is_dir(follow_symlinks=False) and depth < DEEPEST:
            yield from _scan(root, f"{path}/", depth + 1)
        else:
            yield path, each.is_file(follow_symlinks=False)
