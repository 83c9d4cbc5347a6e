"""What passes between the modules of the room: analysed words and names, comparisons, matches. All frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khronika.names.given import Classes

Kind = Literal["person", "place", "organization"]
Verdict = Literal["same", "review", "different"]
Role = Literal["given", "patronymic", "surname", "initial", "title", "word", "type", "term", "legal"]


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
    """A word of a name; `concept` is the meaning of an ordinary word, `father` what a patronymic is made of."""

    text: str
    skeletons: tuple[str, ...]
    stems: tuple[str, ...]
    direct: Classes
    oblique: Classes
    patronymic: str = ""
    father: Classes = frozenset()
    fatherstem: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """An analysed name. `roles` goes with `tokens`; gender is 'm', 'f' or '' when the name does not tell."""

    text: str
    kind: Kind
    script: str
    tokens: tuple[Token, ...]
    roles: tuple[Role, ...]
    concepts: tuple[str, ...] = ()
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How sure it is (0 to 1) that two names are one thing's, what to do, and why in words."""

    score: float
    verdict: Verdict
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A name found in an index: the id, how well it fits, the name as kept, and why in words."""

    id: str
    score: float
    name: str
    reason: str


@dataclass(slots=True)
class Evidence:
    """What is gathered while two names are compared: log odds, and (code, one, other) for the reasons."""

    logit: float
    notes: list[tuple[str, str, str]]
    veto: bool = False

    def add(self, logit: float, code: str, one: str = "", other: str = "") -> None:
        self.logit += logit
        self.notes.append((code, one, other))
