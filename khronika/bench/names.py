"""How well names are told together and apart, and how fast, beside the other methods that are installed.

Without files everything is measured on invented names (`khronika.bench.spellings`); a file of labelled pairs, and an index
with queries, measure the same on names of one's own. The threshold of each method is its best on the same pairs.
"""

import csv
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from khronika.bench.figure import Figure, median, share, timed
from khronika.bench.peers import Method, finders, own, peers
from khronika.bench.spellings import Pair, Person, crowd, others, spellings
from khronika.bench.spellings import pairs as invented
from khronika.names import NameIndex, analyse, similarities

SIZE = 1_000_000
MIDDLE = 50_000
KINDS = ("person", "place", "organization")
PATRONYMICS = 500
SOME = 40
"""Queries that the slow peers are asked."""

QUICK, TURNS = 1.0, 5
"""Seconds within which a method has to be done to be timed as often as this; the median counts."""

MANY = 300_000
"""Pairs compared at once to measure the speed."""

_OPEN = """
import sys, time
from khronika.names import NameIndex
started = time.perf_counter()
NameIndex.open(sys.argv[1])
print(time.perf_counter() - started)
"""
_GOALS = {"": "≥ 0.97", "person": "≥ 0.993", "place": "≥ 0.95", "organization": "≥ 0.90"}
Asked = tuple[str, str, str]  # a query, the id it should find, its category


@dataclass(slots=True)
class Judged:
    """A method's scores of all pairs, with the threshold that suits them best."""

    values: Any
    speed: float
    threshold: float = 0.0
    figures: dict[str, float] = field(default_factory=dict)


def measure(
    folder: Path, size: int, *, pairs: Path | None = None, index: Path | None = None, queries: Path | None = None
) -> Iterator[Figure]:
    """Quality and speed on labelled pairs, then indexes of 50,000 and of `size` names."""
    labelled = list(_read(pairs) if pairs else invented(min(size, 600)))
    yield Figure("pairs, labelled", len(labelled))
    yield from _quality(labelled)
    yield from _many(labelled)
    kept, asked = (_table(index), _asked(queries)) if index and queries else _register(min(size, MIDDLE))
    yield from _found(folder, kept, asked)
    if size > MIDDLE:
        some = [(str(place), name) for place, name in enumerate(crowd(size))]
        yield from _built(folder, some, [query for query, _, _ in asked[:500]], "≤ 3 ms")


def _read(path: Path) -> Iterator[Pair]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Pair(row["kind"], row["a"], row["b"], row["label"] == "1", row["category"])


def _table(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["id"], row["text"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _asked(path: Path) -> list[Asked]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["text"], row["id"], row["category"]) for row in rows]


