"""Every decision that made a record what it is, asked for in two questions: which ones and what of each, then who and why."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Q, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khronika.desk.claims.models import Citation, Clearance, Decision, Judgement
from khronika.desk.claims.portions import portions
from khronika.desk.register.ready import asked, ready, union
from khronika.vocabulary.terms import label
from khronika.workspace.naming import Names
from khronika.workspace.team.told import verdict

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


def history(
    ids: Collection[str], parts: Collection[str], names: Names, entry: int | None = None
) -> tuple[Happening, ...]:
    """Every decision on a record (with those judged the same) and on its parts, newest first; with `entry`, until that one."""
    did: dict[int, list[_Part]] = defaultdict(list)
    for each in _parts(ids, parts):
        if entry is None or each.decision <= entry:
            did[each.decision].append(each)
    names.learn(each for its in did.values() if its[0].did == _JUDGED for each in its[0][2:4])
    found = [
        decision
        for group in portions(map(str, did))
        for decision in Decision.objects.filter(pk__in=group).select_related("by").defer("payload", "salt")
    ]
    found.sort(key=lambda each: -each.pk)
    return tuple(_happening(each, _what(did[each.pk], ids, names)) for each in found)


def _parts(ids: Collection[str], parts: Collection[str]) -> Iterator[_Part]:
    whole = ready("history", _of_record, sorted(ids))
    for number, group in enumerate(portions({*ids, *parts})):
        claims = ready("history of claims", _of_claims, group)
        yield from map(_Part._make, asked(claims if number else union((claims, whole))))


def _of_claims(records: list[str]) -> Any:
    """What was accepted or cleared of the claims about records."""
    about = Q(claim__subject__in=records)
    cited = _rows(Citation, about, (Value(_CITED), "claim_id", _text(), _text()))
    return cited.union(_rows(Clearance, about, (Value(_CLAIM), "claim_id", _text(), "level")), all=True)


def _of_record(ids: list[str]) -> Any:
    """How records themselves were cleared, and judged beside others."""
    cleared = _rows(Clearance, Q(record__in=ids), (Value(_RECORD), "record_id", _text(), "level"))
    columns = (Value(_JUDGED), "left_id", "right_id", "verdict")
    judged = [_rows(Judgement, Q(**{f"{side}__in": ids}), columns) for side in ("left", "right")]
    return cleared.union(*judged, all=True)


def _rows(model: Any, condition: Q, columns: Sequence[Any]) -> Any:
    return model.objects.filter(condition).order_by().values_list("decision_id", *columns)


def _text() -> Value:
    return Value("", CharField())


def _happening(decision: Decision, what: str) -> Happening:
    by = decision.by.get_full_name() or decision.by.get_username()
    return Happening(decision.pk, decision.at, by, what, decision.reason, decision.undone_by_id or 0)


def _what(did: Sequence[_Part], ids: Collection[str], names: Names) -> str:
    """What a decision did: it judged, cleared or accepted, never two of them."""
    first = did[0]
    if first.did == _JUDGED:
        other = names(first.other if first.thing in ids else first.thing)
        return _("judged {verdict}: {name}").format(verdict=verdict(first.said), name=other)
    claims = len({each.thing for each in did if each.did != _RECORD})
    if first.did == _CITED:
        return ngettext("accepted {count} claim", "accepted {count} claims", claims).format(count=claims)
    level = label(f"level.{first.said}", names.language)
    if not any(each.did == _RECORD for each in did):
        said = ngettext("set {count} claim to ‘{level}’", "set {count} claims to ‘{level}’", claims)
        return said.format(count=claims, level=level)
    if not claims:
        return _("set the record to ‘{level}’").format(level=level)
    said = ngettext(
        "set the record and {count} claim to ‘{level}’", "set the record and {count} claims to ‘{level}’", claims
    )
    return said.format(count=claims, level=level)
