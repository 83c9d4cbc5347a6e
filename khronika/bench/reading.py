"""How right and how quick documents are read, beside general readers of names that are installed.

Without files the pinned corpora of the tests are read, invented people all; --gold reads annotated documents of one's own, one JSON
object a line. A field that a corpus does not annotate is not judged.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import khronika
from khronika.bench.figure import Figure, median, timed
from khronika.bench.readers import Names, Reader, own, peers
from khronika.bench.scoring import FIELDS, NAMES, tallied
from khronika.cli.errors import Failure

SIZE = 200
"""Documents that are timed; those there are, again and again."""

TURNS = 3
CORPORA = ("corpus", "corpus2")
LANGUAGES = ("en", "be", "ru")
GOALS: Mapping[str, str] = {
    "persons": "≥ 0.95",
    "organizations": "≥ 0.85",
    "places": "≥ 0.90",
    "demands": "≥ 0.85",
    "signatories": "≥ 0.90",
    "acts": "≥ 0.70",
    "penalties": "≥ 0.85",
    "interventions": "≥ 0.65",
    "figures": "≥ 0.85",
}
_FIRST = """
import sys, time
started = time.perf_counter()
from khronika.bench.readers import PEERS, own
load = own if sys.argv[1] == "khronika" else next(each.load for each in PEERS if each.name == sys.argv[1])
load()(sys.stdin.read())
taken = time.perf_counter() - started
try:  # what the system counts for a process begins with the memory of the one that started it
    with open("/proc/self/status") as status:
        memory = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
except OSError:
    import resource
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
print(taken, memory)
"""
Document = Mapping[str, Any]


def measure(folder: Path, size: int, *, gold: Sequence[Path] | None = None) -> Iterator[Figure]:
    """Quality a language and field, then speed, start and memory."""
    documents = list(_documents(gold or _pinned()))
    if not documents:
        raise Failure("Expected annotated documents, one JSON object a line; there are none. Give --gold FILE.")
    others = list(peers())
    loaded = {each.name: each.load() for each in others}
    for language in sorted({str(each["lang"]) for each in documents}, key=_order):
        some = [each for each in documents if each["lang"] == language]
        mine = [each for each in others if language in each.languages]
        yield from _quality(language, some, {each.name: loaded[each.name] for each in mine})
        yield from _speed(language, some, size, {each.name: loaded[each.name] for each in mine})
    yield from _start(documents[0]["text"], others)


def _pinned() -> list[Path]:
    tests = Path(khronika.__file__).parents[1] / "tests" / "reading"
    return [path for name in CORPORA for path in sorted((tests / name).glob("*.jsonl"))]


def _documents(paths: Sequence[Path]) -> Iterator[Document]:
    for path in paths:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _document(path, number, line)


def _document(path: Path, number: int, line: str) -> Document:
    try:
        found = json.loads(line)
        if isinstance(found, dict) and isinstance(found["text"], str) and found["lang"]:
            return found
    except (ValueError, KeyError):
        pass
    raise Failure(f"Expected a JSON object with 'text' and 'lang' in line {number} of '{path}'; got another thing.")


def _order(language: str) -> tuple[int, str]:
    return LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES), language


def _quality(language: str, some: Sequence[Document], others: Mapping[str, Callable[[str], Names]]) -> Iterator[Figure]:
    read = own()
    told = [read(each["text"]) for each in some]
    yield Figure(f"documents, {language}", len(some))
    tallies = tallied(zip(some, told, strict=True))
    beside = {name: tallied(((each, find(each["text"])) for each in some), NAMES) for name, find in others.items()}
    for field in FIELDS:
        if field in tallies:
            theirs = {name: found[field].f1 for name, found in beside.items() if field in found}
            yield Figure(f"F1, {field}, {language}", tallies[field].f1, "", GOALS[field], theirs)
    for name, key, goal in (("kind", "kind", "≥ 0.85"), ("language", "lang", "≥ 0.98")):
        judged = [one.get(key) == each[key] for each, one in zip(some, told, strict=True) if each.get(key)]
        if judged:
            yield Figure(f"{name} told, {language}", sum(judged) / len(judged), "", goal)


def _speed(
    language: str, some: Sequence[Document], size: int, others: Mapping[str, Callable[[str], Names]]
) -> Iterator[Figure]:
    """Documents a second once everything is loaded; slow readers are timed over the documents once."""
    texts = [str(some[at % len(some)]["text"]) for at in range(size)]
    read = own()
    read(texts[0])
    taken = median(timed(partial(_through, read, texts))[1] for _ in range(TURNS))
    few = texts[: len(some)]
    theirs = {name: len(few) / timed(partial(_through, find, few))[1] for name, find in others.items()}
    letters = sum(map(len, texts)) / len(texts)
    yield Figure(
        f"warm, {language}, {letters:,.0f} characters each", len(texts) / taken, "documents/s", "≥ 300", theirs
    )


def _through(read: Callable[[str], Names], texts: Sequence[str]) -> list[Names]:
    return [read(text) for text in texts]


def _start(text: str, others: Sequence[Reader]) -> Iterator[Figure]:
    """Seconds until a first document is read in a fresh process, and the memory of that process."""
    first, *rest = ((name, _fresh(name, text)) for name in ("khronika", *(each.name for each in others)))
    yield Figure("import and first call", first[1][0], "s", "≤ 1.5 s", {name: found[0] for name, found in rest})
    yield Figure("memory at most", first[1][1], "MB", "≤ 400 MB", {name: found[1] for name, found in rest})


def _fresh(name: str, text: str) -> tuple[float, float]:
    command = [sys.executable, "-W", "ignore", "-c", _FIRST, name]
    done = subprocess.run(command, input=text, stdout=subprocess.PIPE, text=True, check=True)
    seconds, size = done.stdout.split()[-2:]
    return float(seconds), float(size)
