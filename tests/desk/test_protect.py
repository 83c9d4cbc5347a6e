"""Protecting somebody takes one editor; bringing out what was protected takes two where it may harm."""

from datetime import timedelta

import pytest
from django.utils import timezone

from khronika.desk.accounts.errors import NotAllowed
from khronika.desk.accounts.models import User
from khronika.desk.claims import protect, second
from khronika.desk.claims.clear import Target, clear
from khronika.desk.claims.errors import ClaimsError, Waits, WrongRecord
from khronika.desk.claims.models import Clearance, Consent, Decision, Embargo, Pseudonym
from khronika.desk.claims.protect import Agreement
from khronika.desk.ledger.verify import breaks
from khronika.vocabulary.kind import Level
from tests.desk.making import ANNA, HOUSE, Said, accept, account, claim, kept, lay, named, record

AGREED = Agreement("family", "public", "herself, by telephone", "2024-05")
SOON = timezone.now().date() + timedelta(days=30)


def member(name: str, held: str) -> User:
    return User.objects.create(username=name, held=held)


@pytest.fixture
def olha(db) -> User:
    return member("olha", "editor")


@pytest.fixture
def pavel(db) -> User:
    return member("pavel", "editor")


@pytest.fixture
def anna(db) -> str:
    return record(kept(), ANNA)


@pytest.fixture
def tie(db) -> str:
    """The id of a claim on Anna's family."""
    said = Said("Relationship", ANNA, {"other": ("Person", "Nina Sample"), "relationship": "sibling"})
    proposals = lay(kept(), named(ANNA), named(("Person", "Nina Sample")), said)
    accept(proposals)
    return claim(proposals[2]).id


def waiting(deed, *given, **said) -> int:
    with pytest.raises(Waits) as waits:
        deed(*given, **said)
    return waits.value.number


# Consent


def test_a_consent_is_recorded_and_ended_by_an_editor(olha, anna):
    made = protect.consent(olha, anna, AGREED, reason="she rang")
    row = Consent.objects.get()
    assert (row.decision, row.record_id, row.topic, row.audience) == (made, anna, "family", "public")
    assert (row.given_by, row.given_on, row.withdrawn) == ("herself, by telephone", "2024-05", None)
    ended = protect.end_consent(olha, made.pk, reason="she rang again")
    assert Consent.objects.get().withdrawn == ended and ended.deed == Decision.Deed.CONSENT
    assert list(breaks()) == []


def test_a_consent_ends_once(olha, anna):
    number = protect.consent(olha, anna, AGREED).pk
    ended = protect.end_consent(olha, number, reason="she rang again").pk
    with pytest.raises(ClaimsError, match=f"ended already, by decision {ended}"):
        protect.end_consent(olha, number, reason="again")
    with pytest.raises(ClaimsError, match="number of a consent; got 0"):
        protect.end_consent(olha, 0, reason="again")
    with pytest.raises(ClaimsError, match="Expected a reason"):
        protect.end_consent(olha, number, reason=" ")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"topic": "weather"}, "Expected a topic, one of family, children"),
        ({"audience": "team"}, "Expected an audience, public or partners"),
        ({"given_by": " "}, "Expected who agreed"),
        ({"given_by": "x" * 301}, "Expected who agreed"),
        ({"given_on": ""}, "Expected the day on which it was agreed"),
        ({"given_on": "yesterday"}, "Expected a date such as"),
        ({"given_on": "2999"}, "not after today"),
        ({"source": "nowhere"}, "Expected the id of a source"),
    ],
)
def test_a_consent_that_says_too_little_is_refused(olha, anna, changed, told):
    values = {"topic": "family", "audience": "public", "given_by": "herself", "given_on": "2024", **changed}
    with pytest.raises(ClaimsError, match=told):
        protect.consent(olha, anna, Agreement(**values))
    assert not Consent.objects.exists()


def test_only_a_person_agrees_to_anything(olha):
    with pytest.raises(WrongRecord, match="id of a person"):
        protect.consent(olha, record(kept(), HOUSE), AGREED)


@pytest.mark.parametrize("held", ["researcher", "reviewer", "publisher", "administrator"])
def test_who_is_no_editor_protects_nobody(anna, tie, held):
    by = member("rita", held)
    deeds = [
        lambda: protect.consent(by, anna, AGREED),
        lambda: protect.end_consent(by, 1, reason="x"),
        lambda: protect.embargo(by, Target("record", anna), until=SOON, reason="x"),
        lambda: protect.pseudonym(by, anna, audience="public", text="N.", reason="x"),
    ]
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()


# Embargo


def test_an_embargo_holds_from_the_latest_decision_and_is_lifted(olha, anna):
    thing = Target("record", anna)
    protect.embargo(olha, thing, until=SOON, reason="until she has left")
    protect.embargo(olha, thing, until=SOON + timedelta(days=1), reason="a day more")
    assert protect.embargoed("record", anna) == SOON + timedelta(days=1)
    protect.embargo(olha, thing, until=None, reason="she has left")
    assert protect.embargoed("record", anna) is None
    with pytest.raises(ClaimsError, match="nothing to lift"):
        protect.embargo(olha, thing, until=None, reason="again")
    assert list(breaks()) == []


