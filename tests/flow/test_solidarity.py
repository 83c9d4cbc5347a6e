"""The world's answer and what was written about it, read off the public edition: from the project's own documents through `khronika demo`,
and from the documents beside the project through the same commands where they are.
"""

import re

import pytest

from khronika.vault import sandbox
from tests.flow.pressed import Pressed
from tests.flow.typed import ITEMS

pytestmark = pytest.mark.skipif(
    sandbox.available() is None, reason="bubblewrap does not work on this machine, and no document is read without it"
)
TOPIC = "topics/solidarity-with-the-civil-society.html"
DAY = "International Day of Solidarity with the Civil Society of Belarus"
MARATHON = "Letter Writing Marathon"
FIRST_YEAR = (
    *("Armenia", "Cuba", "Germany", "Georgia", "Ireland", "Italy", "Kyrgyzstan", "Latvia", "Lithuania", "Poland"),
    *("Russia", "Sweden", "Switzerland", "Tajikistan", "Ukraine"),
)
HRODNA = ("Viktar Sazonau", "Uladzimir Khilmanovich", "Raman Yurhel")


def entries(edition: Pressed, path: str, language: str = "en") -> list[str]:
    """The items of a list of articles, from the top."""
    main = edition.tree(edition.edition / "site" / language / path)
    return [" ".join(" ".join(each.itertext()).split()) for each in main.xpath(".//article")]


# What both tell


def test_the_topic_has_its_items_newest_first(either):
    found = entries(either, TOPIC)
    at = [next(number for number, each in enumerate(found) if item.title in each) for item in ITEMS]
    assert at == sorted(at)
    assert all("Published by" in each and "Read more" in each for each in found)
    assert "presidential election" in either.words(either.edition / "site" / "en" / TOPIC)


def test_the_article_of_the_critics_has_its_byline(either):
    (opinion,) = [each for each in entries(either, TOPIC) if "risks encouraging dictator" in each]
    assert "Opinion" in opinion
    assert "Olga Zakharova and Yuri Dzhibladze" in opinion


def test_the_day_of_solidarity_has_its_years_its_manifesto_and_no_end_yet(either):
    told = either.read("observances", DAY)
    for word in ("4 August", "2012 no. 1", "2013 no. 2", "more than 18", "Manifesto", "Next", "When it ends", "0 of"):
        assert word in told, word
    for country in FIRST_YEAR:
        assert country in told, country
    assert "rrest of" in told
    calendar = next((either.edition / "site" / "en" / "observances").glob("*.ics")).read_text("utf-8")
    assert "0804" in calendar


def test_the_marathon_has_its_count_and_its_territories_and_adds_nothing(either):
    told = either.read("campaigns", MARATHON, "104,731")
    for word in ("7 December 2012", "Amnesty International", "Ales Bialiatski", "Austria", "Bermuda", "Canada"):
        assert word in told, word
    assert re.search(r"actions How many .*?104,731", told)
    assert "204,731" not in told


def test_the_march_in_madrid_belongs_to_the_campaign(either):
    told = either.read("actions", "5th World Congress against the Death Penalty")
    for word in ("March", "2013", "Madrid", "Human Rights Defenders against the Death Penalty in Belarus"):
        assert word in told, word


def test_the_first_lady_met_three_wives_of_prisoners(either):
    told = either.read("actions", "First Lady")
    for name in ("Anna Komorowska", "Natallia Pinchuk", "Maryna Adamovich", "Anastasia Dashkevich"):
        assert name in told, name


def test_three_were_fined_in_hrodna_and_appealed(either):
    for name in HRODNA:
        told = either.read("proceedings", name)
        assert re.search(r"Fine: 1,500,000 Belarusian rubles \(2000–2016\)", told), told
        assert "appeal" in told.lower()


def test_colleagues_held_a_photo_action_for_the_three(either):
    told = [either.words(path) for path in (either.edition / "site" / "en" / "actions").glob("*.html")]
    (action,) = [each for each in told if re.search("For whom (Raman|Uladzimir|Viktar)", each)]
    for word in ("Photo action", "Hrodna", "2013", "Human Rights Center “Viasna”", *HRODNA):
        assert word in action, word


def test_the_photograph_leads_to_the_cases_it_brought(either):
    told = either.read("actions", "10 December 2012", "Photo action")
    assert all(name in told for name in HRODNA)


def test_there_was_a_call_for_human_rights_day(either):
    told = either.read("interventions", "Human Rights Day", "solidarity")
    assert "December 2012" in told
    assert "Appeal" in told


