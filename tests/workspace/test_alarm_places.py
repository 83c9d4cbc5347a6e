"""Where a name waits to be judged is told in words, in articles and pictures too."""

import pytest

from khronika.workspace.naming import Names
from khronika.workspace.press.alarms import _places


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("article march, en, paragraph 2", "Article march, en, paragraph 2"),
        ("topic upr, be, title", "Topic upr, be, title"),
        ("picture 7egbxabw7ab5, en", "Picture 7egbxabw7ab5, en"),
        ("file site/en/x.html: text", "File site/en/x.html: text"),
    ],
)
def test_a_place_is_told_in_words(place: str, words: str) -> None:
    assert _places({place}, Names("en"))[place].words == words
