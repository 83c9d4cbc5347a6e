"""Lists of political prisoners: who is in which month, what is withheld is nowhere, and mending gives the bytes of making anew."""

import json
from datetime import UTC, date, datetime

import pytest

from khronika.dates import Certainty
from khronika.desk.claims.models import Claim
from khronika.desk.register.status import people
from khronika.edition.held import line, path, read
from khronika.vocabulary.kind import Level
from tests.desk.making import ANNA, HOUSE, Said, accept, claim, kept, lay, level, named, publish, subject

BORIS, VERA = ("Person", "Boris Model"), ("Person", "Vera Pattern")
CASE, SPELL, COLONY = ("Proceeding", "case"), ("DetentionSpell", "spell"), ("Organization", "Colony No. 0")
ARTICLE = ("LegalProvision", "Article 1")
NOON = datetime(2014, 8, 4, 12, tzinfo=UTC)
LIST = "site/en/prisoners"


def recognised(who, start: str, until: str = "..", **more) -> Said:
    return Said(
        "StatusDetermination",
        who,
        {"status": "political_prisoner", "determined_by": HOUSE, **more},
        start=start,
        until=until,
    )


def told(*said: Said, title: str = "A list", meant: dict | None = None):
    version = kept(title=title)
    proposals = lay(version, *said)
    accept(proposals, meant)
    publish(version)
    return version, proposals


def three() -> list:
    """Three people: two recognised, one of them released; the third for a month that is not known to the day."""
    names = [named(each) for each in (ANNA, BORIS, VERA, HOUSE, COLONY, ARTICLE)]
    case = [
        Said("ProceedingDetails", CASE, {"defendant": ANNA, "proceeding_kind": "criminal"}),
        Said("Charge", CASE, {"provision": ARTICLE}),
        Said(
            "SentenceComponent",
            CASE,
            {"sentence_type": "imprisonment", "amount": "4", "unit": "years"},
            start="2013-12-01",
        ),
        Said("SpellDetails", SPELL, {"person": ANNA, "ground": "sentence"}, start="2013-08-04", until=".."),
        Said("Custody", SPELL, {"facility": COLONY}, start="2014-01-10", until=".."),
    ]
    said = [
        recognised(ANNA, "2013-08-04"),
        recognised(BORIS, "2013-09-01", "2014-02-10", end_ground="released"),
        recognised(VERA, "2013-10", "2013-11"),
    ]
    return told(*names, *said, *case)[1]


def lists(house, number: int) -> dict[str, str]:
    return {place: text for place, text in house.texts(number).items() if place.startswith(LIST)}


def same_bytes(house, at: datetime = NOON, *, mended: bool = True) -> None:
    report = house.press(at=at)
    assert report.everything is not mended
    again = house.press(at=at, full=True)
    made, anew = house.files(report.number), house.files(again.number)
    own = {place for place in made if _numbers(place)}
    assert own == {place for place in anew if _numbers(place)}
    assert [place for place in sorted(own) if made[place] != anew[place]] == []


def _numbers(place: str) -> bool:
    parts = (
        "prisoners/",
        "site/data/",
        "statistics",
        "assets/charts/",
        "data/statuses/",
        "data/acts",
        "data/fines",
        "data/charts",
    )
    return any(part in place for part in parts)


@pytest.fixture
def told_of(house):
    proposals = three()
    house.press(at=NOON, full=True)
    return proposals


def test_each_month_since_the_first_recognition_has_a_page_true_of_its_last_day(house, told_of):
    found = lists(house, 1)
    months = [f"2013-{month:02d}" for month in range(8, 13)] + [f"2014-{month:02d}" for month in range(1, 8)]
    assert {f"{LIST}/{month}.html" for month in months} | {f"{LIST}/index.html", f"{LIST}/find.html"} == found.keys()
    assert "Anna Sample" in found[f"{LIST}/2013-08.html"] and "Boris Model" not in found[f"{LIST}/2013-08.html"]
    assert "On 31 August 2013, 1 person" in found[f"{LIST}/2013-08.html"]
    assert "Boris Model" in found[f"{LIST}/2014-01.html"] and "Boris Model" not in found[f"{LIST}/2014-02.html"]


def test_who_may_have_held_the_status_is_counted_apart_and_marked(house, told_of):
    page = lists(house, 1)[f"{LIST}/2013-11.html"]
    assert "2 people were held as political prisoners. 1 more possibly." in page
    assert page.count('class="status">possible') == 1


