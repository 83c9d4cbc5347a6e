"""The page of a source: page images that are never the original, its text with passages, its custody, and what is done from it."""

import hashlib
import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.test import Client
from PIL import Image

from khronika import home as homes
from khronika.desk import opened as homed
from khronika.desk.accounts.models import User
from khronika.desk.claims.models import Proposal
from khronika.desk.ledger.models import Entry
from khronika.desk.ledger.verify import breaks
from khronika.desk.sources.capture import Order, keep_all
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.graphic import look
from khronika.desk.sources.models import Capture, Informant, Likeness, Passage, Source, TextVersion, Viewing
from khronika.desk.sources.note import opened
from khronika.vault import text as texts
from khronika.vault.errors import Unavailable
from khronika.vault.intake import Taken, received
from khronika.workspace.sources import again as rereading
from khronika.workspace.sources import images
from khronika.workspace.sources.portions import PAGES, PASSAGES
from tests.desk.test_likeness_texts import STATEMENT
from tests.workspace.laid import TEXT

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> homes.Home:
    return homes.create(tmp_path_factory.mktemp("made") / "home", "a long passphrase")


@pytest.fixture
def home(made, monkeypatch) -> homes.Home:
    monkeypatch.setattr(homed, "_home", [made])
    return made


def sheets(count: int = 2, colour: str = "white") -> bytes:
    """A PDF of pages with nothing on them."""
    first, *rest = [Image.new("RGB", (210, 297), colour) for _ in range(count)]
    made = io.BytesIO()
    first.save(made, "PDF", save_all=True, append_images=rest)
    return made.getvalue()


def photograph() -> bytes:
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "CANARY camera"
    Image.new("RGB", (40, 30), "red").save(made, "JPEG", exif=exif, comment=b"CANARY comment")
    return made.getvalue()


def kept(data: bytes, media_type: str, text: str = "", pages: tuple[texts.PageSpan, ...] = (), **facts: str) -> Capture:
    """A capture with its bytes in the vault."""
    version = texts.TextVersion(text, pages, "A document", None, None, "test 1", texts.Outcome.READ, None)
    digest = hashlib.sha256(data).hexdigest()
    taken = Taken(facts.pop("origin", "x"), data, media_type, digest, AT, version, None, "x", **facts)
    return keep_all(opened(), [taken], Order("vera"))[0].capture


def address(capture: Capture, number: int = 1, size: str = "") -> str:
    return f"/admin/sources/{capture.source_id}/pages/{capture.pk}/{number}/" + (f"?size={size}" if size else "")


def page(answer) -> str:
    return answer.content.decode()


def of(source: Source | str, more: str = "") -> str:
    return f"/admin/sources/{getattr(source, 'pk', source)}/{more}"


@pytest.mark.usefixtures("home")
class TestPictures:
    @pytest.fixture(autouse=True)
    def boxed(self):
        try:
            images.picture.pages(sheets(1), "application/pdf")
        except Unavailable:
            pytest.skip("no sandbox works here")

    def test_a_page_is_drawn_anew_and_kept_by_nobody(self, desk, db):
        capture = kept(sheets(), "application/pdf")
        answer = desk.get(address(capture, 2))
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        assert Image.open(io.BytesIO(answer.content)).size[0] == images.WIDTHS["page"]

    def test_nothing_of_the_original_but_its_dots_is_sent(self, desk, db):
        capture = kept(photograph(), "image/jpeg")
        for size in ("", "large", "blurred"):
            sent = desk.get(address(capture, 1, size)).content
            assert b"CANARY" not in sent
            assert sent[:4] == b"RIFF"

    def test_a_blurred_page_has_too_few_dots_to_make_anything_out(self, desk, db):
        sent = desk.get(address(kept(photograph(), "image/jpeg"), 1, "blurred")).content
        assert max(Image.open(io.BytesIO(sent)).size) <= 16

    def test_without_a_login_there_is_no_picture(self, db):
        answer = Client().get(address(kept(sheets(), "application/pdf")))
        assert answer.status_code == 302
        assert "login" in answer["Location"]

    @pytest.mark.parametrize("number", [3, 0, 99999])
    def test_a_page_that_there_is_not_is_answered_in_a_sentence(self, desk, db, number):
        answer = desk.get(address(kept(sheets(), "application/pdf"), number))
        assert answer.status_code == 404
        assert "image" not in answer["Content-Type"]

    def test_a_capture_is_not_shown_as_one_of_another_source(self, desk, laid, db):
        capture = kept(sheets(), "application/pdf")
        assert desk.get(address(capture).replace(capture.source_id, laid.source.pk)).status_code == 404

    def test_bytes_that_are_no_page_are_told_and_no_fault(self, desk, db):
        answer = desk.get(address(kept(b"%PDF-1.4 broken", "application/pdf")))
        assert answer.status_code == 422
        assert "damaged" in page(answer)

    def test_a_pdf_without_words_is_shown_by_its_pages(self, desk, db):
        shown = page(desk.get(of(kept(sheets(3), "application/pdf").source)))
        assert shown.count("<figure") == 3


