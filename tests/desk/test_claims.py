"""Claims exist through accepted decisions on cited passages, never change, and end only by a further decision."""

import pytest
from django.db import DatabaseError, connection, transaction

from khronika.desk.claims.decide import NEW, Answer, decide
from khronika.desk.claims.errors import AlreadyDecided, ClaimsError, UnknownMention, WrongRecord
from khronika.desk.claims.models import Citation, Claim, Decision, Mention, Proposal, Record, Ruling
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.claims.tables import table
from khronika.desk.ledger.append import head
from khronika.desk.ledger.verify import breaks
from khronika.desk.register.models import Membership, Name
from khronika.vocabulary.kind import Level
from tests.desk.making import ANNA, HOUSE, Said, accept, account, claim, kept, lay, level, named, record, subject

pytestmark = pytest.mark.django_db
PRISON = Said(
    "SentenceComponent",
    ("Proceeding", ""),
    {"sentence_type": "imprisonment", "amount": "4", "unit": "years"},
    start="2021-03-04",
)
POSITION = Said(
    "Membership", ANNA, {"organization": HOUSE, "role": "chairwoman"}, quote="Anna Sample of the Example House"
)


def state(proposal: Proposal) -> str:
    return Proposal.objects.get(pk=proposal.pk).state


# Proposing


def test_a_proposal_rests_on_the_very_words_it_was_read_from():
    (proposal,) = lay(kept(), POSITION)
    passage = proposal.passages.get()
    assert passage.quote == "Anna Sample of the Example House"
    assert passage.version.text[passage.start : passage.end] == passage.quote
    assert passage.prefix.endswith("On 4 March 2021 ")
    assert passage.suffix.startswith(" was sentenced")


def test_two_proposals_on_one_stretch_share_its_passage():
    first, second = lay(kept(), named(ANNA), PRISON)
    assert first.passages.get() == second.passages.get()


def test_a_fact_without_a_passage_is_refused_and_nothing_of_the_reading_is_kept():
    with pytest.raises(ClaimsError, match="Expected a passage for Name about 'Anna Sample'"):
        propose(kept(), [Mentioned("p", *ANNA)], [Fact("Name", "p", {"text": "Anna"}, ())], reader="test")
    assert not Mention.objects.exists()


def test_a_fact_about_nobody_that_is_mentioned_is_refused():
    with pytest.raises(ClaimsError, match="Expected a mention for the subject of Name; 'q'"):
        propose(kept(), [Mentioned("p", *ANNA)], [Fact("Name", "q", {"text": "Anna"}, ((0, 4),))], reader="test")


def test_proposing_records_nothing():
    lay(kept(), named(ANNA), PRISON)
    assert not Claim.objects.exists()
    assert not Record.objects.exists()


# Deciding


def test_an_accepted_proposal_is_a_claim_with_a_citation_and_one_ledger_entry():
    (proposal,) = lay(kept(), named(ANNA))
    before, _ = head()
    decision = accept([proposal], reason="it says so")
    made = claim(proposal)
    assert head()[0] == before + 1 == decision.pk == made.known_from
    assert (made.kind, made.subject.kind, made.status, made.known_until) == ("Name", "Person", "asserted", None)
    assert Name.objects.get(claim=made).text == "Anna Sample"
    assert (made.citations.get().proposal, made.citations.get().decision) == (proposal, decision)
    assert (state(proposal), decision.by.username, decision.reason) == ("accepted", "vera", "it says so")


def test_a_changed_proposal_is_recorded_as_changed_and_keeps_what_was_proposed():
    name, prison = lay(kept(), named(ANNA), PRISON)
    values = {**prison.values, "amount": "4.5"}
    decide(account(), [Answer(prison.id, "changed", values=values, dates=("2021-03", ""))])
    made = claim(prison)
    assert table("SentenceComponent").objects.get(claim=made).amount == 4.5
    assert (made.valid_from, made.from_earliest.day, made.from_latest.day) == ("2021-03", 1, 31)
    assert Proposal.objects.get(pk=prison.pk).values["amount"] == "4"
    assert (state(prison), state(name)) == ("changed", "pending")


def test_a_refused_proposal_leaves_a_ruling_and_no_claim():
    (proposal,) = lay(kept(), named(ANNA))
    decision = decide(account(), [Answer(proposal.id, "refused", reason="another Anna")])
    assert not Claim.objects.exists()
    assert not Record.objects.exists()
    ruling = Ruling.objects.get(decision=decision)
    assert (ruling.outcome, ruling.reason, state(proposal)) == ("refused", "another Anna", "refused")


