"""An analysed person's name as bytes of fixed shape: what `batch` compares by the thousand and what an index keeps.

Words are kept as numbers: eight letters as they are, in an order that keeps beginnings together, longer ones hashed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from operator import attrgetter
from struct import Struct
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from khronika.names.model import CLASSES, INITIALS, LETTERS, PARTS, READINGS, Shape, Token

if TYPE_CHECKING:
    from khronika.names.persons import Person

Array = np.ndarray[Any, Any]
Table = dict[str, Array]
"""The fields of TOKEN, a column each."""

TOKEN = np.dtype(
    [
        ("spellings", "<u8", READINGS),
        ("roots", "<u8", READINGS),
        ("bones", "<u8", READINGS),
        ("fatherbones", "<u8"),
        ("least", "<u8"),
        ("most", "<u8"),
        ("begins", "<u4"),
        ("first", "<u4"),
        ("direct", "<u2", CLASSES),
        ("oblique", "<u2", CLASSES),
        ("father", "<u2", CLASSES),
        ("letters", "u1", (READINGS, LETTERS)),
        ("fatherletters", "u1", LETTERS),
        ("lengths", "u1", READINGS),
        ("fatherlength", "u1"),
        ("bonelengths", "u1", READINGS),
        ("fatherbonelength", "u1"),
        ("firstbones", "u1", READINGS),
        ("fatherfirstbone", "u1"),
        ("shapes", "u1"),
        ("longest", "u1"),
        ("readings", "u1"),
        ("spelling", "<u8"),
        ("classes", "<u8"),
    ]
)
"""A word: its numbers, and `least` and `most`, the letters that all and that any of its readings have."""

_WORD = Struct(
    f"<{READINGS}Q{READINGS}Q{READINGS}QQQQII{CLASSES}H{CLASSES}H{CLASSES}H{READINGS * LETTERS}s{LETTERS}s"
    f"{READINGS}BB{READINGS}BB{READINGS}BBBBBQQ"
)
_BITS = {letter: 3 * place for place, letter in enumerate("bcdfhjklmnpqrstvzxaiu")}
CONSONANTS = np.uint64((1 << _BITS["a"]) - 1)
"""The bits of `letters` that stand for consonants."""
_WIDE = (1 << 64) - 1


def number(word: str) -> int:
    """The number of a word: its letters when they are at most eight, else a digest of it.

    >>> number("a") < number("ab") < number("b")
    True
    """
    written = word.encode()
    if len(written) <= 8:
        return int.from_bytes(written.ljust(8, b"\0"), "big")
    return int.from_bytes(blake2b(written, digest_size=8).digest(), "big") | 1 << 63


def letters(stem: str) -> int:
    """The letters of a stem as bits, up to three of each: two stems are at least as many edits apart as bits of one are
    not in the other.
    """
    bits = 0
    for letter in stem:
        if (place := _BITS.get(letter)) is not None:
            bits |= (bits & (3 << place)) << 1 | 1 << place
    return bits


def _padded(values: list[int], size: int) -> list[int]:
    return values + [0] * (size - len(values))


def _stem(shape: Shape) -> tuple[bytes, int, int, int, int]:
    """The letters of a shape, their count, its consonants as a number, their count and the first."""
    stem, bones = shape[0].encode("latin-1"), shape[1].encode("latin-1")
    return stem.ljust(LETTERS, b"\0"), len(stem), number(shape[1]), len(bones), bones[0] if bones else 0


def pack(one: Token) -> bytes:
    """The bytes of a word, shaped as TOKEN."""
    shapes = [_stem(shape) for shape in one.shapes]
    father = _stem(one.fathershape) if one.fathershape[0] else _NO_STEM
    masks = [letters(shape[0]) for shape in one.shapes]
    least, most, classes = _WIDE, 0, 0
    for mask in masks:
        least, most = least & mask, most | mask
    for known in (*one.direct, *one.oblique):
        classes |= 1 << known % 64
    return _WORD.pack(
        *_padded([number(form) for form in one.skeletons], READINGS),
        *_padded([number(form) for form in one.stems], READINGS),
        *_padded([shape[2] for shape in shapes], READINGS),
        father[2],
        least,
        most,
        one.begins,
        one.first,
        *(_padded([c + 1 for c in sorted(one.direct)], CLASSES) if one.direct else _NO_CLASSES),
        *(_padded([c + 1 for c in sorted(one.oblique)], CLASSES) if one.oblique else _NO_CLASSES),
        *(_padded([c + 1 for c in sorted(one.father)], CLASSES) if one.father else _NO_CLASSES),
        b"".join(shape[0] for shape in shapes),
        father[0],
        *_padded([shape[1] for shape in shapes], READINGS),
        father[1],
        *_padded([shape[3] for shape in shapes], READINGS),
        father[3],
        *_padded([shape[4] for shape in shapes], READINGS),
        father[4],
        len(shapes),
        max(shape[1] for shape in shapes),
        len(one.skeletons),
        number(one.skeletons[0]),
        classes,
    )


HEAD = np.dtype(
    [
        ("begins", "<u4", INITIALS),
        ("first", "<u4", INITIALS),
        ("words", "<u4", PARTS),
        ("fatherword", "<u4"),
        ("ranks", "u1", PARTS),
        ("parts", "u1"),
        ("father", "u1"),
        ("initials", "u1"),
        ("gender", "u1"),
    ]
)
"""A name: its initials, the places of its full words and of its patronymic in a lexicon (any place where it has none),
what each word is taken for, how many there are; `gender` is 0, 1 or 2 for unknown, man, woman, and 4 more when sure.
"""

_HEAD = Struct(f"<{INITIALS}I{INITIALS}I{PARTS}II{PARTS}BBBBB")


@dataclass(frozen=True, slots=True)
class Rows:
    """Names ready to be compared, as HEAD, the places of their words (PARTS, names), and the table these are in."""

    heads: Array
    words: Array
    table: Table


class Lexicon:
    """Words with what comparing needs of each, a column for each field of TOKEN, and the names kept; only added to."""

    def __init__(self) -> None:
        self.heads: dict[str, bytes] = {}
        self._places: dict[str, int] = {}
        self._bytes = bytearray(TOKEN.itemsize)
        self._columns: Table = {}
        self._adding = Lock()

    def __len__(self) -> int:
        return len(self._bytes) // TOKEN.itemsize

    def table(self) -> Array:
        """The words so far, shaped as TOKEN."""
        return np.frombuffer(bytes(self._bytes), TOKEN)

    def columns(self) -> Table:
        """The table of all words so far."""
        with self._adding:
            if not self._columns or len(self._columns["least"]) < len(self):
                table = self.table()
                self._columns = {name: np.ascontiguousarray(table[name]) for name in TOKEN.names or ()}
            return self._columns

    def keep(self, name: Person) -> bytes:
        """The name as HEAD; kept under its text."""
        found = self.heads[name.text] = self.head(name)
        return found

    def rows(self, names: Sequence[Person]) -> Rows:
        """Names ready to be compared; those kept before cost next to nothing."""
        heads = list(map(self.heads.get, map(_TEXT, names)))
        if None in heads:
            heads = [head or self.keep(name) for head, name in zip(heads, names, strict=True)]
        found = np.frombuffer(b"".join(heads), HEAD)  # type: ignore[arg-type]
        return Rows(found, np.ascontiguousarray(found["words"].T), self.columns())

    def head(self, name: Person) -> bytes:
        """A name as HEAD, with its words as places in this lexicon."""
        places = self._places
        initials = [one.begins for one in name.initials] + [one.first for one in name.initials]
        return _HEAD.pack(
            *(_spread(initials) if initials else _NO_INITIALS),
            *[places.get(one.text) or self._place(one) for one in name.parts],
            *_ZEROS[len(name.parts)],
            self._place(name.father) if name.father else 0,
            *name.ranks,
            *_ZEROS[len(name.parts)],
            len(name.parts),
            name.father is not None,
            len(name.initials),
            _GENDERS[name.gender] + (4 if name.sure else 0),
        )

    def _place(self, one: Token) -> int:
        if (found := self._places.get(one.text)) is None:
            with self._adding:
                found = self._places[one.text] = len(self)
                self._bytes += pack(one)
        return found


def _spread(initials: list[int]) -> list[int]:
    """The phones of the initials and then their letters, both filled up."""
    half = len(initials) // 2
    return [*_padded(initials[:half], INITIALS), *_padded(initials[half:], INITIALS)]


_NO_CLASSES = (0,) * CLASSES
_NO_STEM = (b"", 0, 0, 0, 0)
_TEXT = attrgetter("text")
_ZEROS = [(0,) * (PARTS - count) for count in range(PARTS + 1)]
_NO_INITIALS = (0,) * (2 * INITIALS)
_GENDERS = {"": 0, "m": 1, "f": 2}
