"""Given names beyond the Slavic world: one class for the spellings of one name, and no name in two classes by accident."""

from __future__ import annotations

from collections import defaultdict

import pytest

from khronika.names.given import classes, gender, shown, table
from khronika.names.skeleton import skeletons
from khronika.names.tables import rows

ONE_NAME = """
Магомед Магамед Мухаммад Muhammad Mohammed Məhəmməd Mahammad Məmməd Mehmet
Гейдар Heydar Heydər Хейдар
Ильхам İlham Ilham Ілхам
Юсуф Yusif Юсиф Жүсіп Yusuf
Нурсултан Nursultan Нұрсұлтан
Георгий Giorgi გიორგი
Давид Davit David დავით Դավիթ
Айгюн Aygün Aigun
Хадиджа Khadija Xədicə Хатидже Қадиша
Жанибек Dzhanibek Janibek Жәнібек Джанибек
Болат Полат Булат Polat
Акоп Hakob Հակոբ Акоп
Ованес Hovhannes Հովհաննես Оганес
Ираклий Irakli ირაკლი
Вахтанг Vakhtang ვახტანგ Wachtang
Сулейман Süleyman Сүлеймен Sulaymon
Курбан Qurban Гурбан Qurbon
Раджаб Rəcəb Recep Ражаб
Исаак Ицхак Yitzhak Isaac
Моисей Moshe Мойше Moses
Рахиль Rachel Рахель
Айше Аишат Ayşe Айша
Зухра Zöhrə Zahra
""".strip().splitlines()

APART = [
    ("Магомед", "Ахмед"),
    ("Егор", "Джохар"),
    ("Ильхам", "Ильхан"),
    ("Рустам", "Руслан"),
    ("Гиви", "Гия"),
    ("Нана", "Нино"),
]


@pytest.mark.parametrize("line", ONE_NAME)
def test_the_spellings_of_one_given_name_share_a_class(line: str) -> None:
    first, *others = line.split()
    for other in others:
        assert set(classes(first)[0]) & set(classes(other)[0]), other


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_only_look_alike_have_no_class_in_common(one: str, other: str) -> None:
    assert not set(classes(one)[0]) & set(classes(other)[0])


ROMANISED_ALIKE = {"arsen", "benik", "efraim", "ian", "ilias", "petros", "miriam", "basya", "asia"}
"""Latin spellings of two names, one in each file: 'Arsen' is Armenian, and Belarusian 'Арсень' in Latin letters."""


def test_no_form_is_in_both_files_with_different_classes() -> None:
    western: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for sex, name, forms in rows("given"):
        for form in {name, *forms.split()}:
            western[form.lower()].add((sex, name))
    clashes = [
        f"{form}: {name} and {other}"
        for sex, name, forms in rows("given-east")
        for form in (name, *forms.split())
        for other in western[form.lower()] - {(sex, name)}
        if other[0] == sex and form.lower() not in ROMANISED_ALIKE
    ]
    assert clashes == []


def test_an_eastern_row_with_a_known_shown_form_adds_to_its_class() -> None:
    known = [(sex, name) for sex, name, _ in rows("given")]
    all_classes = [(sex, name) for sex, name, _ in table()]
    assert all_classes[: len(known)] == known
    assert len(set(all_classes)) == len(all_classes)


def test_eastern_rows_are_many_and_list_no_form_twice() -> None:
    assert len(rows("given-east")) >= 350
    for _, name, forms in rows("given-east"):
        listed = forms.split()
        assert len({form.lower() for form in (*listed,)}) == len(listed), name


def test_a_class_says_what_it_shows_and_its_gender() -> None:
    found = classes("Вахтанг")[0]
    assert {shown(number) for number in found} == {"Vakhtang"}
    assert gender(found) == "m"
    assert gender(classes("Гюльнара")[0]) == "f"


def test_every_form_is_found_by_its_own_class() -> None:
    for number, (_, name, forms) in enumerate(table()):
        for form in (name, *forms):
            assert number in classes(form)[0], (form, skeletons(form))
