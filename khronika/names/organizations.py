"""Organisations: a name is a bag of meanings, proper words and numbers; order and language do not matter, what contradicts does.

All that comparing needs is found when the name is analysed. A name may be read in several ways (an acronym that stands for two
bodies, a name with another in brackets): the readings that fit best decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product
from zlib import crc32

from rapidfuzz.distance import OSA

from khronika.names import meanings
from khronika.names.meanings import LANGUAGES, Sense, capitals, joined, phone, phrased, sense, stands
from khronika.names.model import ACRONYM, MEANING, MOST, THING, Evidence, Name, Role, Token
from khronika.names.script import script, words
from khronika.names.skeleton import bones
from khronika.names.tables import rows
from khronika.names.words import token

WEIGHTS = {"k": 0.5, "f": 0.6, "n": 0.45, "p": 0.6, "g": 0.15, "l": 0.05, "w": 1.0, "d": 0.5}
"""How much a word says: of a kind of body, a field, a nation, a place, little, a legal form, not an ordinary word."""

BIAS = -2.4
READINGS = 4
"""Ways to read one name that are looked at."""

_ADJECTIVE = re.compile(r"(?<=....)(?:av|in)?sk$")
_FIRMS = frozenset(("enterprise", "holding", "concern", "corporation", "production", "plant", "combine", "company"))
"""Kinds of body that are known by the name they bear, not by what they are called besides."""

_BESIDES = _FIRMS | {
    "state",
    "federal",
    "federation",
    "republic",
    "republican",
    "national",
    "association",
    "union",
    "organisation",
    "science",
}
"""What firms are called besides their name."""

_BESIDE = 0.35
_QUOTED = re.compile(r"(?<!\w)[«“\"„‘']([^«»“”\"„‘]{2,}?)(?:[»”“\"]|’(?!\w)|'(?!\w))")
_BRACKETS = re.compile(r"\(([^()]{2,})\)")


@dataclass(frozen=True, slots=True)
class Item:
    """A word as it is compared: what it means, or, when that is not known, how it is spelled."""

    text: str
    kind: str
    weight: float
    concepts: frozenset[str]
    stems: tuple[str, ...]
    letters: str


@dataclass(frozen=True, slots=True)
class Bag:
    """One reading of a name."""

    items: tuple[Item, ...]
    concepts: frozenset[str]
    stems: frozenset[str]
    unknown: tuple[Item, ...]
    nations: frozenset[str]
    places: frozenset[str]
    numbers: frozenset[str]
    total: float
    acronyms: frozenset[str]
    initials: frozenset[str]
    bodies: frozenset[int]
    solid: str
    latin: bool


@dataclass(frozen=True, slots=True)
class Organization(Name):
    """An organisation's name; what comparing needs is found here once, when the name is analysed."""

    bags: tuple[Bag, ...] = ()

    @property
    def indexed(self) -> tuple[int, ...]:
        """What an index finds the name by besides its words: known bodies, meanings, initials."""
        found = {THING | number for bag in self.bags for number in bag.bodies}
        found.update(MEANING | crc32(word.encode()) for bag in self.bags for word in bag.concepts)
        found.update(ACRONYM | crc32(word.encode()) for bag in self.bags for word in bag.acronyms | bag.initials)
        return tuple(sorted(found))


def analyse_organization(text: str) -> Organization:
    """The name with its words, what they mean, and its readings."""
    whole, kind = joined(text), script(text)
    spoken = [part for word, _, _ in words(whole)[:MOST] if (part := _part(word))]
    tokens, roles, concepts = zip(*spoken, strict=True) if spoken else ((), (), ())
    quoted = frozenset(word for inside in _QUOTED.findall(whole) for word, _, _ in words(inside))
    bags = tuple(
        _bag(_named(items, quoted), part, kind == "Latn") for part in _parts(whole) for items in _readings(part)
    )
    return Organization(text, "organization", tokens, roles, concepts, bags=bags)


