"""Many pairs of persons' names at once: the sums of `persons.weigh`, for whole columns of names instead of one pair.

What costs is done last and for few: words spelled alike are found by number, of the others only those whose consonants
leave room for a likeness are compared letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from khronika.names import persons
from khronika.names.alignment import distances
from khronika.names.model import INITIALS, PARTS, READINGS
from khronika.names.packed import CONSONANTS, Array, Rows, Table
from khronika.names.persons import GIVEN, SURNAME, WORD


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one side, row by row: the table and the places in it; a field is looked up once."""

    table: Table
    at: Array
    known: dict[str, Array] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Array:
        if name not in self.known:
            self.known[name] = self.table[name][self.at]
        return self.known[name]

    def of(self, rows: Array) -> Words:
        """Some of the rows."""
        return Words(self.table, self.at[rows])


def _meet(left: Array, right: Array) -> Array:
    """Which rows of two columns of numbers share one, 0 being none."""
    found = (left[:, 0] == right[:, 0]) & (left[:, 0] != 0)
    for i in range(left.shape[1]):
        one = left[:, i]
        if i and not one.any():
            break
        for j in range(0 if i else 1, right.shape[1]):
            other = right[:, j]
            if j and not other.any():
                break
            found |= (one == other) & (one != 0)
    return found


def _near(left: tuple[Array, ...], right: tuple[Array, ...]) -> Array:
    """`persons.near` for columns of (letters, lengths, bones, bone lengths, first bones)."""
    longest = np.maximum(np.maximum(left[1], right[1]), 1).astype(np.int32)
    slips = distances(left[0], right[0], left[1], right[1])
    values = 1000 - 1150 * slips // longest
    one, other = _ending(left), _ending(right)
    suffixed = (values > persons.SUFFIXED) & (one != other) & (one != 0) & (other != 0)
    suffixed &= (left[1] == right[1]) | ((one != persons.LOOSE) & (other != persons.LOOSE))
    same = (left[2] == right[2]) & (left[3] > 2) & ~suffixed
    least = np.where((slips < 2) & (left[1] == right[1]), persons.BONES, persons.BONES_FEW)
    values = np.where(same, np.maximum(values, least), values - persons.SUFFIX_DIFFERS * suffixed)
    return np.where(same | (left[4] == right[4]), values, values - persons.FIRST_DIFFERS)


def _ending(stem: tuple[Array, ...]) -> Array:
    """`persons.ENDINGS` of the last two letters."""
    each, last = np.arange(len(stem[1])), stem[1].astype(np.int32) - 1
    return _ENDING[stem[0][each, np.maximum(last - 1, 0)], stem[0][each, np.maximum(last, 0)]] * (last > 0)


_ENDING = np.zeros((256, 256), np.uint8)
for _letters, _code in persons.ENDINGS.items():
    _ENDING[ord(_letters[0]), ord(_letters[1])] = _code


def _shape(words: Words, form: Array | int) -> tuple[Array, ...]:
    names = ("letters", "lengths", "bones", "bonelengths", "firstbones")
    return tuple(words.table[name][words.at, form] for name in names)


def _father(words: Words) -> tuple[Array, ...]:
    names = ("fatherletters", "fatherlength", "fatherbones", "fatherbonelength", "fatherfirstbone")
    return tuple(words[name] for name in names)


def _alike(a: Words, b: Words) -> Array:
    """`persons.alike` of words that are not spelled alike."""
    values = _near(_shape(a, 0), _shape(b, 0))
    forms_a, forms_b = a["shapes"], b["shapes"]
    several = np.flatnonzero((forms_a > 1) | (forms_b > 1))
    if len(several):
        live = (_FORMS[:, 0] < forms_a[several, None]) & (_FORMS[:, 1] < forms_b[several, None])
        rows, form = np.nonzero(live)
        at = several[rows]
        more = _near(_shape(a.of(at), _FORMS[form, 0]), _shape(b.of(at), _FORMS[form, 1]))
        np.maximum.at(values, at, more)
    values[_meet(a["roots"], b["roots"])] = persons.STEM
    return np.where(values >= persons.FAINT, values, 0)


_FORMS = np.array([(i, j) for i in range(READINGS) for j in range(READINGS) if i or j])


