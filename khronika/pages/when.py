"""Partial dates in the reader's language, never more exact than they were said: '2012-08' is 'August 2012'.

A start without an end is said as such, and an end that is open ('..') differs from one that is unknown ('').
"""

import re
from datetime import date

from babel.dates import format_date, format_skeleton

from khronika.dates import OPEN, DateError, parse
from khronika.pages.words import Words

_YEAR = re.compile(r"\s*г\.$")


def day(text: str, words: Words, *, within: bool = False) -> str:
    """One date in words; a text that is no date stays as it is, empty where nothing is known.

    within: whether it follows a word such as 'since' (months take another form then in many languages).

    >>> from khronika.pages.words import words
    >>> day("2011~", words("en")), day("2012-08", words("en"))
    ('about 2011', 'August 2012')
    """
    bare = text.rstrip("~?%")
    try:
        said = _exact(bare, words, within)
    except (DateError, ValueError):
        return text
    match text[len(bare) :]:
        case "~":
            return words.gettext("about %(date)s", date=said)
        case "?":
            return words.gettext("%(date)s, uncertain", date=said)
        case "%":
            return words.gettext("about %(date)s, uncertain", date=said)
    return said


def span(start: str, end: str, words: Words) -> str:
    """An interval in words.

    >>> from khronika.pages.words import words
    >>> span("1985", "..", words("en")), span("2003", "2011-08-04", words("en"))
    ('since 1985', '2003 – 4 August 2011')
    """
    first, last = start.strip("."), end.strip(".")
    if first and last:
        said, until = day(first, words), day(last, words)
        return said if said == until else f"{said} – {until}"
    if first and end == OPEN:
        return words.gettext("since %(date)s", date=day(first, words, within=True))
    if first:
        return words.gettext("from %(date)s", date=day(first, words, within=True))
    return words.gettext("until %(date)s", date=day(last, words, within=True)) if last else ""


def sortable(text: str) -> str:
    """A key that puts dates in order of their first possible day, unknown ones last."""
    try:
        earliest = parse(text).earliest
    except DateError:
        earliest = None
    return earliest.isoformat() if earliest else "9999"


def _exact(text: str, words: Words, within: bool) -> str:
    if not text or text == OPEN:
        return ""
    parts = parse(text).text.split("-")
    match [len(part) for part in parts if part.isdigit()]:
        case [4]:
            return str(int(text))
        case [4, 2] if int(parts[1]) > 12:
            return _season(parts[1], str(int(parts[0])), words) or text
        case [4, 2]:
            return _month(date(int(parts[0]), int(parts[1]), 1), words, within)
        case [4, 2, 2]:
            return _bare(format_date(date.fromisoformat(text), "long", locale=words.locale))
    if len(text) == 4 and text[:3].isdigit() and text[3] == "X":
        return words.gettext("the %(decade)ss", decade=f"{text[:3]}0")
    return text


def _month(first: date, words: Words, within: bool) -> str:
    said = _bare(str(format_skeleton("yMMMM", first, locale=words.locale)))
    alone, joined = (words.locale.months[form]["wide"][first.month] for form in ("stand-alone", "format"))
    return said.replace(alone, joined) if within else said


def _season(number: str, year: str, words: Words) -> str:
    match number:
        case "21":
            return words.gettext("spring %(year)s", year=year)
        case "22":
            return words.gettext("summer %(year)s", year=year)
        case "23":
            return words.gettext("autumn %(year)s", year=year)
        case "24":
            return words.gettext("winter %(year)s", year=year)
    return ""


def _bare(said: str) -> str:
    """Without the abbreviated word for 'year', which some languages add and which would end a sentence twice."""
    return _YEAR.sub("", said)
