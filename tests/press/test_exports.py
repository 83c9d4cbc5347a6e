"""What goes out as a table: only what the audience may see, and in the columns in which it came."""

import csv
import json
from datetime import date
from pathlib import Path
from random import Random

import openpyxl
import pytest

from khronika.desk.claims.clear import Target, clear, resting
from khronika.desk.ledger.models import Entry
from khronika.desk.register.models import Name
from khronika.desk.sources.models import Source
from khronika.press.errors import PressError
from khronika.press.exports.deed import Wanted, export
from khronika.press.exports.money import day
from khronika.vocabulary.kind import Level
from tests.desk.making import account, record
from tests.desk.tabling import ANNA, BARYS, HEAD, brought, mapped, workbook, written
from tests.press.telling import trial

pytestmark = pytest.mark.django_db
TODAY = date(2026, 8, 4)
KNOWN = Path(__file__).parent / "followthemoney.tsv"


def team(out: Path, kind: str = "Person", **more) -> list[list[str]]:
    """The rows of an export to the team, headings first."""
    export(account(), Wanted(kind, out, Level.TEAM, recipient="ourselves", reason="own work", **more), today=TODAY)
    return list(csv.reader(out.open(encoding="utf-8-sig")))


def public(out: Path, kind: str = "Person", **more) -> list[list[str]]:
    """The rows of an export to everybody, headings first."""
    export(None, Wanted(kind, out, **more), today=TODAY)
    return list(csv.reader(out.open(encoding="utf-8-sig")))


def invented(count: int) -> list[list[str]]:
    """People nobody has met, some of whom lack something."""
    rng = Random(7)
    given = ["Анна", "Барыс", "Вера", "Глеб", "Ева", "Жанна", "Зоя", "Ігар", "Лявон", "Марыя"]
    family = ["Прыклад", "Узор", "Мадэлевіч", "Тэставы", "Прабны", "Выдуманы"]
    return [
        [
            f"K-{number:05}",
            f"{rng.choice(given)} {rng.choice(family)}",
            rng.choice(
                [f"{rng.randint(1, 28):02}.{rng.randint(1, 12):02}.{rng.randint(1950, 2004)}", "1977", "05.1980", ""]
            ),
            rng.choice(["м", "ж", ""]),
            rng.choice(["журналіст; паэт", "настаўнік", ""]),
            rng.choice([f"{rng.randint(1, 28):02}.08.2020", "лета 2020", "2021"]),
            rng.choice(["342", "130", "361-4", ""]),
        ]
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [350])
def test_a_workbook_comes_out_in_its_own_columns_cell_by_cell(tmp_path, count, monkeypatch):
    monkeypatch.setattr("khronika.desk.claims.handover.MANY", count)
    rows = invented(count)
    brought(workbook(tmp_path / "in.xlsx", [HEAD, *rows]), mapped())
    out = tmp_path / "out.xlsx"
    export(
        account(),
        Wanted("Person", out, Level.TEAM, plan=mapped(), recipient="ourselves", reason="own work"),
        today=TODAY,
    )
    found = list(openpyxl.load_workbook(out, read_only=True).worksheets[0].iter_rows(values_only=True))
    full = [[*row, *[None] * (len(HEAD) - len(row))] for row in found]  # a workbook leaves out the empty end of a row
    assert [["" if cell is None else cell for cell in row] for row in full] == [HEAD, *rows]


def test_what_changed_is_what_differs(tmp_path):
    brought(written(tmp_path, ANNA, BARYS), mapped())
    brought(written(tmp_path, [*BARYS[:2], "05.06.1985", *BARYS[3:]], name="b.csv"), mapped())
    rows = team(tmp_path / "o.csv", plan=mapped())
    assert rows == [HEAD, ANNA, [*BARYS[:2], "05.06.1985", *BARYS[3:]]]


def test_nothing_goes_out_that_is_not_cleared(tmp_path):
    brought(written(tmp_path, ANNA, BARYS), mapped())
    assert public(tmp_path / "a.csv") == [[]]
    source = Source.objects.get()
    anna = Name.objects.get(text="Анна Узорава").claim
    clear(
        account(),
        [Target("source", source.id), Target("claim", anna.id), Target("record", anna.subject_id)],
        Level.PUBLIC,
        reason="x",
    )
    rows = public(tmp_path / "b.csv", plan=mapped())
    assert rows == [HEAD, ["", "Анна Узорава", "", "", "", "", ""]]  # not even the table's key