def test_a_batch_is_one_decision_whatever_the_order_it_is_given_in():
    position, anna, house = lay(kept(), POSITION, named(ANNA), named(HOUSE))
    answers = [Answer(position.id), Answer(anna.id, meant=NEW), Answer(house.id, meant=NEW)]
    decision = decide(account(), answers)
    assert Claim.objects.filter(decision=decision).count() == 3
    assert Membership.objects.get().organization_id == subject(house)


def test_the_second_of_two_who_decide_is_told_and_nothing_of_theirs_is_written():
    first, second = lay(kept(), named(ANNA), named(HOUSE))
    accept([first])
    before = head(), Claim.objects.count(), Decision.objects.count()
    with pytest.raises(AlreadyDecided, match="decided meanwhile: accepted"):
        decide(account("pavel"), [Answer(second.id, meant=NEW), Answer(first.id, meant=NEW)])
    assert (head(), Claim.objects.count(), Decision.objects.count()) == before
    assert state(second) == "pending"


def test_one_proposal_cannot_be_ruled_on_twice_in_a_batch():
    (proposal,) = lay(kept(), named(ANNA))
    with pytest.raises(ClaimsError, match="once"):
        decide(account(), [Answer(proposal.id, meant=NEW), Answer(proposal.id, "refused")])
    assert state(proposal) == "pending"


@pytest.mark.parametrize("outcome", ["pending", "ACCEPTED", "", "perhaps"])
def test_a_ruling_is_accepted_changed_or_refused_and_nothing_else(outcome):
    (proposal,) = lay(kept(), named(ANNA))
    with pytest.raises(ClaimsError, match="accepted, changed or refused"):
        decide(account(), [Answer(proposal.id, outcome, meant=NEW)])
    assert state(proposal) == "pending"


def test_deciding_nothing_or_on_what_is_not_there_is_refused():
    with pytest.raises(ClaimsError, match="at least one proposal"):
        decide(account(), [])
    with pytest.raises(ClaimsError, match="id 'nowhere'; there is none"):
        decide(account(), [Answer("nowhere")])


def test_a_claim_about_somebody_undecided_is_refused_and_names_them():
    position, anna, _ = lay(kept(), POSITION, named(ANNA), named(HOUSE))
    with pytest.raises(UnknownMention, match="who 'Example House' is"):
        decide(account(), [Answer(anna.id, meant=NEW), Answer(position.id)])
    with pytest.raises(UnknownMention, match="who 'Anna Sample' is"):
        decide(account(), [Answer(position.id)])
    assert not Record.objects.exists()
    assert Mention.objects.filter(record=None).count() == 2


def test_a_person_cannot_be_linked_to_an_organisation_or_to_nothing():
    house = record(kept(), HOUSE)
    (anna,) = lay(kept(), named(ANNA))
    for wrong in (house, "nowhere"):
        with pytest.raises(WrongRecord, match=f"record of kind Person; got '{wrong}'"):
            decide(account(), [Answer(anna.id, meant=wrong)])


def test_a_value_cannot_point_to_a_record_of_another_kind():
    anna, position = lay(kept(), named(ANNA), POSITION)
    accept([anna])
    with pytest.raises(WrongRecord, match="record of kind Organization"):
        decide(account(), [Answer(position.id, "changed", values={"organization": {"record": subject(anna)}})])


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"amount": "4"}, "sentence_type is needed"),
        ({"sentence_type": "exile to the moon"}, "expects one of"),
        ({"colour": "red"}, "no field 'colour'"),
    ],
)
def test_values_that_do_not_fit_are_refused_with_their_sentence(values, says):
    (prison,) = lay(kept(), PRISON)
    with pytest.raises(ClaimsError, match=f"Proposal 1 cannot be recorded.*{says}"):
        decide(account(), [Answer(prison.id, "changed", values=values)])
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("dates", "says"), [(("2013-02-30", ""), "Expected a date"), (("2014", "2013"), "not before its start")]
)
def test_dates_that_cannot_be_are_refused(dates, says):
    (prison,) = lay(kept(), PRISON)
    with pytest.raises(ClaimsError, match=f"SentenceComponent: .*{says}"):
        decide(account(), [Answer(prison.id, "changed", values=prison.values, dates=dates)])


def test_a_second_source_of_the_same_joins_as_a_citation():
    anna = record(kept(), ANNA)
    (again,) = lay(kept(title="Another paper"), named(ANNA))
    accept([again], {ANNA: anna})
    assert Claim.objects.count() == 1
    assert Claim.objects.get().citations.count() == 2


