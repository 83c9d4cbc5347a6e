"""The words that the site itself says on its pages, whoever is in the register: labels, headings, the names of its parts.

Somebody may bear one of them as a surname. Written small and by itself, it is the site's word, wherever it stands in a file.
"""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from khronika.press.bearers import WORD

ENDINGS = (".html", ".po", ".py", ".tsv", ".css", ".js", ".svg")


@cache
def words() -> frozenset[str]:
    """Those that are written small."""
    rooms = files("khronika.pages"), files("khronika.vocabulary")
    return frozenset(word for room in rooms for word in _words(room) if word == word.lower())


def _words(place: Traversable) -> set[str]:
    if place.is_dir():
        return set().union(*map(_words, place.iterdir()))
    return set(WORD.findall(place.read_text(encoding="utf-8"))) if place.name.endswith(ENDINGS) else set()