def _part(word: str) -> tuple[Token, Role, str] | None:
    """A word with its role and its first meaning, None for a word said in passing."""
    known = None if capitals(word) and stands(word) else sense(word)
    if known is None:
        return token(word), "word", ""
    return None if known.kind == "s" else (token(word), "legal" if known.kind == "l" else "term", known.first)


def _parts(whole: str) -> list[list[str]]:
    """The words of the name; of a name with another in brackets, those of each."""
    inner = _BRACKETS.search(whole)
    if inner is None:
        return [_split(whole)]
    return [_split(whole[: inner.start()] + whole[inner.end() :]), _split(inner[1])]


def _split(text: str) -> list[str]:
    return phrased([word for word, _, _ in words(text)][:MOST])


def _readings(found: list[str]) -> list[list[Item]]:
    """The ways to read the words of a name, each as items."""
    ways = islice(product(*map(_ways, found)), READINGS)
    return [quiet for way in ways if (quiet := _quiet([item for items in way for item in items]))]


@lru_cache(maxsize=1 << 14)
def _ways(word: str) -> tuple[tuple[Item, ...], ...]:
    """The ways to read one word, each as the items it amounts to."""
    if full := stands(word):
        return tuple(tuple(item for part in parts if (item := _item(part))) for parts in full)
    item = _item(word)
    return ((item,),) if item else ((),)


@lru_cache(maxsize=1 << 15)
def _item(word: str) -> Item | None:
    known: Sense | None = sense(word)
    if known is not None and known.kind == "s":
        return None
    one, own = token(word), phone(word[0].replace("ў", "у"))
    stems = tuple(dict.fromkeys((*one.stems, *one.skeletons)))
    if known is None:
        stems = tuple(dict.fromkeys((*stems, *(_ADJECTIVE.sub("", stem) for stem in one.stems))))
        kind = "d" if word.isdigit() else "w"
        return Item(word, kind, WEIGHTS[kind] if len(word) > 1 else 0.3, frozenset(), stems, own * (LANGUAGES + 1))
    return Item(word, known.kind, WEIGHTS[known.kind], known.concepts, stems, known.letters + own)


def _quiet(items: list[Item]) -> list[Item]:
    """The items, 'public association' and the like made a legal form when more words follow them."""
    for i in range(len(items) - 1):
        one, other = items[i], items[i + 1]
        if "public" in one.concepts and other.concepts & {"association", "organisation"} and len(items) > 3:
            return [_legal(x) if k in (i, i + 1) else x for k, x in enumerate(items)]
    return items


def _named(items: list[Item], quoted: frozenset[str]) -> list[Item]:
    """The items, of a firm what it is called beside its name made light: all but the quoted words, or what firms often are."""
    if not any(item.kind == "l" or not item.concepts.isdisjoint(_FIRMS) for item in items):
        return items
    name = [item.text in quoted for item in items]
    if any(name):
        return [item if kept else _light(item) for item, kept in zip(items, name, strict=True)]
    if not any(item.kind == "w" and len(item.text) > 2 for item in items):
        return items
    return [_light(item) if item.concepts & _BESIDES else item for item in items]


def _light(item: Item) -> Item:
    return Item(item.text, item.kind, item.weight * _BESIDE, item.concepts, item.stems, item.letters)


def _legal(item: Item) -> Item:
    return Item(item.text, "l", WEIGHTS["l"], item.concepts, item.stems, item.letters)


def _bag(items: list[Item], found: list[str], latin: bool) -> Bag:
    unknown = tuple(item for item in items if item.kind == "w")
    return Bag(
        items=tuple(items),
        concepts=frozenset().union(*(item.concepts for item in items)),
        stems=frozenset(stem for item in items for stem in item.stems),
        unknown=unknown,
        nations=_of("n", items),
        places=_of("p", items),
        numbers=frozenset(item.text.lstrip("0") for item in items if item.kind == "d"),
        total=sum(item.weight for item in items),
        acronyms=_spelled(found),
        initials=_initials(items),
        bodies=_bodies().get(_marks(items), frozenset()),
        solid=bones("".join(item.stems[0] for item in items if item.kind != "l")),
        latin=latin,
    )


