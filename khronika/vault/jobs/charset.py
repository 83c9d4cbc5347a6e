"""What encoding a text has, the bytes decide; what was declared is only the first guess.

UTF-8 proves itself, for other encodings hardly ever form valid UTF-8. Anything else is believed only if what comes
out looks like writing: whole words of one script, with capitals where capitals stand.
"""

import codecs
import re

from charset_normalizer import from_bytes

from khronika.vault.media import wide

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_POSSIBLE = ["cp1251", "koi8_u", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic", "cp1252", "cp1250", "iso8859_2"]
_POSSIBLE += ["cp1257", "cp1254", "cp1253", "iso8859_15"]
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAMPLE = 64 * 1024
_TOLERATED = 0.01  # share of broken characters with which UTF-8 still is the answer


def decode(data: bytes, declared: str | None = None) -> tuple[str, bool]:
    """The text of `data`, and whether every byte of it could be read; `declared` is what its carrier said."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _certain(data[len(mark) :], name)
    unmarked = wide(data)
    if unmarked is not None:
        return _certain(data, unmarked)
    try:
        return data.decode("utf-8"), True
    except UnicodeDecodeError:
        return _nearly(data) or _other(data, declared)


def declaration(data: bytes) -> str | None:
    """The encoding that a web page says it has."""
    found = _META.search(data, 0, 4096) or _XML.search(data, 0, 200)
    return found.group(1).decode("ascii") if found else None


def _certain(data: bytes, name: str) -> tuple[str, bool]:
    try:
        return data.decode(name), True
    except UnicodeDecodeError:
        return data.decode(name, errors="replace"), False


def _nearly(data: bytes) -> tuple[str, bool] | None:
    """UTF-8 with a few broken characters, as when a file was cut off."""
    text = data.decode("utf-8", errors="replace")
    beyond = sum(character > "\x7f" for character in text)
    broken = text.count("\ufffd")
    if broken <= _TOLERATED * len(text) + 1 and beyond > 2 * broken:
        return text, False
    return None


def _other(data: bytes, declared: str | None) -> tuple[str, bool]:
    best = from_bytes(data[:_SAMPLE], cp_isolation=_POSSIBLE).best()
    guesses = [declared, best.encoding if best else None, "cp1251", "cp1252"]
    texts = [text for text in (_strict(data, name) for name in guesses if name) if text is not None]
    sound = next((text for text in texts if _sound(text[:_SAMPLE])), None)
    if sound is not None:
        return sound, True
    return (texts[0], True) if texts else (data.decode("cp1252", errors="replace"), False)


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (LookupError, ValueError):
        return None


def _sound(text: str) -> bool:
    """Whether the words look written: no mixture of scripts, no capitals inside, not all accents."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    odd = sum(not _written(word) for word in words)
    marks = sum(
        "\x80" <= character <= "\xbf" and character not in "\xa0\xa7\xab\xad\xb0\xb2\xb7\xbb" for character in text
    )
    drawn = sum("\u2500" <= character <= "\u259f" for character in text)
    return odd <= 0.2 * len(words) and marks + drawn <= 0.05 * len(text) + 1


def _written(word: str) -> bool:
    regular = word.islower() or word.isupper() or word[1:].islower()
    latin = [character for character in word if character < "\u0250"]
    accents = sum(character > "\x7f" for character in latin)
    one_script = len(latin) in (0, len(word))
    return regular and one_script and (len(word) < 4 or accents <= 0.6 * len(word))
