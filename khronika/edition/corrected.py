"""A correction as an edition tells it: on which day it came out, of which record, what was said and what is said instead.

Why it was corrected is told as one of a few categories that follow from what differs; nobody's own words of it ever go out.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from khronika.edition.model import Ref, Value

WHEN, SURE = "when", "status"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: a field of the claim, `when` (start and end as one text, parted by '/') or `status`."""

    what: str
    was: Value | None
    now: Value | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What was corrected of one claim; `kind` is the claim's, `out` the day of the edition in which it came out."""

    out: str
    ref: Ref
    kind: str
    changes: tuple[Change, ...]

    @property
    def categories(self) -> tuple[str, ...]:
        """What sort of correction it is: value, date, certainty."""
        found = {{WHEN: "date", SURE: "certainty"}.get(each.what, "value") for each in self.changes}
        return tuple(each for each in ("value", "date", "certainty") if each in found)


def line(correction: Correction) -> bytes:
    """A correction as a line of the data file."""
    ref = correction.ref
    plain = {
        "out": correction.out,
        "record": {"id": ref.id, "kind": ref.kind, "address": ref.address, "names": _names(ref)},
        "claim": correction.kind,
        "category": list(correction.categories),
        "was": {each.what: _plain(each.was) for each in correction.changes},
        "is": {each.what: _plain(each.now) for each in correction.changes},
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _plain(value: Value | None) -> str | int | Mapping[str, str] | None:
    if isinstance(value, Ref):
        return {"id": value.id, **_names(value)}
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _names(ref: Ref) -> dict[str, str]:
    return {title.language or "und": title.text for title in reversed(ref.titles)}