def _of(kind: str, items: list[Item]) -> frozenset[str]:
    return frozenset(concept for item in items if item.kind == kind for concept in item.concepts)


def _marks(items: list[Item]) -> frozenset[str]:
    """What tells the name from others, whatever its order and legal form."""
    return frozenset(min(item.concepts) if item.concepts else item.stems[0] for item in items if item.kind != "l")


@cache
def _bodies() -> dict[frozenset[str], frozenset[int]]:
    """Known bodies by the marks of each of their names."""
    found: dict[frozenset[str], set[int]] = {}
    for number, names in enumerate(rows("bodies")):
        for name in names:
            for items in _readings(_split(joined(name))):
                found.setdefault(_marks(items), set()).add(number)
    return {marks: frozenset(numbers) for marks, numbers in found.items()}


def _spelled(found: list[str]) -> frozenset[str]:
    """The acronyms of a name that says little else."""
    short = [word for word in found if capitals(word) and sense(word) is None]
    rest = [sense(word) for word in found if word not in short]
    if any(known is None or known.kind not in "slng" for known in rest):
        return frozenset()
    return frozenset(form for word in short for form in spelled(word))


def spelled(acronym: str) -> tuple[str, ...]:
    """The phones of an acronym's letters, in their order and without it."""
    letters = "".join(map(phone, acronym))
    return (letters, _anyhow(letters)) if len(letters) > 3 else (letters,)


def _initials(items: list[Item]) -> frozenset[str]:
    """What the name's first letters spell in each language, with legal forms and nations and without."""
    out = set()
    for left_out in ("", "l", "lng"):
        kept = [item.letters for item in items if item.kind not in left_out or not left_out]
        if 2 < len(kept) < 9:
            spellings = ["".join(column) for column in zip(*kept, strict=True)]
            out.update(spellings)
            out.update(map(_anyhow, spellings) if len(kept) > 3 else ())
    return frozenset(out)


def _anyhow(letters: str) -> str:
    """The letters without their order, which differs between languages."""
    return "~" + "".join(sorted(letters))


@lru_cache(maxsize=1 << 16)
def near(one: str, other: str) -> float:
    """How alike two stems are, 0 to 1; consonants count more than vowels."""
    longest = max(len(one), len(other))
    if longest < 4:
        return float(one == other)
    value = 1 - 1.15 * OSA.distance(one, other) / longest
    left, right = bones(one), bones(other)
    return max(value, 0.93) if left == right and len(left) > 2 else max(value, 0.0)


Sums = tuple[float, float, float, float, float, float, float]


def _sums(a: Bag, b: Bag) -> Sums:
    """Weights of what of one reading is found in the other, and of it the words that are the name itself; then of what is
    not found: kinds of body, fields, nations, places, such words."""
    found = proper = kinds = fields = nations = places = alone = 0.0
    concepts, stems = b.concepts, b.stems
    for item in a.items:
        weight, kind = item.weight, item.kind
        if not (concepts.isdisjoint(item.concepts) and stems.isdisjoint(item.stems)):
            found += weight
            if kind == "w":
                proper += weight
        elif kind == "w":
            if value := _likeness(item, b):
                found += weight * value
                proper += weight * value
            else:
                alone += weight
        elif kind == "f":
            fields += weight
        elif kind == "k":
            kinds += weight
        elif kind == "n":
            nations += weight
        elif kind == "p":
            places += weight
    return found, proper, kinds, fields, nations, places, alone


def _likeness(item: Item, b: Bag) -> float:
    """How well a word that is not an ordinary one is found among the words of the other name."""
    one = item.stems[0]
    best = max([near(one, other.stems[0]) for other in b.unknown], default=0.0)
    return best if best > 0.8 else 0.0