@pytest.mark.usefixtures("home")
class TestPage:
    def test_too_many_at_once_are_asked_to_come_again(self, desk, db, monkeypatch):
        capture = kept(photograph(), "image/jpeg")
        monkeypatch.setattr(images, "_PLACES", images.threading.BoundedSemaphore(1))
        images._PLACES.acquire()
        answer = desk.get(address(capture))
        assert (answer.status_code, answer["Retry-After"]) == (503, "2")

    def test_an_object_that_is_missing_is_a_sentence(self, desk, db):
        capture = kept(photograph(), "image/jpeg", text="words on it")
        opened().erase(capture.object_name)
        answer = desk.get(of(capture.source))
        assert answer.status_code == 200
        assert "The original is not in the vault" in page(answer)
        assert "words on it" in page(answer)
        assert desk.get(address(capture)).status_code == 404

    def test_pages_and_text_are_switched_by_the_address(self, desk, db):
        source = kept(photograph(), "image/jpeg", text="words on it").source
        has = {
            view: ("<figure" in page(answer), "words on it" in page(answer))
            for view in ("both", "pages", "text", "nonsense")
            if (answer := desk.get(of(source, f"?view={view}")))
        }
        assert has == {"both": (True, True), "pages": (True, False), "text": (False, True), "nonsense": (True, True)}

    def test_three_hundred_pages_come_in_portions_with_a_strip_of_all(self, desk, db):
        text = "".join(f"Page {number:03}\n" for number in range(1, 301))
        spans = tuple(texts.PageSpan(n, 9 * (n - 1), 9 * n) for n in range(1, 301))
        capture = kept(b"%PDF-1.4 many", "application/pdf", text, spans)
        shown = desk.get(of(capture.source))
        assert page(shown).count("<figure") == PAGES
        assert [leaf.number for leaf in shown.context["strip"]] == list(range(1, 301))
        assert 'id="page-300"' in page(desk.get(of(capture.source, "?page=300")))
        assert "Page 300" in page(desk.get(of(capture.source, "?part=999")))


