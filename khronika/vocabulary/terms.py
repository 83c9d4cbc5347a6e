"""Words for everything declared: labels in the interface's languages and codes of the standard, read once from terms.tsv.

A label that a language lacks shows in English, so that a half-translated language is usable from its first day.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

FALLBACK = "en"


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    lines = resources.files("khronika.vocabulary").joinpath("terms.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    columns = table[0][1:]
    return MappingProxyType({row[0]: dict(zip(columns, row[1:], strict=True)) for row in table[1:]})


def languages() -> tuple[str, ...]:
    """The languages that have a column, English first."""
    return tuple(column for column in next(iter(_rows().values())) if column != "esf")


def label(key: str, language: str = FALLBACK) -> str:
    """The label of a key such as 'claim.Name' or 'act_type.arrest'; the key itself where nothing is known.

    >>> label("act_type.arrest", "be")
    'Узяцце пад варту'
    """
    row = _rows().get(key)
    return (row.get(language) or row[FALLBACK]) if row else key


def code(key: str) -> str:
    """The code or field number of the standard for a key; empty where it has none."""
    return _rows().get(key, {}).get("esf", "")


@cache
def members(terms: str) -> tuple[str, ...]:
    """The names of a list of terms, in their order: members('scope') -> ('no_change_of_law', 'change_of_law')."""
    prefix = terms + "."
    return tuple(key.removeprefix(prefix) for key in _rows() if key.startswith(prefix))


def keys() -> tuple[str, ...]:
    """All keys, in the order of the file."""
    return tuple(_rows())
