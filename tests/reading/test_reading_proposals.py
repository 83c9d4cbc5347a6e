"""Proposals are claims that the vocabulary accepts, each once, each with the words it rests on."""

from collections import Counter

import pytest

from khronika.reading import Proposals, Proposed, Reading, propose, read
from khronika.vocabulary.kinds import CLAIMS, RECORDS
from khronika.vocabulary.values import clean

VERDICT = (
    "On 3 May 2021 the Navazersk Regional Court sentenced Ivan Kupchyk to nine years in prison under Article 130, "
    "part 2, of the Criminal Code. Ivan Kupchyk was arrested in Minsk on 4 August 2020. Two people could be arrested."
)


def of(proposals: Proposals, kind: str) -> list[Proposed]:
    return [claim for claim in proposals.claims if claim.kind == kind]


def plain(claim: Proposed) -> dict[str, object]:
    return {name: value["mention"] if isinstance(value, dict) else value for name, value in claim.values.items()}


@pytest.fixture(params=["statement", "verdict"])
def proposals(request: pytest.FixtureRequest, statement: Reading) -> Proposals:
    return propose(statement if request.param == "statement" else read(VERDICT))


def test_the_vocabulary_accepts_every_claim(proposals: Proposals) -> None:
    kinds = {mention.key: mention.kind for mention in proposals.mentions}
    for claim in proposals.claims:
        kind = CLAIMS[claim.kind]
        cleaned = clean(kind, plain(claim))
        assert kinds[claim.subject] in kind.subjects
        assert all(kinds[str(cleaned[field.name])] in field.kinds for field in kind.references if field.name in cleaned)


def test_named_things_have_one_name_and_others_none(proposals: Proposals) -> None:
    names = Counter(claim.subject for claim in of(proposals, "Name"))
    assert names == {mention.key: 1 for mention in proposals.mentions if RECORDS[mention.kind].named}


def test_no_claim_is_made_twice(proposals: Proposals) -> None:
    facts = Counter((claim.kind, claim.subject, str(plain(claim)), claim.valid_from) for claim in proposals.claims)
    assert max(facts.values()) == 1


def test_a_verdict_becomes_a_proceeding_with_its_parts() -> None:
    found = propose(read(VERDICT))
    (proceeding,) = of(found, "ProceedingDetails")
    (part,) = of(found, "SentenceComponent")
    (judgment,) = of(found, "Judgment")
    assert len(of(found, "Charge")) == 1
    assert part.values == {"sentence_type": "imprisonment", "amount": 9, "unit": "years"}
    assert (judgment.valid_from, judgment.values["verdict"]) == ("2021-05-03", "convicted")
    assert part.subject == judgment.subject == proceeding.subject


def test_what_only_could_happen_is_not_proposed() -> None:
    acts = {str(claim.values["act_type"]): claim.valid_from for claim in of(propose(read(VERDICT)), "ActDetails")}
    assert acts == {"conviction": "2021-05-03", "arrest": "2020-08-04"}


def test_a_statement_has_texts_demands_addressee_and_signatories(statement: Reading) -> None:
    kinds = Counter(claim.kind for claim in propose(statement).claims)
    assert (kinds["DemandDetails"], kinds["Signatory"], kinds["Membership"]) == (3, 2, 2)
    assert kinds["Addressee"] == 4
    assert Counter(str(claim.values["role"]) for claim in of(propose(statement), "Text")) == {
        "demand": 3,
        "title": 1,
        "preamble": 1,
    }


def test_a_quashed_penalty_is_proposed_as_overturned() -> None:
    found = propose(read("The judge quashed the fine of 300 base units imposed on Hanna Azierka."))
    assert [claim.assertion_status for claim in of(found, "SentenceComponent")] == ["overturned"]
