"""The rehearsal: a home is saved, a person is erased from it, and it is brought back from before. She is nowhere."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.flow.canaries import COUNT, NAME, WORD


class Rehearsal(Command):
    """The command on a home, with a temporary folder of its own to look into."""

    def __init__(self, home: Path, temporary: Path) -> None:
        super().__init__(home)
        self.temporary = temporary
        self.environment["TMPDIR"] = str(temporary)
        self.environment["KHRONIKA_USER"] = "vera"

    def run(self, what: str, home: Path | None = None) -> list[str]:
        """Fill, find or erase, in a process of its own."""
        command = [sys.executable, "-m", "tests.flow.canaries", what, str(home or self.home)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.split("\n")[:-1] if done.stdout.strip() else []


def plain(*folders: Path) -> list[str]:
    """Files that have a canary or the name in their bytes or names, as whoever takes the disk reads them."""
    wanted = (WORD.encode(), NAME.split()[0].encode())
    paths = [path for folder in folders for path in ([folder] if folder.is_file() else folder.rglob("*"))]
    return [
        str(path)
        for path in paths
        if any(each in path.name.encode() or (path.is_file() and each in path.read_bytes()) for each in wanted)
    ]


@pytest.fixture(scope="module")
def rehearsal(template_home, tmp_path_factory) -> Rehearsal:
    """A home full of canaries, saved, then without the person."""
    folder = tmp_path_factory.mktemp("rehearsal")
    for name in ("here", "temporary", "stick"):
        (folder / name).mkdir()
    shutil.copytree(template_home, folder / "here" / "home")
    made = Rehearsal(folder / "here" / "home", folder / "temporary")
    made.run("early")
    made("backup", folder / "stick" / "early")
    made.run("fill")
    made("backup", folder / "stick" / "before")
    made.before = len(made.run("find"))
    made.plain = plain(folder)
    made.run("erase")
    return made


def test_whoever_takes_the_disk_reads_none_of_them_before(rehearsal):
    assert rehearsal.before >= COUNT
    assert rehearsal.plain == []


def test_after_the_erasure_none_is_in_the_home(rehearsal):
    assert rehearsal.run("find") == []


def test_the_backup_had_them_all(rehearsal, tmp_path):
    """Or else the rehearsal would prove nothing."""
    new = tmp_path / "new"
    alone = tmp_path / "alone"
    shutil.copy(rehearsal.home.parent.parent / "stick" / "before", alone)
    rehearsal("restore", alone, new, "--nothing-erased")
    assert len(rehearsal.run("find", new)) == rehearsal.before


def test_a_home_that_is_brought_back_has_none_of_them(rehearsal, tmp_path):
    folder, new = rehearsal.home.parent.parent, tmp_path / "new"
    (lists,) = rehearsal.home.parent.glob("*.erasures")
    told = rehearsal("restore", folder / "stick" / "before", new, "--erasures", lists)
    assert "records erased again" in told
    assert rehearsal.run("find", new) == []
    assert "unbroken" in rehearsal("ledger", "verify", "--home", new)
    rehearsal("backup", tmp_path / "after", "--home", new)
    rehearsal("restore", tmp_path / "after", tmp_path / "again")
    assert rehearsal.run("find", tmp_path / "again") == []
    assert plain(tmp_path, folder) == []


def test_a_backup_from_before_she_was_known_has_none_of_her_words_either(rehearsal, tmp_path):
    folder, new = rehearsal.home.parent.parent, tmp_path / "new"
    (lists,) = rehearsal.home.parent.glob("*.erasures")
    rehearsal("restore", folder / "stick" / "early", new, "--erasures", lists)
    assert rehearsal.run("find", new) == []
    assert "unbroken" in rehearsal("ledger", "verify", "--home", new)
