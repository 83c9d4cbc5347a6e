"""Long lists are cut by the first letter a reader sees, in the order of the reader's alphabet.

One order serves all Cyrillic alphabets of the region, because each keeps its letters in it; other scripts follow by
their base letters. A letter's page is named in Latin whatever the letter, so that it survives every file system.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from khronika.edition.model import Entry
from khronika.pages.titles import choose

WHOLE = 150
_CYRILLIC = "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюя"
_RANK = {letter: chr(0x400 + rank) for rank, letter in enumerate(_CYRILLIC)}


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a list: what it is called, the file it has where the list is cut, and its entries."""

    label: str
    place: str
    entries: tuple[Entry, ...]


def ordered(entries: Iterable[Entry], language: str) -> list[Entry]:
    """Entries in the order of what they are called in a language."""
    return sorted(entries, key=lambda entry: (collate(choose(entry.ref.titles, language).text), entry.ref.id))


def collate(text: str) -> str:
    """A key that sorts a text as dictionaries of the region do.

    >>> sorted(["Ян", "Ігар", "Кася"], key=collate)
    ['Ігар', 'Кася', 'Ян']
    """
    letters = [_RANK.get(letter) or unicodedata.normalize("NFKD", letter) for letter in text.casefold()]
    return "".join(letter for part in letters for letter in part if letter.isalnum() or letter.isspace())


def letter(text: str) -> str:
    """The letter a title stands under, in capitals; '#' where it begins with none."""
    first = next((each for each in text.upper() if each.isalnum()), "#")
    plain = unicodedata.normalize("NFKD", first)[0] if first < "\u0250" else first
    return plain if plain.isalpha() else "#"


def filed(initial: str) -> str:
    """The name of a letter's page: 'index-b', 'index-u0411', 'index-0' for what begins with none."""
    if initial == "#":
        return "index-0"
    small = initial.lower()
    return f"index-{small}" if "a" <= small <= "z" else f"index-u{ord(initial):04x}"


def grouped(entries: Iterable[Entry], language: str) -> list[Group]:
    """Entries by their letter, letters and entries in order."""
    groups: dict[str, list[Entry]] = {}
    for entry in ordered(entries, language):
        groups.setdefault(letter(choose(entry.ref.titles, language).text), []).append(entry)
    return [Group(each, filed(each), tuple(those)) for each, those in groups.items()]
