"""What the desk is told beforehand is what the press then does, and looking changes nothing."""

from khronika.desk.claims.models import Address
from khronika.desk.ledger.append import head
from khronika.press.gate import Shown, Withheld
from khronika.press.preview import preview
from khronika.press.why import why
from khronika.vocabulary.kind import Level
from tests.desk.making import Said, accept, claim, kept, lay, level, named, publish, subject
from tests.press.conftest import NOON
from tests.press.telling import ANNA, trial

TODAY = NOON.date()


def test_a_preview_says_what_the_press_then_adds(house):
    trial()
    before = (head(), Address.objects.count())
    found = preview(house.home, TODAY)
    assert (head(), Address.objects.count()) == before
    report = house.press()
    assert found.number == report.number == 1
    assert len(found.added) + found.sources[0] == report.added


def test_after_an_edition_only_what_was_touched_is_listed(house):
    trial()
    house.press()
    assert preview(house.home, TODAY).changed == ()
    version = kept(text="Boris Example was born in 1980.", title="A second source")
    proposals = lay(version, named(("Person", "Boris Example")))
    accept(proposals)
    publish(version)
    found = preview(house.home, TODAY)
    assert found.compared
    assert found.added == (subject(proposals[0]),)
    assert not found.whole


def test_what_is_withdrawn_from_the_public_is_listed_as_removed(house):
    _, proposals = trial()
    house.press()
    level("record", subject(proposals[0]), Level.TEAM)
    found = preview(house.home, TODAY)
    assert subject(proposals[0]) in found.removed
    assert any("not cleared" in reason for reason in found.reasons)


def test_each_claim_has_its_reason(house):
    _, proposals = trial(clear=False)
    anna = subject(proposals[0])
    said = why([anna], TODAY)
    assert not said.published[anna]
    assert set(said.claims) >= {claim(each).id for each in proposals[5:7]}
    assert all(isinstance(each, Withheld) for each in said.claims.values())


def test_what_is_cleared_is_shown_and_one_withheld_neighbour_is_named_as_the_reason(house):
    version, proposals = trial()
    anna = subject(proposals[0])
    assert isinstance(why([anna], TODAY).claims[claim(proposals[5]).id], Shown)
    level("record", subject(proposals[1]), Level.TEAM)
    answer = why([anna], TODAY).claims[claim(proposals[5]).id]
    assert answer == Withheld("it speaks of a record that is not cleared for this audience")
    level("source", version.capture.source_id, Level.TEAM)
    assert "no whole chain" in why([anna], TODAY).claims[claim(proposals[0]).id].reason


def test_a_record_whose_name_is_withheld_takes_its_claims_with_it(house):
    _, proposals = trial()
    level("claim", claim(proposals[1]).id, Level.TEAM)
    answer = why([subject(proposals[0])], TODAY).claims[claim(proposals[5]).id]
    assert answer == Withheld("it speaks of a record none of whose names goes out")


def test_a_place_where_a_withheld_name_would_be_replaced_is_told(house):
    _, proposals = trial()
    hidden = kept(text="Carla Hidden", title="Note")
    accept(lay(hidden, named(("Person", "Carla Hidden"))))
    speaking = kept(text="Anna Sample said that Carla Hidden helped her.", title="Interview")
    said = lay(
        speaking, Said("Text", ANNA, {"role": "description", "text": "Helped by Carla Hidden", "language": "en"})
    )
    accept(said, {ANNA: subject(proposals[0])})
    publish(speaking)
    level("claim", claim(said[0]).id, Level.PUBLIC)
    assert why([subject(proposals[0])], TODAY).replaced
    assert preview(house.home, TODAY).replaced
