"""Who was given what is a decision; of many people a second person confirms it, and then it runs once, as it was asked."""

from datetime import timedelta

import pytest
from django.db import transaction

from khronika.desk.claims import handover, second
from khronika.desk.claims.errors import ClaimsError, Waits
from khronika.desk.claims.models import Decision, Handover, Prepared, Record
from khronika.desk.ledger.models import Entry
from tests.desk.making import account

pytestmark = pytest.mark.django_db
WANTED = handover.Wanted("the lawyer", "partners", "Person", "a" * 64)


def people(count: int) -> list[str]:
    return [each.id for each in Record.objects.bulk_create(Record(kind="Person") for _ in range(count))]


def give(ids: list[str], wanted: handover.Wanted = WANTED) -> Decision:
    """What the export does when its file is written."""
    under = handover.permit(account(), wanted, ids, purpose="a case in court")
    with transaction.atomic():
        content = handover.Content(len(ids), "b" * 64, ids)
        return handover.hand(account(), wanted, content, purpose="a case in court", under=under)


def test_few_people_are_given_by_one_decision():
    ids = people(handover.MANY)
    made = give(ids)
    (row,) = Handover.objects.all()
    assert (row.decision, row.recipient, row.people, row.records) == (made, "the lawyer", 50, sorted(ids))
    assert made.deed == "handover" and made.reason == "a case in court"
    assert Entry.objects.order_by("-number").first().deed == "decision.handover"


def test_one_more_waits_for_a_second_person_and_then_runs_once():
    ids = people(handover.MANY + 1)
    with pytest.raises(Waits, match="about 51 people"):
        give(ids)
    with pytest.raises(Waits):
        give(ids)
    number = Prepared.objects.get().pk
    with pytest.raises(ClaimsError, match="somebody else must confirm"):
        second.confirm(account(), number)
    second.confirm(account("rita"), number)
    assert [each.pk for each in handover.open_for(account())] == [number]
    assert not Handover.objects.exists()
    made = give(ids)
    assert made.by == account("rita")
    assert Entry.objects.order_by("-number").first().deed == "export"
    with pytest.raises(Waits):
        give(ids)
    assert Prepared.objects.count() == 2 and Handover.objects.count() == 1


def test_what_was_confirmed_is_not_another_export_nor_one_of_more_people():
    ids = people(60)
    with pytest.raises(Waits):
        give(ids)
    second.confirm(account("rita"), Prepared.objects.get().pk)
    with pytest.raises(Waits):
        give(ids, handover.Wanted("somebody else", "partners", "Person", "c" * 64))
    with pytest.raises(Waits):
        give(ids + people(1))
    assert not Handover.objects.exists()
    give(ids)


def test_a_confirmation_ends_after_a_week(monkeypatch):
    ids = people(60)
    with pytest.raises(Waits):
        give(ids)
    second.confirm(account("rita"), Prepared.objects.get().pk)
    monkeypatch.setattr(handover, "GOOD", timedelta())
    with pytest.raises(Waits):
        give(ids)


def test_refused_is_refused():
    ids = people(60)
    with pytest.raises(Waits):
        give(ids)
    second.refuse(account("rita"), Prepared.objects.get().pk, reason="why so many?")
    with pytest.raises(Waits):
        give(ids)


def test_many_small_exports_are_many_people():
    ids = people(60)
    give(ids[:30])
    give(ids[:30])  # the same people again are no more people
    with pytest.raises(Waits):
        give(ids[30:])


def test_many_who_are_no_people_need_no_second_person():
    ids = [each.id for each in Record.objects.bulk_create(Record(kind="Organization") for _ in range(200))]
    give(ids)
    assert Handover.objects.get().people == 0


@pytest.mark.parametrize(("recipient", "purpose"), [("", "why"), ("who", " ")])
def test_whom_and_what_for_must_be_said(recipient, purpose):
    with pytest.raises(ClaimsError):
        handover.demand_told(recipient, purpose)


def test_it_is_found_to_whom_a_record_went():
    one, other = people(2)
    give([one])
    assert [each.recipient for each in handover.given(one)] == ["the lawyer"]
    assert handover.given(other) == []
    assert len(handover.given()) == 1
