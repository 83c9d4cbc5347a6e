"""A table of hearings: lines that open with an hour, and name a court, a judge, a person or an article. Each line with
a court and a person is a trial of that person.
"""

import re
from collections.abc import Iterator

from khronika.reading.model import Act, Span
from khronika.reading.page import Page
from khronika.reading.scene import Scene
from khronika.reading.sentences import lines

_HOUR = re.compile(r"[^\w\n]{0,4}(?:[01]?\d|2[0-3])[:.][0-5]\d\b")
_FEWEST = 2
_PEOPLE = 10


def hearings(page: Page) -> Iterator[Act]:
    """The trials of a table of hearings; none where fewer than two lines open with an hour."""
    rows = [one for one in lines(page.text) if _HOUR.match(page.text, one.start, one.end)]
    if len(rows) < _FEWEST:
        return
    for row in rows:
        if page.grammar.pattern("document.hearing").search(page.text, row.start, row.end):
            yield from _row(page, row)


def _row(page: Page, row: Span) -> Iterator[Act]:
    scene = Scene(page, page.sentence(row.start))
    people = [one for one in page.within(row.start, row.end, "Person") if scene.free(one)][-_PEOPLE:]
    if people:
        dated = page.dated(row.start, row.end)
        when = dated[0].edtf if dated else ""
        keys = tuple(dict.fromkeys(one.key for one in people))
        yield Act(row, "asserted", 0.6, "hearing", "trial", keys, (), when, "")
