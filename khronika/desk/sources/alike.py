"""Two texts are one only where nothing that they say differs: they have the same words in the same order, frame lines apart.

Whatever else differs ('10 days', '15 days'; another name; a line more) is for a person to judge. Candidates are found by numbers that
nearly equal texts share: MinHash over runs of four words (Broder 1997), in bands (Leskovec, Rajaraman, Ullman, Mining of Massive
Datasets, 3.4); what is said of a pair is then measured on the texts themselves.
"""

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel

SHORT = 400  # characters below which texts are one only if their words are equal
LEAST = 40  # characters below which a text is not compared at all: 'Thank you' is no statement
JOINED, PERHAPS = 0.9, 0.6
LONGEST = 20_000  # words; a longer text is never joined by rule
BANDS, ROWS, RUN = 16, 4, 4
SHOWN, AROUND, MOST = 6, 2, 20  # differences that are told, words around them, words at most
_WORD = re.compile(r"\w+")
_ADDRESS = re.compile(r"https?:\S+|www\.\S+")
_OWNED = re.compile(r"[©®]|rights reserved|права защищены|правы абаронены", re.IGNORECASE)
_FRAME = re.compile(
    r"\b(?:share|tweet|print|subscribe|facebook|twitter|telegram|youtube|instagram|vkontakte|read (?:also|more)|source|home|comments?"
    r"|подел\w*|распечат\w*|подпис\w*|читай\w*|источник|главная|комментари\w*"
    r"|падзял\w*|раздрук\w*|падпіш\w*|чытай\w*|крыніца|галоўная|каментар\w*)\b",
    re.IGNORECASE,
)
_BESIDE = 4  # further words that a frame line may have
_PRIME = np.uint64((1 << 61) - 1)


def _constants(name: str) -> np.ndarray:
    """One odd number for each hash, the same on every machine."""
    made = [hashlib.blake2b(f"{name} {n}".encode(), digest_size=4).digest() for n in range(BANDS * ROWS)]
    return np.array([int.from_bytes(each, "big") | 1 for each in made], dtype=np.uint64)


_FACTORS, _ADDENDS = _constants("factor"), _constants("addend")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How alike two texts are (0 to 1), whether they are one by rule, and where they differ: pairs of the words on both sides."""

    ratio: float
    same: bool
    differs: tuple[tuple[str, str], ...] = ()


def words(text: str) -> list[str]:
    """The words of a text as they are compared: without case, marks between words, and ways of encoding a letter."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("ё", "е"))


def traits(text: str) -> list[int]:
    """The numbers by which texts like this one are found, first that of its words as they are; none for a very short text."""
    if len(text) < LEAST:
        return []
    said = words(text)
    exact = _number(" ".join(said).encode())
    if len(text) < SHORT or len(said) < 2 * RUN:
        return [exact]
    runs = {zlib.crc32(" ".join(said[at : at + RUN]).encode()) for at in range(len(said) - RUN + 1)}
    hashes = np.fromiter(runs, dtype=np.uint64, count=len(runs))
    least = np.array([((hashes * f + a) % _PRIME).min() for f, a in zip(_FACTORS, _ADDENDS, strict=True)])
    bands = least.reshape(BANDS, ROWS)
    return [exact, *(_number(bytes([n]) + band.tobytes()) for n, band in enumerate(bands))]


def _number(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


def compare(left: str, right: str) -> Verdict:
    """How alike two texts are."""
    one, other = words(left), words(right)
    if one == other:
        return Verdict(1.0, same=True)
    ratio = _ratio(one, other)
    if min(len(left), len(right)) < SHORT or max(len(one), len(other)) > LONGEST or ratio < PERHAPS:
        return Verdict(ratio, same=False, differs=())
    differences = _differences(one, other)
    sides = _Side(left), _Side(right)
    framed = all(sides[0].framed(a, b) and sides[1].framed(c, d) for a, b, c, d in differences)
    return Verdict(ratio, framed and ratio >= JOINED, tuple(_shown(one, other, each) for each in differences[:SHOWN]))


def _differences(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Where two texts differ: words a to b of the one stand for words c to d of the other."""
    found: list[tuple[int, int, int, int]] = []
    for edit in Indel.opcodes(one, other):
        if edit.tag == "equal":
            continue
        a, b, c, d = edit.src_start, edit.src_end, edit.dest_start, edit.dest_end
        if found and (found[-1][1], found[-1][3]) == (a, c):
            a, _, c, _ = found.pop()
        found.append((a, b, c, d))
    return found


def _shown(one: Sequence[str], other: Sequence[str], where: tuple[int, int, int, int]) -> tuple[str, str]:
    """A difference with the words around it, on both sides."""
    a, b, c, d = where
    left, right = one[max(0, a - AROUND) : b + AROUND], other[max(0, c - AROUND) : d + AROUND]
    return " ".join(left[:MOST]), " ".join(right[:MOST])


def _ratio(one: Sequence[str], other: Sequence[str]) -> float:
    return float(Indel.normalized_similarity(one, other))


class _Side:
    """A text with the place of every word, to see what stretches of it are whole frame lines."""

    def __init__(self, text: str) -> None:
        self.lines: list[tuple[int, int, bool]] = []
        at = 0
        for line in text.splitlines():
            count = len(words(line))
            if count:
                self.lines.append((at, at + count, _frames(line)))
                at += count

    def framed(self, start: int, end: int) -> bool:
        """Whether all lines that words `start` to `end` stand in are frame lines, such as 'Share on …' or an address."""
        return all(frame for first, last, frame in self.lines if first < end and start < last)


def _frames(line: str) -> bool:
    """Whether a line only frames a text: an address, whose site it is, 'Share on …'. A number in it may be a fact."""
    if _OWNED.search(line):
        return len(words(line)) <= 3 * _BESIDE
    bare, addresses = _ADDRESS.subn("", line)
    rest, marks = _FRAME.subn("", bare)
    said = words(rest)
    return bool(addresses or marks) and len(said) <= _BESIDE and not any(word.isdigit() for word in said)