def _given(a: Words, b: Words, written: Array) -> tuple[Array, Array]:
    """Likeness of given names, and whether they share a class."""
    common = np.zeros(len(written), bool)
    known_a, known_b = a["classes"], b["classes"]
    values = np.where((known_a != 0) & (known_b != 0), np.minimum(written, persons.OTHER), written)
    at = np.flatnonzero((known_a & known_b) != 0)
    if len(at):
        one, other = a.of(at), b.of(at)
        direct, oblique, direct_b, oblique_b = one["direct"], one["oblique"], other["direct"], other["oblique"]
        for found, value in (
            (_meet(oblique, oblique_b), persons.OBLIQUE),
            (_meet(direct, oblique_b) | _meet(oblique, direct_b), persons.CROSSED),
            (_meet(direct, direct_b), persons.DIRECT),
        ):
            values[at[found]] = value
            common[at[found]] = True
    return values, common


def _likeness(a: Words, b: Words, ranks: tuple[Array, Array]) -> tuple[Array, Array]:
    values = _alike(a, b)
    one, other = ranks
    given = (one != SURNAME) & (other != SURNAME)
    mixed = ~given & (one != other) & ((one == GIVEN) | (other == GIVEN)) & (values < persons.STEM)
    values[mixed] = values[mixed] * 4 // 5
    common = np.zeros(len(values), bool)
    at = np.flatnonzero(given)
    if len(at):
        values[at], common[at] = _given(a.of(at), b.of(at), values[at])
    return np.where(values >= persons.FAINT, values, 0), common


def _family(one: Array, other: Array) -> Array:
    """Does a pair of words with such ranks count as a surname's?"""
    return (one == SURNAME) | (other == SURNAME) | ((one == WORD) & (other == WORD))


def _counted(values: Array, common: Array, family: Array) -> Array:
    given = np.where(common, 2600 - 3 * (1000 - values), _FIRST[values])
    return np.where(family, _FAMILY[values], given)


_FAMILY, _FIRST = np.array(persons.FAMILY), np.array(persons.FIRST)


@dataclass(slots=True)
class Sums:
    """What is counted so far, a row a pair: evidence, pairs of parts, parts still free, genders that may be one, surnames
    in two forms."""

    total: Array
    pairs: Array
    free_a: Array
    free_b: Array
    unsure: Array
    bent: Array


Slot = tuple[int, int, Words, Words, Array | None]
"""A place in the one name and one in the other, the words there, and the rows that have both (None: look at all)."""


def _slots(a: Rows, b: Rows) -> Iterator[Slot]:
    """All pairs of places; most names have two words, so only a third and a fourth have rows of their own."""
    parts_a, parts_b = a.heads["parts"].copy(), b.heads["parts"].copy()
    left = [Words(a.table, a.words[i]) for i in range(int(parts_a.max(initial=0)))]
    right = [Words(b.table, b.words[j]) for j in range(int(parts_b.max(initial=0)))]
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            if i < 2 and j < 2:
                yield i, j, one, other, None
            else:
                at = np.flatnonzero((parts_a > i) & (parts_b > j))
                yield i, j, one.of(at), other.of(at), at


def _equal(a: Rows, b: Rows, slots: list[Slot], sums: Sums) -> None:
    """Pair the words that are spelled alike."""
    for i, j, one, other, at in slots:
        same = one["spelling"] == other["spelling"]
        more = np.flatnonzero(~same & ((one["readings"] | other["readings"]) > 1))
        if len(more):
            same[more] = _meet(one.of(more)["spellings"], other.of(more)["spellings"])
        found = np.flatnonzero(same) if at is None else at[same]
        found = found[sums.free_a[found, i] & sums.free_b[found, j]]
        found = found[~_different(a, b, (i, j), found)]
        if len(found):
            _count_equal(a, b, (found, i, j), sums)


def _different(a: Rows, b: Rows, places: tuple[int, int], at: Array) -> Array:
    """Which words are given names that are known and of no common class, though their skeletons are equal."""
    i, j = places
    one, other = a.words[i, at], b.words[j, at]
    first, first_b = a.table["direct"][one, 0], b.table["direct"][other, 0]
    found: Array = (first != 0) & (first_b != 0) & (first != first_b)
    few = np.flatnonzero(found)
    if len(few):
        given = (a.heads["ranks"][at[few], i] != SURNAME) & (b.heads["ranks"][at[few], j] != SURNAME)
        left, right = a.table["direct"][one[few]], b.table["direct"][other[few]]
        found[few] = given & ~_meet(left, right)
    return found


