"""Amounts with their unit, as the reader's language counts: '4.5 years', '4,5 года', '5 лет'.

Slavic languages have a form of their own for fractions, so a fraction is another phrase than a whole number.
"""

from decimal import Decimal

from babel.numbers import format_decimal, get_currency_name

from khronika.pages.words import Words
from khronika.vocabulary.terms import label


def number(value: int | Decimal, words: Words) -> str:
    """A number with the language's own marks for thousands and fractions."""
    return str(format_decimal(value, locale=words.locale))


def amount(value: int | Decimal, unit: str, words: Words) -> str:
    """A number with its unit; a unit that is unknown here shows with its label.

    >>> from khronika.pages.words import words
    >>> amount(Decimal("4.5"), "years", words("en"))
    '4.5 years'
    """
    said = number(value, words)
    if len(unit) == 3 and unit.isupper():
        return f"{said} {get_currency_name(unit, value, locale=words.language)}"
    whole = value == int(value)
    phrase = _whole(int(value), unit, said, words) if whole else _part(unit, said, words)
    return phrase or f"{said} {label(f'unit.{unit}', words.language) if unit else ''}".strip()


def _whole(count: int, unit: str, said: str, words: Words) -> str:
    match unit:
        case "years":
            return words.ngettext("%(number)s year", "%(number)s years", count, number=said)
        case "months":
            return words.ngettext("%(number)s month", "%(number)s months", count, number=said)
        case "days":
            return words.ngettext("%(number)s day", "%(number)s days", count, number=said)
        case "hours":
            return words.ngettext("%(number)s hour", "%(number)s hours", count, number=said)
        case "base_units":
            return words.ngettext("%(number)s base unit", "%(number)s base units", count, number=said)
    return ""


def _part(unit: str, said: str, words: Words) -> str:
    match unit:
        case "years":
            return words.pgettext("fraction", "%(number)s years", number=said)
        case "months":
            return words.pgettext("fraction", "%(number)s months", number=said)
        case "days":
            return words.pgettext("fraction", "%(number)s days", number=said)
        case "hours":
            return words.pgettext("fraction", "%(number)s hours", number=said)
        case "base_units":
            return words.pgettext("fraction", "%(number)s base units", number=said)
    return ""
