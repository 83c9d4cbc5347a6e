"""A correction takes a claim's place and loses nothing; an undo gives it back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khronika.desk.claims.amend import Amended, amend, before, said
from khronika.desk.claims.asof import known
from khronika.desk.claims.clear import Target, clear
from khronika.desk.claims.errors import AlreadyDecided, ClaimsError
from khronika.desk.claims.models import Claim, Clearance, Decision
from khronika.desk.claims.undo import undo
from khronika.desk.ledger.append import head
from khronika.desk.ledger.verify import breaks
from khronika.desk.sources.models import Passage
from khronika.vocabulary.kind import Level
from tests.desk.making import ANNA, HOUSE, Said, accept, account, claim, kept, lay, named

pytestmark = pytest.mark.django_db
QUOTE = "sentenced to four years in prison"
TRIAL = ("Proceeding", "")


def penalty(amount: str = "5") -> Amended:
    return Amended({"sentence_type": "imprisonment", "amount": amount, "unit": "years"}, "2021-03-04")


@pytest.fixture
def wrong() -> Claim:
    """Four years, where somebody typed fourteen."""
    return _decided(kept())


def _decided(version) -> Claim:
    proposals = lay(
        version,
        named(ANNA),
        Said("ProceedingDetails", TRIAL, {"defendant": ANNA, "proceeding_kind": "criminal"}),
        Said("SentenceComponent", TRIAL, dict(penalty("14").values), QUOTE, "2021-03-04"),
    )
    accept(proposals)
    return claim(proposals[-1])


def shape(entry: int | None = None) -> list[tuple]:
    """What is known, with the words it rests on; ids apart."""
    found = []
    for each in known(Claim.objects.all(), entry):
        cites = known(each.citations.all(), entry)
        quotes = sorted(Passage.objects.filter(proposals__citations__in=cites).values_list("quote", flat=True))
        found.append((each.kind, each.subject_id, each.valid_from, each.status, str(said(each)), tuple(quotes)))
    return sorted(found)


def test_the_corrected_claim_rests_on_the_same_words_and_says_who_and_why(wrong):
    new = amend(account("pavel"), wrong.pk, penalty("4"), reason="a typing error")
    assert said(new)["amount"] == 4
    assert [p.quote for p in Passage.objects.filter(proposals__citations__claim=new)] == [QUOTE]
    assert (new.decision.by.username, new.decision.reason) == ("pavel", "a typing error")
    wrong.refresh_from_db()
    assert wrong.known_until == new.known_from == new.decision_id
    assert before([new]) == {new.pk: wrong}


def test_a_claim_on_two_sources_is_corrected_on_both():
    first = _decided(kept())
    again = lay(kept(), named(ANNA), Said("SentenceComponent", TRIAL, dict(penalty("14").values), QUOTE, "2021-03-04"))
    accept(again, {ANNA: claim_subject(ANNA), TRIAL: first.subject_id})
    new = amend(account(), first.pk, penalty("4"), reason="typing error")
    assert new.citations.filter(known_until=None).count() == 2


def claim_subject(who) -> str:
    return Claim.objects.filter(kind="Name", known_until=None).first().subject_id


def test_undoing_a_correction_makes_known_again_what_was_said(wrong):
    was = shape()
    new = amend(account(), wrong.pk, penalty("4"), reason="typing error")
    assert shape() != was
    undo(account(), new.decision)
    assert shape() == was
    assert list(breaks()) == []


def test_of_two_who_correct_at_once_the_second_is_told(wrong):
    amend(account(), wrong.pk, penalty("4"), reason="typing error")
    entries = head()
    with pytest.raises(AlreadyDecided, match="meanwhile"):
        amend(account("pavel"), wrong.pk, penalty("5"), reason="typing error")
    assert head() == entries


@pytest.mark.parametrize(
    ("corrected", "reason"),
    [
        (penalty("4"), "  "),
        (penalty("14"), "nothing"),
        (penalty("many"), "typing error"),
        (Amended({"amount": "4"}), "no type"),
        (Amended(penalty("4").values, "2021-02-31"), "no such day"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(wrong, corrected, reason):
    entries = head()
    with pytest.raises(ClaimsError, match=r"Expected|expects|needed"):
        amend(account(), wrong.pk, corrected, reason=reason)
    assert head() == entries
    assert Claim.objects.get(pk=wrong.pk).known_until is None


def test_a_reference_can_be_corrected():
    version = kept()
    other = ("Person", "Berta Sample")
    proposals = lay(version, named(ANNA), named(other), named(HOUSE), Said("Membership", ANNA, {"organization": HOUSE}))
    accept(proposals)
    old = claim(proposals[-1])
    new = amend(account(), old.pk, Amended({"organization": said(old)["organization"], "role": "head"}), reason="r")
    assert said(new)["role"] == "head"


@pytest.mark.parametrize(("level", "kept_level"), [(Level.RESTRICTED, "restricted"), (Level.PUBLIC, None)])
def test_a_narrow_level_is_kept_and_a_wide_one_decided_anew(wrong, level, kept_level):
    clear(account(), [Target("claim", wrong.pk)], level, reason="asked for")
    new = amend(account(), wrong.pk, penalty("4"), reason="typing error")
    found = Clearance.objects.filter(claim=new).first()
    assert (found.level if found else None) == kept_level


deeds = st.lists(st.one_of(st.sampled_from(["4", "5", "6.5"]), st.just("undo")), max_size=8)


@given(deeds)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_corrected_and_undone_nothing_is_lost(wrong, deeds):
    """At every entry the same stays known as was known then, and no claim, citation or passage disappears."""
    seen: dict[int, list] = {head()[0]: shape()}
    for deed in deeds:
        live = Claim.objects.get(kind="SentenceComponent", known_until=None)
        count = Claim.objects.count()
        if deed == "undo":
            last = Decision.objects.filter(deed="ruling", undone_by=None).order_by("-pk").first()
            if last.claims.filter(kind="ProceedingDetails").exists():
                continue
            undo(account(), last)
        elif str(said(live)["amount"]) != deed:
            amend(account(), live.pk, penalty(deed), reason="typing error")
        assert Claim.objects.count() >= count
        seen[head()[0]] = shape()
    for entry, was in seen.items():
        assert shape(entry) == was
    assert list(breaks()) == []
