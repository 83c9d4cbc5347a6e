"""Persons, organisations and places in five languages: who is found, in which base form, and who is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.reading import read
from khronika.reading.atlas import is_place
from khronika.reading.inflection import bases
from khronika.reading.inflection import given as given_name
from khronika.reading.sentences import joined, sentences
from khronika.reading.tagger import LABELS, load, tag
from khronika.reading.traits import traits


def names(text: str, field: str) -> list[str]:
    """The base forms that a reading gives."""
    return [one["name"] for one in read(text).as_dict()[field]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Суд пакінуў у сіле прысуд Алесю Бяляцкаму, паведаміла «Вясна».", "Алесь Бяляцкі"),
        ("Адвокат встретился с Алесем Беляцким в колонии.", "Алесь Беляцкий"),
        ("Президент України Володимир Зеленський зустрівся з Ольгою Стефанішиною у Києві.", "Ольга Стефанішина"),
        ("Premier Donald Tusk spotkał się z dziennikarzem Andrzejem Poczobutem.", "Donald Tusk"),
        ("The court sentenced Ales Bialiatski to ten years in prison.", "Ales Bialiatski"),
    ],
)
def test_a_person_is_given_in_the_base_form_of_the_language(text: str, name: str) -> None:
    assert name in names(text, "persons")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Затрыманыя знаходзяцца ў Гродзенскай вобласці.", "Гродзенская вобласць"),
        ("Задержанных отвезли в СИЗО «Лефортово» в Москве.", "Москва"),
        ("Мітинг відбувся у Харкові та Львові.", "Харків"),
        ("Protest odbył się w Warszawie.", "Warszawa"),
    ],
)
def test_a_place_is_given_in_the_base_form_of_the_language(text: str, name: str) -> None:
    assert name in names(text, "places")


def test_a_prison_named_as_an_institution_is_a_body_and_no_place() -> None:
    text = "Задержанных отвезли в СИЗО «Лефортово» в Москве."
    assert any("Лефортово" in name for name in names(text, "organizations"))
    assert names(text, "places") == ["Москва"]


def test_an_adjacent_country_is_not_taken_for_another_that_begins_alike() -> None:
    assert "Южная Корея" not in names("Он родился в штате Южная Дакота.", "places")


def test_a_month_is_no_place_and_a_declaration_no_organisation() -> None:
    text = "In May the Universal Declaration of Human Rights was read aloud in Minsk."
    assert names(text, "places") == ["Minsk"]
    assert "Universal Declaration of Human Rights" not in names(text, "organizations")


def test_a_name_does_not_run_over_a_comma_or_a_dash() -> None:
    found = names("Их встретили Иван Петров, Анна Смирнова и Олег Сидоров.", "persons")
    assert found == ["Иван Петров", "Анна Смирнова", "Олег Сидоров"]


def test_latin_letters_inside_a_cyrillic_word_change_nothing() -> None:
    assert traits("Рэспублiкi", "cyrillic") == traits("Рэспублікі", "cyrillic")


def test_a_given_name_is_known_in_another_case() -> None:
    assert any(one.base == "Вольга" and one.oblique for one in given_name("Вольгай"))
    assert any(one.base == "Andrzej" and one.oblique for one in given_name("Andrzejowi"))


def test_a_place_is_known_in_another_case_without_listing_the_cases() -> None:
    assert "Варшава" in bases("Варшаве", "be")
    assert is_place("Києві", "uk")
    assert not is_place("Суботник", "uk")


def test_an_initial_after_many_capitalised_words_does_no_harm() -> None:
    assert read("Поехали Сад Лес Дом Мост Гора Г. Петров и другие.").entities is not None
    assert read("The Red Blue Green White Black J. Smith walked.").entities is not None


@pytest.mark.parametrize("family", ["cyrillic", "en", "pl"])
def test_every_family_has_weights_for_every_label(family: str) -> None:
    model = load(family)
    assert model is not None
    assert len(model.moves) == len(LABELS)
    assert len(model.shares) > 1000


@given(st.text(alphabet="АБвгіўA bцXyz.,«»()-—\n'1", max_size=200))
@settings(max_examples=60, deadline=None)
def test_marks_lie_inside_their_sentence(text: str) -> None:
    for sentence in sentences(text, "be", joined(text)):
        for one in tag(sentence, text, frozenset()):
            assert 0 <= one.first < one.last <= len(sentence.words)


@given(st.text(alphabet="АлесьБяляцкі Minsk.,«»()-—\nСуд1", max_size=300))
@settings(max_examples=60, deadline=None)
def test_a_mention_stands_in_the_text(text: str) -> None:
    reading = read(text)
    for entity in reading.entities:
        for span in entity.spans:
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip()
