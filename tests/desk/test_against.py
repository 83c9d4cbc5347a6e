"""Where the register says the same already, or otherwise. All people are invented."""

import pytest

from khronika.desk.register.against import Told, against
from tests.desk.making import ANNA, Said, accept, claim, kept, lay, named, subject

pytestmark = pytest.mark.django_db
TRIAL = ("Proceeding", "trial")
SAID = {
    "PersonDetails": Said("PersonDetails", ANNA, {"birth": "1980-05-01", "gender": "woman"}),
    "Judgment": Said("Judgment", TRIAL, {"verdict": "convicted", "instance": "first"}, start="2021-03-04"),
    "SentenceComponent": Said(
        "SentenceComponent",
        TRIAL,
        {"sentence_type": "imprisonment", "amount": "4", "unit": "years", "instance": "first"},
    ),
}


def recorded(kind: str) -> tuple[str, str]:
    """Accept one fact; the record it is about, and the claim."""
    proposals = lay(
        kept(),
        named(ANNA),
        Said("ProceedingDetails", TRIAL, {"defendant": ANNA, "proceeding_kind": "criminal"}),
        SAID[kind],
    )
    accept(proposals)
    return subject(proposals[2]), claim(proposals[2]).id


def proposed(kind: str, record: str, *, start: str = "", status: str = "asserted", **values: object) -> Told:
    return Told("p", kind, record, values, valid_from=start, status=status)


def test_the_same_again_would_join_the_claim():
    record, first = recorded("SentenceComponent")
    told = proposed(
        "SentenceComponent", record, sentence_type="imprisonment", amount="4.0", unit="years", instance="first"
    )
    found = against([told])["p"]
    assert (found.same.id, found.other) == (first, [])


@pytest.mark.parametrize(
    ("kind", "values", "start"),
    [
        ("PersonDetails", {"birth": "1981-05-01"}, ""),
        ("Judgment", {"verdict": "acquitted", "instance": "first"}, "2021-03-04"),
        ("Judgment", {"verdict": "convicted", "instance": "first"}, "2021-04-04"),
        (
            "SentenceComponent",
            {"sentence_type": "imprisonment", "amount": "5", "unit": "years", "instance": "first"},
            "",
        ),
    ],
)
def test_another_answer_to_the_same_question_stands_against_it(kind, values, start):
    record, first = recorded(kind)
    found = against([proposed(kind, record, start=start, **values)])["p"]
    assert [each.id for each in found.other] == [first]
    assert found.same is None


@pytest.mark.parametrize(
    ("kind", "values", "start"),
    [
        ("PersonDetails", {"gender": "woman"}, ""),
        ("Judgment", {"verdict": "acquitted", "instance": "appeal"}, "2021-06-04"),
        ("Judgment", {"verdict": "convicted", "instance": "first"}, "2021-03"),
        ("SentenceComponent", {"sentence_type": "fine", "amount": "5", "unit": "base_units", "instance": "first"}, ""),
    ],
)
def test_what_answers_another_question_contradicts_nothing(kind, values, start):
    record, _ = recorded(kind)
    assert against([proposed(kind, record, start=start, **values)]) == {}


def test_a_denial_stands_against_what_it_denies():
    record, first = recorded("Judgment")
    told = proposed("Judgment", record, start="2021-03-04", status="denied", verdict="convicted", instance="first")
    assert [each.id for each in against([told])["p"].other] == [first]


def test_all_proposals_of_a_text_are_looked_up_together(django_assert_max_num_queries):
    record, _ = recorded("Judgment")
    told = [Told(str(n), "Judgment", record, {"verdict": "acquitted", "instance": "first"}) for n in range(300)]
    with django_assert_max_num_queries(3):
        assert len(against(told)) == 300
