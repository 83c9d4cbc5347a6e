"""A paste of many messages is cut where the messages begin, shown, and kept only then; a line '---' is a cut that a person made.

What stands before a message in a messenger's copy ('Name, [04.08.2012 14:03]') says who and when: it is taken off the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

CUT = "---"
WAYS = ("auto", "stamps", "cuts", "blank", "lines", "one")
_CUT = re.compile(r"^[ \t]*(?:-{3,}|—{3,}|\*{3,}|={3,})[ \t]*$", re.MULTILINE)
_DAY = r"(?P<d{n}>\d{{1,2}})[./](?P<m{n}>\d{{1,2}})[./](?P<y{n}>\d{{2,4}})"
_TIME = r"(?P<h{n}>\d{{1,2}}):(?P<i{n}>\d\d)(?::\d\d)?"


def _pattern(form: str) -> re.Pattern[str]:
    day, time = _DAY.format(n=""), _TIME.format(n="")
    return re.compile("^" + form.replace("DAY", day).replace("TIME", time).replace("WHO", r"(?P<who>[^\n\[\]]{1,80}?)"))


_STAMPS = (
    _pattern(r"WHO,? \[DAY,? TIME\][ \t]*:?[ \t]*"),  # Telegram Desktop
    _pattern(r"\[DAY,? TIME\] WHO:[ \t]*"),  # WhatsApp on iOS; older Telegram
    _pattern(r"DAY,? TIME\s[-–—] WHO:[ \t]*"),  # WhatsApp on Android
    _pattern(r"DAY,? TIME[ \t]*$"),  # a bare stamp on a line of its own
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of a paste: its text, who sent it and when (ISO 8601), both '' where it does not say."""

    text: str
    sender: str = ""
    at: str = ""


def cut(text: str, way: str = "auto") -> list[str]:
    """The messages of a paste as they were pasted, with what stands before each; empty ones are left out.

    `way` is one of WAYS: 'auto' takes the first that fits of cuts, stamps, blank lines.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if way == "auto":
        way = "cuts" if _CUT.search(text) else "stamps" if _starts(text) else "blank"
    match way:
        case "cuts":
            parts = _CUT.split(text)
        case "stamps":
            parts = _stamped(text)
        case "blank":
            parts = re.split(r"\n[ \t]*\n", text)
        case "lines":
            parts = text.split("\n")
        case _:
            parts = [text]
    return [part.strip() for part in parts if part.strip()]


def joined(parts: Sequence[str]) -> str:
    """The messages as one text with a line '---' between them, which is cut into the same again."""
    return f"\n{CUT}\n".join(parts)


def piece(part: str) -> Piece:
    """One message without what stands before it; of several that were joined, the first says who and when."""
    sender = at = ""
    lines = []
    for line in part.strip().splitlines(keepends=True):
        found = _stamp(line)
        if found:
            sender, at = sender or (found.groupdict().get("who") or "").strip(), at or _moment(found)
            line = line[found.end() :]
        lines.append(line)
    return Piece("".join(lines).strip(), sender, at)


def _stamp(line: str) -> re.Match[str] | None:
    return next((found for stamp in _STAMPS if (found := stamp.match(line)) and _moment(found)), None)


def _starts(text: str) -> list[int]:
    found = []
    at = 0
    for line in text.splitlines(keepends=True):
        if _stamp(line):
            found.append(at)
        at += len(line)
    return found


def _stamped(text: str) -> list[str]:
    starts = _starts(text)
    edges = sorted({0, *starts, len(text)})
    return [text[a:b] for a, b in pairwise(edges)]


def _moment(found: re.Match[str]) -> str:
    """The stamp as ISO 8601, '' where there is no such day; days come first, as messengers here write them."""
    day, month, year = int(found["d"]), int(found["m"]), int(found["y"])
    hour, minute = int(found["h"]), int(found["i"])
    year += 2000 if year < 100 else 0
    if not (1 <= day <= 31 and 1 <= month <= 12 and hour < 24 and minute < 60 and 1990 <= year <= 2100):
        return ""
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"
