"""What changed in a report: between two makings, or since the last one. Parts are compared by what they say, not by when.

Words are shown only where both documents are still kept; else the list says which parts differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from khronika.desk.advocacy.models import ReportMaking
from khronika.home import Home
from khronika.pages.report.whole import blocks as worded
from khronika.pages.words import ORIGINAL
from khronika.pages.words import words as spoken
from khronika.press.errors import PressError
from khronika.press.report.asked import found
from khronika.press.report.document import Writer, digest, standing, text
from khronika.press.report.gather import gather
from khronika.press.report.kept import kept
from khronika.press.report.package import read


class Deed(StrEnum):
    """What became of a part."""

    CAME = "came"
    CHANGED = "changed"
    WENT = "went"


@dataclass(frozen=True, slots=True)
class Change:
    """A part that is other than before: its key, of which record it is ('' for none), and its words where they are known."""

    deed: Deed
    key: str
    record: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from one making to another (0 for what would be made now)."""

    since: int
    until: int
    changes: tuple[Change, ...]


def changes(home: Home, report: str, number: int = 0, *, today: date | None = None) -> Changes:
    """What a making says otherwise than the one before it; without a number, what would be said now and is not in the last.

    Raises PressError where there is no such making, or none at all.
    """
    plan, rows = found(report), {each.number: each for each in ReportMaking.objects.filter(report=report)}
    if not rows or (number and number not in rows):
        raise PressError("Expected the number of a making of this report; make it first with 'khronika report make'.")
    if number:
        before, after = rows.get(number - 1), rows[number]
        old, new = dict(before.blocks) if before else {}, dict(after.blocks)
        words = _words(home, report, number - 1), _words(home, report, number)
        return Changes(number - 1, number, _compared(old, new, words))
    last = rows[max(rows)]
    told = worded(gather(plan, today or timezone.now().date()).material)
    now = {each.key: each for each in told if each.key not in last.gone}
    said = {key: " ".join(each.text.split()) for key, each in now.items()}
    fresh = {key: digest(words) for key, words in said.items()}
    return Changes(last.number, 0, _compared(dict(last.blocks), fresh, (_words(home, report, last.number), said)))


def _compared(
    old: Mapping[str, str], new: Mapping[str, str], words: tuple[Mapping[str, str], Mapping[str, str]]
) -> tuple[Change, ...]:
    """In the order of the new document, what went after it."""
    before, after = words
    changed = [key for key in new if old.get(key) != new[key]]
    told = [
        Change(
            Deed.CHANGED if key in old else Deed.CAME, key, record_of(key), before.get(key, ""), after.get(key, "")
        )
        for key in changed
    ]  # fmt: skip
    went = [Change(Deed.WENT, key, record_of(key), before.get(key, "")) for key in old if key not in new]
    return (*told, *went)


def record_of(key: str) -> str:
    """The record of which a part is; empty for parts of the report itself.

    >>> record_of("case.abcdefghijkl"), record_of("figures.acts")
    ('abcdefghijkl', '')
    """
    kind, _, rest = key.partition(".")
    return rest if kind in ("case", "demand", "recommendation") else ""


def _words(home: Home, report: str, number: int) -> dict[str, str]:
    """The parts of a document that is still kept, by key."""
    data = kept(home, report, number)
    if data is None:
        return {}
    package = read(data)
    marks = Writer(package, report, number, spoken(ORIGINAL)).style("mark")
    return {each.key: text(each.element, marks=marks) for each in standing(package.document)}
