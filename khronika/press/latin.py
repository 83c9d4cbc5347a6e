"""Readers who know no Cyrillic can still say a name: people and places without a Latin spelling get a romanised one, marked as such."""

from khronika.edition.model import Title
from khronika.languages import script
from khronika.names import romanise

SPOKEN = ("Person", "Place")
STANDARDS = ("be", "ru", "uk")


def latin(title: Title) -> str:
    """A title in Latin letters, by the national standard of its language (Belarusian where the language is not known)."""
    language = title.language.partition("-")[0]
    return romanise(title.text, language if language in STANDARDS else "be")


def readable(kind: str, titles: tuple[Title, ...]) -> tuple[Title, ...]:
    """The titles, and a romanised one after them where a person or place has none in Latin letters."""
    if kind not in SPOKEN or not titles or any(script(title.text) == "latin" for title in titles):
        return titles
    best = next((title for title in titles if title.language == "be"), titles[0])
    return (*titles, Title(latin(best), "en", "latin", "transliteration"))
