"""What was cited in one version of a text is found in the next, or honestly not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.vault.errors import Misplaced
from khronika.vault.passage import Anchor, anchor, locate

SENTENCE = "The court sentenced Ales Bialiatski to four and a half years in prison on 24 November 2011."
TEXTS = st.text(alphabet=st.sampled_from("аб вгab cd-.\n«»"), min_size=1, max_size=120)


@given(TEXTS, st.data())
def test_a_passage_is_found_where_it_was_taken(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert locate(text, anchor(text, start, end)) == (start, end)


@given(TEXTS, TEXTS, st.data())
def test_a_passage_that_moved_is_found_as_it_was_quoted(before: str, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    made = anchor(text, start, end)
    found = locate(before + text, made)
    if found is not None:
        assert "".join((before + text)[slice(*found)].replace("-", "").split()) == "".join(
            made.quote.replace("-", "").split()
        )


@given(st.integers(0, 80), st.text(alphabet="xyz \n", max_size=200))
def test_a_unique_passage_is_found_behind_any_new_beginning(start: int, before: str) -> None:
    made = anchor(SENTENCE, start, min(len(SENTENCE), start + 12))
    assert locate(before + SENTENCE, made) == (len(before) + start, len(before) + made.end)


@given(st.lists(st.sampled_from([" ", "\n", "  ", " \n "]), min_size=16, max_size=16))
def test_a_passage_is_found_however_its_lines_are_broken(gaps: list[str]) -> None:
    words = SENTENCE.split()
    other = "".join(word + gap for word, gap in zip(words, [*gaps, ""], strict=False))
    start = SENTENCE.index("four")
    found = locate(other, anchor(SENTENCE, start, SENTENCE.index(" in prison")))
    assert found is not None
    assert other[slice(*found)].split() == ["four", "and", "a", "half", "years"]


def test_a_passage_is_found_in_spite_of_hyphens_at_line_ends() -> None:
    other = "The court sen-\ntenced Ales Bialia-\ntski to four and a half years in prison on 24 November 2011."
    found = locate(other, anchor(SENTENCE, 4, 35))
    assert found is not None
    assert other[slice(*found)] == "court sen-\ntenced Ales Bialia-\ntski"


def test_of_equal_quotes_the_one_with_the_same_surroundings_is_found() -> None:
    first = "Adam was fined in Minsk. Vera was fined in Minsk."
    start = first.rindex("fined")
    found = locate("News: Vera was fined in Minsk. Adam was fined in Minsk.", anchor(first, start, start + 5))
    assert found == (15, 20)


def test_a_short_quote_without_its_surroundings_is_not_guessed() -> None:
    assert locate("Something else happened in Hrodna, not Minsk.", anchor("He lives in Minsk now", 12, 17)) is None
    assert locate("Minsk, Minsk, Minsk", anchor("He lives in Minsk now", 12, 17)) is None


def test_what_is_no_longer_there_is_not_found() -> None:
    assert locate("", anchor(SENTENCE, 0, 9)) is None
    assert locate("another text", anchor(SENTENCE, 0, 9)) is None
    assert locate(SENTENCE, Anchor(0, 0, "", "", "")) is None


def test_the_same_place_with_other_words_is_no_answer() -> None:
    assert locate(SENTENCE.replace("four", "five"), anchor(SENTENCE, 39, 53)) is None


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 6)])
def test_a_passage_lies_inside_its_text(start: int, end: int) -> None:
    with pytest.raises(Misplaced) as error:
        anchor("seven"[:5], start, end)
    assert str(error.value) == f'A passage inside a text of 5 characters was expected, not "{start} to {end}".'


def test_a_letter_in_a_long_text_is_located_without_delay() -> None:
    text = "a b " * 50_000
    assert locate("c " + text, anchor(text, 100_000, 100_001)) is not None
