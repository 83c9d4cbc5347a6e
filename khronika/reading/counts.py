"""Numbers of a sentence in their order: digits with their groups, and words that are put together as they come, 'two
hundred and seven', 'семь десятков', 'паўтары тысячы'. An ordinal is none, nor is 'thousands' without a number before.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from khronika.reading.grammar import Grammar, load
from khronika.reading.numbers import DIGITS, LARGEST
from khronika.reading.page import Page
from khronika.reading.sentences import Sentence, Word
from khronika.reading.triggers import folded

_DIGITS = re.compile(DIGITS)
_GROUPS = re.compile(r"[   ,.](?=\d{3})")
_JOINED = re.compile(r"[\s-]*")
_BEFORE = "№#/+:–-"
_LONGEST = 15


@dataclass(frozen=True, slots=True)
class Count:
    """A number in its place; `first` and `last` are the numbers of its first word and of the word after it."""

    start: int
    end: int
    value: Decimal
    first: int
    last: int
    worded: bool = False


@cache
def _table(grammar: Grammar, path: str) -> Mapping[str, Decimal]:
    pairs = ((form, value) for forms, value in (grammar.get(path) or {}).items() for form in str(forms).split("|"))
    return MappingProxyType({folded(grammar, form): Decimal(str(value)) for form, value in pairs})


@cache
def _known(grammar: Grammar, path: str) -> frozenset[str]:
    return frozenset(folded(grammar, word) for word in grammar.words(path))


def counts(page: Page, sentence: Sentence) -> Iterator[Count]:
    """The numbers of a sentence."""
    grammar, lower = load(sentence.language), page.lower(sentence)
    words, at = _table(grammar, "counts.words"), 0
    times = _table(grammar, "counts.times")
    plain: list[str] | None = None
    while at < len(lower):
        word = lower[at]
        if not word[0].isdigit():
            head = word.partition("-")[0]
            if plain is None:
                plain = [folded(grammar, one) for one in lower]
            if plain[at] not in words and plain[at] not in times and head not in words:
                at += 1
                continue
            one, after = _worded(page, sentence, plain, at)
        else:
            one, after = _digits(page, sentence, at)
        if one is not None:
            yield one
        at = max(after, at + 1)


def _digits(page: Page, sentence: Sentence, at: int) -> tuple[Count | None, int]:
    """The number in digits that begins with a word, with the word for thousands after it."""
    text, words, start = page.text, sentence.words, sentence.words[at].start
    match = _DIGITS.match(text, start, sentence.end)
    after = at + 1
    if match is None:
        return None, after
    while after < len(words) and words[after].start < match.end():
        after += 1
    if match.end() < words[after - 1].end or len(match[0]) > _LONGEST or text[start - 1 : start] in _BEFORE[:3]:
        return None, after
    value = Decimal(_GROUPS.sub("", match[0]).replace(",", "."))
    grammar, end = load(sentence.language), match.end()
    times = _table(grammar, "counts.times")
    while after < len(words) and _near(text, end, words[after]):
        factor = times.get(folded(grammar, words[after].text.lower()))
        if factor is None:
            break
        value, end, after = value * factor, words[after].end, after + 1
    whole = value == value.to_integral_value() and value <= LARGEST
    return (Count(start, end, value, at, after) if whole else None), after


def _near(text: str, end: int, word: Word) -> bool:
    return bool(_JOINED.fullmatch(text, end, word.start)) and word.start - end < len("   ")


def _worded(page: Page, sentence: Sentence, plain: list[str], at: int) -> tuple[Count | None, int]:
    """The number in words that begins with a word; None for an ordinal and for 'thousands' alone."""
    grammar, words = load(sentence.language), sentence.words
    total, part, last, after, end = Decimal(0), Decimal(0), LARGEST, at, words[at].start
    joint = _known(grammar, "counts.joint")
    while after < len(plain) and (after == at or _near(page.text, end, words[after])):
        if plain[after] in joint and part and after + 1 < len(plain) and last >= 100:
            end, after = words[after].end, after + 1
        step = _step(grammar, plain[after], part, last, alone=after == at)
        if step is None:
            break
        total, part, last = total + step[0], step[1], step[2]
        end, after = words[after].end, after + 1
    if after > at and plain[after - 1] in joint:
        after -= 1
        end = words[after - 1].end
    value = total + part
    ordinal = after < len(plain) and _near(page.text, end, words[after]) and _ordinal(grammar, plain[after])
    if after == at or ordinal or value != value.to_integral_value():
        return None, after + 1
    return Count(words[at].start, end, value, at, after, worded=True), after


def _step(
    grammar: Grammar, word: str, part: Decimal, last: Decimal, *, alone: bool
) -> tuple[Decimal, Decimal, Decimal] | None:
    """What a word adds: to the whole, the part that may still be multiplied, and how large the next one may be."""
    words, times = _table(grammar, "counts.words"), _table(grammar, "counts.times")
    if word in times and (part or (alone and word in _known(grammar, "counts.alone"))):
        factor = times[word]
        value = (part or 1) * factor
        return (value, Decimal(0), factor) if factor >= 1000 else (Decimal(0), value, factor)
    said = _together([words.get(one) for one in word.split("-")])
    if said is None or (part and said >= last) or (part and last < 20):
        return None
    size = Decimal(100) if said >= 100 else Decimal(10) if said >= 20 and not said % 10 else Decimal(1)
    return Decimal(0), part + said, said if size > 1 else Decimal(1)


def _together(parts: list[Decimal | None]) -> Decimal | None:
    """What words joined by a hyphen mean: 'twenty-two' is a number, 'two-three' a guess."""
    known = [part for part in parts if part is not None]
    falling = all(after < 10 <= before for before, after in pairwise(known))
    return sum(known, Decimal(0)) if falling and len(known) == len(parts) else None


@cache
def _ordinals(grammar: Grammar) -> re.Pattern[str]:
    return grammar.pattern("counts.ordinal")


def _ordinal(grammar: Grammar, word: str) -> bool:
    return bool(_ordinals(grammar).fullmatch(word))
