"""A long document is shown a portion at a time: so many pages, letters and passages at most, cut where a page or a line ends. Pure."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

PAGES, LETTERS, PASSAGES = 20, 40_000, 300


@dataclass(frozen=True, slots=True)
class Portion:
    """Letters `start` to `end` of a text, and the numbers of the pages that they stand on."""

    number: int
    start: int
    end: int
    pages: tuple[int, ...]


def portions(
    text: str, spans: Sequence[Sequence[int]], numbers: Sequence[int], starts: Sequence[int]
) -> tuple[Portion, ...]:
    """Cut a document. `spans` are its pages as [number, start, end] in the text, `numbers` those of all pages to be seen,
    `starts` where its passages begin, in order. At least one portion comes, and every page is in one.
    """
    if len(spans) < 2:
        return _paperless(text, numbers, starts)
    edges = [0, *(start for _, start, _ in spans[1:]), len(text)]
    cuts = _cuts(edges, starts, PAGES)
    found = []
    for place, (first, last) in enumerate(pairwise(cuts), 1):
        low = spans[first][0] if place > 1 else 0
        high = spans[last][0] if last < len(spans) else max([*numbers, spans[-1][0]]) + 1
        found.append(Portion(place, edges[first], edges[last], tuple(each for each in numbers if low <= each < high)))
    return tuple(found)


def _paperless(text: str, numbers: Sequence[int], starts: Sequence[int]) -> tuple[Portion, ...]:
    """A text that does not say where its pages are: it and the pages are cut each for itself."""
    lines = {match.end() for match in re.finditer("\n", text)} | set(range(LETTERS, len(text), LETTERS))
    edges = [0, *sorted(lines - {0, len(text)}), len(text)]
    cuts = _cuts(edges, starts, len(edges))
    groups = [tuple(numbers[at : at + PAGES]) for at in range(0, len(numbers), PAGES)]
    texts = [(edges[first], edges[last]) for first, last in pairwise(cuts)]
    most = max(len(groups), len(texts))
    texts += [(len(text), len(text))] * (most - len(texts))
    groups += [()] * (most - len(groups))
    return tuple(Portion(place, *texts[place - 1], groups[place - 1]) for place in range(1, most + 1))


def _cuts(edges: Sequence[int], starts: Sequence[int], most: int) -> list[int]:
    """The places in `edges` at which to cut, the first and the last among them."""
    cuts, begin = [0], 0
    for place in range(1, len(edges)):
        letters = edges[place] - edges[begin]
        passages = bisect_left(starts, edges[place]) - bisect_left(starts, edges[begin])
        if place - begin > 1 and (letters > LETTERS or passages > PASSAGES or place - begin > most):
            begin = place - 1
            cuts.append(begin)
    return [*cuts, len(edges) - 1]


def holding(portions: Sequence[Portion], *, letter: int = -1, page: int = 0) -> int:
    """The number of the portion that holds a letter or a page; 1 where none does."""
    fits = (each.number for each in portions if each.start <= letter < each.end or page in each.pages)
    return next(fits, 1)
