"""Articles are served, found in any language and spelling, and answered to programs."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from khronika.edition import newsroom
from khronika.edition.articles import Article, Block, Span, Topic, Written
from khronika.edition.header import Header
from khronika.edition.model import Front, Ref, Title
from khronika.edition.writer import Writer
from khronika.pages.newsroom import article
from khronika.pages.newsroom.lists import Lists
from khronika.pages.render import Renderer
from khronika.public.app import Public, create
from tests.public.conftest import VERA, Ask

UPR = Ref("t1", "Topic", "topics/upr", (Title("Universal Periodic Review", "en"),))
MARCH = Ref("a1", "Article", "articles/march", (Title("A march", "en"), Title("Марш", "be")))
JOB = Ref("a2", "Article", "articles/job", (Title("A coordinator is sought", "en"),))


def _text(language: str, title: str, words: str, *, original: bool = True) -> Written:
    return Written(language, title, blocks=(Block("paragraph", (Span(words),)),), original=original)


ARTICLES = (
    Article(
        MARCH,
        "news",
        "2013-06-16",
        (
            _text("en", "A march", "Drummers led it."),
            _text("be", "Марш", "Наперадзе ішлі барабаншчыкі.", original=False),
        ),
        topics=(UPR,),
        records=(VERA,),
    ),
    Article(JOB, "vacancy", "2019-10-14", (_text("en", "A coordinator is sought", "Apply by mail."),)),
)
TOPICS = (Topic(UPR, (_text("en", "Universal Periodic Review", "Every state is reviewed."),), 1, (MARCH,)),)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of two articles and a topic."""
    folder = tmp_path_factory.mktemp("news") / "7"
    renderer = Renderer(Front(7, "2026-11-21", "2026-11-20", "Open House", ("en", "be", "ru")))
    writer = Writer(folder)
    for language in renderer.languages:
        for path, data in renderer.fixed(language):
            writer.add(path, data)
        for each in ARTICLES:
            made = article.page(renderer, each, (), language)
            writer.add(made.path, made.make())
        for made in Lists(renderer, language, ARTICLES[::-1], TOPICS).files():
            writer.add(made.path, made.make())
    for path, data in {"site/index.html": renderer.door(), **renderer.styles()}.items():
        writer.add(path, data)
    writer.add(f"{newsroom.FOLDER}/f5.jsonl", newsroom.line(ARTICLES[0]) + b"\n")
    writer.add(f"{newsroom.FOLDER}/2c.jsonl", newsroom.line(ARTICLES[1]) + b"\n")
    writer.add(newsroom.TOPICS, newsroom.line(TOPICS[0]) + b"\n")
    writer.finish(Header(7, date(2026, 11, 21), "Open House", ("en", "be", "ru"), 5, "1" * 64, "0" * 64))
    return folder


@pytest.fixture
def api(news: Path, asking: Callable[[Public], Ask]) -> Ask:
    return asking(create(news))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/en/articles/march", "text/html"),
        ("/ru/topics/upr", "text/html"),
        ("/be/topics/", "text/html"),
        ("/be/news/", "text/html"),
        ("/be/news/vacancy", "text/html"),
        ("/en/news/feed.xml", "application/xml"),
        ("/en/topics/upr/feed.json", "application/json"),
    ],
)
def test_articles_lists_and_feeds_are_served(api: Ask, path: str, kind: str) -> None:
    answer = api("GET", path)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith(kind)


@pytest.mark.parametrize("sought", ("march", "барабаншчыкі", "Вера Зорка", "drummer"))
def test_an_article_is_found_by_its_words_in_any_language_and_by_whom_it_is_about(api: Ask, sought: str) -> None:
    groups = api("GET", "/api/search", params={"q": sought}).json()["groups"]
    assert [each["id"] for group in groups if group["kind"] == "Article" for each in group["items"]] == ["a1"]
    assert "../en/articles/march.html" in api("GET", "/en/search", params={"q": sought}).text.replace(
        'href="articles', 'href="../en/articles'
    )


def test_a_topic_is_found(api: Ask) -> None:
    groups = api("GET", "/api/search?q=periodic").json()["groups"]
    assert [group["kind"] for group in groups] == ["Topic"]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("", ["a2", "a1"]),
        ("?type=vacancy", ["a2"]),
        ("?topic=upr", ["a1"]),
        ("?topic=t1&language=be", ["a1"]),
        ("?language=ru", []),
        ("?page=2", []),
    ],
)
def test_articles_are_chosen_by_type_topic_and_language(api: Ask, asked: str, ids: list[str]) -> None:
    assert [each["id"] for each in api("GET", f"/api/articles{asked}").json()["items"]] == ids


def test_an_article_is_the_line_of_the_edition(api: Ask) -> None:
    assert api("GET", "/api/articles/a1").content == newsroom.line(ARTICLES[0]) + b"\n"
    assert api("GET", "/api/articles/p1").status_code == 404


@pytest.mark.parametrize(
    ("asked", "schema"),
    [
        ("/api/articles", "Articles"),
        ("/api/articles/a1", "Article"),
        ("/api/topics", "Topics"),
        ("/api/articles?type=song", "Problem"),
        ("/api/articles?sort=x", "Problem"),
    ],
)
def test_answers_are_what_the_description_says(api: Ask, asked: str, schema: str) -> None:
    described = api("GET", "/api/openapi.json").json()
    Draft202012Validator({"$ref": f"#/components/schemas/{schema}", **described}).validate(api("GET", asked).json())
