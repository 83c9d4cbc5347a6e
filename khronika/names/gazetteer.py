"""Known places, and how a place's name is taken apart: every name, kept or asked for, is read by the same rules.

A name is parts ('Ліда, Гродзенская вобласць' is two); a part is the words of the name itself and the kinds of place it says it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from string import ascii_uppercase

from khronika.names.script import words
from khronika.names.skeleton import bones, skeletons, strip
from khronika.names.tables import rows

MOST = 16
"""Words of a name that are looked at."""

LARGE = frozenset({"region", "governorate", "republic", "okrug", "county", "district", "council"})
"""Kinds that hold other places: a town is never one of them."""

_KINDS = {"powiat": frozenset({"county", "district"}), "municipality": frozenset({"town", "district"})}
_GAP = re.compile(r"\s[-–—]\s|[/(),;|]|\s(?:or|або|или|чи|lub|oder|also)\s")
_SHORT = re.compile(r"\b(р|р)-?н(?=\b|[а-яё])")
_ADJECTIVE = re.compile(r"[std]k(?:a|aa|aha|ah|amu|ai|i|ii|ia|am|im|ih|u|uu|ah|imi|ma)?$")
_TAILS = ("an", "in", "av", "iv", "n", "v", "i", "ian", "avan", "av")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a name: kinds it says it is, its words, their skeletons, their joined stems; how it was set apart."""

    kinds: frozenset[str]
    texts: tuple[str, ...]
    fulls: tuple[str, ...]
    keys: tuple[str, ...]
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer."""

    country: str
    kind: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The entries, found by the keys of their names, by those of their adjectives, and by consonants alone."""

    entries: tuple[Entry, ...]
    names: dict[str, frozenset[int]]
    adjectives: dict[str, frozenset[int]]
    bones: dict[str, frozenset[int]]


@cache
def _lexicon() -> tuple[dict[str, tuple[str, str]], tuple[str, ...]]:
    """What words mean, by their form and, marked '=', by their stem; and the endings that make a region of a town.

    A part of a name that is translated means a capital letter, which stands for it in keys.
    """
    found: dict[str, tuple[str, str]] = {}
    endings: dict[str, None] = {}
    marks = iter(ascii_uppercase)
    for role, concept, forms in rows("place-types"):
        concept = next(marks) if role == "same" else concept
        for form in forms.split():
            if role == "sounds":
                endings.update(dict.fromkeys(skeletons(form)))
                continue
            found.setdefault(form.lower().rstrip("!"), (role, concept))
            if len(form) > 4 and role != "none" and form[-1] != "!":
                found.setdefault("=" + strip(skeletons(form)[0]), (role, concept))
    return found, tuple(sorted(endings, key=len, reverse=True))


def _meaning(word: str, forms: tuple[str, ...], dotted: bool) -> tuple[str, str]:
    table, _ = _lexicon()
    lower = word.lower()
    if dotted and (found := table.get(lower + ".")):
        return found
    if found := table.get(lower):
        return found
    return table.get("=" + strip(forms[0]), ("", "")) if len(word) > 4 else ("", "")


@dataclass(slots=True)
class _Unit:
    """A word, or words joined by hyphens, as it stands in the text."""

    text: str
    full: str
    keys: tuple[str, ...]
    kinds: frozenset[str] = frozenset()
    is_type: bool = False


def _units(text: str) -> list[_Unit]:
    found: list[_Unit] = []
    spans = words(text)[: 2 * MOST]
    several = len(spans) > 1
    end_before = -2
    for word, start, end in spans:
        forms = skeletons(word)
        role, concept = _meaning(word, forms, text[end : end + 1] == ".") if several else ("", "")
        hyphen = start == end_before + 1 and text[end_before] in "-‑–"
        end_before = end
        if role == "none":
            continue
        if role == "type" and not hyphen:
            found.append(_Unit(word, "", (), _KINDS.get(concept, frozenset({concept})), True))
            continue
        key = (concept,) if role == "same" else tuple(dict.fromkeys(map(strip, forms)))
        if hyphen and found and not found[-1].is_type:
            before = found[-1]
            found[-1] = _Unit(f"{before.text}-{word}", before.full + forms[0], (before.keys[0] + key[0],))
        else:
            found.append(_Unit(word, forms[0], key))
    return found


