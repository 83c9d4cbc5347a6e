"""A sealed message opens whole, with its own key and in its own context, or not at all.

AES-256-GCM (NIST SP 800-38D) seals; HKDF-SHA256 (RFC 5869) makes one key per purpose out of another.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from khronika.vault.errors import Altered

KEY_SIZE = 32
_NONCE_SIZE = 12
_TAG_SIZE = 16


def seal(key: bytes, data: bytes, context: bytes = b"") -> bytes:
    """Encrypt `data` under a 32-byte `key`, bound to `context`: the nonce, then the ciphertext with its tag.

    >>> open(bytes(32), seal(bytes(32), b"note", b"inbox"), b"inbox")
    b'note'
    """
    nonce = os.urandom(_NONCE_SIZE)
    return nonce + AESGCM(_checked(key)).encrypt(nonce, data, context)


def open(key: bytes, data: bytes, context: bytes = b"") -> bytes:
    """Decrypt what `seal` made; raises `Altered` for any other key, context or byte."""
    if len(data) < _NONCE_SIZE + _TAG_SIZE:
        raise Altered("A sealed message was expected, but this is too short to be one; restore it from a backup.")
    try:
        return AESGCM(_checked(key)).decrypt(data[:_NONCE_SIZE], data[_NONCE_SIZE:], context)
    except InvalidTag:
        raise Altered(
            "The sealed bytes do not open: they were altered, or this is not their key; restore them from a backup."
        ) from None


def derive(key: bytes, purpose: str) -> bytes:
    """A 32-byte key for one `purpose` only; other purposes tell nothing about it.

    >>> derive(bytes(32), "names") == derive(bytes(32), "objects")
    False
    """
    return HKDF(algorithm=SHA256(), length=KEY_SIZE, salt=None, info=purpose.encode()).derive(_checked(key))


def _checked(key: bytes) -> bytes:
    if len(key) != KEY_SIZE:
        raise ValueError(f"A key of {KEY_SIZE} bytes was expected, not one of {len(key)}; make it with os.urandom.")
    return key
