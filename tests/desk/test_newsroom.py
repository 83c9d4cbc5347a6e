"""What is published is frozen, in the ledger, and changed by nothing but another publishing; translations know what they were made from."""

import hashlib
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from khronika.desk.accounts.errors import NotAllowed
from khronika.desk.accounts.models import User
from khronika.desk.claims import erase, second
from khronika.desk.claims.errors import Waits
from khronika.desk.claims.held import held
from khronika.desk.erasure.finder import BLANK
from khronika.desk.ledger.chain import salted
from khronika.desk.ledger.models import Entry
from khronika.desk.newsroom import files, linking, publish, standing
from khronika.desk.newsroom.content import BlockKind, unpack_article
from khronika.desk.newsroom.due import due
from khronika.desk.newsroom.errors import NewsroomError
from khronika.desk.newsroom.models import Publication
from khronika.desk.newsroom.pages import ArticlePage
from khronika.desk.newsroom.typed import page, take, text
from khronika.desk.newsroom.waiting import come, waiting
from tests.desk.making import ANNA, HOUSE, account, kept, record

pytestmark = pytest.mark.django_db
TOPIC = "---\ntitle: Solidarity\norder: 2\n---\n\nWhat people did.\n"
LETTERS = """---
title: Letters to prisoners
kind: call
date: 2013-08-05
topic: solidarity
byline: The newsroom
teaser: Write to those who are held.
sources:
  - title: A report
    url: https://example.org/report
---

## Why

[Anna](<record:Anna Sample>) waits for **letters**, and *Anna Sample* answers. <script>alert(1)</script>

- one
- [two](https://example.org/two)

> Not alone.
"""
BELARUSIAN = """---
title: Лісты зняволеным
language: be
translates: articles/letters-to-prisoners
kind: call
date: 2013-08-05
---

Яны чакаюць.
"""


@pytest.fixture
def by() -> User:
    return account()


@pytest.fixture
def anna() -> str:
    return record(kept(), ANNA)


@pytest.fixture
def letters(by, anna) -> ArticlePage:
    """A published article in English."""
    take(by, "topic", [("t.md", TOPIC)], out=True)
    take(by, "article", [("a.md", LETTERS)], out=True)
    return page("articles/letters-to-prisoners")


def out(language: str = "en") -> Publication:
    return Publication.objects.get(language=language, kind="article", ended=None)


def again(by: User, words: str, of: str = LETTERS) -> None:
    """Publish the article once more with other words."""
    take(
        by,
        "article",
        [("a.md", of.replace("\n---\n\n", f"\naddress: letters-to-prisoners\n---\n\n{words}\n\n", 1))],
        out=True,
    )


def states(language: str = "en") -> set[str]:
    return {state for row in standing.rows("article") if row.language == language for state in row.states}


def test_what_is_published_is_frozen_with_its_links_and_no_markup(letters, anna):
    said = unpack_article(out().content)
    assert (said.title, said.kind, said.date, said.byline) == (
        "Letters to prisoners",
        "call",
        "2013-08-05",
        "The newsroom",
    )
    kinds = [each.kind for each in said.blocks]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ITEM, BlockKind.QUOTE]
    linked, _, bold, _, slanted, end = said.blocks[1].spans
    assert (linked.text, linked.record, bold.bold, slanted.italic) == ("Anna", anna, True, True)
    assert "<script>alert(1)</script>" in end.text and not end.url
    assert said.blocks[3].spans[0].url == "https://example.org/two"
    assert said.records == (anna,), "what is linked in the text is what it is about"
    topic = Publication.objects.get(kind="topic")
    assert (said.topics, topic.address) == ((topic.key,), "topics/solidarity")


def test_the_ledger_has_an_entry_that_the_publication_proves(letters):
    row = out()
    entry = Entry.objects.get(number=row.entry)
    assert entry.deed == "article.publish"
    assert entry.payload_digest == salted(row.payload, bytes(row.salt))
    assert row.digest in row.payload and "Anna" not in row.payload


