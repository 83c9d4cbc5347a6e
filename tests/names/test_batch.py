"""Persons compared by the thousand score as one by one, to the last bit. People here are public or invented."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from khronika.names import Name, analyse, forget, similarities, similarity
from khronika.names.alignment import distances

NAMES = [
    "Алесь Бяляцкі",
    "Ales Bialiatski",
    "Бяляцкі Аляксандр Віктаравіч",
    "А. В. Бяляцкі",
    "Bialiatski A.",
    "Святлана Ціханоўская",
    "Светланы Тихановской",
    "Сяргей Ціханоўскі",
    "Andrzej Poczobut",
    "Андрэем Пачобутам",
    "Андрей Станиславович Почобут",
    "Vaclav Havel",
    "Гейдар Алиев",
    "Heydər Əliyev",
    "Іван Іванавіч Прыдумак",
    "Иван Петрович Придумак",
    "Мария Петровна Придумак",
    "Марыя Прыдумак-Выдумка",
    "Роман Антон",
    "王小明",
    "Ли Вэй",
    "Прыдумак",
    "П.",
    "",
    "...",
    "Рахат Мухтар улы Алиев",
    "Нино Бурджанадзе",
    "ნინო ბურჯანაძე",
]


def pairs() -> list[tuple[str, str]]:
    return [(a, b) for a in NAMES for b in NAMES]


def scores(found: list[tuple[str, str]]) -> list[float]:
    return similarities([analyse(a) for a, _ in found], [analyse(b) for _, b in found])


def test_a_column_of_pairs_scores_as_one_pair_after_the_other() -> None:
    assert scores(pairs()) == [similarity(a, b) for a, b in pairs()]


def test_a_misspelt_name_scores_alike_in_a_column_and_alone() -> None:
    chance = random.Random(7)
    found = []
    for a, b in pairs():
        if len(b) > 3:
            at = chance.randrange(len(b) - 1)
            found.append((a, b[:at] + b[at + 1] + b[at] + b[at + 2 :]))
    assert scores(found) == [similarity(a, b) for a, b in found]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=6))
def test_any_texts_score_alike_in_a_column_and_alone(found: list[tuple[str, str]]) -> None:
    assert scores(found) == [similarity(a, b) for a, b in found]


def test_names_analysed_before_all_was_forgotten_still_compare() -> None:
    found: list[Name] = [analyse(name) for name in NAMES]
    before = similarities(found, found[::-1])
    forget()
    assert similarities(found, found[::-1]) == before


def test_no_names_have_no_scores() -> None:
    assert similarities([], []) == []


def test_sides_of_different_length_are_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="as many names, but there are 1 and 0"):
        similarities([analyse("Алесь")], [])


def test_places_and_organisations_score_in_a_column_too() -> None:
    for kind, a, b in (("place", "Мінск", "Minsk"), ("organization", "Вясна", "Viasna")):
        one, other = analyse(a, kind), analyse(b, kind)  # type: ignore[arg-type]
        assert similarities([one], [other]) == [similarity(a, b, kind)]  # type: ignore[arg-type]


LETTERS = st.text("abk", max_size=16)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=20))
def test_distances_are_those_of_optimal_string_alignment(found: list[tuple[str, str]]) -> None:
    a, b = (
        np.array([[*word.encode(), *bytes(16 - len(word))] for word in side], np.uint8)
        for side in zip(*found, strict=True)
    )
    sizes = [np.array([len(word) for word in side], np.uint8) for side in zip(*found, strict=True)]
    assert distances(a, b, *sizes).tolist() == [OSA.distance(one, other) for one, other in found]
