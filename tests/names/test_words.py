"""Words: skeletons and stems, places in a text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.names import stem, tokens

CASES = """Бяляцкі Бяляцкага Бяляцкаму Бяляцкім Бяляцкая Беляцкий Беляцкого Беляцкой
    Bialiatski Bialiatskaya Bialacki Bialackiego Бiляцкий"""


@pytest.mark.parametrize("word", CASES.split())
def test_a_stem_knows_neither_case_nor_gender_nor_script(word: str) -> None:
    expected = {"Бiляцкий": "bilatk"}.get(word, "balatk")
    assert stem(word) == expected


def test_tokens_of_a_text_stand_where_they_say() -> None:
    text = "Учора суд над Алесем Бяляцкім, Ales Bialiatski (і Прыдумaк)."
    for piece in tokens(text):
        assert text[piece.start : piece.end] == piece.text
    stems = [piece.stems[0] for piece in tokens(text)]
    assert stems.count("balatk") == 2
    assert stems.count("pridumak") == 1  # the Latin 'a' inside is put back


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    assert all(text[p.start : p.end] == p.text and p.stems for p in tokens(text))
