"""From a root one trusts to the digest of an edition there is one way: root, timestamp, snapshot, targets.

Each step is python-tuf's own check of the signatures that the root asks for; nothing here knows the hour, so that
whoever asks can tell 'expired' from 'forged'. Metadata that only an earlier root of the same line would accept is
followed too and marked: it is genuine history, out of date or revoked, never the present.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp

from khronika.edition import disk, metadata
from khronika.edition.errors import EditionError, Unsigned, Untrusted, quoted
from khronika.edition.metadata import S
from khronika.edition.root import REVOKED

FOLDER = "tuf"
TIMESTAMP = "timestamp.json"
STATUS = "khronika-status"
LIMITS = {"root": 256 * 1024, "timestamp": 16 * 1024, "snapshot": 16 * 1024, "targets": 8 * 1024 * 1024}

_TARGET = re.compile(r"editions/([1-9][0-9]{0,15})/edition\.json")
_ROOT = re.compile(r"([1-9][0-9]{0,8})\.root\.json")


@dataclass(frozen=True)
class Vouched:
    """What the signatures say of one edition: digest and size of its `edition.json`, and 'withdrawn' or 'revoked'."""

    digest: str
    size: int
    status: str


@dataclass(frozen=True)
class Chain:
    """A followed chain. `roots` is the trusted line, oldest first; `under` is the root that accepts the rest."""

    roots: tuple[Root, ...]
    fingerprint: str
    under: Root
    timestamp: Timestamp
    snapshot: Snapshot
    targets: Targets

    @property
    def replaced(self) -> bool:
        """Whether the keys that signed are no longer those of the newest root."""
        return self.under is not self.roots[-1]

    @property
    def revoked(self) -> bool:
        """Whether a key that signed was revoked by the newest root."""
        gone = set(self.roots[-1].unrecognized_fields.get(REVOKED, ()))
        roles = self.under.roles
        return bool(gone & {*roles[Targets.type].keyids, *roles[Timestamp.type].keyids})

    def editions(self) -> Mapping[int, Vouched]:
        """All editions that were ever signed, by number."""
        found = {}
        for path, target in self.targets.targets.items():
            if match := _TARGET.fullmatch(path):
                custom = target.custom if isinstance(target.custom, dict) else {}
                vouched = Vouched(target.hashes.get("sha256", ""), target.length, str(custom.get(STATUS, "")))
                found[int(match[1])] = vouched
        return found

    def newest(self) -> int:
        """The number of the newest edition that its publisher stands behind, or 0."""
        return max((number for number, edition in self.editions().items() if not edition.status), default=0)

    def ended(self, at: datetime) -> tuple[str, ...]:
        """The roles whose time is over at a moment."""
        parts = (self.roots[-1], self.timestamp, self.snapshot, self.targets)
        return tuple(part.type for part in parts if part.is_expired(at))


def follow(tuf: Path, trusted: bytes | None = None) -> Chain:
    """Follow the metadata in a folder from a trusted root, or, without one, from the oldest root found there.

    Raises Unsigned where there is no metadata at all, and Untrusted, naming the file, where something does not hold.
    """
    line, fingerprint = roots(tuf, trusted)
    refused: Untrusted | None = None
    for root in (*reversed(line), *_before(tuf, line[0])):
        try:
            return Chain(tuple(each.signed for each in line), fingerprint, root.signed, *_below(tuf, root.signed))
        except Untrusted as error:
            refused = refused or error
    assert refused is not None
    raise refused


def roots(tuf: Path, trusted: bytes | None = None) -> tuple[list[Metadata[Root]], str]:
    """The trusted line of roots, oldest first, with the fingerprint (SHA-256) of the file it begins with."""
    name, start = _first(tuf) if trusted is None else ("root.json", trusted)
    _present(tuf)
    line = [_parsed(start, Root, name)]
    version = line[0].signed.version
    metadata.succeeds(line[0], None, _root(version))
    if (tuf / _root(version)).exists() and _bytes(tuf, _root(version), Root.type) != start:
        raise Untrusted(
            f"Expected the trusted root in {quoted(_root(version))}, but it is another; do not trust this copy.",
            _root(version),
        )
    while (tuf / _root(line[-1].signed.version + 1)).exists():
        name = _root(line[-1].signed.version + 1)
        following = _parsed(_bytes(tuf, name, Root.type), Root, name)
        metadata.succeeds(following, line[-1].signed, name)
        line.append(following)
    return line, hashlib.sha256(start).hexdigest()


def _present(tuf: Path) -> None:
    if not tuf.is_dir() or not any(tuf.iterdir()):
        raise Unsigned("Expected signatures beside the edition, but there are none; get the folder 'tuf' too.")


def _first(tuf: Path) -> tuple[str, bytes]:
    _present(tuf)
    versions = [int(match[1]) for path in tuf.iterdir() if (match := _ROOT.fullmatch(path.name))]
    name = _root(min(versions, default=1))
    return name, _bytes(tuf, name, Root.type)


def _before(tuf: Path, first: Metadata[Root]) -> list[Metadata[Root]]:
    name = _root(first.signed.version - 1)
    if not (tuf / name).exists():
        return []
    root = _parsed(_bytes(tuf, name, Root.type), Root, name)
    metadata.succeeds(root, None, name)
    handed = root.signed.get_verification_result(Root.type, first.signed_bytes, first.signatures)
    return [root] if handed else []


def _below(tuf: Path, root: Root) -> tuple[Timestamp, Snapshot, Targets]:
    timestamp = _accepted(tuf, Timestamp, TIMESTAMP, root)
    snapshot_name = f"{timestamp.snapshot_meta.version}.snapshot.json"
    snapshot = _accepted(tuf, Snapshot, snapshot_name, root, timestamp.snapshot_meta)
    promised = snapshot.meta.get("targets.json")
    if promised is None:
        raise Untrusted(f"Expected the version of the targets in {quoted(snapshot_name)}, got none.", snapshot_name)
    return timestamp, snapshot, _accepted(tuf, Targets, f"{promised.version}.targets.json", root, promised)


def _accepted(tuf: Path, kind: type[S], name: str, root: Root, promised: MetaFile | None = None) -> S:
    data = _bytes(tuf, name, kind.type)
    try:
        if promised is not None:
            promised.verify_length_and_hashes(data)
    except RepositoryError as error:
        raise Untrusted(f"Expected {quoted(name)} as it was signed, but it was changed; get it again.", name) from error
    found = _parsed(data, kind, name)
    metadata.delegated(found, root, name)
    if promised is not None and found.signed.version != promised.version:
        raise Untrusted(f"Expected version {promised.version} in {quoted(name)}, got {found.signed.version}.", name)
    return found.signed


def _parsed(data: bytes, kind: type[S], name: str) -> Metadata[S]:
    try:
        return metadata.parse(data, kind, name)
    except EditionError as error:
        raise Untrusted(str(error), name) from error


def _bytes(tuf: Path, name: str, kind: str) -> bytes:
    try:
        return disk.read(tuf / name, LIMITS[kind])
    except EditionError as error:
        raise Untrusted(str(error), name) from error


def _root(version: int) -> str:
    return f"{version}.root.json"
