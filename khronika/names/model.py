"""What passes between the modules of the room: analysed words and names, comparisons, matches. All frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khronika.names.given import Classes
from khronika.names.script import script

Kind = Literal["person", "place", "organization"]
Verdict = Literal["same", "review", "different"]
Role = Literal["given", "patronymic", "surname", "initial", "title", "word", "type", "term", "legal"]
MOST = 16
"""Words of a name that are looked at."""

READINGS = 3
"""Ways to read one word that are looked at."""

LETTERS = 16
"""Letters of a stem that are compared one by one."""

CLASSES = 4
"""Classes of given names that are kept of one word."""

PARTS = 4
"""Full words of a person's name that are compared."""

INITIALS = 3
"""Initials of a person's name that are compared."""

THING, MEANING, ACRONYM = 5 << 56, 6 << 56, 7 << 56
"""What a key in an index is of, besides the stems and the classes of words: a known thing, a meaning, initials."""

Shape = tuple[str, str]
"""A stem and its consonants, no longer than is compared letter by letter."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a running text with its skeletons, its stems and its place in the text (characters, end excluded)."""

    text: str
    start: int
    end: int
    skeletons: tuple[str, ...]
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a name, looked up once: nothing that follows looks at its letters again.

    `spellings` and `roots` are the skeletons and the stems as numbers, `shapes` the stems with their consonants; `begins`
    are the phones an initial of it may have, as bits, `first` its first letter where that may be read in several ways;
    `patronymic` is 'm' or 'f' when the word ends as one, `father` the classes of the father's name in it and
    `fathershape` its stem.
    """

    text: str
    skeletons: tuple[str, ...]
    stems: tuple[str, ...]
    direct: Classes
    oblique: Classes
    spellings: frozenset[int]
    roots: frozenset[int]
    shapes: tuple[Shape, ...]
    begins: int
    first: int
    patronymic: str = ""
    father: Classes = frozenset()
    fathershape: Shape = ("", "")


@dataclass(frozen=True, slots=True)
class Name:
    """An analysed name. `roles` goes with `tokens`; gender is 'm', 'f' or '' when the name does not tell."""

    text: str
    kind: Kind
    tokens: tuple[Token, ...]
    roles: tuple[Role, ...]
    concepts: tuple[str, ...] = ()
    gender: str = ""

    @property
    def script(self) -> str:
        """The script most letters are of, by its ISO 15924 code."""
        return script(self.text)

    @property
    def indexed(self) -> tuple[int, ...]:
        """What an index finds the name by besides its words."""
        return ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """How sure it is (0 to 1) that two names are one thing's, what to do, and why in words."""

    score: float
    verdict: Verdict
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Evidence:
    """What is gathered while two names are compared: log odds, and (code, one, other) for the reasons."""

    logit: float
    notes: list[tuple[str, str, str]]
    veto: bool = False

    def add(self, logit: float, code: str, one: str = "", other: str = "") -> None:
        self.logit += logit
        self.notes.append((code, one, other))
