"""The bytes say what a file is."""

import pytest

from khronika.vault.errors import Unsupported
from khronika.vault.media import sniff


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
        (b"PK\x03\x04rest", '"a ZIP archive or an office document"'),
        (b"\x89PNG\r\n\x1a\n", '"a PNG picture"'),
        (b"\x00\x00\x00\x18ftypmp42", '"a film or picture recording"'),
        (bytes(range(256)) * 4, "bytes of no known kind"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_kind(data: bytes, what: str) -> None:
    with pytest.raises(Unsupported, match=what):
        sniff(data, "report.txt")
