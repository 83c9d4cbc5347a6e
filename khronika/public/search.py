"""Names are found in any spelling by `khronika.names`, texts by tantivy; both know only what the edition's data say.

The indexes are made from the edition's data once, into a folder named by its digest, or in memory. The folder is made
beside and then renamed, so a half-made one is never used; it is a cache and may be deleted at any time.
"""

import json
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

import tantivy

from khronika.edition import newsroom
from khronika.edition.articles import Article, Topic
from khronika.edition.codec import from_json, ref_from_json, source_from_json
from khronika.edition.model import Record, Ref, Source, Title
from khronika.names import Match, NameIndex, NamesError, forget, nominative
from khronika.pages.found import Found, Hit
from khronika.pages.sections import LISTED, WRITTEN
from khronika.public.files import Files
from khronika.public.query import excerpt, stem, words

KINDS = {"Person": "person", "Organization": "organization", "Place": "place"}
SOUGHT = (*LISTED, *WRITTEN)
MOST = 10  # hits of one kind
LIKELY = 0.35  # below it a name is another name
CERTAIN = 0.9  # from it on nobody else is meant: bodies and places of that name are still found by their words
_FOLDER = re.compile(r"[0-9a-f]{32}")
_EXACT, _BEGUN = 3.0, 1.0
_FIRST, _COMMON = "Алеся Бяляцкага", "en"
_SHORT = 3  # letters below which a word begins too many others


Thing: TypeAlias = Record | Source | Article | Topic


class Search:
    """Search over one edition."""

    def __init__(self, files: Files, digest: str, cache: Path | None) -> None:
        self._files, self._digest, self._cache = files, digest, cache
        self._lock = threading.Lock()
        self._texts: tantivy.Index | None = None
        self._names: dict[str, NameIndex] = {}

    def prepare(self) -> None:
        """Open the indexes, making them first where they are not there."""
        with self._lock:
            if self._texts is not None:
                return
            texts = self._fill(tantivy.Index(_schema())) if self._cache is None else self._opened()
            for index in self._names.values():
                index.search(_FIRST, 1, language=_COMMON)  # it prepares itself when first asked; no reader shall wait
            self._texts = texts

    def _opened(self) -> tantivy.Index:
        assert self._cache is not None
        folder = self._cache / self._digest[:32]
        try:
            return self._open(folder)
        except (NamesError, OSError, ValueError):  # not there, or broken: tantivy raises ValueError
            shutil.rmtree(folder, ignore_errors=True)
            self._keep(folder)
            return self._open(folder)

    def _open(self, folder: Path) -> tantivy.Index:
        for kind in KINDS:
            self._names[kind] = NameIndex.open(folder / f"{kind.lower()}.names")
        return tantivy.Index.open(str(folder / "texts"))

    def find(self, query: str, language: str) -> tuple[Found, ...]:
        """What fits a cleaned query, by kind, best first; nothing of the query stays in memory."""
        self.prepare()
        try:
            return self._find(query, language)
        finally:
            forget()

    def _find(self, query: str, language: str) -> tuple[Found, ...]:
        assert self._texts is not None
        searcher, sought = self._texts.searcher(), words(query)
        found: dict[str, dict[str, Hit]] = {kind: {} for kind in SOUGHT}
        certain = False
        for kind, index in self._names.items():
            named = [] if certain else _named(index, query, language, kind)
            certain = certain or any(match.score >= CERTAIN for match in named)
            for match in named:
                ref = _ref(self._texts, searcher, match.id)
                if ref is not None:
                    found[kind].setdefault(ref.id, Hit(ref, name=match.name))
        each = [_word(self._texts.schema, word) for word in sought]
        for kind, ref, text in _texts(self._texts.schema, searcher, each):
            if ref.id not in found[kind] and len(found[kind]) < MOST:
                found[kind][ref.id] = Hit(ref, excerpt=excerpt(text, sought))
        return tuple(Found(kind, tuple(hits.values())) for kind, hits in found.items() if hits)

    def _keep(self, folder: Path) -> None:
        assert self._cache is not None
        self._cache.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(dir=self._cache, prefix="making-"))
        try:
            (making / "texts").mkdir()
            self._fill(tantivy.Index(_schema(), path=str(making / "texts")))
            for kind, index in self._names.items():
                index.save(making / f"{kind.lower()}.names")
            making.rename(folder)
        except OSError:
            shutil.rmtree(making, ignore_errors=True)
            if not folder.is_dir():
                raise
        for old in self._cache.iterdir():
            if _FOLDER.fullmatch(old.name) and old != folder:
                shutil.rmtree(old, ignore_errors=True)

    def _fill(self, index: tantivy.Index) -> tantivy.Index:
        names: dict[str, list[tuple[str, str]]] = {kind: [] for kind in KINDS}
        writer = index.writer(64_000_000, 1)
        for thing in self._things():
            ref = _source_ref(thing) if isinstance(thing, Source) else thing.ref
            if isinstance(thing, Record) and ref.kind in names:
                names[ref.kind] += [(ref.id, text) for text in _names(thing)]
            writer.add_document(_document(ref, _text(thing)))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        for kind, pairs in names.items():
            self._names[kind] = NameIndex(KINDS[kind])  # type: ignore[arg-type]  # the three kinds it knows
            self._names[kind].extend(pairs)
        return index

    def _things(self) -> Iterator[Thing]:
        for data in self._files.data("data/records"):
            yield from (from_json(line) for line in data.splitlines())
        for data in self._files.data("data/sources"):
            yield from (source_from_json(line) for line in data.splitlines())
        for data in self._files.data(newsroom.FOLDER):
            yield from map(newsroom.article, data.splitlines())
        topics = self._files.find(f"/{newsroom.TOPICS}")
        yield from map(newsroom.topic, topics.body("identity")[1].splitlines() if topics else ())


