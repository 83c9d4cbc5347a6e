"""The verbs that take a table in and give it out again, as a person types them."""

import json

import yaml

from tests.desk.tabling import ANNA, BARYS, HEAD, MAP, written

BAD = ["3", "Вера Кепская", "2013-02-30", "ж", "", "2020", "342"]


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
        *("export", "--kind", "Person", "--map", mapping, "--audience", "team", "--reason", "own work", "--out", out)
    )
    assert out.read_text(encoding="utf-8-sig").splitlines()[0] == ",".join(HEAD)
    assert "0 rows for public" in khronika("export", "--kind", "Person", "--out", tmp_path / "public.csv")
    assert "not there yet" in khronika("export", "--kind", "Person", "--out", out, code=1)


def test_a_mapping_is_proposed_without_a_home(khronika, tmp_path):
    path = written(tmp_path, ANNA, BARYS)
    assert yaml.safe_load(khronika("import", path, "--guess"))["columns"] == HEAD


def test_a_table_without_a_mapping_says_what_to_do(khronika, tmp_path):
    assert "--guess" in khronika("import", written(tmp_path, ANNA), code=1)
