"""Of a web archive each page, document and picture that a site answered with is handed on, with its address and its day.

Records are unpacked only as far as there is room; a damaged one is told, and the next one is looked for. Redirects,
scripts, styles and pictures too small to show anything are passed over.
"""

import re
import zlib
from collections.abc import Iterator
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Any

import brotli  # type: ignore[import-untyped]

_GZIP = b"\x1f\x8b\x08"
_NEXT = b"\r\n\r\nWARC/1."
_RECORD = re.compile(rb"WARC/\d\.\d\r?\n")
_STATUS = re.compile(rb"HTTP/[\d.]+ (\d{3})")
_KINDS = (
    *("text/html", "application/xhtml", "text/plain", "image/"),
    *("application/pdf", "application/msword", "application/vnd.o"),
)
_PASSED = ("image/svg", "image/gif", "image/x-icon", "image/vnd.microsoft.icon")
_SMALL = 10_000  # bytes: smaller pictures are marks and buttons
_STEP = 1 << 16
_DAMAGED = "A record of the web archive is damaged and was passed over; look at the archive elsewhere."

Piece = tuple[dict[str, Any], bytes]


def members(data: bytes, hints: dict[str, str]) -> Iterator[Piece]:
    """The answers of sites; hints: `largest` bytes of each, and at most `most` of them."""
    largest, count = int(hints["largest"]), 0
    records = _packed(data, largest) if data.startswith(_GZIP) else _plain(data)
    for record in records:
        try:
            piece = ({"failure": record}, b"") if isinstance(record, str) else _answer(record, largest)
        except (ValueError, TypeError, LookupError, AttributeError, MessageError):
            piece = {"failure": _DAMAGED}, b""
        if piece is None:
            continue
        count += 1
        if count > int(hints["most"]):
            yield {"failure": f"Only the first {hints['most']} records of the web archive were taken."}, b""
            return
        yield piece


def _plain(data: bytes) -> Iterator[bytes | str]:
    place = 0
    while 0 <= place < len(data):
        head = _RECORD.match(data, place)
        end = _record_end(data, place) if head else None
        if end is None:
            yield _DAMAGED
            following = data.find(_NEXT, place + 1)
            place = following + 4 if following >= 0 else -1
            continue
        yield data[place:end]
        place = end
        while data[place : place + 2] == b"\r\n":
            place += 2


def _record_end(data: bytes, place: int) -> int | None:
    size = _size(data[place : place + _STEP])
    blank = data.find(b"\r\n\r\n", place)
    end = blank + 4 + size if size is not None and blank >= 0 else None
    return end if end is not None and end <= len(data) else None


def _size(head: bytes) -> int | None:
    found = re.search(rb"\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r?\n", head.split(b"\r\n\r\n", 1)[0] + b"\r\n", re.I)
    return int(found.group(1)) if found else None


def _packed(data: bytes, largest: int) -> Iterator[bytes | str]:
    """Each record is a gzip member of its own, as the standard asks; where one is broken, the next begins with its mark."""
    place = 0
    while 0 <= place < len(data):
        record, place = _member(data, place, largest)
        if isinstance(record, str):
            yield record
            place = data.find(_GZIP, place)
        elif record.strip():
            yield from _plain(record) if record.count(b"WARC-Record-ID") > 1 else [record]


def _member(data: bytes, place: int, largest: int) -> tuple[bytes | str, int]:
    parts: list[bytes] = []
    unpacker, size, begun = zlib.decompressobj(31), 0, place
    try:
        while not unpacker.eof and place < len(data):
            fed = unpacker.unconsumed_tail or data[place : place + _STEP]
            place += 0 if unpacker.unconsumed_tail else len(fed)
            parts.append(unpacker.decompress(fed, largest + _STEP - size))
            size += len(parts[-1])
            if size > largest:
                return f"A record of the web archive is larger than {largest >> 20} MB when unpacked.", begun + 18
    except zlib.error:
        return _DAMAGED, begun + 1
    if not unpacker.eof:
        return _DAMAGED, begun + 1
    return b"".join(parts), place - len(unpacker.unused_data)


