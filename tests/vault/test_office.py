"""Office documents give the words and numbers that a reader sees, and nothing that they would do or fetch."""

import io
from datetime import date

import openpyxl
import pytest

from khronika.vault import media, sandbox
from khronika.vault.text import Outcome, extract
from tests.vault.making import odt, packed, word

pytestmark = pytest.mark.skipif(
    sandbox.available() is None, reason="bubblewrap does not work on this machine, and no document is read without it"
)
LEVELS = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style><w:style w:styleId="L"><w:name w:val="List"/><w:pPr>'
    '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
ODT_LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-suffix="." '
    'style:num-format="1"/><text:list-level-style-number text:level="2" style:num-suffix=")" style:num-format="a"/>'
    "</text:list-style>"
)


def para(words: str, number: str = "", level: int = 0, style: str = "") -> str:
    """A paragraph of a DOCX."""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{listed}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_a_docx_has_the_numbers_that_word_draws() -> None:
    body = para("Statement", style="T") + para("Release all.", "1") + para("now", "1", 1) + para("soon", "1", 1)
    body += para("Stop.", "1") + para("at once", "1", 1) + para("Repeal.", style="L") + para("Again.", "2")
    version = extract(word(body, numbering=NUMBERING, styles=STYLES), media.WORD)
    lines = "Statement|1. Release all.|a) now|b) soon|2. Stop.|a) at once|3. Repeal.|1. Again."
    assert version.text.split("\n\n") == lines.split("|")
    assert (version.title, version.author, version.outcome) == ("Statement", None, Outcome.READ)


def test_a_docx_shows_what_was_put_in_and_not_what_was_struck_out() -> None:
    body = "<w:p><w:r><w:t>Five </w:t></w:r><w:del><w:r><w:delText>six</w:delText></w:r></w:del>"
    body += "<w:ins><w:r><w:t>people</w:t></w:r></w:ins><w:r><w:tab/><w:t>were fined.</w:t></w:r></w:p>"
    row = f"<w:tr><w:tc>{para('Name')}</w:tc><w:tc>{para('Fine')}</w:tc></w:tr>"
    version = extract(word(f"{body}<w:tbl>{row}{row}</w:tbl>"), media.WORD)
    assert version.text == "Five people\twere fined.\n\nName\tFine\nName\tFine"


def note(kind: str, number: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def test_notes_of_a_docx_are_numbered_as_word_draws_them_and_nothing_hidden_or_struck_is_told() -> None:
    struck = f'<w:del w:author="Secret">{note("footnote", 5)}</w:del>'
    body = f"<w:p><w:r><w:t>We call</w:t></w:r>{struck}{note('footnote', 7)}<w:r><w:t> again</w:t></w:r>{note('footnote', 6)}"
    body += "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
    body += '<w:moveFrom w:author="Secret"><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>'
    body += f'<w:p><w:moveTo w:author="Secret"><w:r><w:t>moved</w:t></w:r></w:moveTo>{note("endnote", 7)}</w:p>'
    notes = "".join(f'<w:footnote w:id="{n}">{para(f"Note {n}.")}</w:footnote>' for n in (0, 5, 6, 7))
    ends = f'<w:endnote w:id="7">{para("The end.")}</w:endnote>'
    comments = f'<w:comment w:author="Secret">{para("secret")}</w:comment>'
    version = extract(word(body, footnotes=notes, endnotes=ends, comments=comments), media.WORD)
    told = "We call[1] again[2]|moved[i]|[1] Note 7.|[2] Note 6.|[i] The end."
    assert version.text.split("\n\n") == told.split("|")


def test_a_workbook_is_its_sheets_a_row_a_line() -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for sheet, rows in (("March", [["Name", "Born"], ["Anna\nSample", date(1985, 3, 4)]]), ("May", [["Piotr", 12.0]])):
        page = book.create_sheet(sheet)
        for row in rows:
            page.append(row)
    book.save(out)
    version = extract(out.getvalue(), media.WORKBOOK)
    assert version.text == "March\nName\tBorn\nAnna Sample\t1985-03-04\n\nMay\nPiotr\t12"
    assert version.outcome is Outcome.READ


def test_a_workbook_that_is_damaged_is_a_failure_with_a_sentence() -> None:
    version = extract(b"PK\x03\x04 xl/workbook.xml", media.WORKBOOK)
    assert (version.outcome, "Obtain it again" in (version.problem or "")) == (Outcome.FAILED, True)


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY y "aaaaaaaaaa"><!ENTITY x "&y;&y;&y;&y;">]>',
    ],
)
def test_a_docx_that_declares_entities_is_refused(before: str) -> None:
    version = extract(word(para("Words &x; more"), before=before), media.WORD)
    assert version.outcome is Outcome.FAILED
    assert version.problem == "The document declares things of its own, as no office program does; save it anew."


def test_a_docx_that_is_damaged_or_unfolds_to_a_gigabyte_is_a_failure() -> None:
    assert extract(word("<w:p>"), media.WORD).problem == (
        "A part of the document is damaged, so that it could not be read; save it anew."
    )
    bomb = packed({"[Content_Types].xml": "", "word/document.xml": bytes(300 << 20)})
    assert "is larger than 200 MB" in (extract(bomb, media.WORD).problem or "")


def test_an_odt_has_the_numbers_of_its_lists() -> None:
    inner = "<text:list><text:list-item><text:p>now</text:p></text:list-item></text:list>"
    note = "<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
    body = (
        f'<text:h>Statement</text:h><text:list text:style-name="L"><text:list-item><text:p>Release<text:s/>all.</text:p>'
        f"{inner}</text:list-item><text:list-item><text:p>Stop{note} it.</text:p></text:list-item></text:list>"
        '<text:p>Between</text:p><text:list text:style-name="L" text:continue-numbering="true"><text:list-item>'
        "<text:p>Repeal.</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell>"
        "<text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row>"
        "</table:table>"
    )
    version = extract(odt(body, ODT_LIST), media.ODT)
    lines = "Statement|1. Release all.|a) now|2. Stop[1] it.|Between|3. Repeal.|A\tB|[1] A note."
    assert version.text.split("\n\n") == lines.split("|")
    assert version.title == "Statement"


def test_an_odt_nested_ten_thousand_deep_does_not_end_the_batch() -> None:
    deep = "<text:section>" * 10_000 + "<text:p>Words.</text:p>" + "</text:section>" * 10_000
    assert extract(odt(deep), media.ODT).outcome is not Outcome.READ


def test_a_rich_text_keeps_its_letters_and_numbers_and_not_its_author() -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset204 Times;}}{\info{\author Vera Second}}\pard Statement\par "
        rb"{\listtext 1.\tab}\'ce\'f1\'e2\'ee\'e1\'ee\'e4\'e8\'f2\'fc \u1074?\u1089?\u1077?\u1093?\par"
        rb"{\pntext 2.\tab}Stop.\par}"
    )
    version = extract(data, media.RTF)
    assert version.text == "Statement\n1. Освободить всех\n2. Stop."
    assert version.author is None
