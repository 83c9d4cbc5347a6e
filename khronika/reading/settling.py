"""What the tagger marked gets its base form: by the gazetteer, by the head of the name, or by morphology."""

from collections.abc import Sequence
from functools import lru_cache

from khronika.names import nominative
from khronika.names.model import Kind
from khronika.reading.atlas import stands, starts
from khronika.reading.governed import ungoverned
from khronika.reading.grammar import load
from khronika.reading.organizations import heads
from khronika.reading.organizations import upright as headed
from khronika.reading.places import bare, forms_back
from khronika.reading.sentences import Word

_GOVERNED = ("be", "ru")
_QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}


def closed(text: str, start: int, end: int) -> int:
    """The end of a name whose quotation opened inside it and closes right after it, or 0."""
    for sign, other in _QUOTES.items():
        if sign in text[start:end] and text[end : end + 1] in (other, "”", "»") and other not in text[start:end][1:]:
            return end + 1
    return 0


@lru_cache(maxsize=1 << 14)
def upright(name: str, language: str, kind: Kind) -> str:
    """A name of a place or a body in the nominative."""
    return name if name.isupper() else nominative(name, language, kind)


def settled(words: Sequence[Word], written: str, kind: str, language: str, before: str = "") -> str:
    """The base form of an organisation or a place that the tagger marked; `before` is the word right before it."""
    tag = load(language).tag
    plain = " ".join(written.split())
    if tag == "en":
        return bare(plain.removeprefix("the ").removeprefix("The "))
    if kind == "Place":
        return _place(words, plain, tag, before)
    return _body(words, plain, tag)


def _place(words: Sequence[Word], plain: str, language: str, before: str) -> str:
    for entry in starts(bare(words[0].text), language):
        if stands([word.text for word in words], entry, language):
            return entry.name
    if len(words) == 1 and language in _GOVERNED:
        return ungoverned(plain, before, language)
    changed = upright(plain, language, "place")
    return changed if changed != plain or len(words) > 1 else forms_back(plain, language)


def _body(words: Sequence[Word], plain: str, language: str) -> str:
    lowers = [word.text.lower() for word in words]
    for at, lower in enumerate(lowers[:4]):
        if lower in heads(language):
            rest = plain[words[at].end - words[0].start :]
            return headed(tuple(word.text for word in words[: at + 1]), language) + rest
    return upright(plain, language, "organization")
