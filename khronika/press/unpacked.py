"""Any file of an edition as the texts a reader could find in it, by what its bytes are and not by its name.

What cannot be opened raises: a file that nobody can search does not go out.
"""

import bz2
import gzip
import io
import lzma
import re
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing

import brotli  # type: ignore[import-untyped]  # it brings no types
import pypdfium2
from PIL import Image

from khronika.press.errors import PressError

Found = tuple[str, str]  # where in the file, and the text there
DEEPEST = 6  # a file in a file in a file …
LARGEST = 1 << 30  # bytes of one file when it is unpacked
_XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml|<!doctype|<[a-z!?])", re.IGNORECASE)
_RUNS = (
    (re.compile(rb"(?:[\x20-\x7e]|[\xc3-\xd4][\x80-\xbf]){6,}"), "utf-8"),
    (re.compile(rb"(?:[\x20-\x7e]\x00|[\x00-\xff][\x01\x04]){5,}"), "utf-16-le"),
    (re.compile(rb"(?:\x00[\x20-\x7e]|[\x01\x04][\x00-\xff]){5,}"), "utf-16-be"),
)
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_FOLDED = re.compile(rb"\r?\n[ \t]")
_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?([A-Za-z0-9._-]+)""", re.IGNORECASE)
_CLOSED = ((b"\x28\xb5\x2f\xfd", "Zstandard"), (b"7z\xbc\xaf\x27\x1c", "7-Zip"), (b"Rar!", "RAR"))


def texts(data: bytes, *, name: str = "", deep: int = 0) -> Iterator[Found]:
    """Every text in some bytes. `name` helps only where bytes say nothing (Brotli). Raises PressError for what cannot be opened."""
    data = _unfolded(data, name)
    if deep > DEEPEST:
        raise _closed("is packed too deep")
    for start, kind in _CLOSED:
        if data.startswith(start):
            raise _closed(f"is packed as {kind}")
    for starts, read in _READERS:
        if any(data.startswith(start) for start in starts):
            try:
                yield from read(data, deep)
            except (
                OSError,
                EOFError,
                ValueError,
                zlib.error,
                lzma.LZMAError,
                zipfile.BadZipFile,
                struct.error,
            ) as error:
                raise _closed("is broken") from error
            except (sqlite3.DatabaseError, pypdfium2.PdfiumError) as error:
                raise _closed("is broken") from error
            return
    if name.endswith(".br"):
        try:
            inner = brotli.decompress(data)
        except brotli.error as error:
            raise _closed("is broken") from error
        yield from texts(_limited(inner), name=name[:-3], deep=deep + 1)
    else:
        yield from _plain(data)


def _unfolded(data: bytes, name: str) -> bytes:
    """The lines of a calendar in one piece each: a name is one word again, wherever its line was broken."""
    return _FOLDED.sub(b"", data) if name.endswith(".ics") else data


def marked(text: str) -> bool:
    """Whether a text is HTML or XML."""
    return bool(_XML.match(text[:400].encode("utf-8", "replace")))


def _closed(why: str) -> PressError:
    return PressError(
        f"Expected files that can be searched for withheld names, but one {why}; leave it out or save it anew."
    )


def _limited(data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise _closed("is too large when it is unpacked")
    return data


def _plain(data: bytes) -> Iterator[Found]:
    """Bytes that are text; of others every run of letters in the usual encodings."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            yield "", data.decode(encoding, "replace")
            return
    try:
        text = data.decode()
        if "\0" not in text[:4000]:
            yield "", text
            return
    except UnicodeDecodeError:
        declared = _DECLARED.search(data[:2000])
        yield from _declared(data, declared[1].decode() if declared else "cp1251")
    yield from _runs(data)


def _declared(data: bytes, encoding: str) -> Iterator[Found]:
    if b"\0" in data[:4000]:
        return
    try:
        yield "", data.decode(encoding, "replace")
    except LookupError:
        yield "", data.decode("cp1251", "replace")


def _runs(data: bytes) -> Iterator[Found]:
    for pattern, encoding in _RUNS:
        for start in (0, 1) if encoding != "utf-8" else (0,):
            found = [run.group().decode(encoding, "ignore") for run in pattern.finditer(data, start)]
            if found:
                yield "bytes", "\n".join(found)


def _gzip(data: bytes, deep: int) -> Iterator[Found]:
    with gzip.open(io.BytesIO(data)) as file:
        inner = _limited(file.read(LARGEST + 1))
    yield from _runs(data[:512])  # the name of the file that was packed
    yield from texts(inner, deep=deep + 1)


def _squeezed(open_one: Callable[[bytes], bytes]) -> Callable[[bytes, int], Iterator[Found]]:
    def read(data: bytes, deep: int) -> Iterator[Found]:
        yield from texts(_limited(open_one(data)), deep=deep + 1)

    return read


def _zip(data: bytes, deep: int) -> Iterator[Found]:
    """Every file of an archive, so of XLSX, DOCX and ODT too, its name, and what is noted beside it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield "comment", archive.comment.decode("utf-8", "replace")
        for info in archive.infolist():
            yield f"{info.filename}", info.filename.replace("/", " / ") + " " + info.comment.decode("utf-8", "replace")
            if info.file_size > LARGEST or info.flag_bits & 1:
                raise _closed("is too large when it is unpacked" if info.file_size > LARGEST else "is locked")
            with archive.open(info) as file:
                inner = file.read(LARGEST)
            for where, text in texts(inner, name=info.filename, deep=deep + 1):
                yield f"{info.filename} {where}".strip(), text


def _sqlite(data: bytes, deep: int) -> Iterator[Found]:
    """Every cell of every table, and what is left in pages that are free."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        database.text_factory = bytes
        tables = database.execute("SELECT name, sql FROM sqlite_master").fetchall()
        yield "schema", "\n".join(part.decode("utf-8", "replace") for row in tables for part in row if part)
        named = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in named:
            called = table.decode("utf-8", "replace")
            quoted = called.replace('"', '""')
            for row in database.execute(f'SELECT * FROM "{quoted}"'):
                cells = [cell for cell in row if isinstance(cell, bytes)]
                for cell in cells:
                    yield from ((f"table {called}", text) for _, text in texts(cell, deep=deep + 1))
    yield from _runs(data)