def _named(index: NameIndex, query: str, language: str, kind: str) -> list[Match]:
    """Names that fit a query; where none does, those that fit its base form, for a name copied from a running text."""
    found = [match for match in index.search(query, MOST, language=language) if match.score >= LIKELY]
    if found or kind != "Person":
        return found
    bases = {nominative(query, "be"), nominative(query, "ru")} - {query}
    again = [match for base in sorted(bases) for match in index.search(base, MOST, language=language)]
    return sorted((match for match in again if match.score >= LIKELY), key=lambda match: -match.score)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "kind"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", stored=True, tokenizer_name="default", index_option="freq")
    builder.add_text_field("ref", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _document(ref: Ref, text: str) -> tantivy.Document:
    plain = json.dumps(asdict(ref), ensure_ascii=False, separators=(",", ":"))
    return tantivy.Document(id=ref.id, kind=ref.kind, text=text, ref=plain)


def _texts(
    schema: tantivy.Schema, searcher: tantivy.Searcher, each: list[tantivy.Query]
) -> Iterator[tuple[str, Ref, str]]:
    """Records whose text has all of the words; where no record of any kind has, those with some of them."""
    for occur in (tantivy.Occur.Must, tantivy.Occur.Should)[: len(each)]:
        wanted = tantivy.Query.boolean_query([(occur, query) for query in each])
        hits = [hit for kind in SOUGHT for hit in _of_kind(schema, searcher, kind, wanted)]
        for _, address in hits:
            document = searcher.doc(address)
            ref = ref_from_json(json.loads(document.get_first("ref")))
            yield document.get_first("kind"), ref, document.get_first("text")
        if hits:
            return


def _of_kind(schema: tantivy.Schema, searcher: tantivy.Searcher, kind: str, wanted: tantivy.Query) -> list[Any]:
    only = tantivy.Query.term_query(schema, "kind", kind, "basic")
    both = tantivy.Query.boolean_query([(tantivy.Occur.Must, only), (tantivy.Occur.Must, wanted)])
    return list(searcher.search(both, MOST, count=False).hits)


def _word(schema: tantivy.Schema, word: str) -> tantivy.Query:
    """A word as it is, or, worth less, any word that begins as it does."""
    exact = tantivy.Query.boost_query(tantivy.Query.term_query(schema, "text", word, "freq"), _EXACT)
    if len(word) < _SHORT:
        return exact
    begun = tantivy.Query.boost_query(tantivy.Query.regex_query(schema, "text", f"{stem(word)}.*"), _BEGUN)
    return tantivy.Query.disjunction_max_query([exact, begun])


def _ref(index: tantivy.Index, searcher: tantivy.Searcher, identity: str) -> Ref | None:
    query = tantivy.Query.term_query(index.schema, "id", identity, "basic")
    hits = searcher.search(query, 1, count=False).hits
    return ref_from_json(json.loads(searcher.doc(hits[0][1]).get_first("ref"))) if hits else None


def _source_ref(source: Source) -> Ref:
    return Ref(source.id, "Source", source.address, (Title(source.title, source.language),))


def _names(record: Record) -> Iterator[str]:
    yield from (title.text for title in record.ref.titles)
    yield from (getattr(claim.detail, "text", "") for claim in record.of("Name"))


def _text(thing: Thing) -> str:
    """All that can be looked for in words: titles, texts, those of its parts, and the quotes of a source."""
    if isinstance(thing, Article | Topic):
        return "\n".join(_written(thing))
    if isinstance(thing, Source):
        quotes = (f"{passage.before}{passage.quote}{passage.after}" for passage in thing.passages)
        return "\n".join((thing.title, thing.publisher, *quotes, thing.whole))
    texts = [claim.detail.text for claim in thing.of("Text")]  # type: ignore[attr-defined]  # every Text has one
    return "\n".join((*(title.text for title in thing.ref.titles), *texts, *map(_text, thing.parts)))


def _written(thing: Article | Topic) -> Iterator[str]:
    """What can be looked for in an article: its words in all languages, and every spelling of whom it is about."""
    for text in thing.texts:
        yield from (text.title, text.teaser)
        yield from ("".join(span.text for span in block.spans) for block in text.blocks)
        yield from (text.byline, text.caption)
    if isinstance(thing, Article):
        yield thing.publisher
        yield from (title.text for ref in thing.records for title in ref.titles)
