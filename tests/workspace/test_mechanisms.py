"""The screens of mechanisms: what is before them, recommendations rated with what shows it, what is due. All is invented."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from khronika.desk.accounts.change import add
from khronika.desk.accounts.roles import Role
from khronika.desk.claims.amend import said
from khronika.desk.claims.models import Claim, Record
from khronika.desk.sources import note as notes
from khronika.workspace.mechanisms.due import ics, today
from tests.desk.making import Said, accept, kept, lay, named, subject

UPR, SESSION = ("Mechanism", "Universal Periodic Review"), ("Session", "36th session")
REPORT, LETTER = ("Submission", "report"), ("Communication", "letter")
STATEMENT, DEMAND = ("JointStatement", "statement"), ("Demand", "demand")
MANY = 60


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An opened home, as the desk's process has it."""
    opened = SimpleNamespace(folder=tmp_path, derive=lambda purpose: purpose.encode().ljust(32, b"-"))
    (tmp_path / "vault").mkdir()
    monkeypatch.setattr(notes, "current", lambda: opened)
    return opened


def words(who: tuple[str, str], text: str, role: str = "title") -> Said:
    return Said("Text", who, {"role": role, "language": "en", "text": text})


def day(ahead: int) -> str:
    return (today() + timedelta(days=ahead)).isoformat()


@pytest.fixture
def made(desk) -> dict[str, str]:
    """A mechanism with a session, a report, a letter that is overdue, a demand that comes, and sixty recommendations."""
    facts = [
        named(UPR),
        Said("MechanismDetails", UPR, {"mechanism_type": "upr"}),
        named(SESSION),
        Said("SessionDetails", SESSION, {"mechanism": UPR, "number": 36, "cycle": 3}, start="2020-05-04"),
        words(REPORT, "Report of nine organisations"),
        Said("SubmissionDetails", REPORT, {"mechanism": UPR, "session": SESSION, "submission_type": "coalition"}),
        words(LETTER, "Letter about Anna Sample"),
        Said("CommunicationDetails", LETTER, {"mechanism": UPR, "deadline": day(-3), "document": "OL 1/2020"}),
        words(STATEMENT, "Statement on the lantern case"),
        Said("StatementDetails", STATEMENT, {}, start="2020"),
        words(DEMAND, "Release everyone at once", "demand"),
        Said("DemandDetails", DEMAND, {"statement": STATEMENT, "number": 1, "deadline": day(9)}),
    ]
    for number in range(1, MANY + 1):
        its = ("Recommendation", f"r{number}")
        values = {"session": SESSION, "number": f"138.{number}", "topic": "Detention" if number % 2 else "Courts"}
        facts += [words(its, f"Do the thing {number}", "recommendation"), Said("RecommendationDetails", its, values)]
    facts.append(Said("RecommendationResponse", ("Recommendation", "r2"), {"recommendation_response": "noted"}))
    proposals = lay(kept(), *facts)
    accept(proposals)
    return {each.subject.name: subject(each) for each in proposals}


