"""The day sheet: what is expected stands there, a few letters are understood, a row is one decision, and nobody's work is lost."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from khronika.desk.claims.amend import said
from khronika.desk.claims.models import Claim, Decision, Mention, Proposal, Record
from khronika.desk.register.models import Judgment
from khronika.desk.sources import note as notes
from khronika.desk.sources.models import Source
from khronika.workspace.day import screen
from tests.desk.making import ANNA, Said, accept, kept, lay, named, subject

DAY = date(2026, 11, 20)
SHEET = f"/admin/day/{DAY}/"
COURT, JUDGE, LAW = ("Organization", "Court of Sampletown"), ("Person", "Berta Judge"), ("LegalProvision", "24.23")
TRIAL, SPELL = ("Proceeding", ""), ("DetentionSpell", "")
TEXT = "Anna Sample will be tried in Sampletown."


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An opened home, as the desk's process has it."""
    opened = SimpleNamespace(folder=tmp_path, derive=lambda purpose: purpose.encode().ljust(32, b"-"))
    (tmp_path / "vault").mkdir()
    monkeypatch.setattr(notes, "current", lambda: opened)
    return opened


def tried(*more: Said, on: str = str(DAY)) -> dict:
    """A hearing of Anna's that is known for a day; the records by what they are."""
    proposals = lay(
        kept(TEXT),
        named(ANNA),
        named(COURT),
        named(JUDGE),
        named(LAW),
        Said("ProceedingDetails", TRIAL, {"defendant": ANNA, "proceeding_kind": "administrative"}),
        Said("Charge", TRIAL, {"provision": LAW}),
        Said("CourtRole", TRIAL, {"person": JUDGE, "court_role": "judge"}),
        Said("Hearing", TRIAL, {"court": COURT, "time": "10:00"}, start=on, until=on),
        *more,
    )
    accept(proposals)
    return {each.kind: subject(each) for each in reversed(proposals)} | {"Person": subject(proposals[0])}


def rows(desk, address: str = SHEET) -> list:
    return desk.get(address).context["rows"]


def form(row, **typed: object) -> dict:
    """What the row's form sends."""
    sent = {"key": row.key, "proceeding": row.proceeding, "seen": row.seen, "mentioned": row.mentioned}
    sent |= {
        "source": row.source,
        "time": row.time,
        "result": row.result,
        "decision": row.done.decision if row.done else 0,
    }
    for name in ("person", "court", "provision", "judge"):
        cell = getattr(row, name)
        sent |= {name: cell.text, f"{name}-record": cell.record}
    return sent | typed


def save(desk, row, **typed: object):
    return desk.post(f"{SHEET}save/", form(row, **typed), headers={"X-Part": "row"})


def live(kind: str) -> list[dict]:
    return [said(each) | {"from": each.valid_from} for each in Claim.objects.filter(kind=kind, known_until=None)]


def test_a_hearing_of_the_day_stands_there_with_all_that_is_known(desk):
    tried()
    (row,) = rows(desk)
    known = (row.person.text, row.court.text, row.provision.text, row.judge.text, row.time, row.why)
    assert known == ("Anna Sample", "Court of Sampletown", "24.23", "Berta Judge", "10:00", ("hearing today 10:00",))
    assert row.done is None


def test_a_hearing_without_an_outcome_is_asked_for_until_there_is_one(desk):
    tried(on="2026-11-18")
    (row,) = rows(desk)
    assert row.why == ("no outcome since 2026-11-18",)
    save(desk, row, result="held", time="")
    assert rows(desk, "/admin/day/2026-11-21/")[0].why == ("no outcome since 2026-11-18",)


def test_people_whose_short_detention_ends_stand_there(desk):
    proposals = lay(
        kept(TEXT),
        named(ANNA),
        Said("SpellDetails", SPELL, {"person": ANNA, "ground": "short_term"}, start="2026-11-18", until=str(DAY)),
    )
    accept(proposals)
    (row,) = rows(desk)
    assert (row.person.text, row.why) == ("Anna Sample", ("detention ends",))
    assert save(desk, row, result="rel").status_code == 200
    assert {each["end_ground"] for each in live("SpellDetails") if "end_ground" in each} == {"released"}
    assert [each.done.said for each in rows(desk)] == [("Released",)]


def test_a_term_counted_from_the_judgment_ends(desk):
    penalty = {"sentence_type": "administrative_detention", "amount": "10", "unit": "days"}
    tried(
        Said("Judgment", TRIAL, {"verdict": "convicted"}, start="2026-11-10"),
        Said("SentenceComponent", TRIAL, penalty, start="2026-11-10"),
        on="2026-11-10",
    )
    assert [row.why for row in rows(desk)] == [("term of 10 days ends",)]