class TestText:
    def test_passages_are_marked_and_say_what_was_claimed_of_whom(self, desk, decided):
        shown = desk.get(of(decided.source))
        marked = shown.context["text"]
        assert "".join(piece.text for piece in marked.pieces) == decided.version.text
        said = next(each for each in marked.passages if each.quote == "chairwoman of the Example House")
        (claim,) = said.claims
        assert (str(claim.said), claim.name, claim.level.level) == ("chairwoman, Example House", "Anna Sample", "team")
        assert f"/admin/records/{claim.record}/" in page(shown)

    def test_what_waits_leads_to_the_review(self, desk, laid):
        waits = [each for each in desk.get(of(laid.source)).context["text"].passages if each.waiting]
        assert sum(each.waiting for each in waits) >= Proposal.objects.count()
        assert f"/admin/sources/{laid.source.pk}/review/#passage-{waits[0].id}" in page(desk.get(of(laid.source)))

    def test_five_thousand_passages_come_in_portions_and_each_is_found(self, desk, laid, django_assert_max_num_queries):
        laid.version.text = text = "".join(f"Line {number:04}\n" for number in range(5000))
        laid.version.save()
        made = [
            Passage(version=laid.version, start=n * 10, end=n * 10 + 9, quote=text[n * 10 : n * 10 + 9])
            for n in range(5000)
        ]
        Passage.objects.bulk_create(made)
        desk.get(of(laid.source))
        with django_assert_max_num_queries(40):
            first = desk.get(of(laid.source))
        assert len(first.context["text"].passages) <= PASSAGES + 20
        last = page(desk.get(of(laid.source, f"?passage={made[-1].pk}")))
        assert f'id="passage-{made[-1].pk}"' in last

    def test_what_a_source_says_of_itself_is_only_text(self, desk, db):
        title = "\u202e<img src=x onerror=alert(1)>"
        source = Source.objects.create(title=title, url="javascript:alert(1)", publisher='"><script>alert(2)</script>')
        capture = Capture.objects.create(
            source=source, outcome="kept", origin="<b>o</b>", obtained_at=AT, url="javascript:x"
        )
        TextVersion.objects.create(capture=capture, text="<script>alert(3)</script>", reader="<i>r</i>")
        shown = page(desk.get(of(source)))
        for each in ("<img src=x", "<script>alert", "<b>o</b>", "<i>r</i>", 'href="javascript'):
            assert each not in shown
        assert "<h1><bdi>\u202e&lt;img" in shown

    def test_a_source_that_failed_says_why(self, desk, failed):
        shown = page(desk.get(of(failed)))
        assert "The PDF is cut off." in shown
        assert "There is no text of this source." in shown

    def test_a_source_that_there_is_not(self, desk, db):
        assert desk.get(of("abcabcabcabc")).status_code == 404


class TestCustody:
    def told(self, desk, source) -> list[str]:
        return [event.what for event in desk.get(of(source)).context["custody"].events]

    def test_the_newest_is_last_and_each_capture_has_its_facts(self, desk, home, db):
        capture = kept(b"words" * 20, "text/plain", "words " * 20, origin="https://example.org/a")
        Capture.objects.create(
            source=capture.source, outcome="failed", origin="late.txt", obtained_at=datetime.now(UTC)
        )
        first, second = desk.get(of(capture.source)).context["custody"].events
        assert (first.what, first.entry, first.by) == ("Fetched from https://example.org/a", capture.entry, "Vera")
        assert (first.saved.size, first.saved.digest) == (100, capture.sha256)
        assert [(text.number, text.reader, text.letters) for text in first.saved.texts] == [(1, "test 1", 120)]
        assert second.saved.failed
        assert f"/admin/ledger/{capture.entry}/" in page(desk.get(of(capture.source)))

    def test_what_it_came_in_is_named(self, desk, home, db):
        outer = kept(b"PK outer", "application/zip", "a" * 50)
        inner = kept(b"inner", "text/plain", "b" * 50, within=outer.sha256)
        shown = page(desk.get(of(inner.source)))
        assert f'href="/admin/sources/{outer.source_id}/"' in shown
        assert "Taken out of what it came in" in shown

    def test_who_told_us_is_only_somebody_known(self, desk, db):
        informant = Informant.objects.create(ciphertext=b"CANARY", digest="canarydigest")
        source = Source.objects.create(title="A message")
        Capture.objects.create(source=source, outcome="kept", origin="paste", obtained_at=AT, informant=informant)
        shown = page(desk.get(of(source)))
        assert "sent by someone known to us" in shown
        assert not any(each in shown for each in ("CANARY", "canarydigest", informant.pk))

    def test_decisions_are_told_with_their_entries(self, desk, decided, vera):
        desk.post(of(decided.source, "clear/"), {"level": "public", "reason": "all invented", "record": []})
        told = self.told(desk, decided.source)
        assert "Accepted 5 proposals" in told
        assert told[-1] == "May be seen from now on: Public"

    def test_a_join_can_be_taken_apart_from_here(self, desk, laid):
        other = Capture.objects.create(source=laid.source, outcome="kept", origin="copy", obtained_at=AT, joined=True)
        pair = Likeness.objects.create(capture=other, other=laid.source, ratio=0.97, state="joined", at=AT)
        assert f"/admin/sources/alike/{pair.pk}/" in page(desk.get(of(laid.source)))

    def test_the_page_costs_the_same_few_questions(self, desk, decided, django_assert_max_num_queries):
        desk.get(of(decided.source))
        with django_assert_max_num_queries(40) as few:
            desk.get(of(decided.source))
        for number in range(30):
            Capture.objects.create(source=decided.source, outcome="failed", origin=f"{number}", obtained_at=AT)
        with django_assert_max_num_queries(len(few)):
            desk.get(of(decided.source))


