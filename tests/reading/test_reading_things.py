"""Persons, organisations, places and laws are found in their base form, whatever case and spelling they stand in."""

from collections.abc import Callable

import pytest

from khronika.reading import Reading, read

Names = Callable[[Reading, str], list[str]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The court heard librarian Kastus Luhavets on Monday.", "Kastus Luhavets"),
        ("Суд заслухаў Кастуся Лугаўца ў панядзелак.", "Кастусь Лугавец"),
        ("Прысуд вынеслі Вользе Крушыне.", "Вольга Крушына"),
        ("Пра Таццяну Верасаву пісалі ўсе.", "Таццяна Верасава"),
        ("Суд заслушал Константина Луговца.", "Константин Луговец"),
        ("Об Анне Озерецкой писали все.", "Анна Озерецкая"),
        ("Приговор вынесли Ивану Петровичу Дубровскому.", "Иван Петрович Дубровский"),
        ("Суд слухаў Аляксандра Коржыча.", "Аляксандр Коржыч"),
        ("Прамову прачытала Аляксандра Матвійчук.", "Аляксандра Матвійчук"),
    ],
)
def test_a_person_is_shown_in_the_nominative(text: str, name: str, names: Names) -> None:
    assert names(read(text), "Person") == [name]


def test_two_spellings_and_a_lone_surname_are_one_person(names: Names) -> None:
    reading = read("Ales Bierazka was heard. The lawyer of Ales Byerazka spoke. Bierazka was silent.")
    assert names(reading, "Person") == ["Ales Bierazka"]
    assert len(reading.entities[0].spans) == 3


def test_husband_and_wife_stay_two_persons(names: Names) -> None:
    assert len(names(read("President Bronislaw Zielinski and Anna Zielinska came."), "Person")) == 2


def test_two_given_names_are_told_apart(names: Names) -> None:
    assert len(names(read("Ivan Novik and Piotr Novik were heard."), "Person")) == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He leads the Human Rights Center “Krynitsa” in Minsk.", "Human Rights Center “Krynitsa”"),
        ("The Navazersk Regional Court sat on Monday.", "Navazersk Regional Court"),
        ("Пра гэта піша Праваабарончы цэнтр «Крыніца».", "Праваабарончы цэнтр «Крыніца»"),
        ("Сябра Праваабарончага цэнтра «Крыніца» выступіў.", "Праваабарончы цэнтр «Крыніца»"),
        ("Дело слушал суд Речного района Минска.", "суд Речного района Минска"),
        ("Директор Белорусского читательского комитета выступил.", "Белорусский читательский комитет"),
    ],
)
def test_an_organisation_is_shown_in_the_nominative(text: str, name: str, names: Names) -> None:
    assert name in names(read(text), "Organization")


def test_a_short_name_once_explained_is_the_same_organisation(names: Names) -> None:
    reading = read(
        "The Council of Free Libraries (CFL) met. CFL spoke to the Reading Center “Krynitsa”. “Krynitsa” agreed."
    )
    assert names(reading, "Organization") == ["Council of Free Libraries", "Reading Center “Krynitsa”"]


def test_a_person_in_the_name_of_a_house_is_no_person(names: Names) -> None:
    assert names(read("She leads the Barys Kit Belarusian Readers House."), "Person") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It happened in Hrodna.", "Hrodna"),
        ("Гэта было ў Гродне.", "Гродна"),
        ("Это было в Гродненской области.", "Гродненская область"),
    ],
)
def test_a_place_is_known_in_every_case(text: str, name: str, names: Names) -> None:
    assert names(read(text), "Place") == [name]


@pytest.mark.parametrize(
    ("text", "article", "part"),
    [
        ("under Article 130, part 2, of the Criminal Code", "130", "2"),
        ("паводле часткі 4 артыкула 228 Крымінальнага кодэкса", "228", "4"),
        ("по ч. 2 ст. 212 УК РФ", "212", "2"),
    ],
)
def test_an_article_of_a_law_is_a_thing_with_its_part(text: str, article: str, part: str) -> None:
    provision = next(entity for entity in read(text).entities if entity.kind == "LegalProvision")
    assert (provision.details["article"], provision.details["part"]) == (article, part)


def test_the_register_recognises_whom_it_has() -> None:
    class Match:
        id, score = "rec-1", 0.97

    class Index:
        def search(self, text: str, k: int) -> list[Match]:
            return [Match()]

    assert read("Ivan Kupchyk was heard.", known=Index()).entities[0].details["known"] == "rec-1"
