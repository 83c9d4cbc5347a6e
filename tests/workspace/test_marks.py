"""The pieces of a text are the text."""

from hypothesis import given
from hypothesis import strategies as st

from khronika.workspace.review.marks import Stretch, pieces


def stretch(name: str, start: int, end: int, state: str = "pending") -> Stretch:
    return Stretch(name, start, end, (f"proposal-{name}",), frozenset({state}))


spans = st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=12)


@given(st.text(max_size=50), spans, st.lists(st.integers(0, 60), max_size=4))
def test_the_pieces_put_together_are_the_text(text, places, starts):
    stretches = [stretch(str(number), start, end) for number, (start, end) in enumerate(places)]
    pages = [(number, start, 60) for number, start in enumerate(starts, 1)]
    found = pieces(text, stretches, pages)
    assert "".join(piece.text for piece in found) == text
    assert [piece.start for piece in found] == [sum(len(each.text) for each in found[:at]) for at in range(len(found))]


@given(st.text(min_size=20, max_size=50), spans)
def test_every_character_is_marked_by_exactly_the_passages_around_it(text, places):
    stretches = [stretch(str(number), start, end) for number, (start, end) in enumerate(places)]
    inside = [each for each in stretches if 0 <= each.start < each.end <= len(text)]
    for piece in pieces(text, stretches):
        around = {each.proposals[0] for each in inside if each.start <= piece.start < each.end}
        assert set(piece.proposals.split()) == around


def test_overlapping_passages_are_both_marked_where_they_overlap():
    found = pieces("one two three", [stretch("a", 0, 7), stretch("b", 4, 13)])
    assert [(piece.text, piece.depth) for piece in found] == [("one ", 1), ("two", 2), (" three", 1)]
    assert set(found[1].proposals.split()) == {"proposal-a", "proposal-b"}


def test_the_innermost_passage_gives_the_state():
    found = pieces("one two three", [stretch("a", 0, 13, "accepted"), stretch("b", 4, 7)])
    assert [piece.state for piece in found] == ["accepted", "pending", "accepted"]


def test_a_passage_that_begins_says_so_once():
    found = pieces("one two three", [stretch("a", 0, 13), stretch("b", 4, 7)])
    assert [piece.begins for piece in found] == [("a",), ("b",), ()]


def test_a_page_begins_where_its_text_does():
    found = pieces("first page second page", [], [(1, 0, 11), (2, 11, 22)])
    assert [(piece.page, piece.text) for piece in found] == [(1, "first page "), (2, "second page")]
