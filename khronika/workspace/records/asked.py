"""What the address of a list asks for, made sense of: every part of it is optional, and what cannot be meant gets a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from khronika.desk.claims.models import Record
from khronika.desk.register.models import Name
from khronika.vocabulary.kinds import RECORDS
from khronika.workspace.naming import Names
from khronika.workspace.records.columns import columns
from khronika.workspace.records.filters import Day, Filter, filters
from khronika.workspace.records.indexes import search
from khronika.workspace.records.words import said

LONGEST = 200
SURE = 90  # per cent of likeness at which a typed name is taken without asking


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as it is asked for. `chosen` is what the filters take, `typed` what stands in their fields."""

    kind: str
    words: str
    day: Day
    chosen: Mapping[str, str]
    typed: Mapping[str, str]
    columns: tuple[str, ...] = ()
    sort: str = ""
    down: bool = False
    problems: tuple[str, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)

    @property
    def narrowed(self) -> bool:
        """Whether any filter leaves something out."""
        return bool({name for name, value in self.chosen.items() if value} - {"sure"})

    def query(self, **other: str) -> str:
        """The address of this list, with some parts otherwise; without a page."""
        parts: dict[str, str | list[str]] = {"kind": self.kind, "q": self.words, **self.typed}
        parts |= {f"{name}-record": each for name, each in self.ids.items()}
        parts |= {"at": self.day.at.isoformat() if self.day.asked else "", "col": list(self.columns)}
        parts |= {"sort": self.sort, "down": "1" if self.down else "", **other}
        return urlencode({name: value for name, value in parts.items() if value}, doseq=True)


def asked(given: QueryDict, names: Names) -> Asked:
    """The list that an address asks for."""
    words, kind = given.get("q", "").strip()[:LONGEST], given.get("kind", "")
    kind = kind if kind in RECORDS else "" if words else next(iter(RECORDS))
    problems: list[str] = []
    at = _day(given.get("at", "").strip(), problems)
    chosen, typed, ids = {}, {}, {}
    for each in filters(kind) if kind else ():
        value = given.get(each.name, "").strip()[:LONGEST]
        if not value:
            continue
        typed[each.name] = value
        meant = _meant(each, value, given.get(f"{each.name}-record", "").strip(), problems)
        chosen[each.name] = meant
        if each.widget == "record" and meant:
            ids[each.name], typed[each.name] = meant, names(meant)
    day = Day(at or datetime.now(UTC).date(), at is not None, chosen.get("sure", ""))
    every = columns(kind) if kind else {}
    shown = tuple(key for key in dict.fromkeys(given.getlist("col")) if key in every)
    sort = given.get("sort", "")
    sort = sort if sort == "name" or sort in every else ""
    return Asked(kind, words, day, chosen, typed, shown, sort, bool(given.get("down")), tuple(problems), ids)


def _meant(each: Filter, value: str, record: str, problems: list[str]) -> str:
    """The value that a filter takes; empty with a sentence where nothing can be meant."""
    match each.widget:
        case "choice" if value in dict(each.choices):
            return value
        case "tick":
            return "1"
        case "year" if value.isascii() and value.isdigit() and 1000 <= int(value) <= 2999:
            return value
        case "day":
            return value if _day(value, problems) else ""
        case "record":
            return _named(each, value, record, problems)
    problems.append(
        _("Expected another value for ‘{filter}’; {value!r} is left out.").format(
            filter=said(each.label), value=value[:40]
        )
    )
    return ""


def _named(each: Filter, value: str, record: str, problems: list[str]) -> str:
    """The record that was chosen or is called so: exactly, else by the only name that is very like it."""
    of_kind = Record.objects.filter(kind__in=each.kinds)
    if record and of_kind.filter(id=record).exists():
        return record
    called = Name.objects.filter(text=value, claim__known_until=None, claim__subject__kind__in=each.kinds)
    found = sorted(set(called.values_list("claim__subject_id", flat=True)[:2]))
    if not found:
        near = search(each.kinds, value, limit=2).found
        found = [hit.record for hit in near if hit.percent >= SURE]
    if len(found) == 1:
        return found[0]
    sentence = _(
        "‘{value}’ for ‘{filter}’ is called by none or by several; type more of the name and choose one. It is left out."
    )
    problems.append(sentence.format(value=value[:80], filter=said(each.label)))
    return ""


def _day(value: str, problems: list[str]) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        problems.append(_("Expected a day such as 2013-08-04, got {value!r}; it is left out.").format(value=value[:40]))
        return None
