"""Dates as texts write them become EDTF: a day, a month or a year; what lacks its year takes it from the
publication or the dates before.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from khronika.reading.grammar import Grammar
from khronika.reading.model import Span

_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_ISO = r"\b(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\b"
_DOTTED = r"(?<![\d.])(?P<d3>0?[1-9]|[12]\d|3[01])\.(?P<m3>0[1-9]|1[0-2])\.(?P<y3>(?:19|20)\d\d)(?!\d)"


_DIGIT = re.compile(r"\d")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date in the text: EDTF, and whether its year was said."""

    span: Span
    edtf: str
    full: bool


@cache
def _pattern(grammar: Grammar) -> re.Pattern[str]:
    months = "|".join(grammar.get("dates.months"))
    year = grammar.text("dates.year")
    tail = rf"(?:\s+(?:{year}))?" if year else ""
    parts = [
        _ISO,
        _DOTTED,
        rf"\b(?P<d1>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:[-–]\d\d?)?\s+(?:of\s+)?(?P<m1>{months})\b(?:,?\s+{_YEAR.format('y1')}\b{tail})?",
        rf"\b(?P<m2>{months})\.?\s+(?P<d2>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:[-–]\d\d?)?\b(?!:|\d)(?:,?\s+{_YEAR.format('y2')}\b)?",
        rf"\b(?P<m4>{months})\b,?\s+{_YEAR.format('y4')}\b{tail}",
        rf"\b{_YEAR.format('y5')}\s+(?:{year})"
        if year
        else rf"\b(?:in|since|of|until|from)\s+{_YEAR.format('y5')}\b(?![-–]\d)",
        rf"\b(?:{grammar.text('dates.month_alone')})\s+(?P<m6>{months})\b(?!,?\s+(?:19|20)\d\d)"
        if grammar.get("dates.month_alone")
        else r"(?!)",
    ]
    first = {month.lstrip("(?:")[0] for month in grammar.get("dates.months")}
    first |= set("isouf") if not year else {word[0] for word in str(grammar.get("dates.month_alone")).split("|")}
    return re.compile(rf"(?<!\w)(?=[\d{''.join(sorted(first))}])(?:{'|'.join(parts)})", re.IGNORECASE)


@cache
def _months(grammar: Grammar) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(forms, re.IGNORECASE) for forms in grammar.get("dates.months"))


def moments(text: str, grammar: Grammar, published: str) -> tuple[Moment, ...]:
    """The dates of a text in their order."""
    found: list[Moment] = []
    known = published[:10]
    for match in _pattern(grammar).finditer(text):
        groups = match.groupdict()
        if groups.get("iso"):
            edtf, full = groups["iso"], True
        else:
            edtf, full = _edtf(grammar, groups, known)
        if edtf:
            found.append(Moment(Span(match.start(), match.end()), edtf, full))
            known = known if published or not full or edtf[0] == "X" else edtf
    return tuple(_anniversaries(text, grammar, found))


def _edtf(grammar: Grammar, groups: dict[str, str | None], known: str) -> tuple[str, bool]:
    said = next((groups[name] for name in ("y1", "y2", "y3", "y4", "y5") if groups.get(name)), None)
    month = _month(grammar, groups)
    day = next((int(groups[name] or 0) for name in ("d1", "d2", "d3") if groups.get(name)), 0)
    if said is None and not known[:4].isdigit():
        return _without_year(month, day), False
    year = int(said) if said else _year(int(known[:4]), month, day, known)
    if not month:
        return f"{year:04d}", True
    if not day:
        return f"{year:04d}-{month:02d}", said is not None
    try:
        return date(year, month, day).isoformat(), said is not None
    except ValueError:
        return f"{year:04d}-{month:02d}", said is not None


def _without_year(month: int, day: int) -> str:
    """A day whose year nobody tells, in EDTF's unspecified digits."""
    return f"XXXX-{month:02d}-{day:02d}" if month and 1 <= day <= _DAYS[month - 1] else ""


def _month(grammar: Grammar, groups: dict[str, str | None]) -> int:
    if groups.get("m3"):
        return int(groups["m3"] or 0)
    word = next((groups[name] for name in ("m1", "m2", "m4", "m6") if groups.get(name)), None)
    if word is None:
        return 0
    return next((number for number, month in enumerate(_months(grammar), 1) if month.fullmatch(word)), 0)


def _year(year: int, month: int, day: int, known: str) -> int:
    """The last such day that is not long after the known one."""
    if len(known) < 7:
        return year
    latest = (int(known[5:7]) + 1, int(known[8:10] or 28))
    return year - 1 if (month, day) > latest and month - int(known[5:7]) > 3 else year


def _anniversaries(text: str, grammar: Grammar, found: list[Moment]) -> list[Moment]:
    """'On 4 August 2013, the second anniversary of his arrest': the arrest was on 4 August 2011."""
    order = grammar.get("dates.ordinals") or []
    if not any(one.full and len(one.edtf) == 10 for one in found):
        return sorted(found, key=_span)
    for match in grammar.pattern("dates.anniversary").finditer(text):
        before = [one for one in found if 0 <= match.start() - one.span.end < 60 and one.full and len(one.edtf) == 10]
        ordinal = match["ordinal"].lower()
        if before and ordinal in order:
            year = int(before[-1].edtf[:4]) - order.index(ordinal) - 1
            found.append(Moment(Span(match.start(), match.end()), f"{year:04d}{before[-1].edtf[4:]}", True))
    return sorted(found, key=_span)


def _span(one: Moment) -> Span:
    return one.span


def published(text: str, grammar: Grammar) -> str:
    """The date line among the first lines of a text, '' without one."""
    head = text[:600]
    for line in head.split("\n")[:8]:
        if len(line) > 90 or not _DIGIT.search(line):
            continue
        for match in _pattern(grammar).finditer(line):
            alone = len(line) - (match.end() - match.start()) < 45 and (
                match.end() >= len(line.rstrip(" .*_|")) or match.start() == 0
            )
            groups = match.groupdict()
            if alone and (groups.get("iso") or any(groups.get(name) for name in ("y1", "y2", "y3"))):
                return groups["iso"] if groups.get("iso") else _edtf(grammar, groups, "")[0]
    return ""
