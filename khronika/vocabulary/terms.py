"""Words for everything declared: labels in the interface's languages and codes of the standard, read once from terms.tsv.

An organisation's own terms join the lists that are there; what is shipped can be neither taken out nor changed.

A label that a language lacks shows in English, so that a half-translated language is usable from its first day.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from khronika.vocabulary.errors import WrongTerms

FALLBACK = "en"
_DECLARED = ("record", "claim", "field", "level", "status", "topic")  # lists that no organisation adds to
_KEY = re.compile(r"[a-z_]+\.[a-z][a-z0-9_]{0,59}")
_own: dict[str, Mapping[str, str]] = {}


@cache
def _shipped() -> Mapping[str, Mapping[str, str]]:
    lines = resources.files("khronika.vocabulary").joinpath("terms.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    columns = table[0][1:]
    return MappingProxyType({row[0]: dict(zip(columns, row[1:], strict=True)) for row in table[1:]})


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({**_shipped(), **_own})


def own(text: str) -> int:
    """Take an organisation's own terms instead of those taken before; answers how many there are.

    A line is a key of a list that is there ('act_type.doxxing') and its labels in the order of the languages, with tabs between;
    a language may be left out, English may not. Raises WrongTerms with the line's number, and takes nothing.
    """
    found: dict[str, Mapping[str, str]] = {}
    for number, (key, *labels) in _lines(text):
        name, columns = key.partition(".")[0], languages()
        if not _KEY.fullmatch(key) or name in _DECLARED or not any(each.startswith(f"{name}.") for each in _shipped()):
            raise WrongTerms(number, f"a key of a list of terms, such as 'act_type.doxxing'; got {key!r}")
        if key in _shipped() or key in found:
            raise WrongTerms(number, f"a term that is not there yet; {key!r} is")
        if not labels or not labels[0] or len(labels) > len(columns):
            raise WrongTerms(number, f"labels in the order {', '.join(columns)}, the first one at least")
        found[key] = {**dict.fromkeys((*columns, "esf"), ""), **dict(zip(columns, labels, strict=False))}
    _own.clear()
    _own.update(found)
    _rows.cache_clear()
    members.cache_clear()
    return len(found)


def added() -> str:
    """The organisation's own terms, as `own` takes them; empty where there are none."""
    return "".join(
        "\t".join((key, *(row[each] for each in languages()))).rstrip("\t") + "\n" for key, row in sorted(_own.items())
    )


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, [cell.strip() for cell in line.split("\t")]


def languages() -> tuple[str, ...]:
    """The languages that have a column, English first."""
    return tuple(column for column in next(iter(_shipped().values())) if column != "esf")


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
