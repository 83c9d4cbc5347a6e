"""What holds other things gives each of them out, with what it says of them, and whatever is wrong costs only itself."""

import gzip
import json
import struct
from pathlib import Path

import pytest

from khronika.vault import sandbox, unpack
from khronika.vault.intake import Taken, received, take
from tests.vault.making import NOTE, chat, export, letter, packed, record

pytestmark = pytest.mark.skipif(
    sandbox.available() is None, reason="bubblewrap does not work on this machine, and no document is read without it"
)
WORDS = NOTE.decode().strip()
PAGE = b"<html><title>News</title><body><article><p>" + NOTE * 5 + b"</p></article></body></html>"


def texts(taken: list[Taken]) -> dict[str, str | None]:
    """What each place says; None for what says nothing."""
    return {each.place: each.text.text if each.text else None for each in taken}


def test_an_archive_comes_first_and_once_and_its_members_name_it() -> None:
    inner = packed({"c.txt": NOTE})
    container, *members = received("a.zip", packed({"a.txt": NOTE, "b/in.zip": inner}))
    assert (container.container, container.text, container.failure) == (True, None, None)
    assert texts(members) == {"a.zip/a.txt": WORDS, "a.zip/b/in.zip/c.txt": WORDS}
    assert {member.within for member in members} == {container.sha256}


def test_a_name_in_an_archive_never_leads_out_of_it() -> None:
    names = ["../../etc/a.txt", "/etc/b.txt", "x\\..\\c.txt"]
    _, *members = received("a.zip", packed(dict.fromkeys(names, NOTE)))
    assert [member.place for member in members] == ["a.zip/etc/a.txt", "a.zip/etc/b.txt", "a.zip/x/c.txt"]


def test_a_name_in_old_letters_is_read() -> None:
    data = packed({"aaaa.txt": NOTE}).replace(b"aaaa.txt", "Суд1.txt".encode("cp866"))
    assert [member.place for member in received("a.zip", data)][1:] == ["a.zip/Суд1.txt"]


def test_a_bad_member_fails_alone() -> None:
    data = packed({"bad.bin": bytes(range(256)) * 9, "empty.txt": b"", "good.txt": NOTE, ".hidden": NOTE})
    _, bad, empty, good = received("a.zip", data)
    assert "bytes of no known kind" in (bad.failure or "")
    assert "it is empty" in (empty.failure or "")
    assert good.failure is None


def test_a_locked_member_and_members_that_share_their_bytes_are_refused() -> None:
    locked = bytearray(packed({"a.txt": NOTE}))
    locked[6] |= 1
    locked[locked.find(b"PK\1\2") + 8] |= 1
    _, taken = received("a.zip", bytes(locked))
    assert "is locked with a password" in (taken.failure or "")
    shared = bytearray(packed({"a.txt": NOTE * 9, "b.txt": NOTE * 9}))
    second = shared.rfind(b"PK\1\2")
    shared[second + 42 : second + 46] = struct.pack("<I", 0)
    _, *members = received("a.zip", bytes(shared))
    assert all("shares its bytes with another" in (member.failure or "") for member in members)
    assert len(members) == 2


def test_a_member_that_unfolds_beyond_the_limit_is_left_and_the_next_one_taken() -> None:
    data = packed({"bomb.txt": bytes(unpack.LARGEST + 1), "good.txt": NOTE})
    _, bomb, good = received("a.zip", data)
    assert "is larger than 100 MB when unpacked" in (bomb.failure or "")
    assert bomb.data == b""
    assert good.failure is None


def test_archives_that_together_unfold_beyond_their_room_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "_SMALL", 2000)
    monkeypatch.setattr(unpack, "_FOLD", 1)
    _, *members = received("a.zip", packed({f"{number}.txt": NOTE * 12 for number in range(9)}))
    assert members[-1].failure == (
        "It could not be read to its end: more came out of it than its size lets expect, and the rest was left; "
        "unpack it, then hand in its files."
    )
    assert [member.failure for member in members[:-1]] == [None, None]


def test_archives_are_opened_four_deep() -> None:
    data = packed({"a.txt": NOTE})
    for _ in range(5):
        data = packed({"in.zip": data})
    _, last = received("a.zip", data)
    assert "opened 4 deep" in (last.failure or "")


