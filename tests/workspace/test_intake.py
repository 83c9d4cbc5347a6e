"""The screen that takes everything: each thing is answered, a paste is shown before it is kept, and nothing typed is lost."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from khronika import home as homes
from khronika.desk import opened as homed
from khronika.desk.claims.models import Proposal
from khronika.desk.claims.read import unread
from khronika.desk.sources.models import Capture, Likeness, Parcel, Question, Source
from khronika.vault.errors import Full
from khronika.vault.store import Vault
from khronika.workspace.intake.work import look
from tests.desk.test_likeness_texts import STATEMENT
from tests.desk.test_snapshots import MARCH, MAY

ADD = "/admin/sources/add/"
FACT = "On 4 March 2021 Anna Sample was sentenced to four years in prison in Sampletown."


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> homes.Home:
    made = homes.create(tmp_path / "home", "a long passphrase")
    monkeypatch.setattr(homed, "_home", [made])
    return made


def file(words: str, name: str = "news.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words.encode())


def page(answer) -> str:
    return answer.content.decode()


class TestFiles:
    def test_several_files_are_kept_read_and_answered_one_by_one(self, desk):
        broken = SimpleUploadedFile("x.bin", b"\x00\x01\x02" * 50)
        answer = desk.post(ADD, {"files": [file(FACT), broken]}, follow=True)
        assert answer.redirect_chain[0][1] == 302
        assert "proposals wait" in page(answer)
        assert "kept as a failure" in page(answer)
        assert Capture.objects.filter(outcome="kept").count() == Capture.objects.filter(outcome="failed").count() == 1

    def test_the_same_file_again_adds_nothing_and_leads_to_what_is_here(self, desk):
        desk.post(ADD, {"files": file(FACT)})
        answer = desk.post(ADD, {"files": file(FACT, "copy.txt")}, follow=True)
        assert "Here already" in page(answer)
        assert f"/admin/sources/{Source.objects.get().id}/review/" in page(answer)

    def test_a_script_sends_files_one_by_one_into_one_batch(self, desk):
        for number in range(3):
            told = desk.post(
                ADD,
                {"files": file(f"{FACT} {number}"), "batch": "abcdefghjkmn"},
                headers={"accept": "application/json"},
            ).json()
            assert (told["problem"], told["lines"][0]["state"]) == ("", "good")
        assert Parcel.objects.filter(batch="abcdefghjkmn").count() == 3
        assert "news.txt" in page(desk.get(f"{ADD}abcdefghjkmn/"))

    def test_a_name_with_markup_or_a_direction_trick_is_shown_as_it_reads(self, desk):
        answer = desk.post(ADD, {"files": file(FACT, "<b>x</b>\u202egnp.txt")}, follow=True)
        assert "\u202e" not in page(answer)
        assert "<b>x</b>" not in page(answer)

    def test_a_full_disk_is_told_and_what_was_typed_comes_back(self, desk, monkeypatch):
        def put(*_args):
            raise Full("The disk of the vault is full and nothing was kept; free some space, then capture again.")

        monkeypatch.setattr(Vault, "put", put)
        answer = desk.post(ADD, {"files": file(FACT), "paste": "one\n\ntwo", "note": "A note."})
        assert answer.status_code == 422
        for words in ("The disk of the vault is full", "one\n\ntwo", "A note."):
            assert words in page(answer)
        assert not Capture.objects.exists()

    def test_an_address_of_this_machine_is_refused_with_a_sentence(self, desk):
        answer = desk.post(ADD, {"addresses": "http://127.0.0.1:9/page"}, follow=True)
        assert "Failed, and kept as a failure:" in page(answer)

    def test_what_was_uploaded_lies_nowhere_as_it_came(self, desk, home):
        desk.post(ADD, {"files": file(FACT * 20)})
        kept = [path.read_bytes() for path in home.folder.rglob("*") if path.is_file()]
        assert len(kept) >= 2
        assert not any(FACT.encode() in each for each in kept)

    def test_nothing_handed_in_is_a_sentence(self, desk):
        answer = desk.post(ADD, {})
        assert answer.status_code == 422
        assert "Nothing was handed in" in page(answer)

    def test_more_files_than_one_request_may_have_is_a_sentence(self, desk):
        answer = desk.post(ADD, {"files": [file(str(n), f"{n}.txt") for n in range(101)]})
        assert answer.status_code == 413
        assert "put them into a ZIP" in page(answer)

    def test_a_name_beyond_reason_is_a_sentence_and_no_bare_refusal(self, desk):
        head = f'Content-Disposition: form-data; name="files"; filename="{"Ж" * 4000}.txt"'
        body = f"--edge\r\n{head}\r\n\r\n{FACT}\r\n--edge--\r\n".encode()
        answer = desk.post(ADD, body, content_type="multipart/form-data; boundary=edge")
        assert answer.status_code == 413
        assert "Give the file a shorter name" in page(answer)

    def test_a_script_that_hands_in_nothing_is_told(self, desk):
        told = desk.post(ADD, {"batch": "abcdefghjkmn"}, headers={"accept": "application/json"}).json()
        assert "Nothing was handed in" in told["problem"]

    def test_a_form_from_elsewhere_is_refused(self, vera):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(vera)
        assert strict.post(ADD, {"note": "Planted."}).status_code == 403
        assert strict.post(f"{ADD}paste/", {"text": "Planted.", "keep": "1"}).status_code == 403
        assert not Source.objects.exists()


class TestNotes:
    def test_a_note_is_a_source_of_its_own_and_the_back_button_makes_no_second(self, desk):
        for _ in range(2):
            desk.post(ADD, {"note": FACT, "title": "Call from Sampletown"})
        source = Source.objects.get()
        assert (source.kind, source.title) == ("note", "Call from Sampletown")
        assert Proposal.objects.exists()
        assert Capture.objects.get().obtained_by == "vera"


class TestPaste:
    CHAT = "Canary Sender, [04.08.2012 14:03]\nDetained near the court\n\nten people\n\nPiotr, [04.08.2012 14:05]\nTen days."

    def test_a_paste_is_shown_cut_and_nothing_is_kept_of_it(self, desk):
        answer = desk.post(ADD, {"paste": self.CHAT})
        assert "Keep 2 messages" in page(answer)
        assert "sender sealed" in page(answer)
        assert not Source.objects.exists()

    def test_messages_are_joined_and_cut_before_they_are_kept(self, desk):
        text = "one\n---\ntwo\n---\nthree"
        joined = desk.post(f"{ADD}paste/", {"text": text, "way": "cuts", "join": "2"})
        assert joined.context["text"] == "one\ntwo\n---\nthree"
        cut = desk.post(f"{ADD}paste/", {"text": "one\n---\ntwo three", "way": "lines", "show": "1"})
        assert cut.context["count"] == 2
        assert not Source.objects.exists()

    def test_what_is_kept_has_its_time_and_nothing_of_its_sender(self, desk):
        shown = desk.post(ADD, {"paste": self.CHAT})
        answer = desk.post(f"{ADD}paste/", {"text": shown.context["text"], "way": "cuts", "keep": "1"}, follow=True)
        assert "Kept 2, read 2." in page(answer)
        assert "Who sent 2 of them was let go" in page(answer)
        first = Capture.objects.order_by("entry").first()
        assert first.published == "2012-08-04T14:03"
        assert first.versions.get().text == "Detained near the court\n\nten people"
        assert "Canary" not in page(answer)

    def test_two_megabytes_are_shown_and_kept_in_the_background(self, desk):
        text = "\n---\n".join(f"Message {n}: " + "word " * 390 for n in range(1000))
        assert len(text) > 1_900_000
        shown = desk.post(ADD, {"paste": text})
        assert shown.context["count"] == 1000
        answer = desk.post(f"{ADD}paste/", {"text": shown.context["text"], "way": "cuts", "keep": "1"}, follow=True)
        assert "about 1000" in page(answer)
        assert Parcel.objects.get().state == Parcel.State.WAITING

    def test_beyond_the_limit_a_sentence_and_the_text_comes_back(self, desk):
        answer = desk.post(ADD, {"paste": "word " * 900_000})
        assert answer.status_code == 422
        assert "a paste may have 4,000,000" in page(answer)
        assert "word word word" in answer.context["text"]

    def test_a_change_to_the_cut_paste_beyond_what_is_received_is_a_sentence_too(self, desk):
        answer = desk.post(f"{ADD}paste/", {"text": "w" * 9_000_000, "way": "cuts", "keep": "1"})
        assert "still in your browser" in page(answer)
        assert not Source.objects.exists()

    def test_two_megabytes_in_one_line_are_one_message(self, desk):
        shown = desk.post(ADD, {"paste": "слова " * 330_000})
        assert shown.context["count"] == 1
        answer = desk.post(f"{ADD}paste/", {"text": shown.context["text"], "way": "cuts", "keep": "1"}, follow=True)
        assert "Kept" in page(answer)
        assert Capture.objects.get().size == 330_000 * 11 - 1

    def test_beyond_what_is_received_at_all_a_sentence_says_where_the_text_is(self, desk):
        answer = desk.post(ADD, {"paste": "w" * 9_000_000})
        assert answer.status_code == 413
        assert "still in your browser" in page(answer)


def export(count: int) -> SimpleUploadedFile:
    messages = [
        {"id": n, "type": "message", "date": f"2021-03-04T10:{n % 60:02}:00", "from": "Canary", "from_id": "user1",
         "text": f"{n}. {FACT}", "text_entities": [{"type": "plain", "text": f"{n}. {FACT}"}]}
        for n in range(count)
    ]  # fmt: skip
    whole = {"name": "Friends", "type": "private_group", "id": 1, "messages": messages}
    return SimpleUploadedFile("result.json", json.dumps(whole, indent=1).encode())


class TestBackground:
    def test_an_export_waits_and_is_kept_and_read_by_whoever_looks(self, desk):
        answer = desk.post(ADD, {"files": export(120)}, follow=True)
        assert "Kept 0 of about 120, read 0." in page(answer)
        assert "data-busy" in page(answer)
        look.call()
        batch = Parcel.objects.get().batch
        shown = page(desk.get(f"{ADD}{batch}/"))
        assert "Kept 120, read 120." in shown
        assert "data-busy" not in shown
        assert next(unread(), None) is None
        assert Capture.objects.filter(thread="Friends").count() == 120

    def test_a_stopped_parcel_says_why_and_goes_on_when_asked(self, desk, monkeypatch):
        desk.post(ADD, {"files": export(3)})
        with monkeypatch.context() as patched:
            patched.setattr(Vault, "put", lambda *_: (_ for _ in ()).throw(Full("The disk of the vault is full.")))
            look.call()
        batch = Parcel.objects.get().batch
        assert "The disk of the vault is full." in page(desk.get(f"{ADD}{batch}/"))
        desk.post(f"{ADD}{batch}/go-on/")
        look.call()
        assert Parcel.objects.get().counts == {"kept": 3, "unsealed": 3}

    def test_a_text_the_reader_fails_on_does_not_hold_up_the_others(self, desk, monkeypatch):
        from khronika.workspace.intake import work

        desk.post(ADD, {"files": export(3)})
        read = work.read

        def fails(version):
            if version.text.startswith("1."):
                raise ValueError("a bug")
            return read(version)

        monkeypatch.setattr(work, "read", fails)
        look.call()
        assert [version.text[:2] for version in unread()] == ["1."]

    def test_a_page_of_a_batch_asks_few_questions_however_much_it_was(self, desk, django_assert_max_num_queries):
        for number in range(12):
            desk.post(ADD, {"files": file(f"{FACT} {number}"), "batch": "abcdefghjkmn"})
        with django_assert_max_num_queries(16):
            desk.get(f"{ADD}abcdefghjkmn/")


class TestAlike:
    def two(self, desk) -> Likeness:
        desk.post(ADD, {"files": file(STATEMENT)})
        desk.post(ADD, {"files": file(STATEMENT.replace("10 days", "15 days"), "two.txt")})
        return Likeness.objects.get()

    def test_what_is_perhaps_the_same_is_offered_with_what_differs(self, desk):
        self.two(desk)
        shown = page(desk.get("/admin/sources/alike/"))
        assert "Perhaps the same as" in shown
        assert "<ins" in shown

    def test_a_join_refuses_what_waited_and_can_be_undone(self, desk):
        pair = self.two(desk)
        desk.post(f"/admin/sources/alike/{pair.pk}/", {"joined": "1"})
        pair.refresh_from_db()
        waiting = Proposal.objects.filter(reading__version__capture=pair.capture_id)
        assert pair.state == "joined"
        assert not waiting.filter(state="pending").exists()
        assert "Take apart" in page(desk.get("/admin/sources/alike/?show=joined"))
        desk.post(f"/admin/sources/alike/{pair.pk}/")
        assert Capture.objects.get(pk=pair.capture_id).source_id == pair.own_id or Source.objects.count() == 2

    def test_the_same_text_elsewhere_says_what_it_joined(self, desk):
        desk.post(ADD, {"files": file(STATEMENT)})
        answer = desk.post(ADD, {"files": file(f"Home\n{STATEMENT}", "two.txt")}, follow=True)
        assert "Joined to" in page(answer)
        assert "1 other place." in page(answer)

    def test_back_leads_nowhere_else(self, desk):
        pair = self.two(desk)
        answer = desk.post(f"/admin/sources/alike/{pair.pk}/", {"back": "https://evil.example.org/"})
        assert answer.headers["Location"] == "/admin/sources/alike/"


class TestLists:
    def test_open_questions_stand_on_the_first_page(self, desk):
        assert "/admin/sources/questions/" not in page(desk.get("/admin/"))
        desk.post(ADD, {"files": file(MARCH), "list": "new"})
        desk.post(ADD, {"files": file(MAY, "may.txt"), "list": Source.objects.get().id})
        assert "/admin/sources/questions/" in page(desk.get("/admin/"))

    def test_a_later_list_asks_and_an_answer_closes_it(self, desk):
        desk.post(ADD, {"files": file(MARCH), "list": "new"})
        source = Source.objects.get()
        desk.post(ADD, {"files": file(MAY, "may.txt"), "list": source.id})
        assert Source.objects.count() == 1
        shown = page(desk.get("/admin/sources/questions/"))
        assert "released, died, or a mistake?" in shown
        question = Question.objects.filter(what="removed").get()
        desk.post(f"/admin/sources/questions/{question.pk}/", {"known": "released"})
        question.refresh_from_db()
        assert (question.answer, question.by) == ("released", "vera")
        assert "released" in page(desk.get("/admin/sources/questions/?show=answered"))
