"""A table that is imported again: a changed cell corrects the fact it changes, an emptied one takes nothing back."""

import pytest

from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.models import Claim, Decision, Proposal
from khronika.desk.claims.undo import undo
from khronika.desk.ledger.verify import breaks
from khronika.desk.register.imports.bring import reader_of, rehearse
from khronika.desk.register.imports.line import Change
from khronika.desk.register.models import ActDetails, Occupation, PersonDetails
from tests.desk.making import account, kept, record, subject
from tests.desk.tabling import ANNA, BARYS, brought, mapped, opened, written

pytestmark = pytest.mark.django_db
LATER = [*BARYS[:2], "05.06.1986", *BARYS[3:]]


def births() -> list[str]:
    """The birthdays that stand, as often as each does."""
    return sorted(PersonDetails.objects.filter(claim__known_until=None).values_list("birth", flat=True))


def tried(path, **more):
    """What a dry run says of a file."""
    table = opened(path)
    return rehearse(table, reader_of(table, mapped(**more)))


def test_a_corrected_cell_takes_the_place_of_what_stood_there(tmp_path):
    brought(written(tmp_path, ANNA, BARYS), mapped())
    report = brought(written(tmp_path, ANNA, LATER, name="b.csv"), mapped())
    assert births() == ["1986-06-05", "1990-01-02"]
    assert (report.proposed, report.accepted, report.created) == (1, 1, 0)
    assert report.changed == [Change(3, "Дата рождения", "1985", "1986-06-05")] and report.emptied == []
    old = PersonDetails.objects.get(birth="1985").claim
    assert old.known_until == Decision.objects.order_by("pk").last().pk  # it was known until then, and is not gone
    assert list(breaks()) == []


def test_a_dry_run_says_what_is_changed_and_writes_nothing(tmp_path):
    brought(written(tmp_path, ANNA, BARYS), mapped())
    report = tried(written(tmp_path, ANNA, LATER, name="b.csv"))
    assert report.changed == [Change(3, "Дата рождения", "1985", "1986-06-05")]
    assert (report.proposed, report.known) == (1, 8)
    assert births() == ["1985", "1990-01-02"] and Proposal.objects.count() == 9


def test_a_correction_that_waits_ends_nothing_until_it_is_accepted_at_the_desk(tmp_path):
    brought(written(tmp_path, BARYS), mapped())
    brought(written(tmp_path, LATER, name="b.csv"), mapped(), accept=False)
    assert births() == ["1985"]
    waiting = Proposal.objects.get(state="pending")
    decide(account(), [Answer(waiting.id)])
    assert births() == ["1986-06-05"]
    assert list(breaks()) == []


def test_a_refused_correction_leaves_what_stood_and_is_not_proposed_again(tmp_path):
    brought(written(tmp_path, BARYS), mapped())
    path = written(tmp_path, LATER, name="b.csv")
    brought(path, mapped(), accept=False)
    decide(account(), [Answer(Proposal.objects.get(state="pending").id, "refused")])
    report = brought(path, mapped())
    assert births() == ["1985"] and (report.proposed, report.changed) == (0, [])


def test_undoing_a_correction_puts_back_what_stood(tmp_path):
    brought(written(tmp_path, ANNA, BARYS), mapped())
    first = Decision.objects.get()
    path = written(tmp_path, ANNA, LATER, name="b.csv")
    brought(path, mapped())
    undo(account(), Decision.objects.order_by("pk").last())
    assert births() == ["1985", "1990-01-02"]
    assert Proposal.objects.get(state="pending").values["birth"] == "1986-06-05"
    assert PersonDetails.objects.get(birth="1985", claim__known_until=None).claim.subject_id
    assert brought(path, mapped()).accepted == 1 and births() == ["1986-06-05", "1990-01-02"]
    undo(account(), Decision.objects.exclude(deed="undo").order_by("pk").last())
    undo(account(), first)
    assert births() == [] and not Claim.objects.filter(known_until=None).exists()


def test_there_and_back_again_leaves_one_claim(tmp_path):
    first, second = written(tmp_path, BARYS), written(tmp_path, LATER, name="b.csv")
    for path, wanted in ((first, "1985"), (second, "1986-06-05"), (first, "1985"), (second, "1986-06-05")):
        brought(path, mapped())
        assert births() == [wanted]
        assert brought(path, mapped()).proposed == 0


def test_a_correction_of_what_was_never_decided_leaves_one_proposal(tmp_path):
    brought(written(tmp_path, BARYS), mapped(), accept=False)
    brought(written(tmp_path, LATER, name="b.csv"), mapped(), accept=False)
    brought(written(tmp_path, [*BARYS[:2], "1987", *BARYS[3:]], name="c.csv"), mapped())
    assert births() == ["1987"]
    assert not Proposal.objects.filter(kind="PersonDetails", state="pending").exists()


