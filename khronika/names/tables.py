"""Tables are reviewed TSV files beside the code; lines with '#' are comments; each is read once, when first needed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of data/NAME.tsv as tuples of cells, comments and empty lines left out."""
    text = (files("khronika.names") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(line.split("\t")) for line in lines)


def pairs(cell: str) -> list[tuple[str, str]]:
    """The pairs in a cell of 'a=b c=d'."""
    return [(key, value) for key, _, value in (part.partition("=") for part in cell.split())]
