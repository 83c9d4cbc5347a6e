"""Languages are told apart by letters and frequent words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.languages import detect, direction, script


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The court said that the man was free to go.", "en"),
        ("Суд прызнаў яго вінаватым і прызначыў дзевяць гадоў.", "be"),
        ("Сьведкі прыйшлі зь песьнямі ў калёнію, дзе ня кормяць.", "be-tarask"),
        ("Суд признал его виновным и назначил девять лет.", "ru"),
        ("Суд визнав його винним і призначив дев’ять років, що є злочином.", "uk"),
        ("Sąd uznał go za winnego i skazał na dziewięć lat więzienia.", "pl"),
        ("12 345 — !", "und"),
        ("", "und"),
    ],
)
def test_a_text_is_known_by_its_language(text: str, tag: str) -> None:
    assert detect(text) == tag


def test_a_sidebar_in_another_script_does_not_change_the_language_of_a_page() -> None:
    assert detect("The court sentenced the reader to two years of prison. " * 5 + "Навіны дня: суд пачаўся.") == "en"


def test_scripts_and_directions_go_by_most_letters() -> None:
    assert (script("Minsk і"), script("Мінск x"), script("123")) == ("latin", "cyrillic", "other")
    assert (direction("مينسك Minsk سجن"), direction("Мінск")) == ("rtl", "ltr")


@given(st.text())
def test_no_text_is_refused(text: str) -> None:
    assert detect(text) in {"en", "be", "be-tarask", "ru", "uk", "pl", "und"}
