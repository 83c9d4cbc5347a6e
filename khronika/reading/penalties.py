"""A penalty is an amount with a unit that a verb of a verdict gives somebody, or that a noun of punishment follows.
Amounts are shared out: 'nine and seven years', 'seven years each', 'A. got nine years, B. eight'.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from khronika.reading import numbers
from khronika.reading.grammar import Grammar, load
from khronika.reading.model import Penalty, Span
from khronika.reading.page import Occurrence, Page
from khronika.reading.sentences import Sentence
from khronika.reading.status import clause, clauses, status
from khronika.reading.victims import Scene, chain, chain_back, group, referred, topic

_TIME = ("years", "months", "days", "hours")
_LONGEST = {"years": 60, "months": 720, "days": 400, "hours": 500}
_HARMLESS = {"overturned": "overturned", "alleged": "asserted", "denied": "asserted"}
_HEAD = 170
"""Characters before an amount in which the verb that gives it may stand."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One or more amounts of one unit as they stand together in the text; none for a penalty without an amount."""

    span: Span
    amounts: tuple[Decimal | None, ...]
    unit: str
    kind: str = ""


@cache
def _pattern(grammar: Grammar) -> re.Pattern[str]:
    number = numbers.pattern(grammar)
    units = "|".join(f"(?P<{name}>{unit})" for name, unit in grammar.get("units").items())
    joins = grammar.text("numbers.and")
    more = rf"(?:(?:\s*,\s*|\s*,?\s+(?:{joins})\s+){number}){{0,5}}"
    signs = "".join(grammar.get("penalties.signs") or {})
    prefix = rf"(?:(?P<sign>[{signs}])\s?(?P<money>{number}))|" if signs else ""
    return re.compile(
        rf"{prefix}(?P<numbers>{number}{more})(?:[\s-]+(?:-?\w{{1,3}}-)?|-?)(?:{units})(?!\w)", re.IGNORECASE
    )


