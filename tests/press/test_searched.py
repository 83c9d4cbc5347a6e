"""A planted name is found in every form of file and however it is written; what is innocent passes."""

import base64
import bz2
import gzip
import io
import json
import lzma
import sqlite3
import struct
import zipfile
import zlib
from pathlib import Path
from urllib.parse import quote

import brotli
import openpyxl
import pytest
from PIL import Image, PngImagePlugin

from khronika.press.answers import Answers
from khronika.press.errors import PressError
from khronika.press.searched import Search
from khronika.press.sweep import Person, Sweep

HIDDEN = Person("h", ("Ivan Zakharchanka", "Іван Захарчанка"))
OPEN = Person("o", ("Maryna Zakharchanka", "Марына Захарчанка"))
SWEEP = Sweep([HIDDEN], [OPEN])
NAME = "Іванам Захарчанкам"


def found(folder: Path, data: bytes, name: str = "site/x.bin", before: bytes | None = None) -> list[str]:
    """The places at which a file names somebody."""
    for where, content in (("new", data), ("old", before)):
        if content is not None:
            (folder / where / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / where / name).write_bytes(content)
    (folder / "new" / "edition.json").write_text("{}")
    search = Search(SWEEP, Answers(), lambda: ())
    run = search.run(folder / "new", [name], folder / "old" if before is not None else None)
    return [place for each in run for place in each.places]


def _zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def _xlsx() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["B7"] = f"разам з {NAME}"
    book.save(out)
    return out.getvalue()


def _database() -> bytes:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE people (name TEXT)")
    database.execute("INSERT INTO people VALUES (?)", (NAME,))
    database.commit()
    return database.serialize()


def _deleted() -> bytes:
    database = sqlite3.connect(":memory:")
    database.execute("PRAGMA secure_delete = OFF")
    database.execute("CREATE TABLE people (name TEXT)")
    database.execute("INSERT INTO people VALUES (?)", ("with Ivan Zakharchanka there",))
    database.commit()
    database.execute("DELETE FROM people")
    database.commit()
    return database.serialize()


def _picture(form: str, **kept: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, form, **kept)
    return out.getvalue()


def _png(compressed: bool) -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_itxt("Comment", NAME, zip=compressed)
    return _picture("PNG", pnginfo=text)


def _exif(tag: int, value: object) -> bytes:
    exif = Image.Exif()
    exif[tag] = value
    return _picture("JPEG", exif=exif)


def _pdf(text: bytes, info: bytes = b"") -> bytes:
    """A page with one line, its stream compressed."""
    stream = zlib.compress(b"BT /F1 12 Tf 72 700 Td " + text + b" Tj ET")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" /Filter /FlateDecode >>\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title " + (info or b"(x)") + b" >>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + part + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n" + str(start).encode() + b"\n%%EOF"


