"""A mail is its words, its subject and its day; who sent it and to whom is told apart from them.

The mails of a mailbox are read one after the other; one that cannot be read is a failure, and the next one is read.
"""

import email
import email.errors
import email.policy
import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any

from khronika.vault.jobs.charset import declaration, decode
from khronika.vault.jobs.clean import clean, single
from khronika.vault.jobs.whole import whole_page

_READER = "mail 1"
_ENVELOPE = re.compile(rb"^From \S+[^\r\n]*\d{4}[^\r\n]*\r?\n(?=[!-9;-~]+:)", re.MULTILINE)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_PEOPLE = ("From", "Sender", "Reply-To", "To", "Cc", "Bcc")
_ANSWER = re.compile(r"^(?:\s*(?:re|fw|fwd|aw|ha|ответ|на|адказ)(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)
_DEEPEST = 30
_MOST = 200  # attachments of one mail
_LARGEST = 100 << 20
_BROKEN = (
    RecursionError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    email.errors.MessageError,
)


def members(data: bytes, hints: dict[str, str]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Each mail with its text (of a mailbox also its bytes), and after it each of its attachments."""
    if hints["kind"] != "application/mbox":
        yield from _letter(data, b"")
        return
    most, spans = int(hints["most"]), _spans(data)
    for number, (begin, end) in enumerate(spans[:most], 1):
        raw = _ESCAPED.sub(rb"\1", data[begin:end].strip(b"\r\n") + b"\n")
        for head, part in _letter(raw, raw):
            inner = head.get("name")
            yield {**head, "name": f"mail {number}/{inner}" if inner else f"mail {number}"}, part
    if len(spans) > most:
        yield (
            {"failure": f'Only the first {most} of "{len(spans)}" mails were taken; split the mailbox.', "name": ""},
            b"",
        )


def _spans(data: bytes) -> list[tuple[int, int]]:
    """Where each mail of a mailbox begins and ends, its envelope apart."""
    starts = [found.span() for found in _ENVELOPE.finditer(data)]
    ends = [*(start for start, _ in starts[1:]), len(data)]
    return [(begin, end) for (_, begin), end in zip(starts, ends, strict=False)]


def _letter(raw: bytes, kept: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
    try:
        message = email.message_from_bytes(raw, policy=email.policy.compat32)
        parts = list(_leaves(message))
        head = _told(message, parts)
    except _BROKEN as error:
        yield {"mail": {"failure": f"The mail is damaged ({type(error).__name__}); look at it elsewhere."}}, kept
        return
    yield head, kept
    attached = [part for part in parts if _attached(part)]
    for number, part in enumerate(attached[:_MOST], 1):
        try:
            yield _attachment(part, number)
        except _BROKEN:
            yield {"name": f"part {number}", "failure": "The attachment is damaged; look at the mail elsewhere."}, b""
    if len(attached) > _MOST:
        yield {"failure": f'Only the first {_MOST} of "{len(attached)}" attachments were taken.', "name": ""}, b""


def _told(message: Message, parts: list[Message]) -> dict[str, Any]:
    """The words of a mail, and apart from them its day, its people and its thread."""
    words, whole = _words(parts)
    subject, day = _header(message, "Subject"), _day(message)
    answer = {"text": words, "title": single(subject), "reader": _READER, "whole": whole, "published": day}
    people = "; ".join(f"{name}: {_header(message, name)}" for name in _PEOPLE if message[name])[:4000]
    return {"mail": answer, "published": day, "sender": people, "thread": single(_ANSWER.sub("", subject, count=1))}


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, without recursion; what is nested deeper than any mail program does is left out."""
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        inner = part.get_payload()
        if isinstance(inner, list) and depth < _DEEPEST and part.get_content_type() != "message/rfc822":
            waiting += [(each, depth + 1) for each in reversed(inner) if isinstance(each, Message)]
        elif not isinstance(inner, list) or part.get_content_type() == "message/rfc822":
            yield part


def _attached(part: Message) -> bool:
    kind = part.get_content_type()
    named = part.get_filename() is not None or part.get_content_disposition() == "attachment"
    return named or not (kind in ("text/plain", "text/html") or kind.startswith("multipart/"))


def _words(parts: list[Message]) -> tuple[str, bool]:
    """The plain words where there are some, else those of the mail's page; and whether every byte could be read."""
    bodies = [part for part in parts if not _attached(part)]
    plain = [_decoded(part) for part in bodies if part.get_content_type() != "text/html"]
    text = clean("\n\n".join(words for words, _ in plain)).strip()
    if text:
        return text, all(whole for _, whole in plain)
    pages = [_decoded(part) for part in bodies if part.get_content_type() == "text/html"]
    return "\n\n".join(whole_page(clean(page)).text for page, _ in pages).strip(), all(whole for _, whole in pages)


def _decoded(part: Message) -> tuple[str, bool]:
    data = _payload(part)
    declared = part.get_content_charset() or (declaration(data) if part.get_content_type() == "text/html" else None)
    return decode(data, declared)


def _payload(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _attachment(part: Message, number: int) -> tuple[dict[str, Any], bytes]:
    name = single(_unfolded(part.get_filename() or "")) or f"part {number}"
    name = name.replace("\\", "/").rsplit("/", 1)[-1] or f"part {number}"
    inner = part.get_payload()
    if (
        part.get_content_type() == "message/rfc822"
        and isinstance(inner, list)
        and inner
        and isinstance(inner[0], Message)
    ):
        data = inner[0].as_bytes()
        name = name if name.lower().endswith(".eml") else f"{name}.eml"
    else:
        data = _payload(part)
    if len(data) > _LARGEST:
        return {"name": name, "failure": f'The attachment "{name}" is larger than {_LARGEST >> 20} MB.'}, b""
    return {"name": name, "charset": part.get_content_charset() or ""}, data


def _header(message: Message, name: str) -> str:
    return "; ".join(_unfolded(str(value)) for key, value in message.raw_items() if key.lower() == name.lower())


def _unfolded(value: str) -> str:
    """A header as it is meant; some programs write bytes where only letters may stand."""
    try:
        words = str(make_header(decode_header(value)))
    except (LookupError, ValueError, email.errors.MessageError):
        words = value
    raw = words.encode("utf-8", errors="surrogateescape")
    return single(words if raw.isascii() else decode(raw)[0], 1000) or ""


def _day(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).isoformat() if message["Date"] else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