def test_a_withheld_name_is_replaced_in_what_others_say(tmp_path):
    brought(written(tmp_path, [*ANNA[:4], "сакратарка Барыса Прыклада", *ANNA[5:]], BARYS), mapped())
    source = Source.objects.get()
    barys = Name.objects.get(text="Барыс Прыклад").claim.subject_id
    clear(account(), resting(source), Level.PUBLIC, reason="x")
    clear(account(), [Target("record", barys)], Level.TEAM, reason="asked")
    text = json.dumps(public(tmp_path / "o.csv"), ensure_ascii=False)
    assert "Узорава" in text and "Прыклад" not in text and "[withheld]" in text


def test_as_of_a_day_leaves_out_what_did_not_hold(tmp_path):
    trial()
    rows = team(tmp_path / "o.csv", "Act", at=date(2020, 1, 1))
    assert rows == [[]]
    assert team(tmp_path / "p.csv", "Act", at=date(2021, 1, 1))[1]


def test_leaving_to_the_team_needs_a_reason_and_is_in_the_ledger(tmp_path):
    trial()
    with pytest.raises(PressError, match="a reason"):
        export(account(), Wanted("Person", tmp_path / "o.csv", Level.TEAM), today=TODAY)
    with pytest.raises(PressError, match="who gets"):
        export(account(), Wanted("Person", tmp_path / "o.csv", Level.TEAM, reason="own work"), today=TODAY)
    assert not (tmp_path / "o.csv").exists()
    before = Entry.objects.count()
    public(tmp_path / "p.csv")
    assert Entry.objects.count() == before
    team(tmp_path / "o.csv")
    assert Entry.objects.order_by("-number").first().deed == "decision.handover"


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"kind": "Persona"}, "a kind of record"),
        ({"out": Path("x.doc")}, "a file ending in"),
        ({"out": Path("x.ftm.json"), "kind": "Place"}, "no place for Place"),
        ({"columns": "Name.txt"}, "got 'Name.txt'"),
    ],
)
def test_what_cannot_be_exported_is_told(tmp_path, wanted, told):
    given = {"kind": "Person", "out": Path("x.csv"), **wanted}
    with pytest.raises(PressError, match=told):
        export(None, Wanted(**{**given, "out": tmp_path / given["out"]}), today=TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_never_written_over(tmp_path):
    (tmp_path / "o.csv").write_text("mine")
    with pytest.raises(PressError, match="not there yet"):
        public(tmp_path / "o.csv")
    assert (tmp_path / "o.csv").read_text() == "mine"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_cell_is_a_formula_and_it_comes_back_as_it_was(tmp_path, ending):
    names = ["=1+1", "+375 Анна", "-Вера", "@Глеб"]
    rows = [[str(n), name, "", "", "", "2020", ""] for n, name in enumerate(names)]
    brought(
        workbook(tmp_path / "seed.xlsx", [HEAD, *[[row[0], f"Асоба {row[0]}", *row[2:]] for row in rows]]),
        mapped(name="seed"),
    )
    brought(written(tmp_path, *rows, name="in.csv"), mapped())
    out = tmp_path / f"out.{ending}"
    export(
        account(),
        Wanted("Person", out, Level.TEAM, plan=mapped(), recipient="ourselves", reason="own work"),
        today=TODAY,
    )
    if ending == "csv":
        assert not any(
            cell.startswith(("=", "+", "-", "@")) for row in csv.reader(out.open(encoding="utf-8-sig")) for cell in row
        )
    again = brought(out, mapped(name="again"), accept=False)
    assert again.problems == [] or all(problem.column == "ID" for problem in again.problems)
    from khronika.desk.claims.models import Proposal

    texts = Proposal.objects.filter(reading__reader="import again", kind="Name").values_list("values__text", flat=True)
    assert set(names) <= set(texts)


def entities(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def schema() -> dict[str, set[str]]:
    """The properties of each schema of FollowTheMoney, as its version 4.11 has them."""
    rows = [line.split("\t") for line in KNOWN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {name: set(properties.split()) for name, properties in rows}


def test_entities_are_those_of_followthemoney(tmp_path):
    trial()
    out = tmp_path / "o.ftm.json"
    export(None, Wanted("Person", out), today=TODAY)
    found = entities(out)
    assert {each["schema"] for each in found} == {"Person", "Organization", "CourtCase", "CourtCaseParty", "Membership"}
    known, ids = schema(), {each["id"] for each in found}
    for each in found:
        assert set(each["properties"]) <= known[each["schema"]]
        ends = [
            value for name in ("party", "case", "member", "organization") for value in each["properties"].get(name, [])
        ]
        assert set(ends) <= ids


def test_entities_are_valid_for_their_own_library(tmp_path):
    model = pytest.importorskip(
        "followthemoney",
        reason="requirements/entities.txt is not installed: PyICU is compiled with g++, pkg-config, libicu-dev and python3-dev",
    ).model
    trial()
    out = tmp_path / "o.ftm.json"
    export(None, Wanted("Person", out), today=TODAY)
    for each in entities(out):
        proxy = model.get_proxy(each, cleaned=False)
        proxy.schema.validate(each)


def test_entities_come_in_and_go_out_the_same(tmp_path):
    given = [
        {
            "id": "p1",
            "schema": "Person",
            "properties": {"name": ["Vera Sample"], "alias": ["V. S."], "birthDate": ["1990-05"], "gender": ["female"]},
        },
        {"id": "p2", "schema": "Person", "properties": {"name": ["Boris Sample"]}},
        {"id": "o1", "schema": "Organization", "properties": {"name": ["Sample House"]}},
        {
            "id": "c1",
            "schema": "CourtCase",
            "properties": {"name": ["Case 7"], "caseNumber": ["7/21"], "type": ["criminal"]},
        },
        {
            "id": "t1",
            "schema": "Membership",
            "properties": {"member": ["p1"], "organization": ["o1"], "role": ["chair"], "startDate": ["2019"]},
        },
        {
            "id": "t2",
            "schema": "Family",
            "properties": {"person": ["p1"], "relative": ["p2"], "relationship": ["spouse"]},
        },
        {
            "id": "t3",
            "schema": "CourtCaseParty",
            "properties": {"case": ["c1"], "party": ["p1"], "role": ["defendant"]},
        },
        {"id": "t4", "schema": "CourtCaseParty", "properties": {"case": ["c1"], "party": ["p2"], "role": ["witness"]}},
        {"id": "x1", "schema": "Vessel", "properties": {"name": ["Ship"]}},
    ]
    path = tmp_path / "in.ftm.json"
    path.write_text("\n".join(json.dumps(each) for each in given), encoding="utf-8")
    report = brought(path, between="\n")
    assert [(each.row, each.column) for each in report.problems] == [(9, "schema")]
    out = tmp_path / "out.ftm.json"
    export(account(), Wanted("Person", out, Level.TEAM, recipient="ourselves", reason="own work"), today=TODAY)
    plain = [(each["schema"], *sorted(map(str, each["properties"].values()))) for each in entities(out)]
    ours = {each["properties"].get("name", [""])[0]: each["id"] for each in entities(out)}
    names = {"p1": "Vera Sample", "p2": "Boris Sample", "o1": "Sample House", "c1": "Case 7"}
    for each in given[:-1]:
        moved = {
            key: [ours[names[value]] if value in names else value for value in values]
            for key, values in each["properties"].items()
        }
        assert (each["schema"], *sorted(map(str, moved.values()))) in plain
    assert brought(path, between="\n").proposed == 0


@pytest.mark.parametrize(
    ("edtf", "plain"), [("2020-22", "2020"), ("2011~", "2011"), ("201X", ""), ("2020-05-01", "2020-05-01"), ("..", "")]
)
def test_a_date_is_as_exact_as_the_format_allows(edtf, plain):
    assert day(edtf) == plain


def test_several_names_stand_side_by_side(tmp_path):
    version, _ = trial()
    anna = Name.objects.get(text="Anna Sample").claim.subject_id
    record(version, ("Person", "Ганна Сампл"), of=anna)
    rows = team(tmp_path / "o.csv", columns="Name.text")
    assert rows == [["Name.text"], ["Anna Sample | Ганна Сампл"]]
