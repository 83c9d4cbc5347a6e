"""What names reach on the labelled pairs kept outside the project: floors that may only be raised."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from khronika.names import NameIndex, similarity

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "names"
THRESHOLD = 0.26
FLOORS = {"all": 0.985, "person": 0.993, "place": 0.985, "organization": 0.93}

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the labelled names are not beside the project")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def counts() -> dict[str, list[int]]:
    """True and false positives and false negatives, by kind."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows("pairs_dev.tsv"):
        said = similarity(row["a"], row["b"], row["kind"]) >= THRESHOLD  # type: ignore[arg-type]
        for kind in ("all", row["kind"]):
            found[kind][0] += said and row["label"] == "1"
            found[kind][1] += said and row["label"] == "0"
            found[kind][2] += not said and row["label"] == "1"
    return found


@pytest.mark.parametrize("kind", FLOORS)
def test_pairs_are_told_as_well_as_before(counts: dict[str, list[int]], kind: str) -> None:
    hits, wrong, missed = counts[kind]
    assert 2 * hits / (2 * hits + wrong + missed) >= FLOORS[kind]


def test_hardly_a_pair_is_wrongly_called_the_same(counts: dict[str, list[int]]) -> None:
    hits, wrong, _ = counts["all"]
    assert hits / (hits + wrong) >= 0.995


def test_people_are_found_among_fifty_thousand_as_well_as_before() -> None:
    index = NameIndex("person")
    index.extend((row["id"], row["text"]) for row in rows("retrieval_dev_index.tsv"))
    queries = [row for row in rows("retrieval_dev_queries.tsv") if row["category"] != "initials"]
    found = [[match.id for match in index.search(row["text"], 10)] for row in queries]
    first = sum(row["id"] in ids[:1] for row, ids in zip(queries, found, strict=True)) / len(queries)
    ten = sum(row["id"] in ids for row, ids in zip(queries, found, strict=True)) / len(queries)
    assert first >= 0.988
    assert ten >= 0.99
