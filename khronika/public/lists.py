"""What is worked out for a reader who asks: lists as of a day, people, acts, one record. All of it is in the edition's lines.

They are read when first asked for and kept as values; nothing of a question is kept.
"""

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from khronika.dates import DateError, PartialDate, parse
from khronika.edition import newsroom
from khronika.edition.articles import Article
from khronika.edition.held import Held, path, read
from khronika.edition.model import Ref
from khronika.edition.solidarity import FILE
from khronika.pages.numbers.prisoners import STATUS, Asked, Month, Prisoners, Roll, Row, row
from khronika.pages.render import Renderer
from khronika.pages.when import sortable
from khronika.public import solidarity
from khronika.public.files import Files
from khronika.vocabulary.terms import members

STATUSES = (*members("person_status"), "detained", "imprisoned")
PAGE = 100  # people or acts in one answer
_SHARDED = ("records", "sources")


class Unclear(Exception):
    """A question that cannot be understood; the message is a sentence for who asked."""


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a long answer, and how many there are of all."""

    total: int
    page: int
    pages: int
    items: tuple[dict[str, Any], ...]


class Lists:
    """Lists of one edition."""

    def __init__(self, files: Files, renderer: Renderer) -> None:
        self._files, self._renderer = files, renderer
        self._lock = threading.Lock()
        self._people: dict[str, Roll] = {}
        self._pages: dict[str, Prisoners] = {}
        self._acts: list[tuple[PartialDate, dict[str, Any]]] | None = None
        self._written: list[dict[str, Any]] | None = None

    @property
    def today(self) -> date:
        """The day of which the edition is true."""
        return self._files.edition.header.pressed_on

    def prisoners(self, language: str, values: Mapping[str, str]) -> bytes:
        """The page that answers the form; raises Unclear."""
        asked = Asked(
            day(values.get("at", ""), "at") or self.today,
            *_written(values),
            whole(values.get("years", ""), "years", 0),
            whole(values.get("page", ""), "page", 1),
        )
        with self._lock:
            made = self._listing(language).asked(asked)
            self._listing(language).roll.forget()
        return made

    def unclear(self, language: str, values: Mapping[str, str]) -> bytes:
        """The page that says that the form cannot be understood, with what was written in it."""
        with self._lock:
            return self._listing(language).unclear(Asked(self.today, *_written(values)))

    def _listing(self, language: str) -> Prisoners:
        if language not in self._pages:
            months = [Month(each["month"], each["certain"], each["possible"]) for each in self._counted("stock")]
            self._pages[language] = Prisoners(self._renderer, language, self._roll(STATUS), months)
        return self._pages[language]

    def people(self, status: str, at: date, page: int) -> Part:
        """Who held a status on a day, certainly or possibly, in the order of their ids."""
        with self._lock:
            found = [(held, each) for held in self._roll(status).people if (each := row(held, at))]
        return _part([_person(held, each) for held, each in found], page)

    def acts(self, kind: str, since: date | None, until: date | None, page: int) -> Part:
        """Acts of a type, or of all, that may have begun in a period; oldest first."""
        with self._lock:
            if self._acts is None:
                lines = (json.loads(each) for each in self._lines("data/acts.jsonl"))
                dated = [(parse(each["day"]), each) for each in lines]
                self._acts = sorted(dated, key=lambda each: (each[0].earliest or date.max, each[1]["id"]))
        found = [each for said, each in self._acts if kind in ("", each["type"]) and _may_be(said, since, until)]
        return _part(found, page)

    def articles(self, kind: str, topic: str, language: str, page: int) -> Part:
        """Articles of a kind, on a topic (its id or the last part of its address), written in a language; newest first."""
        with self._lock:
            if self._written is None:
                lines = [line for data in self._files.data(newsroom.FOLDER) for line in data.splitlines()]
                read = sorted(map(newsroom.article, lines), key=lambda each: each.ref.address)
                read.sort(key=lambda each: sortable(each.date) if each.date else "", reverse=True)
                self._written = [_told(each) for each in read]
        found = [
            each
            for each in self._written
            if kind in ("", each["type"]) and (not language or language in each["languages"])
            if not topic or any(topic in (ref["id"], ref["address"].rpartition("/")[2]) for ref in each["topics"])
        ]
        return _part(found, page)

    def topics(self) -> list[dict[str, Any]]:
        """Every topic in its order."""
        read = map(newsroom.topic, self._lines(newsroom.TOPICS))
        ordered = sorted(read, key=lambda topic: (topic.order, topic.ref.address))
        return [{**named(topic.ref), "articles": len(topic.articles)} for topic in ordered]

    def record(self, identity: str, folders: Sequence[str] = _SHARDED) -> bytes | None:
        """The edition's own line of a record or source; None where nothing of it is published."""
        shard = hashlib.sha256(identity.encode()).hexdigest()[:2]
        for folder in folders:
            for line in self._lines(f"data/{folder}/{shard}.jsonl"):
                plain = json.loads(line)
                if plain.get("id", plain.get("ref", {}).get("id")) == identity:
                    return line
        return None

    def solidarity(self, sort: str, country: str, year: str, page: int) -> Part:
        """Campaigns, observances and actions of a type, in a country and a year; the newest first."""
        found = solidarity.chosen(self._lines(FILE), sort, country, year)
        return _part([solidarity.plain(each) for each in found], page)

    def statistics(self) -> bytes:
        """The figures as they were pressed."""
        page = self._files.find("/data/statistics.json")
        return page.body("identity")[1] if page else b"{}"

    def _roll(self, status: str) -> Roll:
        if status not in self._people:
            self._people[status] = Roll(read(line) for line in self._lines(path(status)))
        return self._people[status]

    def _counted(self, name: str) -> Sequence[Mapping[str, Any]]:
        return json.loads(self.statistics()).get(name, ())  # type: ignore[no-any-return]

    def _lines(self, place: str) -> list[bytes]:
        page = self._files.find(f"/{place}")
        return page.body("identity")[1].splitlines() if page else []


