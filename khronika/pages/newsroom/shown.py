"""An article in the reader's language where it has been written or translated, else as it was first written, and marked so."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from khronika.edition.articles import Article, Picture, Topic, Written
from khronika.edition.model import Ref, Title
from khronika.pages.titles import base

BEGUN = 40  # letters by which a teaser is known that only repeats how the text begins
_DOTS = re.compile(r"[\s.…]+$")


@dataclass(frozen=True, slots=True)
class Item:
    """An article in a list. `address` leads to it in the folder of the language `folder`, the reader's own without one."""

    ref: Ref
    kind: str
    date: str
    text: Written
    publisher: str = ""
    picture: Picture | None = None
    folder: str = ""


def shown(texts: Iterable[Written], language: str) -> Written:
    """The text to show a reader: in their language, else the original.

    >>> shown((Written("be", "Дзень"), Written("en", "Day", original=False)), "ru").title
    'Дзень'
    """
    those = tuple(texts)
    own = (text for text in those if base(text.language) == language)
    return next(own, next((text for text in those if text.original), those[0]))


def titled(ref: Ref, language: str) -> Title:
    """What an article or topic is called where only a link to it stands: by the same rule, the original being the first title."""
    return next((title for title in ref.titles if base(title.language) == language), ref.titles[0])


def item(article: Article, language: str, wanted: str = "") -> Item:
    """An article in a list of a language; with `wanted` as it is written in that language."""
    text = shown(article.texts, wanted or language)
    brief = Written(text.language, text.title, text.teaser, text.byline, text.caption, (), text.original, text.stale)
    return Item(article.ref, article.kind, article.date, brief, article.publisher, article.picture)


def items(articles: Iterable[Article], language: str) -> list[Item]:
    """Articles in a list of a language, in their order."""
    return [item(article, language) for article in articles]


def tongues(thing: Article | Topic) -> tuple[str, ...]:
    """The languages that it is written in, the original's first."""
    return tuple(base(text.language) for text in thing.texts)


def repeats(text: Written) -> bool:
    """Whether the teaser is nothing but how the text begins."""
    plain = _DOTS.sub("", text.teaser)[:BEGUN]
    first = next(("".join(span.text for span in block.spans) for block in text.blocks if block.spans), "")
    return bool(plain) and first.startswith(plain)
