"""The spellings of one name that a reader may meet or type: found, not judged, so a best effort is welcome here.

The order is by use: the name as given, then the standards of its language as the table orders them, then the other
Belarusian orthography and the Russian form, each in Latin letters, too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from khronika.names.given import table
from khronika.names.romanise import romanise, standards
from khronika.names.script import LONGEST, WORD, repair, script

MOST = 40
"""Spellings that are given back at most."""

_SOFT = "[еёіюяь]"
_TO_TARASK = (
    (re.compile(rf"лл(?={_SOFT})"), "льл"),
    (re.compile(rf"нн(?={_SOFT})"), "ньн"),
    (re.compile(rf"([сзц])\1(?={_SOFT})"), r"\1ь\1"),
    (re.compile(rf"([сз])(?=(?:[вмнлпбфц]|дз){_SOFT})", re.IGNORECASE), r"\1ь"),
    (re.compile(rf"ц(?=[вм]{_SOFT})"), "ць"),
    (re.compile(r"\bЕў"), "Эў"),
    (re.compile(r"\bеў"), "эў"),
)
_TO_OFFICIAL = (
    (re.compile(rf"([сзц])ь(?=(?:[вмнлпбфцсз]|дз){_SOFT})", re.IGNORECASE), r"\1"),
    (re.compile(rf"ль(?=л{_SOFT})"), "л"),
    (re.compile(rf"нь(?=н{_SOFT})"), "н"),
    (re.compile(r"\bЭў"), "Еў"),
    (re.compile(r"\bэў"), "еў"),
)
_TO_RUSSIAN = (
    (re.compile(r"([сц]к|[гх])і$"), r"\1ий"),
    (re.compile(r"ы$"), "ый"),
    (re.compile(r"аў$"), "ов"),
    (re.compile(r"ав(?=а$|іч$)"), "ов"),
    (re.compile(r"[еэ]ў$"), "ев"),
    (re.compile(r"([еэая]н)ка$"), r"\1ко"),
    (re.compile(r"я(?=[бвгджзклмнпрстхцчш]+[яоаыуіеё])"), "е"),
    (re.compile(rf"дз(?={_SOFT})"), "д"),
    (re.compile(r"ц(?=[еёіюя]|ь(?!к))"), "т"),
    (re.compile(r"шч"), "щ"),
    (re.compile(r"ў"), "в"),
    (re.compile(r"'(?=[еёюя])"), "ь"),
    (re.compile(r"і"), "и"),
    (re.compile(r"(?<!^)э"), "е"),
)
_RUSSIAN = re.compile(r"[а-яё]+")


def variants(text: str, lang: str = "be") -> tuple[str, ...]:
    """At most 40 spellings of a name, itself first, the likeliest before the rest.

    `lang` is the language of the name; one without standards brings only its spelling without marks.

    >>> "Alexander Milinkevich" in variants("Аляксандр Мілінкевіч", "be")
    True
    """
    text = text[:LONGEST]
    found = [text, WORD.sub(lambda one: repair(one.group()), text)]
    known = standards(lang)
    for standard in known:
        found += _marked(romanise(text, lang, standard))
    if lang == "be" and script(text) == "Cyrl":
        for other in (orthography(text, "tarask"), orthography(text, "official")):
            found += [other, *(romanise(other, "be", standard) for standard in ("plain", "lacinka"))]
        russian = _russian(orthography(text, "official"))
        found[2:2] = [russian]
        for standard in ("press", "bgn", "icao"):
            found.insert(6, romanise(russian, "ru", standard))
    found += [plain(form) for form in found]
    return tuple(dict.fromkeys(form for form in found if form))[:MOST]


def _marked(latin: str) -> list[str]:
    return [latin, bare] if (bare := plain(latin)) != latin else [latin]


def orthography(text: str, standard: str) -> str:
    """A Belarusian text in the other orthography, 'tarask' or 'official', as far as the difference is regular: the
    soft signs of assimilation and the beginning of 'Еўропа'.

    >>> orthography("Святлана", "tarask"), orthography("Сьвятлана", "official")
    ('Сьвятлана', 'Святлана')
    """
    for pattern, new in _TO_TARASK if standard == "tarask" else _TO_OFFICIAL:
        text = pattern.sub(new, text)
    return text


def _russian(text: str) -> str:
    """A Belarusian name as Russian writes it: given names from their classes, other words letter by letter."""
    return WORD.sub(lambda one: _russian_word(repair(one.group())), text)


def _russian_word(word: str) -> str:
    lower = word.lower()
    made = _equivalents().get(lower, "")
    if not made:
        made = lower
        for pattern, new in _TO_RUSSIAN:
            made = pattern.sub(new, made)
    if word.isupper() and len(word) > 1:
        return made.upper()
    return made[:1].upper() + made[1:] if word[:1].isupper() else made


@cache
def _equivalents() -> dict[str, str]:
    """The Russian form of a Belarusian given name: a row of the names begins with the two."""
    found: dict[str, str] = {}
    for _, _, forms in table():
        pair = [form.lower() for form in forms[:2]]
        if len(pair) == 2 and script(pair[0]) == "Cyrl" and _RUSSIAN.fullmatch(pair[1]):
            found.setdefault(pair[0], pair[1])
    return found


def plain(text: str) -> str:
    """The text without diacritical marks, modifier letters and curly quotation marks; other scripts stay."""
    if text.isascii() or script(text) != "Latn":
        return text
    text = text.translate(_PLAIN)
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


_PLAIN = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ø": "o",
        "Ø": "O",
        "ß": "ss",
        "ə": "a",
        "Ə": "A",
        "ı": "i",
        "ʹ": "",
        "ʺ": "",
        "’": "",
        "”": "",
        "·": "",
    }
)
