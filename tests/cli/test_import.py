"""The verbs that take a table in and give it out again, as a person types them."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time

import pytest
import yaml

from tests.desk.tabling import ANNA, BARYS, HEAD, MAP, written

BAD = ["3", "Вера Кепская", "2013-02-30", "ж", "", "2020", "342"]

CONFIRM = """
import sys
from pathlib import Path
from khronika.cli.opening import begin
begin(Path(sys.argv[1]))
from khronika.desk.accounts.models import User
from khronika.desk.claims.models import Prepared
from khronika.desk.claims.second import confirm
confirm(User.objects.create_superuser("vera", password="a long password"), Prepared.objects.get().pk)
"""


def test_a_table_goes_in_by_way_of_a_dry_run_and_comes_out_again(khronika, tmp_path):
    path, mapping = written(tmp_path, ANNA, BAD, BARYS), tmp_path / "map.yaml"
    mapping.write_text(yaml.safe_dump(MAP, allow_unicode=True), encoding="utf-8")
    dry = khronika("import", path, "--map", mapping, "--dry-run", code=1)
    assert "row 3: Дата рождения: '2013-02-30'" in dry and "3 rows, 2 good, 1 left out" in dry
    assert not (tmp_path / "people.csv.errors.csv").exists()
    assert "say why with --reason" in khronika("import", path, "--map", mapping, "--accept", code=1)
    done = khronika("import", path, "--map", mapping, "--accept", "--reason", "invented people", code=1)
    assert "9 accepted" in done and "people.csv.errors.csv" in done
    again = json.loads(khronika("import", path, "--map", mapping, "--json", code=1))
    assert again["proposed"] == 0 and again["known"]
    out = tmp_path / "out.csv"
    assert "2 rows for team" in khronika(
        *(
            "export",
            "--kind",
            "Person",
            "--map",
            mapping,
            "--audience",
            "team",
            "--to",
            "us",
            "--reason",
            "own work",
            "--out",
            out,
        )
    )
    assert out.read_text(encoding="utf-8-sig").splitlines()[0] == ",".join(HEAD)
    assert "0 rows for public" in khronika("export", "--kind", "Person", "--out", tmp_path / "public.csv")
    assert "not there yet" in khronika("export", "--kind", "Person", "--out", out, code=1)


def test_a_mapping_is_proposed_without_a_home(khronika, tmp_path):
    path = written(tmp_path, ANNA, BARYS)
    assert yaml.safe_load(khronika("import", path, "--guess"))["columns"] == HEAD


def test_a_table_without_a_mapping_says_what_to_do(khronika, tmp_path):
    assert "--guess" in khronika("import", written(tmp_path, ANNA), code=1)


def test_an_import_that_is_killed_and_run_again_doubles_nothing_and_loses_nothing(khronika, tmp_path):
    rows = [[str(n), f"Асоба {n}", "1990", "м", "", "2020", "342"] for n in range(1, 2501)]
    path, mapping = written(tmp_path, *rows), tmp_path / "map.yaml"
    mapping.write_text(yaml.safe_dump(MAP, allow_unicode=True), encoding="utf-8")
    order = ("import", path, "--map", mapping, "--accept", "--reason", "invented people")
    process = khronika.start(*order, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stderr.readline() == "1000 rows …\n"
    time.sleep(0.2)  # within the second portion
    process.kill()
    assert process.wait() == -signal.SIGKILL
    process.communicate()
    done = json.loads(khronika(*order, "--json"))
    assert 0 < done["accepted"] < 4 * len(rows) and done["known"] and done["rows"] == len(rows)
    out = tmp_path / "out.csv"
    export = ("export", "--kind", "Person", "--map", mapping, "--audience", "team", "--to", "us", "--reason", "a look")
    assert "a second person must confirm it" in khronika(*export, "--out", out, code=1)
    subprocess.run([sys.executable, "-c", CONFIRM, khronika.home], env=khronika.environment, check=True)
    khronika(*export, "--as", "editor", "--out", out)
    assert "2500 people; for: a look" in khronika("export", "--list")
    assert "a second person must confirm it" in khronika(*export, "--as", "editor", "--out", tmp_path / "2.csv", code=1)
    assert list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"))))[1:] == rows
    again = json.loads(khronika(*order, "--json", "--as", "editor"))
    assert (again["proposed"], again["accepted"], again["created"]) == (0, 0, 0)


def test_a_corrected_table_says_what_is_changed_before_anything_is(khronika, tmp_path):
    path, mapping = written(tmp_path, ANNA, BARYS), tmp_path / "map.yaml"
    mapping.write_text(yaml.safe_dump(MAP, allow_unicode=True), encoding="utf-8")
    khronika("import", path, "--map", mapping, "--accept", "--reason", "invented people")
    later = written(tmp_path, [*ANNA[:5], "", *ANNA[6:]], [*BARYS[:2], "05.06.1986", *BARYS[3:]], name="later.csv")
    dry = khronika("import", later, "--map", mapping, "--dry-run")
    assert "1 changed;" in dry and "row 3, column Дата рождения: was 1985, now 1986-06-05" in dry
    assert "row 2, column Дата задержания: was 2020-08-09, now empty: nothing is removed; withdraw it" in dry
    assert "1 facts would be proposed; 8 known already" in dry


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["1", "Анна", "2013-02-30", "ж", "", "2020", "342"], "that month has 28 days"),
        (["1", "Анна", "31.02", "ж", "", "2020", "342"], "Write the year too"),
        (["1", "; ".join(f"Імя {n}" for n in range(300)), "1990", "ж", "", "2020", "342"], "300 values"),
        (["", "Анна", "1990", "ж", "", "2020", "342"], "the row's key is empty"),
        (["1", "Анна", "1990", "ж", "", "2020", "342", "more"], "more than there are headings"),
        (["1", "Анна", "1990", "ж", "", "2020-05-01 2020-06-01", "342"], "Expected a date such as"),
    ],
)
def test_bad_cells_are_told_in_a_sentence_and_nothing_else_happens(khronika, tmp_path, row, told):
    records = json.loads(json.dumps(MAP["records"]))
    records["person"]["claims"][0]["values"]["text"]["split"] = ";"
    mapping = tmp_path / "map.yaml"
    mapping.write_text(yaml.safe_dump({**MAP, "records": records}, allow_unicode=True), encoding="utf-8")
    out = khronika("import", written(tmp_path, row), "--map", mapping, "--dry-run", code=1)
    assert out.startswith("row 2: ") and told in out and "Traceback" not in out


@pytest.mark.parametrize("head", [0, 1])
def test_output_that_nobody_reads_ends_the_command_quietly(khronika, tmp_path, head):
    path, mapping = written(tmp_path, *([str(n), *ANNA[1:2], "31.02", *ANNA[3:]] for n in range(40))), tmp_path / "m"
    mapping.write_text(yaml.safe_dump(MAP, allow_unicode=True), encoding="utf-8")
    order = ("import", path, "--map", mapping, "--dry-run")
    process = khronika.start(*order, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if head:
        os.read(process.stdout.fileno(), 1)
    process.stdout.close()
    errors = process.stderr.read()
    # all of it may have been written before we closed: then it ends as a file with faults does
    assert process.wait() in ((-signal.SIGPIPE, 1) if head else (-signal.SIGPIPE,))
    assert errors == ""
