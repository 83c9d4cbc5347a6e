"""Adding by hand: whom and when is understood or asked, what is recorded rests on a note or a source, and a correction is a decision."""

from types import SimpleNamespace

import pytest

from khronika.desk.claims.amend import said
from khronika.desk.claims.models import Claim, Decision, Record
from khronika.desk.sources import note as notes
from khronika.desk.sources.models import Passage, Source
from tests.workspace.laid import record_of

ADD = "/admin/adding/"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An opened home, as the desk's process has it."""
    opened = SimpleNamespace(folder=tmp_path, derive=lambda purpose: purpose.encode().ljust(32, b"-"))
    (tmp_path / "vault").mkdir()
    monkeypatch.setattr(notes, "current", lambda: opened)
    return opened


@pytest.fixture
def anna(decided) -> str:
    return record_of(decided)


def live(kind: str) -> list[Claim]:
    return list(Claim.objects.filter(kind=kind, known_until=None).order_by("known_from"))


def record(desk, **given: str):
    return desk.post(ADD, {"record": "one", "on": "2026-11-22", **given})


@pytest.mark.parametrize(
    ("given", "kind", "values", "dates"),
    [
        (
            {"what": "status", "v-status": "political_prisoner", "when": "since summer 2020"},
            "StatusDetermination",
            {"status": "political_prisoner"},
            ("2020-22", ".."),
        ),
        ({"what": "detention", "v-ground": "short_term", "when": "yesterday"}, "SpellDetails", {}, ("2026-11-21", "")),
        ({"what": "hearing", "v-time": "14:00", "when": "4.8.2012"}, "Hearing", {"time": "14:00"}, ("2012-08-04", "")),
        ({"what": "occupation", "v-text": "настаўніца", "when": "каля 2011"}, "Occupation", {}, ("2011~", "")),
        ({"what": "life", "v-birth": "жнівень 1970"}, "PersonDetails", {"birth": "1970-08"}, ("", "")),
        ({"what": "name", "v-text": "Ганна Сампле"}, "Name", {"text": "Ганна Сампле"}, ("", "")),
    ],
)
def test_what_is_added_is_recorded_as_it_was_meant(desk, anna, given, kind, values, dates):
    answer = record(desk, **{"person": "Anna Sample", "person-record": anna, **given})
    assert answer.status_code == 302, answer.context["problem"]
    made = live(kind)[-1]
    assert values.items() <= {name: str(value) for name, value in said(made).items()}.items()
    assert (made.valid_from, made.valid_until) == dates
    assert made.citations.get().proposal.reading.version.capture.source.kind == "note"


def test_a_verdict_with_its_sentence_is_one_decision(desk, anna, decided):
    before = Decision.objects.count()
    given = {"what": "sentence", "person": "x", "person-record": anna, "result": "2y6m f 500", "when": "4.8.2012"}
    assert record(desk, **given, whole=record_of(decided, "proceeding-1")).status_code == 302
    assert Decision.objects.count() == before + 1
    assert {(str(said(each)["amount"]), said(each)["unit"]) for each in live("SentenceComponent")[1:]} == {
        ("30", "months"),
        ("500", "BYR"),
    }
    assert {each.subject_id for each in live("Judgment")} == {record_of(decided, "proceeding-1")}


def test_a_relative_is_added_by_typing_a_name(desk, anna):
    given = {"what": "relation", "person": "Anna Sample", "v-other": "Boris Example", "v-relationship": "spouse"}
    answer = record(desk, **given)
    assert answer.status_code == 302, answer.context["problem"]
    assert said(live("Relationship")[0])["other"] == live("Name")[-1].subject_id
    assert live("Relationship")[0].subject_id == anna


def test_a_likeness_is_asked_and_never_taken(desk, anna):
    for like in ("Hanna Sample", "A. Sample"):
        answer = record(desk, person=like, what="name", **{"v-text": "x"})
        assert answer.status_code == 422
        assert [each.record for each in answer.context["candidates"]] == [anna]
        assert answer.context["given"]["v-text"] == "x"
    answer = record(desk, person="Hanna Sample", what="occupation", **{"v-text": "teacher", "person-record": "new"})
    assert answer.status_code == 302
    assert Record.objects.filter(kind="Person").count() == 2


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"what": ""}, "choose it from the list"),
        ({"what": "occupation", "v-text": "x", "when": "04/08/2012"}, "may be 4 August 2012 or 8 April 2012"),
        ({"what": "status", "v-status": "political_prisoner", "when": "31.02.2012"}, "29 days"),
        ({"what": "status"}, "status is needed"),
        ({"what": "sentence", "result": "nonsense"}, "none of these"),
        ({"what": "sentence", "result": "post 14:00"}, "Expected a verdict"),
        ({"what": "charge", "whole": "abcabcabcabc", "v-provision": "24.23"}, "of this person"),
    ],
)
def test_what_cannot_be_recorded_gets_a_sentence_and_nothing_is_lost(desk, anna, given, told):
    decisions, notes_before = Decision.objects.count(), Source.objects.filter(kind="note").count()
    answer = record(desk, **{"person": "Anna Sample", "person-record": anna, "note": "told by a neighbour", **given})
    assert answer.status_code == 422
    assert told in answer.context["problem"]
    assert "told by a neighbour" in answer.content.decode()
    assert (Decision.objects.count(), Source.objects.filter(kind="note").count()) == (decisions, notes_before)


