"""Lists of articles, newest first, as files: all of them, those of a kind, and those in a language, twenty on a page."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from khronika.edition.articles import Article, Topic, Written
from khronika.edition.model import Ref
from khronika.pages.newsroom.feeds import BOTH, Feed, feed
from khronika.pages.newsroom.shown import Item, item, shown, tongues
from khronika.pages.page import Page, Way
from khronika.pages.render import SITE, Renderer
from khronika.vocabulary.terms import label, members

FULL = 20
NEWS, TOPICS = "news", "topics"
KINDS = "article_kind"


@dataclass(frozen=True, slots=True)
class Made:
    """A file of an edition: its path, a digest of all that it is made of, and what makes it."""

    path: str
    print: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Choice:
    """A list that a reader may choose: its address, what it is called, how many articles are in it."""

    address: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """All articles of a topic, or all there are: the folder of its lists, the address of the first, and what stands above."""

    folder: str
    first: str
    heading: str
    articles: Sequence[Article]
    text: Written | None = None
    ref: Ref | None = None
    tongues: tuple[str, ...] = ()


class Lists:
    """Makes the lists of one language."""

    def __init__(self, renderer: Renderer, language: str, articles: Sequence[Article], topics: Sequence[Topic]) -> None:
        self.renderer, self.language, self.words = renderer, language, renderer.words(language)
        self.articles, self.topics = articles, topics

    def files(self) -> Iterator[Made]:
        """Every page and feed."""
        yield self._topics()
        for shelf in self._shelves():
            yield from self._shelf(shelf)

    def _shelves(self) -> Iterator[Shelf]:
        yield Shelf(NEWS, f"{NEWS}/index", self.words.gettext("News"), self.articles)
        by_id = {article.ref.id: article for article in self.articles}
        for topic in self.topics:
            text, address = shown(topic.texts, self.language), topic.ref.address
            its = [by_id[ref.id] for ref in topic.articles]
            yield Shelf(address, address, text.title, its, text, topic.ref, tongues(topic))

    def _topics(self) -> Made:
        by_id = {article.ref.id: article for article in self.articles}
        told = [
            {
                "ref": topic.ref,
                "text": shown(topic.texts, self.language),
                "count": len(topic.articles),
                "items": [item(by_id[ref.id], self.language) for ref in topic.articles[:3]],
            }
            for topic in self.topics
        ]
        page = Page(self.language, f"{TOPICS}/index")
        return self._made(page, (told,), lambda: self.renderer.make("topics", page, topics=told))

    def _shelf(self, shelf: Shelf) -> Iterator[Made]:
        kinds, languages = list(self._kinds(shelf)), list(self._languages(shelf))
        choices = ([choice for choice, _ in kinds], [choice for choice, _ in languages])
        everything = Choice(shelf.first, self.words.gettext("All"), len(shelf.articles))
        items = [item(article, self.language) for article in shelf.articles]
        for choice, its in ((everything, items), *kinds, *languages):
            yield from self._pages(shelf, choice, its, (everything, *choices))
        for form in BOTH:
            told = Feed(shelf.folder, shelf.heading, shelf.ref.id if shelf.ref else "", self.language)
            path = f"{SITE}/{self.language}/{shelf.folder}/feed.{form}"
            front = self.renderer.front
            made = feed(form, told, items, self.words, publisher=front.organisation)
            yield Made(path, hashlib.sha256(made).hexdigest(), partial(bytes, made))

    def _kinds(self, shelf: Shelf) -> Iterator[tuple[Choice, list[Item]]]:
        known = dict.fromkeys((*members(KINDS), *(article.kind for article in shelf.articles)))
        for kind in known:
            its = [item(article, self.language) for article in shelf.articles if article.kind == kind]
            if its:
                yield Choice(f"{shelf.folder}/{kind}", label(f"{KINDS}.{kind}", self.language), len(its)), its

    def _languages(self, shelf: Shelf) -> Iterator[tuple[Choice, list[Item]]]:
        """Articles that exist in a language, shown in it; they lead to their page in that language, if there is one."""
        for tongue in sorted({tongue for article in shelf.articles for tongue in tongues(article)}):
            folder = tongue if tongue in self.renderer.languages and tongue != self.language else ""
            those = (article for article in shelf.articles if tongue in tongues(article))
            its = [replace(item(article, self.language, tongue), folder=folder) for article in those]
            yield Choice(f"{shelf.folder}/in-{tongue}", self.words.tongue(tongue), len(its)), its

    def _pages(
        self,
        shelf: Shelf,
        choice: Choice,
        items: list[Item],
        choices: tuple[Choice, list[Choice], list[Choice]],
    ) -> Iterator[Made]:
        parts = [items[start : start + FULL] for start in range(0, len(items), FULL)] or [[]]
        ways = [Way(number, _numbered(shelf, choice, number)) for number in range(1, len(parts) + 1)]
        for way, part in zip(ways, parts, strict=True):
            page = Page(self.language, way.address)
            shown_ = {"shelf": _bare(shelf), "items": part, "choice": choice, "choices": choices}
            shown_ |= {"ways": ways, "way": way, "spoken": shelf.tongues or None}
            yield self._made(page, shown_, partial(self.renderer.make, "news", page, **shown_))

    def _made(self, page: Page, told: object, make: Callable[[], bytes]) -> Made:
        said = hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()
        return Made(f"{SITE}/{self.language}/{page.address}.html", said, make)


def _numbered(shelf: Shelf, choice: Choice, number: int) -> str:
    if choice.address == shelf.first:
        return shelf.first if number == 1 else f"{shelf.folder}/{number}"
    return choice.address if number == 1 else f"{choice.address}-{number}"


def _bare(shelf: Shelf) -> Shelf:
    """A shelf as its pages show it: without the articles, of which each page has a few."""
    return replace(shelf, articles=())


def around(articles: Sequence[Article], most: int = 5) -> Iterator[tuple[Article, Iterable[Ref]]]:
    """Each of some articles, newest first, with those that came out just before it."""
    for place, article in enumerate(articles):
        rest = (each.ref for each in articles[place + 1 :] if each.ref not in article.related)
        yield article, tuple(ref for ref, _ in zip(rest, range(most), strict=False))
