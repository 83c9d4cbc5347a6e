"""Of a chat export each message is its words and its day; who wrote it is told apart from them.

The export is walked message by message, for it may be larger than what its objects would need at once. Whatever no
person wrote (who joined, who called) is passed over.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from khronika.vault.jobs.charset import decode
from khronika.vault.jobs.clean import clean, single

_READER = "telegram 1"
_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
_DESCENDED = frozenset({"chats", "left_chats", "list", "messages"})
_FILES = ("photo", "file", "contact_vcard")
_ABSENT = "(File "  # what stands for a file that was not exported
_PRIVATE = frozenset({"personal_chat", "bot_chat", "saved_messages"})
_MOST = 1_000_000

Piece = tuple[dict[str, Any], bytes]


class _Walk:
    """Where in the export we are."""

    def __init__(self, source: str) -> None:
        self.source, self.place = source, 0

    def sign(self) -> str:
        """The next sign that is no white space; it is not passed."""
        found = _SPACE.match(self.source, self.place)
        self.place = found.end() if found else self.place
        return self.source[self.place : self.place + 1]

    def value(self) -> Any:
        """The next value, whole."""
        self.sign()
        found, self.place = _DECODER.raw_decode(self.source, self.place)
        return found

    def over(self, signs: str) -> str:
        """Pass one of these signs, which must come next."""
        sign = self.sign()
        if not sign or sign not in signs:
            raise ValueError(f"expected one of {signs}")
        self.place += 1
        return sign


def members(data: bytes, hints: dict[str, str]) -> Iterator[Piece]:
    """Each message with its text, and the files that it names."""
    walk, absent, number = _Walk(decode(data)[0]), 0, 0
    try:
        for chat, ordinal, message in _messages(walk, {}, [0]):
            if not isinstance(message, dict) or message.get("type") != "message":
                continue
            number += 1
            if number > _MOST:
                break
            absent += any(_text(message.get(name)).startswith(_ABSENT) for name in _FILES)
            yield from _piece(chat, ordinal, message)
    except (ValueError, RecursionError):
        failure = f'The export breaks off or is damaged after message "{number}"; export the chat again.'
        yield {"failure": failure, "broken": number == 0}, b""
    if absent:
        failure = (
            f"The files of {absent} messages were not exported; export the chat again with its files to have them."
        )
        yield {"failure": failure}, b""


def _messages(walk: _Walk, chat: dict[str, Any], count: list[int]) -> Iterator[tuple[dict[str, Any], int, Any]]:
    """Every message below this place, with what is known of its chat; depth is bounded by the names descended into."""
    walk.over("{")
    known: dict[str, Any] = {}
    if walk.sign() == "}":
        walk.over("}")
        return
    while True:
        name = walk.value()
        walk.over(":")
        following = walk.sign()
        if name in _DESCENDED and following == "{":
            yield from _messages(walk, known, count)
        elif name in _DESCENDED and following == "[":
            count[0] += name == "messages"
            yield from _list(walk, known if name == "messages" else None, count)
        else:
            known[str(name)] = walk.value()
        if walk.over(",}") == "}":
            return


def _list(walk: _Walk, chat: dict[str, Any] | None, count: list[int]) -> Iterator[tuple[dict[str, Any], int, Any]]:
    walk.over("[")
    if walk.sign() == "]":
        walk.over("]")
        return
    while True:
        if chat is None and walk.sign() == "{":
            yield from _messages(walk, {}, count)
        else:
            yield chat or {}, count[0], walk.value()
        if walk.over(",]") == "]":
            return


def _piece(chat: dict[str, Any], ordinal: int, message: dict[str, Any]) -> Iterator[Piece]:
    day = _when(message)
    facts = {
        "name": f"chat {ordinal}/message {_text(message.get('id')) or '?'}",
        "published": day,
        "sender": _sender(message),
        "thread": None if chat.get("type") in _PRIVATE else single(_text(chat.get("name"))),
        "files": [path for path in (_text(message.get(name)) for name in _FILES) if path and path[0] != "("],
        "previews": [_text(message.get("thumbnail"))] if message.get("thumbnail") else [],
    }
    text = clean(_words(message)).strip()
    contact = message.get("contact_information")
    if text:
        yield {**facts, "message": {"text": text, "reader": _READER, "whole": True, "published": day}}, b""
    elif contact:
        yield (
            {**facts, "unread": "A shared contact, kept without a text; its name stands with the sender."},
            _raw(contact),
        )
    elif facts["files"]:
        yield {**facts, "silent": True}, b""


def _raw(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", errors="replace")


def _text(value: Any) -> str:
    """Words that stand plain, or in pieces of which some are marked as links, names or bold."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        words, link = _text(value.get("text")), value.get("href")
        return f"{words} ({link})" if isinstance(link, str) and link and link != words else words
    return "".join(_text(each) for each in value) if isinstance(value, list) else ""


def _words(message: dict[str, Any]) -> str:
    found = [_text(message.get("text")) or _text(message.get("text_entities"))]
    poll, place = message.get("poll"), message.get("location_information")
    if isinstance(poll, dict):
        answers = [answer for answer in poll.get("answers") or [] if isinstance(answer, dict)]
        found += [_text(poll.get("question"))]
        found += [f"- {_text(answer.get('text'))} ({_text(answer.get('voters')) or 0})" for answer in answers]
    if isinstance(place, dict):
        name = ", ".join(filter(None, (_text(message.get("place_name")), _text(message.get("address")))))
        found.append(f"{name} {_text(place.get('latitude'))}, {_text(place.get('longitude'))}".strip())
    return "\n".join(filter(None, found))


def _sender(message: dict[str, Any]) -> str | None:
    """Who wrote, from whom it was passed on, and whose number was shared."""
    contact = message.get("contact_information")
    named = [_text(message.get("from")) or _text(message.get("from_id")), _signed(message)]
    if "forwarded_from" in message:
        origin = _text(message["forwarded_from"]) or _text(message.get("forwarded_from_id")) or "a deleted account"
        named.append(f"forwarded from: {origin}")
    if isinstance(contact, dict):
        parts = (_text(contact.get(name)) for name in ("first_name", "last_name", "phone_number"))
        named.append(f"shared contact: {' '.join(filter(None, parts))}")
    return single("; ".join(filter(None, named)), 1000)


def _signed(message: dict[str, Any]) -> str:
    author = _text(message.get("author"))
    return f"signed: {author}" if author else ""


def _when(message: dict[str, Any]) -> str | None:
    """The export states the hour where it was made; the distance to its own count of seconds says where that was."""
    written = _text(message.get("date"))
    try:
        local = datetime.fromisoformat(written)
    except ValueError:
        return None
    seconds = _text(message.get("date_unixtime"))
    if local.tzinfo is None and re.fullmatch(r"\d{1,11}", seconds):
        apart = local - datetime.fromtimestamp(int(seconds), UTC).replace(tzinfo=None)
        if abs(apart) < timedelta(hours=15):
            local = local.replace(tzinfo=timezone(timedelta(minutes=round(apart.total_seconds() / 60))))
    return local.isoformat()