def test_a_source_can_be_named_with_its_words(desk, anna, decided):
    quote = "chairwoman of the Example House"
    given = {"what": "occupation", "person-record": anna, "person": "x", "v-text": "chair", "source": decided.source.id}
    assert record(desk, **given, quote=quote).status_code == 302
    assert Passage.objects.get(proposals__citations__claim=live("Occupation")[0]).quote == quote
    answer = record(desk, **given, quote="words that are not there")
    assert "letter by letter" in answer.context["problem"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("4.8.2012", "4 August 2012"),
        ("c. 2011", "about 2011"),
        ("summer 2020", "summer 2020: 1 June 2020 to 31 August 2020"),
        ("04/08/2012", "Which day is it?"),
        ("between May and July 2013", "May 2013 – July 2013"),
        ("nonsense", "Expected a date such as"),
    ],
)
def test_a_date_is_shown_as_it_was_understood(desk, typed, shown):
    assert shown in desk.get(f"{ADD}when/", {"q": typed}).content.decode()


def penalty(decided) -> Claim:
    return Claim.objects.get(kind="SentenceComponent", known_until=None)


def test_a_claim_is_corrected_with_a_reason_and_shows_what_it_said(desk, decided):
    old = penalty(decided)
    page = desk.get(f"{ADD}correct/{old.pk}/", headers={"X-Part": "1"}).content.decode()
    assert 'name="v-amount" value="4.5"' in page
    given = {"v-sentence_type": "imprisonment", "v-amount": "4", "v-unit": "years", "from": "5 March 2021"}
    answer = desk.post(f"{ADD}correct/{old.pk}/", given)
    assert "Expected a reason" in answer.content.decode()
    assert answer.status_code == 422
    assert desk.post(f"{ADD}correct/{old.pk}/", {**given, "reason": "typing error"}).status_code == 302
    new = penalty(decided)
    assert (int(said(new)["amount"]), new.valid_from) == (4, "2021-03-05")
    page = desk.get(f"{ADD}correct/{new.pk}/").content.decode()
    assert "Before: Imprisonment, 4.5 years 4 March 2021 (vera)" in page


def test_of_two_who_correct_one_claim_the_second_is_told_and_keeps_what_was_typed(desk, decided):
    old = penalty(decided)
    given = {"v-sentence_type": "imprisonment", "v-amount": "4", "v-unit": "years", "from": "2021-03-04", "reason": "r"}
    desk.post(f"{ADD}correct/{old.pk}/", given)
    answer = desk.post(f"{ADD}correct/{old.pk}/", {**given, "v-amount": "5"})
    assert answer.status_code == 422
    assert "meanwhile" in answer.content.decode()
    assert 'name="v-amount" value="5"' in answer.content.decode()


def test_the_record_page_offers_to_correct_and_to_add(desk, anna, decided):
    page = desk.get(f"/admin/records/{anna}/").content.decode()
    assert f"/admin/adding/correct/{penalty(decided).pk}/" in page
    assert f"/admin/adding/?person-record={anna}" in page


@pytest.mark.parametrize(
    "what", ["detention", "charge", "hearing", "sentence", "status", "relation", "position", "text"]
)
def test_every_form_can_be_looked_at(desk, anna, what):
    assert desk.get(f"{ADD}?person-record={anna}&what={what}").status_code == 200


def test_a_public_position_and_an_award_are_added_to_a_person(desk, anna):
    whom = {"person": "Anna Sample", "person-record": anna}
    given = {"what": "said", "v-text": "Release comes before dialogue", "v-stance": "condition", "when": "5.3.2012"}
    assert record(desk, **whom, **given).status_code == 302
    assert said(live("Position")[0])["stance"] == "condition"
    given = {"what": "award", "v-title": "Lantern Prize", "v-body": "Lantern House", "when": "2012"}
    assert record(desk, **whom, **given).status_code == 302
    assert said(live("Award")[0])["title"] == "Lantern Prize"
    assert live("Award")[0].subject_id == anna
