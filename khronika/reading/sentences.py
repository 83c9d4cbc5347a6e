"""A text is paragraphs of sentences of words. A sentence may run over a line that was wrapped, never over a
heading or an item.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from khronika.languages import detect, script
from khronika.reading.model import Span

LONGEST = 1200
"""Characters of a sentence; a longer one is cut at a space, so that no rule costs more than a bounded time."""

_LINE = re.compile(r"[^\n]+")
_ITEM = re.compile(r"\s*(?:\d{1,2}[.)]\s|[-–—•·▪*◦]\s)")
_LABEL = re.compile(r"[^\W\d_]\w*:\s")
_SIGNED = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+){1,3}\s?[,–—-]\s*[^\W\d_]")
_HEADING = re.compile(r"\s*#{1,6}\s")
_STOP = re.compile(r"[.!?…]+[”»\"’)\]]*\s+(?=[\"'«“„(\[—–]*\s?[A-ZÀ-ÖØ-ÞŁŚŻŹĆА-ЯЁЎІЇЄҐ0-9])")
_SHORT = re.compile(
    r"(?:^|[\s(«“\"])(?:[A-ZА-ЯЁЎІ]|mr|mrs|ms|dr|st|prof|no|art|vs|jr|inc|г|гг|ст|ч|п|т|д|ул|вул|им|імя|тыс|млн|руб|стар|арт|см|гл)\.\s*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[-'’ʼ‑][^\W_]+)*")
_WRAPPED = 55
_FOREIGN = MappingProxyType(
    {"latin": re.compile(r"[\u0400-\u052f]"), "cyrillic": re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")}
)
"""Letters of another script than that of the text: a paragraph without any need not be asked for its own."""


class Word(NamedTuple):
    """A word with its place; `first` when it opens a sentence or stands after an opening quote at its start."""

    text: str
    start: int
    end: int
    capital: bool
    first: bool


_WORDED = partial(tuple.__new__, Word)
"""Makes words quicker than their class does."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words, its language and the number of its paragraph; `lowers` are the words in lower case,
    `capitals` the numbers of those with a capital letter.
    """

    start: int
    end: int
    language: str
    paragraph: int
    words: tuple[Word, ...]
    lowers: tuple[str, ...]
    capitals: tuple[int, ...]

    @property
    def span(self) -> Span:
        """Its stretch of the text."""
        return Span(self.start, self.end)


def lines(text: str) -> list[Span]:
    """The lines that are not blank, without the white space at their ends."""
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = start + len(line.strip())
        if end > start:
            found.append(Span(start, end))
    return found


def is_item(line: str) -> bool:
    """Whether a line opens an item of a list."""
    return bool(_ITEM.match(line))


def joined(text: str) -> tuple[Span, ...]:
    """Paragraphs: lines put together again where one was only wrapped."""
    found: list[Span] = []
    for line in lines(text):
        words = line.of(text)
        if found and _continues(text, found[-1], line, words):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return tuple(found)


def _continues(text: str, before: Span, line: Span, words: str) -> bool:
    if text.count("\n", before.end, line.start) != 1 or is_item(words) or _HEADING.match(words) or _LABEL.match(words):
        return False
    last_line = text[max(text.rfind("\n", before.start, before.end) + 1, before.start) : before.end]
    if last_line[-1] in ".!?…:;|" or _HEADING.match(last_line):
        return last_line[-1] not in ".!?…:;|" and words[0].islower()
    if _SIGNED.match(last_line) and words[0].isupper() and (_SIGNED.match(words) or last_line[-1] in '»”"'):
        return False
    return words[0].islower() or len(last_line) >= _WRAPPED


def sentences(text: str, language: str, paragraphs: tuple[Span, ...]) -> tuple[Sentence, ...]:
    """The sentences of a text whose main language is known; a paragraph in another script is asked for its own."""
    home = "latin" if language in ("en", "pl", "und") else "cyrillic"
    found: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        words = text[paragraph.start : min(paragraph.end, paragraph.start + 400)]
        foreign = _FOREIGN[home].search(words) and script(words) not in (home, "other")
        tag = detect(paragraph.of(text)[:2000]) if foreign else language
        found.extend(_sentence(text, (start, end), tag, number) for start, end in _split(text, paragraph))
    return tuple(found)


def _split(text: str, paragraph: Span) -> Iterator[tuple[int, int]]:
    start = paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        if not _SHORT.search(text, max(start, stop.start() - 8), stop.start() + 1):
            yield from _cut(text, start, stop.end())
            start = stop.end()
    yield from _cut(text, start, paragraph.end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        middle = space if space > 0 else start + LONGEST
        yield start, middle
        start = middle
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


def _sentence(text: str, span: tuple[int, int], tag: str, paragraph: int) -> Sentence:
    words, capitals = [], []
    for at, match in enumerate(_WORD.finditer(text, *span)):
        word = match[0]
        capital = word[0].isupper()
        words.append(_WORDED((word, match.start(), match.end(), capital, not at)))
        if capital:
            capitals.append(at)
    lowers = tuple([word[0].lower() for word in words])
    return Sentence(*span, tag, paragraph, tuple(words), lowers, tuple(capitals))


class Places:
    """Finds the sentence of a position in logarithmic time."""

    def __init__(self, found: tuple[Sentence, ...]) -> None:
        self._found = found
        self._starts = [sentence.start for sentence in found]

    def at(self, position: int) -> int:
        """The number of the sentence that holds or last began before the position."""
        return max(0, bisect_right(self._starts, position) - 1)
