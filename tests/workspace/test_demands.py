"""The screen of demands: filters, assessing from the list, what is proposed, what changed. All people are invented."""

import pytest

from khronika.desk.advocacy.demands import tracked
from khronika.desk.claims.models import Claim, Decision, Proposal
from khronika.desk.claims.propose import DESK
from khronika.desk.register.models import Name
from khronika.desk.sources.models import Source
from khronika.workspace.advocacy import asked
from tests.desk.demanding import assess, demanded, released
from tests.desk.making import Said, accept, kept, lay, record

pytestmark = pytest.mark.django_db
ANNA, BORYS = ("Person", "Anna Sample"), ("Person", "Borys Probe")


@pytest.fixture
def two(vera) -> tuple[str, str]:
    """A demand for Anna and Borys, and one of another year."""
    known = {who: record(kept(f"{who[1]} exists."), who) for who in (ANNA, BORYS)}
    one = demanded("Release Anna Sample and Borys Probe", "2011-08-04", people=(ANNA, BORYS), known=known)
    return one, demanded("Change the law on meetings", "2012", scope="change_of_law")


@pytest.fixture
def notes(monkeypatch):
    """Notes are kept without a vault: what was typed becomes a source."""
    monkeypatch.setattr(
        "khronika.workspace.adding.about.written", lambda _by, words, **_: kept(words, title=words[:60])
    )


def listed(page) -> list[str]:
    return [each.record for each in page.context["rows"]]


def test_filters_narrow_the_list_and_states_are_counted(desk, two):
    one, other = two
    assess(other, "refused", "2013-02-01")
    page = desk.get("/admin/demands/")
    assert listed(page) == [one, other] and [(each.key, each.count) for each in page.context["tabs"]] == [
        ("open", 1),
        ("refused", 1),
    ]
    assert listed(desk.get("/admin/demands/?state=refused")) == [other]
    assert listed(desk.get("/admin/demands/?year=2011")) == [one]
    assert listed(desk.get("/admin/demands/?scope=change_of_law")) == [other]
    anna = Name.objects.get(text="Anna Sample").claim.subject_id
    found = desk.get(f"/admin/demands/?beneficiary=x&beneficiary-record={anna}")
    assert listed(found) == [one] and "Anna Sample" in found.content.decode()
    assert listed(desk.get(f"/admin/demands/?statement={tracked()[other].demand.statement}")) == [other]


@pytest.mark.parametrize(
    "query", ["year=20x1", "beneficiary=Nobody+Anywhere", "edition=7", "addressee-record=nonsense0000"]
)
def test_what_cannot_be_meant_is_told_and_narrows_nothing(desk, two, query):
    page = desk.get(f"/admin/demands/?{query}")
    assert listed(page) == list(two) and page.context["asked"].problems


def test_a_demand_is_assessed_from_the_list_with_a_note_for_one_of_those_named(desk, two, notes):
    one, _other = two
    anna = Name.objects.get(text="Anna Sample").claim.subject_id
    sent = {
        "v-assessment": "met",
        "v-beneficiary-record": anna,
        "when": "21.6.2014",
        "note": "Her sister told us.",
        "back": "/admin/demands/?year=2011",
    }
    answer = desk.post(f"/admin/demands/{one}/assess/", sent)
    assert answer.status_code == 302 and answer["Location"] == f"/admin/demands/?year=2011#demand-{one}"
    found = tracked()[one].standing
    assert (found.state, found.since, found.met, found.of) == ("partly_met", "2014-06-21", 1, 2)
    assert Source.objects.filter(title="Her sister told us.").exists()
    assert "for 1 of 2 who are named" in desk.get("/admin/demands/").content.decode()
    page = desk.get(f"/admin/demands/{one}/").content.decode()
    assert "Her sister told us." in page and "21 June 2014" in page


@pytest.mark.parametrize(
    "wrong", [{"v-assessment": ""}, {"when": ""}, {"when": "the day after"}, {"source": "nothere00000"}]
)
def test_a_slip_records_nothing_and_loses_nothing(desk, two, notes, wrong):
    one, _other = two
    before = Claim.objects.count()
    sent = {"v-assessment": "refused", "when": "2014", "note": "A long note about it.", **wrong}
    answer = desk.post(f"/admin/demands/{one}/assess/", sent)
    assert answer.status_code == 422 and Claim.objects.count() == before
    assert "A long note about it." in answer.content.decode() and answer.context["problem"]


def test_one_is_not_led_away_from_the_desk(desk, two, notes):
    sent = {"v-assessment": "refused", "when": "2014", "back": "//elsewhere.example/"}
    assert desk.post(f"/admin/demands/{two[0]}/assess/", sent)["Location"] == f"/admin/demands/{two[0]}/"


def test_a_proposal_waits_in_the_review_of_its_source_and_is_accepted_there(desk, two):
    one, _other = two
    anna = Name.objects.get(text="Anna Sample").claim.subject_id
    told = released(anna, "2014-06-21")
    (row, _) = desk.get("/admin/demands/").context["rows"]
    source = told[0].reading.version.capture.source_id
    assert (row.waiting.count, row.waiting.source) == (1, source)
    review = desk.get(f"/admin/sources/{source}/review/?show=waiting")
    (card,) = [card for group in review.context["sheet"].groups for card in group.cards]
    assert str(card.said) == "Met, Anna Sample" and card.ready and "bears on the demand" in card.grounds
    desk.post(f"/admin/sources/{source}/review/rule/", {"answers": card.token})
    assert tracked()[one].standing.met == 1
    assert not Proposal.objects.filter(reading__reader=DESK, state="pending").exists()


def test_what_changed_since_an_edition_shows_how_it_stood(desk, two, monkeypatch):
    one, _other = two
    then = Decision.objects.latest("pk").pk
    monkeypatch.setattr(asked, "_edition", lambda _typed, _problems: (1, then))
    assert listed(desk.get("/admin/demands/?edition=1")) == []
    assess(one, "refused", "2013-02-01")
    (row,) = desk.get("/admin/demands/?edition=1").context["rows"]
    assert (row.record, row.was.key, row.stood.key) == (one, "open", "refused")


def test_two_demands_with_one_number_are_named_on_the_list_and_the_page(desk, vera):
    told = [
        Said("DemandDetails", ("Demand", which), {"statement": ("JointStatement", "S"), "number": 3}) for which in "ab"
    ]
    accept(lay(kept("Two demands."), *told))
    assert "Another demand of this statement has the number 3, too." in desk.get("/admin/demands/").content.decode()
    assert "correct one of the two" in desk.get(f"/admin/demands/{next(iter(tracked()))}/").content.decode()


def test_the_years_are_a_table_with_bars(desk, two):
    assess(two[1], "met", "2013")
    page = desk.get("/admin/demands/years/").content.decode()
    assert "2012" in page and "Not assessed 2" in page and "Met 1" in page


def test_no_demand_and_no_such_demand(desk):
    assert "No demand yet" in desk.get("/admin/demands/").content.decode()
    assert desk.get("/admin/demands/nothing00000/").status_code == 404


def test_the_list_asks_as_many_questions_whatever_is_on_it(desk, two, django_assert_max_num_queries):
    for year in range(2013, 2017):
        demanded(f"Ask number {year}", str(year))
    with django_assert_max_num_queries(40):
        desk.get("/admin/demands/")
