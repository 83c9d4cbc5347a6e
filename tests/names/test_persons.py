"""Persons' names beyond spelling: patronymics of every kind, particles, titles, cases. People here are public or invented."""

from __future__ import annotations

import pytest

from khronika.names import analyse, compare, similarities, similarity

SAME = [
    ("Ильхам Гейдар оглы Алиев", "Ильхам Гейдарович Алиев"),
    ("İlham Heydər oğlu Əliyev", "Алиев Ильхам Гейдар оглы"),
    ("Нұрсұлтан Әбішұлы Назарбаев", "Нурсултан Абишевич Назарбаев"),
    ("Дариға Нұрсұлтанқызы Назарбаева", "Дарига Нурсултановна Назарбаева"),
    ("Jasur O‘ktam o‘g‘li Umarov", "Жасур Октамович Умаров"),
    ("Башар аль-Асад", "Bashar Assad"),
    ("Усама бен Ладен", "Osama bin Laden"),
    ("Ursula von der Leyen", "Урсула фон дер Ляйен"),
    ("Abdel Fattah el-Sisi", "Абдель-Фаттах Ас-Сиси"),
    ("Abdul Karim Vymysl", "Abdulkarim Vymysl"),
    ("Анна Политковская", "Анну Политковскую"),
    ("Юлия Навальная", "Юлію Навальную"),
    ("Lech Wałęsa", "Lechas Valensa"),
    ("Ирина Халип", "Халип Ирина Владимировна"),
    ("Mikhail Saakashvili", "Михеил Саакашвили"),
    ("Чынгыз Айтматов", "Tschingis Aitmatow"),
    ("Алеся Бяляцкага", "Алесь Бяляцкі"),
    ("судья Иван Придумак", "Іван Прыдумак"),
    ("Dr. Anna Novik", "Ганна Новік"),
    ("Іван Якаўлевіч Прыдумак", "Іван Якович Придумак"),
]
TWO_PEOPLE = [
    ("Ильхам Гейдар оглы Алиев", "Ильхам Рагим оглы Алиев"),
    ("Лейла Ислам кызы Юнусова", "Лейла Гасан кызы Юнусова"),
    ("Ильхам Гейдар оглы Алиев", "Ильхам Гейдар кызы Алиева"),
    ("Нұрлан Серікұлы Прыдумак", "Нұрлан Болатұлы Прыдумак"),
    ("Ольга Міхайлаўна Андрыенка", "Андриенко Ольга Николаевна"),
    ("Левон Тер-Петросян", "Тельман Тер-Петросян"),
    ("Полина Шарендо-Панасюк", "Андрей Шарендо-Панасюк"),
    ("Kim Jong-un", "Kim Jong-il"),
    ("Иван Петров", "Иван Петренко"),
    ("Сергей Ковалёв", "Сергей Ковальчук"),
    ("Volha Hancharova", "Ольга Гончаренко"),
    ("Vitali Klitschko", "Володимир Кличко"),
    ("Лев Яшин", "Ilya Yashin"),
    ("Ирина Придумак", "Инна Придумак"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_person_is_found_the_same(a: str, b: str) -> None:
    assert compare(a, b).verdict == "same"


@pytest.mark.parametrize(("a", "b"), TWO_PEOPLE)
def test_two_people_of_similar_names_are_told_apart(a: str, b: str) -> None:
    assert compare(a, b).verdict == "different"


def test_a_father_named_with_the_word_son_is_the_patronymic() -> None:
    name = analyse("Алиев Ильхам Гейдар оглы")
    assert name.roles == ("surname", "given", "patronymic", "patronymic")
    assert name.gender == "m"
    assert analyse("Лейла Ислам кызы Юнусова").gender == "f"


def test_a_man_in_the_genitive_is_not_taken_for_a_woman() -> None:
    assert analyse("Алеся Бяляцкага").gender == ""
    assert analyse("Алеся Бяляцкая").gender == "f"


def test_a_woman_and_a_man_of_one_indeclinable_surname_are_for_a_person_to_look_at() -> None:
    assert compare("Валентина Придуменко", "Валентин Придуменко").verdict == "review"


def test_a_surname_one_letter_apart_is_not_taken_for_the_same_unseen() -> None:
    assert compare("Юрий Носов", "Юрий Носков").verdict == "review"


def test_two_women_of_one_given_name_and_patronymic_are_two() -> None:
    assert compare("Анна Петровна Придумак", "Ганна Пятроўна Выдумская").verdict == "different"


def test_many_pairs_of_every_sort_score_as_single_ones() -> None:
    pairs = SAME + TWO_PEOPLE
    left, right = [analyse(a) for a, _ in pairs], [analyse(b) for _, b in pairs]
    assert similarities(left, right) == [similarity(a, b) for a, b in pairs]
    assert similarities(right, left) == [similarity(b, a) for a, b in pairs]
