"""Names are compared, found and matched from the command line, whatever the files are like. People here are public or invented."""

import csv
import json
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from khronika.cli.lists import safe
from khronika.cli.main import main

LEFT = "id,name\n1,Алесь Бяляцкі\n2,Марыя Прыдумак\n3,\n4,Nobody Whosoever\n"
RIGHT = "id,name\na,Ales Bialiatski\nb,Мария Придумак\nc,Вацлав Гавел\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "left.csv").write_text(LEFT, encoding="utf-8")
    (tmp_path / "right.csv").write_text(RIGHT, encoding="utf-8")
    return tmp_path


def run(*words: object, code: int = 0) -> Result:
    done = CliRunner().invoke(main, ["names", *map(str, words)])
    assert done.exit_code == code, done.output
    return done


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def matched(folder: Path, *words: object) -> list[dict[str, str]]:
    run("match", folder / "left.csv", folder / "right.csv", "--out", folder / "pairs.csv", *words)
    return rows(folder / "pairs.csv")


def test_two_names_are_compared_with_reasons():
    told = run("compare", "Алесь Бяляцкі", "Aliaksandr Bialiatski").output
    assert told.startswith("same  0.9")
    assert "is a form of" in told


def test_a_comparison_speaks_the_language_asked_for():
    told = json.loads(run("compare", "Вільня", "Vilnius", "--kind", "place", "--language", "be", "--json").output)
    assert (told["kind"], told["verdict"]) == ("place", "same")
    assert "назвы аднаго месца" in told["reasons"][0]


