"""What is recorded elsewhere bears on a demand: the desk proposes how far it is met, on the same passage. All people are invented."""

import pytest

from khronika.desk.advocacy.asked import load
from khronika.desk.advocacy.proposed import catch_up
from khronika.desk.claims.amend import Amended, amend
from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.judge import judge
from khronika.desk.claims.models import Claim, Decision, Mention, Proposal, Record
from khronika.desk.claims.propose import DESK
from khronika.desk.claims.undo import undo
from tests.desk.demanding import MINISTRY, assess, demanded, released
from tests.desk.making import Said, accept, account, claim, kept, lay, record, subject

pytestmark = pytest.mark.django_db
BY = account
ANNA, BORYS = ("Person", "Anna Sample"), ("Person", "Borys Probe")
VIOLA = ("Organization", "Example Spring")


def proposals(state: str = "pending") -> list[Proposal]:
    """What the desk itself proposed of assessments."""
    found = Proposal.objects.filter(reading__reader=DESK, kind="DemandAssessment", state=state)
    return list(found.order_by("valid_from", "pk"))


def people() -> tuple[str, str, dict]:
    anna, borys = (record(kept(f"{name} exists."), (kind, name)) for kind, name in (ANNA, BORYS))
    return anna, borys, {ANNA: anna, BORYS: borys}


def test_a_release_is_proposed_for_whom_it_was_asked_on_the_passage_that_tells_it():
    anna, _borys, known = people()
    demand = demanded("Release Anna Sample and Borys Probe", people=(ANNA, BORYS), known=known)
    spell = released(anna, "2014-06-21")
    (found,) = proposals()
    assert found.values["assessment"] == "met" and found.values["beneficiary"] == {"record": anna}
    assert found.values["event"] == {"record": subject(spell[0])}
    assert (found.valid_from, found.subject.record_id) == ("2014-06-21", demand)
    assert [each.quote for each in found.passages.all()] == ["set free"]
    assert found.reading.version == spell[0].reading.version
    decide(account(), [Answer(found.pk)])
    (mark,) = load([demand])[demand].marks
    assert (mark.told.assessment, mark.told.beneficiary, mark.told.on) == ("met", anna, "2014-06-21")


def test_a_demand_that_is_recorded_after_the_release_is_told_of_it_too():
    anna, _borys, known = people()
    released(anna, "2014-06-21")
    demanded("Free all who are held: Anna Sample", people=(ANNA,), known=known)
    (found,) = proposals()
    assert found.valid_from == "2014-06-21"


@pytest.mark.parametrize(
    ("why", "assessment"),
    [("pardoned", "met"), ("expelled", "partly_met"), ("term_served", "overtaken"), ("died", "overtaken")],
)
def test_how_a_detention_ended_says_how_far_the_demand_is_met(why, assessment):
    anna, _borys, known = people()
    demanded("Release Anna Sample", people=(ANNA,), known=known)
    released(anna, "2014-06-21", why=why)
    assert [each.values["assessment"] for each in proposals()] == [assessment]


def test_nothing_is_proposed_of_what_ended_before_or_began_after_it_was_asked_or_of_others():
    anna, borys, known = people()
    demanded("Release Anna Sample", people=(ANNA,), known=known)
    released(anna, "2012-08", since="2011")
    released(anna, "2016-03-01", since="2015-02-01")
    released(borys, "2014-06-21")
    assert proposals() == []


def test_a_demand_of_another_kind_is_not_met_by_a_release():
    anna, _borys, known = people()
    demanded("Rehabilitate Anna Sample", people=(ANNA,), known=known)
    released(anna, "2014-06-21")
    assert proposals() == []
    told = lay(
        kept("Full rehabilitation."), Said("Rehabilitation", ANNA, {"rehabilitation": "full"}, start="2020-01-05")
    )
    accept(told, {ANNA: anna})
    (found,) = proposals()
    assert (found.values["assessment"], found.valid_from) == ("met", "2020-01-05")


def test_a_new_sentence_after_a_release_is_proposed_as_a_reversal():
    anna, _borys, known = people()
    demanded("Release Anna Sample", people=(ANNA,), known=known)
    released(anna, "2014-06-21")
    version = kept("Arrested again.")
    held = Said(
        "SpellDetails",
        ("DetentionSpell", "2021"),
        {"person": {"record": anna}, "ground": "pretrial"},
        start="2021-07-14",
    )
    accept(lay(version, held))
    assert [(each.values["assessment"], each.valid_from) for each in proposals()] == [
        ("met", "2014-06-21"),
        ("reversed", "2021-07-14"),
    ]


