"""The register is asked from the command line: a table for people, one document for programs, a sentence where there is nothing."""

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
from django.db import transaction
from khronika.desk.claims.models import Record
from tests.desk.reference import claim, decision
with transaction.atomic():
    by = decision()
anna, boris, spell, trial, house = (Record.objects.create(kind=kind) for kind in
    ("Person", "Person", "DetentionSpell", "Proceeding", "Organization"))
claim(by, anna, "Name", text="Anna Sample", name_kind="usual")
claim(by, boris, "Name", text="Boris Sample", name_kind="usual")
claim(by, house, "Name", text="Sample House", name_kind="usual")
for person, start, until in ((anna, "2011-08-04", "2014-06-21"), (boris, "2013-08", "..")):
    claim(by, person, "StatusDetermination", start, until, status="political_prisoner", determined_by=house)
claim(by, spell, "SpellDetails", "2011-08-04", "2014-06-21", person=anna, ground="sentence", proceeding=trial)
claim(by, trial, "ProceedingDetails", "2011-11-24", defendant=anna, proceeding_kind="criminal")
claim(by, trial, "SentenceComponent", "2011-11-24", sentence_type="imprisonment", amount=3, unit="years")
claim(by, trial, "SentenceComponent", "2011-11-24", sentence_type="fine", amount=35000000, unit="BYR")
print(anna.id)
"""


@pytest.fixture(scope="module")
def filled(template_home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Command, str]:
    """The command on a home with two people, and the id of one."""
    home = tmp_path_factory.mktemp("asked") / "home"
    shutil.copytree(template_home, home)
    command = Command(home)
    secret = command.environment["KHRONIKA_PASSPHRASE"]
    root = Path(__file__).parents[2]
    environment = {**command.environment, "PYTHONPATH": os.fspath(root)}
    run = [sys.executable, "-c", FILL, os.fspath(home), secret]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return command, done.stdout.strip()


def test_people_tells_certain_and_possible_apart(filled):
    khronika, anna = filled
    told = khronika("people", "--at", "2013-08-04")
    assert told.splitlines() == [
        "Certain on 2013-08-04: 1",
        f"  {anna}  Anna Sample",
        "Possible on 2013-08-04: 1",
        *[line for line in told.splitlines() if "Boris" in line],
    ]
    answer = json.loads(khronika("people", "--at", "2013-08-04", "--json"))
    assert [(each["name"], each["certainty"]) for each in answer["people"]] == [
        ("Anna Sample", "certain"),
        ("Boris Sample", "possible"),
    ]


def test_nobody_is_told_in_a_sentence(filled):
    khronika, _ = filled
    assert khronika("people", "--at", "2000-01-01") == (
        "Nobody is recorded with the status political_prisoner on 2000-01-01.\n"
    )
    assert "as known on 2001-01-01" in khronika("people", "--at", "2013-08-04", "--known", "2001-01-01")


def test_another_audience_sees_only_what_is_cleared_for_it_today(filled):
    khronika, _ = filled
    told = khronika("people", "--at", "2013-08-04", "--audience", "public")
    assert told.startswith("Nobody is recorded")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("people", "--status", "martyr"), "Expected a status: political_prisoner"),
        (("people", "--at", "2013-02-30"), "Expected a day such as 2013-08-04; got '2013-02-30'"),
        (("people", "--at", "summer 2020"), "got 'summer 2020'"),
        (("figures", "--at", "2013-01-01", "--from", "2014-01-01"), "Expected --from no later than --at"),
        (("figures", "--explain", "2014-01-01", "2013-01-01"), "second day after the first"),
        (("totals", "--from", "2014-01-01", "--until", "2013-01-01"), "ends no earlier than it begins"),
        (("totals", "--from", "2014-01-01", "--person", "Nobody At All"), "Nothing is recorded under 'Nobody At All'"),
        (("show", "zzzzzzzzzzzz"), "Nothing is recorded under 'zzzzzzzzzzzz'"),
    ],
)
def test_bad_input_is_a_clear_sentence(filled, words, said):
    khronika, _ = filled
    told = khronika(*words, code=None)
    assert said in told
    assert "Traceback" not in told


def test_figures_are_three_and_a_change_is_explained(filled):
    khronika, _ = filled
    words = ("figures", "--status", "political_prisoner", "--at", "2014-12-31", "--from", "2013-01-01")
    told = json.loads(khronika(*words, "--json"))["figures"]
    assert [(each["figure"], each["certain"], each["possible"]) for each in told] == [
        ("stock", 1, 0),
        ("began", 1, 0),
        ("ended", 1, 0),
        ("cumulative", 2, 0),
    ]
    assert "political_prisoner, ended 2013-01-01/2014-12-31 (unsaid)        1         0" in khronika(*words)
    explained = khronika("figures", "--status", "political_prisoner", "--explain", "2013-01-01", "2014-12-31")
    assert "political_prisoner: 0 on 2013-01-01, 0 on 2014-12-31 (+0)" in explained
    later = (
        "figures",
        "--status",
        "political_prisoner",
        "--explain",
        "2013-01-01",
        "2013-12-31",
        "--known",
        "2999-01-01",
    )
    assert "began" in khronika(*later)


def test_totals_of_a_person_come_with_the_estimate_and_its_rule(filled):
    khronika, _ = filled
    told = khronika("totals", "--from", "2011-01-01", "--until", "2012-12-31", "--person", "anna sample")
    assert "Belarusian rubles (2000–2016)  35,000,000" in told
    assert "Expected release (an estimate): 2014-08-03" in told
    nothing = khronika("totals", "--from", "2001-01-01", "--until", "2002-12-31")
    assert "No fine and no administrative detention is recorded" in nothing
    answer = json.loads(khronika("totals", "--from", "2011-01-01", "--json"))
    assert answer["fines"][0]["certain"] == "35000000"


def test_show_tells_a_record_in_the_readers_language(filled):
    khronika, anna = filled
    told = khronika("show", "Anna Sample", "--at", "2013-08-04", "--lang", "be")
    assert told.splitlines()[:2] == ["Anna Sample", f"Асоба {anna}"]
    assert "2011-08-04/2014-06-21" in told
    assert "Палітычны зняволены" in told
    assert "[пэўна]" in told
    answer = json.loads(khronika("show", anna, "--json"))
    assert {line["kind"] for line in answer["lines"]} >= {
        "Name",
        "StatusDetermination",
        "SpellDetails",
        "SentenceComponent",
    }
    assert "Nothing was known of it (2001-01-01)." in khronika("show", anna, "--known", "2001-01-01")
