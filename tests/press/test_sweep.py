"""Whoever is withheld is found in any script and case, and their published namesake is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.press.sentence import LONGEST, around
from khronika.press.sweep import MARK, Person, Sweep

HIDDEN = Person("h", ("Ivan Zakharchanka", "Іван Захарчанка"))
OPEN = Person("o", ("Maryna Zakharchanka", "Марына Захарчанка"))
SWEEP = Sweep([HIDDEN], [OPEN])


@pytest.mark.parametrize(
    "text",
    [
        "Ivan Zakharchanka came.",
        "IVAN ZAKHARCHANKA CAME.",
        "ivan zakharchanka came",
        "Zakharchanka, Ivan",
        "I. Zakharchanka",
        "a friend of Zakharchanka",
        "Zakharchanka's friend",
        "сябар Захарчанкі",
        "разам з Іванам Захарчанкам",
        "Захарчанку затрымалі",
        "друг Захарченко",
        "Иван Захарченко",
        "ІВАН ЗАХАРЧАНКА",
        "Zacharčanka",
        "Zakharchenko",
        "Ивана Захарченко отпустили",
        "Zakhar\u00adchanka",
    ],
)
def test_a_withheld_person_is_found_in_any_script_case_and_spelling(text: str) -> None:
    assert SWEEP.hits(text), text
    assert MARK in SWEEP.redact(text)
    assert not Sweep([HIDDEN], []).hits(SWEEP.redact(text))


@pytest.mark.parametrize(
    "text", ["Maryna Zakharchanka came.", "Марыны Захарчанкі няма", "to Zakharchanka Maryna", "Nobody came to Minsk."]
)
def test_a_published_namesake_and_everybody_else_is_left_alone(text: str) -> None:
    assert SWEEP.redact(text) == text


def test_of_two_with_one_surname_only_the_withheld_one_is_replaced() -> None:
    text = "Maryna Zakharchanka saw how they led away Ivan Zakharchanka."
    assert SWEEP.redact(text) == f"Maryna Zakharchanka saw how they led away {MARK}."


def test_a_surname_alone_is_replaced_though_a_published_person_has_it_too() -> None:
    assert SWEEP.redact("The judge fined Zakharchanka.") == f"The judge fined {MARK}."


def test_a_person_of_a_single_name_is_found_by_it() -> None:
    assert Sweep([Person("x", ("Sampletownka",))], []).redact("Sampletownka spoke.") == f"{MARK} spoke."


def test_a_name_is_found_anywhere_in_a_long_text() -> None:
    text = "word " * 50_000 + "Ivan Zakharchanka " + "word " * 1_000
    assert "Zakharchanka" not in SWEEP.redact(text)


def test_with_nobody_withheld_nothing_is_replaced() -> None:
    assert Sweep([], [HIDDEN]).redact("Ivan Zakharchanka came.") == "Ivan Zakharchanka came."


def test_the_digest_changes_with_whoever_is_looked_for() -> None:
    other = Person("h", ("Ivan Zakharchanka", "Vanya Zakharchanka"))
    digests = {each.digest() for each in (SWEEP, Sweep([HIDDEN], []), Sweep([other], [OPEN]), Sweep([], []))}
    assert len(digests) == 4
    assert Sweep([HIDDEN], [OPEN]).digest() == SWEEP.digest()


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_around_a_name_hides_it(before: str, after: str) -> None:
    assert "Zakharchanka" not in Sweep([HIDDEN], []).redact(f"{before} Ivan Zakharchanka {after}")


# The sentence around a quote


@pytest.mark.parametrize(
    ("text", "quote", "before", "after"),
    [
        ("One. Two three four. Five.", "three", "Two ", " four."),
        ("One. Two three four.", "One.", "", ""),
        ("Яна прыйшла. Ён сышоў у лес. Канец", "сышоў", "Ён ", " у лес."),
        ("Line one\nline two is here\nline three", "two", "line ", " is here"),
        ("It cost 4.5 rubles then. More.", "rubles", "It cost 4.5 ", " then."),
        ("whole", "whole", "", ""),
    ],
)
def test_the_rest_of_the_sentence_is_shown_and_no_more(text: str, quote: str, before: str, after: str) -> None:
    start = text.index(quote)
    assert around(text, start, start + len(quote)) == (before, after)


@given(st.text(max_size=2000), st.integers(0, 2000), st.integers(0, 50))
def test_what_is_shown_stands_in_the_text_and_is_short(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    before, after = around(text, start, end)
    assert len(before) <= LONGEST
    assert len(after) <= LONGEST
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)


def test_a_published_person_is_no_withheld_one_whatever_their_given_name_looks_like_and_in_two_alphabets() -> None:
    looking = Sweep(
        [
            Person("w", ("Алесь Варрэнка", "Ales Varrenka")),
            Person("r", ("Раман Раманаў", "Raman Ramanau")),
            Person("b", ("Буріна Тыбаук", "Burina Tybauk")),  # either word may be the surname
        ],
        [Person("p", ("Варрім Варрэнка", "Varrim Varrenka")), Person("q", ("Раман Сянько", "Raman Sianko"))],
    )
    for text in ("Прыйшоў Варрім Варрэнка.", "Варрім Варрэнка | Varrim Varrenka,be | en", "Varrim Varrenka came late."):
        assert looking.hits(text) == []
    for text in (
        "Варрэнка | Varrenka",
        "Алесь Варрэнка | Ales Varrenka",
        "Прыйшоў Раман Раманаў.",
        "Raman Ramanau came.",
        "BURINA\u00a0TYBAUK",
    ):
        assert looking.hits(text)
