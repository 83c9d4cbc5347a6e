"""Private keys: working keys as plain PEM bytes in memory only, root keys sealed under a passphrase each.

A sealed key is one canonical JSON object: argon2id makes a key of the passphrase and a random salt, AES-256-GCM seals
the PEM bytes under it, and what stands beside them is authenticated too.
"""

import os
from dataclasses import dataclass, field
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner

from khronika.edition import canonical
from khronika.edition.errors import Locked, Malformed

LIMIT = 16 * 1024
SHORTEST = 8
LANES, MEMORY, PASSES = 4, 64 * 1024, 3  # RFC 9106, section 4, second recommendation; memory in KiB
_ABOUT = {"format": 1, "kdf": "argon2id", "lanes": LANES, "memory": MEMORY, "passes": PASSES}


@dataclass(frozen=True)
class Keys:
    """The working private keys as PEM bytes; whoever has them can sign, so they are kept encrypted."""

    edition: tuple[bytes, ...] = field(repr=False)
    timestamp: bytes = field(repr=False)


def signer(private: bytes) -> CryptoSigner:
    """The signer of a private Ed25519 key in PEM bytes."""
    try:
        key = load_pem_private_key(private, None)
    except (ValueError, TypeError) as error:
        raise Malformed("Expected a private key in PEM, but it cannot be read; restore it from a backup.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Malformed("Expected a private Ed25519 key, but it is of another kind; restore it from a backup.")
    return CryptoSigner(key)


def seal(private: bytes, passphrase: str) -> bytes:
    """The bytes of a key file that only the passphrase opens."""
    if len(passphrase) < SHORTEST:
        raise Malformed(f"Expected a passphrase of at least {SHORTEST} characters for a root key; choose a longer one.")
    salt, nonce = os.urandom(16), os.urandom(12)
    about = {**_ABOUT, "nonce": nonce.hex(), "salt": salt.hex()}
    sealed = AESGCM(_stretch(passphrase, salt)).encrypt(nonce, private, canonical.dump(about))
    return canonical.dump({**about, "sealed": sealed.hex()})


def unseal(data: bytes, passphrase: str, name: str) -> bytes:
    """The private key in a key file; raises Locked when the passphrase is not the one it was sealed with."""
    about = canonical.load(data, name)
    try:
        sealed, salt, nonce = (bytes.fromhex(about[each]) for each in ("sealed", "salt", "nonce"))
    except (KeyError, TypeError, ValueError) as error:
        raise Malformed("Expected a sealed root key, but the file is damaged; take another copy of it.") from error
    del about["sealed"]
    _known(about)
    try:
        return AESGCM(_stretch(passphrase, salt)).decrypt(nonce, sealed, canonical.dump(about))
    except (InvalidTag, ValueError) as error:
        raise Locked("Expected the passphrase of this root key, but it does not open; try again.") from error


def _known(about: dict[str, Any]) -> None:
    if {name: about.get(name) for name in _ABOUT} != _ABOUT or len(about["salt"]) != 32:
        raise Malformed("Expected a root key sealed in format 1, but it is of another; use the program that made it.")


def _stretch(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(
        passphrase.encode("utf-8"),
        salt,
        time_cost=PASSES,
        memory_cost=MEMORY,
        parallelism=LANES,
        hash_len=32,
        type=Type.ID,
    )
