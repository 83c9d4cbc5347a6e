"""Who told us is sealed at once to a key whose private half lies with the root key, never in the home; nothing of them stands anywhere else.

Where no such key was made yet, the sender is let go and that is said: it is never kept open. The digest is keyed by the home, so that
the same sender is recognised without anybody being able to read who it is.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyrage
from django.db import transaction
from django.db.models import Q

from khronika.desk.accounts.errors import NotAllowed
from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, called, may
from khronika.desk.ledger.append import append
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Capture, Informant
from khronika.home import Home, HomeError, write
from khronika.vault import crypt

PUBLIC = "informants"
FILE = "informants.key"
OPENINGS = "openings"
_BLOCK = 256  # bytes; a ciphertext does not tell how long a name is


@dataclass(frozen=True, slots=True)
class Sealer:
    """What seals senders: the public key, and the key under which the same sender is recognised."""

    public: str
    key: bytes = field(repr=False)

    def seal(self, sender: str) -> Informant:
        """The informant for a sender, made where it is a new one; inside the caller's transaction."""
        plain = " ".join(sender.split())
        digest = hmac.new(self.key, plain.casefold().encode(), hashlib.sha256).hexdigest()
        found = Informant.objects.filter(digest=digest).first()
        if found is None:
            recipient = pyrage.x25519.Recipient.from_str(self.public)
            found = Informant.objects.create(ciphertext=pyrage.encrypt(padded(plain), [recipient]), digest=digest)
        return found


def padded(sender: str) -> bytes:
    """A sender as it is sealed, in whole blocks."""
    data = sender.encode()
    return data + b"\n" * (-len(data) % _BLOCK or _BLOCK)


def sealer(home: Home | None) -> Sealer | None:
    """The home's sealer, or None where no key for informants was made."""
    if home is None:
        return None
    try:
        return Sealer(home.kept(PUBLIC).decode(), home.derive("informants"))
    except HomeError:
        return None


def create(home: Home, folder: Path, passphrase: str) -> None:
    """Make the key that senders are sealed to: the private half, under a passphrase, into a folder outside the home."""
    path = folder / FILE
    if folder.resolve().is_relative_to(home.folder.resolve()):
        raise SourceError("Expected a folder outside the home for the informants' key; choose that of the root key.")
    if path.exists():
        raise SourceError(f"A key for informants lies in {str(folder)!r} already; choose another folder.")
    if not folder.is_dir():
        raise SourceError(f"Expected the folder of the root key; {str(folder)!r} is none. Bring it and try again.")
    identity = pyrage.x25519.Identity.generate()
    write(path, pyrage.passphrase.encrypt(str(identity).encode(), passphrase))
    path.chmod(0o400)
    home.keep(PUBLIC, str(identity.to_public()).encode())


def opened(informant: Informant, folder: Path, passphrase: str) -> str:
    """Who an informant is, for whoever has the folder of the root key and its passphrase."""
    path = folder / FILE
    if not path.exists():
        raise SourceError(f"Expected {FILE} in {str(folder)!r} and found none; bring the folder of the root key.")
    try:
        identity = pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(path.read_bytes(), passphrase).decode())
        return pyrage.decrypt(bytes(informant.ciphertext), [identity]).decode().strip()
    except pyrage.DecryptError:
        raise SourceError("The key or its passphrase does not open this informant; check both.") from None


def reveal(home: Home, told: str, key: tuple[Path, str], *, by: User, reason: str) -> tuple[str, int]:
    """Who told us a source, and the number of the ledger's entry that says who asked and why.

    `told` is the id of a source, of a capture or of an informant; `key` the folder and its passphrase. Raises NotAllowed, and
    SourceError without a reason, one informant, or the key.
    """
    if not may(by, Deed.CLEAR):
        raise NotAllowed(f"Expected an editor to open who told us; {called(by)} is none. Ask an administrator.")
    if not reason.strip():
        raise SourceError("Expected a reason for opening who told us; it is kept in the ledger.")
    found = _meant(told)
    name = opened(found, *key)
    with transaction.atomic():
        made = append("unseal", {"informant": found.pk, "by": by.get_username(), "reason": reason.strip()})
        folder = home.folder / OPENINGS
        folder.mkdir(exist_ok=True)
        kept = json.dumps({"payload": made.payload, "salt": made.salt.hex()}).encode()
        number = str(made.entry.number)
        write(folder / number, crypt.seal(home.derive(OPENINGS), kept, number.encode()))
    return name, made.entry.number


def _meant(told: str) -> Informant:
    captures = Capture.objects.filter(Q(pk=told) | Q(source=told) | Q(informant=told)).exclude(informant=None)
    senders = {each.informant_id: each for each in captures.select_related("informant").order_by("-entry")}
    if not senders:
        raise SourceError(
            f"Expected a source that somebody sent; {told!r} is none. The address of its page has its id."
        )
    (first, *others) = senders.values()
    if others or first.informant is None:
        ids = ", ".join(each.pk for each in senders.values())
        raise SourceError(f"Expected one sender; {told!r} came from {len(senders)}. Give the id of one capture: {ids}.")
    return first.informant


def openings(home: Home) -> Iterator[tuple[int, str, bytes]]:
    """Every opening: the number of its entry, and the payload and salt that prove it."""
    folder = home.folder / OPENINGS
    for path in sorted(folder.iterdir(), key=lambda path: path.name) if folder.is_dir() else ():
        if path.name.isdecimal():
            kept = json.loads(crypt.open(home.derive(OPENINGS), path.read_bytes(), path.name.encode()))
            yield int(path.name), str(kept["payload"]), bytes.fromhex(kept["salt"])
