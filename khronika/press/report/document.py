"""Parts and footnotes as they stand in a document. A generated part sits in a content control whose tag says report, making and key.

Its text cannot be changed by accident; what the author says is everything outside of such a control.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from khronika.pages.report.model import Block, Line, Note, Said, Table
from khronika.pages.report.notes import told
from khronika.pages.words import Words
from khronika.press.report import blank
from khronika.press.report.blank import NAMES, W
from khronika.press.report.package import Package, tree

TAG = "khronika"
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_XML = "http://www.w3.org/XML/1998/namespace"
_GAPS = ("tab", "br", "cr", "p")


def name(word: str) -> str:
    """A name in the main namespace.

    >>> name("p").endswith("}p")
    True
    """
    return f"{{{W}}}{word}"


def made(word: str, *inner: etree._Element, **values: str) -> etree._Element:
    """An element with what is in it; values are attributes of the same namespace."""
    element = etree.Element(name(word), {name(key): value for key, value in values.items()}, nsmap={"w": W})
    element.extend(inner)
    return element


def digest(text: str) -> str:
    """By which the text of a part is known again, however its words are broken into lines."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Part:
    """A generated part that stands in a document."""

    element: etree._Element
    report: str
    making: int
    key: str


def standing(document: etree._Element) -> list[Part]:
    """The generated parts of a document, in their order."""
    found = []
    for element in document.iter(name("sdt")):
        tag = element.find(f"{name('sdtPr')}/{name('tag')}")
        said = (tag.get(name("val"), "") if tag is not None else "").split(":", 3)
        if len(said) == 4 and said[0] == TAG and said[2].isdecimal():
            found.append(Part(element, said[1], int(said[2]), said[3]))
    return found


def text(element: etree._Element, without: frozenset[etree._Element] = frozenset(), marks: str = "") -> str:
    """The words of an element, without footnotes, their marks, and some elements in it; one space between words."""
    return " ".join("".join(_pieces(element, without, marks)).split())


def _pieces(element: etree._Element, without: frozenset[etree._Element], marks: str) -> Iterator[str]:
    if element in without:
        return
    word = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if word == "t":
        yield element.text or ""
    elif word == "noBreakHyphen":
        yield "-"
    elif word == "Fallback" or (word == "r" and marks and _style_of(element) == marks):
        return  # a fallback says again what stands beside it
    if word in _GAPS:
        yield " "
    for inner in element:
        yield from _pieces(inner, without, marks)


def _style_of(run: etree._Element) -> str:
    found = run.find(f"{name('rPr')}/{name('rStyle')}")
    return found.get(name("val"), "") if found is not None else ""


@dataclass(slots=True)
class Writer:
    """Writes parts into one package."""

    package: Package
    report: str
    making: int
    spoken: Words
    _styles: dict[str, str] = field(default_factory=dict)
    _last: int = 0

    def part(self, block: Block) -> etree._Element:
        """A part in its content control; its notes are added to the footnotes."""
        inner = [self._table(each) if isinstance(each, Table) else self._line(each) for each in block.lines]
        if block.key == "title":
            inner[-1].append(made("r", made("br", type="page")))
        tag = f"{TAG}:{self.report}:{self.making}:{block.key}"
        number = str(int(hashlib.sha256(block.key.encode()).hexdigest()[:7], 16) + 1)
        known = [made("alias", val=block.key.partition(".")[0]), made("tag", val=tag), made("id", val=number)]
        if not block.free:
            known.append(made("lock", val="contentLocked"))
        return made("sdt", made("sdtPr", *known), made("sdtContent", *inner))

    def own(self, said: str = "") -> etree._Element:
        """A paragraph of the author's."""
        return made("p", self._look("own"), *([_run(said)] if said else []))

    def style(self, kind: str) -> str:
        """The id of one of our styles in this document; it is added where the author's has none of that name."""
        if kind not in self._styles:
            self._styles[kind] = self._known(kind)
        return self._styles[kind]

    def _known(self, kind: str) -> str:
        styles = self.package.styles
        if styles is None:
            return blank.identity(kind)
        for each in styles.iter(name("style")):
            called = each.find(name("name"))
            if called is not None and called.get(name("val"), "").lower() == NAMES[kind].lower():
                return each.get(name("styleId"), "")
        fresh = tree(f'<w:x xmlns:w="{W}">{blank.style(kind)}</w:x>'.encode())[0]
        for numbered in list(fresh.iter(name("numPr"))):
            numbered.getparent().remove(numbered)  # type: ignore[union-attr]  # it was found inside
        styles.append(fresh)
        return blank.identity(kind)

    def _look(self, kind: str) -> etree._Element:
        return made("pPr", made("pStyle", val=self.style(kind)))

    def _line(self, line: Line) -> etree._Element:
        paragraph = made("p", self._look(line.style.value))
        for said in _once(line):
            paragraph.append(_run(said.text))
            for place, note in enumerate(said.notes):
                if place:
                    paragraph.append(self._mark(_words(",")))
                paragraph.append(self._mark(made("footnoteReference", id=str(self._note(note)))))
        return paragraph

    def _mark(self, inner: etree._Element) -> etree._Element:
        return made("r", made("rPr", made("rStyle", val=self.style("mark"))), inner)

    def _note(self, note: Note) -> int:
        """Add a footnote; its number in the file."""
        if not self._last:
            self._last = max([0, *(int(each.get(name("id"), "0")) for each in self.package.footnotes)])
        self._last = number = self._last + 1
        said = made("p", self._look("note"), self._mark(made("footnoteRef")), _run(" " + told(note, self.spoken)))
        self.package.footnotes.append(made("footnote", said, id=str(number)))
        return number

    def _table(self, table: Table) -> etree._Element:
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        lines = [made(each, val="single", sz="4", space="0", color="7F7F7F") for each in sides]
        look = made("tblPr", made("tblW", w="5000", type="pct"), made("tblBorders", *lines))
        grid = made("tblGrid", *(made("gridCol", w=str(9000 // len(table.rows[0]))) for _ in table.rows[0]))
        rows = [self._row(row, head=place == 0) for place, row in enumerate(table.rows)]
        return made("tbl", look, grid, *rows)

    def _row(self, row: tuple[str, ...], *, head: bool) -> etree._Element:
        cells = []
        for place, cell in enumerate(row):
            look = self._look("table")
            if place:
                look.append(made("jc", val="right"))
            cells.append(made("tc", made("tcPr"), made("p", look, _run(cell, bold=head))))
        known = [made("cantSplit"), *([made("tblHeader")] if head else [])]
        return made("tr", made("trPr", *known), *cells)


def _once(line: Line) -> list[Said]:
    """The runs of a line; a note that several of them have stands after the last."""
    later, found = set[Note](), []
    for said in reversed(line.said):
        found.append(Said(said.text, tuple(each for each in said.notes if each not in later)))
        later |= set(said.notes)
    return found[::-1]


def _run(said: str, *, bold: bool = False) -> etree._Element:
    look = [made("rPr", made("b"))] if bold else []
    return made("r", *look, _words(said))


def _words(said: str) -> etree._Element:
    element = made("t")
    element.text = _FORBIDDEN.sub("\ufffd", said)
    element.set(f"{{{_XML}}}space", "preserve")
    return element
