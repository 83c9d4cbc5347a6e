"""Counts how often the findings of each rule are right in annotated documents, for the table of `sureness`."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khronika.reading import sureness
from khronika.reading.model import Entity, Finding, Reading
from khronika.reading.reader import noticed

FIELDS = ("names", "demands", "signatories", "acts", "penalties", "interventions", "figures")
STRENGTH = 8.0
"""How many findings the share of the wider group is worth."""

FEWEST = 5
SHARED = 0.5
_WORD = re.compile(r"\w+")
_PLACES = {"Person": "persons", "Organization": "organizations", "Place": "places"}
_HAPPENED = ("asserted", "alleged", "disputed", "planned", "demanded")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding with its groups from the widest to the narrowest, whether it is right, and by whom it was annotated."""

    groups: tuple[tuple[str, str, str, str], ...]
    right: bool
    author: str


def verdicts(documents: Iterable[Mapping[str, Any]]) -> list[Verdict]:
    """Every finding in the documents, judged; fields that a document does not annotate are left out."""
    found: list[Verdict] = []
    for one in documents:
        reading = noticed(one["text"])
        for field in FIELDS:
            found += _judged(reading, field, one)
    return found


def shares(found: Sequence[Verdict]) -> dict[tuple[str, str, str, str], float]:
    """The share of each group that is right, drawn to the share of the group around it."""
    seen: Counter[tuple[str, str, str, str]] = Counter()
    right: Counter[tuple[str, str, str, str]] = Counter()
    around: dict[tuple[str, str, str, str], tuple[str, str, str, str] | None] = {}
    for verdict in found:
        for at, group in enumerate(verdict.groups):
            seen[group] += 1
            right[group] += verdict.right
            around[group] = verdict.groups[at - 1] if at else None
    made: dict[tuple[str, str, str, str], float] = {}
    for group in sorted(around, key=lambda one: sum(part != sureness.ANY for part in one)):
        wider = around[group]
        prior = made.get(wider, 0.5) if wider else 0.5
        made[group] = (right[group] + STRENGTH * prior) / (seen[group] + STRENGTH)
    return {group: share for group, share in made.items() if seen[group] >= FEWEST}


def error(found: Sequence[Verdict]) -> float:
    """The expected calibration error when each author's findings get the shares learnt from the others."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for author in sorted({one.author for one in found}):
        table = shares([one for one in found if one.author != author])
        for one in (one for one in found if one.author == author):
            share = next((table[group] for group in reversed(one.groups) if group in table), 0.5)
            bins[min(9, int(share * 10))].append((share, one.right))
    gaps = (abs(sum(s for s, _ in group) - sum(r for _, r in group)) for group in bins.values())
    return sum(gaps) / max(1, len(found))


def _groups(field: str, language: str, one: Finding | Entity) -> tuple[tuple[str, str, str, str], ...]:
    name, star = sureness.sort(one), sureness.ANY
    step = f"{star} {name.rpartition(' ')[2]}"
    return (
        (field, star, star, star),
        (field, one.rule, star, star),
        (field, one.rule, step, star),
        (field, one.rule, name, star),
        (field, one.rule, name, language),
    )


def _judged(reading: Reading, field: str, one: Mapping[str, Any]) -> Iterable[Verdict]:
    language = reading.language.partition("-")[0]
    things: Sequence[Finding | Entity] = reading.entities if field == "names" else getattr(reading, field)
    left: dict[str, list[Any]] = {}
    for thing in things:
        key = _PLACES.get(thing.kind, "") if isinstance(thing, Entity) else field
        if key not in one or (isinstance(thing, Finding) and thing.status not in _HAPPENED):
            continue
        gold = left.setdefault(key, list(one[key] or []))
        match = next((each for each in gold if _same(reading, thing, each)), None)
        if match is not None:
            gold.remove(match)
        yield Verdict(_groups(field, language, thing), match is not None, one["author"])


def _words(text: object) -> list[str]:
    return _WORD.findall(str(text or "").casefold().replace("ё", "е"))


def _same(reading: Reading, thing: Any, gold: Any) -> bool:
    """Whether a finding is the one that was annotated."""
    if isinstance(thing, Entity):
        forms = {str(gold)} if isinstance(gold, str) else {str(value) for value in gold.values() if value}
        said = [_words(thing.name), *(_words(span.of(reading.text)) for span in thing.spans)]
        return any(_words(form) == words for form in forms for words in said if words)
    if "text" in gold:
        mine, theirs = set(_words(thing.text)), set(_words(gold["text"]))
        return bool(len(mine & theirs) >= SHARED * len(mine | theirs))
    names = {one.key: one.name for one in reading.entities}
    if "role" in gold:
        key, field = (thing.person, "name") if gold.get("name") else (thing.organization, "organization")
        return bool(_words(names.get(key)) == _words(gold.get(field)))
    return _touches(reading, thing, gold) and _alike(names, thing, gold)


def _touches(reading: Reading, thing: Any, gold: Mapping[str, Any]) -> bool:
    start = reading.text.find(gold["evidence"])
    return bool(start < thing.span.end and thing.span.start < start + len(gold["evidence"]))


def _alike(names: Mapping[str, str], thing: Any, gold: Mapping[str, Any]) -> bool:
    if "number" in gold:
        return float(thing.number) == float(gold["number"])
    if str(thing.type) != gold["type"]:
        return False
    if "amount" in gold:
        amount = None if thing.amount is None else float(thing.amount)
        return bool(amount == (None if gold["amount"] is None else float(gold["amount"])))
    wanted = {_words(name)[-1] for name in gold.get("victims") or () if _words(name)}
    mine = {_words(names.get(key))[-1] for key in getattr(thing, "victims", ()) if _words(names.get(key))}
    return not wanted or bool(wanted & mine)
