"""A paper as DOCX: what its reader may edit and sign by hand. Nothing in it tells who made it on which machine."""

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.document import Document as Made
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from khronika.desk.advocacy.papers.paper import Paper

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FACE = "Liberation Serif"


def document(paper: Paper) -> bytes:
    """The bytes of the DOCX."""
    made = Document()
    _style(made, paper)
    heading = made.add_paragraph(style="Title")
    heading.add_run(paper.title)
    for each in paper.paragraphs:
        made.add_paragraph(each)
    if paper.demands:
        made.add_paragraph(paper.demanding).paragraph_format.keep_with_next = True
    for number, words in paper.demands:
        line = made.add_paragraph(f"{number}.\t{words}")
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Cm(1), Cm(-1)
        line.paragraph_format.tab_stops.add_tab_stop(Cm(1))
    made.add_heading(paper.signing, level=2)
    _form(made, paper)
    for each in paper.answering:
        made.add_paragraph(each)
    small = made.add_paragraph().add_run(paper.digest)
    small.font.size = Pt(8)
    buffer = io.BytesIO()
    made.save(buffer)
    return _timeless(buffer.getvalue())


def _timeless(data: bytes) -> bytes:
    """The same parts, without the time at which each was written."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for each in parts.infolist():
            packed.writestr(zipfile.ZipInfo(each.filename), parts.read(each), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _form(made: Made, paper: Paper) -> None:
    """What is filled in by hand, each line with its room."""
    rows = made.add_table(rows=0, cols=2)
    rows.style = "Table Grid"
    for label, value in paper.fields:
        cells = rows.add_row().cells
        cells[0].text, cells[1].text = label, value
        cells[0].width, cells[1].width = Cm(4.5), Cm(11.5)
    made.add_paragraph()


def _style(made: Made, paper: Paper) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    for name, size in (("Normal", 11), ("Title", 18), ("Heading 2", 13)):
        style = made.styles[name]
        style.font.name, style.font.size = _FACE, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for place in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(place), _FACE)
        for place in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(place), None)
    made.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    made.styles["Normal"].paragraph_format.space_after = Pt(8)
    facts = made.core_properties
    facts.title, facts.language, facts.author, facts.comments = paper.title[:255], paper.language, "", ""
    facts.last_modified_by, facts.revision = "", 1
    facts.created = facts.modified = datetime.fromisoformat(paper.date)
