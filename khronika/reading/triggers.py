"""Trigger words are found word by word: a word, or its first letters, leads to the few triggers that may begin there,
and the longest one that fits wins. So a longer lexicon costs no more time, and nothing has to be compiled.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from khronika.reading.grammar import Grammar, load
from khronika.reading.page import Page
from khronika.reading.sentences import Sentence, Word

_KEYS = (5, 4, 3, 2, 1)
"""Lengths of the beginnings under which triggers are kept whose first word bends."""

_GAP = 3
"""Words that '~' may stand for."""

_WORDS = 60_000
"""Words whose triggers are remembered."""

_NOTHING = "-"
_QUOTES = str.maketrans({"’": "'", "ʼ": "'", "«": None, "»": None, "“": None, "”": None, '"': None})
_FAR = 25
"""Characters between two words of one phrase."""


@dataclass(frozen=True, slots=True)
class Step:
    """A word of a phrase: the whole words and the beginnings it may be, or a gap; `free` when it may be missing."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    gap: bool = False
    free: bool = False

    def fits(self, word: str) -> bool:
        """Whether a word of the text is this one."""
        return word in self.words or (bool(self.beginnings) and word.startswith(self.beginnings))


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that say something of a kind; `side` tells where the one concerned stands."""

    kind: str
    side: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger in its place."""

    kind: str
    side: str
    start: int
    end: int


@cache
def lexicon(grammar: Grammar, section: str) -> Mapping[str, tuple[Trigger, ...]]:
    """The triggers of a section by their first word, or by the first letters of one that bends, with a star."""
    found: dict[str, list[Trigger]] = {}
    for kind, groups in (grammar.get(f"{section}.triggers") or {}).items():
        for side, phrases in groups:
            for phrase in phrases.split("|"):
                trigger = Trigger(kind, side, tuple(map(_step, phrase.split())))
                for first in _keys(trigger.steps[0]):
                    found.setdefault(first, []).append(trigger)
    return MappingProxyType({key: tuple(triggers) for key, triggers in found.items()})


def _keys(step: Step) -> set[str]:
    bent = {one[: next((length for length in _KEYS if len(one) >= length), 1)] + "*" for one in step.beginnings}
    return bent | step.words


def _step(word: str) -> Step:
    if word == "~":
        return Step(frozenset(), (), gap=True)
    options = word.lower().translate(_QUOTES).strip("()").split("/")
    bent = tuple(one[:-1] for one in options if one.endswith("*"))
    return Step(frozenset(one for one in options if one and not one.endswith("*")), bent, free="" in options)


class _Openings(dict[str, tuple[Trigger, ...]]):
    """The triggers that may begin with a word, by the words met so far."""

    def __init__(self, known: Mapping[str, tuple[Trigger, ...]]) -> None:
        super().__init__()
        self._known = dict(known)

    def __missing__(self, word: str) -> tuple[Trigger, ...]:
        if len(self) > _WORDS:
            self.clear()
        found = [*self._known.get(word, ())]
        for length in _KEYS[-len(word) :] if len(word) < _KEYS[0] else _KEYS:
            if begun := self._known.get(word[:length] + "*"):
                found += begun
        fitting = (one for one in found if one.steps[0].free or one.steps[0].fits(word))
        self[word] = kept = tuple(fitting)
        return kept


@cache
def _openings(grammar: Grammar, section: str) -> _Openings:
    return _Openings(lexicon(grammar, section))


def _match(steps: tuple[Step, ...], lower: Sequence[str], at: int) -> int:
    """The number of the word after the phrase that begins at a word; -1 where it does not fit."""
    for number, step in enumerate(steps):
        if step.gap:
            ends = (_match(steps[number + 1 :], lower, at + skip) for skip in range(_GAP + 1))
            return next((end for end in ends if end >= 0), -1)
        if at < len(lower) and step.fits(lower[at]):
            at += 1
        elif not step.free:
            return -1
    return at


def hits(page: Page, sentence: Sentence, section: str) -> Iterator[Hit]:
    """The triggers of a sentence in their order, none inside another."""
    grammar, words = load(sentence.language), sentence.words
    lower = page.lower(sentence)
    taken = 0
    for at, options in enumerate(map(_openings(grammar, section).__getitem__, lower)):
        if not options or at < taken:
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
