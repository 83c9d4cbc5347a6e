"""A name in running text stands in a case. What `khronika.names` knows of cases is asked here once a word and kept, since
the words of a text come again.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter

from khronika import names
from khronika.names.given import classes, direct, table
from khronika.names.given import gender as gender_of
from khronika.names.model import Kind
from khronika.names.paradigms import leads, stems

_DOUBLED = re.compile(r"([сзцнлд])ь?\1ю$")
"""The instrumental of a noun in a soft consonant, in both orthographies: 'Беларуссю', 'Беларусьсю'."""
_FLEETING = re.compile(r"(?<=[бвгджзкмнпрстхш])[лрнц]ь?$")
"""Where a vowel of the base form falls out in other cases: 'Гомлі' of 'Гомель', 'Орле' of 'Орёл'."""
_LIQUIDS = tuple("лрнць")
_FILLED = re.compile(r"(?<=[бвгджзкмнпрстхш])[её](?=[лрнц]ь?$)")
_FOREIGN = re.compile(r"[a-z]*(?:[szk]h|[vxq])")
"""Letters that no Polish name has: 'Nasha' is not the genitive of 'Nash'."""
_PLURAL = re.compile(r"(?:ach|ami|om|ów)$")
"""The endings of Polish plurals: 'Stanach', 'Katowicami'."""
_UNBENT = ("бюро", "радио", "радіо", "радыё", "радыо", "biuro", "radio")
CYRILLIC = ("be", "ru", "uk")
_LATIN = ("pl",)
_BENDING = (*CYRILLIC, "pl")
_PLAIN = 3
"""How many letters at its start no name changes when it bends."""
_STILL = 0.15
"""How much likelier a lone surname stands in the nominative than its ending says."""


@dataclass(frozen=True, slots=True)
class Given:
    """A reading of a given name: its base form, gender, and whether it stands in another case."""

    base: str
    gender: str
    oblique: bool


@lru_cache(maxsize=1 << 15)
def bases(word: str, language: str, *, adjective: bool = False) -> tuple[str, ...]:
    """The base forms that a noun in the name of a place may have, itself first, or an `adjective`; whoever asks looks them up.

    >>> "Варшава" in bases("Варшаве", "be")
    True
    """
    if language not in _BENDING:
        return (word,)
    found = [one.text for one in _readings_of(word, language) if (one.role == "adjective") is adjective]
    if language == "pl" and not adjective and (plural := _PLURAL.search(word)):
        found += [word[: plural.start()] + ending for ending in ("y", "i", "e")]
    shut = [one for one in found if one.endswith(_LIQUIDS) and _FLEETING.search(one)]
    found += [_FLEETING.sub(rf"{vowel}\g<0>", one) for one in shut for vowel in "её"]
    found += [one[:-2] + "їв" for one in found if one.endswith("єв")]
    return tuple(dict.fromkeys((word, *found, _DOUBLED.sub(r"\1ь", word))))


@lru_cache(maxsize=1 << 10)
def _readings_of(word: str, language: str) -> tuple[names.Base, ...]:
    return names.bases(word, language, "place")


@cache
def roots(listed: frozenset[str]) -> frozenset[str]:
    """Names of places in small letters and their stems, with and without the vowels that come and go."""
    emptied = {_FILLED.sub("", name) for name in listed}
    others = {name[:-2] + "єв" for name in listed if name.endswith("їв")}
    return listed | stems({*listed, *emptied, *others}, CYRILLIC, "place")


def bent(word: str, known: frozenset[str]) -> bool:
    """Whether a Cyrillic word may be a form of one of the names whose `roots` are known."""
    return word.endswith("ю") or word.lower() in known or leads(word, known, CYRILLIC, "place")


def forms(word: str, language: str) -> tuple[str, ...]:
    """The case forms of a common noun or the name of a place, itself first.

    >>> forms("Варшава", "be")[:2]
    ('Варшава', 'Варшавы')
    """
    return names.forms(word, language, kind="organization") if language in _BENDING else (word,)


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(form[:_PLAIN].lower() for _, shown, others in table() for form in (shown, *others))


@cache
def _stems(languages: tuple[str, ...]) -> frozenset[str]:
    return stems((form.lower() for _, shown, others in table() for form in (shown, *others)), languages)


def given(word: str) -> tuple[Given, ...]:
    """The readings of a word as a given name in any case; empty when it is none."""
    return _readings(word.replace("’", "'").replace("ʼ", "'"))


@lru_cache(maxsize=1 << 15)
def _readings(word: str) -> tuple[Given, ...]:
    word = word.lower() if not word.islower() else word
    found: dict[Given, None] = {}
    languages = CYRILLIC if word[:1] > "\u0300" else _LATIN
    if word[:_PLAIN] in _beginnings() and leads(word, _stems(languages), languages):
        for language in languages:
            for one in names.bases(word, language):
                if one.role == "given" and (one.case == "nom" or not _FOREIGN.search(word)):
                    found[Given(one.text.title(), one.gender, one.case != "nom")] = None
    return tuple(found) or _alike(word)


def _alike(lower: str) -> tuple[Given, ...]:
    """The reading of a word that is another spelling of listed names, all of one gender."""
    found = direct(lower) if len(lower) > _PLAIN else frozenset[int]()
    sex = gender_of(found) if found else ""
    return (Given(lower.title(), sex, False),) if sex else ()


def same_given(one: str, other: str, *, oblique: bool = False) -> bool:
    """Whether two given names, or an initial and a name, may be one person's; `oblique`: the other stands in a case."""
    if one[:1] == other[:1] and (len(one) == 1 or len(other) == 1):
        return True
    first, second = classes(one)[0], classes(other)[int(oblique)]
    if not first or not second:
        return one[:3].lower() == other[:3].lower()
    return bool(first & second)


