"""Sources and notes from the command line, and the key that senders are sealed to."""

import io
import json
import subprocess

import openpyxl
import pytest

FACT = "On 4 March 2021 Anna Sample was sentenced to four years in prison in Sampletown."
MAPPING = """
key: Name
records:
  person:
    kind: Person
    claims:
      - {kind: Name, values: {text: {column: Name}}}
      - {kind: PersonDetails, values: {birth: {column: Born}}}
"""
OTHER = "On 5 March 2021 Piotr Example was fined by the court of Exampleburg, and he was released."


def test_what_is_captured_again_is_said_to_be_here(khronika, tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.txt").write_text(f"{FACT} {number}", encoding="utf-8")
    (tmp_path / "in" / "x.bin").write_bytes(b"\x00\x01\x02" * 50)
    assert "3 kept, 1 failed." in khronika("capture", tmp_path / "in", code=1)
    again = khronika("capture", tmp_path / "in" / "0.txt")
    assert again.startswith("had it   0.txt")


def test_a_note_is_kept_from_the_line_and_from_standard_input(khronika):
    told = json.loads(khronika("note", FACT, "--title", "A call", "--json"))
    assert told["title"] == "A call"
    process = khronika.start("note", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    output, _ = process.communicate("Told at the gate: Piotr Example was released.\n", timeout=120)
    assert "Told at the gate" in output
    assert "Expected the words of the note" in khronika("note", " ", code=1)
    assert "A call" in khronika("read")


def test_an_official_list_captured_again_is_the_same_source(khronika, tmp_path):
    path = tmp_path / "list.txt"
    ids = []
    for words in (f"1. {FACT}\n2. {OTHER}\n", f"1. {OTHER}\n"):
        path.write_text(words, encoding="utf-8")
        told = khronika("capture", path, "--list", "--url", "https://list.example.org/", "--json").partition("]")[0]
        ids.append(json.loads(told + "]")[0]["source"])
    assert ids[0] == ids[1]


ROWS = [("Anna Sample", "1985", "Sampletown"), ("Piotr Example", "1990", "Exampleburg"), ("Vera Other", "1979", "-")]
LATER = [ROWS[2], ("Piotr Example", "1991", "Exampleburg"), ("Zmicier Fresh", "2000", "Sampletown")]
HEAD = ("No", "Name", "Born", "Place")


def as_csv(rows: list[tuple[str, ...]]) -> bytes:
    return "\n".join(";".join(row) for row in rows).encode()


def as_xlsx(rows: list[tuple[str, ...]]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


def as_html(rows: list[tuple[str, ...]]) -> bytes:
    told = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><body><h1>List of prisoners</h1><table>{told}</table></body></html>".encode()


def numbered(rows: list[tuple[str, str, str]]) -> list[tuple[str, ...]]:
    return [HEAD, *((str(number), *row) for number, row in enumerate(rows, 1))]


@pytest.mark.parametrize(("name", "make"), [("list.csv", as_csv), ("list.xlsx", as_xlsx), ("list.html", as_html)])
def test_a_table_is_an_official_list_whatever_its_form(khronika, tmp_path, name, make):
    path, mapping = tmp_path / name, tmp_path / "map.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    told = []
    for rows, more in ((ROWS, ("--map", mapping)), (ROWS[::-1], ()), (LATER, ())):
        path.write_bytes(make(numbered(rows)))
        output = khronika("capture", path, "--list", "--url", "https://list.example.org/", "--json", *more)
        told.append(json.loads(output.partition("]")[0] + "]")[0])
        assert told[-1]["outcome"] == "kept"
    assert len({each["source"] for each in told}) == 1
    read = json.loads(khronika("read", "--json"))
    assert [each["proposals"] for each in read] == [
        {"Name": 3, "PersonDetails": 3},
        {},
        {"Name": 1, "PersonDetails": 2},
    ]
    assert not any(b"Born" in each.read_bytes() for each in (khronika.home / "lists").iterdir())


def test_a_mapping_is_for_lists_and_a_wrong_one_is_refused_before_anything_is_kept(khronika, tmp_path):
    path, mapping = tmp_path / "list.csv", tmp_path / "map.yaml"
    path.write_bytes(as_csv(numbered(ROWS)))
    mapping.write_text("records: {}", encoding="utf-8")
    assert "--map is for official lists" in khronika("capture", path, "--map", mapping, code=2)
    assert "Expected under 'records'" in khronika("capture", path, "--list", "--map", mapping, code=1)
    assert "Nothing is waiting" in khronika("read")


def test_a_home_without_a_key_for_senders_gets_one_when_it_is_mended(khronika, tmp_path):
    (khronika.home / "keys" / "informants").unlink()
    assert "khronika doctor --mend --root-keys FOLDER" in khronika("doctor", code=1)
    (tmp_path / "root").mkdir()
    told = khronika("doctor", "--mend", "--root-keys", tmp_path / "root", code=None)
    assert "sealed to a key that is not in the home" in told
    assert (tmp_path / "root" / "informants.key").exists()
    inside = khronika.home / "keys"
    (inside / "informants").unlink()
    assert "outside the home" in khronika("doctor", "--mend", "--root-keys", inside, code=1)
