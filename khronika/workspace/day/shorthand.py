"""What came of a hearing in a few letters: '10d', '20bv', 'f 500', 'post 14:00', 'rel'. Letters of three languages mean the same.

Nothing is guessed: what is not understood is said back, and what is understood is shown in words before it is saved.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from khronika.dates import DateError
from khronika.vocabulary.terms import label
from khronika.written import understood

LONGEST = 200
_REDENOMINATED = date(2016, 7, 1)
WORDS: tuple[tuple[str, str, str], ...] = (
    ("rel", "released", "rel|released|выз|вызв|осв|отп"),
    ("acq", "acquitted", "acq|апр|опр"),
    ("term", "terminated", "term|спын|прек|прекр"),
    ("conv", "convicted", "conv|асудж|осужд"),
    ("held", "held", "held|адб|сост"),
    ("closed", "closed", "closed|зак|закр"),
    ("canc", "cancelled", "canc|адм|отм"),
    ("?", "unknown", r"\?"),
)
_VERDICTS = ("acquitted", "terminated", "convicted")
_NUMBER = r"([0-9]{1,7}(?:[.,][0-9]{1,2})?)\s*"
_MONEY = {
    "byn": "BYN",
    "br": "BYN",
    "р": "BYN",
    "руб": "BYN",
    "usd": "USD",
    "$": "USD",
    "eur": "EUR",
    "€": "EUR",
    "rub": "RUB",
}
_FINE = re.compile(rf"(?:f|fine|ш|штр|штраф)\s*{_NUMBER}(bv|bu|бв|b|б|{'|'.join(map(re.escape, _MONEY))})?(?![^\W\d])")
_UNITS = re.compile(rf"{_NUMBER}(?:bv|bu|б\.?\s?в\.?|b|б)(?![^\W\d])")
_DAYS = re.compile(rf"{_NUMBER}(?:days?|d|сут[^\W\d]*|дз[^\W\d]*|дн[^\W\d]*|с|д)(?![^\W\d])")
_TERM = re.compile(
    rf"(lim|огр|абм)?\s*{_NUMBER}(y|yrs?|years?|г|гад\w*|год\w*|лет|m|mo|months?|мес\w*)"
    r"(?:\s*([0-9]{1,2})\s*(?:m|mo|months?|мес\w*))?(?!\w)"
)
_MOVED = re.compile(r"(?:post|moved|пер|перан\w*|перен\w*|адкл\w*|отл\w*)(?!\w)\s*|[pп]\s*(?=[0-9])")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?!\w)")
_DAY = re.compile(r"[0-9]{1,2}[./][0-9]{1,2}(?:[./][0-9]{2,4})?|[0-9]{4}-[0-9]{2}-[0-9]{2}|tomorrow|заўтра|завтра")


class ShorthandError(ValueError):
    """Letters that mean nothing here."""


@dataclass(frozen=True, slots=True)
class Penalty:
    """A penalty as its term, amount and unit."""

    type: str
    amount: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Result:
    """What was understood: outcome of the hearing, verdict, penalties, when it goes on (EDTF day, '14:00'), a release."""

    outcome: str = ""
    verdict: str = ""
    penalties: tuple[Penalty, ...] = ()
    next_day: str = ""
    next_time: str = ""
    released: bool = False

    @property
    def moved(self) -> bool:
        """Whether the hearing goes on at another time."""
        return bool(self.next_day or self.next_time)


def understand(text: str, day: date) -> Result:
    """What the letters mean on a day; an empty text means nothing. Raises ShorthandError.

    >>> understand("10d 20bv", date(2026, 11, 22)).penalties[1].unit
    'base_units'
    """
    rest, found = " ".join(text.lower().replace("\u00a0", " ").split()), Result()
    if len(rest) > LONGEST:
        raise ShorthandError(
            _("Expected a few letters such as 10d or 20bv; this is too long. Write the story as a note.")
        )
    while rest:
        found, rest = _take(found, rest, day)
        rest = rest.lstrip(" ,;+")
    if found.penalties and found.verdict in ("acquitted", "terminated"):
        raise ShorthandError(_("Expected either a penalty or the end of the case; both are written. Take one out."))
    if day < _REDENOMINATED:
        old = tuple(replace(each, unit="BYR" if each.unit == "BYN" else each.unit) for each in found.penalties)
        found = replace(found, penalties=old)
    if found.penalties and not found.verdict:
        found = replace(found, verdict="convicted")
    outcome = found.outcome or ("held" if found.verdict else "adjourned" if found.next_day else "")
    return replace(found, outcome=outcome)


def _take(found: Result, rest: str, day: date) -> tuple[Result, str]:
    """What the first words mean, and what is left."""
    if moved := _MOVED.match(rest):
        return _moving(found, rest[moved.end() :], day)
    for _letters, value, pattern in WORDS:
        if word := re.match(rf"(?:{pattern})(?!\w)", rest):
            return _word(found, value), rest[word.end() :]
    for form, reading in ((_FINE, _fine), (_UNITS, _units), (_TERM, _term), (_DAYS, _days)):
        if match := form.match(rest):
            return replace(found, penalties=(*found.penalties, reading(match))), rest[match.end() :]
    raise ShorthandError(
        _("Expected letters such as 10d, 20bv, f 500, post 14:00 or rel; ‘%(text)s’ is none of these.")
        % {"text": rest[:40]}
    )


def _word(found: Result, value: str) -> Result:
    if value == "released":
        return replace(found, released=True)
    if value in _VERDICTS:
        return replace(found, verdict=value)
    return replace(found, outcome=value)


def _fine(match: re.Match[str]) -> Penalty:
    unit = match[2] or "byn"
    return Penalty("fine", _amount(match[1]), "base_units" if unit in ("bv", "bu", "бв", "b", "б") else _MONEY[unit])


def _units(match: re.Match[str]) -> Penalty:
    return Penalty("fine", _amount(match[1]), "base_units")


def _days(match: re.Match[str]) -> Penalty:
    return Penalty("administrative_detention", _amount(match[1]), "days")


def _term(match: re.Match[str]) -> Penalty:
    kind = "restriction_of_freedom" if match[1] else "imprisonment"
    if match[3].startswith(("m", "м")):
        return Penalty(kind, _amount(match[2]), "months")
    if match[4]:
        return Penalty(kind, _amount(match[2]) * 12 + int(match[4]), "months")
    return Penalty(kind, _amount(match[2]), "years")


def _amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _moving(found: Result, rest: str, day: date) -> tuple[Result, str]:
    """A day, a time, or both, in any order."""
    for _turn in range(2):
        if clock := _CLOCK.match(rest):
            found = replace(found, next_time=f"{int(clock[1]):02}:{clock[2]}")
            rest = rest[clock.end() :].lstrip(" ,")
        elif when := _DAY.match(rest):
            found = replace(found, next_day=_next(when[0], day))
            rest = rest[when.end() :].lstrip(" ,")
    if not found.moved:
        raise ShorthandError(_("Expected a day or a time after ‘post’, as in post 14:00 or post 15.08."))
    return found, rest


def _next(text: str, day: date) -> str:
    """The day meant: of this year, or of the next where it would lie behind."""
    try:
        found = understood(text, on=day)
        if not found.start and found.choices:
            found = understood(text.replace("/", "."), on=day)
        start = date.fromisoformat(found.start)
    except (DateError, ValueError) as error:
        raise ShorthandError(str(error)) from error
    if start < day and len(text) <= 5:
        start = start.replace(year=start.year + 1)
    if start < day:
        raise ShorthandError(_("Expected a day after this one; the hearing cannot be moved to the past."))
    return start.isoformat()


def words(result: Result, language: str) -> Iterator[str]:
    """What was understood, in words."""
    for each in result.penalties:
        yield f"{label(f'sentence_type.{each.type}', language)}, {each.amount} {label(f'unit.{each.unit}', language)}"
    if result.verdict and not result.penalties:
        yield label(f"verdict.{result.verdict}", language)
    if result.outcome not in ("", "held") or (result.outcome and not result.verdict):
        yield label(f"hearing_outcome.{result.outcome}", language)
    if result.moved:
        when = " ".join(filter(None, (result.next_day, result.next_time)))
        yield _("goes on %(when)s") % {"when": when}
    if result.released:
        yield label("end_ground.released", language)