def test_a_row_says_where_somebody_is_held_and_on_what_sentence_as_of_the_day(house, told_of):
    found = lists(house, 1)
    assert "Colony No. 0" not in found[f"{LIST}/2013-12.html"] and "4 years" in found[f"{LIST}/2013-12.html"]
    assert "4 years" not in found[f"{LIST}/2013-11.html"]
    assert "Colony No. 0" in found[f"{LIST}/2014-01.html"]


def test_the_list_of_a_day_is_that_of_the_desk(house, told_of):
    shown = {each.id for each in Claim.objects.all()}
    text = house.texts(1)[path("political_prisoner")]
    held = [read(each) for each in text.encode().splitlines()]
    for day in (
        date(2013, 8, 3),
        date(2013, 8, 4),
        date(2013, 10, 5),
        date(2013, 11, 30),
        date(2014, 2, 10),
        date(2014, 2, 11),
    ):
        desk = {each.record: each.certainty for each in people("political_prisoner", day, shown=shown.intersection)}
        ours = {each.ref.id: each.certainty(day) for each in held if each.certainty(day) is not Certainty.NO}
        assert desk == ours, day


def test_a_line_read_back_says_the_same(house, told_of):
    for each in house.files(1)[path("political_prisoner")].splitlines():
        assert line(read(each)) == each


def test_somebody_who_is_withheld_is_in_no_list_and_in_no_figure(house, told_of):
    level("record", subject(told_of[1]), Level.TEAM)
    same_bytes(house, mended=False)
    assert house.holding(2, "Boris") == set() and house.holding(2, subject(told_of[1])) == set()
    counts = json.loads(house.texts(2)["data/statistics.json"])
    assert {each["month"]: each["certain"] for each in counts["stock"]}["2013-12"] == 1


def _released(proposals):
    meant = {ANNA: subject(proposals[0]), HOUSE: subject(proposals[3])}
    end = recognised(ANNA, "2013-08-04", "2014-03-01", end_ground="released")
    told(named(ANNA), named(HOUSE), end, title="Release", meant=meant)


def _renamed(proposals):
    told(named(ANNA, "Hanna Sample-Other", language="be"), title="Names", meant={ANNA: subject(proposals[0])})


def _facility(proposals):
    told(named(COLONY, "Калонія № 0", language="be"), title="Names", meant={COLONY: subject(proposals[4])})


def _earlier(proposals):
    dina, meant = ("Person", "Dina Third"), {HOUSE: subject(proposals[3])}
    told(named(dina), named(HOUSE), recognised(dina, "2012-05-06", "2012-07-01"), title="Earlier", meant=meant)


def _fined(proposals):
    other = ("Proceeding", "fine")
    fine = Said(
        "SentenceComponent", other, {"sentence_type": "fine", "amount": "300", "unit": "BYN"}, start="2014-05-05"
    )
    details = Said("ProceedingDetails", other, {"defendant": VERA, "proceeding_kind": "administrative"})
    told(named(VERA), details, fine, title="A fine", meant={VERA: subject(proposals[2])})


def _claim_withheld(proposals):
    level("claim", claim(next(each for each in proposals if each.kind == "StatusDetermination")).id, Level.TEAM)


def _all_withheld(proposals):
    for each in proposals:
        if each.kind == "StatusDetermination":
            level("claim", claim(each).id, Level.TEAM)


@pytest.mark.parametrize(
    "change",
    [_released, _renamed, _facility, _earlier, _fined, _claim_withheld, _all_withheld],
    ids=lambda each: each.__name__,
)
def test_mending_the_lists_gives_the_bytes_of_making_them_anew(house, told_of, change):
    change(told_of)
    same_bytes(house)


def test_a_new_month_has_its_page_and_the_one_before_leads_to_it(house, told_of):
    same_bytes(house, at=datetime(2014, 9, 4, 12, tzinfo=UTC))
    found = lists(house, 2)
    assert f"{LIST}/2014-08.html" in found
    assert 'href="../prisoners/2014-08.html"' in found[f"{LIST}/2014-07.html"]


def test_a_change_that_bears_on_no_list_makes_no_month_anew(house, told_of):
    told(named(("Person", "Nobody Special")), title="Unrelated")
    house.press(at=NOON)
    one, two = (house.home.editions / number / LIST / "2013-09.html" for number in "12")
    assert one.stat().st_ino == two.stat().st_ino
