"""What a file is, its bytes say; its name only breaks a tie between kinds of text."""

import re

from khronika.vault.errors import Unsupported

HTML = "text/html"
PDF = "application/pdf"
PLAIN = "text/plain"
MARKDOWN = "text/markdown"
UNKNOWN = "application/octet-stream"

_SAMPLE = 64 * 1024
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"OggS", "a sound or film recording"),
    (b"ID3", "a sound recording"),
    (b"\x1aE\xdf\xa3", "a film recording"),
    (b"SQLite format 3\x00", "a database"),
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BEFORE_HTML = re.compile(rb"(?:\s+|<\?xml[^>]{0,500}\?>|<!--.{0,5000}?-->)*", re.DOTALL)
_HTML_START = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|section|table|h[1-6]|p|ul|ol|a|span|b|i|nav"
    rb"|script|style|font|center|br|header)\b",
    re.IGNORECASE,
)
_HTML_INSIDE = re.compile(rb"<(?:html|body)[\s>]", re.IGNORECASE)
_CONTROLS = bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])


def sniff(data: bytes, name: str = "") -> str:
    """The media type of `data`, whatever `name` claims; raises `Unsupported` with a sentence that says what it is.

    >>> sniff(b"%PDF-1.7 ...", "note.txt")
    'application/pdf'
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise Unsupported("The file was expected to hold a document, but it is empty; obtain it again.")
    if b"%PDF-" in data[:1024]:
        return PDF
    _refuse(data)
    text = _narrow(data[:_SAMPLE])
    if text is None:
        raise Unsupported(
            "A web page, a PDF or a text was expected, but these are bytes of no known kind; "
            "convert the file to PDF or text, then capture that."
        )
    if _is_html(text):
        return HTML
    return MARKDOWN if name.lower().endswith((".md", ".markdown")) else PLAIN


def _refuse(data: bytes) -> None:
    kind = next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)
    if data[4:8] == b"ftyp":
        kind = "a film or picture recording"
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        kind = "a picture, sound or film recording"
    if kind is not None:
        raise Unsupported(
            f'A web page, a PDF or a text was expected, but this is "{kind}"; convert it to PDF or text, '
            "then capture that."
        )


def wide(data: bytes) -> str | None:
    """UTF-16 without its mark: in every other byte there is mostly a zero, or the four of Cyrillic letters."""
    sample = data[:4096]
    if len(sample) < 4 or 0 not in sample:
        return None
    halves = sample[::2], sample[1::2]
    shares = [(half.count(0) + half.count(4)) / len(half) for half in halves]
    if max(shares) < 0.7:
        return None
    return "utf-16-be" if shares[0] > shares[1] else "utf-16-le"


def _narrow(sample: bytes) -> bytes | None:
    """The sample as bytes in which ASCII reads as ASCII, or None if it is no text."""
    encoding = "utf-16" if sample.startswith(_BOMS[1:]) else wide(sample)
    if encoding is not None:
        sample = sample.decode(encoding, errors="replace").encode("utf-8", errors="replace")
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return sample if controls <= 0.03 * len(sample) else None


def _is_html(text: bytes) -> bool:
    text = text.removeprefix(_BOMS[0])
    before = _BEFORE_HTML.match(text)
    start = before.end() if before else 0
    return bool(_HTML_START.match(text, start)) or (
        text[start : start + 1] == b"<" and bool(_HTML_INSIDE.search(text, start, start + 4096))
    )
