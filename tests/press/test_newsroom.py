"""Articles go out as they were published: nobody withheld in them, no link to what is not there, the same bytes each time."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest

from khronika.desk.claims.withdraw import hide
from khronika.edition import newsroom
from khronika.press.alarms import Alarmed, answer, pending
from tests.desk.making import account, kept, named, record, subject
from tests.press.conftest import NOON
from tests.press.publications import Cited, Span, Topic, article, ended, paragraph, published
from tests.press.telling import ANNA, HOUSE, told

TODAY = NOON.date()


@pytest.fixture
def anna(house) -> str:
    """Anna Sample, who has a page."""
    _, proposals = told(named(ANNA), named(HOUSE))
    return subject(proposals[0])


@pytest.fixture
def hidden(house) -> str:
    """A withheld person."""
    return record(kept(title="Kept inside"), ("Person", "Ivan Zakharchanka"))


def page(house, path: str, number: int = 1) -> str:
    return house.files(number)[f"site/{path}.html"].decode()


def test_an_article_has_a_page_in_every_language_with_links_to_what_is_in_the_edition(house, anna):
    topic = published(Topic("Solidarity", 1, (paragraph("What the world did."),)), "solidarity")
    published(
        article(
            "A march in Sampletown",
            paragraph("They marched for ", Span("Anna Sample", bold=True, record=anna), "."),
            paragraph("See ", Span("the report", url="https://example.org/report"), "."),
            teaser="They marched.",
            byline="By a witness",
            publisher="Example House",
            topics=(topic.key,),
            sources=(Cited("A report", "https://example.org/report"),),
        ),
        "march",
    )
    house.press()
    for language in ("en", "be", "ru"):
        made = page(house, f"{language}/articles/march")
        assert '<strong><a href="../people/anna-sample.html">Anna Sample</a></strong>' in made
        assert 'href="https://example.org/report" rel="noreferrer noopener"' in made
        assert 'href="../topics/solidarity.html"' in made
        assert "By a witness" in made and "A march in Sampletown" in made
    assert "Published by Example House" in page(house, "en/articles/march")
    listed = page(house, "en/topics/solidarity")
    assert "What the world did." in listed and "Read more" in listed and "1 July 2026" in listed
    home = house.files(1)["site/en/index.html"].decode()
    assert "A march in Sampletown" in home and 'href="topics/solidarity.html"' in home


def test_a_text_that_is_not_translated_stands_in_its_own_language_and_says_so(house):
    published(article("Дзень салідарнасці", "Тэкст."), "day", language="be")
    house.press()
    made = page(house, "en/articles/day")
    assert "Not translated yet" in made and 'lang="be">Дзень салідарнасці' in made
    assert 'rel="canonical" href="../../be/articles/day.html"' in made
    assert re.findall(r'rel="alternate" hreflang="(\w+)"', made) == ["be"]
    assert "Not translated yet" not in page(house, "be/articles/day")


def test_a_translation_older_than_its_original_is_marked(house):
    first = published(article("Day", "Text."), "day")
    published(article("Дзень", "Тэкст."), "day", language="be", of=first)
    house.press()
    assert "notice" not in page(house, "be/articles/day")
    assert re.findall(r'rel="alternate" hreflang="(\w+)"', page(house, "ru/articles/day")) == ["en", "be"]
    published(article("Day", "Text, made better."), "day")
    house.press()
    made = page(house, "be/articles/day", 2)
    assert 'class="notice"' in made and 'href="../../en/articles/day.html" hreflang="en">' in made
    assert '"stale":true' in house.texts(2)["site/data/articles.jsonl"]


def test_a_translation_whose_original_ended_does_not_go_out(house):
    first = published(article("Day", "Text."), "day")
    published(article("Дзень", "Тэкст."), "day", language="be", of=first)
    house.press()
    assert house.holding(1, "Тэкст.")
    ended(first)
    house.press()
    assert house.holding(2, "Тэкст.") == set()
    assert not [path for path in house.files(2) if "articles/day" in path]


def test_a_withheld_name_in_an_article_stops_the_press_with_the_place(house, hidden):
    published(
        article("A meeting", "Many came.", paragraph("Among them Ivan ", Span("Zakhar", italic=True), "chanka.")), "met"
    )
    with pytest.raises(Alarmed) as caught:
        house.press(replace=False)
    assert [each.places for each in caught.value.questions] == [("article met, en, paragraph 2",)]
    assert pending(house.home, TODAY) == caught.value.questions
    answer(account(), caught.value.questions, "replace", reason="it is him")
    house.press(replace=False)
    assert house.holding(1, "zakhar") == set()
    assert "Among them [withheld]" in page(house, "en/articles/met")


def test_a_name_that_an_editor_let_stand_goes_out_in_all_files_also_when_lists_are_made_anew(house, hidden):
    published(
        article(
            "Ivan Zakharchanka, a painter",
            paragraph("Ivan ", Span("Zakharchanka", bold=True), " painted."),
            teaser="Ivan Zakharchanka painted.",
        ),
        "painter",
    )
    answer(account(), pending(house.home, TODAY), "false", reason="the painter, long dead")
    house.press(replace=False)
    assert "<strong>Zakharchanka</strong>" in page(house, "en/articles/painter")
    published(article("Something else", "Words."), "other")
    house.press(replace=False)
    assert "Zakharchanka, a painter" in page(house, "en/news/index", 2)


@pytest.mark.parametrize("named_in", ("title", "teaser", "byline", "caption", "publisher"))
def test_a_withheld_name_stops_the_press_wherever_it_stands(house, hidden, named_in):
    title = "Zakharchanka Ivan" if named_in == "title" else "A meeting"
    more = {} if named_in == "title" else {named_in: "Ivan Zakharchanka"}
    published(article(title, "Many came.", **more), "met", address="articles/ivan-zakharchanka")
    house.press()
    assert house.holding(1, "zakharchanka") == set()
    assert "site/en/articles/met.html" in house.files(1)


def test_a_hidden_person_leaves_the_articles_too(house, anna):
    published(article("A march", paragraph("For ", Span("Anna Sample", record=anna), "."), records=(anna,)), "march")
    house.press()
    assert "Anna Sample" in page(house, "en/articles/march")
    hide(account(), anna, reason="danger")
    house.press()
    assert house.holding(2, "Anna Sample") == set() and house.holding(2, anna) == set()
    assert "For [withheld]." in page(house, "en/articles/march", 2)


def test_a_link_to_a_withheld_record_is_plain_text(house):
    inside = record(kept(title="Kept inside"), ("Organization", "Secret Circle"))
    published(
        article("A circle", paragraph("The ", Span("circle", record=inside), " met."), records=(inside,)), "circle"
    )
    house.press()
    assert "<p>The circle met.</p>" in page(house, "en/articles/circle")
    assert house.holding(1, inside) == set()


def test_nothing_that_somebody_types_becomes_markup(house):
    evil = '<script>alert(1)</script>"{{ 7*7 }}</title>'
    block = paragraph(Span(evil), Span("x", url="javascript:alert(1)"), Span("y", url='https://a.example/"onload="x'))
    published(
        article(evil, block, teaser=evil, byline=evil, publisher=evil, sources=(Cited(evil, "javascript:x"),)), "evil"
    )
    topic = published(Topic(evil, 1, (paragraph(evil),)), "evil-topic")
    published(article("y", "z", topics=(topic.key,), kind="vacancy", byline=evil), "other")
    house.press()
    for path, text in house.texts(1).items():
        if path.endswith(".html"):
            assert (
                "<script>alert" not in text
                and 'href="javascript' not in text
                and "49" not in re.sub("<[^>]*>", "", text)
            )
            assert 'onload="x' not in text
            for block_ in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text):
                json.loads(block_)
        if path.endswith("feed.xml"):
            ElementTree.fromstring(text)
        if path.endswith("feed.json"):
            json.loads(text)


def test_what_turns_the_direction_of_writing_stays_inside_its_own_place(house):
    published(article("Turned \u202etitle", "Text."), "turned")
    house.press()
    made = page(house, "en/articles/turned")
    assert "<title>\u2068Turned \u202etitle\u2069 ·" in made and "<bdi>Turned \u202etitle</bdi>" in made
    feed = house.files(1)["site/en/news/feed.xml"].decode()
    assert "<title>\u2068Turned \u202etitle\u2069</title>" in feed


def test_lists_are_cut_and_filtered_and_no_articles_get_lost(house):
    topic = published(Topic("Topic", 1), "topic")
    for number in range(1, 46):
        kind = "vacancy" if number % 15 == 0 else "news"
        published(
            article(f"Item {number:02}", "Text.", kind=kind, date=f"2026-05-{number % 28 + 1:02}", topics=(topic.key,)),
            f"item-{number}",
        )
    first = published(article("Original", "Text.", date="2026-06-01"), "both")
    published(article("Пераклад", "Тэкст."), "both", language="be", of=first)
    house.press()
    for folder, start in (("news", "news/index"), ("topics/topic", "topics/topic")):
        pages = [start, f"{folder}/2", f"{folder}/3"]
        titles = [
            re.findall(
                r"<bdi>(Item \d\d|Original)</bdi></a></?h2|<h2><a [^>]*><bdi>(Item \d\d|Original)",
                page(house, f"en/{each}"),
            )
            for each in pages
        ]
        found = [a or b for each in titles for a, b in each]
        wanted = 46 if folder == "news" else 45
        assert len(found) == len(set(found)) == wanted and len(titles[0]) == 20
    assert re.findall(r"Item (\d\d)</bdi></a>", page(house, "en/news/vacancy")) == ["45", "15", "30"]
    written = page(house, "en/news/in-be")
    assert "Пераклад" in written and 'href="../../be/articles/both.html" hreflang="be"' in written


def test_feeds_are_the_same_in_every_edition_and_their_ways_lead_somewhere(house):
    topic = published(Topic("Topic", 1), "topic")
    published(article("One & two", "Text.", date="2013-08", topics=(topic.key,), teaser="So."), "one")
    house.press()
    house.press(full=True)
    before, after = house.files(1), house.files(2)
    for place in ("site/be/news/feed.xml", "site/be/topics/topic/feed.xml", "site/be/topics/topic/feed.json"):
        assert before[place] == after[place]
    atom = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.fromstring(before["site/be/topics/topic/feed.xml"])
    entry = root.find(f"{atom}entry")
    assert entry.findtext(f"{atom}published") == "2013-08-01T00:00:00Z"
    assert entry.find(f"{atom}link").get("href") == "../../articles/one.html"
    told_ = json.loads(before["site/be/topics/topic/feed.json"])
    assert told_["items"][0]["title"] == "One & two" and told_["home_page_url"] == "../../topics/topic.html"


def test_one_change_makes_the_same_bytes_as_all_anew_and_touches_few_files(house, anna):
    topic = published(Topic("Topic", 1), "topic")
    for number in range(30):
        published(
            article(
                f"Item {number:02}",
                paragraph("On ", Span("Anna", record=anna), "."),
                date=f"2026-05-{number + 1:02}",
                topics=(topic.key,),
            ),
            f"item-{number}",
        )
    house.press()
    published(article("Item 29, mended", "Words.", date="2026-05-30", topics=(topic.key,)), "item-29")
    report = house.press()
    assert not report.everything
    changed = {
        path for path, data in house.files(2).items() if path.startswith("site/") and house.files(1).get(path) != data
    }
    assert "site/en/articles/item-29.html" in changed and "site/en/articles/item-3.html" not in changed
    house.press(full=True)
    assert house.texts(2) == house.texts(3)


def test_the_lines_and_downloads_say_all_of_it(house, anna):
    first = published(
        article("Day", paragraph("For ", Span("Anna", record=anna), "."), '=HYPERLINK("x")', teaser="So."), "day"
    )
    published(article("Дзень", "Тэкст."), "day", language="be", of=first)
    house.press()
    files = house.files(1)
    line = files["site/data/articles.jsonl"].splitlines()[0]
    made = newsroom.article(line)
    assert newsroom.line(made) == line and [text.language for text in made.texts] == ["en", "be"]
    assert made.records[0].id == anna and made.texts[0].blocks[0].spans[1].ref.address == "people/anna-sample"
    rows = list(csv.DictReader(io.StringIO(files["site/data/articles.csv"].decode("utf-8-sig"))))
    assert [(row["language"], row["title"]) for row in rows] == [("en", "Day"), ("be", "Дзень")]
    shards = [path for path in files if path.startswith("data/articles/")]
    assert len(shards) == 1 and files[shards[0]].splitlines() == [line]


def test_a_vacancy_and_an_article_say_what_they_are_to_machines(house):
    published(article("A coordinator", "We look.", kind="vacancy", publisher="Example House"), "job")
    published(article("A view", "I think.", kind="opinion", byline="V. R."), "view")
    house.press()
    said = {
        each: json.loads(re.search(r'ld\+json">(.*?)</script>', page(house, f"en/articles/{each}"))[1])
        for each in ("job", "view")
    }
    assert said["job"]["@type"] == "JobPosting" and said["job"]["hiringOrganization"]["name"] == "Example House"
    assert said["view"]["@type"] == "OpinionNewsArticle" and said["view"]["author"] == {"name": "V. R."}


def test_articles_on_the_same_matter_in_other_languages_are_related(house, anna):
    published(
        article(
            "Letters", paragraph("On 10 December, 104,731 letters came to ", Span("Anna Sample", record=anna), ".")
        ),
        "letters",
    )
    published(article("Лісты", paragraph("10 снежня прыйшло 104 731 ліст."), date="2026-06-01"), "listy", language="be")
    published(article("Wages", "Nothing of it."), "wages")
    house.press()
    made = page(house, "en/articles/letters")
    near = made[made.index('id="related"') :]
    assert "listy.html" in near[: near.index("</section>")] and "wages.html" not in near[: near.index("</section>")]
    assert 'id="related"' not in page(house, "en/articles/wages")


def same_as_anew(house) -> dict[str, str]:
    """The texts of the next edition, which are those of one that is made anew."""
    report, anew = house.press(), house.press(full=True)
    made, again = house.texts(report.number), house.texts(anew.number)
    assert not report.everything
    assert made.keys() == again.keys() and [path for path in made if made[path] != again[path]] == []
    return made


def test_a_page_lists_the_articles_that_tell_of_it_and_follows_what_becomes_of_them(house, anna):
    who = Span("Anna Sample", record=anna)
    first = published(article("A march", paragraph("For ", who, "."), date="2026-06-01"), "march")
    published(article("A fine", paragraph("Against ", who, "."), date="2026-07-02"), "fine")
    house.press(full=True)
    place = "site/en/people/anna-sample.html"
    told_of = house.texts(1)[place]
    assert told_of.index("A fine") < told_of.index("A march") < told_of.index("What this rests on")
    assert 'href="../articles/march.html"' in told_of and 'id="articles"' not in page(
        house, "en/organizations/example-house"
    )

    ended(first)
    published(article("A march again", paragraph("For ", who, "."), date="2026-06-01"), "march")
    made = same_as_anew(house)
    assert "A march again" in made[place] and ">A march<" not in made[place]

    second = published(article("Nobody named", "Nothing."), "none")
    assert "Nobody named" not in same_as_anew(house)[place]
    ended(second)
    published(article("Nobody named", paragraph("But ", who, "."), date="2026-07-03"), "none")
    assert "Nobody named" in same_as_anew(house)[place]

    hide(account(), anna, reason="asked")
    assert place not in house.texts(house.press().number)