@lru_cache(maxsize=1 << 15)
def person(words: tuple[str, ...], at: int, language: str) -> tuple[tuple[str, ...], str]:
    """The words of a name in their base forms, and the gender ('m', 'f' or ''); `at` is the place of the given
    name, -1 without one.
    """
    readings = given(words[at]) if at >= 0 else ()
    if at < 0 or words[at] < "\u0300" or language not in _BENDING:
        return words, readings[0].gender if readings else ""
    based, gender, case = names.agree(words, language)
    if (gender, case) == ("f", "nom") and (mans := _mans(words, at, language)):
        return mans, "m"
    return based, gender or (readings[0].gender if readings else "")


def _mans(words: tuple[str, ...], at: int, language: str) -> tuple[str, ...]:
    """The words as a man's name in the genitive where their endings say so: 'Аляксандра Коржыча', not 'Аляксандра Казлова'."""
    found = []
    for place, word in enumerate(words):
        readings = [one for one in names.bases(word, language) if place != at or one.role == "given"]
        mans = max((one for one in readings if one[1:3] == ("m", "gen")), key=_weight, default=None)
        womans = max((one.weight for one in readings if one[1:3] == ("f", "nom")), default=0.0)
        if mans is None or mans.weight + (place == at) <= womans:
            return ()
        found.append(mans.text)
    return tuple(found)


_weight = attrgetter("weight")


@lru_cache(maxsize=1 << 15)
def alone(surname: str, language: str) -> tuple[str, ...]:
    """The base forms a surname that stands alone may have, the likeliest first.

    >>> alone("Бяляцкага", "be")[0]
    'Бяляцкі'
    """
    if language not in _BENDING:
        return (surname,)
    found = {surname: _STILL}
    for one in names.bases(surname, language):
        weight = one.weight + (_STILL if one.case == "nom" else 0.0)
        found[one.text] = max(found.get(one.text, 0.0), weight)
    return tuple(sorted(found, key=lambda base: -found[base]))


@lru_cache(maxsize=1 << 14)
def headed(words: tuple[str, ...], language: str, kind: Kind = "organization") -> tuple[str, ...]:
    """Adjectives and the noun after them, put into the nominative.

    >>> headed(("Следчым", "камітэтам"), "be")
    ('Следчы', 'камітэт')
    """
    if language not in _BENDING:
        return words
    if len(words) > 1 and words[-1].lower().endswith(_UNBENT):
        return (*(_neuter(word, language, kind) for word in words[:-1]), words[-1])
    return names.agree(words, language, kind)[0]


def _neuter(word: str, language: str, kind: Kind) -> str:
    """An adjective before a noun that does not bend: 'Федеральнага бюро'."""
    return agreeing(word, language, "n", kind)


@lru_cache(maxsize=1 << 14)
def agreeing(word: str, language: str, gender: str, kind: Kind = "organization") -> str:
    """An adjective in the nominative of a gender; a word that is none stays.

    >>> agreeing("раённай", "be", "f")
    'раённая'
    """
    found = [one for one in names.bases(word, language, kind) if one.gender == gender and one.role == "adjective"]
    return max(found, key=_weight).text if found else word


def gender_of_noun(base: str) -> str:
    """The gender of a common noun in its base form, as its ending tells."""
    ending = base[-1:].lower()
    return "f" if ending in "ая" else "n" if ending in "оеёэ" else "m"
