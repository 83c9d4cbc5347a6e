"""What an article or topic says, as plain frozen values: texts in blocks, never markup. What renders it can show nothing else."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class BlockKind(StrEnum):
    """What a block of a text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    ITEM = "item"
    NUMBERED = "numbered"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text; `record` is the id of the record it names, `url` where it leads outside."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, quote, item of a list or picture (`image`, its `spans` the caption)."""

    kind: BlockKind
    spans: tuple[Span, ...] = ()
    image: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """What an article rests on: a kept source, or an address outside."""

    title: str
    url: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article in one language. `topics` are keys of topics, `records` ids of the records it is about, `publisher` a name."""

    kind: str
    title: str
    date: str
    teaser: str = ""
    byline: str = ""
    publisher: str = ""
    image: str = ""
    caption: str = ""
    topics: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    sources: tuple[Cited, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic in one language; topics stand in their `order`."""

    title: str
    order: int = 0
    blocks: tuple[Block, ...] = ()


def pack(content: Article | Topic) -> dict[str, Any]:
    """As it is kept.

    >>> pack(Topic("Death penalty"))
    {'title': 'Death penalty', 'order': 0, 'blocks': ()}
    """
    return asdict(content)


def unpack_article(kept: Mapping[str, Any]) -> Article:
    """An article as it was kept."""
    lists = {name: tuple(kept[name]) for name in ("topics", "records")}
    sources = tuple(Cited(**each) for each in kept["sources"])
    return Article(**{**kept, **lists, "sources": sources, "blocks": _blocks(kept)})


def unpack_topic(kept: Mapping[str, Any]) -> Topic:
    """A topic as it was kept.

    >>> unpack_topic(pack(Topic("Death penalty", 2, (Block(BlockKind.QUOTE, (Span("No."),)),)))).blocks[0].spans[0].text
    'No.'
    """
    return Topic(**{**kept, "blocks": _blocks(kept)})


def _blocks(kept: Mapping[str, Any]) -> tuple[Block, ...]:
    return tuple(
        Block(BlockKind(each["kind"]), tuple(Span(**span) for span in each["spans"]), each["image"])
        for each in kept["blocks"]
    )
