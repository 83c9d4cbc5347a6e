"""A file of decisions does what a person does at the desk, and says in a sentence what it cannot."""

from datetime import date

import pytest
import yaml

from khronika.cli.decide import Plain
from khronika.desk.advocacy.models import CarriedDemand, DemandDetails
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Claim, Clearance, Proposal, Record
from khronika.desk.register.models import Membership, Name, SentenceComponent
from khronika.desk.register.script import find, follow
from khronika.vocabulary.errors import VocabularyError
from tests.desk.making import ANNA, HOUSE, Said, account, kept, lay, named, record

pytestmark = pytest.mark.django_db
POSITION = Said("Membership", ANNA, {"organization": HOUSE, "role": "chairwoman"})
TITLE = "Court in Sampletown"


@pytest.fixture
def source():
    version = kept()
    lay(version, named(ANNA), named(HOUSE), POSITION)
    return version


def run(**entry):
    return follow(account(), {"source": TITLE, **entry})


def states() -> list[str]:
    return list(Proposal.objects.order_by("number").values_list("state", flat=True))


def test_all_is_accepted_and_whoever_is_not_known_is_new(source):
    done = run(accept="all", reason="checked")
    assert (done.accepted, done.refused, done.cleared) == (3, 0, "")
    assert Record.objects.count() == 2
    assert Membership.objects.get().organization.kind == "Organization"


def test_whoever_has_the_same_name_is_the_same(source):
    anna = record(kept(title="Earlier"), ANNA)
    done = run(accept="all")
    assert Membership.objects.get().claim.subject_id == anna
    assert done.linked == (("Anna Sample", "Anna Sample"),)


def test_somebody_may_be_linked_by_name_or_id_or_made_new(source):
    record(kept(title="Earlier"), ANNA)
    hanna = record(kept(title="Earlier"), ("Person", "Hanna Uzor"))
    run(accept="all", link={"Anna Sample": "Hanna Uzor"})
    assert set(Name.objects.filter(claim__subject_id=hanna).values_list("text", flat=True)) == {
        "Hanna Uzor",
        "Anna Sample",
    }
    lay(kept(title="Next"), named(ANNA))
    follow(account(), {"source": "Next", "accept": "all", "link": {"Anna Sample": "new"}})
    assert Name.objects.filter(text="Anna Sample").count() == 3


def test_a_name_that_is_nobody_takes_what_is_said_of_it_along(source):
    done = run(refuse=[{"kind": "Name", "about": "Example House"}], accept="all")
    assert (done.accepted, done.refused) == (1, 2)
    assert states() == ["accepted", "refused", "refused"]


def test_only_what_is_listed_is_accepted(source):
    run(accept=[{"kind": "Name", "of": "Person"}])
    assert states() == ["accepted", "pending", "pending"]


def test_a_proposal_is_chosen_by_its_values(source):
    run(accept=[{"kind": "Name"}, {"where": {"role": "chairwoman", "organization": "Example House"}}])
    assert states() == ["accepted", "accepted", "accepted"]


def test_a_changed_proposal_is_recorded_as_it_was_changed(source):
    run(change=[{"kind": "Membership", "values": {"role": "chair"}}], accept="all")
    assert Membership.objects.get().role == "chair"
    assert states()[2] == "changed"


def test_a_fact_may_be_proposed_on_a_quote(source):
    penalty = {
        "kind": "ProceedingDetails",
        "subject": {"kind": "Proceeding", "name": "trial"},
        "values": {"defendant": "Anna Sample", "proceeding_kind": "criminal"},
        "quote": "sentenced to four years",
        "from": "2021",
    }
    run(propose=[penalty], accept="all")
    made = Claim.objects.get(kind="ProceedingDetails")
    assert made.citations.get().proposal.passages.get().quote == "sentenced to four years"
    assert made.valid_from == "2021"
    assert not SentenceComponent.objects.exists()


def statement(title: str = "Call of seven") -> dict:
    """An entry that records a statement with two demands."""
    call = {"kind": "JointStatement", "name": "call"}
    demands = [{"kind": "Demand", "name": each} for each in ("first", "second")]
    told = [{"kind": "Text", "subject": call, "values": {"role": "title", "language": "en", "text": title}}]
    told += [
        {"kind": "DemandDetails", "subject": each, "values": {"statement": call, "number": number}}
        for number, each in enumerate(demands, 1)
    ]
    return {"propose": [{**each, "quote": "sentenced to four years"} for each in told], "accept": "all"}


def assessed(**link) -> dict:
    fact = {"kind": "DemandAssessment", "subject": {"kind": "Demand", "name": "that one"}}
    fact |= {"values": {"assessment": "refused"}, "from": "2021", "quote": "sentenced to four years"}
    return {"propose": [fact], "accept": "all", "link": {"that one": link} if link else {}}


def demand(number: int) -> str:
    return DemandDetails.objects.get(number=number).claim.subject_id


