"""Campaigns, days of solidarity and actions on the public pages: notices, counts, countries, years, calendars."""

import gzip
import re
from dataclasses import replace

import pytest

from khronika.edition.codec import from_json, to_json
from khronika.edition.errors import Malformed
from khronika.edition.model import Record, Ref, Title
from khronika.edition.solidarity import KINDS, line, read, told
from khronika.pages import ics
from khronika.pages.atlas import drawn, outlines, project, shade
from khronika.pages.counts import reckoned, units
from khronika.pages.numbers.solidarity import Calendar, columns
from khronika.pages.render import LANGUAGES, Renderer
from khronika.pages.titles import choose
from khronika.pages.words import words
from tests.pages.sample import claim, named
from tests.pages.solidary import DAY, EVENING, MARATHON, POLAND, SOLIDARY, TOLD


def _plain(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def test_a_line_says_all_that_lists_need() -> None:
    for each in TOLD:
        again = read(line(each))
        assert line(again) == line(each)
        assert (again.ref.id, again.start, again.counts, again.years) == (
            each.ref.id,
            each.start,
            each.counts,
            each.years,
        )
        assert [place.code for place in again.countries] == [place.code for place in each.countries]
    with pytest.raises(Malformed):
        read(b"{}")


def test_what_the_day_decides_is_in_the_line_of_a_record() -> None:
    assert from_json(to_json(SOLIDARY["day"])).now == "2027-08-04"
    assert b'"now"' not in to_json(SOLIDARY["marathon"])


def test_a_place_lies_in_the_country_that_its_surroundings_say() -> None:
    its = told(SOLIDARY["evening"])
    assert its and [(each.code, each.ref.id) for each in its.countries] == [("PL", POLAND.id)]
    lost = told(Record(EVENING, SOLIDARY["evening"].claims))
    assert lost and [each.code for each in lost.countries] == [""], "without what it lies within it is in no country"


def test_places_within_each_other_have_no_end_and_no_country() -> None:
    one, other = (Ref(f"l-{name}", "Place", f"places/{name}", (Title(name),)) for name in ("one", "other"))
    around = (claim("PlaceDetails", one, 1, within=other), claim("PlaceDetails", other, 1, within=one))
    details = claim("SolidarityActionDetails", EVENING, 1, action_type="rally", place=one, valid_from="2012")
    its = told(Record(EVENING, (details,), beside=around))
    assert its and its.countries[0].code == ""


@pytest.mark.parametrize(
    ("value", "bound", "en", "be", "ru"),
    [
        (104_731, "", "104,731", "104 731", "104 731"),
        (18, "more_than", "more than 18", "больш за 18", "более 18"),
        (10, "order", "tens", "дзясяткі", "десятки"),
        (100, "order", "hundreds", "сотні", "сотни"),
        (1_000, "order", "thousands", "тысячы", "тысячи"),
        (10_000, "order", "tens of thousands", "дзясяткі тысяч", "десятки тысяч"),
        (250, "order", "of the order of 250", "парадку 250", "порядка 250"),
        (0, "exact", "0", "0", "0"),
    ],
)
def test_a_figure_reads_as_it_was_said(value: int, bound: str, en: str, be: str, ru: str) -> None:
    said = [reckoned(value, bound, words(each)).replace("\xa0", " ").replace("\u202f", " ") for each in LANGUAGES]
    assert said == [en, be, ru]


def test_units_are_never_added_and_sources_that_disagree_are_named() -> None:
    found = {unit.counted: unit for unit in units(SOLIDARY["marathon"].of("ReportedCount"))}
    assert list(found) == ["people", "actions"]
    assert [side.opposed for side in found["people"].sides] == [True, True] and found["people"].voices == 2
    assert not found["actions"].apart


def test_one_report_of_two_sources_stands_once_with_both() -> None:
    pair = [claim("ReportedCount", MARATHON, each, value=7, counted="letters") for each in (1, 4)]
    (unit,) = units(pair)
    assert len(unit.sides) == 1 and len(unit.sides[0].claim.citations) == 2
    again = claim("ReportedCount", MARATHON, 1, value=9, counted="letters", valid_from="2013")
    assert not units([*pair, again])[0].apart, "another year is no disagreement"


def test_the_notice_stands_before_how_to_take_part(site: dict[str, bytes]) -> None:
    for language, notice in (("en", "Not from inside"), ("be", "Не з самой"), ("ru", "Не из самой")):
        page = site[f"site/{language}/campaigns/letter-marathon.html"].decode()
        assert 0 < page.index(notice) < page.index("Write one letter.")
        assert notice in site[f"site/{language}/observances/day-of-solidarity.html"].decode()
        assert notice in site[f"site/{language}/index.html"].decode(), "on the first page too"


def test_a_campaign_for_everybody_has_no_notice(renderer: Renderer) -> None:
    details = claim("CampaignDetails", MARATHON, 1, take_part="anywhere")
    how = claim("Text", MARATHON, 1, role="participation", language="en", text="Write one letter.")
    page = renderer.record(Record(MARATHON, (*named(MARATHON), details, how)), "en")
    assert b'class="warned"' not in page and b"From anywhere" in page


def test_a_campaign_that_is_over_asks_nobody_to_join(renderer: Renderer) -> None:
    page = _plain(renderer.record(replace(SOLIDARY["marathon"], now="over"), "en"))
    assert "How people took part" in page and "How to take part" not in page and "Over" in page
    its = told(replace(SOLIDARY["marathon"], now="over"))
    assert its and not its.lives


def test_each_year_of_a_day_has_its_own_counts_and_places(site: dict[str, bytes]) -> None:
    page = _plain(site["site/en/observances/day-of-solidarity.html"]).split("Year by year")[1]
    later, earlier = page.split("2012 no. 1", 1)[0], page.split("2012 no. 1", 1)[1].split("On the map")[0]
    assert "no. 2, announced" in later and "15" in later and "An invented march of palms" in later
    assert "more than 18" in earlier and "Poland" in earlier and "march" not in earlier


def test_the_next_day_is_in_the_page_and_in_its_calendar(site: dict[str, bytes]) -> None:
    assert "4 August 2027" in _plain(site["site/en/observances/day-of-solidarity.html"])
    calendar = site["site/ru/observances/day-of-solidarity.ics"]
    assert b"DTSTART;VALUE=DATE:20270804" in calendar and "Не из самой страны" in calendar.decode()
    whole = site["site/en/solidarity.ics"]
    assert b"20121210" in whole and b"Warsaw" in whole and whole.count(b"BEGIN:VEVENT") == 3


def test_a_calendar_has_no_entry_for_what_is_known_to_a_year_only() -> None:
    vague = replace(next(each for each in TOLD if each.ref == EVENING), start="2012", end="")
    assert b"VEVENT" not in ics.calendar((vague,), words("en"), "House")


def test_every_country_on_the_map_is_in_the_list_beside_it(site: dict[str, bytes]) -> None:
    page = site["site/be/solidarity/index.html"].decode()
    for code, name in (("pl", "Польшча"), ("es", "Іспанія"), ("tv", "Тувалу")):
        assert f'href="../solidarity/in-{code}.html" aria-label="{name}' in page
        assert f'<th scope="row"><a href="../solidarity/in-{code}.html">{name}' in page
        assert f"site/be/solidarity/in-{code}.html" in site


def test_a_country_without_a_shape_is_a_circle_and_one_without_a_point_is_in_the_list_only() -> None:
    found = drawn({"TV": 1, "NR": 1, "PL": 0}, {"TV": (-8.52, 179.2)})
    assert [(each.code, bool(each.path), each.shade) for each in found] == [("PL", True, 0), ("TV", False, 1)]
    assert found[1].point == project(-8.52, 179.2)
    assert [shade(count) for count in (0, 1, 2, 3, 9, 10, 999)] == [0, 1, 1, 2, 2, 3, 3]


def test_the_outlines_are_small_and_no_line_runs_around_the_world() -> None:
    assert len(outlines()) > 170 and {"BY", "PL", "UA", "XK"} <= outlines().keys()
    assert sum(map(len, outlines().values())) < 120_000
    for code, path in outlines().items():
        steps = [int(each) for each in re.findall(r"-?\d+", "l".join(re.findall(r"l[^z]*", path)))]
        assert max(map(abs, steps)) < 400, code


def test_the_chart_has_every_year_between() -> None:
    acts = [replace(each, start=when) for each in TOLD if each.ref == EVENING for when in ("2010", "2013-05", "2013")]
    assert [(each.year, each.count) for each in columns(acts)] == [("2010", 1), ("2011", 0), ("2012", 0), ("2013", 2)]
    assert columns([]) == []


def test_a_map_with_two_hundred_territories_is_light(renderer: Renderer, capsys: pytest.CaptureFixture[str]) -> None:
    codes = [code for code in words("en").locale.territories if len(code) == 2 and code.isalpha()][:200]
    lands = [Ref(f"l-{code}", "Place", f"places/{code.lower()}", (Title(f"Land {code}", "en"),)) for code in codes]
    placed = [claim("PlaceDetails", each, 1, code=code) for each, code in zip(lands, codes, strict=True)]
    reached = [claim("Territory", MARATHON, 1, place=each) for each in lands]
    record = Record(MARATHON, (*named(MARATHON), *reached), beside=tuple(placed))
    its = told(record)
    assert its and len(its.countries) == 200
    many = [replace(its, ref=replace(its.ref, id=f"k-{number}")) for number in range(50)]
    made = dict(Calendar(renderer, "be", many).pages())
    weights = {
        "campaign": len(gzip.compress(renderer.record(record, "be"))),
        "map": len(gzip.compress(made["site/be/solidarity/index.html"])),
        "list": max(len(gzip.compress(page)) for path, page in made.items() if "index" not in path),
    }
    with capsys.disabled():
        print("\ncompressed bytes with 200 territories:", weights)
    assert weights["campaign"] < 100_000 and weights["map"] < 100_000 and weights["list"] < 60_000


def test_a_name_that_is_markup_stays_text(renderer: Renderer) -> None:
    bad = Ref("k-bad", "Campaign", "campaigns/bad", (Title("</tr><script>alert(1)</script>", "en"),))
    its = told(Record(bad, (claim("CampaignDetails", bad, 1, valid_from="2012"),)))
    assert its
    made = dict(Calendar(renderer, "en", (its, *TOLD)).pages())
    assert all(b"<script>alert" not in page for page in made.values())
    assert b"&lt;/tr&gt;" in made["site/en/solidarity/year-2012.html"]


def test_letters_say_where_only_if_it_is_certain(renderer: Renderer) -> None:
    page = _plain(renderer.record(SOLIDARY["held"], "en"))
    assert "213800 Babruisk" in page and "Two sheets at most" in page and "Russian" in page and "at least 12" in page
    gone = _plain(renderer.record(replace(SOLIDARY["held"], beside=()), "en"))
    assert "213800" not in gone and "It is not certain where they are held now" in gone
    assert set(KINDS) == {each.ref.kind for each in TOLD} and DAY.address


def test_of_two_names_in_one_language_the_one_in_its_script_is_read() -> None:
    both = (Title("Germany", "ru", "latin", "usual"), Title("Германия", "ru", "cyrillic", "usual"))
    assert choose(both, "ru").text == choose(both[::-1], "ru").text == "Германия"
    assert choose(both[:1], "ru").text == "Germany"