class TestGraphic:
    def test_a_picture_nobody_has_looked_at_is_blurred_and_says_so(self, desk, home, db):
        capture = kept(photograph(), "image/jpeg")
        shown = page(desk.get(of(capture.source)))
        assert f'src="{address(capture)}?size=blurred"' in shown
        assert f'src="{address(capture)}"' not in shown
        assert 'alt="Page 1, blurred. Nobody has looked at this picture yet. Press ‘Show’ to see it."' in shown

    def test_a_press_shows_it_once(self, desk, home, db):
        capture = kept(photograph(), "image/jpeg")
        assert f'src="{address(capture)}"' in page(desk.get(of(capture.source, "?shown=1")))
        assert f'src="{address(capture)}?size=blurred"' in page(desk.get(of(capture.source)))

    def test_marked_it_stays_blurred_and_looked_at_it_does_not(self, desk, home, db):
        capture = kept(photograph(), "image/jpeg")
        desk.post(of(capture.source, "graphic/"), {"shows": ["coerced", "violence"]})
        shown = page(desk.get(of(capture.source)))
        assert "Marked as graphic: violence, a forced confession." in shown
        assert "?size=blurred" in shown
        desk.post(of(capture.source, "graphic/"), {})
        assert "?size=blurred" not in page(desk.get(of(capture.source)))

    def test_a_document_is_blurred_only_if_marked(self, desk, home, vera):
        spans = (texts.PageSpan(1, 0, 3), texts.PageSpan(2, 3, 6))
        capture = kept(b"%PDF-1.4 two", "application/pdf", "onetwo", spans)
        assert "?size=blurred" not in page(desk.get(of(capture.source)))
        look(capture.source, ["body"], by=vera)
        assert page(desk.get(of(capture.source))).count("?size=blurred") == 2

    def test_the_deed_is_in_the_ledger_once_and_the_chain_holds(self, laid, vera):
        look(laid.source, ["violence"], by=vera)
        look(laid.source, ["violence"], by=vera)
        assert Entry.objects.filter(deed="graphic").count() == Viewing.objects.count() == 1
        assert list(breaks()) == []

    def test_a_word_that_is_none_of_ours_changes_nothing(self, desk, laid, vera):
        with pytest.raises(SourceError, match="got 'blood'"):
            look(laid.source, ["blood"], by=vera)
        answer = desk.post(of(laid.source, "graphic/"), {"shows": "blood"})
        assert answer.status_code == 422
        assert not Viewing.objects.exists()


