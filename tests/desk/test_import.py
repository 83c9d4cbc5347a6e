"""A table with its own columns becomes claims only through decisions, once, whatever happens on the way."""

import csv

import pytest

from khronika.desk.claims.models import Claim, Decision, Mention, Proposal, Record
from khronika.desk.claims.read import unread
from khronika.desk.claims.undo import undo
from khronika.desk.ledger.verify import breaks
from khronika.desk.register.imports import running
from khronika.desk.register.imports.bring import check, left, reader_of
from khronika.desk.register.imports.errors import MappingError
from khronika.desk.register.imports.guess import guess
from khronika.desk.register.imports.mapping import plan
from khronika.desk.register.models import ActDetails, Name, Occupation, PersonDetails
from khronika.desk.sources.models import Passage, Source
from khronika.vault.errors import Unsupported
from tests.desk.making import kept
from tests.desk.making import record as recorded
from tests.desk.tabling import ANNA, BARYS, HEAD, MAP, brought, mapped, opened, workbook, written

pytestmark = pytest.mark.django_db


def reasons(path, **more):
    """What is wrong with the rows of a file, as (row, column, sentence)."""
    table = opened(path)
    lines = list(check(table, reader_of(table, mapped(**more))))
    return [(each.row, each.column, each.reason) for line in lines for each in line.problems]


def test_rows_are_proposals_and_nothing_is_a_claim_until_somebody_decides(tmp_path):
    report = brought(written(tmp_path, ANNA, BARYS), mapped(), accept=False)
    assert (report.rows, report.good, report.proposed, report.accepted) == (2, 2, 9, 0)
    assert not Claim.objects.exists() and not Record.objects.exists() and not Decision.objects.exists()
    assert Proposal.objects.filter(state="pending").count() == 9


def test_the_file_is_the_source_and_a_row_is_the_passage(tmp_path):
    brought(written(tmp_path, ANNA), mapped())
    claim = Claim.objects.get(kind="PersonDetails")
    quote = claim.citations.get().proposal.passages.get().quote
    assert quote.startswith("ID: 1 | Имя: Анна Узорава") and "Статья: 342" in quote
    assert Source.objects.get().title == "people.csv" and Passage.objects.count() == 1
    assert list(unread()) == []


def test_a_column_that_is_not_taken_stays_out_of_the_text(tmp_path):
    path = written(tmp_path, [*ANNA, "+375 00 000"], head=[*HEAD, "Телефон"])
    brought(path, mapped())
    assert "375" not in Passage.objects.get().version.text


def test_one_decision_accepts_a_batch_and_the_chain_holds(tmp_path):
    brought(written(tmp_path, ANNA, BARYS), mapped())
    decision = Decision.objects.get()
    assert decision.rulings.count() == 9 and decision.reason == "invented people"
    assert sorted(Occupation.objects.values_list("text", flat=True)) == ["настаўніца", "паэтка"]
    assert set(PersonDetails.objects.values_list("birth", "gender")) == {("1990-01-02", "woman"), ("1985", "man")}
    assert set(ActDetails.objects.values_list("claim__valid_from", "act_type")) == {
        ("2020-08-09", "detention"),
        ("2020-22", "detention"),
    }
    assert ActDetails.objects.values("provision_id").distinct().count() == 1  # one article, named twice
    assert list(breaks()) == []


def test_a_batch_can_be_undone(tmp_path):
    brought(written(tmp_path, ANNA), mapped())
    decision = Decision.objects.get()
    undo(decision.by, decision)
    assert not Claim.objects.filter(known_until=None).exists()
    assert not Proposal.objects.exclude(state="pending").exists()


def test_the_same_file_again_proposes_nothing(tmp_path):
    path = written(tmp_path, ANNA, BARYS)
    brought(path, mapped())
    report = brought(path, mapped())
    assert (report.proposed, report.accepted, report.created) == (0, 0, 0)
    assert Source.objects.count() == 1 and Decision.objects.count() == 1


