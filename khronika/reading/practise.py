"""Learns the weights of `weighing` and the confidences of `sureness` from annotated documents; runs by hand, never while reading.

    python -m khronika.reading.practise FOLDER DOCUMENTS.jsonl...

A line of a file is a document in the format in which reading is measured; a file is taken to be the work of one author.
Into FOLDER go weights-facts.tsv and sureness.tsv. Printed is what the models reach on each file when they have learnt from the
others only, and how far a confidence is from the share that is right.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy

from khronika.reading import grammar, weighing
from khronika.reading.looking import Case, looked
from khronika.reading.trusting import FIELDS, error, shares, verdicts

RATE = 0.5
ROUNDS = 600
PENALTY = {"figure": 3.0, "intervention": 3.0}
"""How strongly the weights of a question are drawn to nothing."""

Weights = dict[str, dict[str, float]]


def learn(cases: Sequence[Case], penalty: float) -> Weights:
    """The weights of the cues for each answer, by gradient descent on the logistic loss with squared weights.

    Every author counts alike, however much one has annotated.
    """
    names = sorted({case.answer for case in cases})
    known = sorted({cue for case in cases for cue in case.cues})
    column = {cue: at for at, cue in enumerate((weighing.ALWAYS, *known))}
    seen = numpy.zeros((len(cases), len(column)))
    right = numpy.zeros((len(cases), len(names)))
    for row, case in enumerate(cases):
        seen[row, 0] = 1.0
        right[row, names.index(case.answer)] = 1.0
        for cue, amount in case.cues.items():
            seen[row, column[cue]] = amount
    counts = Counter(case.author for case in cases)
    share = numpy.array([[len(cases) / len(counts) / counts[case.author]] for case in cases])
    weights, speed = numpy.zeros((len(column), len(names))), numpy.full((len(column), len(names)), 1e-8)
    drawn = numpy.full((len(column), 1), penalty)
    drawn[0] = 0.0
    for _ in range(ROUNDS):
        scores = seen @ weights
        raised = numpy.exp(scores - scores.max(axis=1, keepdims=True))
        slope = seen.T @ (share * (raised / raised.sum(axis=1, keepdims=True) - right)) + drawn * weights
        speed += slope * slope
        weights -= RATE * slope / numpy.sqrt(speed)
    return {cue: {name: float(weights[at, number]) for number, name in enumerate(names)} for cue, at in column.items()}


def scored(weights: Weights, case: Case) -> dict[str, float]:
    """The chance of each answer to a case under weights."""
    scores: dict[str, float] = defaultdict(float)
    for cue, amount in {weighing.ALWAYS: 1.0, **case.cues}.items():
        for name, weight in weights.get(cue, {}).items():
            scores[name] += weight * amount
    return weighing.softmax(scores)


def crossed(cases: Sequence[Case], penalty: float) -> list[tuple[Case, dict[str, float]]]:
    """Each case with the chances that a model gives it that has not seen its author."""
    found = []
    for author in sorted({case.author for case in cases}):
        weights = learn([case for case in cases if case.author != author], penalty)
        found += [(case, scored(weights, case)) for case in cases if case.author == author]
    return found


def rows(question: str, weights: Weights) -> Iterable[str]:
    """The lines of a question: of two answers the difference for 'yes' is enough."""
    for cue, row in sorted(weights.items()):
        yield f"{question}\t{cue}\tyes\t{row['yes'] - row['no']:.3f}\n"


def main(folder: str, paths: Sequence[str]) -> None:
    """Learn every question from the documents of the files and write the weights."""
    documents = [
        {**json.loads(line), "author": Path(path).stem}
        for path in paths
        for line in Path(path).read_text(encoding="utf-8").splitlines()
        if line
    ]
    cases = looked(documents)
    lines = ["# Weights of the small models of weighing.py, made by practise.py.\nquestion\tcue\tanswer\tweight\n"]
    for question, found in cases.items():
        tell(question, crossed(found, PENALTY[question]))
        lines += rows(question, learn(found, PENALTY[question]))
    (Path(folder) / "weights-facts.tsv").write_text("".join(lines), encoding="utf-8")
    grammar.table.cache_clear()
    weighing.clear()
    judged = verdicts(documents)
    for field in FIELDS:
        print(f"{field}: expected calibration error {error([one for one in judged if one.groups[0][0] == field]):.3f}")
    body = ("\t".join((*group, f"{share:.3f}")) + "\n" for group, share in sorted(shares(judged).items()))
    head = "# Shares of findings that were right, made by practise.py.\nfield\trule\tsort\tlanguage\tshare\n"
    (Path(folder) / "sureness.tsv").write_text(head + "".join(body), encoding="utf-8")


def tell(question: str, found: Sequence[tuple[Case, Mapping[str, float]]]) -> None:
    """Print what a question reaches on authors not learnt from."""
    for group in sorted({case.group for case, _ in found}):
        mine = [(case, shares) for case, shares in found if case.group == group]
        hit = sum(case.answer == "yes" and shares["yes"] >= 0.5 for case, shares in mine)
        said = sum(shares["yes"] >= 0.5 for _, shares in mine)
        true = sum(case.answer == "yes" for case, _ in mine)
        print(
            f"{question} {group}: precision {hit / max(1, said):.3f} recall {hit / max(1, true):.3f} F1 {2 * hit / max(1, said + true):.3f}"
        )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
