"""Demands in an edition: what came of each, nobody who is hidden, and the same bytes however it was pressed."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from khronika.desk.claims.amend import Amended, amend, said
from khronika.desk.claims.tables import tables
from khronika.vocabulary.kind import Level
from tests.desk.making import Said, accept, account, kept, lay, level, named, publish, subject
from tests.press.conftest import NOON
from tests.press.telling import told

CALL, EARLIER = ("JointStatement", "call"), ("JointStatement", "earlier call")
FREE, FREE_BEFORE, LAW = ("Demand", "free"), ("Demand", "free before"), ("Demand", "law")
STATE = ("Organization", "Example Ministry")
LIGA = ("Organization", "Liga Schaslivaya")
PEOPLE = tuple(("Person", f"{name} Sample") for name in ("Anna", "Boris", "Chrystsina"))
TEXT = "Anna Sample. Boris Sample. Chrystsina Sample. Example Ministry. Release the three. Liga Schaslivaya signed."


def _title(about, text: str) -> Said:
    return Said("Text", about, {"role": "demand" if about[0] == "Demand" else "title", "language": "en", "text": text})


CALLED = (
    *(named(each) for each in (*PEOPLE, STATE, LIGA)),
    _title(CALL, "A call of the houses"),
    Said("StatementDetails", CALL, start="2015-09"),
    _title(EARLIER, "The first call of the houses"),
    Said("StatementDetails", EARLIER, start="2011-09"),
    Said("DemandDetails", FREE, {"statement": CALL, "number": "1"}),
    _title(FREE, "Release the three of them"),
    Said("Addressee", FREE, {"party": STATE}),
    *(Said("Beneficiary", FREE, {"party": each}) for each in PEOPLE),
    Said("DemandDetails", FREE_BEFORE, {"statement": EARLIER, "number": "4"}),
    _title(FREE_BEFORE, "Release all of them"),
    Said("CarriedDemand", FREE, {"earlier": FREE_BEFORE}),
    Said("DemandDetails", LAW, {"statement": CALL, "number": "1", "deadline": "2016-03-01"}),
    _title(LAW, "Repeal the article"),
    Said("DemandAssessment", FREE, {"assessment": "met", "beneficiary": PEOPLE[0]}, start="2016-02"),
    Said("Signatory", CALL, {"organization": STATE, "number": "1", "signing": "late"}, start="2015-10"),
    Said(
        "Signatory", CALL, {"organization": LIGA, "number": "2", "signing": "unnamed"}, quote="Liga Schaslivaya signed"
    ),
)


@pytest.fixture
def called(house):
    """A call with two demands of one number, of which one was asked before, and who these people are."""
    facts = [
        each if each.quote else replace(each, quote=each.about[1] if each.kind == "Name" else "the three")
        for each in CALLED
    ]
    _, proposals = told(*facts, title="A call", text=TEXT)
    return {each.about: subject(found) for each, found in zip(facts, proposals, strict=True)}


def _plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_demand_shows_what_came_of_it_and_when_it_was_asked_first(house, called):
    house.press()
    texts = house.texts(1)
    page = _plain(texts["site/en/demands/release-the-three-of-them.html"])
    assert "met for 1 of the 3 named" in page and "September 2011" in page
    assert "The first call of the houses" in page and "Repeal the article" not in page
    person = _plain(texts["site/en/people/anna-sample.html"])
    assert "Release the three of them" in person and "September 2015" in person and "Met" in person
    listed = _plain(texts["site/en/demands/index.html"])
    assert "Release the three of them" in listed and "14 years" in listed
    assert "Release all of them" not in listed, "what was asked again is listed once"
    assert "Repeal the article" in _plain(texts["site/en/tracker/standing-open.html"])
    assert "Example Ministry" in _plain(texts["site/en/tracker/of-organizations-example-ministry.html"])


def test_a_hidden_beneficiary_is_in_no_file_and_in_no_number(house, called):
    level("record", called[PEOPLE[0]], Level.RESTRICTED)
    house.press()
    page = _plain(house.texts(1)["site/en/demands/release-the-three-of-them.html"])
    assert "Boris Sample" in page and "named" not in page.split("On behalf of")[0].split("Demand 1")[1]
    assert house.holding(1, called[PEOPLE[0]]) == set()
    assert "Anna" not in house.texts(1)["data/demands.jsonl"]
    assert house.holding(1, "Anna Sample") == set()


def test_who_asked_not_to_be_named_is_a_number_and_nothing_else(house, called):
    level("record", called[LIGA], Level.TEAM)
    house.press()
    page = _plain(house.texts(1)["site/en/statements/a-call-of-the-houses.html"])
    assert "1 signatory that is known to the publishers" in page and "signed later" in page
    assert house.holding(1, "Schaslivaya") == set() and house.holding(1, called[LIGA]) == set()


def test_who_asked_not_to_be_named_is_not_named_though_known_to_all(house, called):
    house.press()
    page = house.texts(1)["site/en/statements/a-call-of-the-houses.html"]
    assert "Schaslivaya" not in page
    assert "A call of the houses" not in house.texts(1)["site/en/organizations/liga-schaslivaya.html"]


def test_an_assessment_changes_every_page_that_tells_of_it_and_the_edition_says_so(house, called):
    house.press()
    assert "What came of demands" not in house.files(1)["site/en/edition.html"].decode()
    demand = "site/en/demands/release-the-three-of-them.html"
    version = kept("Boris Sample was refused.", title="A refusal")
    facts = (
        named(PEOPLE[1]),
        Said("DemandAssessment", FREE_BEFORE, {"assessment": "refused", "beneficiary": PEOPLE[1]}, start="2012"),
    )
    accept(lay(version, *facts), {PEOPLE[1]: called[PEOPLE[1]], FREE_BEFORE: called[FREE_BEFORE]})
    publish(version)
    report = house.press()
    assert not report.everything
    mended = house.texts(2)
    assert "Refused" in mended[demand] and "Refused" not in house.texts(1)[demand]
    assert "What came of demands" in house.files(2)["site/en/edition.html"].decode()
    house.press(full=True)
    anew = house.texts(3)
    assert {path for path in mended.keys() | anew.keys() if mended.get(path) != anew.get(path)} == set()


def test_the_calendar_has_the_same_bytes_in_every_edition(house, called):
    house.press()
    calendar = house.files(1)["site/be/deadlines.ics"]
    assert b"DTSTART;VALUE=DATE:20160301" in calendar and b"BEGIN:VCALENDAR" in calendar
    house.press(full=True, at=NOON + timedelta(days=40))
    assert house.files(2)["site/be/deadlines.ics"] == calendar


def test_who_asks_later_not_to_be_named_is_in_no_correction(house, called):
    house.press(at=datetime.now(UTC))
    assert "Example Ministry" in house.texts(1)["site/en/statements/a-call-of-the-houses.html"]
    signed = tables()["Signatory"].objects.get(organization_id=called[STATE]).claim
    new = amend(account(), signed.pk, Amended({**said(signed), "signing": "unnamed"}), reason="it was asked for")
    level("claim", new.pk, Level.PUBLIC)
    number = house.press(at=datetime.now(UTC)).number
    assert (
        "Example Ministry" not in house.texts(number)["site/en/statements/a-call-of-the-houses.html"].split("<h2")[-2]
    )
    assert "Example Ministry" not in house.texts(number)["site/en/corrections.html"]
    assert house.files(number).get("site/data/corrections.jsonl", b"") == b""
