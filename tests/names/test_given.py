"""Given names: one class for the languages and short forms of a name, none in common for names that only look alike."""

from __future__ import annotations

from collections import Counter

import pytest

from khronika.names.given import classes, fathers, gender, letters, shown, table
from khronika.names.script import script
from khronika.names.skeleton import skeletons
from khronika.names.tables import rows

ONE_NAME = (
    """
Аляксандр Аляксандар Александр Олександр Алесь Aleś Ales Alexander Aleksander Aleksandras Саша Сашка Alejandro
Аляксей Алексей Олексій Лёша Лёха Alexey Aleksy
Алег Олег Oleh Oleg Olegas
Андрэй Андрей Андрій Andrzej Andrew Andrius Андрусь
Антон Антось Антоній Anthony Antoni Antanas Antonio
Апанас Афанасій Афанасий Опанас Панас Atanazy
Арцём Артём Артем Тёма Artyom
Барыс Борис Борька Boris
Богдан Багдан Bohdan
Даніла Даниил Данило Daniel Даник Daniels
Дзмітрый Дзмітры Зміцер Зьміцер Змітрок Дмитрий Дмитро Дима Дзіма Dmitri Dmitrijs Dymitr
Дзяніс Денис Denis Denys
Фёдар Федір Фёдор Хведар Тодар Theodore Теодор
Феафан Феофан Тэафан Theophanes
Генадзь Геннадий Геннадій Гена Gennady
Георгій Георгий George Jerzy Георгі Giorgi
Рыгор Григорий Григорій Грыша Грышка Hryhorii Grzegorz Gregory
Ігар Игорь Ігор Ihor Igor
Ілья Илья Ілля Ilya Elias
Іван Иван Янка Ян Ваня John Johann Jan Jānis Jonas Джон
Іосіф Язэп Юзаф Йосип Осип Józef Joseph Juozas Юзік
Канстанцін Кастусь Константин Костянтин Костя Konstanty
Леанід Лявон Леонід Лёня Leonid
Мацвей Матвей Матвій Matthew Mateusz
Міхаіл Міхась Міхал Михаил Михайло Міша Michael Michał Mykolas
Мікалай Мікола Микола Николай Коля Nicholas Mikołaj Mikalojus
Майсей Моисей Мойсей Moses
Павел Павал Павло Павлюк Paul Paweł Пол Паша
Пётр Пятро Петро Пятрусь Peter Piotr Petras Pierre Питер
Пракоп Прокоп Прокопий Prokop
Сяргей Сяржук Сергей Сергій Serhii Siarhei Серёжа Сярожа Sergiusz Serge
Станіслаў Станислав Stanisław Стась Стас
Сымон Сямён Семён Семен Simon Szymon
Сцяпан Степан Stefan Stephen Стывен Szczepan Степаша_
Уладзімір Уладзімер Владимир Володимир Włodzimierz Volodymyr Валодзя Вова
Уладзіслаў Владислав Władysław Vladislav Ладислав Ладзіслаў
Вячаслаў Вячеслав В'ячеслав Вацлаў Wacław Václav
Вінцэнт Вінцук Викентий Vincent Wincenty
Васіль Базыль Василий Василь Bazyli Basil
Вільгельм Wilhelm William Уильям
Вітаўт Витовт Вітольд Vytautas Witold
Якаў Якуб Яков Яків Jakub Jacob Яша
Яўген Євген Евгений Яўгені Eugene Evgeny Женя Жэня Eugeniusz
Юрый Юры Юрась Юрій Jerzy Yuri Jurgis
Захар Захарий Zachary
Альгерд Algirdas Ольгерд Olgierd
Гедымін Gediminas Гедимин
Славамір Sławomir Славомир
Аляксандра Александра Олександра Саша Шура Alexandra
Алена Елена Олена Алёна Лена Helen Helena Hélène
Анастасія Наста Настасся Анастасия Настя Nastassia Anastazja
Аўдоцця Евдокия Авдотья Явдоха Дуня
Агафія Агафья Агата Agatha
Аксіння Аксинья Aksinia
Вольга Ольга Olga Olha Оля
Ганна Анна Anna Hanna Аня Нюра Hannah Ann
Дар'я Дарья Дарія Даша Daria
Кацярына Екатерина Катерина Catherine Katarzyna Кася Катя Kotryna
Ксенія Ксения Xenia Ксюша
Лізавета Елизавета Єлизавета Альжбета Elizabeth Elżbieta Ліза
Любоў Любовь Любов Люба
Людміла Людмила Ludmiła Люда
Марыя Мария Марія Maria Mary Марыля Маша Мар'я
Маргарыта Маргарита Małgorzata Margaret Рита
Наталля Наталья Наталія Natalie Наташа
Надзея Надежда Надія Надя
Паліна Полина Поліна Pauline Паўліна
Сафія Софья Софія Zofia Зося Соня Sophie
Святлана Светлана Світлана Sviatlana Света
Таццяна Тацяна Татьяна Тетяна Tatiana Таня
Тэрэза Тереза Teresa Thérèse
Хрысціна Крысціна Кристина Христина Krystyna Christine
Юлія Юлия Julia Юля
Ядвіга Ядвига Jadwiga Hedwig
Яўгенія Евгения Євгенія Eugenia Женя
""".replace(" Степаша_", "")
    .strip()
    .splitlines()
)

