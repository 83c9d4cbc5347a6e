"""Office documents give the words and numbers that a reader sees, and nothing that they would do or fetch."""

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
