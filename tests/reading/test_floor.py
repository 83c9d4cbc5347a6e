"""What the reader reaches on the annotated documents that lie beside the project, per language and field. The table only
rises: a floor may be raised when the reader has become better, and is never lowered.

The documents name real people and are no part of the project; where they are not beside it, this test is skipped.
"""

import json
from pathlib import Path

import pytest

from khronika.bench.scoring import FIELDS, tallied
from khronika.reading import read

GOLD = Path(__file__).parents[3] / "shared" / "data" / "gold"
FILES = ("en_dev.jsonl", "beru_dev.jsonl")
TABLE = """
                en     be     ru
persons         0.91   0.82   0.80
organizations   0.83   0.68   0.67
places          0.87   0.83   0.78
demands         0.88   0.65   0.65
signatories     0.98   0.98   0.98
acts            0.64   0.54   0.71
penalties       0.89   0.53   0.90
interventions   0.48   0.60   0.66
figures         0.90   0.46   0.78
kind            0.75   0.73   0.88
language        1.00   1.00   1.00
"""
pytestmark = pytest.mark.skipif(
    not all((GOLD / name).is_file() for name in FILES), reason="the annotated documents are not beside the project"
)


def floors() -> dict[tuple[str, str], float]:
    """The floor of each language and field."""
    head, *rows = (line.split() for line in TABLE.strip().splitlines())
    return {(language, row[0]): float(row[at]) for row in rows for at, language in enumerate(head, 1)}


@pytest.fixture(scope="module")
def reached() -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    gold = [json.loads(line) for name in FILES for line in (GOLD / name).open(encoding="utf-8") if line.strip()]
    for language in ("en", "be", "ru"):
        some = [each for each in gold if each["lang"] == language]
        told = [read(each["text"]).as_dict() for each in some]
        tallies = tallied(zip(some, told, strict=True))
        found |= {(language, field): tallies[field].f1 for field in FIELDS if field in tallies}
        found[language, "kind"] = sum(a["kind"] == b["kind"] for a, b in zip(some, told, strict=True)) / len(some)
        found[language, "language"] = sum(each["lang"] == language for each in told) / len(some)
    return found


@pytest.mark.parametrize(("language", "field"), floors())
def test_the_reader_does_not_fall_below_its_floor(
    reached: dict[tuple[str, str], float], language: str, field: str
) -> None:
    assert reached[language, field] >= floors()[language, field]


def test_every_field_of_every_language_has_a_floor() -> None:
    assert set(floors()) == {(tag, field) for tag in ("en", "be", "ru") for field in (*FIELDS, "kind", "language")}
