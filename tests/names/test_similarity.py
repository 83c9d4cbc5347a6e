"""Names of one person score high, names of two low, whatever the script. People here are public or invented."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.names import UnknownKind, analyse, compare, similarities, similarity
from khronika.names.model import INITIALS, MOST, PARTS
from khronika.names.persons import Person

SAME = [
    ("Алесь Бяляцкі", "Ales Bialiatski"),
    ("Алесь Бяляцкі", "Алесь Беляцкий"),
    ("Алеся Бяляцкага", "Aleś Bialacki"),
    ("Ales Byalyatski", "Бяляцкі Аляксандр Віктаравіч"),
    ("Святлана Ціханоўская", "Sviatlana Tsikhanouskaya"),
    ("Светлана Тихановская", "Swiatłana Cichanouska"),
    ("Світлану Тихановську", "Святлана Ціханоўская"),
    ("Andrzej Poczobut", "Андрэй Пачобут"),
    ("Андрею Почобуту", "Andrzej Poczobut"),
    ("Nelson Mandela", "Нельсон Мандела"),
    ("Vaclav Havel", "Вацлав Гавел"),
    ("Volodymyr Zelenskyy", "Владимир Зеленский"),
    ("Ілля Вымышлены", "Ilya Vymyshlenny"),
    ("Я. Прыдуманы", "Яўген Прыдуманы"),
    ("Новiк Ганна", "Anna Novik"),
    ("Heydar Aliyev", "Гейдар Алиев"),
]
DIFFERENT = [
    ("Іван Іванавіч Прыдумак", "Иван Петрович Придумак"),
    ("Андрэй Прыдумак", "Ганна Прыдумак"),
    ("Алесь Прыдумак", "Сяргей Прыдумак"),
    ("Сяргей Выдуманы", "Сяргей Каваленка"),
    ("П. Прыдумак", "Андрэй Прыдумак"),
    ("Марыя Іванаўна Прыдумак", "Мария Петровна Придумак"),
    ("Alexander Nikolaevich Made", "Alexander Petrovich Made"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_spellings_of_one_person_score_above_one_half(a: str, b: str) -> None:
    assert similarity(a, b, "person") > 0.5


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_names_of_two_people_score_below_one_quarter(a: str, b: str) -> None:
    assert similarity(a, b, "person") < 0.25


FATHERS = ["Іванавіч", "Пятровіч", "Сяргеевіч", "Мікалаевіч", "Юр'евіч", "Ільіч"]
WRITTEN = ["Ivanovich", "Petrovich", "Sergeevich", "Nikolayevich", "Yuryevich", "Ilyich"]


@pytest.mark.parametrize(("i", "j"), [(i, j) for i in range(6) for j in range(6)])
def test_equal_names_with_another_patronymic_are_always_told_apart(i: int, j: int) -> None:
    score = similarity(f"Алесь {FATHERS[i]} Прыдумак", f"Aleksandr {WRITTEN[j]} Pridumak", "person")
    assert (score > 0.9) if i == j else (score <= 0.05)


@pytest.mark.parametrize(
    ("a", "b"), [("Брэст", "Brześć"), ("Мінск", "Minsk"), ("Вільня", "Vilnius"), ("Гродна", "Hrodna"), ("Kyiv", "Киев")]
)
def test_a_place_is_one_under_its_foreign_names(a: str, b: str) -> None:
    assert similarity(a, b, "place") > 0.5


def test_a_town_is_not_its_region() -> None:
    assert similarity("Гродна", "Гродзенская вобласць", "place") < 0.1
    assert similarity("Hrodna", "Hrodna region", "place") < 0.1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("ОБСЕ", "Organization for Security and Cooperation in Europe"),
        ("Белорусский Хельсинкский комитет", "Belarusian Helsinki Committee"),
        ("Рада Еўропы", "Council of Europe"),
        ("ООО «Придумка»", "TAA Prydumka"),
    ],
)
def test_an_organisation_is_one_in_two_languages(a: str, b: str) -> None:
    assert similarity(a, b, "organization") > 0.5


def test_reasons_are_sentences_in_the_language_asked_for() -> None:
    assert "Ales is a form of Aliaksandr" in compare("Ales Bialiatski", "Aliaksandr Bialiatski").reasons
    vetoed = compare("Іван Іванавіч Прыдумак", "Іван Пятровіч Прыдумак")
    assert vetoed.verdict == "different"
    assert "patronymics differ: Іванавіч, Пятровіч" in vetoed.reasons
    for language, word in (("ru", "отчества"), ("be", "імёны па бацьку")):
        reasons = compare("Іван Іванавіч Прыдумак", "Іван Пятровіч Прыдумак", language=language).reasons
        assert any(word in reason for reason in reasons)


def test_an_unknown_kind_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnknownKind, match="one of person, place or organization, but got 'ship'"):
        similarity("a", "b", "ship")  # type: ignore[arg-type]


def test_many_pairs_score_as_single_ones() -> None:
    left, right = [analyse(a) for a, _ in SAME], [analyse(b) for _, b in SAME]
    assert similarities(left, right) == [similarity(a, b) for a, b in SAME]


WHOLE = [
    "Алесь Бяляцкі",
    "Аляксандр Віктаравіч Бяляцкі",
    "Светлана Тихановская",
    "Марыя Прыдумак-Выдумка",
    "Heydar Aliyev",
    "Роман Антон",
    "Мілінкевіч Аляксандр",
]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(WHOLE), st.sampled_from(WHOLE), st.randoms(), st.sampled_from([str.upper, str.lower, str.title]))
def test_order_case_and_punctuation_change_nothing(a: str, b: str, chance: Random, case: Callable[[str], str]) -> None:
    words = a.replace("-", " ").split()
    chance.shuffle(words)
    other = chance.choice([" ", ", ", "  ", " · ", "\u00a0"]).join(case(word) for word in words)
    assert similarity(f"«{other}».", b) == pytest.approx(similarity(a, b), abs=1e-9) or a == b


@pytest.mark.parametrize("name", WHOLE)
def test_a_name_in_another_order_is_the_same_name(name: str) -> None:
    assert similarity(" ".join(reversed(name.split())).upper(), name) > 0.9


ANY = st.text(max_size=40) | st.text(st.characters(min_codepoint=32, max_codepoint=0x590), max_size=40)
KINDS = st.sampled_from(["person", "place", "organization"])


@settings(max_examples=150, deadline=None)
@given(ANY, ANY, KINDS)
def test_any_text_is_scored_between_0_and_1_and_symmetrically(a: str, b: str, kind: str) -> None:
    score = similarity(a, b, kind)  # type: ignore[arg-type]
    assert 0 <= score <= 1
    assert score == similarity(b, a, kind)  # type: ignore[arg-type]
    assert similarity(a, a, kind) == 1.0  # type: ignore[arg-type]
    assert compare(a, b, kind).score == score  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "unit", ["Ab ", "chou", "А. ", "ович ", "aiaiu", "\u0301", "ch", "щ", "1 ", "sch", "«а» ", "(б) "]
)
@pytest.mark.parametrize("kind", ["person", "place", "organization"])
def test_of_a_name_without_end_a_bounded_part_is_looked_at(unit: str, kind: str) -> None:
    long = analyse((unit * 5000)[:100_000], kind)  # type: ignore[arg-type]
    assert len(long.text) <= 500
    assert len(long.tokens) <= 2 * MOST
    assert all(len(token.skeletons) <= 4 for token in long.tokens)
    if isinstance(long, Person):
        assert len(long.parts) <= PARTS
        assert len(long.initials) <= INITIALS
    assert 0 <= similarity(long.text, (unit * 500)[1:501], kind) <= 1  # type: ignore[arg-type]
