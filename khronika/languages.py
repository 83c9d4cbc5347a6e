"""Which language a text is in, told by its letters and its most frequent words; no model, no list of names.

Tags are BCP 47: en, be, be-tarask (Belarusian in the classical orthography), ru, uk, pl, and und where there are
no letters.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

LOOKED_AT = 20_000
"""Characters of a text that decide its language."""

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_SOFT = re.compile(
    r"[сз]ь[бвдзклмнпстфц]|льл|ньн|дзьдз|цьц|[зс]ьн|^(?:ня|бяз|зь|сьв\w+|плян\w*|клюб\w*|кляс\w*)$|эўра|пэрс|сыст[эе]м|тэле?граф|калёні|вуліц[ыу]\b$"
)
_LETTERS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "be": {"ў": 3.0, "і": 1.0, "ы": 0.3, "э": 0.3},
        "ru": {"и": 1.0, "ъ": 3.0, "щ": 2.0, "ы": 0.3, "э": 0.3},
        "uk": {"ї": 4.0, "є": 4.0, "ґ": 4.0, "і": 0.7, "и": 0.7, "щ": 1.5},
    }
)
_FREQUENT = """
be: і што не на ў у з за для пра ад гэта быў якія які каб але яго яна пад толькі паводле года таксама з'яўляецца
ru: и что не на в с за для о от это был которые который чтобы но его она под только по года также является
uk: і й що не на у в з за для про від це був які який щоб але його вона під тільки та року також є
en: the of and to in a is was for on that with by from as are he his were it has been at an be
pl: i w z na do nie się że o jest za to przez od po była jego oraz który która są
"""
_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {line[:2]: frozenset(line[3:].split()) for line in _FREQUENT.strip().split("\n")}
)
_POLISH = re.compile(r"[ąćęłńśźż]", re.IGNORECASE)


def script(text: str) -> str:
    """The script of most letters: 'latin', 'cyrillic' or 'other'."""
    if text.isascii():
        return "latin" if _LATIN.search(text) else "other"
    latin, cyrillic = len(_LATIN.sub("", text)), len(_CYRILLIC.sub("", text))
    latin, cyrillic = len(text) - latin, len(text) - cyrillic
    if not latin and not cyrillic:
        return "other"
    return "latin" if latin >= cyrillic else "cyrillic"


def direction(text: str) -> str:
    """'rtl' when most letters are written from right to left, else 'ltr'.

    >>> direction("مينسك")
    'rtl'
    """
    backward = len(_RIGHT_TO_LEFT.findall(text))
    return "rtl" if backward > len(_LATIN.findall(text)) + len(_CYRILLIC.findall(text)) else "ltr"


def detect(text: str) -> str:
    """The tag of the language that most of the text is in.

    >>> detect("Суд прызначыў дзевяць гадоў"), detect("Суд назначил девять лет")
    ('be', 'ru')
    """
    sample = text[:LOOKED_AT].lower()
    kind = script(sample)
    if kind == "other":
        return "und"
    words = _WORD.findall(sample)
    if kind == "latin":
        return _latin(sample, words)
    scores = {tag: _score(tag, sample, words) for tag in _LETTERS}
    best = max(scores, key=lambda tag: scores[tag])
    return _orthography(words) if best == "be" else best


def _latin(sample: str, words: list[str]) -> str:
    english, polish = _known("en", words), _known("pl", words) + 0.7 * len(_POLISH.findall(sample))
    return "pl" if polish > english + 1 else "en"


def _score(tag: str, sample: str, words: list[str]) -> float:
    letters = sum(weight * sample.count(letter) for letter, weight in _LETTERS[tag].items())
    return letters + 4.0 * _known(tag, words)


def _known(tag: str, words: list[str]) -> int:
    """How many of the words are frequent ones of a language."""
    return sum(map(_WORDS[tag].__contains__, words))


def _orthography(words: list[str]) -> str:
    classical = sum(1 for word in words if _SOFT.search(word))
    return "be-tarask" if classical >= 2 and classical * 60 >= len(words) else "be"
