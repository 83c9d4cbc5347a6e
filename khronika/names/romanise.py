"""Cyrillic names in Latin letters as the standards write them; Latin text passes unchanged; 'plain' has no marks."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from khronika.names.errors import UnknownStandard
from khronika.names.script import APOSTROPHES, LONGEST, WORD, repair, script
from khronika.names.tables import rows

_VOWELS = "аеёиоуыэюяіїєў"
_DEFAULT = {"be": "plain", "ru": "bgn", "uk": "2010"}
_SOFT = {"l": "ĺ", "n": "ń", "s": "ś", "z": "ź", "c": "ć"}


@cache
def _table(lang: str, standard: str) -> dict[str, tuple[str, str]]:
    known = {row[1]: row[2] for row in rows("romanisation") if row[0] == lang}
    if standard not in known:
        raise UnknownStandard(lang, standard, known)
    table = {}
    for cell in known[standard].split():
        letter, _, values = cell.partition("=")
        first, _, inner = values.partition(",")
        table[letter] = (first, inner if "," in values else first)
    return table


def romanise(text: str, lang: str = "be", standard: str = "") -> str:
    """The text in Latin letters.

    `lang` is 'be', 'ru' or 'uk'; `standard` is 'plain' (the default) or 'diacritics' for Belarusian, 'bgn' for
    Russian, '2010' for Ukrainian. Words in other scripts stay as they are.

    >>> romanise("Аляксандр Бяляцкі", "be")
    'Aliaksandr Bialiatski'
    """
    table = _table(lang, standard or _DEFAULT.get(lang, "plain"))
    return WORD.sub(lambda found: _word(found.group(), table, lang), text)


def _word(word: str, table: dict[str, tuple[str, str]], lang: str) -> str:
    word = repair(word)
    if script(word) != "Cyrl":
        return word
    for mark in APOSTROPHES:
        word = word.replace(mark, "'")
    lower = word.lower()
    lower = lower.replace("зг", "z\u0000h") if lang == "uk" else lower
    out: list[str] = []
    for i, letter in enumerate(lower):
        before = lower[i - 1] if i else ""
        out.append(_letter(letter, before, out, table))
    latin = "".join(out).replace("\u0000", "g")
    if lang == "ru" and latin.endswith("yy"):
        latin = latin[:-1]
    if word.isupper() and len(word) > 1:
        return latin.upper()
    return latin[:1].upper() + latin[1:] if word[0].isupper() else latin


def _letter(letter: str, before: str, out: list[str], table: dict[str, tuple[str, str]]) -> str:
    pair = table.get(letter)
    if pair is None:
        return letter
    if pair[0] == "*":
        if out:
            out[-1] = _SOFT.get(out[-1], out[-1])
        return ""
    if not before:
        return pair[0]
    if "є" in table:  # Ukrainian knows the start of a word only
        return pair[1]
    if before in _VOWELS + "ьъ'":
        return pair[0]
    hard = before == "л" and table["х"] == ("ch", "ch") and len(pair[1]) == 2  # 'la', where other consonants have 'ia'
    return pair[1][1:] if hard and pair[1][0] == "i" else pair[1]


def variants(text: str, lang: str = "be") -> tuple[str, ...]:
    """The spellings of a name a reader may type: as given, by each standard, without marks; the likeliest first.

    >>> "Bialiatski" in variants("Бяляцкі", "be")
    True
    """
    text = text[:LONGEST]
    found = [text, "".join(repair(p) for p in re.split(r"(\W+)", text))]
    standards = [row[1] for row in rows("romanisation") if row[0] == lang]
    for standard in sorted(standards, key=lambda s: s != _DEFAULT.get(lang)):
        found.append(romanise(text, lang, standard))
    if lang == "be" and script(text) == "Cyrl":
        found += [re.sub("([lnsz])i(?=[aeou])", r"\1y", found[2]), _habit(found[2])]
    found += [plain(form) for form in found]
    return tuple(dict.fromkeys(form for form in found if form))


def _habit(latin: str) -> str:
    """English spelling by habit, as newspapers write Belarusian names."""
    return re.sub(r"i(?=[aeou])", "y", latin).replace("eu", "ev").replace("au", "av")


def plain(text: str) -> str:
    """The text without diacritical marks."""
    text = text.replace("ł", "l").replace("Ł", "L").replace("đ", "d").replace("ø", "o").replace("ß", "ss")
    return (
        "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        if script(text) == "Latn"
        else text
    )
