"""Articles, topics, their lists, feeds, lines and downloads, as files of an edition. What is made of the same as before is not made again."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property

from khronika.edition import newsroom
from khronika.edition.articles import Article, Topic
from khronika.pages.newsroom.article import page
from khronika.pages.newsroom.lists import Lists, Made, around
from khronika.pages.render import LANGUAGES, Renderer
from khronika.press.newsroom.articles import TEXT, Newsroom
from khronika.press.numbers import lines
from khronika.press.numbers.downloads import FOLDER
from khronika.press.state import Kept

COLUMNS = (
    "id", "kind", "date", "language", "original", "stale", "title", "teaser", "byline", "publisher", "topics", "records",
    "sources", "text", "address",
)  # fmt: skip
FRONT = 5  # articles on the first page


class Newspages:
    """Prints what the newsroom has for one edition."""

    def __init__(self, told: Newsroom, renderer: Renderer, known: Mapping[str, Kept], *, anew: bool) -> None:
        """`known` is what was remembered of the edition before; with `anew` everything is made."""
        self.told, self.renderer = told, renderer
        self.known = {} if anew else known
        self.kept: dict[str, Kept] = {}
        self.gone: set[str] = set()

    @cached_property
    def _said(self) -> dict[str, bytes]:
        """The line of every article, in the order of their ids."""
        by_id = sorted(self.told.articles, key=lambda article: article.ref.id)
        return {article.ref.id: newsroom.line(article) for article in by_id}

    @property
    def latest(self) -> tuple[Article, ...]:
        """The articles of the first page."""
        return tuple(self.told.articles[:FRONT])

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics in their order."""
        return tuple(self.told.topics)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file that is new or has changed; in `gone` is then what is no more, in `kept` what to remember."""
        for made in (*self._pages(), *self._lines()):
            self.kept[made.path] = Kept(made.print)
            known = self.known.get(made.path)
            if known is None or known.print != made.print:
                yield made.path, made.make()
        for key, told in self.told.told.items():
            self.kept[f"{TEXT}{key}"] = Kept(told.print, self._said[key], told.traits.kept())
        self.gone = {path for path in self.known.keys() - self.kept.keys() if not path.startswith(TEXT)}

    def _pages(self) -> Iterator[Made]:
        for language in LANGUAGES:
            for article, near in around(self.told.articles):
                yield page(self.renderer, article, near, language, line=self._said[article.ref.id])
            yield from Lists(self.renderer, language, self.told.articles, self.topics).files()

    def _lines(self) -> Iterator[Made]:
        """The lines of all articles and topics, and the downloads."""
        said = {key: line + b"\n" for key, line in self._said.items()}
        by_id = {article.ref.id: article for article in self.told.articles}
        shards: dict[str, list[bytes]] = {}
        for key, line in said.items():
            shards.setdefault(hashlib.sha256(key.encode()).hexdigest()[:2], []).append(line)
        for shard, found in sorted(shards.items()):
            yield _made(f"{newsroom.FOLDER}/{shard}.jsonl", b"".join(found))
        if self.topics:
            told = sorted(self.topics, key=lambda topic: topic.ref.id)
            yield _made(newsroom.TOPICS, b"".join(newsroom.line(topic) + b"\n" for topic in told))
        yield _made(f"{FOLDER}/articles.jsonl", b"".join(said.values()))
        rows = b"".join(lines.row(row) for key in said for row in _rows(by_id[key]))
        yield _made(f"{FOLDER}/articles.csv", lines.table(COLUMNS, rows))


def _made(path: str, data: bytes) -> Made:
    return Made(path, hashlib.sha256(data).hexdigest(), lambda: data)


def _rows(article: Article) -> Iterator[list[str]]:
    """A row for each language of an article."""
    for text in article.texts:
        plain = " ".join("".join(span.text for span in block.spans) for block in text.blocks)
        yield [
            article.ref.id,
            article.kind,
            article.date,
            text.language,
            "yes" if text.original else "",
            "yes" if text.stale else "",
            text.title,
            text.teaser,
            text.byline,
            article.publisher,
            "|".join(ref.address for ref in article.topics),
            "|".join(ref.id for ref in article.records),
            "|".join(each.url or each.title for each in article.sources),
            plain,
            article.ref.address,
        ]
