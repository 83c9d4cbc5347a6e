"""Solidarity in an edition: what may be told when, counts side by side, and the same bytes however it was pressed."""

import gzip
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from khronika.desk.claims.amend import Amended, amend, said
from khronika.desk.claims.models import Consent, Decision
from khronika.desk.claims.tables import tables
from khronika.vocabulary.kind import Level, Topic
from tests.desk.making import Said, accept, account, kept, lay, level, named, publish
from tests.press.conftest import NOON
from tests.press.solidary import (
    ANNA,
    BORIS,
    COLONY,
    FREE,
    HOSTS,
    LAW,
    MARATHON,
    MARCH,
    POLAND,
    RALLY,
    WARSAW,
    acted,
    counted,
    solidarity,
    text,
)

CAMPAIGN, OBSERVANCE = "site/en/campaigns/letter-marathon.html", "site/en/observances/day-of-the-sample-three.html"
PERSON, INDEX = "site/en/people/anna-sample.html", "site/en/solidarity/index.html"


@pytest.fixture
def who(house):
    """Who and what everything is."""
    return solidarity()


def _plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def _further(who, title: str, *facts: Said) -> None:
    """Facts of another source on the same records."""
    version = kept("The letter marathon. Warsaw. Poland. Anna Sample. The words of a second source.", title=title)
    accept(lay(version, *facts), {each.about: who[each.about] for each in facts if each.about in who})
    publish(version)


def _same(one: dict[str, str], other: dict[str, str]) -> set[str]:
    """Paths that differ; what was corrected since another edition is told in one of both."""
    paths = (path for path in one.keys() | other.keys() if "corrections" not in path)
    return {path for path in paths if one.get(path) != other.get(path)}


def test_a_campaign_says_who_may_take_part_before_it_says_how(house, who):
    house.press()
    for language, notice in (
        ("en", "Not from inside the country"),
        ("be", "Не з самой краіны"),
        ("ru", "Не из самой страны"),
    ):
        page = house.texts(1)[f"site/{language}/campaigns/letter-marathon.html"]
        assert 0 < page.index(notice) < page.index("Write a letter every day.")
    page = house.texts(1)[OBSERVANCE]
    assert "Not from inside the country" in page


def test_counts_stand_side_by_side_and_nobody_adds_them(house, who):
    house.press()
    page = _plain(house.texts(1)[CAMPAIGN])
    assert "104,731" in page and "100,000" in page and "hundreds" in page and "204,731" not in page
    assert "They do not agree 2 sources say:" in page
    assert "more than 18" in _plain(house.texts(1)[OBSERVANCE])


def test_an_action_is_told_of_on_the_day_after_it_and_not_before(house, who):
    house.press(at=NOON)
    assert house.holding(1, "coming week") == set() and house.holding(1, who[MARCH]) == set()
    assert "2026-08-10" not in house.texts(1)["data/solidarity.jsonl"]
    house.press(at=NOON + timedelta(days=6))
    assert house.holding(2, "coming week") == set()
    report = house.press(at=NOON + timedelta(days=7))
    assert not report.everything
    mended = house.texts(3)
    assert (
        "coming week" in mended["site/en/actions/march-of-the-coming-week.html"] and "coming week" in mended[OBSERVANCE]
    )
    assert "coming week" in mended["site/en/solidarity/in-es.html"]
    house.press(full=True, at=NOON + timedelta(days=7))
    assert _same(mended, house.texts(4)) == set()


def test_no_other_claim_carries_the_words_that_tell_of_an_action_to_come(house, who):
    version = kept("The houses will stand in Sampleton on 10 August. Warsaw is far.", title="A letter of theirs")
    town, about = ("Place", "Sampleton"), {"quote": "stand in Sampleton"}
    facts = (
        replace(named(town), quote="Sampleton"),
        Said("SolidarityActionDetails", MARCH, {"action_type": "march", "place": town}, start="2026-08-10", **about),
        replace(text(POLAND, "description", "Warsaw is its capital"), quote="Warsaw is far"),
    )
    accept(lay(version, *facts), {MARCH: who[MARCH], POLAND: who[POLAND]})
    publish(version, whole=True)
    house.press(at=NOON)
    assert house.holding(1, "Sampleton") == set() and house.holding(1, "Warsaw is its capital")
    assert not house.press(at=NOON + timedelta(days=7)).everything
    assert house.holding(2, "will stand in Sampleton on 10 August")
    house.press(full=True, at=NOON + timedelta(days=7))
    assert _same(house.texts(2), house.texts(3)) == set()


