"""Trigger words are found word by word: a word, or its first letters, leads to the few triggers that may begin there,
and the longest one that fits wins. So a longer lexicon costs no more time, and nothing has to be compiled.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from khronika.reading.grammar import Grammar, load
from khronika.reading.page import Page
from khronika.reading.sentences import Sentence, Word

_SECTIONS = ("acts", "kinds", "interventions", "figures", "demands")
_KEYS = (5, 4, 3, 2, 1)
"""Lengths of the beginnings under which triggers are kept whose first word bends."""

_GAP = 3
"""Words that '~' may stand for."""

_WORDS = 60_000
"""Words whose triggers are remembered."""

_NOT = frozenset({"not", "never", "не", "ня", "guilty"}) | frozenset(
    f"{stem}{end}"
    for stem, ends in (
        ("виновн", ("ым", "ой", "ыми", "ого", "ую", "ых")),
        ("вінават", ("ым", "ай", "ымі", "ага", "ую", "ых")),
    )
    for end in ends
)
"""Words that no gap stands for: they change what is said."""
_NOTHING = "-"
_QUOTES = str.maketrans({"’": "'", "ʼ": "'", "«": None, "»": None, "“": None, "”": None, '"': None})
_APART = (";", " — ", " – ")
"""Signs that no phrase reaches over."""

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
    key: Step | None = None
    reach: int = 0

    @classmethod
    def of(cls, kind: str, side: str, steps: tuple[Step, ...]) -> "Trigger":
        """A trigger with its second sure word as `key`, which `reach` more words at most may lead to."""
        at = next((n for n, step in enumerate(steps) if n and not step.gap and not step.free), 0)
        sure = at > 0 and not steps[0].free
        gaps = sum(1 for step in steps[1:at] if step.gap)
        return cls(kind, side, steps, steps[at] if sure else None, at + gaps * (_GAP - 1))

    def promises(self, lower: Sequence[str], at: int) -> bool:
        """Whether the key stands where it may, so that the whole phrase is worth comparing."""
        if self.key is None:
            return True
        return any(map(self.key.fits, lower[at + 1 : at + 1 + self.reach]))


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
                trigger = Trigger.of(kind, side, tuple(_step(grammar, word) for word in phrase.split()))
                for first in _keys(trigger.steps[0]):
                    found.setdefault(first, []).append(trigger)
    return MappingProxyType({key: tuple(triggers) for key, triggers in found.items()})


def _keys(step: Step) -> set[str]:
    bent = {one[: next((length for length in _KEYS if len(one) >= length), 1)] + "*" for one in step.beginnings}
    return bent | step.words


def _step(grammar: Grammar, word: str) -> Step:
    if word == "~":
        return Step(frozenset(), (), gap=True)
    options = [folded(grammar, one) for one in word.lower().translate(_QUOTES).strip("()").split("/")]
    bent = tuple(one[:-1] for one in options if one.endswith("*"))
    return Step(frozenset(one for one in options if one and not one.endswith("*")), bent, free="" in options)


@cache
def _same(grammar: Grammar) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), plain) for pattern, plain in grammar.get("spelling.same") or ())


def folded(grammar: Grammar, word: str) -> str:
    """A word in the one spelling that stands for all its spellings: 'зьбіты' and 'збіты' are the same."""
    for pattern, plain in _same(grammar):
        word = pattern.sub(plain, word)
    return word


class _Spellings(dict[str, str]):
    """The words met so far in their one spelling."""

    def __init__(self, grammar: Grammar) -> None:
        super().__init__()
        self._grammar = grammar

    def __missing__(self, word: str) -> str:
        if len(self) > _WORDS:
            self.clear()
        self[word] = plain = folded(self._grammar, word)
        return plain


@cache
def _spellings(grammar: Grammar) -> _Spellings | None:
    return _Spellings(grammar) if _same(grammar) else None


@dataclass(frozen=True, slots=True)
class Opening:
    """The triggers that begin with a word: that word alone, those a certain next word leads to, and the rest."""

    alone: Trigger | None
    followed: Mapping[str, tuple[Trigger, ...]]
    rest: tuple[Trigger, ...]

    @classmethod
    def of(cls, triggers: Sequence[Trigger]) -> "Opening":
        """The triggers in order."""
        followed: dict[str, list[Trigger]] = {}
        rest, alone = [], None
        for one in triggers:
            if len(one.steps) == 1:
                alone = alone or one
            elif one.key is not None and one.reach == 1 and not one.key.beginnings:
                for word in one.key.words:
                    followed.setdefault(word, []).append(one)
            else:
                rest.append(one)
        kept = MappingProxyType({word: tuple(found) for word, found in followed.items()})
        return cls(alone, kept, tuple(rest))

    def longest(self, lower: Sequence[str], at: int) -> Iterator[tuple[Trigger, int]]:
        """The triggers that fit, with the number of the word after each."""
        if self.alone is not None:
            yield self.alone, at + 1
        if at + 1 < len(lower):
            for one in self.followed.get(lower[at + 1], ()):
                if (end := _match(one.steps, lower, at)) > at:
                    yield one, end
        for one in self.rest:
            if one.promises(lower, at) and (end := _match(one.steps, lower, at)) > at:
                yield one, end


class _Openings(dict[str, tuple[tuple[str, Opening], ...]]):
    """The triggers that may begin with a word in each section that has any, by the words met so far."""

    def __init__(self, grammar: Grammar) -> None:
        super().__init__()
        self._plain = _spellings(grammar)
        self._known: dict[str, list[tuple[str, tuple[Trigger, ...]]]] = {}
        for section in _SECTIONS:
            for key, triggers in lexicon(grammar, section).items():
                self._known.setdefault(key, []).append((section, triggers))

    def __missing__(self, written: str) -> tuple[tuple[str, Opening], ...]:
        if len(self) > _WORDS:
            self.clear()
        word = self._plain[written] if self._plain is not None else written
        known = self._known.get(word, [])
        for length in _KEYS[-len(word) :] if len(word) < _KEYS[0] else _KEYS:
            if begun := self._known.get(word[:length] + "*"):
                known = known + begun
        found: dict[str, list[Trigger]] = {}
        for section, triggers in known:
            fitting = [one for one in triggers if one.steps[0].free or one.steps[0].fits(word)]
            if fitting:
                found.setdefault(section, []).extend(fitting)
        self[written] = kept = tuple((section, Opening.of(triggers)) for section, triggers in found.items())
        return kept


@cache
def _openings(grammar: Grammar) -> _Openings:
    return _Openings(grammar)


@dataclass(frozen=True, slots=True)
class Begun:
    """The words of a sentence in their one spelling, and by section those with which triggers may begin."""

    lower: Sequence[str]
    sections: Mapping[str, list[tuple[int, Opening]]]


def _begun(page: Page, sentence: Sentence) -> Begun:
    known: Begun | None = page.begun.get(sentence.start)
    if known is not None:
        return known
    grammar, lower = load(sentence.language), page.lower(sentence)
    sections: dict[str, list[tuple[int, Opening]]] = {}
    for at, openings in enumerate(map(_openings(grammar).__getitem__, lower)):
        for section, opening in openings:
            sections.setdefault(section, []).append((at, opening))
    plain = _spellings(grammar) if sections else None
    found = page.begun[sentence.start] = Begun(lower if plain is None else [plain[word] for word in lower], sections)
    return found


def _match(steps: tuple[Step, ...], lower: Sequence[str], at: int) -> int:
    """The number of the word after the phrase that begins at a word; -1 where it does not fit."""
    for number, step in enumerate(steps):
        if step.gap:
            ends = (_match(steps[number + 1 :], lower, at + skip) for skip in range(_room(lower, at) + 1))
            return next((end for end in ends if end >= 0), -1)
        if at < len(lower) and step.fits(lower[at]):
            at += 1
        elif not step.free:
            return -1
    return at


def _room(lower: Sequence[str], at: int) -> int:
    """How many words from here on a gap may stand for: never a 'not', which the status has to see."""
    return next((number for number in range(_GAP) if at + number < len(lower) and lower[at + number] in _NOT), _GAP)


def hits(page: Page, sentence: Sentence, section: str) -> Iterator[Hit]:
    """The triggers of a sentence in their order, none inside another."""
    begun, words, taken = _begun(page, sentence), sentence.words, 0
    lower = begun.lower
    for at, opening in begun.sections.get(section, ()):
        if at < taken:
            continue
        best, end = None, at
        for trigger, reached in opening.longest(lower, at):
            if reached > end and _together(page.text, words[at:reached]):
                best, end = trigger, reached
        if best is not None:
            taken = end
            if best.kind != _NOTHING:
                yield Hit(best.kind, best.side, words[at].start, words[end - 1].end)


def _together(text: str, words: Sequence[Word]) -> bool:
    """Whether the words of a phrase stand close, with no more than quotes and commas between."""
    if len(words) == 1:
        return True
    near = words[-1].end - words[0].start <= sum(len(word.text) + _FAR for word in words)
    return near and not any(sign in text[words[0].end : words[-1].start] for sign in _APART)
