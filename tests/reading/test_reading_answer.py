"""The small parts that answer one question each: what a sentence asks for, which numbers it has, how likely a finding is
and how sure.
"""

import math

import pytest

from khronika.reading import sureness, weighing
from khronika.reading.asking import asked
from khronika.reading.counts import counts
from khronika.reading.model import Figure, Finding, Span
from khronika.reading.reader import noticed, opened, read


def asks(text: str) -> list[str]:
    page = opened(text)
    return [page.of(span) for sentence in page.sentences for span, _ in asked(page, sentence)]


def numbers(text: str, language: str) -> list[int]:
    page = opened(text, lang=language)
    return [int(one.value) for sentence in page.sentences for one in counts(page, sentence)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The groups urge the government to release Ivan Kupchyk and stop the trial.",
            ["to release Ivan Kupchyk", "stop the trial"],
        ),
        ("Мы заклікаем улады неадкладна вызваліць Яна Купчыка.", ["неадкладна вызваліць Яна Купчыка"]),
        ("Мы заклікаем улады вывесці войскі з горада.", ["вывесці войскі з горада"]),
        (
            "Правозащитники призвали власти отпустить соседей: Ивана Купчика, Яну Лысь и Олега Роя.",
            ["отпустить соседей: Ивана Купчика, Яну Лысь и Олега Роя"],
        ),
    ],
)
def test_what_is_asked_for_is_found_from_its_verb_to_its_end(text: str, wanted: list[str]) -> None:
    assert asks(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The prosecutor asked the court to sentence him to nine years.",
        "Урад выдаў загад, які павінен палепшыць побыт вучняў.",
        "Мы просім, бо суседзі здаюцца нам чужымі.",
    ],
)
def test_what_nobody_in_power_is_asked_for_is_no_demand(text: str) -> None:
    assert asks(text) == []


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("They counted two hundred and seven letters.", "en", [207]),
        ("There were 1,250 letters and twenty-two cards.", "en", [1250, 22]),
        ("Пришло 3,5 тысячи писем и семь открыток.", "ru", [3500, 7]),
        ("Прыйшло пяць-шэсць лістоў і дваццаць дзве паштоўкі.", "be", [22]),
        ("It was his third arrest among thousands of arrests.", "en", []),
    ],
)
def test_numbers_are_read_in_digits_and_words(text: str, language: str, wanted: list[int]) -> None:
    assert numbers(text, language) == wanted


def test_chances_of_all_answers_sum_up_to_one() -> None:
    found = weighing.softmax({"yes": 2.0, "no": -1.0, "other": 0.5})
    assert math.isclose(sum(found.values()), 1.0)
    assert max(found, key=lambda name: found[name]) == "yes"


def test_a_question_without_weights_is_answered_with_yes() -> None:
    assert weighing.chance("a question nobody learnt", {"cue": 1.0}) == 1.0


def test_a_number_of_detained_people_is_likelier_a_figure_than_a_sum_of_money() -> None:
    held = weighing.chance("figure", {"after_held": 1.0, "size_tens": 1.0})
    money = weighing.chance("figure", {"after_measure": 1.0, "size_tens": 1.0})
    assert held > money


def test_a_finding_of_an_unknown_rule_has_the_share_of_its_field() -> None:
    one = Finding(Span(0, 1), "asserted", 0.8, "a rule nobody counted")
    assert sureness.sure("figures", "en", one) == sureness.sure("figures", "ru", one)
    assert 0 < sureness.sure("figures", "en", one) < 1


def test_a_finding_of_an_unknown_field_keeps_its_confidence() -> None:
    assert sureness.sure("no field", "en", Finding(Span(0, 1), "asserted", 0.8, "rule")) == 0.8


def test_the_register_keeps_its_own_confidence() -> None:
    assert sureness.sure("names", "en", Finding(Span(0, 1), "asserted", 0.93, sureness.KEPT)) == 0.93


def test_reading_gives_the_measured_confidence_in_place_of_that_of_the_rule() -> None:
    text = "Human rights defenders counted 35 political prisoners in May 2021."
    first, last = noticed(text).figures, read(text).figures
    assert [one.number for one in first] == [one.number for one in last] == [35]
    assert isinstance(last[0], Figure)
    assert last[0].confidence == sureness.sure("figures", "en", first[0])