def test_an_action_of_which_no_date_is_known_stays_inside(house, who):
    house.press(at=NOON + timedelta(days=300))
    assert house.holding(1, "unknown day") == set()
    assert "Warsaw" in _plain(house.texts(1)[CAMPAIGN]), "what has a date goes out"


def test_of_an_action_with_two_dates_the_later_one_holds(house, who):
    _further(who, "Another date", acted(RALLY, "rally", start="2026-12"))
    house.press(at=NOON)
    assert "/actions/rally" not in " ".join(house.texts(1))
    house.press(at=NOON + timedelta(days=150))
    assert any("/actions/rally" in path for path in house.texts(2))


def test_who_took_part_is_named_only_if_they_agreed(house, who):
    house.press()
    assert "Boris" not in house.texts(1)[next(path for path in house.texts(1) if "/en/actions/rally" in path)]
    decision = Decision.objects.order_by("-pk").first()
    Consent.objects.create(record_id=who[BORIS], topic=Topic.PARTICIPANTS, audience=Level.PUBLIC, decision=decision)
    house.press(full=True)
    assert "Boris" in house.texts(2)[next(path for path in house.texts(2) if "/en/actions/rally" in path)]


def test_an_observance_says_each_year_when_it_is_next_and_why_it_goes_on(house, who):
    house.press(at=NOON)
    page = _plain(house.texts(1)[OBSERVANCE])
    assert "4 August 2027" in page, "on the day itself the next one is a year off"
    assert "0 of 2 demands met" in page and "goes on" in page and "no. 2, announced" in page
    assert page.index("2013") < page.index("more than 18"), "the newest year stands first"
    assert b"DTSTART;VALUE=DATE:20270804" in house.files(1)["site/en/observances/day-of-the-sample-three.ics"]
    leap = _plain(house.texts(1)["site/en/observances/leap-day.html"])
    assert "28 February 2027" in leap and "29 February comes once in four years" in leap


def test_a_day_that_passes_moves_the_next_date_and_nothing_else(house, who):
    house.press(at=NOON - timedelta(days=1))
    assert "4 August 2026" in _plain(house.texts(1)[OBSERVANCE])
    report = house.press(at=NOON)
    assert not report.everything and "4 August 2027" in _plain(house.texts(2)[OBSERVANCE])
    assert "20270804" in house.texts(2)["site/be/solidarity.ics"]
    house.press(full=True, at=NOON)
    assert _same(house.texts(2), house.texts(3)) == set()


def test_a_part_that_is_met_ends_nothing_and_all_of_it_does(house, who):
    _further(who, "A release", Said("DemandAssessment", FREE, {"assessment": "met"}, start="2014-06-21"))
    house.press()
    texts = house.texts(1)
    assert "1 of 2 demands met" in _plain(texts[OBSERVANCE]) and "A part is, so it goes on." in _plain(
        texts[OBSERVANCE]
    )
    assert "Every demand is met" in _plain(texts[CAMPAIGN])
    home = _plain(house.files(1)["site/en/index.html"].decode())
    assert (
        "Day of the Sample Three" in home and "Letter marathon" not in home.split("In this edition")[0].split("Now")[1]
    )
    _further(who, "A repeal", Said("DemandAssessment", LAW, {"assessment": "met"}, start="2015"))
    house.press()
    assert "All that would end it is met" in _plain(house.texts(2)[OBSERVANCE])
    assert "site/en/observances/day-of-the-sample-three.ics" not in house.files(2)
    _further(who, "A turn", Said("DemandAssessment", LAW, {"assessment": "reversed"}, start="2016"))
    report = house.press()
    assert not report.everything and "1 of 2 demands met" in _plain(house.texts(3)[OBSERVANCE])
    house.press(full=True)
    assert _same(house.texts(3), house.texts(4)) == set()


