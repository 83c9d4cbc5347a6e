"""From a folder of texts to a verified edition, by the commands a user types, each a process of its own."""

import json
import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from khronika import home as homes
from khronika.demo import credentials
from khronika.desk.sqlcipher.base import Database
from khronika.edition.verify import State, verify
from khronika.vault import sandbox
from tests.conftest import SECRETS, Command

pytestmark = pytest.mark.skipif(
    sandbox.available() is None, reason="bubblewrap does not work on this machine, and no document is read without it"
)
CANARY, PLACE = "quillfeathered", "umbravaline"
NEWS = f"""Verdict in Sampletown

On 4 March 2021 the District Court of Sampletown sentenced Anna Sample to four years in prison.

A {CANARY} neighbour wept in an {PLACE} street and went home without a word to anybody.
"""
DECISIONS = """
- source: news.txt
  accept: all
  reason: it says so
  clear: {level: public, reason: invented people}
"""
BAD = {
    "empty.txt": b"",
    "cut.pdf": b"%PDF-1.7\n1 0 obj\n<</Type/Catalog",
    "picture.txt": b"\x89PNG\r\n\x1a\nrest of it",
    "blocked.html": b"<title>Just a moment...</title><body>Enable JavaScript and cookies to continue</body>",
    "nested.html": b"<div>" * 10_000 + b"</div>" * 10_000,
}
SENTENCE = r"^Error: [^\n]+[.)]$"


def one_sentence(told: str) -> str:
    """What a command says when it refuses: one line, no traceback."""
    lines = [line for line in told.splitlines() if line.strip() and not line.startswith(("Usage:", "Try "))]
    assert "Traceback" not in told
    assert len(lines) == 1, told
    assert lines[0].startswith("Error: ")
    return lines[0].removeprefix("Error: ")


def documents(folder: Path) -> Path:
    """A folder with one good text, one with hostile words, and everything bad."""
    folder.mkdir()
    for name, data in BAD.items():
        (folder / name).write_bytes(data)
    (folder / "news.txt").write_text(NEWS)
    hostile = "<script>alert(1)</script> {{7*7}} \u202enamow\u202c '; DROP TABLE claims_claim;-- "
    (folder / "hostile.txt").write_text(f"{hostile} was fined in Sampletown on 3 May 2021. " * 3)
    return folder


def genuine(home: Path) -> bool:
    return verify(home / "editions", at=datetime.now(UTC)).state is State.GENUINE


@pytest.fixture(scope="module")
def pressed(template_home: Path, tmp_path_factory) -> Iterator[dict[str, str]]:
    """A home with one edition and what each command said on the way; never changed, only copied."""
    folder = tmp_path_factory.mktemp("pressed")
    shutil.copytree(template_home, folder / "home")
    khronika = Command(folder / "home")
    khronika.environment["TMPDIR"] = str(folder / "tmp")
    (folder / "tmp").mkdir()
    (folder / "decisions.yaml").write_text(DECISIONS)
    told = {"folder": str(folder)}
    told["capture"] = khronika("capture", documents(folder / "in"), "--json", code=1)
    told["read"] = khronika("read")
    told["decide"] = khronika("decide", folder / "decisions.yaml")
    told["press"] = khronika("press")
    yield told


@pytest.fixture
def house(pressed, tmp_path) -> Command:
    """The command on a copy of that home."""
    shutil.copytree(Path(pressed["folder"]) / "home", tmp_path / "home")
    return Command(tmp_path / "home")


