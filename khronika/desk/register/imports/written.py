"""EDTF dates in a table that goes out, as its columns write their days: the way back of `khronika.written`."""

import re

from khronika.dates import OPEN
from khronika.written import FORMS

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