def test_an_emptied_cell_removes_nothing_and_is_told(tmp_path):
    brought(written(tmp_path, ANNA, BARYS), mapped())
    path = written(tmp_path, [*ANNA[:2], "", *ANNA[3:]], [*BARYS[:5], "", ""], name="b.csv")
    report = brought(path, mapped())
    assert (report.proposed, report.changed) == (0, [])
    told = {(each.row, each.column, each.was) for each in report.emptied}
    assert told == {
        (2, "Дата рождения", "1990-01-02"),
        (3, "Дата задержания", "2020-22"),
        (3, "Статья", "Артыкул 342 КК"),
    }
    assert births() == ["1985", "1990-01-02"] and ActDetails.objects.filter(claim__known_until=None).count() == 2


def test_a_cell_that_is_changed_keeps_what_another_cell_no_longer_says(tmp_path):
    brought(written(tmp_path, ANNA), mapped())
    path = written(tmp_path, [*ANNA[:2], "", "м", *ANNA[4:]], name="b.csv")
    report = brought(path, mapped())
    found = PersonDetails.objects.filter(claim__known_until=None).values_list("birth", "gender")
    assert list(found) == [("1990-01-02", "man")]
    assert [each.column for each in report.changed] == ["Пол"]
    assert brought(path, mapped()).proposed == 0


def test_of_several_values_of_a_cell_the_changed_one_is_corrected(tmp_path):
    brought(written(tmp_path, ANNA), mapped())
    brought(written(tmp_path, [*ANNA[:4], "настаўніца; мастачка", *ANNA[5:]], name="b.csv"), mapped())
    live = Occupation.objects.filter(claim__known_until=None).values_list("text", flat=True)
    assert sorted(live) == ["мастачка", "настаўніца"]


def test_what_another_source_says_too_stands(tmp_path):
    version = kept()
    there = record(version, ("Person", "Барыс Прыклад"))
    brought(written(tmp_path, BARYS), mapped())
    brought(written(tmp_path, [BARYS[0], "Барыс Прыкладны", *BARYS[2:]], name="b.csv"), mapped())
    live = Claim.objects.filter(subject_id=there, kind="Name", known_until=None)
    assert live.count() == 2


def test_what_a_person_changed_at_the_desk_waits_for_a_person_again(tmp_path):
    brought(written(tmp_path, BARYS), mapped(), accept=False)
    name = Proposal.objects.get(kind="Name", values__text=BARYS[1])
    decide(account(), [Answer(name.id, meant="new")])
    found = Proposal.objects.get(kind="PersonDetails")
    decide(account(), [Answer(found.id, "changed", values={"birth": "1984", "gender": "man"})])
    report = brought(written(tmp_path, LATER, name="b.csv"), mapped())
    assert births() == ["1984"] and "a person changed" in report.doubts[0][1]
    assert subject(name)


def test_rows_with_one_key_are_not_taken_for_corrections_of_each_other(tmp_path):
    path = written(tmp_path, ANNA, [ANNA[0], ANNA[1], "1991", *ANNA[3:]])
    brought(path, mapped())
    again = brought(path, mapped())
    assert births() == ["1990-01-02", "1991"] and (again.proposed, again.changed, again.emptied) == (0, [], [])


def test_rows_that_a_later_table_leaves_out_stay(tmp_path):
    brought(written(tmp_path, ANNA, BARYS), mapped())
    report = brought(written(tmp_path, ANNA, name="b.csv"), mapped())
    assert (report.changed, report.emptied) == ([], []) and len(births()) == 2


def test_the_day_on_which_it_was_so_becomes_the_claim_s(tmp_path):
    claims = [{"kind": "SpellDetails", "on": {"column": "seen"}, "values": {"person": {"record": "person"}}}]
    records = {
        "person": {"kind": "Person", "claims": [{"kind": "Name", "values": {"text": {"column": "name"}}}]},
        "spell": {"kind": "DetentionSpell", "claims": claims},
    }
    made = mapped(records=records, key="n")
    head, path = ["n", "name", "seen"], tmp_path / "x"
    path = written(tmp_path, ["1", "Анна", "05.05.2014"], ["2", "Ева", "05.2014"], head=head)
    report = brought(path, made)
    assert [problem.column for problem in report.problems] == ["seen"] and "one day" in report.problems[0].reason
    claim = Claim.objects.get(kind="SpellDetails")
    assert (str(claim.attested_on), claim.valid_from) == ("2014-05-05", "")
    brought(written(tmp_path, ["1", "Анна", "07.06.2014"], head=head, name="c.csv"), made)
    assert str(Claim.objects.get(kind="SpellDetails", known_until=None).attested_on) == "2014-06-07"