def test_what_changes_of_an_action_or_a_place_changes_the_pages_that_tell_of_it(house, who):
    house.press()
    assert "about 300" not in _plain(house.texts(1)[CAMPAIGN])
    _further(who, "A count", counted(RALLY, "300", "people", bound="about"))
    assert not house.press().everything
    assert "about 300" in _plain(house.texts(2)[CAMPAIGN])
    details = tables()["PlaceDetails"].objects.get(claim__subject_id=who[POLAND]).claim
    new = amend(account(), details.pk, Amended({**said(details), "code": "LT"}), reason="for a test")
    level("claim", new.pk, Level.PUBLIC)
    assert not house.press().everything
    mended = house.texts(3)
    assert "site/en/solidarity/in-lt.html" in mended and "site/en/solidarity/in-pl.html" not in mended
    house.press(full=True)
    assert _same(mended, house.texts(4)) == set()


def test_letters_have_an_address_only_where_they_are_welcome_and_it_is_certain_where(house, who):
    house.press()
    assert "Colony Street" not in house.texts(1)[PERSON] and "Write to them" not in house.texts(1)[PERSON]
    _further(who, "Letters", Said("LettersWelcome", ANNA, {"letters_welcome": "yes", "language": "ru"}))
    house.press()
    assert "Write to them" not in house.texts(2)[PERSON], "nobody agreed that this is public"
    decision = Decision.objects.order_by("-pk").first()
    Consent.objects.create(record_id=who[ANNA], topic=Topic.LETTERS, audience=Level.PUBLIC, decision=decision)
    house.press(full=True)
    page = _plain(house.texts(3)[PERSON])
    assert "Write to them" in page and "213800 Sampletown" in page and "Two sheets at most" in page
    _further(who, "A move", Said("FacilityAddress", COLONY, {"address": "A new road 1", "language": "en"}))
    assert not house.press().everything
    assert "A new road 1" in house.texts(4)[PERSON]
    spell = tables()["SpellDetails"].objects.get().claim
    amended = Amended(said(spell), "2025-09-01", "2026-08-03")
    new = amend(account(), spell.pk, amended, reason="released")
    level("claim", new.pk, Level.PUBLIC)
    house.press()
    page = _plain(house.texts(5)[PERSON])
    assert "213800 Sampletown" not in page and "It is not certain where they are held now" in page


def test_who_is_hidden_is_in_no_list_and_no_calendar(house, who):
    level("record", who[HOSTS], Level.RESTRICTED)
    level("record", who[WARSAW], Level.RESTRICTED)
    house.press()
    assert house.holding(1, "Example House") == set() and house.holding(1, who[WARSAW]) == set()
    assert house.holding(1, "Warsaw") == set()


def test_lists_by_country_year_and_kind_are_files(house, who):
    house.press()
    texts = house.texts(1)
    assert "Warsaw" in texts["site/en/solidarity/in-pl.html"] and "Warsaw" in texts["site/en/solidarity/year-2012.html"]
    assert "Warsaw" in texts["site/en/solidarity/kind-rally.html"]
    assert "Польшча" in texts["site/be/solidarity/index.html"], "countries have their names in the reader's language"
    assert "Letter marathon" in texts["site/ru/solidarity/kind-campaign.html"]
    index = texts[INDEX]
    assert 'aria-label="Poland: 1 action"' in index and "<circle" in index, "Tuvalu has no shape and is a circle"


def test_a_campaign_in_two_hundred_countries_keeps_its_pages_light(house, who, capsys):
    from babel import Locale

    codes = [code for code in sorted(Locale("en").territories) if len(code) == 2 and code.isalpha()][:200]
    lands = [("Place", f"Land {code}") for code in codes]
    facts = [named(each) for each in lands]
    facts += [
        Said(
            "PlaceDetails",
            each,
            {"place_kind": "country", "code": code, "latitude": "10", "longitude": str(place % 90)},
        )
        for place, (each, code) in enumerate(zip(lands, codes, strict=True))
    ]
    facts += [Said("Territory", MARATHON, {"place": each}, start="2012-12") for each in lands]
    text = "The letter marathon. " + " ".join(each[1] for each in lands)
    version = kept(text, title="Two hundred")
    accept(lay(version, *facts), {MARATHON: who[MARATHON]})
    publish(version)
    house.press()
    pages = {path: house.files(1)[path] for path in (INDEX, CAMPAIGN, "site/be/campaigns/letter-marathon.html")}
    weights = {path: len(gzip.compress(data, 9)) for path, data in pages.items()}
    with capsys.disabled():
        print("\nmap pages, compressed:", weights)
    assert max(weights.values()) < 100_000
    assert _plain(pages[CAMPAIGN].decode()).count("Land ") >= 200
