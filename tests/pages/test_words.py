"""Catalogues are complete, and dates and amounts are said as the language says them."""

import re
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from khronika.pages.amounts import amount
from khronika.pages.letters import collate, filed, letter
from khronika.pages.render import LANGUAGES
from khronika.pages.when import day, sortable, span
from khronika.pages.words import ORIGINAL, words
from khronika.vocabulary.terms import languages

KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]


def phrases() -> set[tuple[str, str | None]]:
    folder = str(resources.files("khronika.pages"))
    found = extract_from_dir(folder, method_map=METHODS, keywords=KEYWORDS)
    return {(said[0] if isinstance(said, tuple) else said, context) for _, _, said, _, context in found}


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != ORIGINAL])
def test_every_phrase_is_translated_and_none_is_left_over(language: str) -> None:
    path = resources.files("khronika.pages").joinpath("locale", language, "LC_MESSAGES", "pages.po")
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    kept = {(m.id[0] if isinstance(m.id, tuple) else m.id, m.context): m for m in catalogue if m.id}
    assert kept.keys() == phrases()
    for message in kept.values():
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms) and not message.fuzzy, message.id
        assert len(forms) == (catalogue.num_plurals if message.pluralizable else 1), message.id
        assert not list(message.check(catalogue)), message.id


def test_every_language_of_the_pages_has_its_terms() -> None:
    assert set(LANGUAGES) <= set(languages())


@pytest.mark.parametrize(
    ("text", "en", "be", "ru"),
    [
        ("2012", "2012", "2012", "2012"),
        ("2012-08", "August 2012", "жнівень 2012", "август 2012"),
        ("2012-08-04", "4 August 2012", "4 жніўня 2012", "4 августа 2012"),
        ("2011~", "about 2011", "прыблізна 2011", "примерно 2011"),
        ("2011-05?", "May 2011, uncertain", "май 2011, няпэўна", "май 2011, под вопросом"),
        ("2012-21", "spring 2012", "вясна 2012", "весна 2012"),
        ("201X", "the 2010s", "2010-я гады", "2010-е годы"),
        ("", "", "", ""),
        ("no date", "no date", "no date", "no date"),
    ],
)
def test_a_date_keeps_its_precision(text: str, en: str, be: str, ru: str) -> None:
    assert [day(text, words(language)) for language in LANGUAGES] == [en, be, ru]


@pytest.mark.parametrize(
    ("start", "end", "en", "ru"),
    [
        ("2012-08", "..", "since August 2012", "с августа 2012, продолжается"),
        ("2012-08", "", "from August 2012", "с августа 2012"),
        ("", "2014", "until 2014", "до 2014"),
        ("2011-08-04", "2014-06-21", "4 August 2011 – 21 June 2014", "4 августа 2011 – 21 июня 2014"),
        ("2011", "2011", "2011", "2011"),
        ("", "", "", ""),
        ("", "..", "", ""),
    ],
)
def test_an_interval_says_whether_it_is_open(start: str, end: str, en: str, ru: str) -> None:
    assert (span(start, end, words("en")), span(start, end, words("ru"))) == (en, ru)


@pytest.mark.parametrize(
    ("value", "unit", "en", "be", "ru"),
    [
        ("1", "years", "1 year", "1 год", "1 год"),
        ("2", "years", "2 years", "2 гады", "2 года"),
        ("4.5", "years", "4.5 years", "4,5 года", "4,5 года"),
        ("5", "years", "5 years", "5 гадоў", "5 лет"),
        ("21", "months", "21 months", "21 месяц", "21 месяц"),
        ("15", "days", "15 days", "15 дзён", "15 дней"),
        ("30", "base_units", "30 base units", "30 базавых велічынь", "30 базовых величин"),
        ("2", "RUB", "2 Russian rubles", "2 расійскія рублі", "2 российских рубля"),
        ("7", "", "7", "7", "7"),
    ],
)
def test_an_amount_takes_the_form_of_its_number(value: str, unit: str, en: str, be: str, ru: str) -> None:
    assert [amount(Decimal(value), unit, words(language)) for language in LANGUAGES] == [en, be, ru]


def test_the_old_ruble_is_not_the_new_one() -> None:
    old, new = (amount(1_500_000, unit, words("be")) for unit in ("BYR", "BYN"))
    assert "2000–2016" in old and old != new


def test_dates_sort_by_their_first_day_and_unknown_ones_last() -> None:
    assert sorted(["", "2012", "2011-08-04", "2011-08", "junk"], key=sortable)[:3] == ["2011-08", "2011-08-04", "2012"]


def test_letters_follow_the_alphabets_of_the_region() -> None:
    assert sorted("ЯІЎЁЕАЗ", key=collate) == list("АЕЁЗІЎЯ")
    assert [letter("«Ясень»"), letter("Číž"), letter("42"), letter("")] == ["Я", "C", "#", "#"]
    assert [filed("C"), filed("Я"), filed("#")] == ["index-c", "index-u042f", "index-0"]


def test_no_phrase_hides_where_it_is_not_extracted() -> None:
    folder = resources.files("khronika.pages")
    hidden = [
        each.name for each in Path(str(folder)).rglob("*.py") if re.search(r"\{\w+\.n?gettext\(", each.read_text())
    ]
    assert hidden == [], "a phrase inside an f-string is in no catalogue; say it on a line of its own"
