"""A child that a container has taken over: what it says of its pieces is not what it hands out."""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any


def members(data: bytes, hints: dict[str, str]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Do the deed that the document names."""
    yield {"name": "good"}, b"first"
    globals()[data.decode()]()


def promise() -> None:
    """Announce more than follows, and leave."""
    _say(json.dumps({"size": 100}).encode() + b"\nfew")


def boast() -> None:
    """Announce a piece that no machine can hold."""
    _say(json.dumps({"size": 1 << 50}).encode() + b"\n")


def negate() -> None:
    """Announce less than nothing."""
    _say(b'{"size": -1}\n')


def leave() -> None:
    """Go without a farewell."""
    _say(b"")


def ramble() -> None:
    """Begin a sentence that never ends."""
    sys.stdout.buffer.flush()
    while True:
        os.write(1, b'"' * 65536)


def plead() -> None:
    """Put own words into the sentence that people will read."""
    _say(b'{"problem": "x\\u202e\\nopen http://example.org", "size": 0}\n')


def _say(words: bytes) -> None:
    sys.stdout.buffer.flush()
    os.write(1, words)
    os._exit(0)
