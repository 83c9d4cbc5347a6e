"""Two persons' names: words are paired without regard to order, roles only say how much a pair counts.

A conflict of patronymics or of birth-name gender is a veto: no likeness of the other words outweighs it.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from khronika.names.given import letters, shown
from khronika.names.model import Evidence, Name, Role, Token
from khronika.names.skeleton import bones

Part = tuple[Token, Role]
BIAS = -2.4


@lru_cache(maxsize=1 << 16)
def near(one: str, other: str) -> float:
    """How alike two stems are, 0 to 1; consonants count more than vowels."""
    longest = max(len(one), len(other))
    value = 1 - 1.15 * OSA.distance(one, other) / longest
    left, right = bones(one), bones(other)
    if left == right and len(left) > 2:
        return max(value, 0.93)
    return max(value, 0.0) if left[:1] == right[:1] else max(value - 0.05, 0.0)


def alike(a: Token, b: Token) -> float:
    """How alike two words are as written, whatever their role."""
    for skeleton in a.skeletons:
        if skeleton in b.skeletons:
            return 1.0
    for stem in a.stems:
        if stem in b.stems:
            return 0.98
    return max(near(one, other) for one in a.stems for other in b.stems)


def _given(a: Token, b: Token) -> tuple[float, str]:
    written = alike(a, b)
    if written == 1.0:
        return 1.0, "equal"
    if common := a.direct & b.direct:
        return 0.99, f"class {min(common)}"
    crossed = (a.direct & b.oblique) | (a.oblique & b.direct)
    if crossed:
        return 0.94, f"class {min(crossed)}"
    if (a.direct or a.oblique) and (b.direct or b.oblique):
        if common := a.oblique & b.oblique:
            return 0.93, f"class {min(common)}"
        return min(written, 0.55), "near"
    return written, "near"


def _pair(a: Part, b: Part) -> tuple[float, str]:
    (one, role), (other, with_role) = a, b
    if "surname" not in (role, with_role):
        return _given(one, other)
    value = alike(one, other)
    if role != with_role and "given" in (role, with_role):
        return (value if value >= 0.98 else 0.8 * value), "near"
    return value, "equal" if value >= 0.98 else "near"


def _split(name: Name) -> tuple[list[Part], list[Part], list[Token]]:
    full: list[Part] = []
    fathers: list[Part] = []
    initials: list[Token] = []
    for one, role in zip(name.tokens, name.roles, strict=True):
        if role == "initial":
            initials.append(one)
        elif role == "patronymic":
            fathers.append((one, role))
        else:
            full.append((one, role))
    return full, fathers, initials


def _matched(left: list[Part], right: list[Part]) -> list[tuple[float, str, int, int]]:
    found = sorted(
        ((*_pair(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)),
        key=lambda pair: (-pair[0], abs(pair[2] - pair[3]), min(pair[2], pair[3]), pair[2]),
    )
    chosen, seen_left, seen_right = [], set[int](), set[int]()
    for pair in found:
        if pair[2] not in seen_left and pair[3] not in seen_right and pair[0] >= 0.5:
            chosen.append(pair)
            seen_left.add(pair[2])
            seen_right.add(pair[3])
    return chosen


def weigh(a: Name, b: Name) -> Evidence:
    """All evidence for and against two analysed persons' names being one person's."""
    found = Evidence(BIAS, [])
    left, fathers_a, initials_a = _split(a)
    right, fathers_b, initials_b = _split(b)
    pairs = _matched(left, right)
    for value, why, i, j in pairs:
        _count(found, left[i], right[j], value, why)
    rest_a = [part for i, part in enumerate(left) if i not in {p[2] for p in pairs}]
    rest_b = [part for j, part in enumerate(right) if j not in {p[3] for p in pairs}]
    used_a = _initials(found, initials_a, rest_b + fathers_b)
    used_b = _initials(found, initials_b, rest_a + fathers_a)
    _both_initials(found, initials_a[used_a:], initials_b[used_b:])
    rest_b, rest_a = rest_b[min(used_a, 1) :], rest_a[min(used_b, 1) :]
    _leftover(found, rest_a, rest_b, len(pairs) + (used_a > 0) + (used_b > 0) + bool(initials_a and initials_b))
    _fathers(found, [p[0] for p in fathers_a], [p[0] for p in fathers_b])
    _genders(found, a, b, pairs, left, right)
    return found


def _count(found: Evidence, a: Part, b: Part, value: float, why: str) -> None:
    one, other = a[0].text, b[0].text
    if "surname" in (a[1], b[1]) or ("word" == a[1] == b[1] and "surname?" not in {n[0] for n in found.notes}):
        code = "surname" if value == 1 else "stem" if value >= 0.98 else "spelling" if value > 0.7 else "differ"
        found.add(max(3.4 - 13 * (1 - value), -2.5) if value > 0.55 else -5.0, code, one, other)
        return
    if why.startswith("class "):
        found.add(2.6 - 3 * (1 - value), "form", one if one != shown(int(why[6:])) else other, shown(int(why[6:])))
        return
    code = "given" if value >= 0.98 else "spelling" if value > 0.7 else "differ"
    found.add(max(2.6 - 12 * (1 - value), -5), code, one, other)


def _may_begin(initial: Token, part: Part) -> bool:
    one, role = part
    wanted = {s[0] for s in initial.skeletons}
    known = letters(one.direct or one.oblique) if role != "patronymic" else letters(one.father)
    return bool(wanted & (known | {s[0] for s in one.skeletons})) or (
        initial.text.upper() in {"Я", "Ю", "Е", "Ё", "Є", "Г", "H", "J", "Y", "I"}
        and one.text[0].upper() == initial.text.upper()
    )


def _initials(found: Evidence, initials: list[Token], parts: list[Part]) -> int:
    """Count initials against the words they may stand for, in their order; how many were used."""
    used = 0
    for initial, part in zip(initials, parts, strict=False):
        used += 1
        if _may_begin(initial, part):
            found.add(1.0 if used == 1 else 0.9, "initial", initial.text, part[0].text)
        else:
            found.add(-4.5, "initial-differs", initial.text, part[0].text)
    return used


def _both_initials(found: Evidence, left: list[Token], right: list[Token]) -> None:
    for a, b in zip(left, right, strict=False):
        same = {s[0] for s in a.skeletons} & {s[0] for s in b.skeletons}
        found.add(0.9 if same else -4.0, "initial" if same else "initial-differs", a.text, b.text)


def _leftover(found: Evidence, left: list[Part], right: list[Part], matched: int) -> None:
    both = min(len(left), len(right))
    for (a, _), (b, _) in zip(left, right, strict=False):
        found.add(-5.0, "differ", a.text, b.text)
    for part in left[both:] + right[both:]:
        found.add(-0.9 if matched > 1 else -1.6, "only", part[0].text)
    if matched < 2:
        found.add(-0.6, "one-word")


def _fathers(found: Evidence, left: list[Token], right: list[Token]) -> None:
    if not (left and right):
        return
    a, b = left[0], right[0]
    if a.father & b.father or alike(a, b) == 1.0:
        found.add(1.3, "patronymic", a.text, b.text)
        return
    one, other = a.fatherstem or a.stems[0], b.fatherstem or b.stems[0]
    known = bool(a.father and b.father)
    value = max(near(one, other), near(a.stems[0], b.stems[0]))
    if not known and value >= 0.75:
        found.add(0.6, "patronymic", a.text, b.text)
        return
    found.veto = True
    found.notes.append(("patronymics-differ", a.text, b.text))


def _genders(
    found: Evidence, a: Name, b: Name, pairs: list[tuple[float, str, int, int]], left: list[Part], right: list[Part]
) -> None:
    if not (a.gender and b.gender) or a.gender == b.gender:
        return
    unsure = any(
        value > 0.9 and "given" in (left[i][1], right[j][1]) and (left[i][0].oblique or right[j][0].oblique)
        for value, _, i, j in pairs
    )
    fixed = all("patronymic" in name.roles for name in (a, b))
    if unsure and not fixed:
        found.add(-0.5, "gender-unsure", a.text, b.text)
        return
    found.veto = True
    found.notes.append(("genders-differ", a.text, b.text))
