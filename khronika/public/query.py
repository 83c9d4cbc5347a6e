"""What a reader types is words, never a language of commands: no sign in it has a meaning, so none can be wrong."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 200
MOST = 12
_WORD = re.compile(r"[^\W_]+")
_AROUND = 110


def clean(text: str) -> str:
    """A query in one line without control characters, composed, of at most LONGEST characters.

    >>> clean(" Алесь\\x00\\n Бяляцкі ")
    'Алесь Бяляцкі'
    """
    plain = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text[: LONGEST * 4])
    return unicodedata.normalize("NFC", " ".join(plain.split()))[:LONGEST].strip()


def words(query: str) -> list[str]:
    """The words of a query, each once, small; at most MOST of them.

    >>> words('"demands" AND (close)')
    ['demands', 'and', 'close']
    """
    return list(dict.fromkeys(word.lower() for word in _WORD.findall(query)))[:MOST]


def stem(word: str) -> str:
    """The beginning of a word that its forms share, by cutting what may be an ending.

    Slavic endings are up to three letters; this knows no grammar and is meant for finding, where too much is better
    than too little.

    >>> stem("пакаранне"), stem("demands"), stem("суд")
    ('пакаран', 'deman', 'суд')
    """
    return word if len(word) < 5 or not word.isalpha() else word[: max(4, len(word) - 2)]


def excerpt(text: str, sought: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    """A stretch of the paragraph that has most of these words, in pieces, True for what was sought."""
    stems = [stem(word) for word in sought]
    if not stems:
        return ()
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, stems))})\w*", re.IGNORECASE)
    paragraph = max(text.split("\n"), key=lambda line: sum(each in line.lower() for each in stems))
    first = pattern.search(paragraph)
    if first is None:
        return ()
    start = max(0, first.start() - _AROUND)
    return _pieces(paragraph[start : first.end() + _AROUND * 2], pattern)


def _pieces(stretch: str, pattern: re.Pattern[str]) -> tuple[tuple[str, bool], ...]:
    pieces: list[tuple[str, bool]] = []
    place = 0
    for match in pattern.finditer(stretch):
        pieces += [(stretch[place : match.start()], False), (match[0], True)]
        place = match.end()
    return (*(piece for piece in pieces if piece[0]), (stretch[place:], False))