def _answer(record: bytes, largest: int) -> Piece | None:
    """What a site answered, or None for what is no answer or not worth keeping."""
    head, _, block = record.partition(b"\r\n\r\n")
    facts = BytesHeaderParser().parsebytes(head.partition(b"\n")[2])
    url = _value(facts, "WARC-Target-URI").strip("<> ")
    if _value(facts, "WARC-Type") not in ("response", "resource") or not url.startswith(("http://", "https://")):
        return None
    block = block[: _size(head + b"\r\n\r\n")]
    said = {"name": url[:2000], "url": url[:2000], "archived": _value(facts, "WARC-Date")[:40]}
    if _value(facts, "WARC-Type") == "resource":
        return ({**said, "status": 200}, block) if _wanted(facts, block) else None
    return _http(block, said, largest)


def _value(facts: Message, name: str) -> str:
    """A header as it was written; addresses often hold letters where the standard wants none."""
    found = next((str(value) for key, value in facts.raw_items() if key.lower() == name.lower()), "")
    return found.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")


def _http(block: bytes, said: dict[str, Any], largest: int) -> Piece | None:
    status = _STATUS.match(block)
    head, _, body = block.partition(b"\r\n\r\n")
    if status is None:
        return {**said, "failure": _DAMAGED}, b""
    number, facts = int(status.group(1)), BytesHeaderParser().parsebytes(head.partition(b"\n")[2])
    page = facts.get_content_type() == "text/html"
    if 300 <= number < 400 or not body or (number >= 400 and not page):
        return None
    try:
        payload = _unfolded(body, facts, largest)
    except (zlib.error, brotli.error, ValueError):
        return {**said, "failure": "What the site answered is damaged in the web archive; look at it elsewhere."}, b""
    if payload is None:
        return {**said, "failure": f"What the site answered is larger than {largest >> 20} MB when unpacked."}, b""
    if not _wanted(facts, payload):
        return None
    return {**said, "status": number, "charset": facts.get_content_charset() or ""}, payload


def _wanted(facts: Message, payload: bytes) -> bool:
    kind = facts.get_content_type() if facts["Content-Type"] else "text/html"
    if kind == "application/octet-stream":
        return payload.startswith((b"%PDF-", b"PK\x03\x04"))
    picture = kind.startswith("image/")
    return kind.startswith(_KINDS) and not kind.startswith(_PASSED) and not (picture and len(payload) < _SMALL)


def _unfolded(body: bytes, facts: Message, largest: int) -> bytes | None:
    if "chunked" in _value(facts, "Transfer-Encoding").lower():
        body = _joined(body)
    for coding in reversed(_value(facts, "Content-Encoding").lower().split(",")):
        unpacked = _decoded(body, coding.strip(), largest)
        if unpacked is None:
            return None
        body = unpacked
    return body


def _joined(body: bytes) -> bytes:
    """The pieces of a chunked answer; some archives store it joined already, under the old heading."""
    parts: list[bytes] = []
    place = 0
    while found := re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r\n").match(body, place):
        size = int(found.group(1), 16)
        if not size:
            return b"".join(parts)
        parts.append(body[found.end() : found.end() + size])
        place = found.end() + size + 2
    return b"".join(parts) if parts else body


def _decoded(body: bytes, coding: str, largest: int) -> bytes | None:
    if coding in ("gzip", "x-gzip") and body.startswith(_GZIP):
        unpacker = zlib.decompressobj(31)
    elif coding == "deflate":
        unpacker = zlib.decompressobj(15 if body[:1] == b"\x78" else -15)
    elif coding == "br":
        return _brotli(body, largest)
    else:
        return body
    data = unpacker.decompress(body, largest + 1)
    return data if len(data) <= largest else None


def _brotli(body: bytes, largest: int) -> bytes | None:
    parts: list[bytes] = []
    unpacker, size = brotli.Decompressor(), 0
    for place in range(0, len(body), _STEP):
        parts.append(unpacker.process(body[place : place + _STEP]))
        size += len(parts[-1])
        if size > largest:
            return None
    return b"".join(parts)
