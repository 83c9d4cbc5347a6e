"""The document that a first making begins with: styles, numbering and page numbers as mechanisms ask for, and no word in it.

Paragraphs are numbered by their style, so those that the author adds in it are counted along with the generated ones.
"""

from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
FOOTNOTES = f"{R}/footnotes"
DOCUMENT = f"{R}/officeDocument"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NOTES = f"{MAIN}.footnotes+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = f'xmlns:w="{W}" xmlns:r="{R}"'
FONT = "Times New Roman"

NAMES = {
    "title": "Title",
    "subtitle": "Subtitle",
    "cover": "Report cover",
    "section": "heading 1",
    "heading": "heading 2",
    "numbered": "Report paragraph",
    "item": "Report item",
    "own": "Report own words",
    "table": "Report table",
    "note": "footnote text",
    "mark": "footnote reference",
}
"""The styles by what stands in them, each under the name by which a word processor knows it in any language."""
_IDS = {
    "title": "Title",
    "subtitle": "Subtitle",
    "cover": "ReportCover",
    "section": "Heading1",
    "heading": "Heading2",
    "numbered": "ReportParagraph",
    "item": "ReportItem",
    "own": "ReportOwn",
    "table": "ReportTable",
    "note": "FootnoteText",
    "mark": "FootnoteReference",
}


def parts(title: str, organisation: str, language: str) -> dict[str, bytes]:
    """Every part of the package, by its path."""
    made = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(("rId1", DOCUMENT, "word/document.xml"), ("rId2", _CORE, "docProps/core.xml")),
        "docProps/core.xml": core(title, organisation, language),
        "word/_rels/document.xml.rels": _relations(
            ("rId1", f"{R}/styles", "styles.xml"),
            ("rId2", f"{R}/numbering", "numbering.xml"),
            ("rId3", f"{R}/settings", "settings.xml"),
            ("rId4", FOOTNOTES, "footnotes.xml"),
            ("rId5", f"{R}/footer", "footer1.xml"),
        ),
        "word/document.xml": f"<w:document {_OPEN}><w:body>{_PAGE}</w:body></w:document>",
        "word/styles.xml": _styles(language),
        "word/numbering.xml": _NUMBERING,
        "word/settings.xml": _SETTINGS,
        "word/footnotes.xml": NO_NOTES,
        "word/footer1.xml": _FOOTER,
    }
    return {path: (_HEAD + text).encode() for path, text in made.items()}


_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_DATED = "1980-01-01T00:00:00Z"  # when it was written is no business of who gets it


def core(title: str, organisation: str, language: str) -> str:
    """What the document says of itself: its title, the organisation, and nobody's name."""
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(organisation)}</dc:creator>"
        f"<dc:language>{escape(language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_DATED}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_DATED}</dcterms:modified></cp:coreProperties>'
    )


def _types() -> str:
    kinds = {
        "/word/document.xml": f"{MAIN}.document.main+xml",
        "/word/styles.xml": f"{MAIN}.styles+xml",
        "/word/numbering.xml": f"{MAIN}.numbering+xml",
        "/word/settings.xml": f"{MAIN}.settings+xml",
        "/word/footnotes.xml": NOTES,
        "/word/footer1.xml": f"{MAIN}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    told = "".join(f'<Override PartName="{path}" ContentType="{kind}"/>' for path, kind in kinds.items())
    return (
        f'<Types xmlns="{TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )


def _relations(*known: tuple[str, str, str]) -> str:
    told = "".join(f'<Relationship Id="{each}" Type="{kind}" Target="{to}"/>' for each, kind, to in known)
    return f'<Relationships xmlns="{RELATIONS}">{told}</Relationships>'


_PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>'
    "<w:titlePg/></w:sectPr>"
)
_SETTINGS = (
    f'<w:settings {_OPEN}><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)
NO_NOTES = (
    f'<w:footnotes {_OPEN}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)
_FOOTER = (
    f'<w:ftr {_OPEN}><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>'
)
_NUMBERING = (
    f'<w:numbering {_OPEN}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="ReportParagraph"/>'
    '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="567"/></w:tabs>'
    '<w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ReportItem"/>'
    '<w:lvlText w:val="–"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="964" w:hanging="397"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)


def _styles(language: str) -> str:
    tags = {"en": "en-GB", "be": "be-BY", "ru": "ru-RU"}
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="24"/><w:szCs w:val="24"/>'
        f'<w:lang w:val="{tags.get(language, language)}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    )
    return f"<w:styles {_OPEN}>{defaults}{normal}{''.join(style(kind) for kind in NAMES)}</w:styles>"


def style(kind: str) -> str:
    """One of our styles."""
    what, paragraph, run, after = _LOOKS[kind]
    base = '<w:basedOn w:val="Normal"/>' if what == "paragraph" else ""
    following = f'<w:next w:val="{after}"/>' if after else ""
    custom = ' w:customStyle="1"' if NAMES[kind].startswith("Report") else ""
    pp = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    return (
        f'<w:style w:type="{what}"{custom} w:styleId="{_IDS[kind]}"><w:name w:val="{NAMES[kind]}"/>{base}{following}'
        f"<w:qFormat/>{pp}" + (f"<w:rPr>{run}</w:rPr>" if run else "") + "</w:style>"
    )


def identity(kind: str) -> str:
    """The id that a style has in a document of ours."""
    return _IDS[kind]


_OWN = "ReportOwn"
_LOOKS: dict[str, tuple[str, str, str, str]] = {
    "title": (
        "paragraph",
        '<w:spacing w:before="3600" w:after="360" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
        '<w:b/><w:sz w:val="44"/><w:szCs w:val="44"/>',
        _OWN,
    ),
    "subtitle": (
        "paragraph",
        '<w:spacing w:after="480"/><w:jc w:val="center"/>',
        '<w:sz w:val="28"/><w:szCs w:val="28"/>',
        _OWN,
    ),
    "cover": ("paragraph", '<w:spacing w:after="160"/><w:jc w:val="center"/>', "", _OWN),
    "section": (
        "paragraph",
        '<w:keepNext/><w:spacing w:before="360" w:after="160"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:sz w:val="30"/><w:szCs w:val="30"/>',
        _OWN,
    ),
    "heading": (
        "paragraph",
        '<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="1"/>',
        '<w:b/><w:sz w:val="26"/><w:szCs w:val="26"/>',
        _OWN,
    ),
    "numbered": ("paragraph", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', "", "ReportParagraph"),
    "item": (
        "paragraph",
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr><w:spacing w:after="60"/>',
        "",
        "ReportItem",
    ),
    "own": ("paragraph", "", "", _OWN),
    "table": (
        "paragraph",
        '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>',
        '<w:sz w:val="21"/><w:szCs w:val="21"/>',
        "ReportTable",
    ),
    "note": (
        "paragraph",
        '<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>',
        '<w:sz w:val="18"/><w:szCs w:val="18"/>',
        "FootnoteText",
    ),
    "mark": ("character", "", '<w:vertAlign w:val="superscript"/>', ""),
}
