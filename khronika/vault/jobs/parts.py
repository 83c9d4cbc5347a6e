"""The parts of an office document are XML in a ZIP: unpacked within limits, read without entities, links or scripts.

Macros, embedded objects and whatever a document would fetch are parts that nobody asks for here.
"""

import io
import zipfile
import zlib

from lxml import etree

_LARGEST = 200 << 20
_PIECE = 1 << 20
_LOCKED = 0x1


class Damaged(Exception):
    """A document that cannot be read; the message is a full sentence."""


def opened(data: bytes) -> zipfile.ZipFile:
    """The document as an archive of parts."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError):
        raise Damaged("The document is damaged or cut off, so that it could not be opened; obtain it again.") from None


def tree(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """The part of that name, or None if there is none."""
    if name not in archive.namelist():
        return None
    if archive.getinfo(name).flag_bits & _LOCKED:
        raise Damaged("The document is locked with a password; save a copy without one, then capture that.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        found = etree.fromstring(_unpacked(archive, name), parser)
        doctype = found.getroottree().docinfo.doctype
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, etree.XMLSyntaxError):
        raise Damaged("A part of the document is damaged, so that it could not be read; save it anew.") from None
    if doctype:
        raise Damaged("The document declares things of its own, as no office program does; save it anew.")
    return found


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    parts, size = [], 0
    with archive.open(name) as file:
        while part := file.read(_PIECE):
            size += len(part)
            if size > _LARGEST:
                raise Damaged(f"A part of the document is larger than {_LARGEST >> 20} MB; save it anew, or split it.")
            parts.append(part)
    return b"".join(parts)


def label(number: int, style: str) -> str:
    """A number of a list in its style: '1', 'a', 'A', 'i', 'I', or Cyrillic 'а'.

    >>> label(4, "i"), label(3, "A"), label(12, "1")
    ('iv', 'C', '12')
    """
    alphabet = _ALPHABETS.get(style)
    if alphabet and number >= 1:
        return alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)
    if style in "iI" and 1 <= number < 4000:
        return _roman(number).upper() if style == "I" else _roman(number)
    return str(number)


_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ALPHABETS = {"a": _LATIN, "A": _LATIN.upper(), "а": _CYRILLIC, "А": _CYRILLIC.upper()}
_ROMAN = (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")
_ROMAN_UNITS = (9, "ix"), (5, "v"), (4, "iv"), (1, "i")


def _roman(number: int) -> str:
    letters = ""
    for value, sign in (*_ROMAN, *_ROMAN_UNITS):
        letters += sign * (number // value)
        number %= value
    return letters
