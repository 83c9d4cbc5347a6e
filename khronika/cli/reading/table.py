"""A reading for the eye of someone at a terminal: a table for each sort of finding, as wide as the terminal, nothing cut.

A cell that is too wide goes on in the next line. What comes from a document is stripped of everything that steers a
terminal before it is printed.
"""

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence

import click

from khronika.cli.reading.findings import SORTS, Found, findings
from khronika.cli.reading.saying import COLUMNS, roles, said
from khronika.reading import Reading
from khronika.reading.wording import word

GAP = 2
WORD = 24
"""Columns of the terminal that a word may ask for; one that is longer goes on in the next line."""

_COLOURS = {"persons": "yellow", "organizations": "blue", "places": "green", "acts": "red", "penalties": "red"}
_STATUSES = {"alleged": "yellow", "denied": "magenta", "overturned": "magenta", "demanded": "cyan", "planned": "cyan"}


def table(name: str, reading: Reading, *, language: str = "en", width: int = 80) -> str:
    """What was read in one document, ready to be printed."""
    found = findings(reading)
    lines = [click.style(plain(name), bold=True), *_head(reading, language, width)]
    posts = roles(found)
    for sort in SORTS:
        some = [one for one in found if one.sort == sort]
        if some:
            heading = f"{word(f'sort.{sort}', language)} ({len(some)})"
            lines += ["", click.style(heading, bold=True, fg=_COLOURS.get(sort, "cyan"))]
            lines += _asked(some, language, width) if sort == "demands" else _rows(sort, some, posts, language, width)
    if not found:
        lines += ["", word("page.nothing", language)]
    return "\n".join(lines)


def _head(reading: Reading, language: str, width: int) -> list[str]:
    facts = [word(f"kind.{reading.kind}", language), word(f"language.{reading.language}", language)]
    for name in ("published", "byline", "publisher"):
        if value := getattr(reading, name):
            facts.append(f"{word(f'field.{name}', language)} {value}")
    told = [" · ".join(facts)]
    if title := plain(reading.title):
        told.insert(0, title)
    return [line for each in told for line in wrapped(plain(each), max(width, 20))]


def _rows(sort: str, some: Sequence[Found], posts: dict[str, str], language: str, width: int) -> list[str]:
    cells = [said(one, language) for one in some]
    for one, row in zip(some, cells, strict=True):
        if sort == "persons":
            row["role"] = posts.get(one.id, "")
    names = [name for name in COLUMNS[sort] if any(row[name] for row in cells)]
    heads = ["" if name == "mentions" else word(f"field.{name}", language) for name in names]
    grid = [[plain(row[name]) for name in names] for row in cells]
    wide = fitted([heads, *grid], max(width, 20))
    lines = [click.style(line, dim=True) for line in laid(heads, wide)] if wide else []
    for one, cell in zip(some, grid, strict=True):
        colour = _STATUSES.get(one.status)
        made = laid(cell, wide) if wide else stacked(heads, cell, max(width, 20))
        lines += [click.style(each, fg=colour) if colour else each for each in made]
    return lines


def _asked(some: Sequence[Found], language: str, width: int) -> list[str]:
    """Demands are sentences: each over the whole width, and below it of whom and for whom."""
    lines: list[str] = []
    for one in some:
        row = {name: plain(value) for name, value in said(one, language).items()}
        number, text = (row.pop(name) for name in ("number", "text"))
        wide = [3, max(width, 20) - 3 - 2 * GAP]
        lines += laid([number, text], wide)
        scope = row.pop("scope")
        told = [f"{word(f'field.{name}', language)}: {value}" for name, value in row.items() if value]
        told = [" · ".join(each for each in (*told, scope) if each)]
        lines += [click.style(line, fg="cyan") for line in laid(["", told[0]], wide)] if told[0] else []
    return lines


def plain(text: str) -> str:
    """The text in one line, without control characters and direction marks."""
    kept = (character if unicodedata.category(character)[0] != "C" else " " for character in text)
    return " ".join("".join(kept).split())


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fitted(grid: Sequence[Sequence[str]], width: int) -> list[int]:
    """The width of each column: what its widest cell needs, and less for the widest ones until all fit; none if words
    would have to be broken.
    """
    wide = [max(columns(row[at]) for row in grid) for at in range(len(grid[0]))]
    words = [max((columns(each) for row in grid for each in row[at].split()), default=0) for at in range(len(wide))]
    least, room = [min(each, WORD) for each in words], width - GAP * len(wide)
    if sum(least) > room:
        return []
    while sum(wide) > room:
        loose = [at for at, each in enumerate(wide) if each > least[at]]
        wide[max(loose, key=wide.__getitem__)] -= 1
    return wide


def stacked(heads: Sequence[str], row: Sequence[str], width: int) -> list[str]:
    """A row for a narrow terminal: its cells below each other."""
    told = [f"{head}: {cell}" if at and head else cell for at, (head, cell) in enumerate(zip(heads, row, strict=True))]
    lines: list[str] = []
    for at, cell in enumerate(each for each, full in zip(told, row, strict=True) if full):
        margin = " " * GAP * (2 if at else 1)
        lines += [margin + line for line in wrapped(cell, width - len(margin))]
    return lines


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of a width, broken at spaces, and within a word that is longer."""
    lines: list[str] = []
    for line in textwrap.wrap(text, width, break_on_hyphens=False) or [""]:
        lines += _halves(line, width)
    return lines


def _halves(line: str, width: int) -> Iterable[str]:
    """A line of wide letters takes more columns than it has letters."""
    while columns(line) > width and len(line) > 1:
        at, taken = 0, 0
        while at < len(line) and (not at or taken + _columns(line[at]) <= width):
            taken += _columns(line[at])
            at += 1
        yield line[:at]
        line = line[at:]
    if line or not width:
        yield line


def laid(row: Sequence[str], wide: Sequence[int]) -> list[str]:
    """A row of cells as lines, each cell in its column."""
    cells = [wrapped(cell, each) or [""] for cell, each in zip(row, wide, strict=True)]
    lines = []
    for at in range(max(map(len, cells))):
        parts = [cell[at] if at < len(cell) else "" for cell in cells]
        padded = (part + " " * (each - columns(part)) for part, each in zip(parts, wide, strict=True))
        lines.append((" " * GAP + (" " * GAP).join(padded)).rstrip())
    return lines
