"""Signing replaces one small file last, `timestamp.json`; until that instant everyone sees the state before.

Targets and snapshot are written under new names first (TUF's consistent snapshots), so a process killed anywhere
leaves metadata that verifies. What is signed anew is first verified, so that nothing slipped into the folder by
another hand is ever given a signature.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp

from khronika.edition import chain, disk, header, keys, metadata, recall
from khronika.edition.chain import STATUS, TIMESTAMP, Chain
from khronika.edition.errors import Conflict, Missing, Untrusted, quoted
from khronika.edition.keys import Keys
from khronika.edition.reader import open_edition

FRESH = timedelta(days=14)


def place_root(tuf: Path, root: bytes, working: Keys | None = None, *, at: datetime) -> None:
    """Put a root where readers find it.

    A root that replaces another comes with the working keys it names, and all that was signed is signed anew with
    them. Calling it again after a crash completes what was begun.
    """
    tuf.mkdir(parents=True, exist_ok=True)
    new = metadata.parse(root, Root, "root.json")
    name = f"{new.signed.version}.root.json"
    line = chain.roots(tuf)[0] if new.signed.version > 1 and any(tuf.iterdir()) else []
    before = next((each.signed for each in line if each.signed.version == new.signed.version - 1), None)
    if before is None and new.signed.version > 1:
        raise Untrusted("Expected the root before this one in the folder, but it is not there; place it first.", name)
    metadata.succeeds(new, before, name)
    if (tuf / name).exists() and disk.read(tuf / name, len(root)) != root:
        raise Conflict(f"Expected no other root as {quoted(name)}, but there is one; keep it or use another folder.")
    signed = chain.follow(tuf) if (tuf / TIMESTAMP).exists() else None
    if signed is None:
        disk.replace(tuf / name, root)
        return
    if working is None:
        raise Untrusted("Expected the working keys that the new root names, to sign anew; give them too.")
    files = _files(new.signed, working, signed, at=at)
    _put(tuf, {**files, name: root})


def sign_edition(tuf: Path, working: Keys, edition: Path, *, at: datetime, recalled: bytes | None = None) -> None:
    """Sign the edition in a folder as the newest one, and with it the list of what to remove from older ones, if given."""
    opened = open_edition(edition)
    number, before = opened.header.number, opened.header.number - 1
    root, signed = _state(tuf)
    known = {} if signed is None else signed.editions()
    if number < max(known, default=0):
        raise Conflict(f"Expected a number above {max(known)}, which is signed, got {number}; press the next one.")
    if before in known and known[before].digest != opened.header.previous:
        raise Conflict(f"Expected edition {number} to name the digest that was signed for {before}; press it again.")
    data = disk.read(edition / header.FILE, header.LIMIT)
    target = TargetFile.from_data(_target(number), data, ["sha256"])

    def change(targets: Targets) -> None:
        targets.targets[target.path] = target
        if recalled is not None:
            targets.targets[recall.TARGET] = TargetFile.from_data(recall.TARGET, recalled, ["sha256"])

    listed = {} if recalled is None else {recall.name(recalled): recalled}
    _put(tuf, {**listed, **_files(root, working, signed, at=at, change=change)})


def revoke(tuf: Path, working: Keys, number: int, *, at: datetime) -> None:
    """Declare that an edition must not be believed, for instance because it was pressed by another hand."""
    _mark(tuf, working, number, status="revoked", at=at)


def withdraw(tuf: Path, working: Keys, number: int, *, at: datetime) -> None:
    """Declare that an edition is genuine and must no longer be shown, for instance because it endangers someone."""
    _mark(tuf, working, number, status="withdrawn", at=at)


def renew_timestamp(tuf: Path, working: Keys, *, at: datetime) -> None:
    """Say again which edition is newest, so that readers see that nobody holds back a newer one."""
    root, signed = _state(tuf)
    if signed is None or signed.replaced:
        raise Missing("Expected a signed edition to say again that it is the newest, but there is none; press first.")
    _alive(root, at)
    data = _timestamp(root, working, signed.timestamp, signed.timestamp.snapshot_meta, at=at)
    _put(tuf, {TIMESTAMP: data})


def _mark(tuf: Path, working: Keys, number: int, *, status: str, at: datetime) -> None:
    root, signed = _state(tuf)
    if signed is None or number not in signed.editions():
        raise Missing(f"Expected the number of a signed edition, got {quoted(number)}; look at the list of editions.")

    def change(targets: Targets) -> None:
        targets.targets[_target(number)].unrecognized_fields["custom"] = {STATUS: status}

    _put(tuf, _files(root, working, signed, at=at, change=change))


def _state(tuf: Path) -> tuple[Root, Chain | None]:
    if (tuf / TIMESTAMP).exists():
        signed = chain.follow(tuf)
        return signed.roots[-1], signed
    return chain.roots(tuf)[0][-1].signed, None


def _files(
    root: Root,
    working: Keys,
    signed: Chain | None,
    *,
    at: datetime,
    change: Callable[[Targets], None] = lambda targets: None,
) -> dict[str, bytes]:
    """The files of the next state, the one that makes it visible last."""
    _alive(root, at)
    targets = Targets(version=1) if signed is None else signed.targets
    snapshot = Snapshot(version=1) if signed is None else signed.snapshot
    for part in (targets, snapshot):
        part.version, part.expires = part.version + (signed is not None), root.expires
    change(targets)
    targets_data = metadata.sign(targets, _signers(root, Targets.type, working.edition))
    snapshot.meta = {"targets.json": MetaFile.from_data(targets.version, targets_data, ["sha256"])}
    snapshot_data = metadata.sign(snapshot, _signers(root, Snapshot.type, [working.timestamp]))
    seen = MetaFile.from_data(snapshot.version, snapshot_data, ["sha256"])
    return {
        f"{targets.version}.targets.json": targets_data,
        f"{snapshot.version}.snapshot.json": snapshot_data,
        TIMESTAMP: _timestamp(root, working, None if signed is None else signed.timestamp, seen, at=at),
    }


def _timestamp(root: Root, working: Keys, last: Timestamp | None, seen: MetaFile, *, at: datetime) -> bytes:
    version = 1 if last is None else last.version + 1
    until = min(metadata.moment(at) + FRESH, root.expires)
    fresh = Timestamp(version=version, expires=until, snapshot_meta=seen)
    return metadata.sign(fresh, _signers(root, Timestamp.type, [working.timestamp]))


def _signers(root: Root, role: str, privates: Sequence[bytes]) -> list[CryptoSigner]:
    signers = [keys.signer(private) for private in privates]
    named = root.roles[role]
    held = {each.public_key.keyid for each in signers}
    if not held <= set(named.keyids) or len(held) < named.threshold:
        raise Untrusted(f"Expected {named.threshold} {role} keys that the root names, got others; use the newest keys.")
    return signers


def _alive(root: Root, at: datetime) -> None:
    if root.is_expired(metadata.moment(at)):
        raise Untrusted(
            f"Expected a root that is still valid, but it ended on {root.expires:%Y-%m-%d}; renew the root."
        )


def _put(tuf: Path, files: dict[str, bytes]) -> None:
    last = files.pop(TIMESTAMP)
    for name, data in files.items():
        disk.replace(tuf / name, data)
    disk.replace(tuf / TIMESTAMP, last)
    signed = chain.follow(tuf)
    current = {f"{signed.targets.version}.targets.json", f"{signed.snapshot.version}.snapshot.json"}
    if recall.TARGET in signed.targets.targets:
        current.add(f"{signed.targets.targets[recall.TARGET].hashes['sha256']}{recall.ENDING}")
    for path in tuf.iterdir():
        if path.name.endswith((".targets.json", ".snapshot.json", recall.ENDING, ".new")) and path.name not in current:
            path.unlink()


def _target(number: int) -> str:
    return f"editions/{number}/edition.json"
