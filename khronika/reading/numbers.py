"""Numbers as texts write them: '1.5 mln', '104,731', '58.500', 'four and a half', 'двум с половиной'."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from khronika.reading.grammar import Grammar

DIGITS = r"\d{1,3}(?:[   ,.]\d{3})+(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
_GROUPED = re.compile(r"\d{1,3}(?:[   ,.]\d{3})+")
_SPACES = re.compile(r"[   ,.]")
LARGEST = Decimal(10) ** 12
_PLAIN = 4
"""Fewer digits need no reading."""


@cache
def pattern(grammar: Grammar) -> str:
    """The pattern of one number, in digits or words, with its half and its million."""
    words = "|".join(sorted(map(re.escape, _words(grammar)), key=len, reverse=True))
    words = f"(?:{'|'.join(map(re.escape, _tens(grammar)))})[-\\s](?:{words})|{words}"
    half = grammar.text("numbers.half")
    scale = f"(?:\\s*(?:{grammar.text('numbers.million')}|{grammar.text('numbers.thousand')}))?"
    first = "".join(sorted({re.escape(word[0]) for word in _words(grammar)}))
    return rf"(?:(?<![\w.,-])|(?<=-and-))(?=[\d{first}])(?:{DIGITS}|(?:{words})(?!\w)){scale}(?:[\s-]+{half})?(?!\w)"


@cache
def _words(grammar: Grammar) -> dict[str, Decimal]:
    return {
        form: Decimal(str(value)) for name, value in grammar.get("numbers.words").items() for form in name.split("|")
    }


@cache
def _tens(grammar: Grammar) -> tuple[str, ...]:
    """The words for twenty to ninety, which another word may follow."""
    return tuple(form for form, number in _words(grammar).items() if 20 <= number < 100 and number % 10 == 0)


@cache
def _single(grammar: Grammar) -> frozenset[str]:
    return frozenset(part for form in _words(grammar) for part in form.split())


def told(grammar: Grammar, lower: Sequence[str]) -> bool:
    """Whether a sentence has a number at all; `lower` are its words in lower case."""
    known = _single(grammar)
    if not known.isdisjoint(lower):
        return True
    odd = [word for word in lower if not word.isalpha()]
    return any(word[0].isdigit() or word.partition("-")[0] in known for word in odd)


def value(grammar: Grammar, written: str) -> Decimal | None:
    """What a number means; None when it is none or beyond all counting."""
    text = written.strip().lower()
    if text.isdecimal() and text.isascii() and len(text) < _PLAIN:
        return Decimal(text)
    number = Decimal(0)
    if half := re.search(r"[\s-]+(?:" + grammar.text("numbers.half") + r")$", text):
        text, number = text[: half.start()], Decimal("0.5")
    scale = Decimal(1)
    for name, factor in (("million", 1_000_000), ("thousand", 1000)):
        if found := re.search(r"\s*(?:" + grammar.text(f"numbers.{name}") + r")\.?$", text):
            text, scale = text[: found.start()], Decimal(factor)
            break
    first, _, second = text.replace("-", " ").partition(" ")
    words = _words(grammar)
    base = words[first] + words[second] if first in words and second in words else words.get(text, _digits(text))
    if base is None or base * scale > LARGEST:
        return None
    return (base + number) * scale


def _digits(text: str) -> Decimal | None:
    if _GROUPED.fullmatch(text):
        return Decimal(_SPACES.sub("", text))
    text = text.replace(",", ".")
    return Decimal(text) if re.fullmatch(r"[0-9]{1,15}(?:\.[0-9]{1,2})?", text) else None


def plain(number: Decimal) -> int | float:
    """A number for JSON: whole where it is whole."""
    return int(number) if number == number.to_integral_value() else float(number)