def test_publishing_the_same_again_changes_nothing_and_other_words_end_what_stood(letters, by):
    first = out()
    publish.publish(by, letters)
    assert out().pk == first.pk
    again(by, "More.")
    second = out()
    assert (second.pk != first.pk, second.address, second.key) == (True, first.address, first.key)
    first.refresh_from_db()
    assert first.ended is not None and unpack_article(first.content).blocks != unpack_article(second.content).blocks


def test_a_draft_says_nothing_until_it_is_published(letters, by):
    take(by, "article", [("a.md", LETTERS.replace("title: Letters", "address: letters-to-prisoners\ntitle: Cards"))])
    assert unpack_article(out().content).title == "Letters to prisoners"
    assert states() == {"published", "changed"}


def test_a_withdrawn_article_ends_with_an_entry_and_its_address_stays_its_own(letters, by):
    row = out()
    publish.withdraw(by, letters)
    row.refresh_from_db()
    entry = Entry.objects.get(number=row.end_entry)
    assert (entry.deed, entry.payload_digest) == ("article.withdraw", salted(row.end_payload, bytes(row.end_salt)))
    assert states() == {"withdrawn"}
    take(
        by,
        "article",
        [("b.md", LETTERS.replace("title: Letters to prisoners", "title: Letters, to prisoners!"))],
        out=True,
    )
    assert out().address == "articles/letters-to-prisoners-2"
    page("articles/letters-to-prisoners").delete()
    take(
        by,
        "article",
        [("b.md", LETTERS.replace("title: Letters to prisoners", "title: Letters to Prisoners"))],
        out=True,
    )
    assert set(Publication.objects.filter(kind="article").values_list("address", flat=True)) == {
        "articles/letters-to-prisoners",
        "articles/letters-to-prisoners-2",
        "articles/letters-to-prisoners-3",
    }


def test_a_deleted_article_ends_too(letters):
    letters.delete()
    assert not Publication.objects.filter(kind="article", ended=None).exists()


def test_a_translation_shares_the_address_and_shows_when_its_original_is_newer(letters, by):
    take(by, "article", [("b.md", BELARUSIAN)], out=True)
    assert (out("be").address, out("be").original, out("be").of) == (out().address, False, out().digest)
    assert states("be") == {"published"}
    again(by, "News.")
    assert states("be") == {"published", "stale"}
    publish.current(by, page("articles/letters-to-prisoners", "be"))
    assert (out("be").of, states("be")) == (out().digest, {"published"})
    publish.withdraw(by, letters.__class__.objects.get(pk=letters.pk))
    assert states("be") == {"published", "orphan"}
    letters.__class__.objects.get(pk=letters.pk).delete()
    assert publish.origin(page("articles/letters-to-prisoners")) is None
    assert states("be") == {"published", "orphan"}, "what is left of a deleted original does not become one"


def test_a_translation_made_string_by_string_is_a_version_of_its_original(
    letters, by, django_capture_on_commit_callbacks
):
    committed = django_capture_on_commit_callbacks
    russian = Locale.objects.get(language_code="ru")
    translate_object(letters, [russian])
    made = Translation.objects.get(target_locale=russian)
    for segment in made.source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=russian,
            context=segment.context,
            data=f"Перевод: {segment.string.data}",
        )
    with committed(execute=True):
        made.save_target(user=by, publish=True)
    said = unpack_article(out("ru").content)
    assert (out("ru").original, out("ru").of, out("ru").address) == (False, out().digest, out().address)
    assert said.title.startswith("Перевод") and said.kind == "call"
    assert said.records == unpack_article(out().content).records and said.blocks[2].spans[0].text.startswith("Перевод")
    again(by, "News.")
    assert states("ru") == {"published", "stale"}
    made.source.update_from_db()
    with committed(execute=True):
        made.save_target(user=by, publish=True)
    assert "stale" not in states("ru")