def opened(home: Path):
    """The desk's database as somebody opens it who holds its key."""
    key = homes.unlock(home, SECRETS["KHRONIKA_PASSPHRASE"]).derive("database")
    connection = Database.connect(str(home / "desk.db"), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


# The way


def test_a_folder_with_bad_files_is_taken_to_its_end_and_each_failure_has_a_sentence(pressed):
    told, _, summary = pressed["capture"].rpartition("]")
    lines = {line["place"]: line for line in json.loads(told + "]")}
    assert lines.keys() == {*BAD, "news.txt", "hostile.txt"}
    assert [lines[name]["outcome"] for name in ("news.txt", "hostile.txt")] == ["kept", "kept"]
    for name in BAD:
        assert lines[name]["outcome"] == "failed", name
        assert lines[name]["problem"].endswith(".")
        assert "\n" not in lines[name]["problem"]
    assert summary.strip() == f"2 kept, {len(BAD)} failed."


def test_the_verdict_is_read_decided_and_pressed(pressed):
    assert "Verdict in Sampletown" in pressed["read"]
    assert "0 refused, cleared: public" in pressed["decide"]
    assert "Edition 1 is pressed and signed" in pressed["press"]
    page = Path(pressed["folder"]) / "home/editions/1/site/en/people/anna-sample.html"
    assert "4 years" in page.read_text()


def test_the_edition_is_genuine_and_one_changed_byte_is_named(pressed, house):
    editions = house.home / "editions"
    assert house("verify", editions).startswith("GENUINE")
    page = editions / "1/site/be/people/anna-sample.html"
    page.chmod(0o644)
    data = bytearray(page.read_bytes())
    data[len(data) // 2] ^= 1
    page.write_bytes(data)
    told = house("verify", editions, code=1)
    assert told.startswith("ALTERED")
    assert "site/be/people/anna-sample.html" in told


def test_nothing_of_what_nobody_cleared_stands_anywhere_in_plain(pressed):
    """Canaries: words of the source that no claim rests on, the passphrases, and the name of the file taken."""
    folder = Path(pressed["folder"])
    secret = [CANARY, PLACE, "DROP TABLE", *SECRETS.values()]
    files = [path for part in ("home", "tmp") for path in (folder / part).rglob("*") if path.is_file()]
    assert {"desk.db", "khronika.toml", "press.state"} <= {path.name for path in files}
    found = [
        f"{word} in {path.relative_to(folder)}"
        for path in files
        for word in secret
        for form in (word.encode(), word.encode("utf-16-le"), word.encode().hex().encode())
        if form.lower() in path.read_bytes().lower()
    ]
    assert found == []
    assert list((folder / "tmp").iterdir()) == []


def test_what_is_public_is_in_the_edition_alone(pressed):
    home = Path(pressed["folder"]) / "home"
    told = {
        path.relative_to(home).parts[0]
        for path in home.rglob("*")
        if path.is_file() and b"Anna Sample" in path.read_bytes()
    }
    assert told == {"editions"}


def test_the_doctor_finds_a_sound_home_sound(house):
    assert "The ledger is unbroken" in house("doctor")


def test_an_altered_entry_of_the_ledger_is_found_and_named(house):
    database = opened(house.home)
    (guard,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'ledger_no_update'").fetchone()
    database.execute("DROP TRIGGER ledger_no_update")
    database.execute("UPDATE ledger_entry SET deed = 'other' WHERE number = 2")
    database.execute(guard)
    database.close()
    assert "Entry 2 was altered" in house("ledger", "verify", code=1)
    assert "Entry 2 was altered" in house("doctor", code=1)


def test_a_home_without_its_guards_does_not_start_until_it_is_mended(house):
    database = opened(house.home)
    database.execute("DROP TRIGGER claims_no_delete")
    database.close()
    assert "claims_no_delete" in one_sentence(house("press", code=1))
    house("doctor", "--mend")
    assert "Edition 2" in house("press")


# What is refused, each with one sentence


@pytest.mark.parametrize("name", SECRETS)
def test_a_real_home_refuses_what_everybody_knows(tmp_path, name):
    khronika = Command(tmp_path / "home")
    khronika.environment[name] = credentials.PASSPHRASE
    told = khronika("init", tmp_path / "home", "--organisation", "X", "--root-keys", tmp_path / "keys", code=1)
    assert "demonstration's credentials" in one_sentence(told)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("keys", "secrets", "says"),
    [
        ("home/keys", {}, "outside the home"),
        ("home", {}, "outside the home"),
        ("home/../home/keys", {}, "outside the home"),
        ("keys", {"KHRONIKA_PASSPHRASE": "short"}, "at least 12 characters"),
        ("keys", {"KHRONIKA_PASSWORD": "short"}, "at least 12 characters"),
        ("keys", {"KHRONIKA_ROOT_PASSPHRASE": "short"}, "at least 8 characters"),
    ],
)
def test_a_home_that_would_not_be_safe_is_not_made_at_all(tmp_path, keys, secrets, says):
    khronika = Command(tmp_path / "home")
    khronika.environment.update(secrets)
    told = khronika("init", tmp_path / "home", "--organisation", "X", "--root-keys", tmp_path / keys, code=1)
    assert says in one_sentence(told)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_passphrase_opens_nothing(house):
    house.environment["KHRONIKA_PASSPHRASE"] = "not the passphrase"
    assert one_sentence(house("press", code=1)) == "The passphrase does not open this home. Check it and try again."
    told = house("doctor", code=1)
    assert "The passphrase does not open this home" in told
    assert "khronika init" not in told


def test_a_damaged_database_is_told_and_left_as_it_is(house):
    path = house.home / "desk.db"
    data = bytearray(path.read_bytes())
    data[100:200] = bytes(100)
    path.write_bytes(data)
    for verb in ("press", "read", "doctor"):
        assert "database" in one_sentence(house(verb, code=1))
    assert path.read_bytes() == data


def test_a_home_whose_database_is_gone_is_not_given_an_empty_one(house):
    (house.home / "desk.db").unlink()
    assert "desk.db" in one_sentence(house("read", code=1))
    assert not (house.home / "desk.db").exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "- [1, 2]",
        "{a: b}",
        "- source: nothing\n  accept: all",
        "- {unclosed",
        "- source: news.txt\n  accept: everything",
        "\x00\xff",
    ],
)
def test_a_file_of_decisions_that_says_nothing_sensible_is_refused(house, tmp_path, text):
    (tmp_path / "it.yaml").write_bytes(text.encode("latin-1"))
    told = one_sentence(house("decide", tmp_path / "it.yaml", code=1))
    assert told.endswith(".")


def test_a_path_that_is_gone_and_an_address_inside_are_kept_as_failures(house, tmp_path):
    told = house("capture", tmp_path / "gone.txt", "http://127.0.0.1:9/", "http://[::1]/", "--json", code=1)
    lines = json.loads(told.rpartition("]")[0] + "]")
    assert [line["outcome"] for line in lines] == ["failed", "failed", "failed"]
    assert "is not there" in lines[0]["problem"]
    assert "inside this machine" in lines[1]["problem"]


# Killed in the middle


def test_a_press_that_is_killed_leaves_the_old_edition_and_the_next_one_succeeds(house):
    """The whole group is killed at any moment: `latest` names a genuine edition, nothing half done is in the way."""
    started = time.monotonic()
    house("press", "--full")
    whole = time.monotonic() - started
    moments = random.Random(4)
    for moment in (0.4, 0.7, 0.85, 0.95, moments.uniform(0.1, 1), moments.uniform(0.5, 1)):
        process = house.start("press", "--full", stdout=-3, stderr=-3, start_new_session=True)
        time.sleep(whole * moment)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert genuine(house.home), f"killed after {whole * moment:.2f} s"
    number = int((house.home / "editions/latest").read_text())
    assert f"Edition {number + 1} is pressed" in house("press")
    assert genuine(house.home)
    assert not list((house.home / "editions").glob(".pressing*"))
    assert "The ledger is unbroken" in house("ledger", "verify")