def test_a_changed_file_proposes_what_changed_of_the_rows_that_changed(tmp_path):
    brought(written(tmp_path, ANNA, BARYS), mapped())
    people = set(Record.objects.filter(kind="Person").values_list("id", flat=True))
    report = brought(written(tmp_path, ANNA, [*BARYS[:4], "шафёр", *BARYS[5:]], name="later.csv"), mapped())
    assert (report.proposed, report.accepted, report.created) == (1, 1, 0)
    assert Occupation.objects.get(text="шафёр").claim.subject_id in people
    assert set(Record.objects.filter(kind="Person").values_list("id", flat=True)) == people


def test_what_was_proposed_first_is_accepted_later_and_once(tmp_path):
    path = written(tmp_path, ANNA, BARYS)
    brought(path, mapped(), accept=False)
    report = brought(path, mapped())
    assert (report.proposed, report.accepted) == (0, 9)
    assert Proposal.objects.count() == 9


def test_an_import_that_is_killed_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "PORTION", 2)
    rows = [[str(n), f"Асоба {n}", "1990", "м", "", "2020", "342"] for n in range(7)]
    path = written(tmp_path, *rows)

    def killed(report):
        if report.rows >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        brought(path, mapped(), tell=killed)
    assert Record.objects.filter(kind="Person").count() == 4
    report = brought(path, mapped())
    assert (report.proposed, Record.objects.filter(kind="Person").count()) == (9, 7)
    assert Name.objects.filter(text="Артыкул 342 КК").count() == 1
    whole = brought(path, mapped())
    assert whole.proposed == 0


def test_a_row_means_the_one_record_of_its_name(tmp_path):
    there = recorded(kept(), ("Person", "Анна Узорава"))
    report = brought(written(tmp_path, ANNA), mapped())
    assert report.linked == 1
    assert PersonDetails.objects.get().claim.subject_id == there


def test_several_of_one_name_leave_the_row_to_a_person(tmp_path):
    version = kept()
    recorded(version, ("Person", "Анна Узорава"))
    recorded(version, ("Person", "Анна Узорава"))
    report = brought(written(tmp_path, ANNA, BARYS), mapped())
    assert report.doubts == [(2, "2 records are called 'Анна Узорава'")]
    assert set(Proposal.objects.filter(state="pending").values_list("kind", flat=True)) == {
        "Name",
        "PersonDetails",
        "Occupation",
        "ActDetails",
    }
    assert PersonDetails.objects.count() == 1 and not Record.objects.filter(kind="Act").count() > 1


def test_another_birthday_is_a_doubt(tmp_path):
    brought(written(tmp_path, ANNA), mapped())
    report = brought(written(tmp_path, [*ANNA[:2], "03.01.1990", *ANNA[3:]], name="b.csv"), mapped(name="others"))
    assert "another day" in report.doubts[0][1]


def test_two_keys_are_two_people_whatever_their_names(tmp_path):
    brought(written(tmp_path, ANNA, ["7", *ANNA[1:]]), mapped())
    assert Record.objects.filter(kind="Person").count() == 2
    brought(written(tmp_path, ["8", *ANNA[1:]], name="more.csv"), mapped())
    assert Record.objects.filter(kind="Person").count() == 3


def test_a_row_points_to_another_by_its_key(tmp_path):
    brought(written(tmp_path, ANNA, BARYS), mapped())
    ties = plan(
        {
            "name": "ties",
            "records": {
                "person": {
                    "kind": "Person",
                    "id": "who",
                    "claims": [
                        {
                            "kind": "Relationship",
                            "values": {
                                "other": {"column": "whom", "key_of": "people.person"},
                                "relationship": {"column": "tie"},
                            },
                        }
                    ],
                }
            },
        }
    )
    anna = Mention.objects.get(key="person:1").record_id
    report = brought(
        written(tmp_path, [anna, "2", "Муж"], [anna, "99", "spouse"], name="t.csv", head=["who", "whom", "tie"]), ties
    )
    assert report.problems[0].column == "tie" and "nearest" in report.problems[0].reason
    report = brought(
        written(
            tmp_path,
            [anna, "2", "Супруг или супруга"],
            [anna, "99", "spouse"],
            name="u.csv",
            head=["who", "whom", "tie"],
        ),
        plan_terms(ties),
    )
    assert report.accepted == 1 and "no row with the key '99'" in report.doubts[0][1]


