"""Two persons' names: words are paired without regard to order, roles only say how much a pair counts.

A conflict of patronymics or of birth-name gender is a veto: no likeness of the other words outweighs it. Likeness is
counted in thousandths and evidence in thousandths of log odds, in whole numbers, so that `batch` gets the same sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from khronika.names.given import shown
from khronika.names.model import Name, Shape, Token

WORD, GIVEN, SURNAME = 0, 1, 2
"""What a part of a name is taken for."""

BIAS = -900
EQUAL, STEM, DIRECT, CROSSED, OBLIQUE = 1000, 980, 990, 940, 930
FAINT = 600
"""Words that are less alike than this are not paired."""

BONES, BONES_FEW = 930, 870
"""The least that two words of the same consonants are alike: with one other vowel, and with more or fewer."""

FIRST_DIFFERS = 50
SUFFIXED, SUFFIX_DIFFERS = 700, 200
ENDINGS = {"av": 1, "iv": 1, "in": 2, "nk": 3, "uk": 4, "ik": 5, "ak": 6, "sk": 7, "ic": 8, "ac": 8, "il": 9, "an": 10}
LOOSE = ENDINGS["an"]
"""The suffixes surnames are made with, by the last two letters of a stem; the loose one may be no suffix."""

OTHER = 600
"""The most that two given names of different classes are alike."""

UNLIKE = -6500
FATHER, FATHER_NEAR = 1300, 600
INITIAL, SECOND, INITIALS = 1000, 900, 900
INITIAL_DIFFERS, INITIALS_DIFFER = -4500, -4000
ONLY, ONLY_WEAK, ONE_WORD, GENDER_UNSURE, GENDER_LIKELY = -900, -1600, -600, -2300, -4800

Note = tuple[str, str, str]
Found = tuple[int, int, int, int]
"""A pair of parts: likeness, class of given names + 1 or 0, and the two places."""

_OSA = OSA.distance


@dataclass(frozen=True, slots=True)
class Person(Name):
    """A person's name; parts stand in one order whatever order they were written in, the given name first.

    `sure` tells that the gender is known from a patronymic.
    """

    parts: tuple[Token, ...] = ()
    ranks: tuple[int, ...] = ()
    father: Token | None = None
    initials: tuple[Token, ...] = ()
    sure: bool = False


def near(a: Shape, b: Shape) -> int:
    """How alike two stems are; consonants count more than vowels, and surnames made with two suffixes are two."""
    slips = _OSA(a[0], b[0])
    value = 1000 - 1150 * slips // (max(len(a[0]), len(b[0])) or 1)
    if value > SUFFIXED and _suffixed(a[0], b[0]):
        value -= SUFFIX_DIFFERS
    elif a[1] == b[1] and len(a[1]) > 2:
        return max(value, BONES if slips < 2 and len(a[0]) == len(b[0]) else BONES_FEW)
    return value if a[1][:1] == b[1][:1] else value - FIRST_DIFFERS


def _suffixed(a: str, b: str) -> bool:
    """Are two stems surnames made with two suffixes? 'Рахман' and 'Рахманов' need not be."""
    one, other = ENDINGS.get(a[-2:], 0), ENDINGS.get(b[-2:], 0)
    return 0 != one != other != 0 and (len(a) == len(b) or LOOSE not in (one, other))


def alike(a: Token, b: Token) -> int:
    """How alike two words are as written, whatever their role; 0 when too little to count."""
    if not a.spellings.isdisjoint(b.spellings):
        return EQUAL
    if not a.roots.isdisjoint(b.roots):
        return STEM
    one, other = a.shapes, b.shapes
    single = len(one) == 1 == len(other)
    value = near(one[0], other[0]) if single else max([near(left, right) for left in one for right in other])
    return value if value >= FAINT else 0


def _given(a: Token, b: Token) -> tuple[int, int]:
    """Likeness of two given names that are not spelled alike, and the class they share."""
    known_a, known_b = a.direct or a.oblique, b.direct or b.oblique
    if known_a and known_b:
        if common := a.direct & b.direct:
            return DIRECT, min(common) + 1
        if common := (a.direct & b.oblique) | (a.oblique & b.direct):
            return CROSSED, min(common) + 1
        if common := a.oblique & b.oblique:
            return OBLIQUE, min(common) + 1
        return min(alike(a, b), OTHER), 0
    return alike(a, b), 0


def _equal(a: Token, rank: int, b: Token, other: int) -> bool:
    """Are two words spelled alike? Given names that are known and different are not, whatever their skeletons."""
    return not a.spellings.isdisjoint(b.spellings) and not (
        rank != SURNAME != other and a.direct and b.direct and a.direct.isdisjoint(b.direct)
    )


def _pair(a: Token, rank: int, b: Token, other: int) -> tuple[int, int]:
    if rank != SURNAME != other:
        return _given(a, b)
    value = alike(a, b)
    if rank != other and GIVEN in (rank, other) and value < STEM:
        value = value * 4 // 5
    return (value, 0) if value >= FAINT else (0, 0)


def _equals(a: Person, b: Person, left: list[int], right: list[int]) -> list[Found]:
    """The pairs of parts spelled alike; their places are taken out of `left` and `right`."""
    chosen: list[Found] = []
    for i, one in enumerate(a.parts):
        for j in right:
            if _equal(one, a.ranks[i], b.parts[j], b.ranks[j]):
                chosen.append((EQUAL, 0, i, j))
                left.remove(i)
                right.remove(j)
                break
    return chosen


def _paired(a: Person, b: Person) -> list[Found]:
    """The best pairs of parts, each part in one: those spelled alike first, then the likest."""
    left, right = list(range(len(a.parts))), list(range(len(b.parts)))
    chosen = _equals(a, b, left, right)
    if not (left and right):
        return chosen
    found = []
    for i in left:
        for j in right:
            value, common = _pair(a.parts[i], a.ranks[i], b.parts[j], b.ranks[j])
            if value:
                found.append((value, common, i, j))
    if len(found) > 1:
        found.sort(key=_order)
    for pair in found:
        if pair[2] in left and pair[3] in right:
            chosen.append(pair)
            left.remove(pair[2])
            right.remove(pair[3])
    return chosen


def _order(pair: Found) -> tuple[int, int, int]:
    value, _, i, j = pair
    return -value, abs(i - j), min(i, j)


def weigh(a: Person, b: Person, notes: list[Note] | None = None) -> tuple[int, bool]:
    """All evidence for and against two names being one person's, and whether it is vetoed; reasons go to `notes`."""
    pairs = _paired(a, b)
    total = BIAS
    for value, common, i, j in pairs:
        family = a.ranks[i] == SURNAME or b.ranks[j] == SURNAME or a.ranks[i] == WORD == b.ranks[j]
        total += counted(value, common, family)
        if notes is not None:
            _note(notes, (a.parts[i], b.parts[j]), (value, common), family=family)
    done = len(pairs)
    if a.initials or b.initials or done < len(a.parts) or done < len(b.parts):
        total += _rest(a, b, pairs, notes)
    elif done < 2:
        total += ONE_WORD
        _say(notes, "one-word")
    veto = False
    if a.father and b.father:
        father = _fathers(a.father, b.father)
        total, veto = total + max(father, 0), father < 0
        _say(notes, "patronymics-differ" if veto else "patronymic", a.father.text, b.father.text)
    if a.gender != b.gender and a.gender and b.gender:
        if (a.sure and b.sure) or not _unsure(a, b, pairs):
            _say(notes, "genders-differ", a.text, b.text)
            return total, True
        total += GENDER_UNSURE if _bent(a, b, pairs) else GENDER_LIKELY
        _say(notes, "gender-unsure", a.text, b.text)
    return total, veto


