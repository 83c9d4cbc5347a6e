"""Dates as people write them, in English, Belarusian and Russian, become EDTF; what has two readings is asked back.

`understand` takes one date, as a cell of a table has it; `understood` takes what somebody types: spans, days told from today,
and days without a year too. What was written stays with the claim's passage; here is only what was understood by it.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from khronika.dates import OPEN, DateError, parse

FORMS = {
    "dd.mm.yyyy": "dmy",
    "dd/mm/yyyy": "dmy",
    "dd-mm-yyyy": "dmy",
    "mm/dd/yyyy": "mdy",
    "mm.dd.yyyy": "mdy",
    "yyyy-mm-dd": "ymd",
    "dd.mm.yy": "dmy",
    "mm/dd/yy": "mdy",
}
_MONTHS = (
    "jan|янв|студз",
    "feb|фев|лют",
    "mar|мар|сак",
    "apr|апр|крас",
    "may|ма[йяеі]|трав",
    "jun|июн|чэрв",
    "jul|июл|ліп",
    "aug|авг|жні",
    "sep|сен|вер",
    "oct|окт|каст",
    "nov|ноя|ліст",
    "dec|дек|снеж",
)
_SEASONS = ("spring|весн|вясн", "summer|лет[оауек]", "autumn|fall|осен|восен|вос", "winter|зим|зім")
_NOTHING = re.compile(
    r"[-–—?]|n/a|na|none|null|unknown|not known|неизвестно|неизв\.|нет|нет данных|не указано|невядома|няма|няма звестак"
)
_STILL = re.compile(
    r"(?:still|ongoing|present|to date|now|по настоящее время|по наст\. ?вр\.|по н\. ?в\.|н\. ?в\.|до сих пор|сейчас|дагэтуль|цяпер|па цяперашні час)\.?"
)
_ABOUT = re.compile(r"^(?:about|around|circa|ca\.?|c\.|около|ок\.|примерно|прибл\.|каля|прыблізна|~|≈)\s*")
_TAIL = re.compile(r"\s*(?:года|году|год|годзе|г\.?|р\.)$")
_HEAD = re.compile(r"^(?:on|in|at|since|from|в|во|с|у|ў|з|ад|от)\s+")
_NUMBERS = re.compile(r"([0-9]{1,4})([./\-–])([0-9]{1,2}|[0-9]{4})(?:\2([0-9]{1,4}))?")
_WORDED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|-?го|-га)?\s+(?:of\s+)?([^\W\d_]+)\.?,?\s+([0-9]{4})")
_AMERICAN = re.compile(r"([^\W\d_]+)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})")
_MONTH = re.compile(r"([^\W\d_]+)\.?,?\s+([0-9]{4})")
_WINTER = re.compile(r"([^\W\d_]+)\s+([0-9]{4})\s*[/–-]\s*([0-9]{4}|[0-9]{2})")
_TIME = re.compile(r"[ T,]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9:]{4,6})?$")
_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet's calendar
_LONGEST = 60


@lru_cache(maxsize=65536)
def understand(text: str, form: str = "", *, end: bool = False) -> str:
    """The EDTF of a written date, '' where it says that nothing is known, '..' for an `end` that is not there yet.

    `form` is how the column writes days in figures, one of `FORMS`. Raises DateError with what to do.

    >>> understand("09.08.2020"), understand("лета 2020"), understand("9 жніўня 2020 г.")
    ('2020-08-09', '2020-22', '2020-08-09')
    """
    plain = " ".join(text.lower().replace("\u00a0", " ").split())
    if not plain or _NOTHING.fullmatch(plain):
        return ""
    if plain == OPEN or (end and _STILL.fullmatch(plain)):
        return OPEN
    if len(plain) > _LONGEST:
        raise DateError(f"Expected one date; got a text of {len(plain)} characters. Put the date alone into the cell.")
    about = _ABOUT.match(plain)
    bare = _TAIL.sub("", _HEAD.sub("", _ABOUT.sub("", _TIME.sub("", plain)))).strip(" ,.")
    if not bare or bare == OPEN:
        raise _refused(text)
    found = _read(bare, FORMS.get(form, ""), text)
    return found + "~" if about and not found.endswith(("~", "?", "%")) else found


def _read(bare: str, order: str, text: str) -> str:
    try:
        return parse(bare.upper()).text
    except DateError:
        pass
    figures = _NUMBERS.fullmatch(bare)
    if figures:
        return _figures(figures, order, text)
    if re.fullmatch(r"[2-6][0-9]{4}", bare):
        return (_EPOCH + timedelta(days=int(bare))).isoformat()
    for pattern, places in ((_WORDED, (3, 2, 1)), (_AMERICAN, (3, 1, 2))):
        found = pattern.fullmatch(bare)
        if found and (month := _month(found[places[1]])):
            return _day(int(found[places[0]]), month, int(found[places[2]]), text)
    return _worded(bare, text)


def _worded(bare: str, text: str) -> str:
    winter = _WINTER.fullmatch(bare)
    if winter and _season(winter[1]) == 24 and int(winter[3][-2:]) == (int(winter[2]) + 1) % 100:
        return f"{winter[2]}-24"
    found = _MONTH.fullmatch(bare)
    if found and (month := _month(found[1])):
        return f"{found[2]}-{month:02}"
    if found and (season := _season(found[1])):
        return f"{found[2]}-{season}"
    raise _refused(text)


def _figures(found: re.Match[str], order: str, text: str) -> str:
    first, mark, second, third = found[1], found[2], found[3], found[4]
    if third is None:
        if len(first) == 4 or len(second) == 4:
            return _month_of(int(first), int(second), text)
        raise DateError(f"Expected a year; {text!r} has a day and a month only. Write the year too, as in 31.01.2020.")
    if len(first) == 4:
        return _day(int(first), int(second), int(third), text)
    if len(third) in (1, 3):
        raise _refused(text)
    if len(third) == 2 and not order:
        raise DateError(
            f"Expected a year of four figures; got {text!r}. Write it in full, or say 'dates: dd.mm.yy' in the mapping."
        )
    if not order and mark == "/" and int(first) <= 12 and int(second) <= 12 and first != second:
        raise DateError(
            f"Expected to know which is the day in {text!r}. Say 'dates: dd/mm/yyyy' or 'dates: mm/dd/yyyy' in the mapping."
        )
    day, month = (
        (int(second), int(first))
        if order == "mdy" or (not order and mark == "/" and int(second) > 12)
        else (int(first), int(second))
    )
    year = int(third) if len(third) == 4 else _century(int(third))
    return _day(year, month, day, text)


def _century(short: int) -> int:
    """The year that two figures mean: never more than a year ahead of now."""
    year = 2000 + short
    return year if year <= date.today().year + 1 else year - 100


def _month_of(first: int, second: int, text: str) -> str:
    year, month = (first, second) if first > 99 else (second, first)
    if not 1 <= month <= 12:
        raise DateError(f"Expected a month from 1 to 12; got {text!r}.")
    return f"{year:04}-{month:02}"


def _day(year: int, month: int, day: int, text: str) -> str:
    if not 1 <= month <= 12:
        raise DateError(
            f"Expected a month from 1 to 12; got {text!r}. If the month stands first, say 'dates: mm/dd/yyyy'."
        )
    if not 1 <= year <= 9999:
        raise _refused(text)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise DateError(
            f"Expected a day that there is; got {text!r}, but that month has {last} days. Look into the source."
        )
    return f"{year:04}-{month:02}-{day:02}"


def _month(word: str) -> int:
    return next((n for n, stems in enumerate(_MONTHS, 1) if re.match(stems, word)), 0)


def _season(word: str) -> int:
    return next((n for n, stems in enumerate(_SEASONS, 21) if re.match(stems, word)), 0)


def _refused(text: str) -> DateError:
    return DateError(
        f"Expected a date such as 2020, 08.2020, 09.08.2020, 'summer 2020' or 'about 2020'; got {text[:60]!r}. "
        "Write it so, or leave the cell empty."
    )


@dataclass(frozen=True, slots=True)
class Understood:
    """What a typed date means: start and end in EDTF; `choices` where it may mean one of several, to be asked."""

    start: str
    end: str = ""
    choices: tuple[str, ...] = ()


_TODAY = {"today": 0, "сёння": 0, "сегодня": 0, "yesterday": -1, "учора": -1, "ўчора": -1, "вчера": -1}
_TODAY |= {"позавчера": -2, "пазаўчора": -2, "tomorrow": 1, "заўтра": 1, "завтра": 1}
_BETWEEN = re.compile(
    r"(?:between|паміж|между)\s+(.+?)\s+(?:and|і|и)\s+(.+)|(?:from|since)\s+(.+?)\s+(?:to|till|until)\s+(.+)"
    r"|(?:з|са|ад)\s+(.+?)\s+(?:па|да)\s+(.+)|(?:с|со|от)\s+(.+?)\s+(?:по|до)\s+(.+)"
    r"|(.+?)(?:\s+(?:[-–—]|to|until)\s+|\s*[–—]\s*|/(?=[0-9]{4})|(?<=[0-9])-(?=[0-9]{1,2}[. ][^\W\d_]|[0-9]{4}$))(.+)"
)
_SINCE = re.compile(r"(?:since|from|з|са|ад|с|со|от)\s+(.+)")
_UNTIL = re.compile(r"(?:until|till|by|да|до|по|па)\s+(.+)")
_PERHAPS = re.compile(r"^(?:perhaps|maybe|probably|магчыма|мабыць|возможно|вероятно)\s+")
_WHEN = re.compile(r"\b(?:у(?=летку|восень|зімку|весну)|ў(?=летку|восень|зімку|весну))")
_DECADE = re.compile(r"([0-9]{3})0(?:s|-?[яеі]|-?ыя|-?ые|-?х)(?: (?:гады|годы|гадоў|годов))?")
_SHORT = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})\.?")
_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([^\W\d_]+)|([^\W\d_]+)\s+([0-9]{1,2})(?:st|nd|rd|th)?")


def understood(text: str, *, on: date | None = None) -> Understood:
    """What somebody who types a date means by it; `on` is the day from which 'yesterday' and '4 August' are told.

    Of 'since 2011' the end is open; 'between May and July 2013' is taken from the first until the last. Raises DateError.

    >>> understood("since 2011"), understood("04/08/2012").choices
    (Understood(start='2011', end='..', choices=()), ('2012-08-04', '2012-04-08'))
    """
    plain = _WHEN.sub("", " ".join(text.lower().replace("\u00a0", " ").split()))
    if len(plain) > 2 * _LONGEST:
        raise DateError(f"Expected one date or two; got a text of {len(plain)} characters. Write the date alone.")
    try:
        return Understood(_typed(plain, on)) if plain else Understood("")
    except DateError as error:
        if slashed := _either(plain):
            return Understood("", "", slashed)
        told = _unclear(plain) if "dates:" in str(error) else error  # there is no column whose form could be told
        return _spanning(plain, on, told)


def _spanning(plain: str, on: date | None, error: DateError) -> Understood:
    """What has a first and a last date, or one of them."""
    if both := _BETWEEN.fullmatch(plain):
        first, last = (each for each in both.groups() if each)
        end = OPEN if _STILL.fullmatch(last) else _typed(last, on)
        return Understood(_typed(_with_year(first, last), on), end)
    if plain == OPEN or _STILL.fullmatch(plain):
        return Understood("", OPEN)
    if since := _SINCE.fullmatch(plain):
        return Understood(_typed(since[1], on), OPEN)
    if until := _UNTIL.fullmatch(plain):
        return Understood("", _typed(until[1], on))
    raise error


def _with_year(first: str, last: str) -> str:
    """'May' of 'between May and July 2013' with the year that is said once."""
    year = re.search(r"(?<![0-9])[0-9]{4}(?![0-9])", last)
    if year is None or re.search(r"[0-9]{4}", first):
        return first
    if first.isdecimal() and (named := re.search(r"[^\W\d_]{3,}", last)):
        return f"{first} {named[0]} {year[0]}"  # '4' of '4 – 8 August 2012'
    return f"{first.rstrip('.')}.{year[0]}" if _SHORT.fullmatch(first) else f"{first} {year[0]}"


def _typed(plain: str, on: date | None) -> str:
    """One date in EDTF, also one that is told from a day."""
    if plain in _TODAY:
        if on is None:
            raise DateError(f"Expected the day from which {plain!r} is told; write the date itself.")
        return (on + timedelta(days=_TODAY[plain])).isoformat()
    sure = _PERHAPS.sub("", plain)
    if decade := _DECADE.fullmatch(sure):
        return f"{decade[1]}X"
    if _SINCE.fullmatch(sure) or _UNTIL.fullmatch(sure) or re.fullmatch(r"[0-9]{5,}", sure):
        raise _unclear(plain)
    if on is not None and (told := _yearless(sure, on)):
        return told
    try:
        found = understand(sure, "dd.mm.yy" if re.fullmatch(r"[0-9.]+", sure) else "")
    except DateError as error:
        raise _unclear(plain) if "mapping" in str(error) or "cell" in str(error) else error from None
    if not found or found == OPEN:
        raise _unclear(plain)
    return found + "?" if sure != plain and found[-1] not in "~?%" else found


def _yearless(plain: str, on: date) -> str:
    """A day and a month, of the year in which the stated day is."""
    if short := _SHORT.fullmatch(plain):
        day, month = int(short[1]), int(short[2])
    elif named := _NAMED.fullmatch(plain):
        day, month = int(named[1] or named[4]), _month(named[2] or named[3])
    else:
        return ""
    return _day(on.year, month, day, plain) if month else ""


def _either(plain: str) -> tuple[str, ...]:
    """The two days that '04/08/2012' may be."""
    found = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})", plain)
    if found is None or max(int(found[1]), int(found[2])) > 12 or found[1] == found[2]:
        return ()
    year = int(found[3]) if len(found[3]) == 4 else _century(int(found[3]))
    return _day(year, int(found[2]), int(found[1]), plain), _day(year, int(found[1]), int(found[2]), plain)


def _unclear(text: str) -> DateError:
    return DateError(
        f"Expected a date such as 4.8.2012, August 2012, summer 2020, about 2011 or since 2011; got {text[:60]!r}."
    )
