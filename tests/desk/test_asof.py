"""Known and true are two axes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from khronika.dates import Certainty
from khronika.desk.claims.asof import certainty, known, known_at
from khronika.desk.claims.models import Claim
from khronika.desk.claims.undo import undo
from khronika.desk.ledger.append import append
from tests.desk.making import ANNA, HOUSE, Said, accept, account, claim, kept, lay, named

pytestmark = pytest.mark.django_db
DAY = date(2013, 8, 4)


def position(start: str = "", until: str = "") -> Claim:
    said = Said("Membership", ANNA, {"organization": HOUSE}, start=start, until=until)
    *names, proposal = lay(kept(), named(ANNA), named(HOUSE), said)
    accept([*names, proposal])
    return claim(proposal)


def test_a_claim_is_known_from_its_decision_until_it_is_undone():
    (proposal,) = lay(kept(), named(ANNA))
    decision = accept([proposal])
    undoing = undo(account(), decision)
    everything = Claim.objects.all()
    answers = [
        known(everything, entry).exists() for entry in (decision.pk - 1, decision.pk, undoing.pk - 1, undoing.pk, None)
    ]
    assert answers == [False, True, True, False, False]


def test_as_known_on_a_day_is_as_after_its_last_entry(monkeypatch):
    """A day ends at midnight UTC."""
    moments = [
        datetime(2013, 8, 5, 0, 1, tzinfo=UTC),
        datetime(2013, 8, 5, 23, 59, tzinfo=UTC),
        datetime(2013, 8, 6, tzinfo=UTC),
    ]
    for moment in moments:
        monkeypatch.setattr("khronika.desk.ledger.append.timezone.now", lambda moment=moment: moment)
        append("note", {})
    days = [date(2013, 8, 4) + timedelta(days=number) for number in range(4)]
    assert [known_at(day) for day in days] == [0, 2, 3, 3]


@pytest.mark.parametrize(
    ("start", "until", "answer"),
    [
        ("", "", Certainty.CERTAIN),  # timeless
        ("2013-08", "..", Certainty.POSSIBLE),
        ("2012", "2013", Certainty.POSSIBLE),
        ("2012", "2014", Certainty.CERTAIN),
        ("2013-08-05", "", Certainty.NO),
        ("2011", "", Certainty.POSSIBLE),  # nobody vouched for it for over a year
    ],
)
def test_a_claim_is_certain_possible_or_not_so_on_a_day(start, until, answer):
    assert certainty(position(start, until), DAY) is answer


def test_who_vouched_for_it_last_keeps_a_claim_certain():
    made = position("2011")
    made.attested_on = date(2013, 1, 1)
    assert certainty(made, DAY) is Certainty.CERTAIN