def test_what_is_scheduled_goes_out_when_its_time_has_come(letters, by):
    later = letters.get_latest_revision_as_object()
    later.title, later.go_live_at = "Tomorrow", timezone.now() + timedelta(days=1)
    later.save_revision(user=by).publish(user=by)
    assert (unpack_article(out().content).title, states() >= {"published", "scheduled"}) == (
        "Letters to prisoners",
        True,
    )
    assert (waiting(), due()) == (False, [])
    past = timezone.now() - timedelta(minutes=1)
    revision = Revision.objects.exclude(approved_go_live_at=None).get()
    Revision.objects.filter(pk=revision.pk).update(
        approved_go_live_at=past, content={**revision.content, "go_live_at": past.isoformat()}
    )
    assert waiting()
    come(SimpleNamespace())
    assert (unpack_article(out().content).title, waiting()) == ("Tomorrow", False)
    ArticlePage.objects.filter(pk=letters.pk).update(expire_at=past)
    assert [each.what for each in due()] == ["withdrawn"]
    assert states() == {"withdrawn"}


def test_a_page_that_is_only_scheduled_is_not_published(by, anna):
    take(by, "article", [("a.md", LETTERS.replace("topic: solidarity\n", ""))])
    found = page("letters-to-prisoners")
    found.go_live_at = timezone.now() + timedelta(days=1)
    found.save_revision(user=by).publish(user=by)
    assert not Publication.objects.exists()


def test_a_researcher_writes_and_only_an_editor_publishes(letters):
    nina = User.objects.create(username="nina", held="researcher")
    take(nina, "article", [("b.md", BELARUSIAN)])
    with pytest.raises(NotAllowed, match="editor to publish"):
        publish.publish(nina, page("articles/letters-to-prisoners", "be"))
    with pytest.raises(NotAllowed, match="editor to publish"):
        publish.withdraw(nina, letters)
    with pytest.raises(NotAllowed, match="researcher"):
        take(User.objects.create(username="paul", held="publisher"), "article", [("a.md", LETTERS)])


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("kind: call", "kind: gossip", "Expected a kind of article .*'gossip'"),
        ("date: 2013-08-05", "date: August", "Expected a day such as 2013-08-05"),
        ("topic: solidarity", "topic: nothing", "Nothing in the newsroom is called 'nothing'"),
        ("record:Anna Sample", "record:Anna Nobody", "Nothing is recorded under 'Anna Nobody'"),
        ("https://example.org/two", "javascript:alert(1)", "Expected a link to"),
        ("byline: The newsroom", "author: me", "Expected these words in the head .*'author'"),
        ("title: Letters to prisoners", "title: ''", "Expected a title"),
        ("byline: The newsroom", "language: xx", "Expected a language of the newsroom"),
        ("byline: The newsroom", "picture: nothing", "Expected a picture made ready"),
        ("byline: The newsroom", "byline: [a, b]", "Expected one line as 'byline'"),
        ("---\ntitle", "title", "Expected a head between two lines"),
        ("teaser: Write", "teaser: 'Write", "is not YAML"),
    ],
)
def test_a_file_that_cannot_be_understood_is_named_and_nothing_of_any_is_kept(by, anna, before, after, told):
    take(by, "topic", [("t.md", TOPIC)])
    with pytest.raises(NewsroomError, match=f"b.md: (?s:.*){told}"):
        take(by, "article", [("a.md", LETTERS), ("b.md", LETTERS.replace(before, after, 1))], out=True)
    assert not ArticlePage.objects.exists() and not Publication.objects.exists()


def test_a_page_printed_as_a_file_reads_again_as_the_same(letters, by):
    printed = text("article", "articles/letters-to-prisoners")
    before = out()
    take(by, "article", [("a.md", printed)], out=True)
    assert out().pk == before.pk, "the same words publish nothing new"
    assert files.article(printed).head.slug == "letters-to-prisoners"


