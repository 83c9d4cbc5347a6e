"""Sources and notes from the command line, and the key that senders are sealed to."""

import json
import subprocess

FACT = "On 4 March 2021 Anna Sample was sentenced to four years in prison in Sampletown."
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
