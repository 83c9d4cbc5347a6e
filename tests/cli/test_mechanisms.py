"""Mechanisms, recommendations and deadlines are asked from the command line. All of it is invented."""

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
upr, session, one, two, letter, state = (Record.objects.create(kind=kind) for kind in
    ("Mechanism", "Session", "Recommendation", "Recommendation", "Communication", "Place"))
claim(by, upr, "Name", text="Universal Periodic Review", name_kind="usual")
claim(by, upr, "MechanismDetails", mechanism_type="upr")
claim(by, session, "Name", text="36th session", name_kind="usual")
claim(by, session, "SessionDetails", "2020-05-04", mechanism=upr, number=36)
claim(by, state, "Name", text="Exampleia", name_kind="usual")
for record, number, text in ((one, "138.9", "Register associations"), (two, "138.10", "Abolish the death penalty")):
    claim(by, record, "Text", role="recommendation", language="en", text=text)
    claim(by, record, "RecommendationDetails", session=session, number=number, recommending=state)
claim(by, two, "RecommendationResponse", "2020-09", recommendation_response="noted")
claim(by, letter, "Text", role="title", language="en", text="Letter about Anna Sample")
claim(by, letter, "CommunicationDetails", "2026-06-01", mechanism=upr, deadline="2026-08-01")
"""


@pytest.fixture(scope="module")
def khronika(template_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The command on a home with one mechanism, two recommendations and a letter that nobody answered."""
    home = tmp_path_factory.mktemp("mechanisms") / "home"
    shutil.copytree(template_home, home)
    command = Command(home)
    environment = {**command.environment, "PYTHONPATH": os.fspath(Path(__file__).parents[2])}
    run = [sys.executable, "-c", FILL, os.fspath(home), command.environment["KHRONIKA_PASSPHRASE"]]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return command


def test_mechanisms_and_what_is_before_one(khronika):
    assert "Universal Periodic Review" in khronika("mechanisms")
    told = json.loads(khronika("mechanisms", "Universal Periodic Review", "--json"))
    assert [(each["kind"], each["name"]) for each in told] == [
        ("Session", "36th session"),
        ("Communication", "Letter about Anna Sample"),
    ]


def test_recommendations_in_the_order_of_their_numbers_with_sums(khronika):
    told = khronika("recommendations", "--session", "36th session").splitlines()
    assert [line.split("  ")[1] for line in told if "[" in line] == ["138.9", "138.10"]
    assert "Noted: 1" in told[-2]
    (only,) = json.loads(khronika("recommendations", "--response", "noted", "--json"))
    assert (only["number"], only["by"], only["text"]) == ("138.10", ["Exampleia"], "Abolish the death penalty")
    assert khronika("recommendations", "--words", "nothing").strip() == "No recommendation is recorded that fits."


def test_deadlines_and_a_calendar_that_names_nobody_unasked(khronika, tmp_path):
    told = khronika("deadlines", "--at", "2026-08-04")
    assert "Overdue: 1" in told
    assert "Letter about Anna Sample" in told
    for more, named in ((), False), (("--titles",), True):
        file = tmp_path / "due.ics"
        khronika("deadlines", "--at", "2026-08-04", "--ics", os.fspath(file), *more)
        assert ("Anna Sample" in file.read_text(encoding="utf-8").replace("\r\n ", "")) is named
