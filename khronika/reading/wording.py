"""What a reading's own words (kinds of documents, statuses, rules) are called for people; read once from wording.tsv.

A word that a language lacks shows in English; a rule that has none is shown by its name, so nothing is ever hidden.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

FALLBACK = "en"


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    lines = files("khronika.reading").joinpath("wording.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    columns = table[0][1:]
    return MappingProxyType({row[0]: dict(zip(columns, row[1:], strict=True)) for row in table[1:]})


def entries() -> tuple[str, ...]:
    """All keys, in the order of the file."""
    return tuple(_rows())


def languages() -> tuple[str, ...]:
    """The languages that have a column, English first."""
    return tuple(next(iter(_rows().values())))


def word(key: str, language: str = FALLBACK) -> str:
    """What a key such as 'status.alleged' is called; its last part where nothing is known.

    >>> word("status.alleged", "be")
    'паводле сцвярджэнняў'
    """
    row = _rows().get(key)
    return (row.get(language) or row[FALLBACK]) if row else key.partition(".")[2].replace("_", " ")


def rule(name: str, language: str = FALLBACK) -> str:
    """What a rule goes by, in words; the family of a rule stands for one that has no words of its own.

    >>> rule("trigger-meeting")
    'a word that tells of it'
    """
    family = name
    while f"rule.{family}" not in _rows() and "-" in family:
        family = family.rpartition("-")[0]
    return word(f"rule.{family}", language) if f"rule.{family}" in _rows() else name


def sure(confidence: float) -> str:
    """A confidence as people read it.

    >>> sure(0.85)
    '85 %'
    """
    return f"{round(confidence * 100)} %"