@pytest.mark.usefixtures("home")
class TestDeeds:
    def source(self, text: str = STATEMENT) -> Source:
        (taken,) = received("statement.txt", text.encode())
        return keep_all(opened(), [taken], Order("vera"))[0].capture.source

    def send(self, desk, source: Source, words: bytes, **more: str):
        file = io.BytesIO(words)
        file.name = "another.txt"
        return desk.post(of(source, "capture/"), {"file": file, **more}, follow=True)

    def test_the_same_text_elsewhere_is_one_more_place(self, desk, db):
        source = self.source()
        answer = self.send(desk, source, STATEMENT.encode() + b"\nShare on Facebook\n")
        assert "one more place" in page(answer)
        assert Source.objects.count() == 1
        assert [each.joined for each in source.captures.order_by("entry")] == [False, True]

    def test_another_text_is_a_source_of_its_own_to_be_compared(self, desk, db):
        source = self.source()
        answer = self.send(desk, source, b"The Example House met in Sampletown and spoke of many things. " * 5)
        assert "a source of its own" in page(answer)
        assert source.captures.count() == 1
        assert Likeness.objects.get(other=source).state == "offered"

    def test_the_same_bytes_add_nothing(self, desk, db):
        source = self.source()
        assert "nothing was added" in page(self.send(desk, source, STATEMENT.encode()))
        assert Capture.objects.count() == 1

    def test_what_cannot_be_kept_is_a_failure_of_this_source(self, desk, db):
        source = self.source()
        assert "kept as a failure" in page(self.send(desk, source, b"\x00\x01\x02" * 50))
        assert source.captures.filter(outcome="failed").count() == 1

    def test_what_holds_several_things_is_refused_and_the_typed_address_stays(self, desk, db):
        source = self.source()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("one.txt", "words " * 50)
        answer = self.send(desk, source, packed.getvalue(), address="https://example.org/typed")
        assert answer.status_code == 422
        assert 'value="https://example.org/typed"' in page(answer)
        assert "holds several" in page(answer)
        assert Capture.objects.count() == 1

    def test_nothing_given_is_told(self, desk, db):
        answer = desk.post(of(self.source(), "capture/"), {"address": " "})
        assert answer.status_code == 422
        assert "there was neither" in page(answer)

    def test_an_address_of_this_machine_is_not_asked(self, desk, db):
        source = self.source()
        answer = desk.post(of(source, "capture/"), {"address": "http://127.0.0.1:9/page"}, follow=True)
        assert "kept as a failure" in page(answer)
        assert source.captures.filter(outcome="failed").count() == 1

    def test_read_again_a_new_text_takes_the_place_of_the_old_one(self, desk, vera, monkeypatch):
        capture = kept(b"<html>", "text/html", TEXT)
        read = rereading.read(capture.versions.get())
        waiting = read.proposals.count()
        newer = texts.TextVersion(TEXT + "More.", (), None, None, None, "test 2", texts.Outcome.READ, None)
        monkeypatch.setattr(rereading.texts, "extract", lambda data, media_type: newer)
        made = rereading.again(capture, vera)
        assert (made.fresh, made.version.number, made.refused) == (True, 2, waiting)
        assert waiting
        assert desk.get(of(capture.source)).context["reader"] == "test 2"
        assert not rereading.again(capture, vera).fresh

    def test_a_text_that_does_not_come_out_changes_nothing(self, vera, monkeypatch):
        capture = kept(b"<html>", "text/html", TEXT)
        none = texts.TextVersion("", (), None, None, None, "none", texts.Outcome.FAILED, "It is cut off.")
        monkeypatch.setattr(rereading.texts, "extract", lambda data, media_type: none)
        with pytest.raises(SourceError, match="cut off"):
            rereading.again(capture, vera)
        assert capture.versions.count() == 1

    def test_who_may_not_decide_is_offered_no_reading(self, db):
        capture = kept(b"<html>", "text/html", TEXT)
        client = Client()
        client.force_login(User.objects.create_user("rita", password="a long password", held="researcher"))
        assert "again/" not in page(client.get(of(capture.source)))
        assert client.post(of(capture.source, "again/"), {"capture": capture.pk}).status_code == 403