def _curve(*points: tuple[int, int]) -> list[int]:
    """Evidence by likeness: straight lines between points."""
    found = [points[0][1]] * points[0][0]
    for (start, low), (end, high) in pairwise(points):
        found += [low + (high - low) * (value - start) // (end - start) for value in range(start, end)]
    return [*found, points[-1][1]]


FAMILY = _curve(
    (FAINT, -4500),
    (660, -3200),
    (700, -1700),
    (750, -700),
    (800, -300),
    (850, 500),
    (900, 1500),
    (930, 2000),
    (STEM, 3140),
    (EQUAL, 3400),
)
FIRST = _curve((FAINT, -4500), (700, -2000), (800, 200), (900, 1400), (EQUAL, 2600))
"""Evidence of a pair of surnames, and of given names, by their likeness."""


def counted(value: int, common: int, family: bool) -> int:
    """The evidence of one pair: a surname's ('family') or a given name's, of a class in common or not."""
    if family:
        return FAMILY[value]
    return 2600 - 3 * (1000 - value) if common else FIRST[value]


def _rest(a: Person, b: Person, pairs: list[Found], notes: list[Note] | None) -> int:
    """The evidence of the parts without a pair and of the initials."""
    paired_a, paired_b = {p[2] for p in pairs}, {p[3] for p in pairs}
    rest_a = [part for i, part in enumerate(a.parts) if i not in paired_a]
    rest_b = [part for j, part in enumerate(b.parts) if j not in paired_b]
    total = used_a = used_b = 0
    if a.initials:
        gained, used_a = _initials(a.initials, rest_b, b.father, notes)
        total += gained
    if b.initials:
        gained, used_b = _initials(b.initials, rest_a, a.father, notes)
        total += gained
    for one, other in zip(a.initials[used_a:], b.initials[used_b:], strict=False):
        same = one.begins & other.begins
        total += INITIALS if same else INITIALS_DIFFER
        _say(notes, "initial" if same else "initial-differs", one.text, other.text)
    rest_a, rest_b = rest_a[min(used_b, 1) :], rest_b[min(used_a, 1) :]
    matched = len(pairs) + (used_a > 0) + (used_b > 0) + bool(a.initials and b.initials)
    return total + _leftover(rest_a, rest_b, matched, notes)


def _initials(
    initials: tuple[Token, ...], rest: list[Token], father: Token | None, notes: list[Note] | None
) -> tuple[int, int]:
    """Count initials against the words they may stand for, in their order; how many were used."""
    words = [*rest, father] if father else rest
    total = used = 0
    for initial, word in zip(initials, words, strict=False):
        fits = stands(initial, word)
        total += (SECOND if used else INITIAL) if fits else INITIAL_DIFFERS
        used += 1
        _say(notes, "initial" if fits else "initial-differs", initial.text, word.text)
    return total, used


def stands(initial: Token, word: Token) -> bool:
    """May the initial stand for the word?"""
    return bool(initial.begins & word.begins or (initial.first and initial.first == word.first))


def _leftover(left: list[Token], right: list[Token], matched: int, notes: list[Note] | None) -> int:
    both = min(len(left), len(right))
    alone = left[both:] + right[both:]
    if notes is not None:
        notes += [("differ", one.text, other.text) for one, other in zip(left, right, strict=False)]
        notes += [("only", one.text, "") for one in alone]
        notes += [("one-word", "", "")] if matched < 2 else []
    return UNLIKE * both + (ONLY if matched > 1 else ONLY_WEAK) * len(alone) + (ONE_WORD if matched < 2 else 0)


def _fathers(a: Token, b: Token) -> int:
    """The evidence of two patronymics; below 0 they are of two fathers."""
    if not a.father.isdisjoint(b.father) or not a.spellings.isdisjoint(b.spellings):
        return FATHER
    if a.father and b.father:
        return -1
    value = max(near(a.fathershape, b.fathershape), near(a.shapes[0], b.shapes[0]))
    return FATHER_NEAR if value >= 750 else -1


def _unsure(a: Person, b: Person, pairs: list[Found]) -> bool:
    """May the genders differ only because a given name stands in another case?"""
    return any(
        value > 900 and GIVEN in (a.ranks[i], b.ranks[j]) and (a.parts[i].oblique or b.parts[j].oblique)
        for value, _, i, j in pairs
    )


def _bent(a: Person, b: Person, pairs: list[Found]) -> bool:
    """Does a surname stand in another form, as it does where the given name stands in another case?"""
    return any(value < EQUAL and SURNAME in (a.ranks[i], b.ranks[j]) for value, _, i, j in pairs)


def _say(notes: list[Note] | None, code: str, one: str = "", other: str = "") -> None:
    if notes is not None:
        notes.append((code, one, other))


def _note(notes: list[Note], pair: tuple[Token, Token], found: tuple[int, int], *, family: bool) -> None:
    (a, b), (value, common) = pair, found
    one, other = a.text, b.text
    if common and not family:
        name = shown(common - 1)
        notes.append(("form", one if one != name else other, name))
        return
    code = "spelling" if value > 700 else "differ"
    if value >= STEM:
        code = "given" if not family else "surname" if value == EQUAL else "stem"
    notes.append((code, one, other))
