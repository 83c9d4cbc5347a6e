"""Lists of people and figures read as they are meant, in every language."""

import re
from datetime import date

import pytest

from khronika.edition.held import Held
from khronika.edition.model import Ref, Title
from khronika.pages.numbers import dictionary
from khronika.pages.numbers.prisoners import LONG, Asked, Prisoners, Roll
from khronika.pages.numbers.statistics import figures
from khronika.pages.render import LANGUAGES, Renderer
from khronika.pages.words import words
from khronika.press.exports.flat import known
from tests.pages.listed import COUNTS, MONTHS, PEOPLE


def text(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def test_a_month_says_who_and_how_many_and_leads_to_its_neighbours(site: dict[str, bytes]) -> None:
    page = site["site/en/prisoners/2011-09.html"].decode()
    assert "On 30 September 2011, 2 people were held as political prisoners." in page
    assert (
        'rel="prev" href="../prisoners/2011-08.html"' in page and 'rel="next" href="../prisoners/2012-01.html"' in page
    )
    assert '<span aria-current="page">09</span>' in page


def test_who_is_possible_is_marked_in_words(site: dict[str, bytes]) -> None:
    page = text(site["site/en/prisoners/find.html"] + site["site/en/prisoners/index.html"])
    assert "0 people were held as political prisoners. 1 more possibly." in page
    assert "Vera Zorka possible" in page


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "On 31 August 2011, 1 person was held as a political prisoner."),
        ("be", "На 31 жніўня 2011 палітычным зняволеным быў 1 чалавек."),
        ("ru", "На 31 августа 2011 политическим заключённым был 1 человек."),
    ],
)
def test_a_count_takes_the_form_of_its_number(site: dict[str, bytes], language: str, said: str) -> None:
    assert said in text(site[f"site/{language}/prisoners/2011-08.html"])


def test_a_long_list_goes_on_on_further_pages(renderer: Renderer) -> None:
    people = [
        Held(Ref(f"p{n:04}", "Person", f"people/p{n}", (Title(f"Name {n:04}", "en"),)), PEOPLE[0].spans)
        for n in range(LONG + 3)
    ]
    found = dict(Prisoners(renderer, "en", Roll(people), MONTHS).month(MONTHS[0]))
    assert list(found) == ["site/en/prisoners/2011-08.html", "site/en/prisoners/2011-08-2.html"]
    first, second = (page.decode() for page in found.values())
    assert first.count('<th scope="row">') == LONG and second.count('<th scope="row">') == 3
    assert 'href="../prisoners/2011-08-2.html"' in first and f"{LONG + 3} people" in second


def test_what_was_asked_stands_in_the_form_again(renderer: Renderer) -> None:
    asked = Asked(date(2012, 5, 1), name='"<b>', provision="v-243", gender="man", years=3)
    page = Prisoners(renderer, "be", Roll(PEOPLE), MONTHS).asked(asked).decode()
    assert 'value="2012-05-01"' in page and 'value="&#34;&lt;b&gt;"' in page
    assert page.count(" selected>") == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_figure_has_as_many_cells_in_a_row_as_it_has_columns(language: str) -> None:
    found = figures(COUNTS, words(language))
    assert [figure.name for figure in found] == ["stock", "flow", "cumulative", "acts", "fines-byr"]
    for figure in found:
        assert {len(row) for row in figure.rows} == {len(figure.columns)}, figure.name


def test_what_has_no_year_is_not_drawn() -> None:
    fine = {**COUNTS["fines"][0], "year": ""}
    found = {each.name: each.drawn for each in figures({**COUNTS, "fines": [fine]}, words("en"))}
    assert found["stock"] and not found["fines-byr"]


def test_how_it_ended_is_told_in_words(site: dict[str, bytes]) -> None:
    assert "Pardoned: 1; Not said: 0 (2)" in text(site["site/en/statistics.html"])


@pytest.mark.parametrize("kind", dictionary.KINDS)
def test_the_dictionary_has_the_columns_of_the_tables(kind: str) -> None:
    assert [item.column for item in dictionary.items(kind, words("ru"))] == known(kind)
