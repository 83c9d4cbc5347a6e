"""Names and numbers of senders stand nowhere after messages were taken in: no table, text, log, ledger or screen has them."""

import json
import logging
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from khronika import home as homes
from khronika.desk import opened as homed
from khronika.desk.sources.capture import vault
from khronika.desk.sources.informant import create
from khronika.desk.sources.models import Capture, Informant, Parcel, Source, TextVersion
from khronika.vault import media
from khronika.workspace.intake.work import look

ADD = "/admin/sources/add/"
CANARIES = ("Zwitscher", "Цвіркун", "555-01-23", "5550124", "@zwitscher.example", "user77001", "Hidden Friend")
FACT = "On 4 March 2021 Anna Sample was sentenced to four years in prison in Sampletown."


@pytest.fixture
def home(tmp_path, monkeypatch) -> homes.Home:
    made = homes.create(tmp_path / "home", "a long passphrase")
    (tmp_path / "keys").mkdir()
    create(made, tmp_path / "keys", "a root passphrase")
    monkeypatch.setattr(homed, "_home", [made])
    return made


def said(number: int, words: str, **more: object) -> dict[str, object]:
    return {
        "id": number, "type": "message", "date": f"2021-03-04T10:0{number}:00", "from": "Zwitscher One",
        "from_id": "user77001", "text": words, "text_entities": [{"type": "plain", "text": words}], **more,
    }  # fmt: skip


def export() -> bytes:
    messages = [
        said(1, f"First. {FACT}"),
        said(2, f"Second. {FACT}", forwarded_from="Hidden Friend", saved_from="Hidden Friend"),
        said(3, f"Third. {FACT}", author="Zwitscher Editor", via_bot="@zwitscher.example", actor="Zwitscher"),
        said(
            4,
            "",
            contact_information={"first_name": "Цвіркун", "last_name": "Адзін", "phone_number": "+375 29 555-01-23"},
        ),
    ]
    private = {"name": "Zwitscher Private", "type": "personal_chat", "id": 77001, "messages": messages}
    about = {"user_id": 77001, "first_name": "Цвіркун", "phone_number": "+375 29 5550124"}
    whole = {"personal_information": about, "chats": {"about": "", "list": [private]}}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def letter(number: int) -> bytes:
    mail = EmailMessage()
    mail["From"] = f"Zwitscher Mail <one{number}@zwitscher.example>"
    mail["To"] = "Цвіркун <two@zwitscher.example>"
    mail["Cc"] = "Hidden Friend <three@zwitscher.example>"
    mail["Reply-To"] = "four@zwitscher.example"
    mail["Subject"] = f"Report number {number}"
    mail["Date"] = "Thu, 4 Mar 2021 10:00:00 +0300"
    mail["Message-ID"] = f"<{number}@zwitscher.example>"
    mail.set_content(f"Mail {number}. {FACT}\n")
    return mail.as_bytes()


PASTE = f"""Zwitscher One, [04.03.2021 10:03]
Pasted one. {FACT}
Цвіркун Адзін, [04.03.2021 10:05]
Pasted two. {FACT}
[05.03.2021, 11:05:01] +375 29 555-01-23: Pasted three. {FACT}
06.03.2021, 11:05 - Hidden Friend: Pasted four. {FACT}
"""


def cells() -> str:
    """Every cell of the decrypted database but the sealed ones."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        found = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [
                cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
                for row in cursor.fetchall()
                for cell in row
            ]
    return "\n".join(found)


def screens() -> list[str]:
    batches = [f"{ADD}{batch}/" for batch in Parcel.objects.values_list("batch", flat=True).distinct()]
    ids = list(Source.objects.values_list("pk", flat=True))
    of_sources = [f"/admin/sources/{each}/{rest}" for each in ids for rest in ("", "review/")]
    entries = [f"/admin/ledger/{number}/" for number in (2, 3, 9)]
    lists = [f"/admin/sources/alike/?show={show}" for show in ("offered", "joined")]
    return [
        "/admin/",
        ADD,
        "/admin/sources/",
        "/admin/sources/questions/",
        "/admin/ledger/",
        *batches,
        *of_sources,
        *entries,
        *lists,
    ]


def test_no_sender_of_an_export_a_mailbox_or_a_paste_stands_anywhere(desk, home, caplog):
    mailbox = b"".join(b"From one@zwitscher.example Thu Mar  4 10:00:00 2021\n" + letter(n) + b"\n" for n in (1, 2))
    with caplog.at_level(logging.DEBUG):
        for name, data in (("result.json", export()), ("box.mbox", mailbox), ("one.eml", letter(3))):
            told = desk.post(ADD, {"files": SimpleUploadedFile(name, data)}, headers={"accept": "application/json"})
            assert told.json()["problem"] == ""
        shown = desk.post(ADD, {"paste": PASTE})
        desk.post(f"{ADD}paste/", {"text": shown.context["text"], "way": "cuts", "keep": "1"})
        look.call()
        pages = {address: desk.get(address, follow=True) for address in screens()}
    words = "\n".join(TextVersion.objects.values_list("text", flat=True))
    assert all(
        each in words for each in ("First.", "Second.", "Third.", "Mail 1.", "Mail 2.", "Mail 3.", "Pasted four.")
    )
    assert Informant.objects.count() >= 5
    everything = cells()
    for canary in CANARIES:
        assert canary not in everything, canary
        assert canary not in caplog.text, canary
        assert [address for address, answer in pages.items() if canary in answer.content.decode()] == [], canary
    kept = vault(home)
    own = Capture.objects.exclude(media_type__in=[*media.CONTAINERS, media.MAIL]).exclude(object_name="")
    for capture in own:
        data = kept.get(capture.object_name, bytes(capture.object_key)).decode()
        assert not [canary for canary in CANARIES if canary in data], data
    assert {answer.status_code for answer in pages.values()} <= {200, 404}


def test_a_mail_with_three_attachments_is_four_sources_of_one_day_and_thread(desk, home):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Zwitscher <one@zwitscher.example>", "Re: The hearing"
    mail["Date"], mail["Message-ID"] = "Thu, 4 Mar 2021 10:00:00 +0300", "<9@zwitscher.example>"
    mail.set_content("See what is attached to this letter, all of it is about the hearing of that day.\n")
    for number in range(3):
        mail.add_attachment(f"Attachment {number}. {FACT}", filename=f"report {number}.txt")
    desk.post(ADD, {"files": SimpleUploadedFile("hearing.eml", mail.as_bytes())})
    look.call()
    found = list(Capture.objects.order_by("entry"))
    assert len({each.source_id for each in found}) == len(found) == 4
    assert {each.published[:10] for each in found} == {"2021-03-04"}
    assert len({each.thread for each in found}) == 1
    assert found[0].thread
    assert {each.within for each in found[1:]} == {found[0].sha256}
    assert len({each.informant_id for each in found}) == 1
