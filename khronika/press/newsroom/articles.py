"""From publications to what an edition says. Every text passes the sweep, every link leads to what is in the edition, or nowhere.

Nothing here asks Wagtail. An article of which nothing changed, neither its words nor what it points to, is taken as it was.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from khronika.desk.newsroom import content
from khronika.desk.newsroom.content import BlockKind
from khronika.desk.newsroom.models import Publication
from khronika.edition import newsroom
from khronika.edition.articles import Article, Block, Cited, Picture, Span, Topic, Written
from khronika.edition.model import Entry, Ref, Title
from khronika.pages.when import sortable
from khronika.press.newsroom.related import Traits, related, traits
from khronika.press.project import Projection
from khronika.press.state import Kept

SECTIONS = {str(Publication.Kind.ARTICLE): "articles", str(Publication.Kind.TOPIC): "topics"}
NAMES = {str(Publication.Kind.ARTICLE): "Article", str(Publication.Kind.TOPIC): "Topic"}
TEXT = "text "  # under this and its key an article is remembered
_SAFE = re.compile(r"(articles|topics)/(?!index$)[a-z0-9](?:[a-z0-9-]{0,150}[a-z0-9])?")
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
Rows = list[Publication]


@dataclass(frozen=True, slots=True)
class Told:
    """An article as this edition has it, the digest of all that it was made of, and what it has in common with others."""

    article: Article
    print: str
    traits: Traits


class Newsroom:
    """The articles and topics of one edition."""

    def __init__(
        self,
        projection: Projection,
        ref: Callable[[str], Ref | None],
        known: Mapping[str, Kept],
        *,
        anew: bool = True,
    ) -> None:
        """`ref` gives what the edition has of a record or source. `known` is what was remembered of the articles of the edition
        before; with `anew` none of it is taken."""
        self.projection, self._ref = projection, ref
        self._known = {} if anew else known

    @cached_property
    def _standing(self) -> dict[str, dict[str, Rows]]:
        """What stands of each article and topic, the original first; a translation whose original ended is not among it."""
        found: dict[str, dict[str, Rows]] = {kind: {} for kind in SECTIONS}
        for row in Publication.objects.filter(ended=None).order_by("key", "-original", "language"):
            if row.kind in found:
                found[row.kind].setdefault(row.key, []).append(row)
        return {kind: {key: its for key, its in each.items() if its[0].original} for kind, each in found.items()}

    @cached_property
    def refs(self) -> dict[str, Ref]:
        """Every article and topic as others point to it, by its key. Addresses that name somebody withheld are made of the key."""
        return {key: self._own(kind, rows) for kind, each in self._standing.items() for key, rows in each.items()}

    def _own(self, kind: str, rows: Rows) -> Ref:
        titles = tuple(Title(self._clean(row.content["title"], row, "title"), row.language) for row in rows)
        return Ref(rows[0].key, NAMES[kind], self._address(kind, rows), titles)

    def _address(self, kind: str, rows: Rows) -> str:
        address, key = rows[0].address, rows[0].key.lower()
        titles = tuple(row.content["title"] for row in rows)
        safe = _SAFE.fullmatch(address) and address.startswith(f"{SECTIONS[kind]}/")
        if safe and self.projection.cleaner.address(address, titles):
            return address
        return f"{SECTIONS[kind]}/{key if _KEY.fullmatch(key) else hashlib.sha256(key.encode()).hexdigest()[:12]}"

    @cached_property
    def told(self) -> dict[str, Told]:
        """Every article without those that it is related to, by its key."""
        return {key: self._tell(key, rows) for key, rows in self._standing[Publication.Kind.ARTICLE].items()}

    @cached_property
    def about(self) -> dict[str, tuple[Entry, ...]]:
        """The articles that tell of a record, by its id, the newest first."""
        found: dict[str, list[Entry]] = {}
        for article in newest(told.article for told in self.told.values()):
            for ref in article.records:
                found.setdefault(ref.id, []).append(_entry(article))
        return {record: tuple(entries) for record, entries in found.items()}

    def moved(self, before: Mapping[str, Kept]) -> set[str]:
        """The records of which other articles tell now than in the edition before, or the same ones otherwise named or dated."""
        found: set[str] = set()
        keys = self.told.keys() | {path.removeprefix(TEXT) for path in before if path.startswith(TEXT)}
        for key in keys:
            told, kept = self.told.get(key), before.get(f"{TEXT}{key}")
            if told and kept and told.print == kept.print:
                continue
            now = told.article if told else None
            then = newsroom.article(kept.line) if kept else None
            sides = [{ref.id for ref in each.records} if each else set() for each in (now, then)]
            same = now and then and _entry(now) == _entry(then)
            found |= sides[0] ^ sides[1] if same else sides[0] | sides[1]
        return found

    @cached_property
    def articles(self) -> list[Article]:
        """Every article, the newest first."""
        near = related({key: (told.traits, told.article.date) for key, told in self.told.items()})
        found = [
            replace(told.article, related=tuple(self.refs[each] for each in near[key]))
            for key, told in self.told.items()
        ]
        return newest(found)

    @cached_property
    def topics(self) -> list[Topic]:
        """Every topic in its order with its articles, the newest first."""
        its: dict[str, list[Ref]] = {}
        for article in self.articles:
            for ref in article.topics:
                its.setdefault(ref.id, []).append(article.ref)
        found = [
            self._topic(self.refs[key], rows, tuple(its.get(key, ())))
            for key, rows in self._standing[Publication.Kind.TOPIC].items()
        ]
        return sorted(found, key=lambda topic: (topic.order, topic.ref.address))

    def read(self) -> None:
        """Look at every text that is made now."""
        self.topics  # noqa: B018  # they have all articles

    def again(self) -> None:
        """Look once more at what lists say of articles that were taken as they were: names in it may have been judged."""
        for rows in self._standing[Publication.Kind.ARTICLE].values():
            for row in rows:
                self._parts(row)

    def _tell(self, key: str, rows: Rows) -> Told:
        made = self._print(key, rows)
        known = self._known.get(f"{TEXT}{key}")
        if known and known.print == made:
            return Told(replace(newsroom.article(known.line), related=()), made, Traits.of(known.traits))
        article = self._article(self.refs[key], rows)
        return Told(article, made, traits(_texts(article), (ref.id for ref in article.records)))

    def _print(self, key: str, rows: Rows) -> str:
        """A digest of all that an article is made of."""
        said = [
            (row.id, row.digest, row.of, row.original, row.language, tuple(self._pointed(row.content))) for row in rows
        ]
        return hashlib.sha256(repr((self.refs[key], said)).encode("utf-8", "surrogatepass")).hexdigest()

    def _pointed(self, said: Mapping[str, object]) -> Iterable[object]:
        """Whatever an article points to, as this edition has it."""
        kept = content.unpack_article(said)
        records = [*kept.records, *(span.record for block in kept.blocks for span in block.spans if span.record)]
        yield from map(self._record, records)
        yield from (self.refs.get(each) for each in kept.topics)
        yield from (self._ref(each.source) for each in kept.sources if each.source)
        yield from (self._shown(each) for each in (kept.image, *(block.image for block in kept.blocks)))

    def _record(self, record: str) -> Ref | None:
        """A record as this edition has it; nobody under a pseudonym, whom the text would give away."""
        facts = self.projection.facts
        root = facts.standing.get(record, record)
        return None if root in facts.aliases.whose or root in facts.aliases.held else self._ref(root)

    def _shown(self, image: str) -> Picture | None:
        return self.projection.pictures.shown(image) if image else None

    def _article(self, ref: Ref, rows: Rows) -> Article:
        kept = [content.unpack_article(row.content) for row in rows]
        first, texts = kept[0], tuple(map(self._written, rows, kept))
        named = dict.fromkeys(record for each in kept for record in each.records)
        named |= dict.fromkeys(span.record for each in kept for block in each.blocks for span in block.spans)
        records = {found.id: found for record in named if record and (found := self._record(record))}
        spoken = (span.ref for text in texts for block in text.blocks for span in block.spans if span.ref)
        records |= {each.id: each for each in spoken if each.id not in records}
        return Article(
            ref,
            first.kind,
            first.date,
            texts,
            self._clean(first.publisher, rows[0], "publisher"),
            self._shown(next((each.image for each in kept if each.image), "")),
            tuple(self.refs[key] for key in first.topics if key in self._standing[Publication.Kind.TOPIC]),
            tuple(records.values()),
            tuple(self._cited(each, rows[0]) for each in _sources(kept)),
        )

    def _topic(self, ref: Ref, rows: Rows, articles: tuple[Ref, ...]) -> Topic:
        kept = [content.unpack_topic(row.content) for row in rows]
        original = rows[0].digest
        texts = tuple(
            Written(
                row.language,
                self._clean(each.title, row, "title"),
                blocks=tuple(self._blocks(row, each.blocks)),
                original=row.original,
                stale=not row.original and row.of != original,
            )
            for row, each in zip(rows, kept, strict=True)
        )
        return Topic(ref, texts, kept[0].order, articles)

    def _written(self, row: Publication, kept: content.Article) -> Written:
        original = self._standing[Publication.Kind.ARTICLE][row.key][0].digest
        title, teaser, byline, caption = self._parts(row)
        return Written(
            row.language,
            title,
            teaser,
            byline,
            caption,
            tuple(self._blocks(row, kept.blocks)),
            row.original,
            not row.original and row.of != original,
        )

    def _parts(self, row: Publication) -> list[str]:
        """What lists say of an article besides its date."""
        return [self._clean(row.content.get(name, ""), row, name) for name in ("title", "teaser", "byline", "caption")]

    def _blocks(self, row: Publication, blocks: Iterable[content.Block]) -> Iterable[Block]:
        for number, block in enumerate(blocks, 1):
            picture = self._shown(block.image) if block.kind is BlockKind.PICTURE else None
            if block.kind is not BlockKind.PICTURE or picture:
                yield Block(block.kind.value, self._spans(row, block, f"paragraph {number}"), picture)

    def _spans(self, row: Publication, block: content.Block, part: str) -> tuple[Span, ...]:
        """The stretches of a paragraph: a name may run over the edge of one, so the whole is looked at."""
        place = _place(row, part)
        words = self.projection.cleaner.pieces(tuple(span.text for span in block.spans), place)
        return tuple(
            Span(text, span.bold, span.italic, self._way(span.url, row, part), self._linked(span))
            for text, span in zip(words, block.spans, strict=True)
            if text
        )

    def _linked(self, span: content.Span) -> Ref | None:
        return self._record(span.record) if span.record else None

    def _cited(self, cited: content.Cited, row: Publication) -> Cited:
        ref = self._ref(cited.source) if cited.source else None
        return Cited(self._clean(cited.title, row, "source"), self._way(cited.url, row, "source"), ref)

    def _way(self, url: str, row: Publication, part: str) -> str:
        """An address outside; none where it names somebody withheld."""
        return url if self._clean(url, row, part) == url else ""

    def _clean(self, text: str, row: Publication, part: str) -> str:
        return self.projection.clean(text, _place(row, part)) if text else ""


def _entry(article: Article) -> Entry:
    """An article in the list of those that tell of a record."""
    return Entry(article.ref, article.kind, article.date)


def newest(articles: Iterable[Article]) -> list[Article]:
    """Articles, the newest first."""
    by_address = sorted(articles, key=lambda article: article.ref.address)
    return sorted(by_address, key=lambda article: sortable(article.date) if article.date else "", reverse=True)


def _place(row: Publication, part: str) -> str:
    """Where a text stands, in the words that an editor sees."""
    return f"{row.kind} {row.address.rpartition('/')[2][:60]}, {row.language}, {part}"


def _sources(kept: Iterable[content.Article]) -> list[content.Cited]:
    """What all languages of an article rest on, each once."""
    found: dict[tuple[str, str], content.Cited] = {}
    for cited in (each for article in kept for each in article.sources):
        found.setdefault((cited.source, cited.url or ("" if cited.source else cited.title)), cited)
    return list(found.values())


def _texts(article: Article) -> Iterable[str]:
    for text in article.texts:
        yield text.title
        yield text.teaser
        yield from ("".join(span.text for span in block.spans) for block in text.blocks)
