"""Lists of recommendations are taken in row by row, nothing lost; what stands is asked by session, answer and rating. The lists are invented."""

import csv
from pathlib import Path

import pytest

from khronika.desk.advocacy.mechanisms.bodies import before, bodies, mechanism_of, unplaced
from khronika.desk.advocacy.mechanisms.recommendations import (
    UNANSWERED,
    UNRATED,
    Asked,
    recommendations,
    tally,
    texts,
    topics,
)
from khronika.desk.claims.models import Claim, Record
from khronika.desk.claims.undo import undo
from khronika.desk.register.imports.bring import left
from khronika.desk.register.imports.guess import guess
from khronika.desk.register.imports.mapping import load
from khronika.desk.register.imports.recommended import listed
from khronika.desk.register.models import Name
from tests.desk.making import Said, accept, account, kept, lay, named, subject
from tests.desk.tabling import brought, opened

pytestmark = pytest.mark.django_db
HEAD = ["No.", "Recommendation", "Recommending state", "Position", "Theme", "Session"]
ROWS = [
    ["138.1", "Abolish the death penalty", "Sampleland", "Noted", "Death penalty", "36th session"],
    [
        "138.9",
        "Register independent associations",
        "Exampleia; Sampleland",
        "Supported",
        "Associations",
        "36th session",
    ],
    [
        "138.10",
        "Release everybody held for their opinions",
        "Exampleia",
        "Partially accepted",
        "Detention",
        "36th session",
    ],
    ["138.11", "Vernetzt euch", "Exampleia", "", "Detention", "36th session"],
]


def table(folder: Path, rows: list[list[str]] = ROWS, name: str = "list.csv", head: list[str] = HEAD) -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def mapping(path: Path) -> Path:
    """The guessed mapping, as somebody saves it."""
    made = path.with_suffix(".yaml")
    made.write_text(guess(opened(path)), encoding="utf-8")
    return made


def called(name: str) -> str:
    return Name.objects.get(text=name, claim__known_until=None).claim.subject_id


def test_a_list_is_taken_in_by_the_mapping_that_is_guessed(tmp_path):
    path = table(tmp_path)
    report = brought(path, load(mapping(path)))
    assert (report.good, report.problems, report.doubts) == (4, [], [])
    found = recommendations()
    assert [each.number for each in found] == ["138.1", "138.9", "138.10", "138.11"]
    assert [each.response for each in found] == ["noted", "supported", "supported_in_part", ""]
    assert {each.session for each in found} == {called("36th session")}
    assert set(found[1].recommending) == {called("Sampleland"), called("Exampleia")}
    assert texts([found[0].record])[found[0].record] == "Abolish the death penalty"
    assert topics() == ["Associations", "Death penalty", "Detention"]


@pytest.mark.parametrize(
    "head",
    [
        ["№", "Рекомендация", "Рекомендующее государство", "Ответ", "Тема", "Сессия"],
        ["№", "Рэкамендацыя", "Рэкамендуючая дзяржава", "Адказ", "Тэма", "Сесія"],
    ],
)
def test_headings_are_understood_in_our_languages(head):
    assert listed(head) == dict(
        zip(("number", "text", "recommending", "response", "topic", "session"), head, strict=True)
    )


@pytest.mark.parametrize("head", [["Name", "Status", "Article"], ["Recommendation"], ["Имя", "Ответ", "Тема"]])
def test_another_table_is_not_taken_for_one(head):
    assert listed(head) is None


def test_broken_rows_are_left_out_and_written_down_and_the_rest_comes_in(tmp_path):
    rows = [[f"{n}", f"Recommendation {n}", "Sampleland", "Noted", "Topic", "1st session"] for n in range(1, 301)]
    for number in (7, 70, 170):
        rows[number][3] = "perhaps"
    rows[200][0] = ""
    path = table(tmp_path, rows)
    plan = mapping(table(tmp_path, rows[:5], "first.csv"))
    report = brought(path, load(plan))
    assert (report.rows, report.good) == (300, 296)
    written = left(path, opened(path), report.problems)
    assert written is not None
    lines = list(csv.reader(written.open(encoding="utf-8-sig")))
    assert [line[0] for line in lines[1:]] == ["8", "71", "171", ""]
    assert "supported" in lines[1][-1] or "noted" in lines[1][-1]
    assert len(recommendations()) == 296
    again = brought(path, load(plan))
    assert (again.proposed, again.known > 0) == (0, True)


def test_a_changed_answer_takes_the_place_of_the_one_before(tmp_path):
    path = table(tmp_path)
    plan = load(mapping(path))
    brought(path, plan)
    rows = [[*ROWS[0][:3], "Supported", *ROWS[0][4:]], *ROWS[1:]]
    report = brought(table(tmp_path, rows), plan)
    assert [(each.was, each.now) for each in report.changed] == [("noted", "supported")]
    assert recommendations()[0].response == "supported"