def _count_equal(a: Rows, b: Rows, found: tuple[Array, int, int], sums: Sums) -> None:
    at, i, j = found
    one, other = a.heads["ranks"][at, i], b.heads["ranks"][at, j]
    sums.total[at] += np.where(_family(one, other), 3400, 2600)
    given = np.flatnonzero((one == GIVEN) | (other == GIVEN))
    rows = at[given]
    oblique = a.table["oblique"][a.words[i, rows], 0] | b.table["oblique"][b.words[j, rows], 0]
    sums.unsure[rows] |= oblique != 0
    sums.pairs[at] += 1
    sums.free_a[at, i] = sums.free_b[at, j] = False


def _possible(slots: list[Slot], sums: Sums) -> tuple[Array, Array, Array]:
    """The pairs of words that may be alike: rows, places in the one name and in the other."""
    found = []
    for i, j, one, other, at in slots:
        most, most_b = one["most"], other["most"]
        gone, come = one["least"] & ~most_b, other["least"] & ~most
        apart = np.maximum(np.bitwise_count(gone), np.bitwise_count(come))
        room = _ROOM[apart] <= np.maximum(one["longest"], other["longest"])
        room |= ((gone | come) & CONSONANTS) == 0
        room |= (one["classes"] & other["classes"]) != 0
        rows = np.flatnonzero(room) if at is None else at[room]
        rows = rows[sums.free_a[rows, i] & sums.free_b[rows, j]]
        found.append((rows, np.full(len(rows), i), np.full(len(rows), j)))
    rows, left, right = (np.concatenate(column) for column in zip(*found, strict=True)) if found else _NOWHERE
    return rows, left, right


