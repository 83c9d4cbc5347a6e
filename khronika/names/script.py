"""A word is written in one script: letters of another script that only look alike are put back before anything else."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from khronika.names.tables import pairs, rows

LONGEST = 500
"""Characters of a name that are looked at: what comes after costs nothing and decides nothing."""

APOSTROPHES = "'’ʼʹʺ`´‘′ʻʿ"
WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|[{APOSTROPHES}](?=[^\W\d_]))*|\d+")

_PAIRS = [pair for row in rows("letters") if row[0] == "lookalikes" for pair in pairs(row[1])]
_TO_CYRILLIC = {ord(latin): cyrillic for latin, cyrillic in _PAIRS}
_TO_LATIN = {ord(cyrillic): latin for latin, cyrillic in _PAIRS if latin not in "ĸbtm"}
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0250-\u02af\u1e00-\u1eff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_OTHERS = (
    ("Grek", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("Geor", re.compile(r"[\u10a0-\u10ff\u1c90-\u1cbf]")),
    ("Armn", re.compile(r"[\u0530-\u058f]")),
)


def script(text: str) -> str:
    """The script most letters are of, by its ISO 15924 code: Latn, Cyrl, Grek, Geor, Armn or Zyyy for any other."""
    if text.isascii():
        return "Latn" if _LATIN.search(text) else "Zyyy"
    if _CYRILLIC.search(text) and not _LATIN.search(text):
        return "Cyrl"
    counts = {"Latn": len(_LATIN.findall(text)), "Cyrl": len(_CYRILLIC.findall(text))}
    if not any(counts.values()):
        counts = {code: len(pattern.findall(text)) for code, pattern in _OTHERS}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else "Zyyy"


@lru_cache(maxsize=1 << 12)
def repair(word: str) -> str:
    """The word with look-alike letters of the other script put back, composed (NFC).

    >>> repair("Новiк") == "Новік"
    True
    """
    word = unicodedata.normalize("NFC", word)
    if word.isascii() or not _CYRILLIC.search(word) or not (_LATIN.search(word) or "ĸ" in word):
        return word
    cyrillic, latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    if not _LATIN.search(cyrillic) and (_LATIN.search(latin) is None or _CYRILLIC.search(latin)):
        return cyrillic
    if not _CYRILLIC.search(latin):
        return latin if len(_LATIN.findall(word)) > len(_CYRILLIC.findall(word)) else cyrillic
    return cyrillic if script(word) == "Cyrl" else latin


def words(text: str) -> list[tuple[str, int, int]]:
    """The words of a text with their places: (word, start, end)."""
    return [(m.group(), m.start(), m.end()) for m in WORD.finditer(text)]
