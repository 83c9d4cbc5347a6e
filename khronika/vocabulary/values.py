"""Plain values for a claim, checked against its declaration. What comes out is ready to store; what cannot be understood is an error, never a guess.

A value that points to a record is an opaque string here (a record's id, or a mention's key while it is still a proposal).
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from khronika.dates import DateError, parse
from khronika.vocabulary.errors import InvalidValues, UnknownKind
from khronika.vocabulary.kind import ClaimKind, Field, FieldType
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import members

Value: TypeAlias = str | int | Decimal
LONGEST = 20_000  # characters of a text
_LONGEST = {FieldType.TEXT: LONGEST, FieldType.LANGUAGE: 20}
_LINE = 1_000
_DECIMALS = 4
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_AMBIGUOUS = re.compile(r"0*[1-9][0-9]{0,2},[0-9]{3}")  # 1,500: fifteen hundred, or one and a half


def kind_of(name: str) -> ClaimKind:
    """The claim kind of that name; UnknownKind with the known names otherwise."""
    if name not in CLAIMS:
        raise UnknownKind(f"Expected a kind of claim, got {name!r}; known kinds are {', '.join(CLAIMS)}.")
    return CLAIMS[name]


def clean(kind: ClaimKind, values: Mapping[str, object]) -> dict[str, Value]:
    """The values that are given, typed and in the declared order; empty ones are left out.

    Raises InvalidValues with one sentence a field.

    >>> clean(CLAIMS["SentenceComponent"], {"sentence_type": "imprisonment", "amount": "4.5", "unit": "years"})
    {'sentence_type': 'imprisonment', 'amount': Decimal('4.5'), 'unit': 'years'}
    """
    problems = {name: f"{kind.name} has no field {name!r}." for name in values if name not in kind.by_name}
    cleaned: dict[str, Value] = {}
    for field in kind.fields:
        given = values.get(field.name)
        if given is None or str(given).strip() == "":
            if field.required:
                problems[field.name] = f"{field.name} is needed and was empty."
            continue
        try:
            cleaned[field.name] = _typed(field, given)
        except ValueError as problem:
            problems[field.name] = str(problem)
    if problems:
        raise InvalidValues(kind.name, problems)
    return cleaned


def _typed(field: Field, given: object) -> Value:
    text = str(given).strip()
    longest = _LONGEST.get(field.type, _LINE)
    if len(text) > longest:
        raise ValueError(f"{field.name} is longer than {longest} characters; shorten it.")
    match field.type:
        case FieldType.INTEGER:
            return _number(field, text, whole=True)
        case FieldType.DECIMAL:
            return _number(field, text, whole=False)
        case FieldType.TERM if text not in members(field.terms):
            raise ValueError(f"{field.name} expects one of {', '.join(members(field.terms))}; got {text!r}.")
        case FieldType.DATE:
            return _date(field, text)
    return text


def _date(field: Field, text: str) -> str:
    try:
        return parse(text).text
    except DateError as error:
        raise ValueError(f"{field.name}: {error}") from error


def _number(field: Field, text: str, *, whole: bool) -> int | Decimal:
    plain = text.replace("\u00a0", "").replace(" ", "")
    below = field.signed and plain.startswith(("-", "\u2212"))
    plain = plain[1:] if below else plain
    if _AMBIGUOUS.fullmatch(plain):
        raise ValueError(f"{field.name} expects a number without a comma before thousands; got {text!r}.")
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"{field.name} expects a number; got {text!r}.")
    number = Decimal(plain.replace(",", ".")) * (-1 if below else 1)
    if abs(number) >= 10**12:
        raise ValueError(f"{field.name} expects a number from 0 to 999,999,999,999; got {text!r}.")
    if whole and number != number.to_integral_value():
        raise ValueError(f"{field.name} expects a whole number; got {text!r}.")
    if number != round(number, _DECIMALS):
        raise ValueError(f"{field.name} expects at most four decimals; got {text!r}.")
    return int(number) if whole else number.normalize() + 0