def parse(text: str) -> list[Part]:
    """The parts of a place's name, as written; a name of nothing but words for kinds is taken as a name."""
    found: list[Part] = []
    place = 0
    text = _SHORT.sub("район", text)
    for gap in [*_GAP.finditer(text), None]:
        sign = text[place - 1 : place].strip() if place else ""
        found += _parts(_units(text[place : gap.start() if gap else len(text)]), sign)
        place = gap.end() if gap else place
    if not any(part.keys for part in found):
        forms = [(word, skeletons(word)) for word, _, _ in words(text)[:MOST]]
        keys = ("".join(strip(f[0]) for _, f in forms),) if forms else ()
        return (
            [Part(frozenset(), tuple(w for w, _ in forms), ("".join(f[0] for _, f in forms),), keys)] if forms else []
        )
    return [part for part in found if part.keys]


def _parts(units: list[_Unit], sign: str) -> list[Part]:
    """Give each word for a kind the words it belongs to: those before it, or, if there are none, those after."""
    groups: list[tuple[frozenset[str], list[_Unit]]] = []
    waiting: list[_Unit] = []
    kinds: frozenset[str] = frozenset()
    for place, unit in enumerate(units):
        if not unit.is_type:
            waiting.append(unit)
            continue
        following = place + 1 < len(units) and not units[place + 1].is_type
        if waiting and not kinds and not (following and not unit.kinds & LARGE):
            cut = len(waiting) - 1 if _two(waiting) and unit.kinds & LARGE else 0
            groups += [(frozenset(), waiting[:cut])] if cut else []
            groups.append((unit.kinds, waiting[cut:]))
        elif waiting and unit.kinds & LARGE and not kinds & LARGE and len(waiting) > 1:
            groups += [(kinds, waiting[:-1]), (unit.kinds, waiting[-1:])]
            kinds = frozenset()
        elif waiting:
            groups.append((kinds, waiting))
            kinds = unit.kinds
            waiting = []
            continue
        elif groups and not following and not kinds:
            groups[-1] = (_merged(groups[-1][0], unit.kinds), groups[-1][1])
            continue
        else:
            kinds = _merged(kinds, unit.kinds)
            continue
        waiting = []
    if waiting:
        groups.append((kinds, waiting))
    elif kinds and groups:
        groups[-1] = (_merged(groups[-1][0], kinds), groups[-1][1])
    return [_part(kinds, units, sign) for kinds, units in groups if units]


