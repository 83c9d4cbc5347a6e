"""Of a PDF the text of each page is kept, and its place; a page that has none is a picture, which others read."""

from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from khronika.vault.jobs.clean import single
from khronika.vault.jobs.lines import Line, bound, paragraphs

_READER = f"pdfium {pypdfium2.PDFIUM_INFO}"
_PAGES = 3000
_LENGTH = 20_000_000  # characters
_BREAKS = (10, 13)
_BROKEN_WORD = (0x02, 0xFFFE)


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
    text, pages = bound(texts)
    facts = document.get_metadata_dict()
    title = single(facts.get("Title")) or single(next((line for line in text.split("\n") if line.strip()), ""), 200)
    whole = count == len(texts) and all(texts)
    return {
        "text": text,
        "pages": pages,
        "title": title,
        "author": single(facts.get("Author")),
        "reader": _READER,
        "whole": whole,
        "missing": [number for number, page in enumerate(texts, 1) if not page],
        "beyond": count - len(texts),
    }


def _failure(cause: str) -> str:
    if "assword" in cause:
        return "The PDF is protected by a password; capture a copy that opens without one."
    return "The PDF is damaged or cut off, so that no page of it could be read; obtain it again."


def _texts(document: pypdfium2.PdfDocument, count: int) -> Iterator[str]:
    room = _LENGTH
    for number in range(count):
        try:
            page = document[number]
            text = paragraphs(list(_typeset(page.get_textpage())))[:room]
            page.close()
        except pypdfium2.PdfiumError:
            text = ""
        room -= len(text)
        yield text
        if room <= 0:
            return


def _typeset(page: pypdfium2.PdfTextPage) -> Iterator[Line]:
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


def _line(page: pypdfium2.PdfTextPage, places: list[int], ending: str) -> Line | None:
    codes = [pdfium.FPDFText_GetUnicode(page, place) for place in places]
    seen = [place for place, code in zip(places, codes, strict=True) if code > 32]
    if not seen:
        return None
    units = "".join(chr(code) for code in codes if 0 < code < 0x110000 and code not in _BROKEN_WORD)
    text = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    left, bottom, _, _ = page.get_charbox(seen[0], loose=True)
    _, _, right, _ = page.get_charbox(seen[-1], loose=True)
    return Line(text.strip() + ending, left, right, bottom, pdfium.FPDFText_GetFontSize(page, seen[0]))