def plan_terms(made):
    """The same plan with the word of the table among its terms."""
    return plan(
        {
            "name": made.name,
            "records": {
                "person": {
                    "kind": "Person",
                    "id": "who",
                    "claims": [
                        {
                            "kind": "Relationship",
                            "values": {
                                "other": {"column": "whom", "key_of": "people.person"},
                                "relationship": {"column": "tie", "terms": {"супруг или супруга": "spouse"}},
                            },
                        }
                    ],
                }
            },
        }
    )


@pytest.mark.parametrize(
    ("place", "text", "told"),
    [
        (2, "2013-02-30", "28 days"),
        (2, "31.02", "Write the year too"),
        (3, "жэншчына", "The nearest are woman"),
        (0, "", "the row's key is empty"),
        (4, ";".join(f"праца {n}" for n in range(300)), "300 values"),
    ],
)
def test_a_bad_cell_is_told_by_row_and_column_with_what_to_do(tmp_path, place, text, told):
    row = [*ANNA[:place], text, *ANNA[place + 1 :]]
    found = reasons(written(tmp_path, BARYS, row))
    assert [(number, column) for number, column, _ in found] == [(3, HEAD[place])]
    assert told in found[0][2]


def sentenced(**cells):
    """A mapping of sentences with a beginning and an end."""
    claim = {
        "kind": "SentenceComponent",
        "from": {"column": "from"},
        "until": {"column": "until"},
        "values": {"sentence_type": "imprisonment", "amount": {"column": "years"}, "unit": "years"},
    }
    return plan({"name": "s", "key": "n", "records": {"case": {"kind": "Proceeding", "claims": [claim]}}})


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["1", "2020", "2021", "-3"], "not below zero"),
        (["1", "2020", "2021", "−3"], "not below zero"),
        (["1", "2021-05-01", "2020", "3"], "not before its start"),
        (["1", "2020", "2021", "1,500"], "without a comma before thousands"),
    ],
)
def test_a_sentence_that_cannot_be_is_refused(tmp_path, row, told):
    table = opened(written(tmp_path, row, head=["n", "from", "until", "years"]))
    problems = next(iter(check(table, reader_of(table, sentenced())))).problems
    assert len(problems) == 1 and told in problems[0].reason


def test_good_rows_go_in_and_bad_ones_are_written_down_as_they_were(tmp_path):
    bad = ["3", "=Вера Кепская", "31.02", "ж", "", "2020", "342"]
    path = written(tmp_path, ANNA, bad, BARYS)
    report = brought(path, mapped())
    assert (report.rows, report.good, report.accepted) == (3, 2, 9)
    errors = left(path, opened(path), report.problems)
    rows = list(csv.reader(errors.open(encoding="utf-8-sig")))
    assert rows[1][0] == "3" and rows[1][1] == "'=Вера Кепская" and "Write the year too" in rows[1][-1]
    rows[1][2] = "03.02.1990"
    errors.write_text("\n".join(",".join(row[:7]) for row in rows), encoding="utf-8")
    assert brought(errors, mapped()).accepted == 3
    assert Name.objects.filter(text="=Вера Кепская").exists()


