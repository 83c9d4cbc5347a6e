"""A paper as PDF, to be printed, signed and scanned; its letters are in the file, so that it looks the same everywhere."""

from datetime import UTC, datetime

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from khronika.desk.advocacy.papers.font import font
from khronika.desk.advocacy.papers.paper import Paper

MEDIA = "application/pdf"
_MARGIN, _LINE, _INDENT = 25.0, 6.0, 10.0
_LABEL, _ROW = 42.0, 10.0


class _Sheet(FPDF):
    """A4 pages with their numbers at the foot."""

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("face", size=8)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="C")


def printed(paper: Paper) -> bytes:
    """The bytes of the PDF. Raises ClaimsError where no font on this machine has the letters."""
    sheet = _begun(paper)
    _words(sheet, paper.title, size=18, style="B", after=6)
    for each in paper.paragraphs:
        _words(sheet, each)
    if paper.demands:
        _words(sheet, paper.demanding, after=2)
    for number, words in paper.demands:
        sheet.set_font("face", size=11)
        sheet.cell(_INDENT, _LINE, f"{number}.")
        sheet.set_left_margin(_MARGIN + _INDENT)
        _words(sheet, words, after=2)
        sheet.set_left_margin(_MARGIN)
        sheet.set_x(_MARGIN)
    _form(sheet, paper)
    for each in paper.answering:
        _words(sheet, each, size=10, after=1)
    _words(sheet, paper.digest, size=8)
    return bytes(sheet.output())


def _begun(paper: Paper) -> _Sheet:
    face, sheet = font(), _Sheet(format="A4")
    sheet.add_font("face", "", face.upright)
    sheet.add_font("face", "B", face.bold)
    sheet.set_margins(_MARGIN, 22, _MARGIN)
    sheet.set_auto_page_break(True, margin=22)
    sheet.set_title(paper.title)
    sheet.set_lang(paper.language)
    sheet.set_creation_date(datetime.fromisoformat(paper.date).replace(tzinfo=UTC))
    sheet.set_producer("")
    sheet.add_page()
    return sheet


def _words(sheet: _Sheet, words: str, *, size: int = 11, style: str = "", after: float = 4) -> None:
    sheet.set_font("face", style=style, size=size)
    sheet.multi_cell(0, size * 0.52, words, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.ln(after)


def _form(sheet: _Sheet, paper: Paper) -> None:
    """What is filled in by hand, kept together on one page."""
    if sheet.will_page_break(_ROW * (len(paper.fields) + 2)):
        sheet.add_page()
    sheet.ln(4)
    _words(sheet, paper.signing, size=13, style="B", after=1)
    for label, value in paper.fields:
        sheet.set_font("face", size=10)
        sheet.cell(_LABEL, _ROW, label)
        sheet.multi_cell(0, _ROW, value or " ", border="B", align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.ln(6)
