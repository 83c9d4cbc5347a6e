"""Small linear models over cues that a person can read: how likely each answer to a question is, given the cues that were
seen. The weights stand in `grammar/weights-facts.tsv`, a cue and an answer a line; `practise.py` learns them.
"""

import math
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from khronika.reading.grammar import table

YES = "yes"
ALWAYS = "always"
"""The cue that every thing has."""


@cache
def _weights() -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    """The weights by question, cue and answer."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for row in table("weights-facts"):
        cues = found.setdefault(row["question"], {})
        cues.setdefault(row["cue"], {})[row["answer"]] = float(row["weight"])
    return MappingProxyType(found)


def chance(question: str, cues: Mapping[str, float]) -> float:
    """How likely a question is to be answered with yes."""
    known = _weights().get(question)
    if known is None:
        return 1.0
    score = known.get(ALWAYS, {}).get(YES, 0.0)
    for cue, amount in cues.items():
        weight = known.get(cue)
        if weight is not None:
            score += weight[YES] * amount
    return 1 / (1 + math.exp(-score))


def softmax(scores: Mapping[str, float]) -> dict[str, float]:
    """Chances out of scores."""
    top = max(scores.values(), default=0.0)
    raised = {name: math.exp(score - top) for name, score in scores.items()}
    whole = sum(raised.values())
    return {name: value / whole for name, value in raised.items()}


def clear() -> None:
    """Forget the weights, so that those just learnt are read."""
    _weights.cache_clear()
