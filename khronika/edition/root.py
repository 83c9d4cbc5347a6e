"""The root decides who may sign editions, and its private keys never lie where editions are made.

Each root key is a file of its own, sealed with its own passphrase, so that k of n holders must come together. Between
those meetings the edition and timestamp keys work alone, until `valid_until`. A root that replaces another is signed
by the same holders, and may declare the replaced keys revoked: what only they signed is then revoked too.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Root, Snapshot, Targets, Timestamp

from khronika.edition import disk, keys, metadata
from khronika.edition.errors import Conflict, Malformed, Untrusted, quoted
from khronika.edition.keys import Keys

FILE = "root.json"
REVOKED = "khronika-revoked-keys"


@dataclass(frozen=True)
class Quorum:
    """How many keys there are and how many of them must sign."""

    keys: int = 1
    threshold: int = 1

    def __post_init__(self) -> None:
        """Refuse a quorum that cannot be met."""
        if not 1 <= self.threshold <= self.keys <= 100:
            raise Malformed(f"Expected a threshold from 1 to the number of keys, {self.keys}, got {self.threshold}.")


@dataclass(frozen=True)
class Founded:
    """A new root (public bytes, to be given to everyone) and the working keys that it trusts."""

    root: bytes
    keys: Keys


def create_root(
    folder: Path,
    passphrases: Sequence[str],
    *,
    threshold: int = 1,
    editors: Quorum = Quorum(),
    valid_until: datetime,
) -> Founded:
    """Make an organisation's first root.

    folder: where the sealed root keys (`root-1.key`, …) and the public `root.json` go; outside the home.
    passphrases: one for each root key; `threshold` of them are needed to replace the root.
    editors: how many edition keys there are and how many must sign an edition.
    valid_until: when the root, and with it every signature below it, ends.
    """
    quorum = Quorum(len(passphrases), threshold)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Conflict(f"Expected an empty folder for the root keys, but {quoted(folder.name)} has files; use another.")
    holders = [CryptoSigner.generate_ed25519() for _ in passphrases]
    sealed = [keys.seal(each.private_bytes, word) for each, word in zip(holders, passphrases, strict=True)]
    root = Root(version=1, expires=metadata.moment(valid_until))
    _name(root, Root.type, holders, quorum.threshold)
    working = _appoint(root, editors)
    for number, data in enumerate(sealed, 1):
        _store(folder / _file(number), data)
    return _settle(folder, root, holders, working)


def renew_root(
    folder: Path, passphrases: Mapping[int, str], *, root: bytes, valid_until: datetime, revoke: bool = False
) -> Founded:
    """Replace the working keys: yearly, or at once with `revoke=True` when one may be in wrong hands.

    passphrases: number of a root key -> its passphrase, at least as many as the root's threshold.
    root: the bytes of the root that is replaced.
    """
    holders = [keys.signer(_unlock(folder / _file(number), word)) for number, word in passphrases.items()]
    new = metadata.parse(root, Root, FILE).signed
    held = {each.public_key.keyid for each in holders}
    if not held <= set(new.roles[Root.type].keyids) or len(held) < new.roles[Root.type].threshold:
        raise Untrusted(
            f"Expected {new.roles[Root.type].threshold} keys of this very root, got {len(held)} of which some may be "
            "another's; bring the holders together."
        )
    old = new.roles[Targets.type]
    quorum = Quorum(len(old.keyids), old.threshold)
    new.version, new.expires = new.version + 1, metadata.moment(valid_until)
    dismissed = _dismiss(new)
    if revoke:
        new.unrecognized_fields[REVOKED] = sorted({*new.unrecognized_fields.get(REVOKED, ()), *dismissed})
    return _settle(folder, new, holders, _appoint(new, quorum))


def _settle(folder: Path, root: Root, holders: Sequence[CryptoSigner], working: Keys) -> Founded:
    data = metadata.sign(root, holders)
    disk.replace(folder / FILE, data)
    return Founded(data, working)


def _appoint(root: Root, quorum: Quorum) -> Keys:
    editors = [CryptoSigner.generate_ed25519() for _ in range(quorum.keys)]
    clock = CryptoSigner.generate_ed25519()
    _name(root, Targets.type, editors, quorum.threshold)
    _name(root, Snapshot.type, [clock], 1)
    _name(root, Timestamp.type, [clock], 1)
    return Keys(tuple(each.private_bytes for each in editors), clock.private_bytes)


def _name(root: Root, role: str, signers: Sequence[CryptoSigner], threshold: int) -> None:
    for each in signers:
        root.add_key(each.public_key, role)
    root.roles[role].threshold = threshold


def _dismiss(root: Root) -> set[str]:
    dismissed: set[str] = set()
    for role in (Targets.type, Snapshot.type, Timestamp.type):
        for keyid in tuple(root.roles[role].keyids):
            root.revoke_key(keyid, role)
            dismissed.add(keyid)
    return dismissed


def _file(number: int) -> str:
    return f"root-{number}.key"


def _unlock(path: Path, passphrase: str) -> bytes:
    return keys.unseal(disk.read(path, keys.LIMIT), passphrase, path.name)


def _store(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o400)
    with open(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(handle)
