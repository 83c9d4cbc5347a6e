"""Turns annotated documents into cases to learn from: what the reader looks at, its cues, and whether the annotation has it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from khronika.reading import figures
from khronika.reading.acts import acts
from khronika.reading.model import Span
from khronika.reading.page import Page
from khronika.reading.penalties import penalties
from khronika.reading.reader import opened


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to judge: its cues, the right answer, the author of the document and the language."""

    cues: Mapping[str, float]
    answer: str
    author: str
    group: str


def looked(documents: Iterable[Mapping[str, Any]]) -> dict[str, list[Case]]:
    """The cases of every question."""
    found: dict[str, list[Case]] = {"figure": []}
    for one in documents:
        page = opened(one["text"])
        given = penalties(page)
        done = acts(page, given)
        found["figure"] += _figures(page, given, done, one)
    return found


def spans(text: str, evidence: str) -> Span:
    """Where the evidence of an annotation stands."""
    start = max(0, text.find(evidence))
    return Span(start, start + len(evidence))


def _figures(page: Page, given: Any, done: Any, one: Mapping[str, Any]) -> Iterable[Case]:
    left = [(gold["number"], spans(one["text"], gold["evidence"])) for gold in one["figures"]]
    for seen in figures.numbers(page, given, done):
        match = next(
            (
                g
                for g in left
                if float(g[0]) == float(seen.count.value) and g[1].start < seen.span.end and seen.span.start < g[1].end
            ),
            None,
        )
        if match:
            left.remove(match)
        yield Case(seen.cues, "yes" if match else "no", one["author"], one["lang"])
