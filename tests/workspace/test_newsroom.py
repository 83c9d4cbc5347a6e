"""The newsroom's screens: what is there, names confirmed by an editor, warnings of the withheld, and who may do what in Wagtail's editor."""

import json

import pytest
from django.test import Client

from khronika.desk.accounts.models import User
from khronika.desk.newsroom import linking, place
from khronika.desk.newsroom.draft import Page
from khronika.desk.newsroom.models import Publication
from khronika.desk.newsroom.pages import ArticlePage
from khronika.desk.newsroom.publish import content
from khronika.desk.newsroom.typed import page, take
from khronika.vocabulary.kind import Level
from khronika.workspace.newsroom.clock import tick
from tests.desk.making import ANNA, level, record
from tests.desk.making import kept as source

pytestmark = pytest.mark.django_db
NEWS = """---
title: Court in Sampletown
date: 2026-03-04
teaser: What Anna Sample said.
---

Anna Sample came home.

> I am well.
"""


@pytest.fixture
def anna(db) -> str:
    return record(source(), ANNA)


@pytest.fixture
def news(vera, anna) -> Page:
    take(vera, "article", [("n.md", NEWS)])
    return page("Court in Sampletown")


def browser(name: str, held: str) -> Client:
    client = Client()
    client.force_login(User.objects.create(username=name, held=held))
    return client


def form(found: Page, **more: str) -> dict[str, str]:
    """The form of the page editor for an article with one paragraph."""
    raw = {"blocks": [{"key": "a", "text": "Anna Sample came.", "type": "unstyled", "depth": 0}], "entityMap": {}}
    raw["blocks"][0] |= {"inlineStyleRanges": [], "entityRanges": [{"offset": 0, "length": 11, "key": 0}]}
    raw["entityMap"] = {"0": {"type": "RECORD", "mutability": "MUTABLE", "data": {"record": more.pop("anna", "")}}}
    given = {"title": "Court", "slug": found.slug if found else "court", "kind": "news", "date": "2026-03-05"}
    given |= {"byline": "", "publisher": "", "teaser": "", "image": "", "caption": "", "records": ""}
    given |= {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "paragraph", "body-0-id": ""}
    given |= {"body-0-value": json.dumps(raw), "sources-count": "0", "comments-TOTAL_FORMS": "0"}
    given |= {"comments-INITIAL_FORMS": "0", "comment_notifications": ""}
    return {**given, **more}


def test_the_list_shows_how_each_stands_and_narrows(desk, vera, news):
    take(
        vera,
        "article",
        [("b.md", "---\ntitle: Суд\nlanguage: be\ntranslates: Court in Sampletown\n---\n\nТак.")],
        out=True,
    )
    shown = desk.get("/admin/newsroom/")
    assert [(each.row.language, each.row.states) for each in shown.context["rows"]] == [
        ("en", ("draft",)),
        ("be", ("published", "orphan")),
    ]
    assert [each.row.language for each in desk.get("/admin/newsroom/?state=orphan").context["rows"]] == ["be"]
    assert [each.row.language for each in desk.get("/admin/newsroom/?language=en").context["rows"]] == ["en"]
    assert "No topic yet" in desk.get("/admin/newsroom/?of=topic").content.decode()
    orphan = page("Суд")
    assert "does not go out either" in desk.get(f"/admin/newsroom/{orphan.pk}/").content.decode()
    assert desk.get("/admin/newsroom/99999/").status_code == 404


def test_the_list_asks_the_same_however_long_it_is(desk, vera, news, django_assert_max_num_queries):
    take(vera, "article", [(f"{n}.md", NEWS.replace("Court in", f"Day {n} in")) for n in range(12)])
    desk.get("/admin/newsroom/")
    with django_assert_max_num_queries(40):
        assert len(desk.get("/admin/newsroom/").context["rows"]) == 13


def test_a_name_is_linked_when_an_editor_says_so_and_not_before(desk, news, anna):
    shown = desk.get(f"/admin/newsroom/{news.pk}/")
    ((found, kind),) = shown.context["found"]
    assert (found.record, kind, found.places[0].words) == (anna, "Person", "Anna Sample")
    assert content(news.get_latest_revision_as_object()).records == ()
    answer = desk.post(f"/admin/newsroom/{news.pk}/", {"deed": "link", "record": anna, "place": found.places[0].key})
    assert answer.status_code == 302
    assert content(page(str(news.pk)).get_latest_revision_as_object()).records == (anna,)
    assert desk.get(f"/admin/newsroom/{news.pk}/").context["found"] == []


