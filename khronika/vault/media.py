"""What a file is, its bytes say; its name only breaks a tie between kinds of text."""

import re
import zlib

from khronika.vault.errors import Unsupported

HTML = "text/html"
PDF = "application/pdf"
PLAIN = "text/plain"
MARKDOWN = "text/markdown"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
MAIL = "message/rfc822"
PNG, JPEG, TIFF, WEBP = "image/png", "image/jpeg", "image/tiff", "image/webp"
ZIP = "application/zip"
WACZ = "application/wacz"
WARC = "application/warc"
MBOX = "application/mbox"
TELEGRAM = "application/json"  # the only JSON that is known by sight
UNKNOWN = "application/octet-stream"
PICTURES = frozenset({PNG, JPEG, TIFF, WEBP})
CONTAINERS = frozenset({ZIP, WACZ, WARC, MBOX, TELEGRAM})

_SAMPLE = 64 * 1024
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"GIF8", "a GIF picture"),
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
_KNOWN = (
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"WARC/", WARC),
)
_OFFICE = (
    (b"ppt/presentation.xml", "a presentation", "save it as PDF, then capture that"),
    (b"META-INF/container.xml", "an electronic book", "save it as PDF, then capture that"),
)
_TABLES = b"application/vnd.oasis.opendocument."
_DIRECTORY_END = b"PK\x05\x06"
_TELEGRAM_TYPE = re.compile(
    rb'"type"\s*:\s*"(?:personal_chat|private_group|private_supergroup|public_supergroup|private_channel'
    rb'|public_channel|bot_chat|saved_messages|verification_codes)"'
)
_TELEGRAM_LIST = re.compile(rb'"messages"\s*:\s*\[')
_ENVELOPE = re.compile(rb"From \S+[^\r\n]{5,200}\d{4}[^\r\n]{0,20}\r?\n[!-9;-~]+:")
_HEADER = re.compile(
    rb"^(from|to|cc|date|subject|message-id|received|mime-version|return-path|delivered-to|content-type|reply-to):",
    re.IGNORECASE | re.MULTILINE,
)
_CARRIED = frozenset({b"message-id", b"received", b"mime-version", b"return-path", b"delivered-to"})
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
    signed = _signed(data, name)
    if signed is not None:
        return signed
    _refuse(data)
    text = _narrow(data[:_SAMPLE])
    if text is None:
        raise Unsupported(
            "A document, a picture or a text was expected, but these are bytes of no known kind; "
            "convert the file to PDF or text, then capture that."
        )
    return _written(data, text, name.lower())


def _signed(data: bytes, name: str) -> str | None:
    """The kind of what begins as only one kind does."""
    kind = next((kind for start, kind in _KNOWN if data.startswith(start)), None)
    if kind is not None:
        return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith((b"PK\x03\x04", _DIRECTORY_END)):
        return _packed(data)
    if data.startswith(b"\x1f\x8b") and (name.endswith(".warc.gz") or _unpacked(data[:_SAMPLE]).startswith(b"WARC/")):
        return WARC
    return PDF if b"%PDF-" in data[:1024] else _carried(data[:_SAMPLE], name.lower())


def _packed(data: bytes) -> str:
    """What kind of ZIP: the names in its directory say it, or the first member where the kind stands in the clear."""
    if data[30:38] == b"mimetype" and data[38 : 38 + len(ODT)] == ODT.encode():
        return ODT
    if data[30:38] == b"mimetype" and data[38 : 38 + len(_TABLES)] == _TABLES:
        raise Unsupported(
            'A text was expected, but this is "another kind of office document"; save it as PDF, then capture that.'
        )
    directory = data[_directory(data) :]
    if b"word/document.xml" in directory and b"[Content_Types].xml" in directory:
        return WORD
    if b"xl/workbook.xml" in directory:
        return WORKBOOK
    for mark, kind, remedy in _OFFICE:
        if mark in directory:
            raise Unsupported(f'A text was expected, but this is "{kind}"; {remedy}.')
    return WACZ if b"datapackage.json" in directory and b".warc" in directory else ZIP


def _directory(data: bytes) -> int:
    end = data.rfind(_DIRECTORY_END)
    start = int.from_bytes(data[end + 16 : end + 20], "little") if end >= 0 else 0
    return start if start < len(data) else 0


def _unpacked(start: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(start, 64)
    except zlib.error:
        return b""


def _written(data: bytes, text: bytes, name: str) -> str:
    """The kind of what is text."""
    if _is_html(text):
        return HTML
    if text.lstrip()[:1] == b"{" and _TELEGRAM_LIST.search(data) and _TELEGRAM_TYPE.search(data):
        return TELEGRAM
    return MARKDOWN if name.endswith((".md", ".markdown")) else PLAIN


def _carried(sample: bytes, name: str) -> str | None:
    """Whether it begins with the headers of a mail; a note that begins 'Date:' and 'Subject:' is none."""
    if _ENVELOPE.match(sample):
        return MBOX
    head = re.split(rb"\r?\n\r?\n", sample.lstrip(), maxsplit=1)[0]
    if not re.match(rb"[!-9;-~]+:", head):
        return None
    names = {found.group(1).lower() for found in _HEADER.finditer(head)}
    known = bool(names) if name.endswith(".eml") else len(names) >= 3 and bool(names & _CARRIED)
    return MAIL if known else None


def _refuse(data: bytes) -> None:
    kind = next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)
    if data[4:8] == b"ftyp":
        kind = "a film or picture recording"
    if data[:4] == b"RIFF" and data[8:12] in (b"WAVE", b"AVI "):
        kind = "a sound or film recording"
    if kind is not None:
        raise Unsupported(
            f'A document, a picture or a text was expected, but this is "{kind}"; convert it to PDF or text, '
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
