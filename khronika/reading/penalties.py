"""A penalty is an amount with a unit in a sentence that sentences somebody. Amounts are shared out: 'nine and
seven years', 'seven years each'.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from khronika.reading import numbers
from khronika.reading.grammar import Grammar, load
from khronika.reading.model import Penalty, Span
from khronika.reading.page import Occurrence, Page
from khronika.reading.roles import chain, chain_back
from khronika.reading.sentences import Sentence
from khronika.reading.victims import group, people, pronoun, status

_TIME = ("years", "months", "days", "hours")
_LONGEST = {"years": 60, "months": 720, "days": 400, "hours": 500}
_HARMLESS = {"overturned": "overturned", "alleged": "asserted", "denied": "asserted"}


@dataclass(frozen=True, slots=True)
class Amount:
    """One or more amounts of one unit as they stand together in the text."""

    span: Span
    amounts: tuple[Decimal, ...]
    unit: str


@cache
def _pattern(grammar: Grammar) -> re.Pattern[str]:
    number = numbers.pattern(grammar)
    units = "|".join(f"(?P<{name}>{unit})" for name, unit in grammar.get("units").items())
    joins = grammar.text("numbers.and")
    more = rf"(?:(?:\s*,\s*|\s*,?\s+(?:{joins})\s+){number}){{0,5}}"
    return re.compile(rf"(?P<numbers>{number}{more})[\s-]+(?:{units})\b", re.IGNORECASE)


@cache
def _number(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(numbers.pattern(grammar), re.IGNORECASE)


def penalties(page: Page) -> tuple[Penalty, ...]:
    """The penalties of a text, one for each person who has one."""
    found: dict[tuple[str, str, str, str], Penalty] = {}
    for sentence in page.sentences:
        grammar = load(sentence.language)
        if not grammar.pattern("penalties.cue").search(page.text, sentence.start, sentence.end):
            continue
        for one in _in_sentence(page, grammar, sentence):
            mark = (one.person, one.type, str(one.amount), one.unit)
            found[mark] = max(found.get(mark, one), one, key=_told)
    named = {(one.type, one.amount, one.unit) for one in found.values() if one.person}
    return tuple(one for one in found.values() if one.person or (one.type, one.amount, one.unit) not in named)


def _told(one: Penalty) -> int:
    """How much a penalty tells: of two mentions of one, the fuller is kept."""
    return bool(one.court) + bool(one.date) + bool(one.provisions)


def _in_sentence(page: Page, grammar: Grammar, sentence: Sentence) -> list[Penalty]:
    found: list[Penalty] = []
    for amount in _amounts(page, grammar, sentence):
        kind = _kind(page, grammar, sentence, amount)
        if not kind or _repeats(page, amount) or _not_imposed(page, grammar, sentence, amount):
            continue
        said = status(page, sentence, amount.span.start, amount.span.end)
        span = _phrase(page, grammar, sentence, amount)
        for person, value in _shared(page, grammar, sentence, amount):
            found.append(_penalty(page, sentence, (kind, person, value, amount.unit), span, _HARMLESS.get(said, said)))
    for match in grammar.pattern("penalties.death").finditer(page.text, sentence.start, sentence.end):
        near = people(page, sentence, match.start() - 120, match.end() + 60) or pronoun(page, sentence, match.end())
        said = status(page, sentence, match.start(), match.end())
        person = near[-1].key if near and near[-1].end <= match.start() else near[0].key if near else ""
        found.append(_penalty(page, sentence, ("death_penalty", person, None, ""), Span(*match.span()), said))
    return found


def _amounts(page: Page, grammar: Grammar, sentence: Sentence) -> list[Amount]:
    found: list[Amount] = []
    for match in _pattern(grammar).finditer(page.text, sentence.start, sentence.end):
        values = [numbers.value(grammar, n.group()) for n in _number(grammar).finditer(match["numbers"])]
        unit = next(name for name in grammar.get("units") if match[name])
        amounts = tuple(value for value in values if value is not None)
        if not amounts or (unit in _TIME and max(amounts) > _LONGEST[unit]):
            continue
        last = found[-1] if found else None
        if (
            last
            and unit == "months"
            and last.unit == "years"
            and re.fullmatch(
                rf"\s*,?\s+(?:{grammar.text('numbers.and')})?\s*", page.text[last.span.end : match.start()]
            )
        ):
            found[-1] = _together(last, amounts[0], match.end())
            continue
        found.append(Amount(Span(*match.span()), amounts, unit))
    return found


def _together(years: Amount, months: Decimal, end: int) -> Amount:
    span = Span(years.span.start, end)
    if months == 6:
        return Amount(span, (years.amounts[-1] + Decimal("0.5"),), "years")
    return Amount(span, (years.amounts[-1] * 12 + months,), "months")


def _kind(page: Page, grammar: Grammar, sentence: Sentence, amount: Amount) -> str:
    """The type of the penalty from the words nearest to the amount; '' when it is none."""
    if amount.unit not in _TIME:
        near = page.text[max(sentence.start, amount.span.start - 120) : min(sentence.end, amount.span.end + 30)]
        return "fine" if grammar.pattern("penalties.fine").search(near) else ""
    tail = page.text[amount.span.start : min(sentence.end, amount.span.end + 60)]
    head = page.text[max(sentence.start, amount.span.start - 200) : amount.span.start]
    types = grammar.get("penalties.types")
    for words in (tail, head):
        found = [
            (match.start(), name)
            for name in types
            if (match := grammar.pattern(f"penalties.types.{name}").search(words))
        ]
        if found and (words is head or min(found)[0] < 60):
            name = min(found)[1] if words is tail else found[0][1]
            return (
                name if name != "imprisonment" or amount.unit not in ("days", "hours") else "administrative_detention"
            )
    return ""


def _repeats(page: Page, amount: Amount) -> bool:
    """'300 base units (12,600 rubles)': the amount in brackets is the one before it in other words."""
    return amount.unit not in _TIME and page.text[max(0, amount.span.start - 2) : amount.span.start].strip().endswith(
        "("
    )


def _not_imposed(page: Page, grammar: Grammar, sentence: Sentence, amount: Amount) -> bool:
    before = page.text[max(sentence.start, amount.span.start - 40) : amount.span.start]
    after = page.text[amount.span.end : min(sentence.end, amount.span.end + 30)]
    return bool(
        grammar.pattern("penalties.not_penalty").search(before) or grammar.pattern("penalties.not_after").search(after)
    )


def _phrase(page: Page, grammar: Grammar, sentence: Sentence, amount: Amount) -> Span:
    """The words that say it: from the verb before the amount to the noun after it."""
    start, end = amount.span.start, amount.span.end
    for match in grammar.pattern("penalties.lead").finditer(page.text, max(sentence.start, start - 110), start):
        start = min(match.start(), amount.span.start)
        if page.text[match.end() : amount.span.start].strip() == "":
            break
    if tail := grammar.pattern("penalties.tail").match(page.text, end, sentence.end):
        end = tail.end()
    return Span(start, end)


def _shared(page: Page, grammar: Grammar, sentence: Sentence, amount: Amount) -> list[tuple[str, Decimal]]:
    """Who gets which amount; an amount whose person the text does not name has an empty key."""
    near = people(page, sentence, sentence.start, amount.span.start)
    near = [one for one in near if one.end <= amount.span.start]
    bare = _bare(page, grammar, near, amount)
    held = chain_back(page, near) if near else []
    if not held:
        held = _following(page, grammar, sentence, amount) or pronoun(page, sentence, amount.span.end)
    if not held and grammar.pattern("penalties.each").search(page.text, amount.span.start, amount.span.end + 20):
        held = group(page, sentence)
    keys = list(dict.fromkeys(one.key for one in held))
    if len(amount.amounts) > 1 and len(keys) == len(amount.amounts):
        return [*bare, *zip(keys, amount.amounts, strict=True)]
    value = amount.amounts[-1] if len(amount.amounts) == 1 else amount.amounts[0]
    return [*bare, *((key, value) for key in keys)] or [("", value)]


def _following(page: Page, grammar: Grammar, sentence: Sentence, amount: Amount) -> list[Occurrence]:
    after = people(page, sentence, amount.span.end, sentence.end)
    gap = page.text[amount.span.end : after[0].start] if after else ""
    return chain(page, after[0], after) if after and grammar.pattern("penalties.to_whom").fullmatch(gap) else []


def _bare(page: Page, grammar: Grammar, near: list[Occurrence], amount: Amount) -> list[tuple[str, Decimal]]:
    """'A. nine, and B. seven years': amounts right after a person that borrow the unit of the next."""
    found = []
    for one in near[:-1]:
        match = grammar.pattern("penalties.borrowed").match(page.text, one.end, amount.span.start)
        if match and (value := numbers.value(grammar, match["number"])) is not None:
            found.append((one.key, value))
    return found


def _penalty(
    page: Page, sentence: Sentence, what: tuple[str, str, Decimal | None, str], span: Span, said: str
) -> Penalty:
    kind, person, amount, unit = what
    inside = page.within(sentence.start, sentence.end)
    courts = [one.key for one in inside if one.kind == "Organization" and is_court(page, one.key)]
    provisions = tuple(dict.fromkeys(one.key for one in inside if one.kind == "LegalProvision"))
    dated = page.dated(sentence.start, sentence.end)
    unit = _version(page, dated[0].edtf if dated else "") if unit == "BYN" else _rubles(page) if unit == "RUB" else unit
    when = dated[0].edtf if dated and grammar_verdict(page, sentence) else ""
    upheld = load(sentence.language).pattern("penalties.upheld").search(page.text, sentence.start, sentence.end)
    verdict = "upheld" if upheld else "convicted"
    return Penalty(
        span, said, 0.75, "amount", kind, person, amount, unit, verdict, provisions, courts[0] if courts else "", when
    )


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


def grammar_verdict(page: Page, sentence: Sentence) -> bool:
    """Whether a date in the sentence is that of the verdict: the sentence passes one."""
    return bool(load(sentence.language).pattern("penalties.verdict").search(page.text, sentence.start, sentence.end))
