"""The screens of statements: written side by side, frozen, signed, recorded; what was typed comes back on every error."""

import io
import zipfile
from types import SimpleNamespace

import pytest
from docx import Document

from khronika.desk.advocacy.models import Answer, DraftVersion, Invitation, StatementDraft
from khronika.desk.advocacy.papers import font
from khronika.desk.claims import withdraw
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Claim, Record
from khronika.desk.register.models import Name
from khronika.desk.sources import note as notes
from tests.workspace.laid import record_of

BE = {"language": "be", "title-be": "Свабоду", "body-be": "Мы просім.", "demands-be": "1. Вызваліць.\n2. Адмяніць."}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An opened home, as the desk's process has it."""
    opened = SimpleNamespace(folder=tmp_path, derive=lambda purpose: purpose.encode().ljust(32, b"-"))
    (tmp_path / "vault").mkdir()
    monkeypatch.setattr(notes, "current", lambda: opened)
    return opened


@pytest.fixture
def begun(desk) -> str:
    """A draft with one frozen version in Belarusian and two who are asked."""
    at = desk.post("/admin/statements/", {"title": "Freedom"}).url
    desk.post(at, {**BE, "freeze": "1"})
    at = at.removesuffix("write/")
    desk.post(
        f"{at}people/", {"deed": "invite", "list": "Example House; Boris Example; chair; b@example.org; be\nUnion"}
    )
    return at


def one(place: int = 1) -> Invitation:
    return Invitation.objects.get(number=place)


def signs(desk, begun: str, place: int = 1, **given: str):
    said = {"deed": "answer", "words": "We sign this.", "version": f"row-{DraftVersion.objects.get().pk}", **given}
    return desk.post(f"{begun}people/{one(place).pk}/", said)


def test_what_was_typed_comes_back_where_two_demands_have_one_number(desk, begun):
    page = desk.post(f"{begun}write/", {**BE, "demands-be": "1. One.\n1. Another.", "save": "1"})
    assert page.status_code == 422
    assert "Two demands have the number 1" in page.content.decode()
    assert "1. One.\n1. Another." in page.content.decode()


def test_one_more_language_keeps_what_is_typed_and_nothing_is_saved(desk, begun):
    page = desk.post(f"{begun}write/", {**BE, "body-be": "Іншае", "add": "ru"}).content.decode()
    assert "Іншае" in page and 'name="title-ru"' in page
    assert DraftVersion.objects.count() == 1


def test_the_second_who_writes_sees_the_others_words_refused_and_his_own_kept(desk, begun):
    seen = desk.get(f"{begun}write/").context["seen"]
    desk.post(f"{begun}write/", {**BE, "title-be": "Першы", "seen": seen})
    page = desk.post(f"{begun}write/", {**BE, "title-be": "Другі", "seen": seen})
    assert (page.status_code, "Другі" in page.content.decode()) == (422, True)
    assert DraftVersion.objects.get(number=2).title == "Першы"


def test_a_list_with_a_mistake_comes_back_whole(desk, begun):
    page = desk.post(f"{begun}people/", {"deed": "invite", "list": "A\nB;;;nothing"})
    assert page.status_code == 422
    assert "Line 2: ‘nothing’ is no e-mail address" in page.content.decode()
    assert "A\nB;;;nothing" in page.content.decode()


def test_an_answer_without_words_or_file_is_asked_for(desk, begun):
    page = signs(desk, begun, words=" ", role="deputy")
    assert (page.status_code, "deputy" in page.content.decode()) == (422, True)
    assert not Answer.objects.exists()


def test_a_signature_is_in_the_table_with_its_digest_and_the_back_button_makes_no_second(desk, begun):
    signs(desk, begun)
    signs(desk, begun)
    page = desk.get(begun).content.decode()
    assert Answer.objects.count() == 1
    assert DraftVersion.objects.get().digest[:12] in page


def test_recording_leads_to_the_statement_whose_demands_and_signatories_are_there(desk, begun):
    signs(desk, begun)
    signs(desk, begun, 2, manner="unnamed", words="We sign unnamed.")
    page = desk.post(f"{begun}record/", {})
    statement = StatementDraft.objects.get().statement_id
    assert page.url == f"/admin/records/{statement}/"
    kinds = list(Claim.objects.filter(known_until=None).order_by("kind").values_list("kind", flat=True))
    assert (kinds.count("DemandDetails"), kinds.count("Signatory"), kinds.count("Name")) == (2, 2, 2)
    desk.get(begun)  # the messages are read
    shown = desk.get(page.url).content.decode()
    assert "Boris Example" in shown and "Union" not in shown, "who signs unnamed is named nowhere in the register"
    again = desk.post(f"{begun}record/", {})
    assert (again.status_code, "recorded already" in again.content.decode()) == (422, True)


