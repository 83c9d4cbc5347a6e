"""Containers and office documents made on the spot; the people in them are invented."""

import io
import json
import zipfile
from typing import Any

NOTE = b"Adam First was fined five hundred rubles in the town of Hrodna on 3 May.\n"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_O = "urn:oasis:names:tc:opendocument:xmlns"


def packed(members: dict[str, bytes | str]) -> bytes:
    """A ZIP of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def letter(body: bytes = NOTE, *, charset: str = "utf-8", attached: dict[str, bytes] | None = None) -> bytes:
    """A mail from Adam First, with attachments."""
    parts = [b"Content-Type: text/plain; charset=%s\n\n%s" % (charset.encode(), body)]
    for name, data in (attached or {}).items():
        head = f'Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="{name}"\n\n'
        parts.append(head.encode() + data)
    lines = [
        "From: Adam First <adam@example.org>",
        "To: Vera Second <vera@example.org>",
        "Subject: =?utf-8?B?UmU6INCh0YPQtCDQsiDQk9GA0L7QtNC90L4=?=",
        "Date: Mon, 3 May 2021 10:00:00 +0300",
        "Message-ID: <1@example.org>",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=B",
        "",
        "",
    ]
    return "\n".join(lines).encode() + b"".join(b"--B\n" + part + b"\n" for part in parts) + b"--B--\n"


def chat(*messages: dict[str, Any], kind: str = "private_group") -> dict[str, Any]:
    """A chat as Telegram Desktop exports it."""
    written = [
        {"id": number, "type": "message", "date": "2021-08-09T14:03:11", "from": "Adam First", **message}
        for number, message in enumerate(messages, 1)
    ]
    return {"name": "Courts", "type": kind, "id": 9, "messages": written}


def export(*messages: dict[str, Any], kind: str = "private_group") -> bytes:
    """The export of one chat."""
    return json.dumps(chat(*messages, kind=kind), ensure_ascii=False).encode()


def record(url: str, body: bytes, *, kind: str = "text/html", status: int = 200, extra: str = "") -> bytes:
    """A response as a web archive keeps it."""
    block = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + body
    head = [
        "WARC/1.0",
        "WARC-Type: response",
        "WARC-Record-ID: <urn:uuid:1>",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2021-05-03T10:00:00Z",
        f"Content-Length: {len(block)}",
        "",
        "",
    ]
    return "\r\n".join(head).encode() + block + b"\r\n\r\n"


def word(body: str, *, numbering: str = "", styles: str = "", before: str = "", **more: str) -> bytes:
    """A DOCX of this body; `more` are further parts, such as footnotes, by their names."""
    return packed(
        {
            "[Content_Types].xml": "<x/>",
            "word/document.xml": f"{before}<w:document {_W}><w:body>{body}</w:body></w:document>",
            "word/numbering.xml": f"<w:numbering {_W}>{numbering}</w:numbering>",
            "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
            "word/vbaProject.bin": b"macro",
            **{f"word/{name}.xml": f"<w:{name} {_W}>{inner}</w:{name}>" for name, inner in more.items()},
        }
    )


def odt(body: str, styles: str = "") -> bytes:
    """An ODT of this body."""
    names = " ".join(f'xmlns:{name}="{_O}:{name}:1.0"' for name in ("office", "text", "style", "table"))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return made.getvalue()
