"""The words of the lists: labels of the vocabulary, and what it has no words for."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as mark

from khronika.vocabulary.terms import label
from khronika.workspace.language import language

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "filter.detained": mark("Detained"),
        "filter.imprisoned": mark("Imprisoned"),
        "filter.sure": mark("How sure"),
        "filter.certain": mark("certainly"),
        "filter.possible": mark("possibly"),
        "filter.detained_in": mark("Year detained"),
        "filter.year": mark("Year in court"),
        "filter.from": mark("From"),
        "filter.until": mark("Until"),
        "filter.level": mark("Who may see it"),
        "filter.lacking": mark("No source seen by"),
        "filter.changed": mark("Changed since"),
        "filter.risk": mark("At risk"),
        "filter.disputed": mark("Something is disputed"),
        "filter.claims": mark("Claims"),
        "filter.last": mark("Last changed"),
        "filter.since": mark("Detained since"),
    }
)


def said(*keys: str) -> str:
    """The words of a key; of several, one after the other: 'Hearing: court'."""
    tongue = language()
    return ": ".join(str(_WORDS[each]) if each in _WORDS else label(each, tongue) for each in keys)
