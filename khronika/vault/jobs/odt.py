"""Of an ODT the paragraphs are kept with the numbers of their lists, which stand in no letter of the file.

What was struck out under tracking is left out. Notes follow the text. Who made the file is not told.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from khronika.vault.jobs import parts
from khronika.vault.jobs.clean import clean, single

_READER = "odt 1"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ENCRYPTED = b"manifest:encryption-data"
_SILENT = frozenset({f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}ruby-text"})
_DEEPEST = 200


def read(data: bytes, hints: dict[str, str]) -> dict[str, Any]:
    """The text and its title, or a `failure`: a sentence why there is none."""
    try:
        archive = parts.opened(data)
        manifest = "META-INF/manifest.xml"
        if manifest in archive.namelist() and _ENCRYPTED in archive.read(manifest)[: 1 << 20]:
            raise parts.Damaged("The document is locked with a password; save a copy without one, then capture that.")
        content, styles = parts.tree(archive, "content.xml"), parts.tree(archive, "styles.xml")
    except parts.Damaged as error:
        return {"failure": str(error), "reader": _READER}
    body = None if content is None else content.find(f"{_OFFICE}body/{_OFFICE}text")
    if content is None or body is None:
        return {"failure": "The document has no text part; save it anew, then capture that.", "reader": _READER}
    reader = _Reader([tree for tree in (styles, content) if tree is not None])
    lines = [line for line in reader.lines(body, 0) if line.strip()]
    notes = [f"[{number}] {words}" for number, words in enumerate(reader.notes, 1)]
    text = clean("\n\n".join([*lines, *notes])).strip()
    first = lines[0] if lines and len(lines[0]) <= 200 else ""
    return {"text": text, "title": single(reader.title or first), "reader": _READER, "whole": not reader.deep}


class _Reader:
    """What is known while the text is walked: list styles, how far each list has counted, and the notes so far."""

    def __init__(self, trees: list[etree._Element]) -> None:
        self.notes: list[str] = []
        self.title: str | None = None
        self.deep = False
        self._styles = {
            style.get(f"{_STYLE}name"): {_level(form): form for form in style if form.get(f"{_TEXT}level")}
            for tree in trees
            for style in tree.iter(f"{_TEXT}list-style", f"{_TEXT}outline-style")
        }
        self._ended: dict[str, int] = {}
        self._last: dict[str | None, int] = {}

    def lines(self, block: etree._Element, depth: int) -> Iterator[str]:
        """Paragraphs, points with their numbers, and rows of tables as lines with tabs."""
        self.deep |= depth > _DEEPEST
        for child in block if depth <= _DEEPEST else ():
            if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                words = self._words(child)
                if self.title is None and child.tag == f"{_TEXT}h":
                    self.title = words
                yield words
            elif child.tag == f"{_TEXT}list":
                yield from self._list(child, child.get(f"{_TEXT}style-name"), (), depth + 1)
            elif child.tag == f"{_TABLE}table":
                rows = ("\t".join(self._cells(row, depth)).rstrip() for row in child.iter(f"{_TABLE}table-row"))
                yield "\n".join(filter(None, rows))
            elif child.tag not in _SILENT and len(child):
                yield from self.lines(child, depth + 1)

    def _cells(self, row: etree._Element, depth: int) -> Iterator[str]:
        for cell in row.iterchildren(f"{_TABLE}table-cell"):
            yield " ".join(line.replace("\n", " ") for line in self.lines(cell, depth + 1) if line.strip())

    def _list(self, points: etree._Element, style: str | None, above: tuple[int, ...], depth: int) -> Iterator[str]:
        """The points of a list; `above` are the numbers of the points that it stands in."""
        style = points.get(f"{_TEXT}style-name") or style
        forms = self._styles.get(style, {})
        form = forms.get(len(above) + 1)
        number = self._first(points, style, form, above)
        for point in points if depth <= _DEEPEST else ():
            if point.tag != f"{_TEXT}list-item":
                yield from self.lines(point, depth + 1)
                continue
            number = _whole(point.get(f"{_TEXT}start-value"), number)
            mark, counted = _label(forms, (*above, number)), False
            for child in point:
                if child.tag == f"{_TEXT}list":
                    yield from self._list(child, style, (*above, number), depth + 1)
                elif child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                    words = self._words(child)
                    yield f"{mark} {words}" if mark and words.strip() and not counted else words
                    counted = True
            number += counted
        self._last[style] = number
        if points.get(_XML_ID):
            self._ended[str(points.get(_XML_ID))] = number

    def _first(
        self, points: etree._Element, style: str | None, form: etree._Element | None, above: tuple[int, ...]
    ) -> int:
        before = points.get(f"{_TEXT}continue-list")
        if before in self._ended and not above:
            return self._ended[before]
        if points.get(f"{_TEXT}continue-numbering") == "true" and not above:
            return self._last.get(style, 1)
        return _whole(form.get(f"{_TEXT}start-value"), 1) if form is not None else 1

    def _words(self, paragraph: etree._Element) -> str:
        """The visible words, in one pass."""
        spoken = [_flat(paragraph.text)]
        walk = etree.iterwalk(paragraph, events=("start", "end"))
        for event, element in walk:
            if element is paragraph:
                continue
            if event == "end":
                spoken.append(_flat(element.tail))
            elif element.tag in _SILENT:
                if element.tag == f"{_TEXT}note":
                    self._note(element, spoken)
                walk.skip_subtree()
            elif isinstance(element.tag, str):
                spoken.append(_sign(element) + _flat(element.text))
        return "".join(spoken).strip()

    def _note(self, note: etree._Element, spoken: list[str]) -> None:
        body = note.find(f"{_TEXT}note-body")
        self.notes.append(" ".join("".join(body.itertext()).split()) if body is not None else "")
        spoken.append(f"[{len(self.notes)}]")


_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _flat(words: str | None) -> str:
    return (words or "").replace("\n", " ")


def _sign(element: etree._Element) -> str:
    if element.tag == f"{_TEXT}s":
        return " " * min(_whole(element.get(f"{_TEXT}c"), 1), 100)
    return {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}.get(str(element.tag), "")


def _level(form: etree._Element) -> int:
    return _whole(form.get(f"{_TEXT}level"), 0)


def _whole(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 7 else otherwise


def _label(forms: dict[int, etree._Element], numbers: tuple[int, ...]) -> str:
    """The number of a point, with those of the points above it where its style draws them."""
    form = forms.get(len(numbers))
    if form is None or form.tag == f"{_TEXT}list-level-style-bullet":
        return "-" if form is not None else ""
    drawn = form.get(f"{_STYLE}num-format")
    if not drawn:
        return ""
    shown = max(1, min(_whole(form.get(f"{_TEXT}display-levels"), 1), len(numbers)))
    levels = range(len(numbers) - shown + 1, len(numbers) + 1)
    styles = [forms[level].get(f"{_STYLE}num-format") if level in forms else None for level in levels]
    words = ".".join(parts.label(numbers[level - 1], style or "1") for level, style in zip(levels, styles, strict=True))
    return f"{form.get(f'{_STYLE}num-prefix', '')}{words}{form.get(f'{_STYLE}num-suffix', '')}"
