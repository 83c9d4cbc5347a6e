"""An inflected name goes back to its base form by rules that its words agree on; a word no rule knows stays as it is.

The given name decides the gender, the gender decides which endings the surname can have. Russian given names are looked
up in pymorphy3 when it is installed; everything else is endings.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from khronika.names.given import classes, gender
from khronika.names.model import Name
from khronika.names.roles import analyse
from khronika.names.script import LONGEST, repair, words
from khronika.names.tables import rows

_ISIN = {
    "be": "ская цкая ова ава ева ёва іна ына",
    "ru": "ская цкая ова ева ёва ина ына",
    "uk": "ська цька ова ева",
    "pl": "ska cka owa",
}
_BASE = {
    "be": ("скі", "цкі", "аў", "оў", "еў", "ёў"),
    "ru": ("ский", "цкий", "ов", "ев"),
    "uk": ("ський", "цький"),
    "pl": ("ski", "cki"),
}


@cache
def _endings(lang: str, role: str, sex: str) -> tuple[tuple[str, str], ...]:
    cells = [row[3] for row in rows("endings") if row[:3] == (lang, role, sex)]
    pairs = dict.fromkeys(tuple(cell.split("=")) for line in cells for cell in line.split())
    return tuple(sorted(((old, new) for old, new in pairs), key=lambda pair: -len(pair[0])))


@cache
def _morphology() -> Any:
    try:
        from pymorphy3 import MorphAnalyzer
    except ImportError:
        return None
    return MorphAnalyzer(lang="ru")


def nominative(text: str, lang: str) -> str:
    """The base form of a person's name in 'be', 'ru', 'uk' or 'pl'; a name in another language comes back unchanged.

    >>> nominative("Алеся Бяляцкага", "be")
    'Алесь Бяляцкі'
    """
    name = analyse(text[:LONGEST], "person")
    if lang not in _ISIN or not name.tokens:
        return text
    sex = _sex(name, lang)
    roles = {one.text: role for one, role in zip(name.tokens, name.roles, strict=True)}
    out, last = [], 0
    for word, start, end in words(text):
        role = roles.get(word, "surname")
        kind = "s" if role == "surname" or (role == "word" and not _known(repair(word).lower(), lang, sex)) else "g"
        out += [text[last:start], word if role == "initial" else _base(word, lang, kind, sex)]
        last = end
    return "".join(out) + text[last:]


def _sex(name: Name, lang: str) -> str:
    """'m' or 'f', from the patronymic, the surname's ending, or the given name."""
    if "patronymic" in name.roles and name.gender:
        return name.gender
    for one, role in zip(name.tokens, name.roles, strict=True):
        if role in ("surname", "word") and (sign := _telling(one.text, lang)):
            return sign
    given = [one for one, role in zip(name.tokens, name.roles, strict=True) if role == "given"]
    if not given:
        return "m"
    listed = [sex for sex in "mf" if _named(repair(given[0].text).lower(), lang, sex)]
    return listed[0] if len(listed) == 1 else gender(given[0].direct or given[0].oblique) or "m"


def _telling(word: str, lang: str) -> str:
    """The gender an adjective-like surname shows in any case, '' when it shows none."""
    lower = repair(word).lower()
    men = [old for old, new in _endings(lang, "s", "m") if new in _BASE[lang]]
    women = [old for old, _ in _endings(lang, "s", "f") if len(old) > 2]
    only_m = [e for e in men if e not in women and e not in _ISIN[lang].split()]
    only_f = [e for e in women if e not in men]
    if any(lower.endswith(e) for e in (*only_m, *_BASE[lang])):
        return "m"
    return "f" if any(lower.endswith(e) for e in (*only_f, "ская", "цкая", "ська", "ska", "cka")) else ""


def _base(word: str, lang: str, kind: str, sex: str) -> str:
    fixed = repair(word)
    lower = fixed.lower()
    if kind == "s" and sex == "f" and lower.endswith(tuple(_ISIN[lang].split())):
        return fixed
    if kind == "g" and (known := _known(lower, lang, sex)):
        return _cased(known, fixed)
    for old, new in _endings(lang, kind, sex):
        if lower.endswith(old) and len(lower) - len(old) >= 2:
            return _cased(lower[: -len(old)] + new, fixed)
    return fixed


def _known(lower: str, lang: str, sex: str) -> str:
    """The base form when the word is a listed given name of that gender, as it stands or after one ending is cut."""
    if lang == "ru" and (found := _looked(lower, sex)):
        return found
    return _named(lower, lang, sex)


def _named(lower: str, lang: str, sex: str) -> str:
    listed = _listed(sex)
    if lower in listed:
        return lower
    cut = (lower[: -len(old)] + new for old, new in _endings(lang, "g", sex) if lower.endswith(old))
    return next((form for form in cut if form in listed), "")


@cache
def _listed(sex: str) -> frozenset[str]:
    return frozenset(f.lower() for row in rows("given") if row[0] == sex for f in (row[1], *row[2].split()))


def _looked(lower: str, sex: str) -> str:
    analyzer = _morphology()
    if analyzer is None or not any(classes(lower)):
        return ""
    wanted = {"Name", "masc" if sex == "m" else "femn", "sing"}
    return next((parse.normal_form for parse in analyzer.parse(lower) if wanted <= parse.tag.grammemes), "")


def _cased(lower: str, model: str) -> str:
    return (
        lower.upper()
        if model.isupper() and len(model) > 1
        else lower[:1].upper() + lower[1:]
        if model[0].isupper()
        else lower
    )
