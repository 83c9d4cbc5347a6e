"""Figures of an edition: those of the desk for what is published, with charts and downloads that are the same bytes every time."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from khronika.desk.claims.models import Claim
from khronika.desk.register import figures as desk
from khronika.pages.numbers.statistics import figures, units
from khronika.pages.words import words
from khronika.press.numbers import charts
from khronika.press.numbers import figures as ours
from khronika.press.numbers.downloads import MOST, workbook
from khronika.press.numbers.lines import by_cell, by_id, by_thing, row, splice, table
from tests.desk.making import ANNA, Said, named, subject
from tests.press.telling import ARREST, PLACE
from tests.press.test_prisoners import BORIS, NOON, VERA, three, told

STATUS = "political_prisoner"


@pytest.fixture
def pressed(house):
    proposals = three()
    fine = Said(
        "SentenceComponent",
        ("Proceeding", "f"),
        {"sentence_type": "fine", "amount": "300", "unit": "BYR"},
        start="2014-05-05",
    )
    details = Said(
        "ProceedingDetails",
        ("Proceeding", "f"),
        {"defendant": ("Person", "Gleb Fourth"), "proceeding_kind": "administrative"},
    )
    told(named(("Person", "Gleb Fourth")), details, fine, title="A fine")
    told(named(ANNA), named(PLACE), ARREST, title="An arrest", meant={ANNA: subject(proposals[0])})
    house.press(at=NOON, full=True)
    return house


def counts(house, number: int = 1) -> dict:
    return json.loads(house.files(number)["data/statistics.json"])


def test_figures_are_those_of_the_desk_given_what_is_published(pressed):
    shown = {each.id for each in Claim.objects.all()}.intersection
    found = counts(pressed)
    for each in found["stock"]:
        end = ours.month_ends(date(int(each["month"][:4]), int(each["month"][5:]), 1), NOON.date())[0]
        (figure,) = desk.stock(STATUS, end, shown=shown)
        assert (each["certain"], each["possible"]) == (figure.certain, figure.possible), end
    for each in found["flow"]:
        year = int(each["year"])
        flow = desk.flow(STATUS, date(year, 1, 1), min(date(year, 12, 31), NOON.date()), shown=shown)
        assert (each["began"]["certain"], each["began"]["possible"]) == (flow.began[0].certain, flow.began[0].possible)
        grounds = {one["ground"]: (one["certain"], one["possible"]) for one in each["grounds"]}
        assert grounds == {one.ground: (one.certain, one.possible) for one in flow.ended}
    for each in found["cumulative"]:
        (figure,) = desk.cumulative(STATUS, min(date(int(each["year"]), 12, 31), NOON.date()), shown=shown)
        assert (each["certain"], each["possible"]) == (figure.certain, figure.possible)


def test_acts_and_fines_are_counted_by_year_and_unit(pressed):
    found = counts(pressed)
    assert {"type": "arrest", "year": "2021", "certain": 1, "possible": 0} in found["acts"]
    assert found["fines"] == [
        {"unit": "BYR", "year": "2014", "certain": "300", "possible": "0", "fines": 1, "people": 1}
    ]


def test_each_figure_has_its_meaning_its_table_and_a_chart_in_two_colours(pressed):
    files, page = pressed.files(1), pressed.texts(1)["site/be/statistics.html"]
    for figure in figures(counts(pressed), words("be")):
        assert figure.meaning in page.replace("&#39;", "'")
        for place in charts.paths(figure.name, "be"):
            assert place in files and f"../{place.removeprefix('site/')}" in page
            assert b"<script" not in files[place] and b"http" not in files[place].replace(b"http://www.w3.org", b"")


def test_a_chart_is_the_same_every_time_and_drawn_only_when_a_number_changed(pressed, monkeypatch):
    spec = charts.specs(counts(pressed), "en")["stock"]
    assert dict(charts.draw("stock", "en", spec)) == dict(charts.draw("stock", "en", spec))
    monkeypatch.setattr(charts, "draw", lambda *_: pytest.fail("drawn without need"))
    told(named(("Person", "Nobody Special")), title="Unrelated")
    pressed.press(at=NOON)
    later = datetime(2014, 8, 5, 12, tzinfo=UTC)
    pressed.press(at=later)
    assert pressed.files(1)[charts.paths("stock", "en")[0]] == pressed.files(3)[charts.paths("stock", "en")[0]]


def test_downloads_say_what_is_published_in_every_format(pressed):
    files = pressed.files(1)
    people = [json.loads(each) for each in files["site/data/people.jsonl"].splitlines()]
    rows = list(csv.DictReader(io.StringIO(files["site/data/people.csv"].decode("utf-8-sig"))))
    assert [each["id"] for each in people] == [each["id"] for each in rows] == sorted(each["id"] for each in rows)
    assert {each["Name.text"] for each in rows} == {"Anna Sample", "Boris Model", "Vera Pattern", "Gleb Fourth"}
    sheet = load_workbook(io.BytesIO(files["site/data/people.xlsx"])).active
    assert sheet.max_row == len(rows) + 1
    entities = [json.loads(each) for each in files["site/data/people.ftm.json"].splitlines()]
    assert {each["id"] for each in entities if each["schema"] == "Person"} == {each["id"] for each in people}
    statuses = list(csv.DictReader(io.StringIO(files["site/data/statuses.csv"].decode("utf-8-sig"))))
    assert {each["name_en"] for each in statuses} == {"Anna Sample", "Boris Model", "Vera Pattern"}
    assert [each["id"] for each in statuses] == [
        json.loads(each)["id"] for each in files["site/data/statuses.jsonl"].splitlines()
    ]


def test_each_column_of_each_table_is_in_the_data_dictionary(pressed):
    files = pressed.files(1)
    told_of = list(csv.DictReader(io.StringIO(files["site/data/dictionary-ru.csv"].decode("utf-8-sig"))))
    for name in ("people", "organizations", "acts", "proceedings", "statuses"):
        heading = files[f"site/data/{name}.csv"].decode("utf-8-sig").splitlines()[0].split(",")
        assert heading == [each["column"] for each in told_of if each["table"] == name]


def test_a_workbook_says_no_time(pressed):
    with zipfile.ZipFile(io.BytesIO(pressed.files(1)["site/data/acts.xlsx"])) as book:
        assert {each.date_time for each in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01T00:00:00Z" in book.read("docProps/core.xml")


def test_a_table_too_long_for_a_workbook_has_none():
    rows = b"".join(row([str(number)]) for number in range(MOST + 1))
    assert workbook("people", table(["id"], rows)) is None
    assert workbook("people", table(["id"], rows[: rows.rindex(b"\n", 0, -1) + 1])) is not None


def test_a_cell_that_looks_like_a_formula_or_has_line_breaks_stays_one_harmless_cell():
    data = table(["id", "text"], row(["a", "=1+1"]) + row(["b", 'one\n"two", three\r\nb,']))
    lines = data.splitlines()[1:]
    assert [(by_cell(line), line) for line in lines] == [(b"a", b"a,'=1+1"), (b"b", b'b,"one ""two"", three b,"')]
    sheet = load_workbook(io.BytesIO(workbook("x", data) or b"")).active
    assert sheet["B2"].value == "=1+1" and sheet["B2"].data_type == "s"


def test_lines_are_put_in_taken_out_and_left_as_they_were():
    old = b'{"id":"a","x":1}\n{"id":"c"}\n'
    assert splice(old, {"b": b'{"id":"b"}\n', "c": None, "z": None}, by_id) == b'{"id":"a","x":1}\n{"id":"b"}\n'
    assert splice(b"", {}, by_id) == b""


@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=2), st.integers(0, 2)),
    st.dictionaries(st.text("abc", min_size=1, max_size=2), st.none() | st.integers(0, 2)),
)
def test_putting_in_and_taking_out_gives_what_sorting_all_gives(old, changes):
    """Blocks of one line and of several, as a thing with its ties is."""

    def block(key: str, ties: int | None) -> bytes:
        thing = b'{"id": "%s", "schema": "Person"}\n' % key.encode()
        return thing + b'{"id": "t", "schema": "Membership"}\n' * (ties or 0)

    def file(blocks: dict) -> bytes:
        return b"".join(block(key, ties) for key, ties in sorted(blocks.items()) if ties is not None)

    put = {key: None if ties is None else block(key, ties) for key, ties in changes.items()}
    assert splice(file(old), put, by_thing) == file({**old, **changes})


def test_units_are_never_added_to_each_other():
    fined = [ours.Dated(unit, "2016", True, Decimal(1), "p") for unit in ("BYN", "BYR", "base_units")]
    assert [each["certain"] for each in ours.fines(fined)] == ["1", "1", "1"]
    assert units({"fines": ours.fines(fined)}) == ["BYN", "BYR", "base_units"]


def test_an_edition_without_any_figure_says_so(house):
    told(named(BORIS), named(VERA), title="Names only")
    house.press(at=NOON)
    page = house.texts(1)["site/en/statistics.html"]
    assert "Nothing here yet." in page
    assert "Nobody is in this list." in house.texts(1)["site/en/prisoners/index.html"]