REC, OTHER, UPR, SESSION, LETTER = (
    ("Recommendation", "one"),
    ("Recommendation", "two"),
    ("Mechanism", "Universal Periodic Review"),
    ("Session", "36th session"),
    ("Communication", "letter"),
)
CASE = ("Proceeding", "case")


def told(*said: Said) -> dict[str, str]:
    """Accept facts; the records by the names that they are spoken of with."""
    proposals = lay(kept(), *said)
    accept(proposals)
    return {each.subject.name: subject(each) for each in proposals}


def words(who: tuple[str, str], text: str) -> Said:
    return Said("Text", who, {"role": "recommendation", "language": "en", "text": text})


@pytest.fixture
def made() -> dict[str, str]:
    return told(
        named(UPR),
        Said("MechanismDetails", UPR, {"mechanism_type": "upr"}),
        named(SESSION),
        Said("SessionDetails", SESSION, {"mechanism": UPR, "number": 36, "cycle": 3}, start="2020-05-04"),
        words(REC, "Abolish the death penalty"),
        Said("RecommendationDetails", REC, {"session": SESSION, "number": "138.1", "topic": "Death penalty"}),
        Said("RecommendationResponse", REC, {"recommendation_response": "pending"}, start="2020-05"),
        Said("RecommendationResponse", REC, {"recommendation_response": "noted"}, start="2020-09"),
        words(OTHER, "Register independent associations"),
        Said("RecommendationDetails", OTHER, {"session": SESSION, "number": "138.2"}),
        Said("Implementation", OTHER, {"implementation": "in_part"}, start="2021"),
        Said("Implementation", OTHER, {"implementation": "regress"}, start="2022"),
        Said("Concern", OTHER, {"record": CASE}),
        named(("Person", "Anna Sample")),
        Said("ProceedingDetails", CASE, {"defendant": ("Person", "Anna Sample"), "proceeding_kind": "civil"}),
        Said("CommunicationDetails", LETTER, {"mechanism": UPR, "document": "OL 1/2020"}, start="2020-02-01"),
    )


def test_the_last_answer_and_the_last_rating_stand(made):
    first, second = recommendations()
    assert (first.response, first.responded, first.rating) == ("noted", "2020-09", "")
    assert (second.rating, second.rated, second.response) == ("regress", "2022", "")
    assert first.mechanism == made["Universal Periodic Review"]
    assert second.concerns == (made["case"],)
    assert tally([first, second]) == {("noted", ""): 1, ("", "regress"): 1}


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (Asked(response="noted"), ["138.1"]),
        (Asked(response=UNANSWERED), ["138.2"]),
        (Asked(rating=UNRATED), ["138.1"]),
        (Asked(rating="regress"), ["138.2"]),
        (Asked(topic="death PENALTY"), ["138.1"]),
        (Asked(words="associations independent"), ["138.2"]),
        (Asked(words="138"), ["138.1", "138.2"]),
        (Asked(words="nothing of the kind"), []),
    ],
)
def test_what_is_asked_for_is_found(made, asked, numbers):
    assert [each.number for each in recommendations(asked)] == numbers


def test_what_is_decided_later_is_in_the_next_answer(made):
    assert recommendations()[0].rating == ""
    (proposal,) = lay(kept(), Said("Implementation", REC, {"implementation": "not_implemented"}, start="2023"))
    accept([proposal], {REC: made["one"]})
    assert recommendations()[0].rating == "not_implemented"
    assert len(recommendations(Asked(session=made["36th session"]))) == 2


def test_what_is_undone_is_in_no_answer(made):
    claim = Claim.objects.get(kind="Implementation", valid_from="2022")
    undo(account(), claim.decision)
    assert recommendations() == []


def test_mechanisms_say_what_is_before_them(made):
    (upr,) = bodies()
    assert (upr.type, dict(upr.counts)) == ("upr", {"Session": 1, "Communication": 1, "Recommendation": 2})
    its = before(upr.record)
    (session,) = its["Session"]
    assert (session.number, session.cycle, session.start, session.recommendations) == (36, 3, "2020-05-04", 2)
    assert its["Communication"][0].document == "OL 1/2020"
    assert mechanism_of(session.record) == upr.record
    assert bodies("osce") == []


def test_a_session_that_only_a_list_names_waits_for_its_mechanism(tmp_path):
    path = table(tmp_path)
    brought(path, load(mapping(path)))
    assert [each.record for each in unplaced()] == [called("36th session")]
    assert not Record.objects.filter(kind="Mechanism").exists()
