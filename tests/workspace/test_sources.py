"""The list of sources: what is asked for is what is listed, every filter goes with every other, and it costs few questions."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from khronika.desk.claims.clear import Target, clear
from khronika.desk.sources.models import Capture, Source, TextVersion
from khronika.vocabulary.kind import Level
from tests.workspace.laid import lay

LIST = "/admin/sources/"
MANY = 300


def titles(answer) -> list[str]:
    return [row.title for row in answer.context["rows"]]


def option(answer, facet: str, value: str):
    return next((each for each in answer.context[facet] if each.value == value), None)


def kept(title: str, day: str = "2026-03-01", by: str = "vera", text: str = "", **source: str) -> Capture:
    """A source with one kept capture; fields of the capture begin with an underscore."""
    own = {name[1:]: source.pop(name) for name in list(source) if name.startswith("_")}
    made = Source.objects.create(title=title, **{"kind": "text/html", "language": "be", **source})
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    capture = Capture.objects.create(
        source=made, outcome="kept", obtained_at=at, obtained_by=by, **{"origin": "https://example.org/x", **own}
    )
    TextVersion.objects.create(capture=capture, text=text, reader="test")
    return capture


class TestRows:
    def test_a_row_says_how_many_wait_and_how_many_are_decided(self, desk, laid):
        desk.post(f"/admin/sources/{laid.source.id}/review/rule/", {"answers": f"{laid.anna}:new"})
        (row,) = desk.get(LIST).context["rows"]
        assert (row.pending, row.decided, row.language, row.level.level) == (4, 1, "en", "team")

    def test_a_failed_capture_is_listed_with_its_sentence(self, desk, failed):
        page = desk.get(LIST).content.decode()
        assert "The PDF is cut off." in page
        assert f"/admin/sources/{failed.id}/" in page

    def test_places_are_counted_and_those_that_joined(self, desk, db):
        first = kept("One text in three places")
        for number, joined in ((1, True), (2, False)):
            at = first.obtained_at + timedelta(days=number)
            Capture.objects.create(source=first.source, outcome="kept", origin="x", obtained_at=at, joined=joined)
        Capture.objects.create(source=first.source, outcome="failed", origin="x", obtained_at=first.obtained_at)
        (row,) = desk.get(LIST).context["rows"]
        assert (row.places, row.joined, row.failed, row.captured.day) == (3, 1, False, 3)

    def test_two_captures_of_one_moment_are_one_row(self, desk, db):
        first = kept("Saved twice")
        Capture.objects.create(source=first.source, outcome="kept", origin="x", obtained_at=first.obtained_at)
        assert titles(desk.get(LIST)) == ["Saved twice"]

    def test_a_source_whose_only_text_joined_another_one_is_not_listed(self, desk, db):
        Source.objects.create(title="Emptied by a join")
        assert titles(desk.get(LIST)) == []

    def test_a_title_that_turns_the_direction_or_holds_marks_stays_in_its_place(self, desk, db):
        kept("\u202egnp.exe <script>alert(1)</script>")
        page = desk.get(LIST).content.decode()
        assert "<bdi>\u202egnp.exe &lt;script&gt;" in page
        assert "<script>alert(1)" not in page


class TestFilters:
    @pytest.mark.parametrize(
        ("show", "shown"), [("waiting", ["Court in Sampletown"]), ("failed", ["broken.pdf"]), ("done", [])]
    )
    def test_by_state(self, desk, laid, failed, show, shown):
        assert titles(desk.get(f"{LIST}?show={show}")) == shown

    def test_a_source_with_everything_decided_is_done(self, desk, decided):
        assert titles(desk.get(f"{LIST}?show=done")) == ["Court in Sampletown"]

    @pytest.mark.parametrize(
        ("kind", "given"),
        [
            ("page", {"kind": "text/html"}),
            ("pdf", {"kind": "application/pdf"}),
            ("picture", {"kind": "image/webp"}),
            ("note", {"kind": "note", "_origin": "note"}),
            ("message", {"kind": "text/plain", "_origin": "paste"}),
            ("message", {"kind": "text/plain", "_thread": "A chat"}),
            ("mail", {"kind": "message/rfc822"}),
            ("mail", {"kind": "message/rfc822", "_thread": "An answer"}),
            ("table", {"kind": "official list"}),
            ("archive", {"kind": "application/zip"}),
            ("document", {"kind": "application/rtf"}),
            ("document", {"kind": "text/plain", "_origin": "news.txt"}),
        ],
    )
    def test_by_kind_each_source_is_of_the_one_kind_that_its_row_says(self, desk, db, kind, given):
        kept("Wanted", **given)
        for each in ("page", "pdf", "picture", "note", "message", "mail", "table", "archive", "document"):
            answer = desk.get(f"{LIST}?kind={each}")
            assert titles(answer) == (["Wanted"] if each == kind else []), each
        assert option(desk.get(LIST), "kinds", kind).text.endswith("(1)")

    def test_by_who_and_when_one_capture_must_fit_both(self, desk, db):
        old = kept("Old by Vera, new by Pavel", "2024-05-01")
        later = datetime(2026, 5, 1, 23, 59, tzinfo=UTC)
        Capture.objects.create(source=old.source, outcome="kept", origin="x", obtained_at=later, obtained_by="pavel")
        asked = [
            f"{LIST}?by={by}&since={day}&until={day}" for by, day in (("vera", "2024-05-01"), ("pavel", "2026-05-01"))
        ]
        assert [len(titles(desk.get(each))) for each in asked] == [1, 1]
        assert titles(desk.get(f"{LIST}?by=vera&since=2025-01-01")) == []

    def test_by_level(self, desk, vera, db):
        seen = kept("Seen by all")
        kept("Seen by the team")
        clear(vera, [Target("source", seen.source_id)], Level.PUBLIC, reason="it is public")
        assert titles(desk.get(f"{LIST}?level=public")) == ["Seen by all"]
        assert titles(desk.get(f"{LIST}?level=team")) == ["Seen by the team"]
        clear(vera, [Target("source", seen.source_id)], Level.RESTRICTED, reason="a mistake")
        assert titles(desk.get(f"{LIST}?level=public")) == []

    @pytest.mark.parametrize("words", ["прысуд", "ПРЫСУД", "Прысуд гародня", "example.org/d прысуд", "весн"])
    def test_by_words_in_any_case_in_title_publisher_or_address(self, desk, db, words):
        kept("Прысуд у Гродне: ГАРОДНЯ", publisher="Весна", url="https://example.org/d")
        kept("Another report", url="https://example.org/e")
        assert len(titles(desk.get(LIST, {"q": words}))) == 1

    def test_marks_of_a_pattern_are_only_letters(self, desk, db):
        kept("100 % of it")
        assert titles(desk.get(LIST, {"q": "100_%"})) == []
        assert titles(desk.get(LIST, {"q": "%"})) == ["100 % of it"]

    def test_texts_are_looked_through_only_when_asked(self, desk, db):
        kept("A plain title", text="Суддзя Прыкладны чытаў прысуд")
        assert titles(desk.get(LIST, {"q": "прыкладны"})) == []
        assert titles(desk.get(LIST, {"q": "прыкладны прысуд", "text": "1"})) == ["A plain title"]
        assert titles(desk.get(LIST, {"q": "прыкладны", "text": "1", "kind": "pdf"})) == []

    def test_filters_go_together_and_stay_in_the_address_of_the_next_page(self, desk, db):
        for number in range(60):
            kept(f"Report {number}", kind="application/pdf")
        kept("Report of another kind")
        answer = desk.get(f"{LIST}?kind=pdf&q=report&by=vera")
        assert len(titles(answer)) == 50
        after = answer.context["page"].after
        assert all(each in after for each in ("kind=pdf", "q=report", "by=vera", "page=2"))
        assert len(titles(desk.get(LIST + after))) == 10

    def test_a_count_says_what_choosing_it_would_list(self, desk, laid, failed):
        kept("A page")
        answer = desk.get(f"{LIST}?kind=page&show=waiting")
        assert titles(answer) == []
        shown = {each.value: each.text.rsplit("(", 1)[1] for each in answer.context["shows"]}
        assert shown == {"waiting": "0)", "done": "1)", "failed": "0)"}
        assert option(answer, "kinds", "document").text.endswith("(1)")
        assert answer.context["page"].count == 0

    @pytest.mark.parametrize("query", ["since=yesterday", "show=x&kind=y&level=z&sort=w", "page=nonsense", "q=%00"])
    def test_what_cannot_be_meant_is_left_out(self, desk, laid, query):
        answer = desk.get(f"{LIST}?{query}")
        assert answer.status_code == 200
        if "since" in query:
            assert "got 'yesterday'" in answer.content.decode().replace("&#x27;", "'")


class TestOrder:
    def test_newest_first_by_publication_or_by_what_waits(self, desk, laid):
        kept("Saved last", "2030-01-01", published="2001-01-01")
        kept("Published last", "2020-01-01", published="2029-01-01")
        assert titles(desk.get(LIST))[0] == "Saved last"
        assert titles(desk.get(f"{LIST}?sort=published"))[0] == "Published last"
        assert titles(desk.get(f"{LIST}?sort=waiting"))[0] == "Court in Sampletown"


def many(count: int) -> None:
    sources = Source.objects.bulk_create(Source(title=f"Report {n}", kind="text/html") for n in range(count))
    at = datetime(2026, 1, 1, tzinfo=UTC)
    Capture.objects.bulk_create(
        Capture(source=each, outcome="kept", origin="x", obtained_at=at + timedelta(minutes=n))
        for n, each in enumerate(sources)
    )


@pytest.mark.parametrize("query", ["", "?show=waiting&kind=page&sort=waiting", "?q=report&text=1&level=team&by=vera"])
def test_the_list_asks_the_same_few_questions_however_many_there_are(desk, laid, query, django_assert_max_num_queries):
    desk.get(LIST)
    cache.clear()
    with django_assert_max_num_queries(20) as few:
        desk.get(LIST + query)
    many(MANY)
    with django_assert_max_num_queries(len(few)):
        desk.get(LIST + query)


def test_several_sources_are_asked_for_at_once(desk, db, django_assert_max_num_queries):
    for number in range(3):
        lay(title=f"Report {number}")
    with django_assert_max_num_queries(20):
        assert len(titles(desk.get(LIST))) == 3


def test_what_was_counted_is_counted_anew_once_something_is_kept_or_decided(desk, laid):
    assert option(desk.get(LIST), "shows", "waiting").text.endswith("(1)")
    tokens = " ".join(desk.get(f"/admin/sources/{laid.source.id}/review/?all=1").context["all"].tokens)
    desk.post(f"/admin/sources/{laid.source.id}/review/rule/", {"answers": tokens})
    assert option(desk.get(LIST), "shows", "waiting").text.endswith("(0)")
    kept("One more")
    assert option(desk.get(LIST), "shows", "done").text.endswith("(2)")
