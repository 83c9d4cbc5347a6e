"""What pages tell of demands: states, chains, signatures, long lists that stay light, and a calendar without a clock."""

import re
from datetime import date

import pytest
from icalendar import Calendar

from khronika.edition.asked import Asked, demands, line, read, yearly
from khronika.edition.codec import from_json, to_json
from khronika.edition.model import Record, Ref, Title
from khronika.pages import deadlines
from khronika.pages.asked import assessments, chain, own
from khronika.pages.numbers.demands import Tracker, age
from khronika.pages.render import LANGUAGES, Renderer
from khronika.pages.words import words
from khronika.vocabulary.fulfilment import Assessed
from tests.pages.matters import ALL, MATTERS, RELEASE, TRACKED
from tests.pages.sample import ALES, GOVERNMENT, STATEMENT, VIASNA, claim

AT = date(2026, 11, 20)
LIMIT = 60_000


def _shown(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode().split("<main")[1]))


def test_a_demand_is_met_for_three_of_seven_and_what_is_alleged_changes_nothing() -> None:
    asked = own(MATTERS["demand"])
    assert asked is not None
    found = asked.standing()
    assert (found.state, found.met, found.of, found.since) == ("partly_met", 3, 7, "2016-02")
    assert found.each[ALL[3].id] == "not_met", "only alleged to be refused"
    assert (asked.asked, asked.first, asked.again) == ("2015-09", "2011-09", False)


def test_a_chain_is_told_from_both_of_its_ends() -> None:
    record = MATTERS["demand"]
    assert [each.asked for each in chain(record)] == ["2011-09", "2015-09"]
    alone = Record(record.ref, tuple(each for each in record.claims if each.kind != "CarriedDemand"))
    assert chain(alone) == []


def test_people_who_were_assessed_alike_on_one_day_are_told_in_one() -> None:
    groups = assessments(MATTERS["demand"])
    assert [(its[0].detail.assessment, len(its)) for _, its in groups] == [("not_met", 1), ("met", 3), ("refused", 1)]


def test_a_line_says_all_that_a_list_needs() -> None:
    for asked in TRACKED:
        again = read(line(asked))
        assert again.standing() == asked.standing()
        assert line(again) == line(asked) and again.first == asked.first and again.earlier == asked.earlier


def test_what_stands_beside_comes_back_from_the_edition() -> None:
    record = MATTERS["demand"]
    assert from_json(to_json(record)) == record


def test_a_demand_asked_again_counts_once_in_the_year_of_the_second() -> None:
    rows = {each["year"]: each for each in yearly(TRACKED, date(2016, 12, 31))}
    assert rows["2011"]["refused"] == 1 and rows["2014"]["refused"] == 1
    assert rows["2015"] == {**dict.fromkeys(rows["2015"], 0), "year": "2015", "not_met": 1}
    assert rows["2016"]["partly_met"] == 1 and rows["2016"]["refused"] == 0


@pytest.mark.parametrize(
    ("first", "said"), [("2015-09", "11 years"), ("2026-05", "6 months"), ("2026-11", ""), ("", "")]
)
def test_an_age_is_in_whole_years_or_months(first: str, said: str) -> None:
    assert age(Asked(RELEASE, first=first), AT, words("en")) == said


def _many(count: int) -> list[Asked]:
    wording = (
        "Вызваліць неадкладна і без умоў усіх, хто ўтрымліваецца за мірную дзейнасць, і спыніць справы супраць іх "
    )
    bodies = [
        Ref(
            f"o{n}",
            "Organization",
            f"organizations/body-{n}",
            (Title(f"Міністэрства прыдуманай краіны № {n} " * 2, "be"),),
        )
        for n in range(80)
    ]
    return [
        Asked(
            Ref(
                f"d{n:05}", "Demand", f"demands/release-without-any-condition-{n}", (Title(f"{wording * 2}{n}", "be"),)
            ),
            STATEMENT,
            n % 9,
            asked=f"{1996 + n % 30}-{n % 12 + 1:02}",
            first=f"{1996 + n % 30}-{n % 12 + 1:02}",
            addressees=(bodies[n % 80], bodies[(n + 1) % 80]),
            beneficiaries=ALL,
            assessed=(Assessed("met", "2024-01", ALL[0].id),) if n % 3 else (),
        )
        for n in range(count)
    ]


def test_five_thousand_demands_fit_on_pages_that_a_slow_line_carries(renderer: Renderer) -> None:
    many = _many(5_000)
    pages = dict(Tracker(renderer, "be", many, AT, {"demands": yearly(many, AT)}).pages())
    assert max(map(len, pages.values())) < LIMIT
    listed = [
        page for place, page in pages.items() if place.startswith(("site/be/demands/index", "site/be/tracker/all"))
    ]
    found = [each for page in listed for each in re.findall(rb'demands/(release[^"]+)\.html', page)]
    assert len(found) == len(set(found)) == 5_000
    assert {place for place in pages if "of-organizations" in place and place.count("-") == 3}.__len__() == 40


