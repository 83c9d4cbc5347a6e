"""What was asked, and what came of it, from the command line. All people are invented."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Command

FILL = """
import sys
from pathlib import Path
from khronika import home as homes
from khronika.desk.start import start
start(homes.unlock(Path(sys.argv[1]), sys.argv[2]))
from tests.desk.demanding import assess, demanded, released
from tests.desk.making import kept, record
people = tuple(("Person", name) for name in ("Anna Sample", "Borys Probe"))
known = {who: record(kept(who[1]), who) for who in people}
one = demanded("Release Anna Sample and Borys Probe", "2011-08-04", people=people, known=known)
two = demanded("Change the law on meetings", "2012-05-01", scope="change_of_law")
assess(one, "met", "2014-06-21", whom=known[people[0]])
assess(two, "refused", "2013")
released(known[people[1]], "2015-08-22", since="2011")
print(one, two)
"""


@pytest.fixture(scope="module")
def filled(template_home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Command, str, str]:
    """The command on a home with two demands, and their ids."""
    home = tmp_path_factory.mktemp("demands") / "home"
    shutil.copytree(template_home, home)
    command = Command(home)
    environment = {**command.environment, "PYTHONPATH": os.fspath(Path(__file__).parents[2])}
    run = [sys.executable, "-c", FILL, os.fspath(home), command.environment["KHRONIKA_PASSPHRASE"]]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return command, *done.stdout.split()


def test_all_are_told_the_oldest_first_with_how_many_of_those_named(filled):
    khronika, one, two = filled
    first, second = khronika("demands", "--at", "2014-08-04").splitlines()[:2]
    assert first.split()[:4] == [one, "2011-08-04", "1,096", "days"] and "partly met, 1 of 2" in first
    assert second.startswith(two) and "refused" in second


def test_a_day_before_tells_what_was_so_then(filled):
    khronika, one, _two = filled
    told = json.loads(khronika("demands", "--at", "2011-12-31", "--json"))
    (only,) = told["demands"]
    assert only["record"] == one and only["standing"]["state"] == "open"


def test_options_narrow_and_programs_get_everything(filled):
    khronika, one, two = filled
    (found,) = json.loads(khronika("demands", "--person", "Borys Probe", "--json"))["demands"]
    assert found["record"] == one and found["standing"]["met"] == 1 and found["standing"]["of"] == 2
    assert sorted(found["standing"]["each"].values()) == ["met", "open"]
    assert [each["record"] for each in json.loads(khronika("demands", "--year", "2012", "--json"))["demands"]] == [two]
    assert len(json.loads(khronika("demands", "--open", "--json"))["demands"]) == 2
    assert khronika("demands", "--year", "1999").strip() == "No demand fits."


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--since-edition", "3"), "Expected an edition that was pressed"), (("--year", "20x"), "a year such as 2012")],
)
def test_what_cannot_be_meant_is_a_sentence(filled, options, said):
    khronika, *_ = filled
    assert said in khronika("demands", *options, code=1)


def test_what_is_proposed_is_proposed_once(filled):
    khronika, *_ = filled
    assert "Proposed: 0." in khronika("demands", "--propose")