@pytest.mark.parametrize("code", ["cp1251", "utf-16", "utf-8-sig", "utf-16-le"])
def test_the_encoding_is_told_by_the_bytes(tmp_path, code):
    rows = [[str(n), "Анна Прыклад", "1990", "ж", "настаўніца ў школе", "2020", "342"] for n in range(20)]
    rows = [[cell.replace("і", "и") for cell in row] for row in rows] if code == "cp1251" else rows
    assert opened(written(tmp_path, *rows, code=code)).columns == tuple(HEAD)


def test_a_workbook_gives_dates_numbers_merged_cells_and_no_formula(tmp_path):
    import datetime

    path = tmp_path / "b.xlsx"
    book = workbook(
        path,
        [
            HEAD,
            [1, "Анна", datetime.date(1990, 1, 2), "ж", "=1+1", 44052, 342.0],
            [2, None, 1985, "ж", "x", None, "#REF!"],
        ],
    )
    import openpyxl

    opened_book = openpyxl.load_workbook(book)
    opened_book.worksheets[0].merge_cells("B2:B3")
    opened_book.save(path)
    table = opened(path)
    assert table.rows[0][1] == ("1", "Анна", "1990-01-02", "ж", "", "44052", "342")
    assert table.rows[1][1][1] == "Анна" and "B2:B3" in table.notes[0]
    assert {(fault.row, fault.column) for fault in table.faults} == {(2, "Профессия"), (3, "Статья")}


def test_json_has_its_keys_as_columns(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(
        '{"people": [{"ID": 1, "name": {"be": "Анна"}, "jobs": ["a", "b"]}, {"ID": 2, "name": null}]}', encoding="utf-8"
    )
    table = opened(path)
    assert table.columns == ("ID", "name.be", "jobs", "name") and table.rows[0][1][:3] == ("1", "Анна", "a; b")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b'[{"a": 1}, [', b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"])
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path, data):
    path = tmp_path / "x.json"
    path.write_bytes(data)
    with pytest.raises(Unsupported, match="Expected"):
        opened(path)


def test_a_workbook_that_unpacks_to_very_much_is_refused(tmp_path):
    import zipfile

    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "x")
        bomb.writestr("xl/workbook.xml", b"0" * (100 << 20))
    with pytest.raises(Unsupported, match="made to do harm"):
        opened(path)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"records": {}}, "Expected under 'records'"),
        ({"colour": 1}, "got colour"),
        ({"dates": "somehow"}, "dd.mm.yyyy"),
        ({"records": {"p": {"kind": "Persona"}}}, "got 'Persona'"),
        ({"records": {"p": {"kind": "Person", "claims": [{"kind": "ActDetails"}]}}}, "ActDetails is about Act"),
        ({"records": {"p": {"kind": "Person", "claims": [{"kind": "Name", "values": {"txt": "x"}}]}}}, "got txt"),
        ({"records": {"p": {"kind": "Person", "claims": [{"kind": "Name"}]}}}, "values for text"),
    ],
)
def test_a_mapping_that_cannot_be_followed_says_where(change, told):
    with pytest.raises(MappingError, match=told):
        plan({**MAP, **change})


def test_a_column_that_is_not_there_is_told_with_those_that_are(tmp_path):
    table = opened(written(tmp_path, ["1", "x"], head=["ID", "Name"]))
    with pytest.raises(MappingError, match=r"'Имя'.*The table has ID, Name"):
        reader_of(table, mapped())


def test_a_guessed_mapping_reads_its_own_table(tmp_path):
    import yaml

    rows = [[str(n), "Анна Узорава", "02.01.1990", "ж", "настаўніца", "09.08.2020", "342"] for n in range(5)]
    table = opened(written(tmp_path, *rows))
    made = plan(yaml.safe_load(guess(table)))
    assert made.key == ("ID",) and made.dates == "dd.mm.yyyy"
    lines = list(check(table, reader_of(table, made)))
    assert not any(line.problems for line in lines)
    assert {draft.kind for draft in lines[0].drafts} >= {"Name", "PersonDetails", "Occupation", "ActDetails", "Charge"}