def test_words_that_are_not_there_are_told_and_what_was_typed_stays(desk, news, anna):
    answer = desk.post(f"/admin/newsroom/{news.pk}/", {"deed": "words", "words": "nowhere", "record": "Anna Sample"})
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "are none. Copy them from the text" in told and 'value="nowhere"' in told and 'value="Anna Sample"' in told
    assert desk.post(f"/admin/newsroom/{news.pk}/", {"deed": "gossip"}).status_code == 404


def test_a_name_that_was_refused_is_not_asked_again(desk, news, anna):
    desk.post(f"/admin/newsroom/{news.pk}/", {"deed": "refuse", "record": anna})
    assert linking.found(page(str(news.pk)).get_latest_revision_as_object()) == []


def test_somebody_withheld_is_warned_of_with_the_place_and_somebody_published_is_not(desk, news, anna):
    dangers = desk.get(f"/admin/newsroom/{news.pk}/").context["dangers"]
    assert [(each.where, each.words) for each, _people in dangers] == [
        ("Teaser", "Anna Sample"),
        ("Paragraph 1", "Anna Sample"),
    ]
    level("record", anna, Level.PUBLIC)
    assert desk.get(f"/admin/newsroom/{news.pk}/").context["dangers"] == []


def test_an_editor_publishes_and_withdraws_from_the_screen(news):
    client = browser("edith", "editor")
    assert client.post(f"/admin/newsroom/{news.pk}/", {"deed": "publish"}).status_code == 302
    row = Publication.objects.get(ended=None)
    assert (row.by, row.address) == ("edith", "articles/court-in-sampletown")
    client.post(f"/admin/newsroom/{news.pk}/", {"deed": "withdraw"})
    assert not Publication.objects.filter(ended=None).exists()
    again = client.post(f"/admin/newsroom/{news.pk}/", {"deed": "withdraw"})
    assert again.status_code == 422 and "nothing to withdraw" in again.content.decode()


def test_a_researcher_writes_in_the_editor_of_pages_but_does_not_publish(anna):
    place.prepare()
    client, room = browser("nina", "researcher"), place.newsroom("en")
    client.get("/admin/newsroom/")
    address = f"/admin/pages/add/newsroom/articlepage/{room.pk}/"
    assert client.get(address).status_code == 200
    answer = client.post(address, form(None, anna=anna))
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    found = ArticlePage.objects.get()
    said = content(found.get_latest_revision_as_object())
    assert (said.records, found.live, said.date) == ((anna,), False, "2026-03-05")
    client.post(f"/admin/pages/{found.pk}/edit/", form(found, anna=anna, **{"action-publish": "1"}))
    assert not Publication.objects.exists()
    assert client.post(f"/admin/newsroom/{found.pk}/", {"deed": "publish"}).status_code == 422
    assert client.post(f"/admin/pages/{found.pk}/unpublish/").status_code in (302, 403)
    assert client.get("/admin/reports/site-history/").status_code == 403
    assert client.get("/admin/workflows/list/").status_code == 403


def test_an_editor_publishes_from_the_editor_of_pages_and_a_word_that_is_no_record_is_told(news, anna):
    client = browser("edith", "editor")
    client.get("/admin/newsroom/")
    address = f"/admin/pages/{news.pk}/edit/"
    wrong = client.post(address, form(news, anna=anna, records="Boris Nobody"))
    assert "Nothing is recorded under" in wrong.content.decode()
    answer = client.post(address, form(news, anna=anna, records="Anna Sample", **{"action-publish": "1"}))
    assert answer.status_code == 302
    row = Publication.objects.get(ended=None)
    assert (row.by, row.content["title"], row.content["records"]) == ("edith", "Court", [anna])


def test_an_account_that_loses_its_role_loses_the_pages_at_once(news):
    client = browser("edith", "editor")
    client.get("/admin/newsroom/")
    edith = User.objects.get(username="edith")
    assert edith.groups.filter(name=place.PUBLISHING).exists()
    edith.held = "researcher"
    edith.save()
    client.post(f"/admin/pages/{news.pk}/edit/", form(news, **{"action-publish": "1"}))
    assert not Publication.objects.exists()
    edith.held = "administrator"
    edith.save()
    assert client.get(f"/admin/pages/{news.pk}/edit/").status_code == 403
    assert client.get("/admin/newsroom/").status_code == 403


def test_the_sidebar_has_the_newsroom_and_none_of_wagtails_own_rooms(desk):
    shown = desk.get("/admin/newsroom/").content.decode()
    assert '"Newsroom"' in shown
    assert not any(f'"{name}"' in shown for name in ("Pages", "Images", "Documents", "Reports", "Help"))


def test_the_clock_of_the_desk_goes_on_where_nothing_is_due(db, monkeypatch):
    monkeypatch.setattr("khronika.workspace.newsroom.clock.connections.close_all", lambda: None)
    monkeypatch.setattr("khronika.workspace.newsroom.clock.waiting", lambda: 1 / 0)
    tick()
