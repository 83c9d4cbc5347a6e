"""A name in running text stands in a case; its base form is read off the endings, given name and surname agreeing
with one another.

The endings are data of each grammar: `declension` says how a base form bends, `masculine` and `feminine` how a
bent surname stands up again.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from khronika.languages import script
from khronika.names.given import classes
from khronika.names.given import gender as gender_of
from khronika.names.given import table as listed
from khronika.reading.grammar import LANGUAGES, load

_LONGEST_ENDING = 7


@dataclass(frozen=True, slots=True)
class Given:
    """A reading of a given name: its base form, gender, whether it stands in another case, and which row of the
    name table it is.
    """

    base: str
    gender: str
    oblique: bool
    row: int


def forms(word: str, language: str) -> tuple[str, ...]:
    """The case forms of a base form, itself first, by the first ending of `declension` that fits.

    >>> forms("Варшава", "be")[:3]
    ('Варшава', 'Варшавы', 'Варшаве')
    """
    for ending, others in load(language).get("names.declension") or ():
        if word.endswith(ending) and len(word) > len(ending):
            stem = word[: len(word) - len(ending)]
            return (word, *(stem + other for other in others))
    return (word,)


@cache
def _endings(language: str) -> Mapping[str, tuple[str, ...]]:
    """The endings of base forms by an ending of another case; of all Cyrillic languages for 'cyrillic'."""
    found: dict[str, list[str]] = defaultdict(list)
    for tag in ("be", "ru", "uk") if language == "cyrillic" else (language,):
        for base, others in load(tag).get("names.declension") or ():
            for other in others:
                if base not in found[other]:
                    found[other].append(base)
    return MappingProxyType({ending: tuple(bases) for ending, bases in found.items()})


@lru_cache(maxsize=1 << 15)
def bases(word: str, language: str) -> tuple[str, ...]:
    """The base forms a word may have, itself first; whoever asks looks them up.

    >>> "Варшава" in bases("Варшаве", "be")
    True
    """
    endings, found = _endings(language), [word]
    for size in range(min(_LONGEST_ENDING, len(word) - 1), -1, -1):
        others = endings.get(word[len(word) - size :])
        if others:
            stem = word[: len(word) - size]
            found += [stem + base for base in others]
    return tuple(found)


@cache
def _names() -> Mapping[str, tuple[tuple[str, str, int], ...]]:
    """The given names by their base form in lower case: as written, gender, row of the table (-1: none)."""
    found: dict[str, dict[tuple[str, str, int], None]] = defaultdict(dict)
    for number, (gender, shown, others) in enumerate(listed()):
        for form in (shown, *others):
            found[form.lower()][form, gender, number] = None
    for language in LANGUAGES:
        for gender in ("m", "f"):
            for name in str(load(language).get(f"names.given_{gender}")).split():
                found[name.lower()][name, gender, -1] = None
    return MappingProxyType({name: tuple(rows) for name, rows in found.items()})


@cache
def _irregular() -> Mapping[str, tuple[Given, ...]]:
    found: dict[str, dict[Given, None]] = defaultdict(dict)
    for language in LANGUAGES:
        for gender, name, bent in load(language).get("names.irregular") or ():
            row = next((row for _, _, row in _names().get(name.lower(), ()) if row >= 0), -1)
            for form in (name, *bent.split()):
                found[form.lower()][Given(name, gender, form != name, row)] = None
    return MappingProxyType({form: tuple(readings) for form, readings in found.items()})


def given(word: str) -> tuple[Given, ...]:
    """The readings of a word as a given name in any case; empty when it is none."""
    return _readings(word.lower().replace("’", "'").replace("ʼ", "'"))


@lru_cache(maxsize=1 << 15)
def _readings(lower: str) -> tuple[Given, ...]:
    found = dict.fromkeys(_irregular().get(lower, ()))
    cyrillic, names = lower[:1] > "\u0300", _names()
    for base in bases(lower, "cyrillic" if cyrillic else "pl"):
        for name, gender, row in names.get(base, ()):
            if base == lower or any(lower in forms(base, tag) for tag in (("be", "ru", "uk") if cyrillic else ("pl",))):
                found.setdefault(Given(name, gender, base != lower, row))
    return tuple(found) or _alike(lower)


def _alike(lower: str) -> tuple[Given, ...]:
    """The reading of a word that is another spelling of listed names, all of one gender."""
    direct = classes(lower)[0] if len(lower) > 3 else frozenset[int]()
    sex = gender_of(direct) if direct else ""
    return (Given("-".join(part.capitalize() for part in lower.split("-")), sex, False, min(direct)),) if sex else ()


def same_given(one: str, other: str) -> bool:
    """Whether two given names, or an initial and a name, may be one person's."""
    if one[:1] == other[:1] and (len(one) == 1 or len(other) == 1):
        return True
    first, second = given(one), given(other)
    if not first or not second:
        return one.lower() == other.lower() or (one[:3].lower() == other[:3].lower() and not (first and second))
    return bool({r.row for r in first if r.row >= 0} & {r.row for r in second if r.row >= 0}) or one == other


