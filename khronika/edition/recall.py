"""A signed list asks those who hold older copies to take files out of them; it tells nobody who has no key which files these are.

An entry is a digest of a path under the mirrors' key and of a number that every list has anew, so that two lists have nothing in
common; digests of nothing fill it up to a power of two, so that its length tells little. It is signed with the edition, is there from
the first edition on, and lies beside the signatures under its own digest.
"""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from khronika.edition import canonical, chain, disk
from khronika.edition.chain import Chain
from khronika.edition.errors import EditionError, Malformed, Missing, Untrusted, quoted
from khronika.edition.header import FILE as HEADER
from khronika.edition.manifest import FOLDER

TARGET = "recall.json"
ENDING = ".recall.json"
FORMAT = 1
LEAST = 64
LIMIT = 128 * 1024 * 1024
KEY_SIZE = 32
_NAMED = re.compile(rb'"([^"]+)":\[')  # the names of files in a manifest


@dataclass(frozen=True, slots=True)
class Recall:
    """A list as it was read."""

    number: str
    entries: frozenset[str]

    def asks(self, key: bytes, path: str) -> bool:
        """Whether the file at a path of an older edition is to be removed."""
        return _entry(self.number, digest(key, path)) in self.entries


@dataclass(frozen=True, slots=True)
class Applied:
    """What was removed from copies of older editions, as 'number/path'; `newest` is the edition that was left alone."""

    newest: int
    removed: tuple[str, ...]


def digest(key: bytes, path: str) -> str:
    """HMAC-SHA256 of a path under the mirrors' key, in hex: what a home keeps of a path that it forgets."""
    return hmac.new(key, path.encode(), hashlib.sha256).hexdigest()


def listed(digests: Iterable[str]) -> bytes:
    """The bytes of a new list for some digests of paths."""
    number = secrets.token_hex(16)
    entries = {_entry(number, each) for each in digests}
    size = max(LEAST, 1 << max(0, len(entries) - 1).bit_length())
    while len(entries) < size:
        entries.add(secrets.token_hex(32))
    return canonical.dump({"entries": sorted(entries), "format": FORMAT, "number": number})


def name(data: bytes) -> str:
    """The name of the file that holds these bytes."""
    return f"{hashlib.sha256(data).hexdigest()}{ENDING}"


def read(tuf: Path, signed: Chain) -> Recall | None:
    """The list that the signatures vouch for; None where they name none. Raises Untrusted, naming the file, if it is another."""
    target = signed.targets.targets.get(TARGET)
    if target is None:
        return None
    file = f"{target.hashes.get('sha256', '')}{ENDING}"
    try:
        data = disk.read(tuf / file, min(LIMIT, target.length))
        if name(data) != file or len(data) != target.length:
            raise Malformed(f"Expected {quoted(file)} as it was signed, but it was changed; get it again.")
        return _parsed(canonical.load(data, file))
    except EditionError as error:
        raise Untrusted(str(error), file) from error


def apply(editions: Path, key: bytes, *, trusted: bytes | None = None) -> Applied:
    """Remove from all older editions in a folder what the list asks for; the newest one is not touched.

    `trusted` is the organisation's root. Raises an edition error if the signatures do not hold or there is no list, and
    Untrusted for a key that no list can have been made with.
    """
    if len(key) != KEY_SIZE:
        raise Malformed(f"Expected a key of {KEY_SIZE} bytes, 64 hexadecimal digits, got {len(key)} bytes.")
    tuf = editions / chain.FOLDER
    signed = chain.follow(tuf, trusted)
    found = read(tuf, signed)
    if found is None:
        raise Missing(
            "Expected a list of what to remove beside the signatures, but there is none; get the newest ones."
        )
    newest, removed = signed.newest(), []
    for folder in sorted(editions.iterdir()):
        if folder.name.isdecimal() and int(folder.name) < newest and folder.is_dir() and not folder.is_symlink():
            for path in sorted(_files(folder)):
                if found.asks(key, path):
                    (folder / path).unlink()
                    removed.append(f"{folder.name}/{path}")
    return Applied(newest, tuple(removed))


def differing(old: Path, new: Path) -> Iterator[str]:
    """Paths of an older edition that the new one lacks or has otherwise: whatever spoke of somebody who went is among them.

    Of manifests only those that name a file which is gone: the others say nothing of anybody, and let the rest be checked.
    """
    gone = set()
    for path in _files(old):
        if path != HEADER and not path.startswith(f"{FOLDER}/") and not _equal(f"{old}/{path}", f"{new}/{path}"):
            yield path
            if not os.path.lexists(f"{new}/{path}"):
                gone.add(path.rpartition("/")[2].encode())
    for path in _files(old / FOLDER) if gone else ():
        if not gone.isdisjoint(_NAMED.findall((old / FOLDER / path).read_bytes())):
            yield f"{FOLDER}/{path}"


def _equal(left: str, right: str) -> bool:
    try:
        one, other = os.stat(left, follow_symlinks=False), os.stat(right, follow_symlinks=False)
    except FileNotFoundError:
        return False
    if (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino):
        return True
    if one.st_size != other.st_size:
        return False
    return Path(left).read_bytes() == Path(right).read_bytes()


def _files(folder: Path) -> Iterator[str]:
    for place, _, names in os.walk(folder, followlinks=False):
        inner = os.path.relpath(place, folder)
        yield from (each if inner == "." else f"{inner}/{each}" for each in names)


def _entry(number: str, digest_of_path: str) -> str:
    return hashlib.sha256(f"{number}\n{digest_of_path}".encode()).hexdigest()


def _parsed(value: dict[str, object]) -> Recall:
    entries, number = value.get("entries"), value.get("number")
    if value.get("format") != FORMAT or not isinstance(entries, list) or not isinstance(number, str):
        raise Malformed(f"Expected a list of format {FORMAT} of what to remove; a newer program reads newer formats.")
    return Recall(number, frozenset(map(str, entries)))