def _pdf(data: bytes, deep: int) -> Iterator[Found]:
    """Every page, what a PDF says of itself, and the files in it."""
    document = pypdfium2.PdfDocument(data)
    try:
        yield "properties", "\n".join(f"{value}" for value in document.get_metadata_dict(skip_empty=True).values())
        for number, page in enumerate(document, 1):
            yield (
                f"page {number}",
                page.get_textpage().get_text_bounded().replace("\ufffe", "-\n").replace("\x02", "-\n"),
            )
        for number in range(document.count_attachments()):
            attached = document.get_attachment(number)
            yield "attachment", attached.get_name()
            yield from texts(bytes(attached.get_data()), deep=deep + 1)
        outline = [str(mark.get_title()) for mark in document.get_toc()]
        yield "outline", "\n".join(outline)
    finally:
        document.close()
    yield from _streams(data)


_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_STRING = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]{8,})>")


def _streams(data: bytes) -> Iterator[Found]:
    """Strings of a PDF as they are written, compressed or not: notes, fields, what lies behind a page."""
    parts = [data]
    for found in _STREAM.finditer(data):
        try:
            parts.append(zlib.decompressobj().decompress(found[1], LARGEST))
        except zlib.error:
            continue
    for part in parts:
        strings = [one for found in _STRING.finditer(part) if (one := _string(found))]
        yield "strings", "\n".join(strings)
        if b"<x:xmpmeta" in part or b"<rdf:" in part:
            yield "metadata", part.decode("utf-8", "replace")


def _string(found: re.Match[bytes]) -> str:
    if found[2]:
        text = re.sub(rb"\s", b"", found[2])
        raw = bytes.fromhex((text + b"0" * (len(text) % 2)).decode())
    else:
        raw = re.sub(rb"\\([0-7]{1,3}|.)", _escape, found[1], flags=re.DOTALL)
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    return raw.decode("utf-8") if _is_utf8(raw) else raw.decode("cp1251", "replace")


def _escape(found: re.Match[bytes]) -> bytes:
    one = found[1]
    return bytes([int(one, 8) & 255]) if one.isdigit() else {b"n": b"\n", b"r": b"\n", b"t": b" "}.get(one, one)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _image(data: bytes, deep: int) -> Iterator[Found]:
    """What a picture says besides its points: comments, EXIF, XMP, IPTC, text of PNG."""
    with Image.open(io.BytesIO(data)) as picture:
        for name, value in picture.info.items():
            yield from _value(f"{name}", value, deep)
        exif = picture.getexif()
        tags = [*exif.items(), *(pair for which in (0x8769, 0x8825) for pair in exif.get_ifd(which).items())]
        for tag, value in tags:
            yield from _value(f"EXIF {tag}", value, deep)
        picture.load()  # text of a PNG may stand behind its points
        for name, value in getattr(picture, "text", {}).items():
            yield from _value(f"{name}", value, deep)
    for part in _besides(data):
        yield from _runs(part)


def _value(where: str, value: object, deep: int) -> Iterator[Found]:
    yield where, where
    if isinstance(value, bytes):
        yield from ((where, text) for _, text in (*_plain(value), *_runs(value)))
        for start in (b"UNICODE\0", b"ASCII\0\0\0"):
            if value.startswith(start):
                yield where, value[8:].decode("utf-16-le" if start[:1] == b"U" else "ascii", "replace")
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _value(where, one, deep)
    else:
        yield where, str(value)


def _besides(data: bytes) -> Iterator[bytes]:
    """The bytes of a picture that are no points: segments of a JPEG, chunks of a PNG or WEBP; of other pictures all."""
    if data.startswith(b"\xff\xd8"):
        at = 2
        while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
            size = int.from_bytes(data[at + 2 : at + 4], "big")
            yield data[at + 4 : at + 2 + size]
            at += 2 + size
        yield data[data.rfind(b"\xff\xd9") + 2 :] if b"\xff\xd9" in data else b""
    elif data.startswith(b"\x89PNG"):
        at = 8
        while at + 8 <= len(data):
            size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
            if kind not in (b"IDAT", b"fdAT"):
                yield data[at + 8 : at + 8 + size]
            at += 12 + size
            if kind == b"IEND":
                break
        yield data[at:]
    elif data.startswith(b"RIFF"):
        yield from _riff(data)
    else:
        yield data


def _riff(data: bytes) -> Iterator[bytes]:
    at, end = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end:
        size, kind = int.from_bytes(data[at + 4 : at + 8], "little"), data[at : at + 4]
        if kind not in (b"VP8 ", b"VP8L", b"ALPH"):
            yield data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    yield data[min(at, end) :]


_READERS: tuple[tuple[tuple[bytes, ...], Callable[[bytes, int], Iterator[Found]]], ...] = (
    ((b"\x1f\x8b",), _gzip),
    ((b"BZh",), _squeezed(bz2.decompress)),
    ((b"\xfd7zXZ\x00",), _squeezed(lzma.decompress)),
    ((b"PK\x03\x04", b"PK\x05\x06"), _zip),
    ((b"SQLite format 3\x00",), _sqlite),
    ((b"%PDF-",), _pdf),
    ((b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"BM"), _image),
)