@lru_cache(maxsize=1 << 15)
def upright(surname: str, gender: str, oblique: bool, language: str) -> tuple[str, float]:
    """The base form of a surname if it stands so, and how well its ending fits that, 0 to 1."""
    grammar = load(language)
    endings: Mapping[str, str] = MappingProxyType(
        dict(grammar.get("names.feminine" if gender == "f" else "names.masculine") or ())
    )
    if not endings:
        return surname, 0.5
    if not oblique:
        return surname, _stands(surname, gender, grammar.words("names.feminine_base"))
    for ending, base in endings.items():
        if surname.endswith(ending) and len(surname) > len(ending) + 1:
            return surname[: len(surname) - len(ending)] + base, 0.9 if len(ending) == 1 else 1.0
    still = surname[-1] in "оэьй" or (gender == "f" and surname[-1] not in "аеіыиуюяй")
    return surname, 0.6 if still else 0.2


def _stands(surname: str, gender: str, feminine: frozenset[str]) -> float:
    womanly = any(surname.endswith(ending) for ending in feminine)
    if gender == "f":
        return 1.0 if womanly else 0.8 if surname[-1] in "ая" else 0.6 if surname[-1] not in "уюе" else 0.4
    if womanly:
        return 0.3
    return 0.6 if surname[-1] in "ая" else 1.0 if surname[-1] not in "уюе" else 0.4


@lru_cache(maxsize=1 << 15)
def person(words: tuple[str, ...], at: int, language: str) -> tuple[tuple[str, ...], str]:
    """The words of a name in their base forms, and the gender ('m', 'f' or ''); `at` is the place of the given
    name, -1 without one.
    """
    if at < 0 or script(words[at]) == "latin":
        readings = given(words[at]) if at >= 0 else ()
        return words, readings[0].gender if readings else ""
    readings = given(words[at])
    best: tuple[float, tuple[str, ...], str] = (-1.0, words, "")
    for reading in readings:
        fit, others = 0.05 if not reading.oblique else 0.0, []
        for place, word in enumerate(words):
            base, score = (
                (reading.base, 1.0) if place == at else upright(word, reading.gender, reading.oblique, language)
            )
            others.append(base)
            fit += score
        if fit > best[0]:
            best = (fit, tuple(others), reading.gender)
    return best[1], best[2]


@lru_cache(maxsize=1 << 15)
def alone(surname: str, language: str) -> tuple[str, ...]:
    """The base forms a surname that stands alone may have, the likeliest first."""
    found = {surname: 0.55}
    for gender in ("m", "f"):
        base, fit = upright(surname, gender, True, language)
        if base != surname:
            found[base] = max(found.get(base, 0.0), fit - (0.0 if len(base) and fit == 1.0 else 0.4))
    return tuple(sorted(found, key=lambda base: -found[base]))


@lru_cache(maxsize=1 << 14)
def phrase(adjectives: tuple[str, ...], gender: str, language: str) -> tuple[str, ...]:
    """Adjectives before a noun of that gender, put into the nominative."""
    endings = load(language).get(f"names.adjective_{gender}") or ()
    found = []
    for word in adjectives:
        for ending, base in endings:
            if word.endswith(ending) and len(word) > len(ending) + 1:
                word = word[: len(word) - len(ending)] + base
                break
        found.append(word)
    return tuple(found)
