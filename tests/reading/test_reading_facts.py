"""What was done to whom: penalties shared out, acts that happened and acts that did not, dates, posts, counts."""

from decimal import Decimal

import pytest

from khronika.reading import Reading, read


def shares(reading: Reading) -> list[tuple[str, str, Decimal | None, str]]:
    return [(reading.entity(one.person).name.split()[-1], one.type, one.amount, one.unit) for one in reading.penalties]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The court sentenced Ivan Kupchyk to four and a half years in prison.",
            [("Kupchyk", "imprisonment", Decimal("4.5"), "years")],
        ),
        (
            "Ivan Kupchyk is serving a four and a half years prison sentence.",
            [("Kupchyk", "imprisonment", Decimal("4.5"), "years")],
        ),
        (
            "Ivan Kupchyk and Volha Rachnaya were sentenced to nine and seven years of imprisonment respectively.",
            [("Kupchyk", "imprisonment", Decimal(9), "years"), ("Rachnaya", "imprisonment", Decimal(7), "years")],
        ),
        (
            "Алене Рачной прызначылі дзевяць гадоў пазбаўлення волі, "
            "Сымону Дубровіну — два з паловай гады абмежавання волі.",
            [
                ("Рачная", "imprisonment", Decimal(9), "years"),
                ("Дубровін", "restriction_of_freedom", Decimal("2.5"), "years"),
            ],
        ),
        (
            "Суд приговорил Ивана Купчика и Ольгу Речную к девяти и семи годам лишения свободы соответственно.",
            [("Купчик", "imprisonment", Decimal(9), "years"), ("Речная", "imprisonment", Decimal(7), "years")],
        ),
        ("Марта Гай: штраф 30 базовых величин (1260 рублей).", [("Гай", "fine", Decimal(30), "base_units")]),
        (
            "Глеб Мороховец: 15 суток административного ареста.",
            [("Мороховец", "administrative_detention", Decimal(15), "days")],
        ),
        (
            "Иван Купчик получил два года и шесть месяцев лишения свободы.",
            [("Купчик", "imprisonment", Decimal("2.5"), "years")],
        ),
    ],
)
def test_a_penalty_goes_to_whom_it_was_given(text: str, expected: list[object]) -> None:
    assert shares(read(text)) == expected


def test_the_span_of_a_penalty_is_the_part_that_says_it() -> None:
    text = "Ivan Kupchyk, head of a club, is serving a four and a half years prison sentence."
    assert read(text).penalties[0].span.of(text) == "is serving a four and a half years prison sentence"


def test_rubles_before_the_redenomination_are_the_old_ones() -> None:
    old = read("On 5 January 2013 the court in Minsk fined Ivan Kupchyk 1.5 million rubles.").penalties[0]
    new = read("On 5 January 2023 the court in Minsk fined Ivan Kupchyk 500 rubles.").penalties[0]
    assert (old.unit, old.amount, new.unit) == ("BYR", Decimal(1_500_000), "BYN")


@pytest.mark.parametrize(
    "text",
    [
        "Ivan Kupchyk could be sentenced to nine years in prison.",
        "The prosecutor asked for nine years in prison for Ivan Kupchyk.",
        "Ивану Купчику грозит девять лет лишения свободы.",
        "Пракурор прасіў дзевяць гадоў калоніі для Івана Купчыка.",
        "The prisoner Ivan Kupchyk worked there nine years ago.",
    ],
)
def test_what_is_only_asked_for_or_threatened_is_no_penalty(text: str) -> None:
    assert read(text).as_dict()["penalties"] == []


@pytest.mark.parametrize(
    ("text", "kind", "victim"),
    [
        ("Ivan Kupchyk was arrested in Minsk.", "arrest", "Ivan Kupchyk"),
        ("Police detained Volha Rachnaya.", "detention", "Volha Rachnaya"),
        ("Міліцыя затрымала Вольгу Рачную.", "detention", "Вольга Рачная"),
        ("Ольгу Речную освободили.", "release", "Ольга Речная"),
        ("Suits followed the ban on entry into the country imposed on Alena Rachnaya.", "entry_ban", "Alena Rachnaya"),
        ("Ivan Kupchyk came home. He was detained there.", "detention", "Ivan Kupchyk"),
    ],
)
def test_an_act_has_its_victim(text: str, kind: str, victim: str) -> None:
    reading = read(text)
    assert [(act.type, [reading.entity(key).name for key in act.victims]) for act in reading.acts] == [(kind, [victim])]


@pytest.mark.parametrize(
    "text", ["Ivan Kupchyk was not arrested.", "Ivan Kupchyk may be arrested.", "Ивана Купчика не задержали."]
)
def test_what_did_not_happen_is_no_act(text: str) -> None:
    assert read(text).as_dict()["acts"] == []


@pytest.mark.parametrize(
    ("text", "published", "date"),
    [
        ("Ivan Kupchyk was arrested on 4 August 2011.", None, "2011-08-04"),
        ("Ivan Kupchyk was arrested on August 4.", "2021-09-01", "2021-08-04"),
        ("Івана Купчыка затрымалі 9 студзеня 2025 года.", None, "2025-01-09"),
        ("Ивана Купчика задержали в ноябре 2014 года.", None, "2014-11"),
        ("On 4 August 2013, on the second anniversary of arrest of Ivan Kupchyk, people met.", None, "2011-08-04"),
    ],
)
def test_an_act_has_its_date(text: str, published: str | None, date: str) -> None:
    assert read(text, published=published).acts[0].date == date


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Ivan Kupchyk, head of the Reading Center Krynitsa and of the International Federation of Readers, spoke.",
            [("head", "Reading Center Krynitsa"), ("head", "International Federation of Readers")],
        ),
        ("Krynitsa Society members Ivan Kupchyk and Volha Rachnaya came.", [("member", "Krynitsa Society")] * 2),
        ("Выступіў старшыня Таварыства чытачоў «Крыніца» Лявон Бусел.", [("старшыня", "Таварыства чытачоў «Крыніца»")]),
        (
            "Встретились с председателем Общества читателей «Криница» Иваном Буселом.",
            [("председатель", "Общество читателей «Криница»")],
        ),
    ],
)
def test_a_post_ties_a_person_to_an_organisation(text: str, roles: list[tuple[str, str]]) -> None:
    reading = read(text)
    assert [(one.role, reading.entity(one.organization).name) for one in reading.positions] == roles


def test_a_count_keeps_its_bound_and_its_campaign() -> None:
    text = "Events of the Day of Solidarity were held in more than 18 countries. It brought 104,731 letters."
    found = [(one.number, one.bound, one.counted, bool(one.campaign)) for one in read(text).figures]
    assert found == [(18, "more_than", "countries", True), (104731, "exact", "letters", True)]


def test_those_whom_somebody_defended_are_not_that_person() -> None:
    text = "Ivan Kupchyk is a lawyer. He defended political prisoners who were arrested in December 2010."
    assert all(not act.victims for act in read(text).acts)