def test_a_hundred_and_sixty_one_signatories_fit_and_each_stands_as_it_signed(renderer: Renderer) -> None:
    signed = [
        claim("Signatory", STATEMENT, 3, person=Ref(f"p{n}", "Person", "", (Title(f"Signer {n}", "en"),)), number=n)
        for n in range(155)
    ]
    signed += [
        claim("Signatory", STATEMENT, 3, organization=VIASNA, number=200, signing="late", valid_from="2015-10-02"),
        claim("Signatory", STATEMENT, 3, person=ALES, number=201, valid_from="2015-09", valid_until="2016-01-05"),
        *(claim("Signatory", STATEMENT, 3, number=210 + n, signing="unnamed") for n in range(4)),
    ]
    page = renderer.record(Record(STATEMENT, tuple(signed)), "en")
    said = _shown(page)
    assert "161 signatures" in said and said.count("Signer ") == 155
    assert "signed later" in said and "2 October 2015" in said and "withdrawn on 5 January 2016" in said
    assert "And 4 signatories that are known to the publishers" in said


def test_a_person_sees_what_was_asked_for_them_and_what_came_of_it(renderer: Renderer) -> None:
    asked = (claim("Beneficiary", RELEASE, 1, party=ALES), claim("Beneficiary", RELEASE, 1, party=VIASNA))
    came = claim("DemandAssessment", RELEASE, 4, assessment="met", beneficiary=ALES, valid_from="2014-06-21")
    dated = claim("StatementDetails", STATEMENT, 1, valid_from="2012-02")
    details = claim("DemandDetails", RELEASE, 1, statement=STATEMENT, number=1)
    record = Record(ALES, (), asked[:1], (), (details, asked[1], came, dated))
    said = _shown(renderer.record(record, "en"))
    assert "February 2012" in said and "Met" in said and "met for 1 of the 2 named" in said


def test_what_was_asked_of_a_body_comes_newest_first(renderer: Renderer) -> None:
    refs = [Ref(f"d{n}", "Demand", f"demands/d{n}", (Title(f"Demand of {2000 + n}", "en"),)) for n in range(4)]
    incoming = tuple(claim("Addressee", each, 1, party=GOVERNMENT) for each in refs)
    beside = tuple(
        claim("DemandDetails", each, 1, statement=STATEMENT, number=1, valid_from=str(2000 + n))
        for n, each in enumerate(refs)
    )
    said = _shown(renderer.record(Record(GOVERNMENT, (), incoming, (), beside), "en"))
    assert [said.index(f"Demand of {year}") for year in (2003, 2002, 2001, 2000)] == sorted(
        said.index(f"Demand of {year}") for year in (2003, 2002, 2001, 2000)
    )


def test_the_calendar_has_deadlines_and_sessions_and_no_clock() -> None:
    lines = [made for record in MATTERS.values() if (made := deadlines.line(record))]
    entries = [each for made in lines for each in deadlines.read(made)]
    made = {language: deadlines.calendar(entries, words(language), "An invented house") for language in LANGUAGES}
    assert made["be"] == deadlines.calendar(reversed(entries), words("be"), "An invented house")
    events = Calendar.from_ical(made["en"]).walk("VEVENT")
    spans = {str(each["summary"]): (each["dtstart"].dt, each["dtend"].dt) for each in events}
    assert spans["Session: 36th session of an invented working group"] == (date(2020, 5, 4), date(2020, 5, 16))
    assert spans["To be met by: Release all seven people who are named here"] == (date(2016, 1, 31), date(2016, 2, 1))
    assert spans["Answer due by: Urgent appeal UA BLR 1/2012"][0] == date(2012, 7, 1)


def test_a_deadline_of_a_year_only_is_no_day() -> None:
    late = claim("DemandDetails", RELEASE, 1, statement=STATEMENT, number=1, deadline="2016")
    assert deadlines.line(Record(RELEASE, (late,))) == b""
    month = claim("DemandDetails", RELEASE, 1, statement=STATEMENT, number=1, deadline="2016-02")
    assert deadlines.due(Record(RELEASE, (month,)))[0].start == date(2016, 2, 29)


def test_demands_of_a_record_without_any_are_none() -> None:
    assert demands(Record(ALES)) == {}


def test_a_signature_withdrawn_is_marked_on_the_page_of_who_signed(renderer: Renderer) -> None:
    signed = claim("Signatory", STATEMENT, 3, organization=VIASNA, valid_from="2015-09", valid_until="2016-01-05")
    said = _shown(renderer.record(Record(VIASNA, (), (signed,)), "en"))
    assert "withdrawn on 5 January 2016" in said


def test_an_award_and_a_position_stand_with_their_source(renderer: Renderer) -> None:
    prize = claim("Award", ALES, 5, title="An invented prize", language="en", body=VIASNA, accepted_by=ALES)
    words_ = claim(
        "Position", ALES, 4, text="Talks begin with their release.", role="chairman", stance="condition", on=RELEASE
    )
    page = renderer.record(Record(ALES, (prize, words_), (prize,)), "en")
    said = _shown(page)
    assert said.count("An invented prize") == 1 and "Talks begin with their release." in said
    assert b"#p-pas5" in page and b"demands/release.html" in page
