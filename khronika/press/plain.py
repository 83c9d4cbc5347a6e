"""A text as a reader sees it: nothing invisible inside words, no accents laid over letters, no word broken at the end of a line.

Every place in the plain text leads back to its place in the text as it is.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

_HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
_LAID = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_DRESSED = (
    "\u00aa\u00ba\u02b0-\u02b8\u02e0-\u02e4\u1d2c-\u1d6a\u1d78\u1d9b-\u1dbf\u2070-\u209c\u2100-\u214f"
    "\u2460-\u24ff\u2c7c\u2c7d\ua69c\ua69d\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff"
    "\U0001f130-\U0001f189"
)
_LETTER = r"[^\W\d_]"
_BETWEEN = "[ \u00a0\u2002-\u200a\u202f·*_-]"
_BROKEN = rf"(?<={_LETTER})[-\u2010\u2011\u00ac\u00ad][ \t]*\r?\n\s*(?={_LETTER})"
_SPACED = rf"(?<![\w.])(?:{_LETTER}{_BETWEEN}){{4,}}{_LETTER}(?!\w)"
_ODD = re.compile(f"[{_HIDDEN}{_LAID}{_DRESSED}]+")
_MARK = re.compile(f"[{_LAID}{_HIDDEN}]*[{_LAID}]")
_PARTED = re.compile(rf"[-\u2010\u2011\u00ac][ \t]*\r?\n|(?:{_BETWEEN}{_LETTER}){{3}}{_BETWEEN}")
_ANY = re.compile(f"{_BROKEN}|{_SPACED}|[{_HIDDEN}{_LAID}{_DRESSED}]+")
_NOT_SEEN = re.compile(f"[{_HIDDEN}]")
_GAP = re.compile(r"[\W\d_]+")
_Spot = tuple[int, int, int, int]  # where a piece begins and ends in the plain text and in the text as it is


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without what is not seen; `spots` lead back, and are empty where nothing was changed."""

    text: str
    spots: tuple[_Spot, ...] = ()

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the text as it is."""
        if not self.spots:
            return start, end
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, at: int) -> tuple[int, int]:
        first, last, begins, ends = self.spots[bisect_right(self.spots, at, key=itemgetter(0)) - 1]
        if last - first == ends - begins:
            return begins + at - first, begins + at - first + 1
        return begins, ends


def plain(text: str) -> Plain:
    """The text as it is seen.

    >>> plain("Za\\u00adkhar-\\nchanka").text
    'Zakharchanka'
    """
    parted = bool(_PARTED.search(text))
    if not parted and (text.isascii() or not _ODD.search(text)):
        return Plain(text)
    out: list[str] = []
    spots: list[_Spot] = []
    size = 0
    for piece, start, end in _pieces(text, _ANY if parted else _ODD):
        if piece:
            out.append(piece)
            spots.append((size, size + len(piece), start, end))
            size += len(piece)
    return Plain("".join(out), tuple(spots))


def _pieces(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    """Pieces as they are seen, each with its place."""
    last = 0
    for found in pattern.finditer(text):
        start = found.start()
        if start > last and _MARK.match(text, start, found.end()):
            start -= 1  # a mark is laid over the letter before it
        if start > last:
            yield text[last:start], last, start
        yield _seen(text[start : found.end()]), start, found.end()
        last = found.end()
    if last < len(text):
        yield text[last:], last, len(text)


def _seen(cluster: str) -> str:
    if not _ODD.search(cluster):
        return _GAP.sub("", cluster)  # a broken word, or one with its letters set apart
    shown = unicodedata.normalize("NFKC", _NOT_SEEN.sub("", cluster))
    return "".join(each for each in shown if not unicodedata.combining(each))
