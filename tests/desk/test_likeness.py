"""The same event told twice is recognised, and two events are not made one."""

import pytest

from khronika.desk.claims.models import Mention
from khronika.desk.register.likeness import likely
from tests.desk.making import ANNA, Said, accept, kept, lay, named, subject

pytestmark = pytest.mark.django_db
ACT, TRIAL = ("Act", "it"), ("Proceeding", "it")
DAY = "2021-03-04"


def arrest(day: str = DAY, kind: str = "arrest") -> Said:
    return Said("ActDetails", ACT, {"victim": ANNA, "act_type": kind}, start=day)


def trial(day: str = "", verdict: str = "convicted", amount: str = "4") -> list[Said]:
    """A trial by its judgment, where a day is told, and its penalty."""
    said = [
        Said("ProceedingDetails", TRIAL, {"defendant": ANNA, "proceeding_kind": "criminal"}),
        Said(
            "SentenceComponent", TRIAL, {"sentence_type": "imprisonment", "amount": amount, "unit": "years"}, start=day
        ),
    ]
    return [*said, Said("Judgment", TRIAL, {"verdict": verdict}, start=day)]


def recorded(*said: Said) -> dict[str, str]:
    """What is recorded first: the person and the event."""
    proposals = lay(kept(), named(ANNA), *said)
    accept(proposals)
    return {"person": subject(proposals[0]), "event": subject(proposals[1])}


def told(known: dict[str, str], *said: Said) -> str | None:
    """The recorded event that a later source's one most likely is."""
    proposals = lay(kept(title="Later"), *said)
    mention = Mention.objects.get(pk=proposals[0].subject_id)
    return likely(mention, lambda value: known["person"] if value else None)


def test_the_same_deed_to_the_same_person_on_the_same_day_is_the_same():
    known = recorded(arrest())
    assert told(known, arrest()) == known["event"]


@pytest.mark.parametrize("other", [arrest("2021-03-05"), arrest("2021-03"), arrest(""), arrest(kind="search")])
def test_another_day_or_deed_is_another_act(other):
    assert told(recorded(arrest()), other) is None


def test_two_acts_without_a_day_are_not_made_one():
    assert told(recorded(arrest("")), arrest("")) is None


def test_a_deed_to_somebody_else_or_undecided_is_another_act():
    recorded(arrest())
    assert told({"person": "somebody"}, arrest()) is None
    assert told({"person": ""}, arrest()) is None


def test_a_trial_with_the_same_day_of_judgment_is_the_same_and_with_another_is_not():
    known = recorded(*trial(DAY))
    assert told(known, *trial(DAY, amount="5")) == known["event"]
    assert told(known, *trial("2022-01-01")) is None


def test_where_a_day_is_missing_the_sentence_decides():
    known = recorded(*trial())
    assert told(known, *trial(DAY)) == known["event"]
    assert told(known, *trial(DAY, amount="5")) is None


def test_the_day_of_an_appeal_is_not_the_day_of_another_trial():
    known = recorded(*trial(DAY))
    assert told(known, *trial("2021-06-01", verdict="upheld")) == known["event"]
