"""One article or topic is one line of canonical JSON, and the line says all of it: read back, it is equal.

What is as its declaration has it is left out, so that a plain stretch of text is nothing but its words.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from khronika.edition import canonical
from khronika.edition.articles import Article, Block, Cited, Span, Topic, Written
from khronika.edition.codec import ref_from_json
from khronika.edition.errors import Malformed, quoted
from khronika.edition.model import Ref
from khronika.edition.pictures import Picture

FOLDER, TOPICS = "data/articles", "data/topics.jsonl"
T = TypeVar("T")


def line(thing: Article | Topic) -> bytes:
    """The canonical line of an article or topic, without the line's end.

    >>> line(Topic(Ref("t1", "Topic", "topics/upr", ()), (Written("en", "UPR"),)))
    b'{"ref":{"address":"topics/upr","id":"t1","kind":"Topic"},"texts":[{"language":"en","title":"UPR"}]}'
    """
    return canonical.dump(_plain(thing))


def article(data: bytes) -> Article:
    """The article that a line says; raises Malformed where it is none."""
    return _read(data, _article)


def topic(data: bytes) -> Topic:
    """The topic that a line says; raises Malformed where it is none."""
    return _read(data, _topic)


def _plain(value: Any) -> Any:
    if isinstance(value, str | bool | int):
        return value
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    found = {}
    for name, usual in _columns(value.__class__):
        inner = getattr(value, name)
        if inner is not None and inner != usual and inner != ():
            found[name] = _plain(inner)
    return found


@cache
def _columns(kind: type) -> tuple[tuple[str, object], ...]:
    """The fields of a kind, each with what it is where nothing else is said."""
    return tuple((each.name, each.default) for each in fields(kind))


def _read(data: bytes, read: Callable[[Any], T]) -> T:
    try:
        return read(json.loads(data))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Malformed(
            f"Expected one article or topic a line, got {quoted(data[:60])}; press the edition again."
        ) from error


def _article(value: Mapping[str, Any]) -> Article:
    return Article(
        ref_from_json(value["ref"]),
        value.get("kind", ""),
        value.get("date", ""),
        tuple(map(_written, value["texts"])),
        value.get("publisher", ""),
        _picture(value),
        _refs(value, "topics"),
        _refs(value, "records"),
        tuple(Cited(**{**each, "ref": _ref(each)}) for each in value.get("sources", ())),
        _refs(value, "related"),
    )


def _topic(value: Mapping[str, Any]) -> Topic:
    texts = tuple(map(_written, value["texts"]))
    return Topic(ref_from_json(value["ref"]), texts, value.get("order", 0), _refs(value, "articles"))


def _written(value: Mapping[str, Any]) -> Written:
    return Written(**{**value, "blocks": tuple(map(_block, value.get("blocks", ())))})


def _block(value: Mapping[str, Any]) -> Block:
    spans = tuple(Span(**{**each, "ref": _ref(each)}) for each in value.get("spans", ()))
    return Block(value["kind"], spans, _picture(value))


def _picture(value: Mapping[str, Any]) -> Picture | None:
    said = value.get("picture")
    return Picture(**{**said, "alt": tuple((a, b) for a, b in said.get("alt", ()))}) if said else None


def _ref(value: Mapping[str, Any]) -> Ref | None:
    return ref_from_json(value["ref"]) if "ref" in value else None


def _refs(value: Mapping[str, Any], name: str) -> tuple[Ref, ...]:
    return tuple(map(ref_from_json, value.get(name, ())))
