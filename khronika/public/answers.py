"""Answers are made once per page and encoding, and then only looked up: the way of a page read often is one dictionary.

An answer is what ASGI sends: a start with its headers and a body. Nothing of a request is kept in it.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from khronika.public.headers import KEPT, STRICT, UNKEPT, Headers

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

TEXT = b"text/plain; charset=utf-8"
HTML = b"text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: the two messages of ASGI, the one without a body, and the one that says that nothing changed."""

    tag: bytes
    start: Message
    body: Message
    unchanged: Message

    async def send(self, method: str, known: bytes, send: Send) -> None:
        """Send it; without its body to HEAD, without anything to who has it already (`known`: If-None-Match)."""
        if known and self.tag and same(self.tag, known):
            await send(self.unchanged)
            await send(EMPTY)
            return
        await send(self.start)
        await send(EMPTY if method == "HEAD" else self.body)


EMPTY: Message = {"type": "http.response.body", "body": b""}


def answer(
    body: bytes, media: bytes, *, status: int = 200, tag: bytes = b"", more: Headers | None = None, kept: bool = True
) -> Answer:
    """Make an answer. Without `kept` no browser may store it."""
    lasting: Headers = [*STRICT, KEPT if kept else UNKEPT, *(more or [])]
    if tag:
        lasting.append((b"etag", tag))
    headers = [*lasting, (b"content-type", media), (b"content-length", str(len(body)).encode())]
    return Answer(
        tag,
        {"type": "http.response.start", "status": status, "headers": headers},
        {"type": "http.response.body", "body": body},
        {"type": "http.response.start", "status": 304, "headers": lasting},
    )


def moved(place: str) -> Answer:
    """Send the reader on, to a place relative to where they asked."""
    return answer(b"", TEXT, status=307, more=[(b"location", place.encode("ascii"))], kept=False)


def same(tag: bytes, known: bytes) -> bool:
    """Whether If-None-Match names this tag."""
    if known == tag:
        return True
    named = [each.strip().removeprefix(b"W/") for each in known[:2000].split(b",")]
    return tag in named or b"*" in named