def test_the_map_and_the_calendar_have_all_of_it(either):
    told = either.words(either.edition / "site" / "en" / "solidarity" / "index.html")
    assert DAY in told
    assert "BEGIN:VCALENDAR" in (either.edition / "site" / "en" / "solidarity.ics").read_text("utf-8")


@pytest.mark.parametrize("language", ["be", "ru"])
def test_all_of_it_has_a_page_in_every_language(either, language):
    for section in ("campaigns", "observances", "actions", "articles", "topics", "news", "solidarity"):
        english, other = (either.edition / "site" / each / section for each in ("en", language))
        assert {path.name for path in english.iterdir()} == {path.name for path in other.iterdir()}, section


# What the demonstration tells besides


def test_pictures_stand_beside_articles_with_captions_and_words_for_who_cannot_see_them(demo):
    main = demo.tree(demo.edition / "site" / "en" / TOPIC)
    pictures = main.xpath(".//article//figure")
    assert len(pictures) >= 5
    for each in pictures:
        (image,) = each.xpath(".//img")
        assert image.get("alt")
        assert each.xpath("string(.//figcaption)").strip()
        path = (demo.edition / "site" / "en" / "topics" / image.get("src")).resolve()
        assert path.is_file()
        assert path.parent.name == "media"


def test_articles_are_read_in_three_languages_and_name_the_others(demo):
    for language, words in (("en", "marched"), ("be", "прайшлі"), ("ru", "прошли")):
        told = demo.words(demo.edition / "site" / language / "articles" / "madrid-march.html")
        assert words in told
        assert told.count("2013")


def test_an_item_that_was_not_translated_is_shown_in_its_own_language_and_says_so(demo):
    main = demo.tree(demo.edition / "site" / "be" / "articles" / "venezuela-candidacy.html")
    assert main.xpath(".//*[@lang='en']")
    assert "54 international" in " ".join(main.itertext())


def test_the_statement_names_its_related_articles(demo):
    told = demo.words(demo.edition / "site" / "en" / "articles" / "urgent-measures.html")
    _, _, related = told.partition("Related articles")
    assert "announced the new political prisoner" in related
    assert "UN Special Rapporteurs were informed" in related


def test_the_latest_news_have_belarusian_items_and_a_vacancy(demo):
    found = entries(demo, "news/index.html", "be")
    (vacancy,) = [each for each in found if "Вакансія каардынатара" in each]
    assert "2019" in vacancy
    assert any("альтэрнатыўны даклад" in each for each in found)
    assert "Вакансія каардынатара" in demo.words(demo.edition / "site" / "be" / "news" / "vacancy.html")


def test_counts_that_disagree_stand_side_by_side(demo):
    told = demo.read("observances", DAY)
    assert re.search(r"2 sources say: (more than 20; 7|7; more than 20)", told)
    assert "less than 20" in told
    assert "thousands" in told


def test_release_in_one_part_keeps_the_day_alive(demo):
    told = demo.read("observances", DAY)
    assert "0 of 4 met" in told
    assert "Stop imprisoning people for human rights work Partly met since 13 December 2025" in told


def test_the_notice_stands_before_how_to_take_part_in_every_language(demo):
    for language, notice, way in (
        ("en", "Not from inside the country", "Write a letter"),
        ("be", "Не з самой краіны", "Далучыцца можна"),
        ("ru", "Не из самой страны", "Присоединиться можно"),
    ):
        (path,) = (demo.edition / "site" / language / "observances").glob("international-day*.html")
        told = demo.words(path)
        assert 0 < told.index(notice) < told.index(way)


def test_somebody_who_waits_for_letters_can_be_written_to(demo):
    told = demo.words(demo.edition / "site" / "en" / "people" / "kastus-luhavets.html")
    for word in ("Write to them", "Рудабор-14", "Up to ten pages", "about 300", "Blocked", "41", "Answered", "17"):
        assert word in told, word


def test_an_action_without_a_day_stays_inside(demo):
    for path in (demo.edition / "site").rglob("*.html"):
        assert "дзень пакуль не названы" not in path.read_text("utf-8"), path.name
    assert all("being-prepared" not in path.name for path in (demo.edition / "site").rglob("*"))


def test_the_first_page_has_what_goes_on_now(demo):
    told = demo.words(demo.edition / "site" / "en" / "index.html")
    for word in ("Latest news", "Topics", "#FreeViasna", "A letter a week", DAY, "Next on"):
        assert word in told, word
