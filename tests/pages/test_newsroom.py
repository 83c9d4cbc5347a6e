"""Pages of articles: in the reader's language or marked, with nothing but text of the data, and light."""

import json
import re

import brotli
import pytest

from khronika.edition import newsroom
from khronika.edition.articles import Article, Written
from khronika.edition.errors import Malformed
from khronika.edition.model import Ref, Title
from khronika.pages.newsroom.feeds import Feed, feed
from khronika.pages.newsroom.lists import Lists, around
from khronika.pages.newsroom.shown import items, repeats, shown, titled
from khronika.pages.render import Renderer
from tests.pages.written import ARTICLES, BLOCKS, DAY, JOB, TOPICS, written


@pytest.fixture(scope="module")
def made(renderer: Renderer) -> dict[str, bytes]:
    """Everything in English and Russian."""
    return written(renderer, "en") | written(renderer, "ru")


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Join the day of solidarity"), ("be", "Далучайцеся"), ("ru", "Join the day of solidarity")],
)
def test_a_reader_gets_their_language_else_the_original(language: str, title: str) -> None:
    assert shown(ARTICLES[1].texts, language).title == title == titled(DAY, language).text


def test_lists_stay_lists_and_quotes_quotes(made: dict[str, bytes]) -> None:
    page = made["site/en/articles/day.html"].decode()
    plain = re.sub(r"\s*\n\s*", "", page)
    assert "<ul><li>Armenia</li><li>Georgia</li></ul><ol><li><a" in plain
    assert "<blockquote><p><em>We will observe" in plain and "<h2>Where</h2>" in plain
    assert plain.count("<h1>") == 1


def test_pictures_have_words_and_two_sizes(made: dict[str, bytes]) -> None:
    page = made["site/ru/articles/day.html"].decode()
    assert page.count("<figure") == 2 and 'alt="Placards with red palms" lang="en"' in page
    assert "../../../media/i1-small.webp 480w" in page


def test_a_stale_translation_leads_to_its_original(renderer: Renderer) -> None:
    page = written(renderer, "be")["site/be/articles/day.html"].decode()
    assert 'class="notice"' in page and 'href="../../en/articles/day.html" hreflang="en">' in page


def test_a_list_leads_to_the_page_in_the_language_that_was_chosen(made: dict[str, bytes]) -> None:
    assert (
        '<a href="../../be/articles/day.html" hreflang="be"><bdi lang="be">Далучайцеся'
        in made["site/ru/news/in-be.html"].decode()
    )


def test_no_page_is_heavy(made: dict[str, bytes], renderer: Renderer) -> None:
    long = tuple(
        Article(
            Ref(f"a{n}", "Article", f"articles/a-{n}", (Title(f"Title {n} " * 12, "en"),)),
            "news",
            "2013",
            (Written("en", f"Title {n} " * 12, f"teaser {n} " * 60),),
        )
        for n in range(300)
    )
    lists = {each.path: each.make() for each in Lists(renderer, "en", long, TOPICS[1:]).files()}
    weights = {path: len(brotli.compress(data, quality=5)) for path, data in (made | lists).items()}
    print(max(weights.items(), key=lambda each: each[1]))
    assert max(weights.values()) < 60_000
    assert "site/en/news/15.html" in lists and "site/en/news/16.html" not in lists


def test_a_line_read_back_is_equal_and_broken_ones_are_told() -> None:
    for each in ARTICLES:
        assert newsroom.article(newsroom.line(each)) == each
    for topic in TOPICS:
        assert newsroom.topic(newsroom.line(topic)) == topic
    for broken in (b"", b"[]", b"{}", b'{"ref":{"id":"a"}}', b'{"ref":{"id":"a","kind":"Article"},"texts":[{"x":1}]}'):
        with pytest.raises(Malformed):
            newsroom.article(broken)


@pytest.mark.parametrize(
    ("teaser", "expected"), [("On 4 August Ales Bialiatski was…", True), ("It will be held.", False), ("", False)]
)
def test_a_teaser_that_only_repeats_the_beginning_is_known(teaser: str, expected: bool) -> None:
    assert repeats(Written("en", "Day", teaser, blocks=BLOCKS)) is expected


def test_before_an_article_are_the_five_that_came_out_before_it() -> None:
    assert {each.ref.id: near for each, near in around(ARTICLES)} == {JOB.id: (), DAY.id: ()}
    many = [Article(Ref(f"a{n}", "Article", "", ()), "news", "", ()) for n in range(9)]
    assert [ref.id for ref in {each.ref.id: near for each, near in around(many)}["a2"]] == [
        "a3",
        "a4",
        "a5",
        "a6",
        "a7",
    ]


@pytest.mark.parametrize("date", ("2013-08", "2013", "2013-08-04~", "some day", ""))
def test_a_feed_takes_any_date_and_any_letter(renderer: Renderer, date: str) -> None:
    odd = Article(JOB, "news", date, (Written("en", "A \x00 & <b> \ud800", "t"),))
    told = Feed("news", "News", "", "en")
    for form in ("xml", "json"):
        data = feed(form, told, items([odd], "en"), renderer.words("en"), publisher="Example")
        assert b"\x00" not in data and re.search(rb"\d{4}-\d\d-\d\dT00:00:00Z", data)
    assert json.loads(data)["items"][0]["title"].startswith("A ")


def test_a_page_lists_the_articles_that_tell_of_it_and_folds_all_but_six(site: dict[str, bytes]) -> None:
    page = site["site/be/people/ales-bialiatski.html"].decode()
    part = page[page.index('id="articles"') :].split("</section>")[0]
    open_, folded = part.split("<details>")
    assert open_.count("<li>") == 6 and folded.count("<li>") == 2
    assert "2 ранейшыя артыкулы" in folded
    assert 'href="../articles/day.html"' in open_ and "Далучайцеся" in open_ and "14 кастрычніка 2019" in open_