def _merged(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    return (one & other) or (one | other if not one or not other else (one | other) & LARGE or one)


def _two(units: list[_Unit]) -> bool:
    """Are these a town's name and the adjective of its region, as in 'Слуцк Мінская вобласць'?"""
    first = units[0]
    ends = _ADJECTIVE.search(units[-1].full)
    return ends is not None and len(units) > 1 and len(ends[0]) > 2 and not first.keys[0].isupper()


def _part(kinds: frozenset[str], units: list[_Unit], sign: str) -> Part:
    joined = "".join(unit.keys[0] for unit in units)
    keys = [joined, *(units[0].keys[1:] if len(units) == 1 else ())]
    if len(units) > 1:
        keys.append("".join(sorted(unit.keys[0] for unit in units)))
    fulls = ["".join(unit.full for unit in units)]
    fulls += skeletons(units[0].text)[1:] if len(units) == 1 and "-" not in units[0].text else []
    return Part(kinds, tuple(u.text for u in units), tuple(fulls), tuple(dict.fromkeys(keys)), sign)


@cache
def gazetteer() -> Gazetteer:
    """The known places, read once."""
    entries: list[Entry] = []
    names: dict[str, set[int]] = {}
    adjectives: dict[str, set[int]] = {}
    for number, (country, kind, forms, *rest) in enumerate(rows("places")):
        entries.append(Entry(country, kind))
        for form in forms.split("|"):
            large, keys = _quick(form)
            table = adjectives if large else names
            for key in keys:
                table.setdefault(key, set()).add(number)
        for form in rest[0].split("|") if rest else ():
            adjectives.setdefault(_quick(form)[1][0], set()).add(number)
    skeleton: dict[str, set[int]] = {}
    for key, numbers in names.items():
        if len(short := _frame(key)) > 4:
            skeleton.setdefault(short, set()).update(numbers)
    return Gazetteer(tuple(entries), *map(_frozen, (names, adjectives, skeleton)))


def _frozen(table: dict[str, set[int]]) -> dict[str, frozenset[int]]:
    return {key: frozenset(value) for key, value in table.items()}


def _quick(form: str) -> tuple[bool, tuple[str, ...]]:
    """The keys of a name in the table, read in the likeliest way, and whether it says it is a region or the like; `parse` is asked only when it must be."""
    if form.isalpha():
        return False, (strip(skeletons(form)[0]),)
    units = [_stem(unit.split("-")) for unit in form.split(" ")]
    if all(units):
        return False, tuple(dict.fromkeys(["".join(units), "".join(sorted(units))]))
    parts = parse(form)
    return (bool(parts[0].kinds & LARGE), parts[0].keys) if parts else (False, ())


def _stem(words: list[str]) -> str:
    """The joined stems of words without a meaning of their own; nothing when one has a meaning or signs in it."""
    found, table = "", _lexicon()[0]
    for word in words:
        if not word.isalpha() or word.lower() in table or "=" + (stem := strip(skeletons(word)[0])) in table:
            return ""
        found += stem
    return found


@lru_cache(maxsize=1 << 12)
def listed(number: int) -> frozenset[str]:
    """The names of a place as the table has them, in small letters."""
    return frozenset(rows("places")[number][2].lower().split("|"))


@lru_cache(maxsize=1 << 12)
def spelled(number: int) -> frozenset[str]:
    """The skeletons of all names of a place of the gazetteer."""
    parts = [parse(form)[:1] for form in rows("places")[number][2].split("|")]
    return frozenset(part.fulls[0] for found in parts for part in found)


def _frame(key: str) -> str:
    """The consonants of a key, after a sign that tells whether it begins with a vowel."""
    return ("a" if key[0] in "aiu" else "-") + bones(key)


def known(part: Part) -> frozenset[int]:
    """The places the part may name: by its name or, when it says it is a region or district, by its adjective."""
    table = gazetteer()
    found = [table.names[key] for key in part.keys if key in table.names][:1]
    if part.kinds & LARGE:
        found += [table.adjectives[key] for key in part.keys if key in table.adjectives]
        if not found or part.keys[0].endswith(("sk", "tk", "dk")):
            found += [table.names[key] for key in bases(part.keys[0])[1:] if key in table.names][:1]
        if not found:
            found = [hit for key in bases(part.keys[0])[:2] if (hit := table.bones.get(_frame(key)))][:1]
    return frozenset[int]().union(*found)


def guessed(part: Part) -> frozenset[int]:
    """The places whose names have the same consonants: other case forms, slips of a vowel."""
    table = gazetteer()
    found = [table.bones.get(_frame(key), frozenset[int]()) for key in part.keys if key]
    found += [table.names[cut] for key in part.keys for cut in _cut(key) if cut in table.names]
    return frozenset[int]().union(*found)


_CASES = re.compile(r"(?<=...)(?:uia|av|as|is|us|an|in|am|ai|s|n)$")


def _cut(key: str) -> list[str]:
    """The key without the case endings of Lithuanian, Latvian, Estonian, Georgian and Armenian, or with Slavic 'Рызе' as 'Рыга'."""
    found = [strip(key[: ending.start()])] if (ending := _CASES.search(key)) else []
    return found + [key[:-1] + letter for letter in {"z": "h", "d": "h", "t": "k"}.get(key[-1:], "")]


def bases(key: str) -> list[str]:
    """What the adjective of a region or district may be made of, the likeliest first."""
    found = [key]
    if key.endswith("sk"):
        found.append(key[:-2])
        found.append(key[:-1])
    elif key.endswith(("tk", "dk", "ck")):
        found += [key[:-1], key[:-2], key[:-2] + "c", key[:-2] + "k"]
    elif key.endswith("k"):
        found.append(key[:-1])
    elif key.endswith("ar"):
        found.append(key[:-2])
    root = found[1] if len(found) > 1 else key
    found += [root[: -len(tail)] for tail in _TAILS if root.endswith(tail) and len(root) > len(tail) + 2]
    found += [root[:-1] + "h"] if root.endswith("z") else []
    return list(dict.fromkeys(strip(one) for one in found if len(one) > 1))


def regional(part: Part) -> frozenset[int]:
    """The towns whose regions have names like 'Гродзеншчына', 'Харківщина'; none when the part is no such name."""
    full, table = part.fulls[0], gazetteer()
    for ending in _lexicon()[1]:
        if full.endswith(ending) and len(full) > len(ending) + 1:
            if hit := table.adjectives.get(part.keys[0]):
                return hit
            stem = full[: -len(ending)]
            for key in (stem + "sk", stem, stem + "tk"):
                if hit := table.adjectives.get(key) or table.names.get(key):
                    return hit
            for key in (stem, stem[:-1] + "t", stem[:-1] + "k"):
                if hit := table.names.get(strip(key)) or table.bones.get(_frame(key)):
                    return hit
    return frozenset()