def test_a_thing_without_a_name_is_linked_by_what_its_details_say(source):
    run(**statement())
    run(**assessed(statement="Call of seven", number=2))
    assert Claim.objects.get(kind="DemandAssessment").subject_id == demand(2)
    assert Record.objects.filter(kind="Demand").count() == 2


def test_a_thing_without_a_name_that_is_only_pointed_to_is_linked_too(source):
    run(**statement())
    carried = {"kind": "CarriedDemand", "subject": {"kind": "Demand", "name": "later"}, "quote": "sentenced"}
    carried["values"] = {"earlier": {"kind": "Demand", "name": "earlier"}}
    call = {"statement": "Call of seven"}
    run(propose=[carried], accept="all", link={"later": {**call, "number": 2}, "earlier": {**call, "number": 1}})
    made = CarriedDemand.objects.get()
    assert (made.claim.subject_id, made.earlier_id) == (demand(2), demand(1))


def test_a_statement_is_linked_by_its_title(source):
    run(**statement())
    dated = {"kind": "StatementDetails", "subject": {"kind": "JointStatement", "name": "it"}, "from": "2016"}
    run(propose=[{**dated, "quote": "sentenced"}], accept="all", link={"it": "Call of seven"})
    assert Record.objects.filter(kind="JointStatement").count() == 1


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ({"statement": "Call of seven", "number": 3}, "; 0 are"),
        ({"statement": "Call of eight", "number": 1}, "; 0 are"),
        ({"statement": "Call of seven"}, "; 2 are"),
        ({"numbered": 1}, "Expected values of the details of a Demand"),
    ],
)
def test_a_link_that_fits_none_or_several_decides_nothing(source, link, told):
    run(**statement())
    before = Claim.objects.count()
    with pytest.raises(ClaimsError, match=told):
        run(**assessed(**link))
    assert Claim.objects.count() == before


def test_clearing_a_source_clears_what_rests_on_it(source):
    done = run(accept="all", clear={"level": "public", "reason": "all invented", "whole": True})
    assert done.cleared == "public"
    assert Clearance.objects.count() == 1 + 3 + 2
    assert Clearance.objects.get(source__isnull=False).whole


def test_a_source_is_found_by_any_of_its_marks(source):
    made = source.capture.source
    for word in (made.id, TITLE, source.capture.origin, f"{made.id}.txt", source.capture.sha256):
        assert find(word) == made
    kept()
    for word in (TITLE, "nothing", ""):
        with pytest.raises(ClaimsError, match=f"Expected one source called '{word}'"):
            find(word)


@pytest.mark.parametrize(
    "entry",
    [
        {"acept": "all"},
        {"accept": "everything"},
        {"accept": {"kind": "Name"}},
        {"refuse": "all"},
        {"refuse": ["Name"]},
        {"change": [{"kind": "Name"}], "accept": "all"},
        {"change": [{"kind": "Name", "values": "x"}]},
        {"link": ["Anna Sample"], "accept": "all"},
        {"link": {"Anna Sample": "Nobody Known"}, "accept": "all"},
        {"propose": [{"kind": "Gossip", "quote": "Court"}]},
        {"propose": [{"kind": "Name", "quote": "not in the text"}]},
        {"propose": [{"kind": "Name", "quote": "Court"}]},
        {"propose": [{"kind": "Name", "quote": "Court", "subject": {"name": "x"}}]},
        {"propose": ["Name"]},
        {"propose": {"kind": "Name"}},
        {"clear": "public"},
        {"clear": {"level": "everybody", "reason": "x"}},
        {"clear": {"level": "public"}, "accept": "all"},
        {"source": ["x"]},
        {"refuse": [{"kind": "Name", "where": "x"}]},
    ],
)
def test_what_a_file_says_wrongly_is_told_in_a_sentence(source, entry):
    with pytest.raises((ClaimsError, VocabularyError)) as caught:
        run(**entry)
    assert str(caught.value).startswith(("Expected", "'Court in Sampletown': ", "Proposal", "Name: expected a record"))
    assert not Clearance.objects.exists()


def test_a_fact_may_be_vouched_for_on_one_day(source):
    spell = {"kind": "SpellDetails", "subject": {"kind": "DetentionSpell", "name": "prison"}, "quote": "prison"}
    run(propose=[{**spell, "values": {"person": "Anna Sample"}, "on": "2014-05-05"}], accept="all")
    claim = Claim.objects.get(kind="SpellDetails")
    assert (str(claim.attested_on), claim.valid_from, claim.valid_until) == ("2014-05-05", "", "")
    run(propose=[{**spell, "values": {"person": "Anna Sample"}, "on": "2014-05"}])
    with pytest.raises(ClaimsError, match="Expected one day such as 2014-05-05"):
        run(accept="all")


def test_in_a_file_only_true_and_false_are_truth_values():
    told = yaml.load("{on: 2014-05-05, 'no': no, whole: true, yes: 'yes'}", Plain)
    assert told == {"on": date(2014, 5, 5), "no": "no", "whole": True, "yes": "yes"}
