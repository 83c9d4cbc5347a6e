"""Lists of people and figures read as they are meant, in every language."""

import re
from dataclasses import replace
from datetime import date

import pytest

from khronika.edition.held import Held
from khronika.edition.model import Ref, Title
from khronika.pages.numbers import dictionary
from khronika.pages.numbers.now import Now, Tally, now
from khronika.pages.numbers.prisoners import LONG, Asked, Moved, Prisoners, Roll
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


def crowd(many: int) -> list[Held]:
    """People of three letters, all held since the same day."""
    named = (f"{'ABC'[n % 3]}{n:04}" for n in range(many))
    return [
        Held(Ref(f"p{n:04}", "Person", f"people/p{n}", (Title(name, "en"),)), PEOPLE[0].spans)
        for n, name in enumerate(named)
    ]


def test_a_long_list_is_cut_by_letter(renderer: Renderer) -> None:
    month = replace(MONTHS[0], certain=LONG + 3, possible=0)
    found = dict(Prisoners(renderer, "en", Roll(crowd(LONG + 3)), (month, *MONTHS[1:])).month(month))
    lead = "site/en/prisoners/2011-08"
    assert list(found) == [f"{lead}.html", f"{lead}-a.html", f"{lead}-b.html", f"{lead}-c.html"]
    first, second, *_ = (page.decode() for page in found.values() if page)
    assert '<th scope="row">' not in first and second.count('<th scope="row">') == (LONG + 3 + 2) // 3
    assert 'href="../prisoners/2011-08-a.html"' in first and f"{LONG + 3} people" in first
    assert f"{LONG + 3} people" not in second


@pytest.mark.parametrize("before", [LONG + 3, LONG, LONG - 2])
def test_only_the_pages_on_which_somebody_moved_are_made_and_they_are_those_of_all_made_anew(
    renderer: Renderer, before: int
) -> None:
    was = crowd(before)
    came = Held(Ref("q", "Person", "people/q", (Title("Bq", "en"),)), PEOPLE[0].spans)
    now = [*was, came]
    month = replace(MONTHS[0], certain=len(now), possible=0)
    earlier = replace(month, certain=before)
    old = dict(Prisoners(renderer, "en", Roll(was), (earlier, *MONTHS[1:])).month(earlier))
    months = (month, *MONTHS[1:])
    anew = dict(Prisoners(renderer, "en", Roll(now), months).month(month))
    mended = dict(Prisoners(renderer, "en", Roll(now), months).month(month, Moved((), (came,))))
    assert mended.keys() == anew.keys()
    assert {place: page or old[place] for place, page in mended.items()} == anew
    if before > LONG:
        assert [place[-6] for place, page in mended.items() if page is None] == ["a", "c"]


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


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "On 20 September 2014, 1 person was held as a political prisoner. 1 more possibly."),
        ("be", "На 20 верасня 2014 палітычным зняволеным быў 1 чалавек. Яшчэ 1 — магчыма."),
        ("ru", "На 20 сентября 2014 политическим заключённым был 1 человек. Ещё 1 — возможно."),
    ],
)
def test_the_first_thing_on_the_home_page_is_how_many_are_held(
    site: dict[str, bytes], language: str, said: str
) -> None:
    page = site[f"site/{language}/index.html"].decode()
    heading = page.split("</header>")[1]
    assert said in " ".join(re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)[1].split())  # type: ignore[index]
    assert 'href="prisoners/index.html"' in heading and 'class="meaning"' in heading, "its list and its definition"
    assert said in re.search(r'name="description" content="([^"]*)"', page)[1]  # type: ignore[index]


def test_the_home_page_compares_with_a_year_before_the_most_and_all_who_ever_were() -> None:
    found = now(
        {
            "at": "2014-09-20",
            "now": {"certain": 3, "possible": 0},
            "stock": [
                {"month": "2011-08", "certain": 9, "possible": 2},
                {"month": "2013-09", "certain": 4, "possible": 1},
            ],
            "cumulative": [{"year": "2014", "certain": 12, "possible": 0}],
        }
    )
    assert found == Now(
        "2014-09-20", Tally(3, 0), Tally(4, 1, "2013-09"), Tally(9, 2, "2011-08"), Tally(12, 0, "2014"), "2011-08"
    )


def test_a_home_page_without_prisoners_says_what_the_chronicle_is(renderer: Renderer) -> None:
    assert now({"at": "2014-09-20", "now": {"certain": 0, "possible": 0}, "stock": []}) is None
    bare = Renderer(replace(renderer.front, counts={}))
    page = bare.home("en").decode()
    assert "<h1>The record of what was done to people" in page and 'class="toll"' not in page


def test_a_question_that_is_not_understood_is_told_in_the_readers_language(renderer: Renderer) -> None:
    page = Prisoners(renderer, "be", Roll(PEOPLE), MONTHS).unclear(Asked(date(2014, 9, 20), name="Зорка")).decode()
    assert "Пытанне не зразумелае." in page and 'value="Зорка"' in page
    assert 'class="people"' not in page, "no list stands in for an answer"
