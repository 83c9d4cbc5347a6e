"""The bytes say what a file is."""

import gzip

import pytest

from khronika.vault.errors import Unsupported
from khronika.vault.media import ODT, WORD, sniff


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (b"%PDF-1.7\n", "note.txt", "application/pdf"),
        (b"\r\n%PDF-1.4\n", "page.html", "application/pdf"),
        (b"<!DOCTYPE html><p>x", "a.pdf", "text/html"),
        (b"\xef\xbb\xbf \n<!-- saved --><HTML>", "", "text/html"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "", "text/html"),
        (b"<p>Only a part", "", "text/html"),
        ("<html>Прыклад".encode("utf-16"), "", "text/html"),
        (b"Plain words.", "a.html", "text/plain"),
        (b"<<Quoted>> words, no page", "a.txt", "text/plain"),
        (b"# Words", "a.md", "text/markdown"),
        ("Прысуд уступіў у сілу".encode("cp1251"), "", "text/plain"),
        ("Прысуд уступіў у сілу".encode("utf-16-le"), "", "text/plain"),
        ("\ufeffПрысуд".encode("utf-16-le"), "", "text/plain"),
        (b"PK\x03\x04rest", "note.txt", "application/zip"),
        (b"PK\x05\x06" + bytes(18), "", "application/zip"),
        (b"PK\x03\x04.[Content_Types].xml word/document.xml", "a.zip", WORD),
        (b"PK\x03\x04" + b"." * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "", ODT),
        (b"PK\x03\x04 datapackage.json archive/data.warc.gz", "", "application/wacz"),
        (b"{\\rtf1 words}", "a.doc", "application/rtf"),
        (b"\x89PNG\r\n\x1a\n", "note.txt", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "", "image/webp"),
        (b"WARC/1.0\r\n", "", "application/warc"),
        (gzip.compress(b"WARC/1.1\r\n", mtime=0), "", "application/warc"),
        (b'{"name": "x", "type": "private_group", "id": 1, "messages": []}', "", "application/json"),
        (b'{"name": "x", "messages": []}', "", "text/plain"),
        (b"From a@x.org Mon May  3 10:00:00 2021\nSubject: x\n\nWords.", "", "application/mbox"),
        (b"Date: x\nFrom: y\nMessage-ID: z\n\n\x00\x01", "", "message/rfc822"),
        (b"Date: 3 May\nSubject: a call\n\nHe said so.", "note.txt", "text/plain"),
        (b"Subject: a call\n\nHe said so.", "a.eml", "message/rfc822"),
        (b"words \x07 with \x1b[1m controls" * 1 + b" and many more words" * 9, "", "text/plain"),
    ],
)
def test_the_type_is_that_of_the_bytes_and_not_of_the_name(data: bytes, name: str, media_type: str) -> None:
    assert sniff(data, name) == media_type


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "it is empty"),
        (b"\x00\x00 \n", "it is empty"),
        (b"GIF89a....", '"a GIF picture"'),
        (b"PK\x03\x04" + b"." * 30 + b"ppt/presentation.xml", '"a presentation"'),
        (
            b"PK\x03\x04" + b"." * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            "another kind of office",
        ),
        (b"\x00\x00\x00\x18ftypmp42", '"a film or picture recording"'),
        (bytes(range(256)) * 4, "bytes of no known kind"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_kind(data: bytes, what: str) -> None:
    with pytest.raises(Unsupported, match=what):
        sniff(data, "report.txt")
