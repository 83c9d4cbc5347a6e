"""Every decision that made a record what it is, asked for in two questions: which ones and what of each, then who and why."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Q, Value

from khronika.desk.claims.models import Citation, Clearance, Decision, Judgement
from khronika.desk.register.told import portions
from khronika.vocabulary.terms import label

_CITED, _RECORD, _CLAIM, _JUDGED = "cited", "record", "claim", "judged"


@dataclass(frozen=True, slots=True)
class Happening:
    """A decision in the record's history."""

    number: int
    at: datetime
    by: str
    what: str
    reason: str
    undone: int


class _Part(NamedTuple):
    """What one decision did to one thing: a claim that it accepted or cleared, the record, or a pair (`thing`, `other`)."""

    decision: int
    did: str
    thing: str
    other: str
    said: str


def history(ids: Collection[str], parts: Collection[str]) -> tuple[Happening, ...]:
    """Every decision on a record (with those judged the same) and on its parts, newest first."""
    did: dict[int, list[_Part]] = defaultdict(list)
    for each in _parts(ids, parts):
        did[each.decision].append(each)
    found = [
        decision
        for group in portions(map(str, did))
        for decision in Decision.objects.filter(pk__in=group).select_related("by").defer("payload", "salt")
    ]
    found.sort(key=lambda each: -each.pk)
    return tuple(_happening(each, _what(did[each.pk], ids)) for each in found)


def _parts(ids: Collection[str], parts: Collection[str]) -> Iterator[_Part]:
    for number, group in enumerate(portions({*ids, *parts})):
        cited = _rows(Citation, Q(claim__subject__in=group), (Value(_CITED), "claim_id", _text(), _text()))
        cleared = _rows(Clearance, Q(claim__subject__in=group), (Value(_CLAIM), "claim_id", _text(), "level"))
        asked = [cited, cleared]
        if number == 0:
            asked.append(_rows(Clearance, Q(record__in=ids), (Value(_RECORD), "record_id", _text(), "level")))
            columns = (Value(_JUDGED), "left_id", "right_id", "verdict")
            asked += [_rows(Judgement, Q(**{f"{side}__in": ids}), columns) for side in ("left", "right")]
        yield from map(_Part._make, asked[0].union(*asked[1:], all=True))


def _rows(model: Any, condition: Q, columns: Sequence[Any]) -> Any:
    return model.objects.filter(condition).order_by().values_list("decision_id", *columns)


def _text() -> Value:
    return Value("", CharField())


def _happening(decision: Decision, what: str) -> Happening:
    by = decision.by.get_full_name() or decision.by.get_username()
    return Happening(decision.pk, decision.at, by, what, decision.reason, decision.undone_by_id or 0)


def _what(did: Sequence[_Part], ids: Collection[str]) -> str:
    """What a decision did: it judged, cleared or accepted, never two of them."""
    first = did[0]
    if first.did == _JUDGED:
        return f"judged {first.said} as {first.other if first.thing in ids else first.thing}"
    claims = len({each.thing for each in did if each.did != _RECORD})
    if first.did == _CITED:
        return f"accepted {claims} claim{'s' if claims != 1 else ''}"
    record = any(each.did == _RECORD for each in did)
    what = [*(["the record"] if record else []), *([f"{claims} claims"] if claims else [])]
    return f"cleared {' and '.join(what)}: {label(f'level.{first.said}')}"