def test_a_withdrawal_is_shown_with_its_day_and_needs_a_signature_first(desk, begun):
    page = desk.post(f"{begun}people/{one().pk}/", {"deed": "withdraw", "words": "We take it back."})
    assert (page.status_code, "has not signed" in page.content.decode()) == (422, True)
    signs(desk, begun, on="2026-03-09")
    desk.post(f"{begun}people/{one().pk}/", {"deed": "withdraw", "words": "We take it back.", "on": "2026-04-01"})
    assert "2026-04-01" in desk.get(f"{begun}?state=withdrawn").content.decode()


def test_the_papers_carry_the_words_the_digest_and_who_is_asked(desk, begun):
    digest = DraftVersion.objects.get().digest
    given = desk.get(f"{begun}papers/?form=docx&to={one().pk}")
    made = Document(io.BytesIO(given.content))
    words = "\n".join(each.text for each in made.paragraphs) + "\n".join(
        cell.text for table in made.tables for row in table.rows for cell in row.cells
    )
    assert "1.\tВызваліць." in words and "Boris Example" in words and digest[:8] in words
    assert made.core_properties.author == "" and given["Cache-Control"].startswith("no-store")
    assert desk.get(f"{begun}papers/?form=pdf").content.startswith(b"%PDF")
    mail = desk.get(f"{begun}papers/?form=eml&to={one().pk}").content
    assert b"To: b@example.org" in mail and b"X-Unsent: 1" in mail


def test_all_papers_are_one_archive_that_is_the_same_again(desk, begun):
    first = desk.get(f"{begun}papers/?form=eml&to=all").content
    names = zipfile.ZipFile(io.BytesIO(first)).namelist()
    assert names == ["statement-1-be-001.eml", "statement-1-be-002.eml"], "no name of anybody in the name of a file"
    for form in ("pdf", "docx"):
        first, again = (desk.get(f"{begun}papers/?form={form}&to=all").content for _ in range(2))
        assert first == again, "no file tells when it was made"


def test_without_a_font_it_is_told_what_to_install(desk, begun, monkeypatch):
    monkeypatch.setattr(
        "khronika.desk.advocacy.papers.printed.font", lambda: font.chosen("Sans\tRegular\t/x/sans.pfb\n")
    )
    page = desk.get(f"{begun}papers/?form=pdf")
    assert (page.status_code, "fonts-dejavu-core" in page.content.decode()) == (422, True)
    with pytest.raises(ClaimsError, match="fonts-dejavu-core"):
        font.chosen("")


def test_nobody_who_is_hidden_is_named_on_a_paper(desk, begun, decided, vera):
    anna = record_of(decided)
    Invitation.objects.filter(number=1).update(person=anna)
    withdraw.hide(vera, anna, reason="threatened")
    page = desk.get(f"{begun}papers/?form=docx&to={one().pk}")
    assert (page.status_code, "is hidden or withdrawn" in page.content.decode()) == (422, True)
    names = zipfile.ZipFile(io.BytesIO(desk.get(f"{begun}papers/?form=docx&to=all").content)).namelist()
    assert names == ["statement-1-be-002.docx"]


def test_a_wording_that_names_somebody_hidden_is_not_frozen(desk, begun, decided, vera):
    anna = record_of(decided)
    name = Name.objects.filter(claim__subject=anna).first().text
    desk.post(f"{begun}write/", {**BE, "body-be": f"We ask for {name}.", "save": "1"})
    withdraw.hide(vera, anna, reason="threatened")
    page = desk.post(f"{begun}freeze/")
    assert (page.status_code, "who is hidden or withdrawn" in page.content.decode()) == (422, True)


def test_publisher_addressees_and_what_is_known_of_a_demand_are_kept(desk, begun, decided):
    anna = record_of(decided)
    given = {"title": "Freedom", "addressees-more": "x", "addressees-more-record": anna, "due": "2026-03-10"}
    assert desk.post(f"{begun}about/", given).status_code == 302
    bad = desk.post(f"{begun}about/", {"title": "Freedom", "addressees": anna, "due": "tomorrow-ish"})
    assert (bad.status_code, "tomorrow-ish" in bad.content.decode()) == (422, True)
    said = {"scope": "no_change_of_law", "beneficiaries-more": "x", "beneficiaries-more-record": anna}
    assert desk.post(f"{begun}demands/1/", said).status_code == 302
    made = StatementDraft.objects.get()
    assert (
        [each.pk for each in made.addressees.all()]
        == [anna]
        == [e.pk for e in made.demands.get(number=1).beneficiaries.all()]
    )
    assert "checked" in desk.get(f"{begun}demands/1/").content.decode()


def test_a_name_that_the_register_does_not_have_is_told(desk, begun):
    page = desk.post(f"{begun}about/", {"title": "Freedom", "addressees-more": "Nobody Whatsoever"})
    assert (page.status_code, "not in the register" in page.content.decode()) == (422, True)
    assert not Record.objects.filter(kind="Organization").exists()
