"""Lines as they were set become paragraphs as they were written, whether a file tells them or a picture was read.

Most things worth quoting run over a line's end, so a line that reaches the right edge of its page's text goes on in
the next one. A wide gap, an indent, a list mark, another letter size or a line that ends early begins a new line of
text: signatures and lists stay one a line. A hyphen at a line's end before a small letter is taken for the
typesetter's. Bare page numbers are left out, for every page's place in the text is recorded.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from khronika.vault.jobs.clean import clean

_MARK = re.compile(r"(?:[•‣▪●◦·*–—-]\s|\(?\d{1,3}[.)]\s|\(?[a-zа-яіўё]\)\s)", re.IGNORECASE)
_NUMBER_ONLY = re.compile(r"[\s\-–—]*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|из|з)\s*\d{1,4})?[\s\-–—]*", re.IGNORECASE)
_HYPHENS = "-\u00ad\u2010"
_SENTENCE_END = '.!?…:;»”")'


@dataclass(frozen=True)
class Line:
    """One line as typeset; `left`, `right`, `bottom` and `size` in points or in dots, upwards."""

    text: str
    left: float
    right: float
    bottom: float
    size: float


def paragraphs(lines: list[Line]) -> str:
    """The text of one page; a bare page number at its head or foot is left out."""
    return _joined(_trimmed(list(lines)))


def _trimmed(lines: list[Line]) -> list[Line]:
    """Without a bare page number at the head or foot."""
    for edge in (0, -1):
        if len(lines) > 1 and _NUMBER_ONLY.fullmatch(lines[edge].text):
            del lines[edge]
    return lines


def _joined(lines: list[Line]) -> str:
    if not lines:
        return ""
    gaps = [one.bottom - other.bottom for one, other in pairwise(lines) if one.bottom > other.bottom]
    gap, edge = _usual(gaps), max(line.right for line in lines)
    text = lines[0].text
    for before, line in pairwise(lines):
        if _apart(before, line, gap):
            text += "\n\n" + line.text
        elif _goes_on(before, line, edge):
            text = _hyphenated(text, line.text)
        else:
            text += "\n" + line.text
    return clean(text)


def _usual(gaps: list[float]) -> float:
    """The distance of lines within a paragraph: the lower quartile, for a page may be mostly headings and lists."""
    return sorted(gaps)[len(gaps) // 4] if gaps else 0.0


def _apart(before: Line, line: Line, gap: float) -> bool:
    other_size = abs(before.size - line.size) > 0.15 * max(before.size, line.size)
    return other_size or before.bottom - line.bottom > 1.35 * gap or line.bottom > before.bottom + gap


def _goes_on(before: Line, line: Line, edge: float) -> bool:
    """Whether `line` continues the paragraph: its first word would not have fitted at the end of `before`."""
    width = (line.right - line.left) / max(1, len(line.text))
    first = len(line.text.split(" ", 1)[0]) + 1
    filled = before.right + first * width > edge - 1.5 * width
    indented = line.left > before.left + 0.9 * line.size and not _MARK.match(before.text)
    return (filled or before.text[-1:] in _HYPHENS) and not indented and not _MARK.match(line.text)


def _hyphenated(text: str, following: str) -> str:
    if text[-1:] in _HYPHENS and text[-2:-1].isalpha():
        return (text[:-1] if following[:1].islower() else text[:-1] + "-") + following
    return f"{text} {following}"


def bound(texts: list[str]) -> tuple[str, list[list[int]]]:
    """The pages as one text, and of each its number, start and end; a sentence that runs over is not cut."""
    text, pages = "", []
    for number, page in enumerate(texts, 1):
        if text and page:
            runs_over = text[-1] not in _SENTENCE_END and page[0].islower()
            text += " " if runs_over else "\n\n"
        pages.append([number, len(text), len(text) + len(page)])
        text += page
    return text, pages