def test_a_repeal_meets_a_demand_and_a_law_that_takes_its_place_reverses_it():
    first = Said(
        "ProvisionDetails", ("LegalProvision", "193.1"), {"law": "Example Code", "article": "193.1"}, start="2005"
    )
    version = kept("Article 193.1 of the Example Code")
    law = record(version, ("LegalProvision", "193.1"))
    accept(lay(version, first), {("LegalProvision", "193.1"): law})
    demanded("Repeal Article 193.1 of the Example Code", provision={"record": law})
    assert proposals() == []
    repealed = Said(
        "ProvisionDetails",
        ("LegalProvision", "193.1"),
        {"law": "Example Code", "article": "193.1"},
        start="2005",
        until="2019-07-19",
    )
    accept(lay(kept("The article is repealed."), repealed), {("LegalProvision", "193.1"): law})
    again = ("LegalProvision", "193.1 anew")
    other = record(kept("193.1 anew"), again)
    values = {"law": "Example Code", "article": "193.1", "version": "2021", "previous": {"record": law}}
    accept(
        lay(kept("The article is back."), Said("ProvisionDetails", again, values, start="2022-01-22")), {again: other}
    )
    told = [(each.values["assessment"], each.values.get("event"), each.valid_from) for each in proposals()]
    assert told == [("met", {"record": law}, "2019-07-19"), ("reversed", {"record": other}, "2022-01-22")]


def test_a_registration_meets_a_demand_for_an_organisation_and_its_end_reverses_it():
    house = record(kept("The Example Spring"), VIOLA)
    demanded("Register the Example Spring", people=(VIOLA,), known={VIOLA: house})
    for state, day in (("refused", "2013-02"), ("registered", "2014"), ("liquidated", "2021-07-23")):
        told = lay(kept(f"{state} on {day}"), Said("RegistrationState", VIOLA, {"state": state}, start=day))
        accept(told, {VIOLA: house})
    assert [each.values["assessment"] for each in proposals()] == ["refused", "met", "reversed"]


def test_what_was_refused_or_assessed_already_is_not_proposed_again():
    anna, _borys, known = people()
    demand = demanded("Release Anna Sample", people=(ANNA,), known=known)
    told = released(anna, "2014-06-21")
    (found,) = proposals()
    decide(account(), [Answer(found.pk, "refused", reason="another reason")])
    assert catch_up() == 0 and proposals() == []
    assess(demand, "met", "2015-08-22", whom=anna)
    accept(
        lay(
            told[0].reading.version,
            Said(
                "SpellDetails", ("DetentionSpell", "b"), {"person": {"record": anna}}, start="2012", until="2015-08-22"
            ),
        )
    )
    assert proposals() == []


def test_a_release_that_is_taken_back_takes_its_proposal_with_it_and_a_corrected_one_proposes_anew():
    anna, _borys, known = people()
    demanded("Release Anna Sample", people=(ANNA,), known=known)
    told = released(anna, "2014-06-21")
    spell = claim(told[0])
    values = {"person": anna, "ground": "sentence", "end_ground": "released"}
    amend(account(), spell.pk, Amended(values, "2011-08-04", "2014-06-22"), reason="the next day")
    assert [each.valid_from for each in proposals()] == ["2014-06-22"]
    undo(account(), Decision.objects.filter(deed="ruling").latest("pk"))
    assert [each.valid_from for each in proposals()] == ["2014-06-21"]
    undo(account(), Claim.objects.get(pk=claim(told[0]).pk).citations.latest("pk").decision)
    assert proposals() == []


def test_an_accepted_proposal_that_is_taken_back_still_means_the_same_demand():
    anna, _borys, known = people()
    demand = demanded("Release Anna Sample", people=(ANNA,), known=known)
    released(anna, "2014-06-21")
    (found,) = proposals()
    undo(account(), decide(account(), [Answer(found.pk)]))
    assert Mention.objects.get(pk=found.subject_id).record_id == demand
    decide(account(), [Answer(found.pk)])
    assert Record.objects.filter(kind="Demand").count() == 1 and load([demand])[demand].marks


def test_somebody_merged_is_one_beneficiary_and_a_release_told_of_the_other_record_counts():
    anna, _borys, known = people()
    twin = record(kept("Hanna Sample"), ("Person", "Hanna Sample"))
    demand = demanded(
        "Release Anna and Hanna Sample",
        people=(ANNA, ("Person", "Hanna Sample")),
        known={**known, ("Person", "Hanna Sample"): twin},
    )
    assert len(load([demand])[demand].beneficiaries) == 2
    judge(account(), anna, twin, verdict="same")
    root = min(anna, twin)
    assert load([demand])[demand].beneficiaries == (root,)
    released(max(anna, twin), "2014-06-21")
    (found,) = proposals()
    assert found.values["beneficiary"] == {"record": root}


def test_addressees_of_the_statement_stand_in_for_those_of_the_demand():
    demand = demanded("Release everybody")
    told = load([demand])[demand]
    ministry = told.addressees
    assert len(ministry) == 1 and told.on == "2012-11-26" and told.words("be") == "Release everybody"
    assert load()[demand] == told and MINISTRY


def test_a_judgement_that_two_are_one_is_asked_what_it_means_for_demands():
    anna, _borys, known = people()
    twin = record(kept("Hanna Sample"), ("Person", "Hanna Sample"))
    demanded("Release Anna Sample", people=(ANNA,), known=known)
    released(twin, "2014-06-21")
    assert proposals() == []
    judge(account(), anna, twin, verdict="same")
    assert len(proposals()) == 1
