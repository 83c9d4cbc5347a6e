"""What the tagger marked gets its base form: by the gazetteer, by the head of the name, or by morphology."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from pymorphy3 import MorphAnalyzer

from khronika.reading.atlas import starts
from khronika.reading.grammar import load
from khronika.reading.inflection import phrase
from khronika.reading.organizations import heads
from khronika.reading.places import bare, forms_back
from khronika.reading.sentences import Word

_QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}


def closed(text: str, start: int, end: int) -> int:
    """The end of a name whose quotation opened inside it and closes right after it, or 0."""
    for sign, other in _QUOTES.items():
        if sign in text[start:end] and text[end : end + 1] in (other, "”", "»") and other not in text[start:end][1:]:
            return end + 1
    return 0


@cache
def _morphology(language: str) -> Any:
    return MorphAnalyzer(lang=language)


@lru_cache(maxsize=1 << 14)
def nominative(word: str, language: str) -> str:
    """A proper noun in the nominative, as far as the dictionary or its guess goes; only Russian has one."""
    if language != "ru" or word.isupper() or word[0] < "\u0300":
        return word
    best = next((one for one in _morphology(language).parse(word) if "NOUN" in one.tag), None)
    if best is None or "plur" in best.tag or "Fixd" in best.tag:
        return word
    form = str(best.normal_form)
    return form if word[0].islower() else "-".join(part.capitalize() for part in form.split("-"))


def settled(words: Sequence[Word], written: str, kind: str, language: str) -> str:
    """The base form of an organisation or a place that the tagger marked."""
    tag = load(language).tag
    plain = " ".join(written.split())
    if tag == "en":
        return bare(plain.removeprefix("the ").removeprefix("The "))
    if kind == "Place":
        return _place(words, plain, tag)
    return _body(words, plain, tag)


def _place(words: Sequence[Word], plain: str, language: str) -> str:
    for entry in starts(words[0].text, language):
        if len(entry.words) == len(words):
            return entry.name
    if len(words) == 1:
        changed = nominative(plain, language)
        return changed if changed != plain else forms_back(plain, language)
    return plain


def _body(words: Sequence[Word], plain: str, language: str) -> str:
    lowers = [word.text.lower() for word in words]
    for at, lower in enumerate(lowers[:4]):
        if lower in heads(language):
            base, gender = heads(language)[lower]
            before = phrase(tuple(word.text for word in words[:at]), gender, language)
            start = words[at].end - words[0].start
            rest = plain[start:] if " ".join(plain.split()) == plain else ""
            return " ".join([*before, base.capitalize() if words[at].text[0].isupper() else base]) + rest
    return nominative(plain, language) if len(words) == 1 else plain