def _common(x: Sums, y: Sums, totals: tuple[float, float]) -> float:
    """Log odds from what the readings share: all, the more and the less that one has of itself in the other."""
    one, other = x[0] / totals[0], y[0] / totals[1]
    least, most = (one, other) if one < other else (other, one)
    return 0.8 * (one + other) + 1.9 * least + 1.3 * most + (2.4 if least > 0.93 else 0.0) + min(x[1], y[1], 1.5)


def _against(x: Sums, y: Sums, *, alike: bool) -> float:
    """Log odds from what is not shared: little when only one name says it, much when both say something else."""
    _, _, kinds, fields, nations, places, alone = x
    _, _, kinds_, fields_, nations_, places_, alone_ = y
    known, known_ = kinds + fields + nations + places, kinds_ + fields_ + nations_ + places_
    least = min(known, known_, 1.2)
    value = -2.0 * least - (2.8 if least > 0.4 else 0.0)
    value -= 0.9 * min(fields, fields_) + 0.4 * min(kinds, kinds_)
    value -= 0.9 * min(abs(fields - fields_), 1.2) + 0.4 * min(abs(kinds - kinds_), 1.0)
    if alike and min(alone, alone_) > 0.9 and not x[1]:
        value -= 1.4  # both bear a name of their own, and another
    value -= (0.8 if alike else 0.45) * min(alone, alone_, 2.0) + 0.15 * min(abs(alone - alone_), 2.0)
    return (
        value
        - (0.8 if nations and nations_ else 0.0)
        - (0.6 if places and places_ else 0.4 if places or places_ else 0.0)
    )


def _more(a: Bag, b: Bag, x: Sums, y: Sums) -> float:
    """Log odds from a nation or a place beside one that both names have."""
    value = -1.6 if (x[4] and b.nations) or (y[4] and a.nations) else 0.0
    return value - (0.7 if (x[5] and b.places) or (y[5] and a.places) else 0.0)


def _numbers(a: Bag, b: Bag) -> float:
    if not (a.numbers or b.numbers):
        return 0.0
    if a.numbers and b.numbers:
        return -5.0 if a.numbers.isdisjoint(b.numbers) else 1.6
    return -0.5


def _weigh(a: Bag, b: Bag) -> tuple[float, str]:
    """The log odds of two readings and what decided."""
    numbers = _numbers(a, b)
    if not a.bodies.isdisjoint(b.bodies):
        return 5.0 + min(numbers, 0.0), "body"
    x, y = _sums(a, b), _sums(b, a)
    value = BIAS + _common(x, y, (a.total, b.total)) + _against(x, y, alike=a.latin == b.latin) + _more(a, b, x, y)
    value += numbers - (2.0 if a.bodies and b.bodies else 0.0)
    if a.solid == b.solid and len(a.solid) > 4:
        value = max(value, 3.5 + numbers)
    if value < 2.5 and not (a.acronyms.isdisjoint(b.initials) and b.acronyms.isdisjoint(a.initials)):
        return 2.2 + min(numbers, 0.0), "acronym"
    if numbers < -1:
        return value, "numbers-differ"
    if x[4] and y[4]:
        return value, "nations-differ"
    return value, "words" if value < 1 else "spelling" if x[
        1
    ] > 0.9 else "translation" if a.latin != b.latin else "words"


def weigh_organizations(a: Organization, b: Organization) -> Evidence:
    """Evidence for two names being one organisation: the readings of both that fit best."""
    if not a.bags or not b.bags:
        return Evidence(-5.0, [("empty", a.text, b.text)])
    if len(a.bags) == 1 == len(b.bags):
        value, code = _weigh(a.bags[0], b.bags[0])
    else:
        value, code = max(_weigh(x, y) for x in a.bags for y in b.bags)
    return Evidence(value, [(code, a.text, b.text)])


def forget() -> None:
    """Drop every word kept in memory."""
    meanings.forget()
    for kept in (_ways, _item, near):
        kept.cache_clear()