def _written(values: Mapping[str, str]) -> tuple[str, str, str, str]:
    """What stands in the form besides numbers and the day."""
    return (
        values.get("name", "")[:200],
        values.get("article", ""),
        values.get("gender", ""),
        values.get("facility", ""),
    )


def day(text: str, name: str, *, last: bool = False) -> date | None:
    """A day that was asked for: of a month or year its first, or its `last`; None for nothing. Raises Unclear."""
    try:
        said = parse(text[:40])
    except DateError:
        raise Unclear(f"Expected a date such as 2013-08-04 for {name!r}; got {text[:40]!r}.") from None
    return said.latest if last else said.earliest


def whole(text: str, name: str, default: int) -> int:
    """A whole number that was asked for. Raises Unclear."""
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise Unclear(f"Expected a whole number for {name!r}; got {text[:40]!r}.")
    return int(text)


def _part(found: Sequence[dict[str, Any]], page: int) -> Part:
    pages = max(1, -(-len(found) // PAGE))
    return Part(len(found), page, pages, tuple(found[(page - 1) * PAGE : page * PAGE]) if page > 0 else ())


def _may_be(said: PartialDate, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    return (
        said.earliest is not None
        and said.latest is not None
        and (until is None or said.earliest <= until)
        and (since is None or said.latest >= since)
    )


def named(ref: Ref) -> dict[str, Any]:
    """A record as the API speaks of it."""
    names = {title.language or "und": title.text for title in reversed(ref.titles)}
    return {"id": ref.id, "kind": ref.kind, "name": names, "address": ref.address}


def _told(article: Article) -> dict[str, Any]:
    """An article without its words, as the API lists it."""
    found = {**named(article.ref), "type": article.kind, "date": article.date, "publisher": article.publisher}
    found |= {"languages": [text.language for text in article.texts]}
    found |= {name: {text.language: getattr(text, name) for text in article.texts} for name in ("teaser", "byline")}
    return found | {name: [named(ref) for ref in getattr(article, name)] for name in ("topics", "records", "related")}


def _person(held: Held, each: Row) -> dict[str, Any]:
    found: dict[str, Any] = {**named(held.ref), "certainty": "certain" if each.certain else "possible"}
    found |= {"since": each.since, "determined_by": [named(ref) for ref in each.by], "gender": held.gender}
    found["facility"] = named(each.facility) if each.facility else None
    sentence = each.sentence
    found["sentence"] = (
        {
            "type": sentence.type,
            "amount": str(sentence.amount) if sentence.amount is not None else None,
            "unit": sentence.unit,
        }
        if sentence
        else None
    )
    found["provisions"] = [named(ref) for ref in held.provisions]
    return found
