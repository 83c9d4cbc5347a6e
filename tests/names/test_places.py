"""Places: one place under all its names scores high; two places, and a place and what it lies in, score low."""

from __future__ import annotations

import pytest

from khronika.names import analyse, compare, similarity
from khronika.names.gazetteer import LARGE, gazetteer, parse
from khronika.names.places import Place
from khronika.names.tables import rows

NAMES = [
    "Мінск Минск Miensk Mińsk Minskas Менск",
    "Гродна Hrodna Grodno Gardinas Гародня Гродно",
    "Вільня Vilnius Wilno Вильна Vilna",
    "Київ Kiev Kijów Kyiv Кіеў",
    "Львів Lwów Lemberg Львов Lvov",
    "Харків Charków Kharkov Харьков",
    "Köln Cologne Кёльн Kolonia",
    "Warszawa Warsaw Варшава Varšuva Warschau",
    "Нямеччына Германия Deutschland Niemcy Vokietija",
    "Летува Літва Lithuania Литва Litwa",
    "Койданава Дзяржынск Дзержинск Kojdanów",
    "Дніпро Днепропетровск Dnipropetrovsk",
    "Бахмут Артемівськ Artyomovsk",
    "Бішкек Фрунзе Frunze",
    "თბილისი Tbilisi Тифлис",
    "Երևան Yerevan Ереван",
]
REGIONS = [
    ("Гродзенская вобласць", "Grodno Oblast", "Hrodna Region", "obwód grodzieński", "Гродзеншчына", "Gardino sritis"),
    ("Мінская вобласць", "Minsk Region", "Минская область", "obwód miński", "Minsko sritis", "Міншчына"),
    ("Брэсцкая вобласць", "Брестская обл.", "obwód brzeski", "Brest Voblast", "Берасцейская вобласць"),
    ("Харківська область", "Харьковская область", "Kharkiv Oblast", "Харківщина"),
    ("Калужская область", "Калужская вобласць", "Kaluga Oblast"),
    ("Слуцкі раён", "Слуцкий район", "Slutsk District", "rejon słucki", "Слуцкий р-н"),
    ("Чачэнская Рэспубліка", "Чечня", "Chechen Republic", "Czeczenia"),
    ("Рэспубліка Беларусь", "Belarus", "Белоруссия", "Weißrussland"),
    ("Województwo podlaskie", "Podlaskie Voivodeship", "Падляшша", "Подляское воеводство"),
]
BENT = [
    ("у Гродне", "Гродна"),
    ("в Минске", "Мінск"),
    ("z Mińska", "Minsk"),
    ("Bieraście", "Брэст"),
    ("Vilniuje", "Вільня"),
    ("у Навагрудку", "Новогрудок"),
    ("we Lwowie", "Львів"),
    ("Нью-Ёрк", "Нью Йорк"),
    ("г. Слуцк", "Слуцк"),
    ("Lida, Belarus", "Ліда"),
    ("Менск / Минск", "Minsk"),
    ("Барысаў (Мінская вобл.)", "Борисов"),
    ("Верхняя Прыдумка", "Górna Prydumka"),
]
APART = [
    ("Гродна", "Гродзенская вобласць"),
    ("Мінск", "Минский район"),
    ("Мінская вобласць", "Мінскі раён"),
    ("Краснодар", "Краснодарский край"),
    ("Алтайский край", "Республика Алтай"),
    ("Vilnius County", "Vilnius District"),
    ("Полацк", "Płock"),
    ("Слуцк", "Слонім"),
    ("Навагрудак", "Новгород"),
    ("Мінск", "Pinsk"),
    ("Белгород", "Белград"),
    ("Нижний Новгород", "Вялікі Ноўгарад"),
    ("Верхняя Прыдумка", "Ніжняя Прыдумка"),
    ("Niger", "Nigeria"),
    ("Австрия", "Australia"),
    ("Брэст, Беларусь", "Brest, France"),
    ("Кіраўск, Магілёўская вобласць", "Кировск, Мурманская область"),
]


@pytest.mark.parametrize("names", NAMES)
def test_a_place_is_one_under_all_its_names(names: str) -> None:
    first, *others = names.split()
    assert {
        other: round(similarity(first, other, "place"), 2)
        for other in others
        if similarity(first, other, "place") < 0.9
    } == {}


@pytest.mark.parametrize("names", REGIONS)
def test_a_region_is_one_in_all_languages(names: tuple[str, ...]) -> None:
    first, *others = names
    assert {
        other: similarity(first, other, "place") for other in others if similarity(first, other, "place") < 0.9
    } == {}


@pytest.mark.parametrize(("bent", "plain"), BENT)
def test_a_place_in_running_text_is_the_place(bent: str, plain: str) -> None:
    assert similarity(bent, plain, "place") > 0.7


@pytest.mark.parametrize(("a", "b"), APART)
def test_two_places_are_held_apart(a: str, b: str) -> None:
    assert similarity(a, b, "place") < 0.2


def test_two_known_places_score_lower_than_two_unknown_ones_as_alike() -> None:
    assert similarity("Полацк", "Плоцк", "place") < similarity("Прыдумацк", "Прыдмуцк", "place")


def test_the_reasons_tell_an_old_name_and_two_known_places() -> None:
    assert "names of one place" in compare("Койданава", "Дзержинск", "place").reasons[0]
    assert "known to be two places" in compare("Полацк", "Плоцк", "place").reasons[0]


def test_a_word_for_a_kind_goes_with_the_words_it_belongs_to() -> None:
    parts = parse("г. Слуцк Мінскай вобласці")
    assert [(part.texts, set(part.kinds)) for part in parts] == [(("Слуцк",), {"town"}), (("Мінскай",), {"region"})]


def test_a_name_of_nothing_but_words_for_kinds_is_a_name() -> None:
    assert similarity("Колонія", "Колонія горад", "place") > 0
    assert parse("City")[0].keys


def test_the_gazetteer_has_every_district_of_belarus() -> None:
    adjectives = [row[3].split("|")[0] for row in rows("places") if row[0] == "BY" and len(row) > 3]
    assert len(adjectives) >= 118
    for adjective in adjectives:
        name = analyse(f"{adjective} раён", "place")
        assert isinstance(name, Place) and name.known, adjective


def test_the_tables_are_well_formed() -> None:
    kinds = {"country", "region", "republic", "district", "town", "village"}
    for row in rows("places"):
        assert len(row) in (3, 4) and len(row[0]) == 2 and row[1] in kinds, row
        assert all(form == form.strip() and form for form in row[2].split("|")), row
    assert {row[0] for row in rows("place-types")} == {"type", "none", "same", "sounds"}
    assert {row[1] for row in rows("place-types") if row[0] == "type"} >= LARGE


def test_no_key_of_the_gazetteer_is_empty() -> None:
    table = gazetteer()
    assert all(table.names) and all(table.adjectives) and len(table.entries) == len(rows("places"))