APART = """
Алег Аляксей
Аляксандр Аляксей
Іван Яўген
Алена Алеся
Марына Марыя
Марына Марыяна
Юлія Ульяна
Яна Ганна
Яна Жанна
Жанна Женя
Лена Лёня
Лена Лара
Таня Тоня
Соня Саня
Саня Сеня
Оля Алла
Оля Ала
Вера Варя
Лера Лара
Лора Лара
Гена Ганна
Галя Оля
Вася Вова
Паліна Пелагея
Пётр Павел
Раман Раймунд
Міхаіл Мікалай
Мікола Mykolas
Юрый Яўген
Юльян Юлій
Максім Максіміліян
Сяргей Серафім
Вячаслаў Яраслаў
Аляксандра Антаніна
Кацярына Каміла
Андрэй Адрыян
Антон Антаніна
Арына Ірына
Дар'я Дарына
Сцяпан Станіслаў
Леў Лех
Якаў James
Гаральд Геральд
Данат Данііл
""".strip().splitlines()

MEN = "Мікола Ілья Лука Кузьма Сава Хома Янка Данила Микита Базыль Вінцук Юры Валера Лёня Гена Паша Jean Andris"
WOMEN = "Лена Алеся Яна Жанна Таня Вольга Наста Nastassia Marie Jana Любоў Вера Рахіль Эстэр Люба Оля Юлія"
BOTH = "Саша Женя Жэня Валя Шура Sasha Zhenya Саня"


@pytest.mark.parametrize("line", ONE_NAME)
def test_a_name_in_many_languages_and_its_short_forms_share_a_class(line: str) -> None:
    first, *others = line.split()
    for other in others:
        assert classes(first)[0] & classes(other)[0], other


@pytest.mark.parametrize("line", APART)
def test_names_that_only_look_alike_share_no_class(line: str) -> None:
    one, other = line.split()
    assert classes(one)[0], one
    assert classes(other)[0], other
    assert not classes(one)[0] & classes(other)[0]
    assert not classes(one)[0] & classes(other)[1]
    assert not classes(one)[1] & classes(other)[0]


@pytest.mark.parametrize(("names", "expected"), [(MEN, "m"), (WOMEN, "f"), (BOTH, "")])
def test_a_name_tells_the_gender_unless_it_is_both_a_mans_and_a_womans(names: str, expected: str) -> None:
    for name in names.split():
        assert classes(name)[0], name
        assert gender(classes(name)[0]) == expected, name


@pytest.mark.parametrize(
    ("word", "name"), [("Алеся", "Aliaksandr"), ("Яна", "Ivan"), ("Валерия", "Valer"), ("Аляксандра", "Aliaksandr")]
)
def test_a_womans_name_may_be_the_genitive_of_a_mans(word: str, name: str) -> None:
    assert name in {shown(number) for number in classes(word)[1]}


@pytest.mark.parametrize(
    ("word", "name"), [("Сяргея", "Siarhei"), ("Вольгай", "Volha"), ("Ивана", "Ivan"), ("Зміцерам", "Dzmitry")]
)
def test_a_name_in_another_case_is_of_its_class_obliquely(word: str, name: str) -> None:
    direct, oblique = classes(word)
    assert name in {shown(number) for number in direct | oblique}


def test_marks_and_look_alike_letters_change_no_class() -> None:
    assert classes("Małgorzata") == classes("Malgorzata")
    assert classes("Лёня") == classes("Леня")
    assert classes("Нiна") == classes("Ніна")
    assert classes("") == classes("😀") == (frozenset(), frozenset())


def test_only_men_are_fathers_and_only_by_their_whole_names() -> None:
    for stem in ("alaksandr", "viktar", "valantin", "stanislav"):
        assert gender(fathers(stem)) == "m", stem
    assert not fathers(skeletons("Аляксандр")[0]) & fathers(skeletons("Аляксей")[0])
    assert not fathers(skeletons("Захар")[0]) & fathers(skeletons("Ягор")[0])
    assert not fathers(skeletons("Саша")[0])


def test_a_short_name_is_no_ground_for_an_initial() -> None:
    whole = letters(classes("Яўген")[0])
    assert "z" not in whole
    assert skeletons("Яўген")[0][0] in whole
    assert skeletons("John")[0][0] in letters(classes("Іван")[0])


def test_every_class_has_one_row_one_gender_and_each_form_once() -> None:
    listed = [(sex, name) for sex, name, _ in rows("given")]
    assert [pair for pair, count in Counter(listed).items() if count > 1] == []
    assert {sex for sex, _ in listed} == {"m", "f"}
    for _, name, forms in rows("given"):
        split = [form for form in forms.split() if form != "|"]
        assert len(set(split)) == len(split), name
        assert forms.count("|") <= 1, name


def test_every_form_is_written_in_one_script() -> None:
    for _, name, forms in table():
        assert name.isascii(), name
        for form in forms:
            latin = [letter for letter in form if letter.isalpha() and script(letter) == "Latn"]
            cyrillic = [letter for letter in form if letter.isalpha() and script(letter) == "Cyrl"]
            assert not (latin and cyrillic), form


def test_the_table_covers_the_names_of_the_region() -> None:
    assert len(rows("given")) >= 1100