def test_saving_a_row_is_one_decision_on_a_note_of_the_row(desk):
    tried()
    (row,) = rows(desk)
    before = Decision.objects.count()
    answer = save(desk, row, result="10d 20bv")
    assert answer.status_code == 200, answer.content.decode()
    assert Decision.objects.count() == before + 1
    assert {(each["sentence_type"], int(each["amount"]), each["from"]) for each in live("SentenceComponent")} == {
        ("administrative_detention", 10, str(DAY)),
        ("fine", 20, str(DAY)),
    }
    assert [each["verdict"] for each in live("Judgment")] == ["convicted"]
    assert {each.get("hearing_outcome", "") for each in live("Hearing")} == {"", "held"}
    note = Source.objects.get(kind="note")
    assert note.title == f"{DAY}: Anna Sample · Court of Sampletown · 24.23 · 10:00 · Berta Judge · 10d 20bv"
    (row,) = rows(desk)
    assert row.done.said == ("10:00, Held", "Convicted", "Administrative detention, 10 days", "Fine, 20 base units")
    assert row.done.by == "Vera"


@pytest.mark.parametrize(
    ("typed", "hearings"),
    [
        ("post 14:00", {("10:00", "adjourned", str(DAY)), ("14:00", "", str(DAY))}),
        ("post 15.12 9:30", {("10:00", "adjourned", str(DAY)), ("09:30", "", "2026-12-15")}),
    ],
)
def test_an_adjourned_hearing_is_expected_again(desk, typed, hearings):
    tried()
    save(desk, rows(desk)[0], result=typed)
    found = {(each.get("time", ""), each.get("hearing_outcome", ""), each["from"]) for each in live("Hearing")}
    assert hearings <= found
    days = {DAY.isoformat(), max(each[2] for each in hearings)}
    assert all(rows(desk, f"/admin/day/{each}/") for each in days)
    assert rows(desk)[0].closed == (len(days) == 2)


