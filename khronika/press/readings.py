"""A text of a file in every way in which it may be read: with and without its tags, entities, percent signs and escapes.

A name that is broken by a tag, or written in a code that a browser undoes, is a name.
"""

import base64
import binascii
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from khronika.press.unpacked import Found, marked

_TAG = re.compile(r"<[^<>]*>")
_BLOCK = re.compile(r"</?(?:p|div|li|ul|ol|tr|table|h[1-6]|section|article|dt|dd|br|hr|title|option|w:p|row)\b", re.I)
_PHRASE = r"(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|tspan|u|var|wbr)"
_INNER = rf"(?:</?{_PHRASE}\b[^<>]*>|<!--.*?-->)"
_JOINED = re.compile(rf"(?<=[^\W\d_]){_INNER}+(?:&shy;|&#173;)?(?=[^\W\d_])", re.I | re.S)
_ANY_JOINED = re.compile(r"(?<=[^\W\d_])(?:<[^<>]*>)+(?=[^\W\d_])")
_PERCENT = re.compile(r"[^\s\"'<>]*%[0-9A-Fa-f]{2}[^\s\"'<>]*")
_ESCAPE = re.compile(r"(?:\\u\{?[0-9A-Fa-f]{2,6}\}?|\\x[0-9A-Fa-f]{2}|\\[nrtfbv/\"'\\])")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2}){2,}")
_DATA = re.compile(r"data:[a-z0-9.+/-]*(?:;[a-z0-9=-]+)*;base64,([A-Za-z0-9+/=%\s]+)", re.I)
_END = re.compile(r"</(?:c|si|is|row|v|w:p|w:tc|p|li|td|th|tr|text|title|dt|dd|h[1-6]|option)>")
_SEAM = "\ue000"
_SEAMED = re.compile(rf"[^\W\d_]+(?:{_SEAM}[^\W\d_]+)+")


def readings(found: Found, *, seen: set[str]) -> Iterator[Found]:
    """A text in all its readings; a tag that is in `seen` was read before."""
    where, text = found
    if "<" in text and marked(text):
        yield from _tagged(where, text, seen)
        return
    yield from _undone(where, text)


def undo(text: str) -> str:
    """A short text with what is written in codes put back, and without tags.

    >>> undo("Iv&#97;n%20<b>Za</b>kharchanka")
    'Ivan Zakharchanka'
    """
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub("", text)
    if "\\" in text and _ESCAPE.search(text):
        text = _escaped(text)
    return _PERCENT.sub(lambda found: _decoded(unquote_to_bytes(found[0])), text) if "%" in text else text


def packed(text: str) -> Iterator[bytes]:
    """Files that stand inside a text."""
    for found in _DATA.finditer(text) if "base64," in text else ():
        try:
            yield base64.b64decode(unquote_to_bytes(re.sub(r"\s", "", found[1])), validate=False)
        except (binascii.Error, ValueError):
            continue


def _tagged(where: str, text: str, seen: set[str]) -> Iterator[Found]:
    tags = set(_TAG.findall(text)) - seen
    seen |= tags
    yield from _undone(where, _TAG.sub(_space, text))
    glued = _glued(_JOINED if "<html" in text[:2000].lower() else _ANY_JOINED, text)
    if glued:
        yield from _undone(where, glued)
    written = "\n".join(tag for tag in tags if len(tag) > 6)
    if written:
        yield from _undone(f"{where} tag".strip(), written)


def _space(tag: re.Match[str]) -> str:
    return "\n" if _BLOCK.match(tag[0]) else " "


def _glued(pattern: re.Pattern[str], text: str) -> str:
    """Words that tags inside them break, put together, each a paragraph of its own."""
    if not pattern.search(text):
        return ""
    whole = _TAG.sub(_space, pattern.sub(lambda run: " " if _END.search(run[0]) else _SEAM, text))
    return "\n\n".join(dict.fromkeys(word.replace(_SEAM, "") for word in _SEAMED.findall(whole)))


def _undone(where: str, text: str) -> Iterator[Found]:
    """A text as it stands, and with what is written in codes put back."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "\\" in text and _ESCAPE.search(text):
        text = _escaped(text)
    yield where, text
    if "%" in text:
        codes = dict.fromkeys(_PERCENT.findall(text))
        if codes:
            yield (
                where,
                "\n".join(_decoded(unquote_to_bytes(unquote_to_bytes(each).decode("latin-1"))) for each in codes),
            )
            yield where, "\n".join(_decoded(unquote_to_bytes(each)) for each in codes)
    if "=D" in text and _QUOTED.search(text):
        yield where, _QUOTED.sub(lambda one: _decoded(bytes.fromhex(one[0].replace("=", ""))), text)


def _escaped(text: str) -> str:
    return _ESCAPE.sub(_letter, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace")


_PLAIN = {"n": "\n", "r": "\n", "t": "\t", "f": " ", "b": " ", "v": " "}


def _letter(found: re.Match[str]) -> str:
    code = found[0][1:]
    if code[0] in "ux":
        number = int(code[1:].strip("{}"), 16)
        return chr(number) if number < 0x110000 else " "
    return _PLAIN.get(code, code)
