"""A paradigm is one row of endings.tsv, read in both directions: from a form back to its base forms, from a base form to its cases.

A form alone rarely tells its base form, so `bases` gives every reading with its gender and case and leaves the choice
to what stands beside the word (`khronika.names.inflect`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from khronika.names.given import table
from khronika.names.model import Kind
from khronika.names.script import APOSTROPHES, LONGEST, repair
from khronika.names.tables import rows

CASES = ("nom", "gen", "dat", "acc", "ins", "loc", "voc")
LANGUAGES = ("be", "ru", "uk", "pl")
KINDS = MappingProxyType({"person": "sg", "place": "an", "organization": "an"})

_LETTERS = "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюя'" + "abcdefghijklmnopqrstuvwxyząćęłńóśźż"
_VOWELS = "аеёєиіїоуыэюяaeiouyąęó"
_CONSONANTS = "бвгґджзклмнпрстфхцчшщўbcdfghjklmnprstwzćłńśźż"
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_LISTED, _HEAD = 1.5, 1.4
_WEIGHT = itemgetter(4)


class Base(NamedTuple):
    """A reading of a word: its base form, gender (m, f, n, or p for plural), case (nom, gen, dat, acc, ins, loc, voc),
    role (given, surname, adjective or noun) and how well the ending tells it, 0 to 1.5. A tuple, because thousands
    are made for one text.
    """

    text: str
    gender: str
    case: str
    role: str
    weight: float


class _Ending(NamedTuple):
    base: str
    gender: str
    case: str
    role: str
    weight: float
    stem: frozenset[str] | None
    listed: frozenset[str]
    certain: float


_Index = dict[str, tuple[_Ending, ...]]


@cache
def _stem(rule: str) -> frozenset[str] | None:
    if rule == ".":
        return None
    letters = {"V": _VOWELS, "C": _CONSONANTS}.get(rule, rule)
    return frozenset(_LETTERS) - frozenset(letters[1:]) if letters[:1] == "^" else frozenset(letters)


@cache
def _index(lang: str, wanted: str) -> tuple[_Index, int]:
    """The readings of every ending of a language, whole words with '*' before them; and the longest ending."""
    found: dict[str, list[_Ending]] = {}
    for row in rows("endings"):
        whole = row[5][:1] == "*"
        if row[0] == lang and (whole or set(wanted) & set(row[1])):
            for ending, reading in _readings(row, wanted):
                found.setdefault(ending, []).append(reading)
    longest = max((len(key) for key in found if key[:1] != "*"), default=0)
    return {key: tuple(dict.fromkeys(value)) for key, value in found.items()}, longest


def _readings(row: tuple[str, ...], wanted: str) -> list[tuple[str, _Ending]]:
    lang, kinds, gender, weight, rule, base = row[:6]
    mark, base = ("*", base[1:]) if base[:1] == "*" else ("", base)
    role, listed, certain = "surname", frozenset[str](), _LISTED
    if wanted == "an":
        role, listed, certain = ("adjective" if "a" in kinds else "noun"), _known(lang, gender), _HEAD
    elif kinds == "n":
        role = "noun"
    elif "g" in kinds:
        listed, certain = _given(gender), _LISTED + (float(weight) - 1.15 if mark else 0.0)
    out = []
    for case, forms in zip(CASES, [(base,), *(cell.split("/") for cell in row[6:])], strict=True):
        reading = _Ending(base, gender, case, role, float(weight), _stem(rule), listed, certain)
        out += [(mark + (base if form == "=" else form.strip()), reading) for form in forms if form != "-"]
    return out


@cache
def _given(gender: str) -> frozenset[str]:
    """Listed given names but the rare women's names that are read as a man's in the genitive: Владимира."""
    names = {form.lower() for sex, shown, forms in table() if sex == gender for form in (shown, *forms)}
    return frozenset(names - _heads("any", gender))


@cache
def _heads(lang: str, gender: str) -> frozenset[str]:
    return frozenset(word for row in rows("heads") if row[:2] == (lang, gender) for word in row[2].split())


@cache
def _places() -> frozenset[str]:
    """The names of places that are one word, in small letters."""
    names = (name for row in rows("places") for cell in row[1:] for name in cell.split("|"))
    return frozenset(name.lower() for name in names if name[:1].isupper() and " " not in name)


@cache
def _known(lang: str, gender: str) -> frozenset[str]:
    """Heads of a gender and the names of places."""
    return _heads(lang, gender) | _places()


def bases(word: str, lang: str, kind: Kind = "person") -> tuple[Base, ...]:
    """The base forms one word may have, the likeliest first; none where no ending of the language fits.

    `lang` is 'be', 'ru', 'uk' or 'pl'; `kind` says whether surnames and given names are wanted ('person') or
    adjectives, common nouns and places ('place', 'organization'). A word that may stand in the nominative has a
    reading with the case 'nom', too: nothing is decided here. Listed given names weigh 1.5.

    >>> [(b.text, b.gender, b.case) for b in bases("Бяляцкага", "be")][0]
    ('Бяляцкі', 'm', 'gen')
    """
    if lang not in LANGUAGES or not word:
        return ()
    word, lower = _lowered(word)
    if len(lower) != len(word):
        return ()
    found: dict[tuple[str, str, str], Base] = {}
    index, longest = _index(lang, KINDS.get(kind, "sg"))
    for entry in index.get("*" + lower, ()):
        _note(found, entry, "", word)
    for start in range(max(len(lower) - longest, 2), len(lower) + 1):
        entries = index.get(lower[start:])
        if entries is not None:
            before = lower[start - 1]
            for entry in entries:
                if entry[5] is None or before in entry[5]:
                    _note(found, entry, lower[:start], word)
    return tuple(sorted(found.values(), key=_WEIGHT, reverse=True))


def _lowered(word: str) -> tuple[str, str]:
    """A word put right, and in small letters with straight apostrophes."""
    word = repair(word[:LONGEST])
    lower = word.lower()
    return word, lower if lower.isalpha() else lower.translate(_STRAIGHT)


@cache
def _endings(languages: tuple[str, ...], wanted: str) -> tuple[frozenset[str], frozenset[str], int]:
    """All endings of these languages, those of base forms, and the longest."""
    known = [_index(lang, wanted) for lang in languages]
    base = frozenset(one.base for index, _ in known for found in index.values() for one in found)
    return frozenset(key for index, _ in known for key in index), base, max(longest for _, longest in known)


def stems(listed: Iterable[str], languages: tuple[str, ...], kind: Kind = "person") -> frozenset[str]:
    """What is left of listed words in small letters when an ending of a base form is cut off."""
    _, ends, longest = _endings(languages, KINDS.get(kind, "sg"))
    found = set()
    for word in listed:
        plain = word.translate(_STRAIGHT)
        starts = range(max(len(plain) - longest, 0), len(plain) + 1)
        found.update([plain[:start] for start in starts if plain[start:] in ends])
    return frozenset(found)


def leads(word: str, known: frozenset[str], languages: tuple[str, ...], kind: Kind = "person") -> bool:
    """Whether a word may be a form of a listed one whose `stems` are known: asked before `bases`, since most are none.

    >>> [leads(word, stems(["мінск"], ("be",), "place"), ("be",), "place") for word in ("Мінску", "суду")]
    [True, False]
    """
    _, lower = _lowered(word)
    endings, _, longest = _endings(languages, KINDS.get(kind, "sg"))
    if "*" + lower in endings:
        return True
    starts = range(max(len(lower) - longest, 2), len(lower) + 1)
    return not known.isdisjoint([lower[:start] for start in starts if lower[start:] in endings])


def _note(found: dict[tuple[str, str, str], Base], entry: _Ending, stem: str, word: str) -> None:
    """Keep the reading, unless a weightier one is kept; the letters of the word stay as they are written."""
    ending, gender, case, role, weight, _, listed, certain = entry
    text = stem + ending
    if text in listed:
        weight, role = certain, ("given" if role == "surname" else role)
    key = (text, gender, case)
    if key not in found or found[key][4] < weight:
        found[key] = Base._make((_cased(word, stem, ending), gender, case, role, weight))


def _cased(word: str, stem: str, ending: str) -> str:
    if word[-1].isupper() and len(word) > 1:
        return word[: len(stem)] + ending.upper()
    return word[: len(stem)] + ending if stem or word[0].islower() else ending.capitalize()


def forms(word: str, lang: str, *, gender: str = "", kind: Kind = "person") -> tuple[str, ...]:
    """The case forms of a base form, itself first, by the paradigms that fit it best; of one gender when it is given.

    >>> forms("Варшава", "pl", kind="place")[:1]
    ('Варшава',)
    >>> "Бяляцкаму" in forms("Бяляцкі", "be", gender="m")
    True
    """
    lower, wanted = word.lower(), set(KINDS.get(kind, "sg")) | ({"g"} if kind != "person" else set())
    best: dict[str, tuple[tuple[int, float], tuple[str, ...]]] = {}
    for row in rows("endings"):
        ending, rule = row[5], _stem(row[4])
        whole = ending[:1] == "*"
        stem = word[:0] if whole else word[: len(word) - len(ending)]
        fits = lower == ending[1:] if whole else lower.endswith(ending) and len(stem) > 1
        if row[0] != lang or not fits or not wanted & set(row[1]) or (gender and row[2] != gender):
            continue
        if rule is not None and not whole and stem[-1:].lower() not in rule:
            continue
        rank = (len(ending), float(row[3]))
        if row[2] not in best or best[row[2]][0] < rank:
            best[row[2]] = (rank, _bend(word, stem, row))
    return tuple(dict.fromkeys([word, *(form for _, made in best.values() for form in made)]))


def _bend(word: str, stem: str, row: tuple[str, ...]) -> tuple[str, ...]:
    made = []
    for ending in (part.strip() for cell in row[6:] for part in cell.split("/")):
        if ending != "-":
            form = word if ending == "=" else stem + ending
            made.append(form if stem or not word[:1].isupper() else form.capitalize())
    return tuple(made)