DOCUMENT = '<?xml version="1.0"?><w:document><w:p><w:r><w:t>Іва</w:t></w:r><w:r><w:t>нам Захар</w:t></w:r><w:r><w:t>чанкам</w:t></w:r></w:p></w:document>'
SHEET = '<?xml version="1.0" encoding="UTF-16"?><sst><si><t>разам з Іванам Захарчанкам</t></si></sst>'
PAGE = "<!doctype html><html><body>{}</body></html>"
SVG = f"<svg><text>{NAME}</text></svg>".encode()
FILES = {
    "text": f"сябар {NAME}".encode(),
    "text in cp1251": f"сябар {NAME}".encode("cp1251"),
    "text in UTF-16": f"сябар {NAME}".encode("utf-16"),
    "CSV": f"id,name\n1,{NAME}\n".encode(),
    "JSON, escaped": json.dumps({"a": f"\n{NAME}"}).encode(),
    "HTML text": PAGE.format(f"<p>сябар {NAME}</p>").encode(),
    "HTML alt": PAGE.format(f'<img src="x.png" alt="на здымку {NAME}">').encode(),
    "HTML title": PAGE.format(f"<a title='{NAME}'>x</a>").encode(),
    "HTML meta": PAGE.format(f'<meta name=description content="{NAME}">').encode(),
    "HTML comment": PAGE.format(f"<!-- {NAME} -->").encode(),
    "HTML script": PAGE.format(f'<script type="application/ld+json">{json.dumps({"name": NAME})}</script>').encode(),
    "HTML entities": PAGE.format("".join(f"&#x{ord(one):x};" for one in NAME)).encode(),
    "HTML entities twice": PAGE.format("".join(f"&amp;#{ord(one)};" for one in NAME)).encode(),
    "an address in percents": PAGE.format(f'<a href="https://example.org/{quote(NAME)}">x</a>').encode(),
    "an address in percents of cp1251": PAGE.format(
        f'<a href="https://e.org/{quote(NAME, encoding="cp1251")}">x</a>'
    ).encode(),
    "an address in percents twice": PAGE.format(f'<a href="https://e.org/{quote(quote(NAME))}">x</a>').encode(),
    "an address without a space": PAGE.format('<a href="https://e.org/ivanzakharchanka">x</a>').encode(),
    "SVG": f'<svg xmlns="http://www.w3.org/2000/svg"><text>{NAME}</text></svg>'.encode(),
    "SVG description": f"<svg><desc>{NAME}</desc></svg>".encode(),
    "SVG in parts": "<svg><text><tspan>Захар</tspan><tspan>чанка</tspan></text></svg>".encode(),
    "a file in an address": PAGE.format(
        f'<img src="data:image/svg+xml;base64,{base64.b64encode(SVG).decode()}">'
    ).encode(),
    "XLSX": _xlsx(),
    "XLSX in UTF-16": _zipped(xl__sharedStrings_xml=SHEET.encode("utf-16")),
    "DOCX in runs": _zipped(word__document_xml=DOCUMENT.encode()),
    "SQLite": _database(),
    "SQLite, deleted": _deleted(),
    "gzip": gzip.compress(f"сябар {NAME}".encode()),
    "bzip2": bz2.compress(NAME.encode()),
    "xz": lzma.compress(NAME.encode()),
    "a ZIP in a ZIP": _zipped(a_zip=_zipped(b_txt=NAME.encode())),
    "a name in a ZIP": _zipped(ivan_zakharchanka_txt=b"nothing"),
    "PNG text": _png(compressed=False),
    "PNG text, compressed": _png(compressed=True),
    "JPEG EXIF": _exif(0x010E, "with Ivan Zakharchanka"),
    "JPEG EXIF of Windows": _exif(0x9C9D, NAME.encode("utf-16-le")),
    "JPEG EXIF comment": _exif(0x9286, b"UNICODE\0" + NAME.encode("utf-16-le")),
    "JPEG comment": _picture("JPEG", comment=NAME.encode()),
    "JPEG XMP": _picture("JPEG", xmp=f"<x:xmpmeta><dc:creator>{NAME}</dc:creator></x:xmpmeta>".encode()),
    "behind a JPEG": _picture("JPEG") + f" {NAME} ".encode(),
    "GIF comment": _picture("GIF", comment=NAME.encode()),
    "WEBP XMP": _picture("WEBP", xmp=f"<x:xmpmeta>{NAME}</x:xmpmeta>".encode()),
    "PDF page": _pdf(b"(a friend of Ivan Zakharchanka)"),
    "PDF title in UTF-16": _pdf(b"(x)", b"<" + NAME.encode("utf-16-be").hex().encode().join((b"FEFF", b"")) + b">"),
    "other bytes": bytes(range(128, 200)) + b"\0\1" + f"  сябар {NAME}  ".encode() + bytes(50),
    "other bytes in UTF-16": struct.pack("<I", 77) * 9 + f"  сябар {NAME}  ".encode("utf-16-le"),
}