def _register(size: int) -> tuple[list[tuple[str, str]], list[Asked]]:
    """One name each of invented people among others', and the other ways to write them as queries."""
    count = min(max(size // 100, 10), 300)
    people = [Person(number) for number in range(count)]
    kept = [(f"p{one.number}", one.name()) for one in people]
    asked = [(form.text, f"p{one.number}", form.category) for one in people for form in spellings(one)]
    kept += [(str(place), name) for place, name in enumerate(crowd(size - count))]
    random.Random("asked").shuffle(asked)
    return kept, asked


def _quality(labelled: list[Pair]) -> Iterator[Figure]:
    """F1, recall at precision 0.99, patronymics and single calls of every method, side by side."""
    methods = [own(), *peers()]
    same = np.array([pair.same for pair in labelled])
    kinds = np.array([pair.kind for pair in labelled])
    fathers = list(pairs_of_fathers())
    judged = {}
    for method in methods:
        values, speed = _scores(method, labelled)
        one = judged[method.name] = Judged(values, speed)
        one.threshold, _ = best(same, values)
        for kind in ("", *KINDS):
            some = np.flatnonzero(kinds == kind) if kind else np.arange(len(same))
            if len(some):
                one.figures[f"F1 {kind}"] = f1(same[some], values[some] >= one.threshold)
                one.figures[f"recall {kind}"] = recall(same[some], values[some])
        apart, _ = _scores(method, fathers)
        one.figures["fathers"] = 100 * float(np.mean(apart < one.threshold))
    yield from _beside(judged, kinds)


def _beside(judged: dict[str, Judged], kinds: Any) -> Iterator[Figure]:
    for kind in ("", *(kind for kind in KINDS if kind in kinds)):
        yield _one(f"F1, {kind or 'all kinds'}", judged, f"F1 {kind}", _GOALS[kind])
    for kind in ("", *(kind for kind in KINDS if kind in kinds)):
        goal = "" if kind else "≥ 0.95"
        yield _one(f"recall at precision 0.99, {kind or 'all kinds'}", judged, f"recall {kind}", goal)
    yield _one("equal names with another patronymic, told apart", judged, "fathers", "100 %", "%")
    speeds = {name: one.speed for name, one in judged.items()}
    first, *rest = speeds.items()
    yield Figure("single calls, names analysed before", first[1], "pairs/s", "≥ 60,000", dict(rest))


def _one(name: str, judged: dict[str, Judged], key: str, goal: str, unit: str = "") -> Figure:
    first, *rest = ((method, one.figures[key]) for method, one in judged.items())
    return Figure(name, first[1], unit, goal, dict(rest))


def pairs_of_fathers() -> Iterator[Pair]:
    """Equal given names and surnames with different patronymics."""
    for number in range(PATRONYMICS):
        for one, other in others(Person(number)):
            if other.category == "another patronymic":
                yield Pair("person", one.text, other.text, False, other.category)


def _scores(method: Method, labelled: Sequence[Pair]) -> tuple[Any, float]:
    """The scores, and pairs a second; the names are made ready before, and quick methods go through all pairs again."""
    ready: dict[tuple[str, str], Any] = {}
    for pair in labelled:
        for text in (pair.a, pair.b):
            if (text, pair.kind) not in ready:
                ready[text, pair.kind] = method.keep(text, pair.kind)
    both = [(ready[pair.a, pair.kind], ready[pair.b, pair.kind]) for pair in labelled]
    compare = method.compare
    values, taken = timed(lambda: [compare(a, b) for a, b in both])
    if taken < QUICK:
        taken = median(timed(lambda: [compare(a, b) for a, b in both])[1] for _ in range(TURNS))
    return np.array(values, float), len(both) / max(taken, 1e-9)


def f1(same: Any, told: Any) -> float:
    """The harmonic mean of precision and recall."""
    hits = float((same & told).sum())
    return 2 * hits / max(float(same.sum() + told.sum()), 1.0)


def _curve(same: Any, values: Any) -> tuple[Any, Any, Any]:
    """At each threshold, from the highest: itself, the pairs at or above it that are the same, all of them."""
    order = np.argsort(-values, kind="stable")
    ranked, hits = values[order], np.cumsum(same[order])
    last = np.append(ranked[1:] != ranked[:-1], True)
    return ranked[last], hits[last], np.flatnonzero(last) + 1


def best(same: Any, values: Any) -> tuple[float, float]:
    """The threshold with the best F1, and that."""
    thresholds, hits, told = _curve(same, values)
    scores = 2 * hits / (told + same.sum())
    return float(thresholds[scores.argmax()]), float(scores.max())


def recall(same: Any, values: Any, precision: float = 0.99) -> float:
    """The share of the same that is found where at most 1 of 100 found is wrong."""
    _, hits, told = _curve(same, values)
    found = hits[hits / told >= precision]
    return float(found.max(initial=0)) / max(int(same.sum()), 1)


def _many(labelled: list[Pair]) -> Iterator[Figure]:
    """Pairs of persons a second when many are compared at once: those labelled, and any two."""
    some = [pair for pair in labelled if pair.kind == "person"]
    if not some:
        return
    left = [analyse(pair.a) for pair in some]
    right = [analyse(pair.b) for pair in some]
    turns = max(1, MANY // len(some)) if len(some) > 1_000 else 1
    yield _rate("labelled pairs of persons at once", left * turns, right * turns)
    dice = random.Random("many")
    many = len(left) * turns
    yield _rate("random pairs of persons at once", dice.choices(left, k=many), dice.choices(right, k=many))


def _rate(name: str, left: list[Any], right: list[Any]) -> Figure:
    similarities(left, right)
    taken = median(timed(lambda: similarities(left, right))[1] for _ in range(3))
    return Figure(name, len(left) / taken, "pairs/s", "≥ 1,000,000")


def _found(folder: Path, kept: list[tuple[str, str]], asked: list[Asked]) -> Iterator[Figure]:
    """Is the right one found, and how quickly."""
    yield from _built(folder, kept, [query for query, _, _ in asked], "≤ 1 ms")
    index = NameIndex.open(folder / "names.index")
    ranks = [_rank([one.id for one in index.search(query, 10)], id) for query, id, _ in asked]
    full = [place for place, each in enumerate(asked) if not each[2].startswith("initial")]
    sample = full[:: max(1, len(full) // SOME)][:SOME]
    beside: dict[str, list[int]] = {}
    ids = [id for id, _ in kept]
    for name, find in finders([name for _, name in kept]):
        beside[name] = [_rank([ids[at] for at in find(asked[place][0])], asked[place][1]) for place in sample]
    note = f" (the others: {len(sample)} queries)"
    for top, goal in ((1, "≥ 0.97"), (10, "≥ 0.99")):
        rest = {name: _top(found, top) for name, found in beside.items()}
        yield Figure(f"right one in the first {top}{note}", _top([ranks[at] for at in full], top), "", goal, rest)
    yield Figure("right one first, initials too", _top(ranks, 1))
    by = defaultdict(list)
    for rank, each in zip(ranks, asked, strict=True):
        by[each[2]].append(rank)
    for category in sorted(by):
        yield Figure(f"right one first, {category}", _top(by[category], 1))


def _rank(found: list[str], id: str) -> int:
    return found.index(id) if id in found else 99


def _top(ranks: list[int], most: int) -> float:
    return sum(rank < most for rank in ranks) / max(len(ranks), 1)


def _built(folder: Path, kept: list[tuple[str, str]], queries: list[str], goal: str) -> Iterator[Figure]:
    """Build, save, open in a fresh process, ask."""
    index, path, among = NameIndex("person"), folder / "names.index", f"{len(kept):,} names"
    building = _seconds(lambda: index.extend(kept))
    yield Figure(f"built, {among}", len(kept) / building, "names/s", "≥ 20,000")
    index.save(path)
    done = subprocess.run([sys.executable, "-c", _OPEN, str(path)], stdout=subprocess.PIPE, text=True, check=True)
    yield Figure(f"opened in a fresh process, {among}", float(done.stdout), "s", "≤ 0.2 s")
    opened = NameIndex.open(path)
    for query in queries[:50]:
        opened.search(query, 10)
    times = [_seconds(partial(opened.search, query, 10)) * 1000 for query in queries]
    yield Figure(f"a query, median, {among}", median(times), "ms")
    yield Figure(f"a query, 95th percentile, {among}", share(times, 0.95), "ms", goal)


def _seconds(deed: Callable[[], object]) -> float:
    started = time.perf_counter()
    deed()
    return time.perf_counter() - started