def test_claims_and_sources_are_embargoed_too_and_nothing_else(olha, tie):
    version = kept(title="A letter")
    protect.embargo(olha, Target("claim", tie), until=SOON, reason="x")
    protect.embargo(olha, Target("source", version.capture.source_id), until=SOON, reason="x")
    assert Embargo.objects.count() == 2
    for wrong in (Target("passage", "x"), Target("claim", "nowhere")):
        with pytest.raises(WrongRecord, match="Expected the id of a record, a claim or a source"):
            protect.embargo(olha, wrong, until=SOON, reason="x")
    with pytest.raises(ClaimsError, match="Expected a day after today"):
        protect.embargo(olha, Target("claim", tie), until=timezone.now().date(), reason="x")


def test_an_embargo_on_a_record_at_risk_is_made_by_one_and_lifted_by_two(olha, pavel, anna):
    thing = Target("record", anna)
    protect.embargo(olha, thing, until=SOON, reason="until she has left")
    second.mark(account(), anna, reason="her relatives are at home")
    protect.embargo(olha, thing, until=SOON + timedelta(days=9), reason="later is no danger")
    number = waiting(protect.embargo, olha, thing, until=None, reason="she has left")
    assert protect.embargoed("record", anna) == SOON + timedelta(days=9)
    second.confirm(pavel, number)
    assert protect.embargoed("record", anna) is None


# Pseudonyms


def test_a_pseudonym_is_given_by_one_and_ended_by_two(olha, pavel, anna):
    protect.pseudonym(olha, anna, audience="public", text="  Teacher   N. ", reason="she asked")
    assert protect.called(anna, "public") == "Teacher N." and protect.called(anna, "partners") == ""
    number = waiting(protect.pseudonym, olha, anna, audience="public", text="", reason="she is safe")
    assert protect.called(anna, "public") == "Teacher N."
    with pytest.raises(ClaimsError, match="prepared this yourself"):
        second.confirm(olha, number)
    with pytest.raises(ClaimsError, match="always takes two people"):
        second.alone(member("puba", "publisher"), number, reason="danger")
    second.confirm(pavel, number)
    assert protect.called(anna, "public") == ""
    assert len(set(Pseudonym.objects.values_list("alias", flat=True)) | {anna}) == 3


@pytest.mark.parametrize("text", ["Anna", "Teacher Sample", "Ганна Сампле", "x" * 201])
def test_a_pseudonym_that_gives_the_name_away_is_refused(olha, anna, text):
    accept(lay(kept(title="Another"), named(ANNA, "Ганна Сэмпл", language="be")), {ANNA: anna})
    with pytest.raises(ClaimsError, match="Expected a pseudonym"):
        protect.pseudonym(olha, anna, audience="public", text=text, reason="she asked")


def test_a_pseudonym_that_was_not_given_is_not_ended(olha, anna):
    with pytest.raises(ClaimsError, match="no pseudonym before this audience"):
        protect.pseudonym(olha, anna, audience="public", text="", reason="x")
    with pytest.raises(ClaimsError, match="Expected an audience"):
        protect.pseudonym(olha, anna, audience="restricted", text="N.", reason="x")


# What always takes two


def test_what_was_made_public_always_takes_two_and_says_where(olha, pavel, tie):
    with pytest.raises(ClaimsError, match="Expected where the person has made it public"):
        protect.made_public(olha, [tie], where=" ", reason="her own page")
    number = waiting(protect.made_public, olha, [tie], where="her page of 2 May 2023", reason="her own page")
    assert not Clearance.objects.exists()
    with pytest.raises(ClaimsError, match="always takes two people"):
        second.alone(member("puba", "publisher"), number, reason="danger")
    second.confirm(pavel, number)
    row = Clearance.objects.get()
    assert (row.claim_id, row.level, row.basis, row.where) == (tie, "public", "made public", "her page of 2 May 2023")
    assert list(breaks()) == []


def test_a_withheld_source_always_takes_two(olha, pavel, tie):
    number = waiting(protect.source_withheld, olha, [tie], reason="whoever told us is in danger")
    with pytest.raises(ClaimsError, match="prepared this yourself"):
        second.confirm(olha, number)
    second.confirm(pavel, number)
    assert Clearance.objects.get().basis == "source withheld"


def test_only_claims_have_a_basis(olha, anna):
    with pytest.raises(ClaimsError, match="Expected a claim to be cleared as made public"):
        clear(olha, [Target("record", anna, basis="made public", where="x")], Level.PUBLIC, reason="x")
    with pytest.raises(ClaimsError, match="there is none"):
        protect.made_public(olha, ["nowhere"], where="x", reason="x")


def test_a_consent_on_a_record_at_risk_takes_two(olha, pavel, anna):
    second.mark(account(), anna, reason="her relatives are at home")
    number = waiting(protect.consent, olha, anna, AGREED, reason="she rang")
    assert not Consent.objects.exists()
    second.confirm(pavel, number)
    assert Consent.objects.get().record_id == anna
    protect.end_consent(olha, Consent.objects.get().pk, reason="she rang again")