@pytest.mark.parametrize("form", FILES)
def test_a_name_is_found_in_a_file(tmp_path: Path, form: str) -> None:
    assert found(tmp_path, FILES[form]), form


def test_a_name_is_found_in_what_is_compressed_by_brotli(tmp_path: Path) -> None:
    assert found(tmp_path, brotli.compress(NAME.encode()), "site/x.txt.br")


@pytest.mark.parametrize(
    "path", ["site/people/ivan-zakharchanka.html", "media/IvanZakharchanka.jpg", "site/захарчанка/x.csv"]
)
def test_a_name_is_found_in_a_path(tmp_path: Path, path: str) -> None:
    assert found(tmp_path, b"nothing", path)


ATTACKS = {
    "broken by a tag": PAGE.format("<b>Захар</b>чанка"),
    "broken by a comment": PAGE.format("Захар<!-- x -->чанка"),
    "broken by wbr": PAGE.format("Захар<wbr>чанка"),
    "soft hyphen": "Захар\u00adчанка",
    "soft hyphen as entity": PAGE.format("Захар&shy;чанка"),
    "zero width": "Захар\u200bчанка",
    "marks of direction": "\u202bЗахар\u200fчанка\u202c",
    "accent": "Заха\u0301рчанка",
    "Latin letters in it": "Зaxapчaнкa",
    "Cyrillic letters in it": "Zаkhаrсhаnkа",
    "Greek letters in it": "Zakharchαnka",
    "wide letters": "Ｚａｋｈａｒｃｈａｎｋａ",
    "mathematical letters": "𝐙𝐚𝐤𝐡𝐚𝐫𝐜𝐡𝐚𝐧𝐤𝐚",
    "end of a line": "бачылі Захар-\nчанку там",
    "end of a line in HTML": PAGE.format("бачылі Захар-<br>\nчанку там"),
    "letters set apart": "бачылі З а х а р ч а н к у там",
    "a hashtag": "#FreeZakharchanka",
    "a hashtag in small letters": "чытайце #freezakharchanka тут",
    "underlines": "see ivan_zakharchanka_2021.pdf",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_name_is_found_however_it_is_disguised(tmp_path: Path, attack: str) -> None:
    assert found(tmp_path, ATTACKS[attack].encode()), attack


INNOCENT = {
    "a published namesake": PAGE.format("<p>Марыны Захарчанкі няма, <b>Maryna</b> <i>Zakharchanka</i></p>"),
    "an address of theirs": PAGE.format('<a href="../people/maryna-zakharchanka.html">Maryna Zakharchanka</a>'),
    "data about them": '{"kind":"Name","text":"Maryna Zakharchanka","language":"en"}\n',
    "random ids": PAGE.format('<a id="p-ua9zakh7t7f5" href="#k3ivan9">x</a>'),
    "other words": PAGE.format("<p>Іван пайшоў дадому.</p><p>Захаваць.</p>"),
}


@pytest.mark.parametrize("what", INNOCENT)
def test_what_names_nobody_withheld_passes(tmp_path: Path, what: str) -> None:
    assert found(tmp_path, INNOCENT[what].encode(), "site/x.html") == []


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 broken",
        b"\x28\xb5\x2f\xfd1234",
        b"7z\xbc\xaf\x27\x1c",
        b"%PDF-1.7 broken",
        b"\x89PNG\r\n\x1a\n broken",
    ],
)
def test_what_cannot_be_opened_does_not_go_out(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(PressError, match="can be searched"):
        found(tmp_path, data)


def test_of_a_file_in_lines_only_new_lines_are_looked_at(tmp_path: Path) -> None:
    old = f"сябар {NAME}\n".encode()
    assert found(tmp_path, old + b"another line\n", "data/x.jsonl", before=old) == []
    assert found(tmp_path, old + b"with Ivan Zakharchanka\n", "data/x.jsonl", before=old)