_ROOM = np.array([-(-1150 * apart // (1000 - persons.FAINT)) for apart in range(65)], np.uint8)
"""How long the longer of two stems must be to be alike when they are so many edits apart."""
_NOWHERE = (np.zeros(0, np.int64),) * 3


def _alikes(a: Rows, b: Rows, slots: list[Slot], sums: Sums) -> None:
    """Pair the words that are likest among those still free."""
    rows, i, j = _possible(slots, sums)
    if not len(rows):
        return
    one, other = Words(a.table, a.words[i, rows]), Words(b.table, b.words[j, rows])
    ranks = a.heads["ranks"][rows, i], b.heads["ranks"][rows, j]
    values, common = _likeness(one, other, ranks)
    some = np.flatnonzero(values)
    rows, i, j, values, common = rows[some], i[some], j[some], values[some], common[some]
    one, other, ranks = one.of(some), other.of(some), (ranks[0][some], ranks[1][some])
    gain = _counted(values, common, _family(*ranks))
    unsure = (values > 900) & ((ranks[0] == GIVEN) | (ranks[1] == GIVEN))
    unsure &= (one["oblique"][:, 0] | other["oblique"][:, 0]) != 0
    bent = (ranks[0] == SURNAME) | (ranks[1] == SURNAME)
    by = np.lexsort((abs(i - j) * 16 + np.minimum(i, j) * 4 + i - values * 64, rows))
    while len(by):
        first = by[np.concatenate(([True], rows[by][1:] != rows[by][:-1]))]
        at = rows[first]
        sums.total[at] += gain[first]
        sums.unsure[at] |= unsure[first]
        sums.bent[at] |= bent[first]
        sums.pairs[at] += 1
        sums.free_a[at, i[first]] = sums.free_b[at, j[first]] = False
        by = by[sums.free_a[rows[by], i[by]] & sums.free_b[rows[by], j[by]]]


def _nth(free: Array, n: int) -> tuple[Array, Array]:
    """The place of the nth part that is free, and whether there is one."""
    which = free & (np.cumsum(free, axis=1) == n + 1)
    return which.argmax(axis=1), which.any(axis=1)


def _initials(a: Rows, b: Rows, free_b: Array, sums: Sums) -> Array:
    """Count the initials of the one names against the free words of the others; how many were used."""
    used = np.zeros(len(a.heads), np.int64)
    at = np.flatnonzero(a.heads["initials"] > 0)
    if not len(at):
        return used
    heads, free = a.heads[at], free_b[at]
    count = free.sum(axis=1)
    for t in range(INITIALS):
        place, has = _nth(free, t)
        father = (count == t) & (b.heads["father"][at] > 0)
        heads_b = b.heads[at]
        word = Words(b.table, np.where(father, heads_b["fatherword"], b.words[place, at]))
        first = heads["first"][:, t]
        fits = ((heads["begins"][:, t] & word["begins"]) != 0) | ((first != 0) & (first == word["first"]))
        live = (has | father) & (heads["initials"] > t)
        gain = np.where(fits, persons.SECOND if t else persons.INITIAL, persons.INITIAL_DIFFERS)
        sums.total[at] += np.where(live, gain, 0)
        used[at] += live
    return used


def _both_initials(a: Rows, b: Rows, used_a: Array, used_b: Array, sums: Sums) -> None:
    at = np.flatnonzero((a.heads["initials"] > used_a) & (b.heads["initials"] > used_b))
    if not len(at):
        return
    one, other = a.heads[at], b.heads[at]
    each = np.arange(len(at))
    for t in range(INITIALS):
        i, j = used_a[at] + t, used_b[at] + t
        live = (i < one["initials"]) & (j < other["initials"])
        i, j = np.minimum(i, INITIALS - 1), np.minimum(j, INITIALS - 1)
        same = (one["begins"][each, i] & other["begins"][each, j]) != 0
        sums.total[at] += np.where(live, np.where(same, persons.INITIALS, persons.INITIALS_DIFFER), 0)


def _leftover(a: Rows, b: Rows, used: tuple[Array, Array], sums: Sums) -> None:
    left = np.maximum(a.heads["parts"] - sums.pairs - np.minimum(used[1], 1), 0)
    right = np.maximum(b.heads["parts"] - sums.pairs - np.minimum(used[0], 1), 0)
    initials = (a.heads["initials"] > 0) & (b.heads["initials"] > 0)
    matched = sums.pairs + (used[0] > 0) + (used[1] > 0) + initials
    both = np.minimum(left, right)
    alone = np.abs(left - right)
    sums.total += persons.UNLIKE * both + np.where(matched > 1, persons.ONLY, persons.ONLY_WEAK) * alone
    sums.total[matched < 2] += persons.ONE_WORD


def _fathers(a: Rows, b: Rows, sums: Sums) -> Array:
    """Count the patronymics; where they are of two fathers the pair is vetoed."""
    veto = np.zeros(len(a.heads), bool)
    at = np.flatnonzero((a.heads["father"] > 0) & (b.heads["father"] > 0))
    if not len(at):
        return veto
    one, other = Words(a.table, a.heads["fatherword"][at]), Words(b.table, b.heads["fatherword"][at])
    classes, classes_b = one["father"], other["father"]
    same = _meet(classes, classes_b) | _meet(one["spellings"], other["spellings"])
    near = np.zeros(len(at), bool)
    few = np.flatnonzero(~same & ((classes[:, 0] == 0) | (classes_b[:, 0] == 0)))
    if len(few):
        left, right = one.of(few), other.of(few)
        near[few] = np.maximum(_near(_father(left), _father(right)), _near(_shape(left, 0), _shape(right, 0))) >= 750
    sums.total[at] += np.where(same, persons.FATHER, np.where(near, persons.FATHER_NEAR, 0))
    veto[at] = ~same & ~near
    return veto


def weigh(a: Rows, b: Rows) -> tuple[Array, Array]:
    """The evidence of pairs of names, row by row, in thousandths of log odds, and which of them are vetoed."""
    count = len(a.heads)
    places = np.arange(PARTS)
    sums = Sums(
        np.full(count, persons.BIAS),
        np.zeros(count, np.int64),
        places < a.heads["parts"][:, None],
        places < b.heads["parts"][:, None],
        np.zeros(count, bool),
        np.zeros(count, bool),
    )
    slots = list(_slots(a, b))
    _equal(a, b, slots, sums)
    _alikes(a, b, slots, sums)
    free_b = sums.free_b.copy()
    used_a = _initials(a, b, free_b, sums)
    used_b = _initials(b, a, sums.free_a, sums)
    _both_initials(a, b, used_a, used_b, sums)
    _leftover(a, b, (used_a, used_b), sums)
    veto = _fathers(a, b, sums)
    one, other = a.heads["gender"], b.heads["gender"]
    apart = (one & 3 != 0) & (other & 3 != 0) & (one & 3 != other & 3)
    sure = (one & other & 4) != 0
    told = np.where(sums.bent, persons.GENDER_UNSURE, persons.GENDER_LIKELY)
    sums.total += np.where(apart & ~sure & sums.unsure & ~veto, told, 0)
    return sums.total, veto | (apart & (sure | ~sums.unsure))
