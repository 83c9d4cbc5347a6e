"""What the columns of a table are, and which of our terms its words mean, by patterns in order: the first that fits holds."""

import re
from collections.abc import Iterable, Sequence

Patterns = Sequence[tuple[str, str]]


def known(headings: Iterable[str], patterns: Patterns) -> dict[str, str]:
    """Each heading under what it is, the first one where several are the same.

    >>> known(["Town", "Date", "City"], (("place", "town|city"), ("when", "date")))
    {'place': 'Town', 'when': 'Date'}
    """
    found: dict[str, str] = {}
    for heading in headings:
        plain = " ".join(heading.casefold().split())
        what = next((word for word, pattern in patterns if word not in found and re.search(pattern, plain)), "")
        if what:
            found[what] = heading
    return found


def term(word: str, patterns: Patterns) -> str:
    """Our term for a word; empty where none of the patterns fits."""
    plain = word.casefold()
    return next((ours for ours, pattern in patterns if re.search(pattern, plain)), "")