def test_of_too_many_members_the_first_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MOST", 2)
    _, *members = received("a.zip", packed({f"{number}.txt": NOTE for number in range(4)}))
    assert [member.failure is None for member in members] == [True, True, False]
    assert 'but this has "4"' in (members[-1].failure or "")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (packed({"a.txt": NOTE})[:-30], "damaged or cut off"),
        (packed({}), "holds nothing that can be taken"),
        (export({"text": "x"})[:60] + b'"type": "private_group", "messages": [', "breaks off or is damaged"),
    ],
    ids=["cut", "empty", "damaged"],
)
def test_a_container_that_cannot_be_opened_is_one_failure(data: bytes, why: str) -> None:
    (taken,) = received("a.zip", data)
    assert why in (taken.failure or "")
    assert taken.data == data
    assert not taken.container


def test_a_mail_keeps_who_sent_it_out_of_its_words() -> None:
    body = "Сегодня в Гродно осудили двух человек.".encode("cp1251")
    mail, note = received("a.eml", letter(body, charset="koi8-r", attached={"../n.txt": NOTE}))
    assert mail.text is not None
    assert mail.text.text == "Сегодня в Гродно осудили двух человек."
    assert mail.text.title == "Re: Суд в Гродно"
    assert (mail.thread, mail.published) == ("Суд в Гродно", "2021-05-03T10:00:00+03:00")
    assert mail.sender == "From: Adam First <adam@example.org>; To: Vera Second <vera@example.org>"
    assert (note.place, note.within, note.sender) == ("a.eml/n.txt", mail.sha256, mail.sender)
    for taken in (mail, note):
        shown = f"{taken.place} {taken.origin} {taken.text}"
        assert "Second" not in shown
        assert "example.org" not in shown


def test_the_mails_of_a_mailbox_are_each_a_document() -> None:
    envelope = b"From adam@example.org Mon May  3 10:00:00 2021\n"
    data = envelope + letter(attached={"n.txt": NOTE}) + b"\n" + envelope + letter(b"Other words.\n>From the start.\n")
    box, first, note, second = received("a.mbox", data)
    assert box.container
    assert [each.place for each in (first, note, second)] == ["a.mbox/mail 1", "a.mbox/mail 1/n.txt", "a.mbox/mail 2"]
    assert (first.within, note.within, second.within) == (box.sha256, first.sha256, box.sha256)
    assert second.text is not None
    assert second.text.text == "Other words.\nFrom the start."


def test_of_too_many_mails_the_first_are_taken_and_the_rest_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MOST", 2)
    data = (b"From adam@example.org Mon May  3 10:00:00 2021\n" + letter() + b"\n") * 3
    _, first, second, rest = received("a.mbox", data)
    assert (first.failure, second.failure) == (None, None)
    assert rest.failure == 'Only the first 2 of "3" mails were taken; split the mailbox.'


@pytest.mark.parametrize("name", ["Subject", "Date", "From", "To", "Content-Type"])
def test_a_mail_with_a_broken_head_is_not_lost(name: str) -> None:
    data = letter().replace(f"{name}: ".encode(), f"{name}: =?utf-99?B?!!=?= \xff99 ".encode("latin-1"), 1)
    first, *_ = received("a.eml", data)
    assert first.data == data
    assert first.failure is None


def test_a_mail_nested_a_thousand_deep_is_a_failure() -> None:
    head = b"From: a@example.org\nTo: b@example.org\nMessage-ID: <1>\nSubject: s\n"
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1000))
    (taken,) = received("a.eml", head + nested + b"Content-Type: text/plain\n\n" + NOTE)
    assert "The mail is damaged" in (taken.failure or "")


def test_the_messages_of_a_chat_are_words_and_who_wrote_them_stands_apart() -> None:
    pieces = ["Two were ", {"type": "bold", "text": "fined"}, {"type": "text_link", "text": " here", "href": "x.org"}]
    data = export(
        {"text": pieces, "date_unixtime": "1628506991", "edited": "2021-08-10T00:00:00"},
        {"type": "service", "action": "join_group_by_link", "text": ""},
        {"text": "Yes", "from": None, "from_id": "user7", "forwarded_from": None},
        {"text": "", "contact_information": {"first_name": "Vera", "phone_number": "+375290000000"}},
        {"text": "", "poll": {"question": "Shall we?", "answers": [{"text": "Yes", "voters": 3}]}},
    )
    container, rich, gone, contact, poll = received("result.json", data)
    assert container.container
    assert rich.text is not None
    assert rich.text.text == "Two were fined here (x.org)"
    assert (rich.published, rich.sender, rich.thread) == ("2021-08-09T14:03:11+03:00", "Adam First", "Courts")
    assert rich.data == rich.text.text.encode()
    assert gone.sender == "user7; forwarded from: a deleted account"
    assert (contact.sender, texts([contact])) == (
        "Adam First; shared contact: Vera +375290000000",
        {"result.json/chat 1/message 4": ""},
    )
    assert poll.text is not None
    assert poll.text.text == "Shall we?\n- Yes (3)"


