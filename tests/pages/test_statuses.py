"""A status is told once, with all that vouches for it, and never more exactly than it was said."""

import re

import pytest

from khronika.edition.model import Claim, Record
from khronika.pages.render import Renderer
from khronika.pages.statuses import determined, period, standing
from khronika.pages.timeline import stretch, timeline
from khronika.pages.words import words
from tests.pages.sample import ALES, COURT, GOVERNMENT, SPELL, VIASNA, claim, named


def told(passage: int, start: str = "", until: str = "", **more: object) -> Claim:
    values = {"status": "political_prisoner", "determined_by": VIASNA} | more
    return claim("StatusDetermination", ALES, passage, valid_from=start, valid_until=until, **values)


def test_two_halves_of_a_time_are_told_once_with_both_citations(renderer: Renderer) -> None:
    record = Record(ALES, (*named(ALES), told(1, "2011"), told(2, "", "2014-06-21", end_ground="released")))
    (one,) = determined(record)
    assert period(one, words("en")) == "2011 – 21 June 2014"
    assert [(by.id, [each.passage for each in its.citations]) for by, its in one.by] == [("o-viasna", ["pas1", "pas2"])]
    page = renderer.record(record, "en").decode()
    head = page[page.index('class="standing"') : page.index("</ul>", page.index('class="standing"'))]
    assert head.count("<li>") == 1
    assert page.count("Recognised status: Political prisoner") == 1


def test_what_organisations_say_of_one_time_is_one_line_in_the_head_and_stays_apart_below() -> None:
    record = Record(ALES, (told(1, "2011-08"), told(2, "2011-08-12", "2014-06-21", determined_by=GOVERNMENT)))
    assert [period(each, words("en")) for each in standing(record)] == ["12 August 2011 – 21 June 2014"]
    assert [each.claim.valid_from for each in determined(record)] == ["2011-08", "2011-08-12"]


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (
            (told(1, "2011-02"), told(2, "2012-01", "2014-06-21")),
            ["from February 2011, until 21 June 2014 at the latest", "January 2012 – 21 June 2014"],
        ),
        ((told(1, "2011", "2014"), told(2, "2021-07-14", "..")), ["2011 – 2014", "since 14 July 2021"]),
        ((told(1, "2011"), told(2, "", "2014", status="prisoner_of_conscience")), ["from 2011", "until 2014"]),
        ((told(1, "2011", ".."), told(2, "2013", "..")), ["since 2011"]),
        ((told(1, "", "2014"),), ["until 2014"]),
    ],
)
def test_times_are_joined_only_where_they_surely_touch(claims: tuple[Claim, ...], said: list[str]) -> None:
    assert [period(each, words("en")) for each in standing(Record(ALES, claims))] == said


def test_a_death_ends_a_status_that_nobody_ended() -> None:
    record = Record(ALES, (claim("PersonDetails", ALES, 3, death="2015-05-03"), told(1, "2011-08-04", "..")))
    assert [period(each, words("en")) for each in standing(record)] == ["4 August 2011 – 3 May 2015"]


def test_what_contradicts_stays_apart() -> None:
    record = Record(ALES, (told(1, "2011", "2014", criterion="guidelines_3_1_b"), told(2, "2011", "2014")))
    assert len(determined(record)) == 2 and len(standing(record)) == 1


def test_a_detention_in_two_parts_is_headed_by_its_whole_time(renderer: Renderer) -> None:
    parts = (
        claim(
            "SpellDetails", SPELL, 1, person=ALES, ground="pretrial", valid_from="2011-08-04", valid_until="2011-11-24"
        ),
        claim(
            "SpellDetails", SPELL, 2, person=ALES, ground="sentence", valid_from="2011-11-24", valid_until="2014-06-21"
        ),
    )
    assert stretch(parts) == ("2011-08-04", "2014-06-21")
    lasting = claim("SpellDetails", SPELL, 2, person=ALES, ground="sentence", valid_from="2014-06-22", valid_until="..")
    assert stretch((*parts, lasting)) == ("2011-08-04", "..")
    page = renderer.record(Record(ALES, named(ALES), (), (Record(SPELL, parts),)), "en").decode()
    assert "4 August 2011 – 21 June 2014</h3>" in page


def test_a_rehabilitation_that_is_told_of_person_and_case_happened_once() -> None:
    both = [claim("Rehabilitation", ALES, n, rehabilitation="full", authority=COURT, valid_from="2025") for n in (1, 2)]
    (item,) = timeline(Record(ALES, tuple(both)))
    assert [each.passage for each in item.main.citations] == ["pas1", "pas2"]


def test_roles_in_one_organisation_are_one_position_in_the_readers_script_first(renderer: Renderer) -> None:
    roles = ("председатель", "chairman", "Chairman")
    claims = [claim("Membership", ALES, n, organization=VIASNA, role=role) for n, role in enumerate(roles, 1)]
    page = renderer.record(Record(ALES, (*named(ALES), *claims)), "en").decode()
    section = page[page.index('id="positions"') :].split("</section>")[0]
    assert section.count("<li>") == 1
    assert re.findall(r"<bdi>([^<]*)</bdi>", section.partition("</a>")[2]) == ["chairman", "председатель"]
