"""A person with a hundred canaries is erased by two people, in real processes, and no byte of the home has her any more."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Command
from tests.desk.canaries import COUNT, FAMILY, NEIGHBOUR, STAGES

ROOT = Path(__file__).resolve().parents[2]


def run(khronika: Command, *what: str, code: int = 0) -> Any:
    """The canaries' own process on the home."""
    command = [sys.executable, "-m", "tests.desk.canaries", str(khronika.home), *what]
    done = subprocess.run(command, env=khronika.environment, cwd=ROOT, text=True, capture_output=True, timeout=120)
    assert done.returncode == code, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1]) if code == 0 else None


@pytest.fixture(scope="module")
def laid(template_home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A home with the person in it and an edition that has her, and who may erase her; copied, never used itself."""
    folder = tmp_path_factory.mktemp("laid") / "home"
    shutil.copytree(template_home, folder)
    khronika = Command(folder)
    khronika("user", "add", "paula", "--role", "publisher", "--as", "editor")
    ids = run(khronika, "lay")
    khronika("press", "--as", "paula")
    return folder, ids


@pytest.fixture
def prepared(laid, tmp_path: Path) -> tuple[Command, str]:
    """A copy of it in which the erasure is prepared: the command and the number of what is prepared."""
    shutil.copytree(laid[0], tmp_path / "home")
    khronika, person = Command(tmp_path / "home"), laid[1]["person"]
    more = ("--whole", laid[1]["unread"], "--as", "vera", "--reason", "her family asked by law")
    told = khronika("erase", person, *more)
    return khronika, told.split("number ")[1].split(";")[0]


def test_after_an_erasure_no_byte_of_the_home_has_the_person_and_the_ledger_verifies(prepared):
    khronika, number = prepared
    found = {line.split()[0] for line in run(khronika, "scan") if line.startswith("kanarok")}
    assert len(found) == COUNT, "every canary stands somewhere before"
    told = khronika("erase", "--confirm", number, "--as", "paula")
    assert "Erased by decision" in told and "pressed and signed without them" in told
    assert run(khronika, "scan") == []
    told = khronika("ledger", "verify")
    assert "The ledger is unbroken" in told and "was destroyed by erasures" in told
    text = khronika("show", NEIGHBOUR)
    assert "witness" in text and FAMILY not in text
    editions = khronika.home / "editions"
    assert [each.name for each in editions.iterdir() if each.name.isdecimal()] == ["2"]
    assert "GENUINE" in khronika("verify", editions)


@pytest.mark.parametrize("stage", STAGES[::2])  # in the middle of the transaction, and after it
def test_an_erasure_that_is_killed_did_nothing_or_is_gone_on_with(prepared, stage):
    khronika, number = prepared
    run(khronika, "confirm", number)
    before = len(run(khronika, "scan"))
    killed = run(khronika, stage, code=-9)
    assert killed is None
    assert "unbroken" in khronika("ledger", "verify"), "the guards stand, or no command would start"
    left = len(run(khronika, "scan"))
    assert left >= before or left < before // 2
    told = khronika("erase", "--finish")
    assert "pressed and signed without them" in told
    assert run(khronika, "scan") == []
    assert not (khronika.home / "erasing").exists()
