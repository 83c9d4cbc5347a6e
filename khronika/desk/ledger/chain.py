"""How digests are made. Pure: the same values give the same digest anywhere, so that anyone can check a chain with paper and SHA-256."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime

START = "0" * 64


def canonical(payload: Mapping[str, object]) -> str:
    """The one JSON text of a payload: sorted keys, no spaces, UTF-8."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def salted(payload: str, salt: bytes) -> str:
    """HMAC-SHA256 of a payload under its salt (32 random bytes), in hex: guessing the payload confirms nothing without the salt."""
    return hmac.new(salt, payload.encode(), hashlib.sha256).hexdigest()


def link(number: int, at: datetime, deed: str, payload_digest: str, previous: str) -> str:
    """The digest of an entry: SHA-256 over its own columns and the digest before it."""
    stamp = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256("\n".join((str(number), stamp, deed, payload_digest, previous)).encode()).hexdigest()
