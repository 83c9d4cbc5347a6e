"""Trigger words are found word by word: the first three letters of a word lead to the few triggers that may begin
there, and the longest one that fits wins. So a longer lexicon costs no more time, and nothing has to be compiled.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from khronika.reading.grammar import Grammar, load
from khronika.reading.page import Page
from khronika.reading.sentences import Sentence, Word

_KEY = 3
_GAP = 3
"""Words that '~' may stand for."""

_NOTHING = "-"
_QUOTES = str.maketrans({"’": "'", "ʼ": "'", "«": None, "»": None, "“": None, "”": None, '"': None})
_FAR = 25
"""Characters between two words of one phrase."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that say something of a kind; `side` tells where the one concerned stands. A step is its options ('word*'
    bends, '' may be missing); a step without options is a gap.
    """

    kind: str
    side: str
    steps: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger in its place."""

    kind: str
    side: str
    start: int
    end: int


@cache
def lexicon(grammar: Grammar, section: str) -> Mapping[str, tuple[Trigger, ...]]:
    """The triggers of a section by the first letters of their first word."""
    found: dict[str, list[Trigger]] = {}
    for kind, groups in (grammar.get(f"{section}.triggers") or {}).items():
        for side, phrases in groups:
            for phrase in phrases.split("|"):
                trigger = Trigger(kind, side, tuple(map(_step, phrase.split())))
                for first in {option.rstrip("*")[:_KEY] for option in trigger.steps[0]}:
                    found.setdefault(first, []).append(trigger)
    return MappingProxyType({key: tuple(triggers) for key, triggers in found.items()})


def _step(word: str) -> tuple[str, ...]:
    if word == "~":
        return ()
    return tuple(word.lower().translate(_QUOTES).strip("()").split("/"))


def _fits(options: tuple[str, ...], word: str) -> bool:
    return any(word.startswith(one[:-1]) if one[-1:] == "*" else word == one for one in options)


def _match(steps: tuple[tuple[str, ...], ...], lower: Sequence[str], at: int) -> int:
    """The number of the word after the phrase that begins at a word; -1 where it does not fit."""
    if not steps:
        return at
    options, rest = steps[0], steps[1:]
    if not options:
        ends = (_match(rest, lower, at + skip) for skip in range(_GAP + 1))
        return next((end for end in ends if end >= 0), -1)
    if at < len(lower) and _fits(options, lower[at]):
        return _match(rest, lower, at + 1)
    return _match(rest, lower, at) if "" in options else -1


def hits(page: Page, sentence: Sentence, section: str) -> Iterator[Hit]:
    """The triggers of a sentence in their order, none inside another."""
    known, words = lexicon(load(sentence.language), section), sentence.words
    lower = [word.text.lower().translate(_QUOTES) for word in words]
    taken = 0
    for at, word in enumerate(lower):
        if at < taken or (options := known.get(word[:_KEY])) is None:
            continue
        best, end = None, at
        for trigger in options:
            reached = _match(trigger.steps, lower, at)
            if reached > end and _together(words[at:reached]):
                best, end = trigger, reached
        if best is not None:
            taken = end
            if best.kind != _NOTHING:
                yield Hit(best.kind, best.side, words[at].start, words[end - 1].end)


def _together(words: Sequence[Word]) -> bool:
    """Whether the words of a phrase stand close, with no more than quotes and commas between."""
    return words[-1].end - words[0].start <= sum(len(word.text) + _FAR for word in words)