def test_what_is_not_understood_is_said_and_nothing_typed_is_lost(desk):
    tried()
    (row,) = rows(desk)
    answer = save(desk, row, result="10x", judge="Another Judge", **{"judge-record": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "‘10x’ is none of these" in page
    assert 'value="10x"' in page
    assert 'value="Another Judge"' in page
    assert not Judgment.objects.exists()


def test_without_script_a_fault_shows_the_whole_sheet_with_what_was_typed(desk):
    tried()
    (row,) = rows(desk)
    answer = desk.post(f"{SHEET}save/", form(row, result="10x"))
    assert answer.status_code == 422
    assert [each.result for each in answer.context["rows"]] == ["10x"]
    answer = desk.post(f"{SHEET}save/", form(row, result="10d"))
    assert answer.headers["Location"] == f"{SHEET}#row-{row.key}"


def test_a_name_in_another_script_brings_the_person_with_their_case(desk):
    known = tried(on="2026-10-01")
    page = desk.get("/admin/adding/find/?kind=Person&q=Анна Сампле").content.decode()
    assert f'data-record="{known["Person"]}"' in page
    answer = desk.get(f"{SHEET}row/?who={known['Person']}")
    row = answer.context["row"]
    assert (row.proceeding, row.court.text, row.judge.text) == (known["Hearing"], "Court of Sampletown", "Berta Judge")


def test_somebody_new_is_recorded_with_all_that_is_typed(desk):
    row = desk.get(f"{SHEET}row/?who=new&name=Cyril Example").context["row"]
    answer = save(
        desk, row, result="f 500", court="Court of Exampleton", provision="24.3", judge="Dora Judge", time="11:30"
    )
    assert answer.status_code == 200, answer.content.decode()
    assert {each["text"] for each in live("Name")} == {"Cyril Example", "Court of Exampleton", "24.3", "Dora Judge"}
    assert live("SentenceComponent")[0]["unit"] == "BYN"
    assert len(rows(desk)) == 1


def test_a_name_that_may_be_another_is_asked(desk):
    tried()
    row = desk.get(f"{SHEET}row/?who=new&name=x").context["row"]
    answer = save(desk, row, person="A. Sample", result="10d", **{"person-record": ""})
    assert answer.status_code == 422
    assert "choose who it is" in answer.content.decode()
    answer = save(desk, row, person="A. Sample", result="10d", **{"person-record": "new"})
    assert answer.status_code == 200


def test_of_two_on_one_row_the_second_is_told_and_keeps_what_was_typed(desk, pavel):
    tried()
    (row,) = rows(desk)
    other = Client()
    other.force_login(pavel)
    assert save(other, row, result="15d").status_code == 200
    answer = save(desk, row, result="10d")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "touched meanwhile by pavel" in page
    assert "Administrative detention, 15 days" in page
    assert 'value="10d"' in page
    assert [int(each["amount"]) for each in live("SentenceComponent")] == [15]


def test_two_who_write_the_same_new_person_make_one(desk, pavel):
    row = desk.get(f"{SHEET}row/?who=new&name=Cyril Example").context["row"]
    save(desk, row, result="10d", **{"person-record": ""})
    answer = save(desk, row, result="15d", **{"person-record": ""})
    assert Record.objects.filter(kind="Person").count() == 1
    assert answer.status_code in (200, 409)


def test_a_row_typed_anew_stands_in_the_place_of_what_it_said(desk):
    tried()
    save(desk, rows(desk)[0], result="10d")
    save(desk, rows(desk)[0], result="20bv")
    assert [each["sentence_type"] for each in live("SentenceComponent")] == ["fine"]
    assert len(live("Judgment")) == 1


def test_the_last_row_is_taken_back_by_one_key(desk):
    tried()
    save(desk, rows(desk)[0], result="10d")
    desk.post(f"{SHEET}undo/")
    assert live("SentenceComponent") == []
    assert rows(desk)[0].done is None
    assert "Nothing to take back" in desk.post(f"{SHEET}undo/", follow=True).content.decode()


def message() -> list[Proposal]:
    """A message of the day that says what came of it, not yet decided."""
    penalty = {"sentence_type": "administrative_detention", "amount": "10", "unit": "days"}
    version = kept("Anna Sample: 10 days.", title="Message", published=str(DAY))
    return lay(
        version,
        named(ANNA),
        Said("ProceedingDetails", TRIAL, {"defendant": ANNA, "proceeding_kind": "administrative"}, "10 days"),
        Said("SentenceComponent", TRIAL, penalty, "10 days"),
    )


def test_a_message_fills_in_the_row_and_is_its_source(desk):
    known = tried()
    waiting = message()
    (row,) = rows(desk)
    assert (row.result, row.understood) == ("10d", ("Administrative detention, 10 days",))
    assert save(desk, row).status_code == 200
    states = dict(Proposal.objects.filter(id__in=[each.id for each in waiting]).values_list("kind", "state"))
    assert states["SentenceComponent"] == "changed"
    penalty = Claim.objects.get(kind="SentenceComponent", known_until=None)
    assert penalty.subject_id == known["Hearing"]
    assert penalty.citations.get().proposal.reading.version.capture.source.title == "Message"
    assert Mention.objects.get(pk=waiting[1].subject_id).record_id == known["Hearing"]


def test_a_message_about_somebody_unknown_makes_a_row(desk):
    message()
    (row,) = rows(desk)
    assert (row.person.text, row.person.record, row.result) == ("Anna Sample", "", "10d")
    assert save(desk, row).status_code == 200
    assert [each.done.said for each in rows(desk)] == [("Held", "Convicted", "Administrative detention, 10 days")]


def test_the_sheet_takes_at_most_60_questions_however_many_rows(desk, django_assert_max_num_queries):
    tried()
    desk.get(SHEET)
    with django_assert_max_num_queries(60):
        assert desk.get(SHEET).status_code == 200


@pytest.mark.parametrize("day", ["yesterday", "2026-02-31", "1"])
def test_a_day_that_is_none_is_not_found(desk, day):
    assert desk.get(f"/admin/day/{day}/").status_code == 404


def test_what_the_letters_mean_is_shown_in_the_language_of_the_desk(desk):
    desk.cookies["khronika_language"] = "be"
    page = desk.get(f"{SHEET}understood/?q=10с").content.decode()
    assert "Адміністрацыйны арышт, 10 дзён" in page


def test_a_long_sheet_comes_in_parts_and_each_row_offers_a_few_messages_first(desk, vera, monkeypatch):
    monkeypatch.setattr(screen, "SHOWN", 2)
    for number in range(4):
        person = ("Person", f"Anna Sample {number}")
        trial = ("Proceeding", str(number))
        accept(
            lay(
                kept(f"{TEXT} {number}"),
                named(person),
                Said("ProceedingDetails", trial, {"defendant": person, "proceeding_kind": "administrative"}),
                Said("Hearing", trial, {"time": f"1{number}:00"}, start=str(DAY), until=str(DAY)),
            )
        )
    page = desk.get(SHEET)
    assert (len(page.context["rows"]), page.context["more"]) == (2, 2)
    assert "Show 2 more rows" in page.content.decode()
    assert len(rows(desk, SHEET + "?rows=all")) == 4
