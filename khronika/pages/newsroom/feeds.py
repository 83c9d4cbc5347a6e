"""Feeds of articles: Atom (RFC 4287) and JSON Feed 1.1. The same articles give the same bytes; no time of making is in them.

An edition knows no address of its own, so every way in a feed is relative to the feed's.
"""

import json
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

from khronika.dates import DateError, parse
from khronika.pages.newsroom.shown import Item
from khronika.pages.titles import isolated
from khronika.pages.words import Words
from khronika.vocabulary.terms import label

ATOM, JSON = "xml", "json"
BOTH = (ATOM, JSON)
LONGEST = 30
_NAMESPACE = "http://www.w3.org/2005/Atom"
_VERSION = "https://jsonfeed.org/version/1.1"
_UNDATED = "1970-01-01"
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed is of: its folder, what it is called, the id of its topic (none for all articles), its language."""

    folder: str
    heading: str
    topic: str
    language: str


def feed(form: str, told: Feed, items: Iterable[Item], words: Words, *, publisher: str) -> bytes:
    """The bytes of a feed of the newest of some items."""
    newest = list(items)[:LONGEST]
    return _atom(told, newest, words, publisher) if form == ATOM else _json(told, newest, words, publisher)


def identity(*parts: str) -> str:
    """A name for a feed or entry that is the same in every edition and on every host."""
    return uuid.uuid5(uuid.NAMESPACE_OID, " ".join(("khronika", *parts))).urn


def _atom(told: Feed, items: list[Item], words: Words, publisher: str) -> bytes:
    root = ElementTree.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": told.language})
    _put(root, "id", identity("feed", told.topic, told.language))
    _put(root, "title", f"{isolated(told.heading)} · {publisher}")
    _put(root, "updated", _moment(max((_day(each.date) for each in items), default=_UNDATED)))
    ElementTree.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": "feed.xml"})
    _put(ElementTree.SubElement(root, "author"), "name", publisher)
    for each in items:
        text, entry = each.text, ElementTree.SubElement(root, "entry", {"xml:lang": each.text.language})
        _put(entry, "id", identity("article", each.ref.id, told.language))
        _put(entry, "title", isolated(text.title))
        _put(entry, "updated", _moment(_day(each.date)))
        _put(entry, "published", _moment(_day(each.date)))
        way = {"rel": "alternate", "type": "text/html", "hreflang": text.language, "href": _way(told, each)}
        ElementTree.SubElement(entry, "link", way)
        name = label(f"article_kind.{each.kind}", words.language)
        ElementTree.SubElement(entry, "category", {"term": each.kind, "label": name})
        for said in filter(None, (text.byline, each.publisher)):
            _put(ElementTree.SubElement(entry, "author"), "name", isolated(said))
        if text.teaser:
            _put(entry, "summary", isolated(text.teaser))
    head = b'<?xml version="1.0" encoding="utf-8"?>\n'
    return head + _bare(ElementTree.tostring(root, encoding="unicode")).encode() + b"\n"


def _put(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _bare(text)


def _json(told: Feed, items: list[Item], words: Words, publisher: str) -> bytes:
    found = [_object(told, each, words) for each in items]
    said = {
        "version": _VERSION,
        "title": f"{isolated(told.heading)} · {publisher}",
        "language": told.language,
        "feed_url": "feed.json",
        "home_page_url": f"{_above(told)}{told.folder}{'/index' if not told.topic else ''}.html",
        "authors": [{"name": publisher}],
        "items": found,
    }
    return _bare(json.dumps(said, ensure_ascii=False, indent=1)).encode() + b"\n"


def _object(told: Feed, each: Item, words: Words) -> dict[str, object]:
    text = each.text
    said: dict[str, object] = {
        "id": identity("article", each.ref.id, told.language),
        "url": _way(told, each),
        "title": isolated(text.title),
        "language": text.language,
        "content_text": isolated(text.teaser or text.title),
        "date_published": _moment(_day(each.date)),
        "tags": [label(f"article_kind.{each.kind}", words.language)],
    }
    if each.picture:
        said["image"] = f"{_above(told)}../../media/{each.picture.small}"
    if authors := [{"name": isolated(name)} for name in (text.byline, each.publisher) if name]:
        said["authors"] = authors
    return said


def _above(told: Feed) -> str:
    return "../" * (told.folder.count("/") + 1)


def _way(told: Feed, each: Item) -> str:
    return f"{_above(told)}{each.ref.address}.html"


def _day(date: str) -> str:
    """The first day of a date, as feeds need one."""
    try:
        first = parse(date).earliest
    except DateError:
        return _UNDATED
    return first.isoformat() if first else _UNDATED


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _bare(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
