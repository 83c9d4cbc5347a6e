"""Campaigns, observances, actions and letters are asked from the command line. All of it is invented."""

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
kinds = ("Campaign", "Observance", "SolidarityAction", "Place", "Place", "Person", "DetentionSpell", "Place")
marathon, day, rally, land, town, anna, spell, jail = (Record.objects.create(kind=kind) for kind in kinds)
for record, name in ((marathon, "Lantern letters"), (day, "Lantern Day"), (land, "Spain"), (town, "Madrid"),
                     (anna, "Anna Sample"), (jail, "Prison No. 9")):
    claim(by, record, "Name", text=name, name_kind="usual", language="en")
claim(by, marathon, "CampaignDetails", "2012-12", campaign_type="letters", take_part="abroad")
claim(by, marathon, "ReportedCount", "2012-12", value=104731, counted="actions")
claim(by, marathon, "ReportedCount", "2012-12", value=90000, counted="actions")
claim(by, day, "ObservanceDetails", "2012", month=8, day=4)
claim(by, day, "Occurrence", year=2013, number=2, occurrence_state="held")
claim(by, day, "ReportedCount", "2012-08-04", value=18, bound="more_than", counted="countries", said="more than 18")
claim(by, land, "PlaceDetails", place_kind="country", code="ES")
claim(by, town, "PlaceDetails", place_kind="town", within=land)
claim(by, rally, "SolidarityActionDetails", "2013-06-12", action_type="march", place=town, observance=day)
claim(by, rally, "Text", role="title", language="en", text="March for Anna Sample")
claim(by, spell, "SpellDetails", "2020-01-01", "..", person=anna, ground="sentence")
claim(by, spell, "Custody", "2020-01-01", "..", facility=jail)
claim(by, jail, "FacilityAddress", "2020", address="PO box 9", language="en")
claim(by, anna, "LetterCount", "2020", letters="blocked", value=100, bound="order")
"""


@pytest.fixture(scope="module")
def khronika(template_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The command on a home with a campaign, a day of solidarity, a march and somebody to whom letters go."""
    home = tmp_path_factory.mktemp("solidarity") / "home"
    shutil.copytree(template_home, home)
    command = Command(home)
    environment = {**command.environment, "PYTHONPATH": os.fspath(Path(__file__).parents[2])}
    run = [sys.executable, "-c", FILL, os.fspath(home), command.environment["KHRONIKA_PASSPHRASE"]]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return command


def test_campaigns_with_their_counts_side_by_side(khronika):
    told = khronika("campaigns")
    assert "104,731 actions" in told
    assert "90,000 actions" in told
    assert "2 sources say: 104,731 · 90,000" in told
    assert "not from inside the country" in told
    (found,) = json.loads(khronika("campaigns", "--running", "--lang", "be", "--json"))
    assert (found["kind"], found["runs"]) == ("Лісты", True)


def test_observances_with_their_years_and_why_they_go_on(khronika):
    told = khronika("observances")
    assert "no. 2; Held; actions: 1" in told
    assert "more than 18 countries" in told
    assert "Goes on: no demand is recorded that would end it." in told
    (found,) = json.loads(khronika("observances", "--json"))
    assert [each["year"] for each in found["years"]] == [2013, 2012]


def test_actions_are_narrowed_by_a_country_in_any_language(khronika):
    for country in ("Іспанія", "ES", "Spain"):
        (found,) = json.loads(khronika("actions", "--country", country, "--year", "2013", "--kind", "march", "--json"))
        assert (found["name"], found["place"], found["code"]) == ("March for Anna Sample", "Madrid", "ES")
    assert khronika("actions", "--country", "Poland").strip() == "No action is recorded that fits."
    assert "March for Anna Sample" in khronika("actions")


def test_the_calendar_names_nobody_unasked(khronika, tmp_path):
    for more, named in (((), False), (("--titles",), True)):
        file = tmp_path / "solidarity.ics"
        khronika("solidarity", "--ics", os.fspath(file), *more)
        text = file.read_text(encoding="utf-8").replace("\r\n ", "")
        assert ("Anna Sample" in text) is named
        assert "Lantern Day" in text


def test_letters_have_an_address_and_counts_and_no_writer(khronika):
    told = khronika("letters", "Anna Sample", "--at", "2026-01-01")
    for each in ("Prison No. 9", "PO box 9", "Blocked: hundreds"):
        assert each in told
    assert "not known for certain" in khronika("letters", "Anna Sample", "--at", "2019-01-01")
