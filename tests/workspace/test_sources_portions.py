"""A long document in portions: nothing is lost at a cut, and none is too long to look at."""

import pytest

from khronika.workspace.sources.portions import LETTERS, PAGES, holding, portions


class TestPortions:
    def test_put_together_they_are_the_text_and_each_page_is_in_one(self):
        text = "".join(f"{number:06}\n" for number in range(20_000))
        spans = [(n + 1, n * 700, (n + 1) * 700) for n in range(200)]
        for given in (spans, []):
            cut = portions(text, given, range(1, 201), list(range(0, len(text), 50)))
            assert "".join(text[each.start : each.end] for each in cut) == text
            assert [page for each in cut for page in each.pages] == list(range(1, 201))
            assert max(each.end - each.start for each in cut) <= LETTERS
            assert max(len(each.pages) for each in cut) <= PAGES

    def test_a_line_without_end_is_cut_all_the_same(self):
        cut = portions("x" * 2_000_000, [], [], [])
        assert len(cut) == 2_000_000 // LETTERS

    @pytest.mark.parametrize("numbers", [[], [1], list(range(1, 45))])
    def test_nothing_to_read_is_one_portion_or_as_many_as_the_pages_need(self, numbers):
        cut = portions("", [], numbers, [])
        assert len(cut) == max(1, -(-len(numbers) // PAGES))
        assert holding(cut, page=44) == (3 if 44 in numbers else 1)
        assert holding(cut, letter=0) == 1
