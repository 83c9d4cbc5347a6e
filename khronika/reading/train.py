"""Learns the weights of `tagger` from annotated texts; runs by hand, never while reading.

    python -m khronika.reading.train WEIGHTS.tsv "names and licences of the corpora" CORPUS.jsonl...

A line of a corpus is a text: {"text": ..., "lang": ..., "ents": [[start, end, "PER" | "ORG" | "LOC"], ...], "partial":
true where organisations are not annotated}. Needs python-crfsuite, which reading does not.
Only corpora that allow it are used, only their parts for training, and nothing that the reader is measured on.
"""

import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pycrfsuite  # type: ignore[import-not-found, unused-ignore]

from khronika.reading.sentences import Sentence, joined, sentences
from khronika.reading.tagger import LABELS, SCALE
from khronika.reading.traits import features, traits

SETTINGS = {"c1": 0.1, "c2": 0.1, "max_iterations": 70, "feature.possible_transitions": False}
_OPENING = '«"“„ '


def labels(sentence: Sentence, text: str, ents: Iterable[list[Any]]) -> list[str]:
    """The label of each word of a sentence."""
    found = []
    for word in sentence.words:
        inside = next((one for one in ents if one[0] <= word.start < one[1]), None)
        opens = inside is not None and not text[inside[0] : word.start].strip(_OPENING)
        found.append("O" if inside is None else ("B-" if opens else "I-") + inside[2])
    return found


def _usable(sentence: Sentence, marks: list[str], partial: bool) -> bool:
    """Whether a sentence teaches the truth: where bodies are not annotated, one that may name a body does not."""
    if not sentence.words:
        return False
    sorts = [traits(word.text, "cyrillic").sort for word in sentence.words] if partial else []
    return not any(
        mark == "O" and (sort in ("h", "A") or "h" in sort[1:]) for sort, mark in zip(sorts, marks, strict=False)
    )


def _examples(paths: Iterable[str]) -> Iterator[tuple[list[list[str]], list[str]]]:
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            text = document["text"]
            found = sentences(text, document["lang"], joined(text))
            common = frozenset(word.text.lower() for one in found for word in one.words if not word.capital)
            for one in found:
                marks = labels(one, text, document["ents"])
                if _usable(one, marks, bool(document.get("partial"))):
                    yield features(one, text, common), marks


def learn(paths: Iterable[str]) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    """The weights of (feature, label) and of (label, label after it)."""
    examples = list(_examples(paths))
    seen = Counter(name for rows, _ in examples for row in rows for name in row)
    trainer = pycrfsuite.Trainer(verbose=False)
    for rows, marks in examples:
        trainer.append([[name for name in row if seen[name] > 1 or name[0] == "0"] for row in rows], marks)
    trainer.set_params(SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return info.state_features, info.transitions


def write(path: str, sources: str, states: dict[tuple[str, str], float], moves: dict[tuple[str, str], float]) -> None:
    """Write the weights as `tagger` reads them."""
    rows: dict[str, dict[int, int]] = defaultdict(dict)
    for (name, label), weight in (*states.items(), *((("move " + one, other), w) for (one, other), w in moves.items())):
        if value := round(weight * SCALE):
            rows[name][LABELS.index(label)] = value
    head = (
        "# Weights of the tagger in hundredths: feature, then label:weight. Made by khronika/reading/train.py.\n"
        f"# Learnt from: {sources}\n"
    )
    body = (f"{name}\t{' '.join(f'{at}:{value}' for at, value in sorted(row.items()))}\n" for name, row in rows.items())
    Path(path).write_text(head + "".join(sorted(body)), encoding="utf-8")


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], *learn(sys.argv[3:]))