def test_the_name_of_a_private_chat_is_no_thread() -> None:
    whole = {"about": "x", "contacts": {"list": []}, "chats": {"about": "y", "list": [chat({"text": "One."})]}}
    whole["left_chats"] = {"list": [chat({"text": "Two."}, kind="personal_chat")]}
    _, group, personal = received("result.json", json.dumps(whole).encode())
    assert (group.thread, personal.thread) == ("Courts", None)
    assert [each.place for each in (group, personal)] == [f"result.json/chat {n}/message 1" for n in (1, 2)]


@pytest.mark.parametrize("packing", ["folder", "archive"])
def test_a_file_of_a_message_comes_with_what_the_message_says(tmp_path: Path, packing: str) -> None:
    data = export({"text": "", "file": "files/a.txt", "thumbnail": "files/a_thumb.txt"}, {"text": "Words."})
    files: dict[str, bytes | str] = {"e/files/a.txt": NOTE, "e/files/a_thumb.txt": NOTE, "e/result.json": data}
    if packing == "folder":
        for name, held in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(held if isinstance(held, bytes) else held.encode())
        container, words, file = take(tmp_path)
    else:
        container, words, file = received("a.zip", packed(files))
    assert container.container
    assert texts([words]) == {words.place: "Words."}
    assert file.place.endswith("e/files/a.txt")
    assert (file.sender, file.thread, file.published) == ("Adam First", "Courts", "2021-08-09T14:03:11")


def test_an_export_that_breaks_off_gives_what_came_before() -> None:
    data = export({"text": "One."}, {"text": "Two."}, {"text": "Three."})
    _, first, second, rest = received("result.json", data[: data.rfind(b"{")])
    assert [each.text.text for each in (first, second) if each.text] == ["One.", "Two."]
    assert rest.failure == 'The export breaks off or is damaged after message "2"; export the chat again.'


def test_thirty_thousand_messages_come_one_by_one() -> None:
    data = export(*({"text": f"Message {number} 😀"} for number in range(30_000)))
    assert sum(each.text is not None for each in received("result.json", data)) == 30_000


@pytest.mark.parametrize("packing", ["plain", "gzip", "wacz"])
def test_the_pages_of_a_web_archive_come_with_their_address(packing: str) -> None:
    records = [
        record("https://example.org/a", gzip.compress(PAGE), extra="Content-Encoding: gzip\r\n"),
        record(
            "https://example.org/b",
            b"%x\r\n" % len(PAGE) + PAGE + b"\r\n0\r\n\r\n",
            extra="Transfer-Encoding: chunked\r\n",
        ),
        record("https://example.org/style.css", b"p {}", kind="text/css"),
        record("https://example.org/moved", b"x", status=301),
        record("https://example.org/gone", b"<p>It is not here.</p>", status=404),
    ]
    data = b"".join(records if packing == "plain" else map(gzip.compress, records))
    if packing == "wacz":
        data = packed({"datapackage.json": "{}", "archive/data.warc.gz": data, "pages/pages.jsonl": "{}"})
    container, a, b, gone = received("a.warc", data)
    assert [each.place for each in (a, b, gone)] == [f"https://example.org/{name}" for name in ("a", "b", "gone")]
    assert a.text is not None
    assert b.text is not None
    assert a.text.text == b.text.text
    assert (a.url, a.archived, a.within) == (a.place, "2021-05-03T10:00:00Z", container.sha256)
    assert 'error "404"' in (gone.failure or "")


def test_an_address_in_any_letters_is_kept() -> None:
    _, taken = received("a.warc", record("https://example.org/навіны", PAGE))
    assert (taken.url, taken.failure) == ("https://example.org/навіны", None)


def test_a_broken_record_and_a_bomb_cost_only_themselves() -> None:
    good = gzip.compress(record("https://example.org/a", PAGE))
    broken = good[:60] + b"####" + good[64:]
    bomb = gzip.compress(record("https://example.org/b", bytes(unpack.LARGEST + 1)))
    _, *rest = received("a.warc.gz", broken + good + bomb + good)
    assert [each.failure is None for each in rest] == [False, True, False, True]
    assert "is damaged and was passed over" in (rest[0].failure or "")
    assert "is larger than 100 MB" in (rest[2].failure or "")


def test_an_uncompressed_archive_goes_on_after_a_broken_record() -> None:
    one, two = record("https://example.org/a", PAGE), record("https://example.org/b", PAGE)
    _, broken, taken = received("a.warc", one[:100] + one[200:] + two)
    assert "is damaged and was passed over" in (broken.failure or "")
    assert taken.url == "https://example.org/b"