@pytest.mark.parametrize("other", [{"language": "be"}, {"text": "Anna Simple"}, {"script": "latin"}])
def test_what_differs_in_any_column_is_a_claim_of_its_own(other):
    anna = record(kept(), ANNA)
    record(kept(), ANNA, of=anna, **other)
    assert Claim.objects.filter(subject_id=anna, kind="Name").count() == 2


def test_the_same_at_another_time_or_denied_is_a_claim_of_its_own():
    (first,) = lay(kept(), PRISON)
    accept([first])
    for number, other in enumerate(({"start": "2022"}, {"status": "denied"}), 2):
        (proposal,) = lay(kept(), Said(PRISON.kind, PRISON.about, PRISON.values, **{"start": PRISON.start, **other}))
        accept([proposal], {PRISON.about: subject(first)})
        assert Claim.objects.filter(subject_id=subject(first)).count() == number


# The database's guards


def test_a_claim_that_nobody_decided_on_is_refused_by_the_database():
    (refused, accepted) = lay(kept(), named(ANNA), named(HOUSE))
    decision = decide(account(), [Answer(refused.id, "refused")])
    accept([accepted])
    made = claim(accepted)
    values = {"kind": "Name", "subject": made.subject, "known_from": decision.pk}
    with pytest.raises(DatabaseError, match="only through an accepted decision"), transaction.atomic():
        Claim.objects.create(decision=decision, **values)
    with pytest.raises(DatabaseError, match="only through an accepted decision"), transaction.atomic():
        Claim.objects.bulk_create([Claim(decision=decision, **values)])
    judged = level("record", made.subject_id, Level.TEAM)
    with pytest.raises(DatabaseError, match="only through an accepted decision"), transaction.atomic():
        Claim.objects.create(decision=judged, **values)


COLUMNS = (
    "id, kind, subject_id, decision_id, valid_from, from_earliest, from_latest, valid_until, until_earliest, until_latest,"
    " attested_on, status, known_from, known_until"
)


@pytest.mark.parametrize(
    "statement",
    [
        f"INSERT INTO claims_claim ({COLUMNS}) SELECT 'other'{COLUMNS[2:].replace('decision_id', '999')} FROM claims_claim",
        f"INSERT OR REPLACE INTO claims_claim ({COLUMNS}) SELECT {COLUMNS.replace('status', repr('denied'))} FROM claims_claim",
        "UPDATE claims_claim SET status = 'denied'",
        "UPDATE claims_claim SET known_from = 0",
        "UPDATE claims_claim SET subject_id = 'x', known_until = 9",
        "UPDATE claims_claim SET id = 'x'",
        "DELETE FROM claims_claim",
    ],
)
def test_the_database_refuses_to_add_change_or_remove_a_claim(statement):
    record(kept(), ANNA)
    before = list(Claim.objects.values_list())
    with pytest.raises(DatabaseError, match="a claim"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(Claim.objects.values_list()) == before


def test_the_end_of_a_claim_is_set_once_and_never_taken_back():
    record(kept(), ANNA)
    Claim.objects.update(known_until=5)
    for later in (6, None):
        with pytest.raises(DatabaseError, match="never changes but for its end"), transaction.atomic():
            Claim.objects.update(known_until=later)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_name SET text = 'Another'",
        "DELETE FROM register_name",
        "UPDATE register_name SET claim_id = 'x'",
    ],
)
def test_the_columns_of_a_claim_are_guarded_as_its_header_is(statement):
    record(kept(), ANNA)
    with pytest.raises(DatabaseError, match="a claim"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Name.objects.get().text == "Anna Sample"


# Hostile and awkward words

HOSTILE = [
    "<script>alert(1)</script>",
    "{{7*7}}",
    "\u202eelpmaS annA\u202c",
    "Я" * 300,
    "Robert'); DROP TABLE claims_claim;--",
    "a\u0000b",
    "👩‍🚀",
    "\\",
    "%s %(x)s",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_name_is_stored_and_cited_as_it_is(words):
    version = kept(f"It was {words} who came.", title=words[:300])
    (proposal,) = lay(version, Said("Name", ("Person", words), {"text": words}, quote=words))
    accept([proposal], reason=words)
    made = claim(proposal)
    assert Name.objects.get(claim=made).text == words
    assert proposal.passages.get().quote == words
    assert Decision.objects.get().reason == words
    assert list(breaks()) == []
    assert Citation.objects.count() == 1