def test_names_in_a_text_are_found_in_other_cases_and_linked_only_when_somebody_says_so(by, anna):
    house = record(kept(title="About the house"), HOUSE)
    words = "---\ntitle: News\n---\n\nIn court ANNA SAMPLE spoke of the **Example** House. Sample is a word."
    take(by, "article", [("n.md", words)])
    found = linking.found(page("News").get_latest_revision_as_object())
    assert [(each.record, each.places[0].words) for each in found] == [(anna, "ANNA SAMPLE"), (house, "Example House")]
    linking.link(by, page("News"), house, found[1].places[0].key)
    said = publish.content(page("News").get_latest_revision_as_object())
    assert [(each.text, each.record, each.bold) for each in said.blocks[0].spans if each.record] == [
        ("Example", house, True),
        (" House", house, False),
    ]
    assert said.records == (house,)
    linking.refuse(by, page("News"), anna)
    assert linking.found(page("News").get_latest_revision_as_object()) == []
    linking.words(by, page("News"), anna, "in court")
    linked = [
        each.text
        for each in publish.content(page("News").get_latest_revision_as_object()).blocks[0].spans
        if each.record == anna
    ]
    assert linked == ["In court"]
    for key in ("1-0-4000", "x", "9-0-2", "1-5-5"):
        with pytest.raises(NewsroomError, match="Expected"):
            linking.link(by, page("News"), anna, key)


def test_linking_keeps_the_ids_of_blocks_so_that_translations_hold(letters, by, anna):
    before = [each.id for each in letters.get_latest_revision_as_object().body]
    linking.words(by, letters, anna, "alone")
    assert [each.id for each in letters.get_latest_revision_as_object().body] == before


def test_who_is_erased_is_in_no_draft_no_revision_no_translation_and_nothing_published(letters, by, anna, tmp_path):
    sown = (
        LETTERS.replace("waits for", "<i>said</i> **Anna** *Sample* and An\u00adna waits for")
        + "\nSample was silent.\n"
    )
    again(by, "Anna Sample was here.", sown)
    take(by, "article", [("b.md", BELARUSIAN.replace("Яны чакаюць", "[Яны](<record:Anna Sample>) чакаюць"))], out=True)
    translate_object(letters, [Locale.objects.get(language_code="ru")])
    other = "---\ntitle: Other news\n---\n\nThe Example House was closed."
    take(by, "article", [("o.md", other)], out=True)
    assert {each.what for each in held(anna).drafted} == {"article"}
    before = hashlib.sha256(str(out("be").content).encode()).hexdigest()
    with pytest.raises(Waits) as waits:
        erase.erase(by, anna, reason="asked by law")
    second.confirm(User.objects.create(username="paula", is_superuser=True), waits.value.number)
    (tmp_path / "vault").mkdir()
    erase.finish(SimpleNamespace(folder=tmp_path, derive=lambda purpose: purpose.encode().ljust(32, b"-")))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("newsroom_", "wagtail")) and "search" not in table:
                cursor.execute(f'SELECT * FROM "{table}"')
                rows = str(cursor.fetchall())
                assert "Anna" not in rows and anna not in rows and "Sample" not in rows, table
    assert list(Publication.objects.filter(kind="article", ended=None).values_list("address", flat=True)) == [
        "articles/other-news"
    ], "what named them waits for an editor"
    assert BLANK in text("article", "articles/letters-to-prisoners")
    assert before != hashlib.sha256(str(Publication.objects.filter(language="be").last().content).encode()).hexdigest()
    assert (
        not Publication.objects.filter(kind="article")
        .exclude(payload="")
        .exclude(address="articles/other-news")
        .exists()
    )
    assert not connection.check_constraints()


def test_wagtails_own_first_page_and_site_are_gone(letters):
    assert {each.title for each in Page.objects.filter(depth=2)} == {
        "Newsroom (English)",
        "Newsroom (Беларуская)",
        "Newsroom (Русский)",
    }
