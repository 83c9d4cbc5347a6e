"""Of a PDF the text of each page is kept, with broken lines joined into paragraphs again.

Most things worth quoting run over a line's end, so a line that reaches the right edge of its page's text goes on in
the next one. A wide gap, an indent, a list mark, another letter size or a line that ends early begins a new line of
text: signatures and lists stay one a line. A hyphen at a line's end before a small letter is taken for the
typesetter's. Bare page numbers are left out, for every page's place in the text is recorded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from khronika.vault.jobs.clean import clean, single

_READER = f"pdfium {pypdfium2.PDFIUM_INFO}"
_PAGES = 3000
_LENGTH = 20_000_000  # characters
_MARK = re.compile(r"(?:[•‣▪●◦·*–—-]\s|\(?\d{1,3}[.)]\s|\(?[a-zа-яіўё]\)\s)", re.IGNORECASE)
_NUMBER_ONLY = re.compile(r"[\s\-–—]*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|из|з)\s*\d{1,4})?[\s\-–—]*", re.IGNORECASE)
_HYPHENS = "-\u00ad\u2010"
_BREAKS = (10, 13)
_BROKEN_WORD = (0x02, 0xFFFE)
_SENTENCE_END = '.!?…:;»”")'


@dataclass(frozen=True)
class _Line:
    """One line as typeset; `left`, `right`, `bottom` and `size` in points."""

    text: str
    left: float
    right: float
    bottom: float
    size: float


def read(data: bytes, hints: dict[str, str]) -> dict[str, Any]:
    """The text with its pages, or a `failure`: a sentence why there is none."""
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        return {"failure": _failure(str(error)), "reader": _READER}
    if not count:
        return {"failure": _failure("no pages"), "reader": _READER}
    texts = list(_texts(document, min(count, _PAGES)))
    if not any(texts):
        return {"failure": _failure("no text"), "reader": _READER}
    text, pages = _bound(texts)
    facts = document.get_metadata_dict()
    title = single(facts.get("Title")) or single(next(line for line in text.split("\n") if line.strip()), 200)
    whole = count == len(texts) and all(texts)
    return {
        "text": text,
        "pages": pages,
        "title": title,
        "author": single(facts.get("Author")),
        "reader": _READER,
        "whole": whole,
        "missing": [number for number, page in enumerate(texts, 1) if not page][:20],
    }


def _failure(cause: str) -> str:
    if "assword" in cause:
        return "The PDF is protected by a password; capture a copy that opens without one."
    if cause == "no text":
        return "The PDF holds pictures of pages and no text; have its text recognised, then capture that."
    return "The PDF is damaged or cut off, so that no page of it could be read; obtain it again."


def _texts(document: pypdfium2.PdfDocument, count: int) -> Iterator[str]:
    room = _LENGTH
    for number in range(count):
        try:
            page = document[number]
            text = _joined(_trimmed(list(_typeset(page.get_textpage()))))[:room]
            page.close()
        except pypdfium2.PdfiumError:
            text = ""
        room -= len(text)
        yield text
        if room <= 0:
            return


def _typeset(page: pypdfium2.PdfTextPage) -> Iterator[_Line]:
    """The lines in the order of the page; pdfium marks a word that is broken over two lines instead of the break."""
    places: list[int] = []
    count = page.count_chars()
    for place in range(count + 1):
        code = pdfium.FPDFText_GetUnicode(page, place) if place < count else _BREAKS[0]
        if code not in _BREAKS:
            places.append(place)
        if code in _BREAKS or code in _BROKEN_WORD:
            line = _line(page, places, "-" if code in _BROKEN_WORD else "")
            places = []
            if line is not None:
                yield line


def _line(page: pypdfium2.PdfTextPage, places: list[int], ending: str) -> _Line | None:
    codes = [pdfium.FPDFText_GetUnicode(page, place) for place in places]
    seen = [place for place, code in zip(places, codes, strict=True) if code > 32]
    if not seen:
        return None
    units = "".join(chr(code) for code in codes if 0 < code < 0x110000 and code not in _BROKEN_WORD)
    text = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    left, bottom, _, _ = page.get_charbox(seen[0], loose=True)
    _, _, right, _ = page.get_charbox(seen[-1], loose=True)
    return _Line(text.strip() + ending, left, right, bottom, pdfium.FPDFText_GetFontSize(page, seen[0]))


def _trimmed(lines: list[_Line]) -> list[_Line]:
    """Without a bare page number at the head or foot."""
    for edge in (0, -1):
        if len(lines) > 1 and _NUMBER_ONLY.fullmatch(lines[edge].text):
            del lines[edge]
    return lines


def _joined(lines: list[_Line]) -> str:
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


def _apart(before: _Line, line: _Line, gap: float) -> bool:
    other_size = abs(before.size - line.size) > 0.15 * max(before.size, line.size)
    return other_size or before.bottom - line.bottom > 1.35 * gap or line.bottom > before.bottom + gap


def _goes_on(before: _Line, line: _Line, edge: float) -> bool:
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


def _bound(texts: list[str]) -> tuple[str, list[list[int]]]:
    """The pages as one text, and of each its number, start and end; a sentence that runs over is not cut."""
    text, pages = "", []
    for number, page in enumerate(texts, 1):
        if text and page:
            runs_over = text[-1] not in _SENTENCE_END and page[0].islower()
            text += " " if runs_over else "\n\n"
        pages.append([number, len(text), len(text) + len(page)])
        text += page
    return text, pages