@pytest.mark.parametrize(("a", "b"), [("", ""), ("", "Anna"), ("\u202e.", "…"), ("x" * 5_000, "-1")])
def test_no_text_makes_a_comparison_fail(a, b):
    assert json.loads(run("compare", "--json", "--", a, b).output)["score"] <= 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("people.csv", "id,name\n7,Алесь Бяляцкі\n8,Ян Прыдумак\n"),
        ("people.csv", "id;caption\n7;Алесь Бяляцкі\n8;Ян Прыдумак\n"),
        ("people.csv", 'id,Імя\n7,"Бяляцкі, Алесь"\n8,Ян Прыдумак\n'),
        ("people.csv", "\ufeffid,name\r\n7,Алесь Бяляцкі\r\n8,Ян Прыдумак\r\n"),
        ("people.tsv", 'ID\tName\n7\tАлесь "Бяляцкі\n8\tЯн Прыдумак\n'),
        ("people.txt", "\n" * 6 + "Алесь Бяляцкі\nЯн Прыдумак\n"),
    ],
)
def test_a_name_is_found_in_every_kind_of_list(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    told = json.loads(run("search", tmp_path / name, "Bialiatski Ales", "-k", 1, "--json").stdout)
    assert [one["id"] for one in told] == ["7"]


def test_a_list_that_a_spreadsheet_saved_as_unicode_is_read(tmp_path):
    (tmp_path / "people.txt").write_text("id\tname\n7\tАлесь Бяляцкі\n", encoding="utf-16")
    assert "Алесь Бяляцкі" in run("search", tmp_path / "people.txt", "Bialiatski").output


def test_a_saved_index_answers_as_the_list_does(folder):
    first = run("search", folder / "right.csv", "Havel", "--save", folder / "right.index").output
    assert "Вацлав Гавел" in first
    assert run("search", folder / "right.index", "Havel").output == first


def test_a_saved_index_of_another_kind_is_refused(folder):
    run("search", folder / "right.csv", "Havel", "--save", folder / "right.index")
    told = run("search", folder / "right.index", "Havel", "--kind", "place", code=1).output
    assert "its kind is 'person'" in told


def test_a_damaged_index_is_told_in_a_sentence(folder):
    run("search", folder / "right.csv", "Havel", "--save", folder / "right.index")
    data = (folder / "right.index").read_bytes()
    (folder / "right.index").write_bytes(data[: len(data) // 2])
    assert "Build the index again" in run("search", folder / "right.index", "Havel", code=1).output


def test_a_search_without_an_answer_says_so(folder):
    assert "No name fits." in run("search", folder / "right.csv", "Qwxyz").output


def test_each_name_gets_those_that_may_be_the_same(folder):
    found = matched(folder)
    assert [(row["left_id"], row["right_id"], row["verdict"]) for row in found] == [
        ("1", "a", "same"),
        ("2", "b", "same"),
    ]
    assert float(found[0]["score"]) > 0.9
    assert found[0]["reason"]


def test_matching_tells_what_it_did_and_what_it_passed_over(folder):
    told = run("match", folder / "left.csv", folder / "right.csv", "--out", folder / "pairs.csv", "--json")
    assert json.loads(told.stdout) == {
        "left": 3,
        "right": 3,
        "matched": 2,
        "pairs": 2,
        "out": str(folder / "pairs.csv"),
    }
    assert "left.csv: 1 rows without a name were passed over." in told.stderr


def test_columns_may_be_named_for_each_side(folder):
    (folder / "left.csv").write_text("key,who\n1,Алесь Бяляцкі\n", encoding="utf-8")
    found = matched(folder, "--left-column", "who", "--left-id-column", "key", "--right-column", "name")
    assert [(row["left_id"], row["right_id"]) for row in found] == [("1", "a")]


def test_what_is_written_can_be_limited(folder):
    (folder / "right.csv").write_text("name\nAles Bialiatski\nAleś Bialacki\nAlex Bialiatski\n", encoding="utf-8")
    assert len(matched(folder, "--most", "2")) == 2
    assert all(float(row["score"]) >= 0.9 for row in matched(folder, "--least", "0.9"))


def test_no_cell_is_a_formula(folder):
    (folder / "left.csv").write_text('id,name\n=1+1,"=Алесь Бяляцкі"\n', encoding="utf-8")
    row = matched(folder)[0]
    assert (row["left_id"], row["left_name"]) == ("'=1+1", "'=Алесь Бяляцкі")
    assert [safe(cell) for cell in ("+1", "-1", "@a", "\tb", "Ann-Marie", "")] == [
        "'+1",
        "'-1",
        "'@a",
        "'\tb",
        "Ann-Marie",
        "",
    ]


def test_another_encoding_is_told_and_can_be_given(folder):
    (folder / "left.csv").write_bytes(LEFT.encode("cp1251"))
    told = run("match", folder / "left.csv", folder / "right.csv", "--out", folder / "pairs.csv", code=1).output
    assert "--encoding cp1251" in told
    assert "Traceback" not in told
    (folder / "right.csv").write_bytes(RIGHT.encode("cp1251"))
    assert len(matched(folder, "--encoding", "cp1251")) == 2
    assert "'nonsense'" in run("search", folder / "left.csv", "a", "--encoding", "nonsense", code=1).output


@pytest.mark.parametrize("words", [("--column", "who"), ("--id-column", "who")])
def test_a_missing_column_is_told_with_those_there_are(folder, words):
    told = run("search", folder / "left.csv", "a", *words, code=1).output
    assert "'who'" in told
    assert "its columns are 'id', 'name'" in told


@pytest.mark.parametrize("text", ["", "id,name\n", "id,name\n1,\n2\n"])
def test_a_list_without_names_is_told(folder, text):
    (folder / "right.csv").write_text(text, encoding="utf-8")
    told = run("match", folder / "left.csv", folder / "right.csv", "--out", folder / "pairs.csv", code=1).output
    assert "it has none" in told
    assert not (folder / "pairs.csv").exists()


def test_a_table_that_cannot_be_read_is_told_with_its_line(folder):
    (folder / "left.csv").write_text('name,id\nAnna,1\n"' + "x" * 200_000, encoding="utf-8")
    before = csv.field_size_limit(
        131_072
    )  # what Python starts with; a library that another test loads may have raised it
    told = run("search", folder / "left.csv", "a", code=1).output
    csv.field_size_limit(before)
    assert "line" in told
    assert "cannot be read" in told


def test_a_list_is_never_written_over(folder):
    told = run("match", folder / "left.csv", folder / "right.csv", "--out", folder / "left.csv", code=1).output
    assert "none of the lists" in told
    assert (folder / "left.csv").read_text(encoding="utf-8") == LEFT


def test_a_folder_that_is_not_there_is_told(folder):
    out = folder / "nowhere" / "pairs.csv"
    assert "nowhere" in run("match", folder / "left.csv", folder / "right.csv", "--out", out, code=1).output


def test_an_interrupted_match_leaves_no_file_and_keeps_the_one_before(folder):
    names = "\n".join(f"Ян Прыдумак{'абвгдежзіклмн'[number % 13]}{number}" for number in range(40_000))
    (folder / "left.txt").write_text(names, encoding="utf-8")
    (folder / "pairs.csv").write_text("before", encoding="utf-8")
    command = [sys.executable, "-m", "khronika.cli", "names", "match", "left.txt", "right.csv", "--out", "pairs.csv"]
    heard = partial(
        signal.signal, signal.SIGINT, signal.SIG_DFL
    )  # whoever runs the tests in the background hears no interrupt
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, preexec_fn=heard)
    assert process.stderr is not None
    next(line for line in process.stderr if "1,000 names" in line)  # and 39,000 to go
    assert (folder / "pairs.csv.unfinished").exists()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in told
    assert (folder / "pairs.csv").read_text(encoding="utf-8") == "before"
    assert not (folder / "pairs.csv.unfinished").exists()
