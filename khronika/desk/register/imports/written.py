"""Dates as people write them in a table, in English, Belarusian and Russian, become EDTF; what has two readings is asked back.

What was written stays in the row's passage; here is only what was understood by it.
"""

import re
from calendar import monthrange
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
    "may|ма[йя]|трав",
    "jun|июн|чэрв",
    "jul|июл|ліп",
    "aug|авг|жні",
    "sep|сен|вер",
    "oct|окт|каст",
    "nov|ноя|ліст",
    "dec|дек|снеж",
)
_SEASONS = ("spring|весн|вясн", "summer|лет[оауе]", "autumn|fall|осен|восен|вос", "winter|зим|зім")
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


_SHOWN = {
    "en": ("spring", "summer", "autumn", "winter", "about "),
    "be": ("вясна", "лета", "восень", "зіма", "каля "),
    "ru": ("весна", "лето", "осень", "зима", "около "),
}


def shown(edtf: str, form: str = "", language: str = "en") -> str:
    """An EDTF date as a column writes its dates: the way back of `understand`.

    >>> shown("2020-08-09", "dd.mm.yyyy"), shown("2020-22", "dd.mm.yyyy", "ru")
    ('09.08.2020', 'лето 2020')
    """
    if edtf in ("", OPEN) or form not in FORMS or FORMS[form] == "ymd":
        return edtf
    words = _SHOWN.get(language[:2], _SHOWN["en"])
    bare, about = (edtf[:-1], words[4]) if edtf.endswith("~") else (edtf, "")
    parts = bare.split("-")
    if not all(part.isdigit() for part in parts):
        return edtf
    if len(parts) == 3:
        year = parts[0] if "yyyy" in form else parts[0][2:]
        return about + re.sub("y+", year, form.replace("dd", parts[2]).replace("mm", parts[1]))
    if len(parts) == 2 and int(parts[1]) > 12:
        return f"{about}{words[int(parts[1]) - 21]} {parts[0]}"
    return about + (f"{parts[1]}.{parts[0]}" if len(parts) == 2 else parts[0])
