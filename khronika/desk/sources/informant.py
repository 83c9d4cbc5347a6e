"""Who told us is sealed at once to a key whose private half lies with the root key, never in the home; nothing of them stands anywhere else.

Where no such key was made yet, the sender is let go and that is said: it is never kept open. The digest is keyed by the home, so that
the same sender is recognised without anybody being able to read who it is.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from pathlib import Path

import pyrage

from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Informant
from khronika.home import Home, HomeError, write

PUBLIC = "informants"
FILE = "informants.key"
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
