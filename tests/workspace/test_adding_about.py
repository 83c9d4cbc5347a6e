"""Adding to records of any kind by hand: statements, demands, mechanisms, recommendations. Forms follow the vocabulary; nothing typed is lost."""

from types import SimpleNamespace

import pytest

from khronika.desk.claims.amend import said
from khronika.desk.claims.models import Claim, Decision, Record
from khronika.desk.sources import note as notes
from khronika.vocabulary.kinds import claims_about
from khronika.workspace.adding.kinds import BEGINS, choices, opens

ADD = "/admin/adding/about/"
FIND = "/admin/adding/find/"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An opened home, as the desk's process has it."""
    opened = SimpleNamespace(folder=tmp_path, derive=lambda purpose: purpose.encode().ljust(32, b"-"))
    (tmp_path / "vault").mkdir()
    monkeypatch.setattr(notes, "current", lambda: opened)
    return opened


def live(kind: str) -> list[Claim]:
    return list(Claim.objects.filter(kind=kind, known_until=None).order_by("known_from"))


def record(desk, **given: str) -> str:
    """Send the form; the id of the record."""
    answer = desk.post(ADD, {"record": "one", "on": "2026-11-22", **given})
    assert answer.status_code == 302, answer.context["problem"]
    return answer.headers["Location"].rstrip("/").rsplit("/", 1)[1]


def refused(desk, **given: str) -> str:
    answer = desk.post(ADD, {"record": "one", "on": "2026-11-22", **given})
    assert answer.status_code == 422
    return answer.context["problem"]


def mechanism(desk) -> str:
    return record(
        desk,
        **{"kind": "Mechanism", "Name.v-text": "Universal Periodic Review", "MechanismDetails.v-mechanism_type": "upr"},
    )


def statement(desk) -> str:
    return record(desk, **{"kind": "JointStatement", "Text.v-text": "Statement on the lantern case"})


def demand(desk, of: str, number: str = "1") -> str:
    given = {"DemandDetails.v-statement": "x", "DemandDetails.v-statement-record": of, "DemandDetails.v-number": number}
    return record(desk, **{"kind": "Demand", "Text.v-text": "Release everyone at once", **given})


@pytest.mark.parametrize("kind", BEGINS)
def test_every_new_kind_has_a_form_with_its_words_first(desk, kind):
    answer = desk.get(ADD, {"kind": kind})
    assert answer.status_code == 200
    assert [each.kind for each in answer.context["groups"]] == list(opens(kind))
    assert answer.context["groups"][0].kind in ("Name", "Text")


@pytest.mark.parametrize("kind", BEGINS)
def test_every_claim_about_a_kind_is_offered_once(kind):
    offered = [each for _heading, several in choices(kind, "en") for each, _words in several]
    assert sorted(offered) == sorted(each.name for each in claims_about(kind))


def test_a_mechanism_a_session_and_a_recommendation_are_added_and_linked(desk):
    upr = mechanism(desk)
    given = {"SessionDetails.v-mechanism": "Universal Periodic Review", "SessionDetails.v-number": "36"}
    session = record(
        desk, **{"kind": "Session", "Name.v-text": "36th session", "SessionDetails.when": "4.5.2020"}, **given
    )
    assert said(live("SessionDetails")[0])["mechanism"] == upr
    assert live("SessionDetails")[0].valid_from == "2020-05-04"
    given = {"RecommendationDetails.v-session-record": session, "RecommendationDetails.v-session": "36th session"}
    given |= {"RecommendationDetails.v-number": "138.1", "RecommendationDetails.v-recommending": "Sampleland"}
    made = record(desk, **{"kind": "Recommendation", "Text.v-text": "Abolish the death penalty"}, **given)
    assert Record.objects.get(pk=made).kind == "Recommendation"
    values = said(live("RecommendationDetails")[0])
    assert (values["session"], values["number"]) == (session, "138.1")
    assert Record.objects.get(pk=values["recommending"]).kind == "Place"
    (text,) = live("Text")
    assert said(text)["role"] == "recommendation"
    assert desk.get(f"/admin/records/{made}/").context["name"] == "Recommendation 138.1 · 36th session"


def test_one_form_is_one_decision_on_one_note(desk):
    before = Decision.objects.count()
    mechanism(desk)
    assert Decision.objects.count() == before + 1
    (name, details) = (live("Name")[0], live("MechanismDetails")[0])
    assert name.citations.get().proposal.reading_id == details.citations.get().proposal.reading_id
    assert "Universal Periodic Review" in name.citations.get().proposal.reading.version.text


def test_a_demand_needs_its_statement_and_says_so(desk):
    problem = refused(desk, **{"kind": "Demand", "Text.v-text": "Release everyone"})
    assert "Statement" in problem or "statement" in problem
    assert not Record.objects.filter(kind="Demand").exists()


def test_what_was_typed_comes_back_when_it_is_refused(desk):
    answer = desk.post(
        ADD,
        {"record": "one", "kind": "Demand", "Text.v-text": "Release everyone", "DemandDetails.v-deadline": "31.2.2020"},
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Release everyone" in page
    assert "31.2.2020" in page


def test_a_statement_is_found_by_its_title_and_a_demand_by_its_words(desk):
    its = statement(desk)
    asked = demand(desk, its)
    assert its in desk.get(FIND, {"kind": "JointStatement", "q": "lantern"}).content.decode()
    assert asked in desk.get(FIND, {"kind": "Demand,Recommendation", "q": "release everyone"}).content.decode()
    assert (
        "data-record" not in desk.get(FIND, {"kind": "Demand", "q": "quite other words", "new": "1"}).content.decode()
    )


def test_a_deadline_and_an_assessment_are_added_to_a_demand(desk):
    asked = demand(desk, statement(desk))
    record(desk, about=asked, what="DemandAssessment", **{"DemandAssessment.v-assessment": "not_met"})
    (made,) = live("DemandAssessment")
    assert (made.subject_id, said(made)["assessment"]) == (asked, "not_met")


def test_a_link_to_what_is_not_recorded_makes_no_record_of_a_guess(desk):
    asked = demand(desk, statement(desk))
    before = Record.objects.count()
    assert "Nothing that is recorded" in refused(
        desk, about=asked, what="Concern", **{"Concern.v-record": "Nobody Knows"}
    )
    assert Record.objects.count() == before


def test_words_that_may_mean_two_demands_are_asked(desk):
    its = statement(desk)
    first, second = demand(desk, its, "1"), demand(desk, its, "2")
    answer = desk.post(
        ADD, {"record": "one", "about": first, "what": "CarriedDemand", "CarriedDemand.v-earlier": "Release everyone"}
    )
    assert answer.status_code == 422
    assert {each.record for each in answer.context["candidates"]} >= {first, second}
    assert answer.context["unclear"] == "CarriedDemand.v-earlier"


def test_a_record_page_leads_to_its_form(desk):
    its = statement(desk)
    assert f"{ADD}?about={its}" in desk.get(f"/admin/records/{its}/").content.decode()
    answer = desk.get(ADD, {"about": its})
    assert "Signatory" in answer.content.decode()


def test_a_quote_that_does_not_stand_in_the_source_is_refused(desk, laid):
    its = statement(desk)
    problem = refused(
        desk, about=its, what="Step", source=laid.source.id, quote="no such words", **{"Step.v-step": "published"}
    )
    assert "letter by letter" in problem