@cache
def _number(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(numbers.pattern(grammar), re.IGNORECASE)


def penalties(page: Page) -> tuple[Penalty, ...]:
    """The penalties of a text, one for each person who has one."""
    found: dict[tuple[str, str, str, str], Penalty] = {}
    for sentence in page.sentences:
        grammar = load(sentence.language)
        if not grammar.beginnings("penalties.cues").among(page.lower(sentence)):
            continue
        for one in _in_sentence(Scene(page, sentence)):
            mark = (one.person, one.type, str(one.amount), one.unit)
            found[mark] = max(found.get(mark, one), one, key=_told)
    named = {(one.type, one.amount, one.unit) for one in found.values() if one.person}
    amounts = {(one.person, one.type) for one in found.values() if one.amount is not None}
    return tuple(
        one
        for one in found.values()
        if (one.person or (one.type, one.amount, one.unit) not in named)
        and (one.amount is not None or (one.person, one.type) not in amounts)
    )


def _told(one: Penalty) -> tuple[bool, int]:
    """How much a penalty tells: of two mentions of one, the fuller is kept."""
    return one.status == "asserted", bool(one.court) + bool(one.date) + bool(one.provisions)


def _in_sentence(scene: Scene) -> list[Penalty]:
    page, sentence = scene.page, scene.sentence
    found: list[Penalty] = []
    parts, done, last = clauses(page, sentence), sentence.start, ""
    for amount in sorted((*_amounts(scene), *_whole(scene)), key=lambda one: one.span):
        part = clause(parts, amount.span.start)
        kind = amount.kind or _kind(scene, amount)
        if not kind or _repeats(scene, amount) or _not_imposed(scene, amount):
            continue
        said = status(page, sentence, amount.span.start, amount.span.end, part)
        span = _phrase(scene, amount)
        for person, value in _shared(scene, amount, (done, last)):
            found.append(_penalty(scene, (kind, person, value, amount.unit), span, _HARMLESS.get(said, said)))
            last = person
        done = amount.span.end
    if found and found[0].unit in _TIME:
        found += _borrowing(scene, found[0])
    return found


def _whole(scene: Scene) -> Iterator[Amount]:
    """Penalties that have no amount: death, for life, 'a fine'."""
    for name, path in (
        ("death_penalty", "penalties.death"),
        ("imprisonment", "penalties.life"),
        ("", "penalties.bare"),
    ):
        for match in scene.grammar.pattern(path).finditer(scene.page.text, scene.sentence.start, scene.sentence.end):
            yield Amount(Span(*match.span()), (None,), "", name or str(match.lastgroup))


def _amounts(scene: Scene) -> list[Amount]:
    grammar, text = scene.grammar, scene.page.text
    found: list[Amount] = list(_adjectives(scene))
    if not numbers.told(grammar, scene.page.lower(scene.sentence)):
        return found
    for match in _pattern(grammar).finditer(text, scene.sentence.start, scene.sentence.end):
        sign = match.groupdict().get("sign")
        written = match["money"] if sign else match["numbers"]
        values = tuple(numbers.value(grammar, n.group()) for n in _number(grammar).finditer(written))
        unit = (
            (grammar.get("penalties.signs") or {})[sign] if sign else next(n for n in grammar.get("units") if match[n])
        )
        amounts = tuple(value for value in values if value is not None)
        if not amounts or (unit in _TIME and max(amounts) > _LONGEST[unit]):
            continue
        if whole := grammar.pattern("penalties.out_of").match(text, match.end(), scene.sentence.end):
            amounts = (numbers.value(grammar, whole["number"]) or amounts[-1],)
        last = found[-1] if found else None
        joint = rf"\s*,?\s+(?:{grammar.text('numbers.and')})?\s*"
        if (
            last
            and unit == "months"
            and last.unit == "years"
            and re.fullmatch(joint, text[last.span.end : match.start()])
        ):
            found[-1] = _together(last, amounts[0], match.end())
            continue
        found.append(Amount(Span(*match.span()), amounts, unit))
    return found


def _adjectives(scene: Scene) -> Iterator[Amount]:
    """A term in one word: 'семилетний срок'."""
    for match in scene.grammar.pattern("penalties.compound").finditer(
        scene.page.text, scene.sentence.start, scene.sentence.end
    ):
        value = match["digits"] or _stem(scene.grammar, match["stem"])
        if value:
            yield Amount(Span(*match.span()), (Decimal(value),), "years", "imprisonment")


def _stem(grammar: Grammar, stem: str) -> str:
    """The number that opens a compound word: 'семи' in 'семилетний'."""
    known = grammar.get("penalties.stems").items()
    return next((str(value) for name, value in known if re.fullmatch(name, stem, re.IGNORECASE)), "")


def _together(years: Amount, months: Decimal, end: int) -> Amount:
    span, whole = Span(years.span.start, end), years.amounts[-1] or Decimal(0)
    if months == 6:
        return Amount(span, (whole + Decimal("0.5"),), "years")
    return Amount(span, (whole * 12 + months,), "months")


def _kind(scene: Scene, amount: Amount) -> str:
    """The type of the penalty from the words nearest to the amount; '' when it is none."""
    grammar, start, end = scene.grammar, amount.span.start, amount.span.end
    head = scene.words(start - _HEAD, start)
    if amount.unit not in _TIME:
        near = scene.words(start - 120, start) + " " + scene.words(end, end + 40)
        if not grammar.pattern("penalties.fine").search(near):
            return ""
        paid = scene.words(start - 40, start) + " " + scene.words(end, end + 40)
        return "other" if grammar.pattern("penalties.compensation").search(paid) else "fine"
    tail = scene.words(end, end + 60)
    if grammar.pattern("penalties.probation").match(tail):
        return "other"
    beside = grammar.pattern("penalties.tail").match(tail)
    verb = grammar.pattern("penalties.verb").search(head)
    small = amount.unit in ("days", "hours")
    words = beside.group() if beside else ""
    for name in ("restriction_of_freedom", "administrative_detention", "imprisonment"):
        if words and grammar.pattern(f"penalties.types.{name}").search(words):
            return "administrative_detention" if name == "imprisonment" and small else name
    if not verb or grammar.pattern("penalties.idle").match(tail):
        return ""
    if small:
        around = scene.words(start - _HEAD, end + 60)
        return "administrative_detention" if grammar.pattern("penalties.days").search(around) else ""
    near = head[-70:] + scene.words(start, end + 60)
    if grammar.pattern("penalties.types.restriction_of_freedom").search(near):
        return "restriction_of_freedom"
    return "imprisonment"


def _repeats(scene: Scene, amount: Amount) -> bool:
    """'300 base units (12,600 rubles)': the amount in brackets is the one before it in other words."""
    before = scene.words(amount.span.start - 40, amount.span.start)
    inside = before.rfind("(") > before.rfind(")")
    again = scene.grammar.pattern("penalties.again").search(before)
    return amount.unit not in (*_TIME, "") and bool((inside and any(s.isdigit() for s in before)) or again)


def _not_imposed(scene: Scene, amount: Amount) -> bool:
    before = scene.words(amount.span.start - 40, amount.span.start)
    if scene.grammar.pattern("penalties.given").search(before):
        return False
    after = scene.words(amount.span.end, amount.span.end + 30)
    return bool(
        scene.grammar.pattern("penalties.not_penalty").search(before)
        or scene.grammar.pattern("penalties.not_after").search(after)
    )


def _phrase(scene: Scene, amount: Amount) -> Span:
    """The words that say it: from the verb before the amount to the noun after it."""
    start, end, text = amount.span.start, amount.span.end, scene.page.text
    low = max(scene.sentence.start, start - 130)
    for match in scene.grammar.pattern("penalties.lead").finditer(text, low, start):
        start = min(match.start(), amount.span.start)
        if text[match.end() : amount.span.start].strip() == "":
            break
    if tail := scene.grammar.pattern("penalties.tail").match(text[end : scene.sentence.end]):
        end += tail.end()
    return Span(start, end)


def _shared(scene: Scene, amount: Amount, before: tuple[int, str]) -> list[tuple[str, Decimal | None]]:
    """Who gets which amount; an amount whose person the text does not name has an empty key."""
    done, last = before
    start, end = amount.span.start, amount.span.end
    near = [one for one in scene.people(done, start) if one.end <= start]
    bare = _bare(scene, near, amount)
    held = _holders(scene, amount, near)
    if not held and last and start - done < 90:
        return [(last, amount.amounts[-1])]
    if not held and scene.grammar.pattern("penalties.each").search(scene.page.text, start - 4, end + 20):
        held = group(scene.page, scene.sentence)
    if not held:
        held = _spoken(scene, amount, done)
    keys = list(dict.fromkeys(one.key for one in held))
    if len(amount.amounts) > 1 and len(keys) == len(amount.amounts):
        return [*bare, *zip(keys, amount.amounts, strict=True)]
    value = amount.amounts[-1] if len(amount.amounts) == 1 else amount.amounts[0]
    return [*bare, *((key, value) for key in keys)] or [("", value)]


def _holders(scene: Scene, amount: Amount, near: list[Occurrence]) -> list[Occurrence]:
    """The persons right before the amount, or right after it."""
    end = amount.span.end
    after = scene.people(end, scene.sentence.end)
    gap = scene.page.text[end : after[0].start] if after else ""
    if after and scene.grammar.pattern("penalties.to_whom").fullmatch(gap):
        return chain(scene, after[0], after)
    several = len(amount.amounts) > 1
    if near and several:
        return _as_many(scene, near, len(amount.amounts))
    if near:
        words = scene.words(near[-1].end, amount.span.start)
        pronoun = [*scene.grammar.pattern("pronouns.all").finditer(words)]
        return chain_back(scene, near) if not pronoun or len(words) < 90 else []
    if after and several and len(gap) < 80:
        return chain(scene, after[0], after)
    return []


def _as_many(scene: Scene, near: list[Occurrence], count: int) -> list[Occurrence]:
    held = chain_back(scene, near)
    return held if len({one.key for one in held}) >= count else near[-count:]


def _spoken(scene: Scene, amount: Amount, done: int) -> list[Occurrence]:
    """Whom a pronoun or nothing but the verb stands for."""
    pattern = scene.grammar.pattern("pronouns.all")
    near = [*pattern.finditer(scene.page.text, done, min(amount.span.end + 40, scene.sentence.end))]
    if near:
        return referred(scene, near[-1], near[-1].start())
    around = scene.words(amount.span.start - 90, amount.span.end + 60)
    crowd = scene.grammar.pattern("pronouns.crowd")
    rest = around.replace(scene.words(amount.span.start, amount.span.end), " ")
    if crowd.search(rest) and not scene.grammar.pattern("pronouns.definite").search(rest):
        return []
    if scene.people(scene.sentence.start, amount.span.start) or scene.grammar.pattern("penalties.verb").search(around):
        return topic(scene, amount.span.start)
    return []


def _bare(scene: Scene, near: list[Occurrence], amount: Amount) -> list[tuple[str, Decimal | None]]:
    """'A. nine, and B. seven years': amounts right after a person that borrow the unit of the next."""
    found: list[tuple[str, Decimal | None]] = []
    for one in near[:-1]:
        match = scene.grammar.pattern("penalties.borrowed").match(scene.page.text, one.end, amount.span.start)
        if match and (value := numbers.value(scene.grammar, match["number"])) is not None:
            found.append((one.key, value))
    return found


def _borrowing(scene: Scene, model: Penalty) -> list[Penalty]:
    """'… got nine years each. B. and C. got eight; D., seven and a half': later amounts that have no unit."""
    found: list[Penalty] = []
    page, first = scene.page, page_number(scene)
    for sentence in page.sentences[first : first + 2]:
        here = Scene(page, sentence)
        if sentence.paragraph != scene.sentence.paragraph:
            break
        low = model.span.end if sentence is scene.sentence else sentence.start
        for one in here.people(low, sentence.end):
            match = here.grammar.pattern("penalties.unitless").match(page.text, one.end, sentence.end)
            value = numbers.value(here.grammar, match["number"]) if match else None
            if match and value is not None and value < _LONGEST["years"]:
                for held in chain_back(here, [one]):
                    span = Span(held.start, match.end("number"))
                    found.append(replace(model, person=held.key, amount=value, span=span, rule="borrowed-unit"))
    return found


def page_number(scene: Scene) -> int:
    """The number of the sentence in its page."""
    return scene.page.places.at(scene.sentence.start)


def _penalty(scene: Scene, what: tuple[str, str, Decimal | None, str], span: Span, said: str) -> Penalty:
    kind, person, amount, unit = what
    page, sentence = scene.page, scene.sentence
    inside = page.within(sentence.start, sentence.end)
    courts = [one.key for one in inside if one.kind == "Organization" and is_court(page, one.key)]
    provisions = tuple(dict.fromkeys(one.key for one in inside if one.kind == "LegalProvision"))
    dated = page.dated(sentence.start, sentence.end)
    unit = _version(page, dated[0].edtf if dated else "") if unit == "BYN" else _rubles(page) if unit == "RUB" else unit
    when = dated[0].edtf if dated and passes(scene) else ""
    upheld = scene.grammar.pattern("penalties.upheld").search(page.text, sentence.start, sentence.end)
    verdict = "upheld" if upheld else "convicted"
    sure = 0.9 if person and amount is not None else 0.55
    court = courts[0] if courts else ""
    return Penalty(span, said, sure, "amount", kind, person, amount, unit, verdict, provisions, court, when)


def _version(page: Page, when: str) -> str:
    """Belarusian rubles are other rubles since 1 July 2016."""
    known = when or page.published or next((one.edtf for one in page.moments), "")
    return "BYR" if known and known[:7].ljust(7, "0") < "2016-07" else "BYN"


def _rubles(page: Page) -> str:
    """Rubles without a country are those of the country that the text speaks of."""
    names = {entity.name for entity in page.entities if entity.kind == "Place"}
    home = page.grammar.words("penalties.home")
    ours = any(name.lower() in home for name in names)
    return _version(page, "") if ours and not any(name in names for name in ("Россия", "Russia")) else "RUB"


def is_court(page: Page, key: str) -> bool:
    """Whether an organisation is a court, by its name."""
    name = page.by_key[key].name
    return bool(page.grammar.pattern("organizations.court").search(name))


def passes(scene: Scene) -> bool:
    """Whether a date in the sentence is that of the verdict: the sentence passes one."""
    sentence: Sentence = scene.sentence
    return bool(scene.grammar.pattern("penalties.verdict").search(scene.page.text, sentence.start, sentence.end))