def page(desk, path: str, **asked: str) -> str:
    answer = desk.get(f"/admin/mechanisms/{path}", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def rate(desk, record: str, **given: str):
    return desk.post("/admin/mechanisms/recommendations/say/", {"rate": record, **given})


def test_the_list_says_how_much_is_before_each_mechanism(desk, made):
    (row,) = desk.get("/admin/mechanisms/").context["rows"]
    assert dict(row.counts) == {"Session": 1, "Submission": 1, "Communication": 1, "Recommendation": MANY}
    assert row.late == 1


def test_a_mechanism_leads_to_all_that_is_before_it(desk, made):
    shown = page(desk, f"{made[UPR[1]]}/")
    for name in ("36th session", "Report of nine organisations", "Letter about Anna Sample", "OL 1/2020"):
        assert name in shown
    answer = desk.get(f"/admin/mechanisms/{made[UPR[1]]}/")
    assert answer.context["tally"].count == MANY
    assert [each.what for each in answer.context["due"]] == ["Answer due"]


def test_a_session_shows_its_reports_and_its_mechanism(desk, made):
    shown = page(desk, f"{made[SESSION[1]]}/")
    assert "Report of nine organisations" in shown
    assert "Universal Periodic Review" in shown
    assert "cycle 3" in shown


def test_the_form_for_a_new_session_knows_its_mechanism(desk, made):
    answer = desk.get(f"/admin/mechanisms/{made[UPR[1]]}/")
    sections = {each.kind: each for each in answer.context["sections"]}
    form = desk.get(sections["Session"].add)
    (details,) = [each for each in form.context["groups"] if each.kind == "SessionDetails"]
    assert details.fields[0].record == made[UPR[1]]


def test_another_record_leads_to_its_own_page(desk, made):
    assert desk.get(f"/admin/mechanisms/{made['letter']}/").headers["Location"].endswith(f"/records/{made['letter']}/")
    assert desk.get(f"/admin/mechanisms/{made['demand']}/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, MANY),
        ({"response": "noted"}, 1),
        ({"response": "unanswered"}, MANY - 1),
        ({"rating": "unrated"}, MANY),
        ({"topic": "Courts"}, MANY // 2),
        ({"words": "thing 17"}, 1),
        ({"words": "138.2"}, 11),
        ({"recommending": "No Such Land"}, 0),
    ],
)
def test_recommendations_are_narrowed_down(desk, made, asked, count):
    assert desk.get("/admin/mechanisms/recommendations/", asked).context["page"].count == count


def test_a_rating_is_a_decision_on_what_shows_it(desk, made):
    given = {"implementation": "not_implemented", "when": "2024", "assessed_by": "Lantern House", "response": "noted"}
    answer = rate(desk, made["r2"], **given, note="Eight people were executed since.")
    assert answer.status_code == 302
    assert "response=noted" in answer.headers["Location"]
    (claim,) = Claim.objects.filter(kind="Implementation", known_until=None)
    assert (claim.subject_id, claim.valid_from) == (made["r2"], "2024")
    assert said(claim)["implementation"] == "not_implemented"
    assert Record.objects.get(pk=said(claim)["assessed_by"]).kind in ("Person", "Organization", "Group")
    assert claim.citations.get().proposal.reading.version.text == "Eight people were executed since."
    shown = page(desk, "recommendations/", rating="not_implemented")
    assert "Not implemented" in shown


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"implementation": "implemented"}, "on what the rating rests"),
        ({"note": "seen"}, "it is needed"),
        ({"implementation": "implemented", "note": "seen", "when": "31.2.2020"}, "31.2.2020"),
        ({"implementation": "implemented", "source": "nosuchsource", "note": "seen"}, "kept here"),
    ],
)
def test_a_rating_that_cannot_be_recorded_keeps_what_was_typed(desk, made, given, sentence):
    answer = rate(desk, made["r2"], **given)
    assert answer.status_code == 422
    assert sentence in answer.context["problem"]
    assert answer.context["open"] == made["r2"] or made["r2"] not in {each.record for each in answer.context["rows"]}
    assert not Claim.objects.filter(kind="Implementation").exists()


def test_a_recommendation_is_linked_with_a_demand_by_its_words(desk, made):
    given = {"link": made["r2"], "concern_with": "release everyone at once"}
    assert desk.post("/admin/mechanisms/recommendations/say/", given).status_code == 302
    (claim,) = Claim.objects.filter(kind="Concern", known_until=None)
    assert (claim.subject_id, said(claim)["record"]) == (made["r2"], made["demand"])
    answer = desk.get("/admin/mechanisms/recommendations/", {"concern": made["demand"]})
    assert [each.record for each in answer.context["rows"]] == [made["r2"]]


def test_a_page_of_recommendations_asks_as_much_whatever_there_is(desk, made, django_assert_max_num_queries):
    desk.get("/admin/mechanisms/recommendations/")
    with django_assert_max_num_queries(40):
        shown = page(desk, "recommendations/")
    assert shown.count('class="k-rec"') == 50


def test_what_is_overdue_and_what_comes_is_on_the_first_page(desk, made):
    answer = desk.get("/admin/")
    assert [(each.name, each.late) for each in answer.context["deadlines"].overdue] == [("Letter about Anna Sample", 3)]
    assert [each.what for each in answer.context["deadlines"].coming] == ["To be met by"]
    assert "Letter about Anna Sample" in answer.content.decode()


def test_the_screen_of_deadlines_looks_as_far_as_it_is_asked(desk, made):
    due = desk.get("/admin/mechanisms/deadlines/", {"days": "5"}).context["due"]
    assert (due.late_count, due.coming_count) == (1, 0)
    assert desk.get("/admin/mechanisms/deadlines/", {"days": "no number"}).context["due"].coming_count == 1


def test_a_calendar_names_nobody_unless_titles_are_asked_for(desk, made):
    plain = desk.get("/admin/mechanisms/deadlines.ics")
    assert plain.headers["Content-Type"].startswith("text/calendar")
    text = plain.content.decode().replace("\r\n ", "")
    assert "Anna Sample" not in text
    assert "lantern" not in text
    assert "Universal Periodic Review" in text
    titled = desk.get("/admin/mechanisms/deadlines.ics", {"titles": "1"}).content.decode().replace("\r\n ", "")
    assert "Letter about Anna Sample" in titled


def test_the_calendar_does_not_change_by_being_asked_again(made):
    assert ics(date(2026, 8, 4), titles=True) == ics(date(2026, 8, 4), titles=True)


def test_who_only_looks_cannot_rate(desk, made, vera):
    desk.force_login(add(vera, "nina", {Role.RESEARCHER}, "a long password of nina"))
    assert rate(desk, made["r2"], implementation="implemented", note="x").status_code == 403
    assert "Rate" not in page(desk, "recommendations/")
    assert not Claim.objects.filter(kind="Implementation").exists()
