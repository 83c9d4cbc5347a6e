"""Of a DOCX the paragraphs are kept with the numbers that Word would draw, for no letter of the file says them.

What was struck out under tracking is left out and what was put in is kept, as a reader sees it. Notes follow the text.
Who made the file stands in it too and is not told: it is often someone who must not be named.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from khronika.vault.jobs import parts
from khronika.vault.jobs.clean import clean, single

_READER = "docx 1"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText", _FALLBACK})
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_STYLES = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I", "russianLower": "а"}
_STYLES |= {"russianUpper": "А"}
_NOTES = {"footnote": "1", "endnote": "i"}
_STRUCK = (f"{_W}del", f"{_W}moveFrom", _FALLBACK)
_PLACE = re.compile(r"%([1-9])")
_TITLES = frozenset({"title", "heading1", "heading 1"})


def read(data: bytes, hints: dict[str, str]) -> dict[str, Any]:
    """The text and its title, or a `failure`: a sentence why there is none."""
    try:
        archive = parts.opened(data)
        body = parts.tree(archive, "word/document.xml")
        numbers = _Numbers(parts.tree(archive, "word/numbering.xml"), parts.tree(archive, "word/styles.xml"))
        notes = {name: parts.tree(archive, f"word/{name}s.xml") for name in _NOTES}
    except parts.Damaged as error:
        return {"failure": str(error), "reader": _READER}
    if body is None:
        return {"failure": "The document has no text part; save it anew, then capture that.", "reader": _READER}
    told = [line for name, note in notes.items() for line in _notes(note, _drawn(body, name))]
    lines = list(_lines(body, numbers))
    text = clean("\n\n".join([*lines, *told])).strip()
    return {"text": text, "title": single(numbers.title or _first(lines)), "reader": _READER, "whole": True}


def _first(lines: list[str]) -> str:
    first = lines[0] if lines else ""
    return first if len(first) <= 200 else ""


def _lines(body: etree._Element, numbers: "_Numbers") -> Iterator[str]:
    """Paragraphs, and rows of tables as lines with tabs; a table in a table is part of its cell."""
    for block in body.iter(f"{_W}p", f"{_W}tbl"):
        if next(block.iterancestors(f"{_W}tbl", f"{_W}txbxContent", _FALLBACK), None) is not None:
            continue
        if block.tag == f"{_W}tbl":
            yield "\n".join(filter(None, (_row(row, numbers) for row in block.iterchildren(f"{_W}tr"))))
        elif words := numbers.written(block):
            yield words


def _row(row: etree._Element, numbers: "_Numbers") -> str:
    cells = [
        " ".join(filter(None, (numbers.written(each).replace("\n", " ") for each in cell.iter(f"{_W}p"))))
        for cell in row.iterchildren(f"{_W}tc")
    ]
    return "\t".join(cells).rstrip()


def _words(paragraph: etree._Element) -> str:
    """The visible words, in one pass; boxes of text inside a paragraph follow it."""
    spoken: list[str] = []
    boxed: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start", "end"))
    depth = 0
    for event, element in walk:
        if element.tag == f"{_W}txbxContent":
            depth += 1 if event == "start" else -1
            boxed.append("\n")
        elif event == "start" and (element.tag in _LEFT_OUT or _hidden(element)):
            walk.skip_subtree()
        elif event == "start" and element.tag == f"{_W}t":
            (boxed if depth else spoken).append(element.text or "")
        elif event == "start" and element.tag in _BREAKS:
            (boxed if depth else spoken).append(_BREAKS[element.tag])
        elif event == "start" and element.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
            spoken.append(f"[{element.get(f'{_W}id')}]")
    return "\n".join(filter(None, ("".join(spoken).strip(), "".join(boxed).strip())))


def _drawn(body: etree._Element, name: str) -> dict[str, str]:
    """Notes by their ids with the numbers that Word draws, which are written into the references."""
    found: dict[str, str] = {}
    for each in body.iter(f"{_W}{name}Reference"):
        if next(each.iterancestors(*_STRUCK), None) is None:
            drawn = found.setdefault(_value(each, "id"), parts.label(len(found) + 1, _NOTES[name]))
            each.set(f"{_W}id", drawn)
    return found


def _hidden(element: etree._Element) -> bool:
    """Whether a run is hidden from readers."""
    mark = element.find(f"{_W}rPr/{_W}vanish") if element.tag == f"{_W}r" else None
    return mark is not None and _value(mark, "val") not in ("0", "false", "off")


def _notes(root: etree._Element | None, drawn: Mapping[str, str]) -> Iterator[str]:
    """The notes in the order in which the text refers to them."""
    found = {} if root is None else {_value(note, "id"): note for note in root}
    for name, number in drawn.items():
        if name in found:
            words = " ".join(_words(paragraph) for paragraph in found[name].iter(f"{_W}p")).strip()
            yield f"[{number}] {words}"


class _Numbers:
    """What Word counts: lists by their abstract definition, levels inside them, and styles that number by themselves."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self.title: str | None = None
        self._levels: dict[tuple[str, int], etree._Element] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[str] = set()
        self._styles = {} if styles is None else {_value(each, "styleId"): each for each in styles.iter(f"{_W}style")}
        for kind in () if numbering is None else numbering:
            self._learn(kind)

    def _learn(self, kind: etree._Element) -> None:
        if kind.tag == f"{_W}abstractNum":
            for level in kind.iterchildren(f"{_W}lvl"):
                self._levels[_value(kind, "abstractNumId"), _number(_value(level, "ilvl"))] = level
        elif kind.tag == f"{_W}num":
            name = _value(kind, "numId")
            self._abstract[name] = _inner(kind, "abstractNumId") or ""
            for over in kind.iterchildren(f"{_W}lvlOverride"):
                start = _inner(over, "startOverride")
                if start is not None:
                    self._starts[name, _number(_value(over, "ilvl"))] = _number(start)

    def written(self, paragraph: etree._Element) -> str:
        """The paragraph with its number or mark."""
        words = _words(paragraph)
        if not words.strip():
            return ""
        style = self._style(paragraph)
        if self.title is None and style is not None and (_inner(style, "name") or "").lower() in _TITLES:
            self.title = words
        name, level = self._place(paragraph, style)
        mark = self._count(name, level) if name not in (None, "0") else ""
        return f"{mark} {words}" if mark else words

    def _style(self, paragraph: etree._Element) -> etree._Element | None:
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return None if named is None else self._styles.get(_value(named, "val"))

    def _place(self, paragraph: etree._Element, style: etree._Element | None) -> tuple[str | None, int]:
        """The list and level: as the paragraph says, else its style, else what that style is based on."""
        settings, depth = paragraph.find(f"{_W}pPr/{_W}numPr"), 0
        while settings is None and style is not None and depth < 20:
            settings = style.find(f"{_W}pPr/{_W}numPr")
            style, depth = self._styles.get(_inner(style, "basedOn") or ""), depth + 1
        if settings is None:
            return None, 0
        return _inner(settings, "numId"), _number(_inner(settings, "ilvl") or "0")

    def _count(self, name: str | None, level: int) -> str:
        list_ = self._abstract.get(name or "", "")
        form = self._levels.get((list_, level))
        if form is None or name is None:
            return ""
        if name not in self._begun:
            self._begun.add(name)
            for (own, at), start in self._starts.items():
                if own == name:
                    self._counts[list_, at] = start - 1
        self._counts[list_, level] = self._counts.get((list_, level), self._start(list_, level) - 1) + 1
        for deeper in [place for place in self._counts if place[0] == list_ and place[1] > level]:
            del self._counts[deeper]
        return self._label(list_, form)

    def _start(self, list_: str, level: int) -> int:
        form = self._levels.get((list_, level))
        return _number(_inner(form, "start") or "1") if form is not None else 1

    def _label(self, list_: str, form: etree._Element) -> str:
        style = _inner(form, "numFmt") or "decimal"
        if style == "none":
            return ""
        if style == "bullet":
            return "-"

        def counted(place: re.Match[str]) -> str:
            level = int(place.group(1)) - 1
            other = self._levels.get((list_, level))
            drawn = _inner(other, "numFmt") if other is not None else None
            return parts.label(
                self._counts.get((list_, level), self._start(list_, level)), _STYLES.get(drawn or "", "1")
            )

        return _PLACE.sub(counted, _inner(form, "lvlText") or "")


def _value(element: etree._Element, name: str) -> str:
    return str(element.get(f"{_W}{name}", ""))


def _inner(element: etree._Element, name: str) -> str | None:
    found = element.find(f"{_W}{name}")
    return None if found is None else _value(found, "val")


def _number(written: str) -> int:
    return int(written) if re.fullmatch(r"\d{1,6}", written) else 0
