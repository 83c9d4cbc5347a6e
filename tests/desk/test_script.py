"""A file of decisions does what a person does at the desk, and says in a sentence what it cannot."""

import pytest

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
