"""Articles and topics as an edition has them: text in blocks, links only to what is in the edition, never markup."""

from dataclasses import dataclass

from khronika.edition.model import Ref
from khronika.edition.pictures import Picture as Picture


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text, perhaps naming a record of the edition or leading outside."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text: `kind` is paragraph, heading, quote, item, numbered or picture, whose `spans` are the caption."""

    kind: str
    spans: tuple[Span, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """What an article rests on: a source of the edition, or an address outside."""

    title: str
    url: str = ""
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """An article or topic in one language. `stale` says that the original was published anew after this was translated."""

    language: str
    title: str
    teaser: str = ""
    byline: str = ""
    caption: str = ""
    blocks: tuple[Block, ...] = ()
    original: bool = True
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One article in all its languages, of a term of `article_kind`; `related` are articles on the same people or matter."""

    ref: Ref
    kind: str
    date: str
    texts: tuple[Written, ...]
    publisher: str = ""
    picture: Picture | None = None
    topics: tuple[Ref, ...] = ()
    records: tuple[Ref, ...] = ()
    sources: tuple[Cited, ...] = ()
    related: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic in all its languages with its articles, newest first."""

    ref: Ref
    texts: tuple[Written, ...]
    order: int = 0
    articles: tuple[Ref, ...] = ()
