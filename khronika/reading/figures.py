"""A figure is a number with the noun it counts. Dates, ages, articles of laws, durations and penalties are numbers
too, but count nobody. Who counted and for which campaign stand in the same sentence or just before.
"""

import re
from collections.abc import Sequence
from functools import cache

from khronika.reading import numbers
from khronika.reading.grammar import Grammar, load
from khronika.reading.model import Figure, Penalty, Span
from khronika.reading.page import Page
from khronika.reading.sentences import Sentence

_OPENING = 300
"""Characters of a text that tell what it is about."""

_LARGE = 11
"""From here on a number counts whatever noun it has."""

_NEAR = 60
_PAIR = 2
_CLOCK = re.compile(r"\d{1,2}[.:]\d\d")
_RANGE = re.compile(r"[-–]\w")


@cache
def _unit(grammar: Grammar, name: str) -> re.Pattern[str]:
    """What makes a number something else: a unit of time or length, money, percent."""
    before = {"unit": r"[-\s]\s*", "money": r"\s*", "percent": r"\s*"}[name]
    after = "" if name == "percent" else r"(?!\w)"
    return re.compile(f"{before}{grammar.text(f'figures.{name}')}{after}", 0 if name == "percent" else re.IGNORECASE)


@cache
def _number(grammar: Grammar) -> re.Pattern[str]:
    bounds = "|".join(f"(?P<{name}>{words})" for name, words in grammar.get("figures.bounds").items())
    return re.compile(rf"(?<!\w)(?:(?:{bounds})\s+)?(?P<number>{numbers.pattern(grammar)})", re.IGNORECASE)


@cache
def _noun(grammar: Grammar) -> re.Pattern[str]:
    """What a number counts: a known noun within four words, or a verb that the number is the subject of."""
    between = r"(?:(?!(?:and|or|of\s+whom|in|on|at|for|и|в|на|по|за|і|у|ў|да|з|с)\s)[\w“”«»’'-]+\s+){0,4}?"
    return re.compile(
        rf"[-\s]\s*(?P<what>{between}{grammar.text('figures.noun')}(?!\w))|(?P<alone>{grammar.text('figures.alone')})",
        re.IGNORECASE,
    )


@cache
def _any(grammar: Grammar) -> re.Pattern[str]:
    """A word after a number that is no unit of time, length or money, and no month."""
    return re.compile(
        rf"\s+(?!{grammar.text('figures.unit')}(?!\w))(?P<what>[^\W\d_A-ZА-ЯЁІЎ][^\W\d_]{{3,}}(?:\s+[^\W\d_]{{4,}})?)"
    )


def figures(page: Page, penalties: Sequence[Penalty] = ()) -> tuple[Figure, ...]:
    """The counts of a text, without the amounts of its penalties."""
    found = []
    taken = bytearray(len(page.text) + 1)
    for span in (*(one.span for one in penalties if one.amount is not None), *(one.span for one in page.moments)):
        taken[span.start : span.end] = b"\x01" * (span.end - span.start)
    for sentence in page.sentences:
        if not numbers.told(load(sentence.language), page.lower(sentence)):
            continue
        for match in _number(load(sentence.language)).finditer(page.text, sentence.start, sentence.end):
            if taken[match.start("number")]:
                continue
            if one := _figure(page, sentence, match):
                found.append(one)
    return tuple(found)


def _figure(page: Page, sentence: Sentence, match: re.Match[str]) -> Figure | None:
    grammar = load(sentence.language)
    number = numbers.value(grammar, match["number"])
    if number is None or number < 1 or (1900 <= number <= 2100 and match["number"].isdigit()):
        return None
    start = match.start("number")
    if _CLOCK.fullmatch(match["number"]) or _RANGE.match(page.text, match.end()):
        return None
    if match.start() == start and grammar.pattern("figures.before").search(
        page.text[max(sentence.start, start - 30) : start]
    ):
        return None
    bound = next((name for name in grammar.get("figures.bounds") if match[name]), "exact")
    counted = _counted(page, sentence, match, bound == "exact" and number < _LARGE)
    if counted is None or (bound == "exact" and number < _LARGE and _listed(page, sentence, int(number))):
        return None
    what, end = counted
    name = next(
        (name for name in grammar.get("figures.counted") if grammar.pattern(f"figures.counted.{name}").search(what)), ""
    )
    dated = page.dated(sentence.start, sentence.end)
    span, by = Span(match.start(), end), _by(page, sentence, match.start())
    when = dated[0].edtf if dated else ""
    sure = 0.9 if grammar.pattern("figures.noun").search(what) else 0.75
    return Figure(span, "asserted", sure, "count", what, number, bound, name, by, _campaign(page, sentence), when)


def _counted(page: Page, sentence: Sentence, match: re.Match[str], small: bool) -> tuple[str, int] | None:
    """What a number counts, and where that ends."""
    grammar, text, end = load(sentence.language), page.text, match.end()
    rest = text[end : min(sentence.end, end + 90)]
    unit = _unit(grammar, "unit").match(rest)
    money = _unit(grammar, "money").match(rest)
    if percent := _unit(grammar, "percent").match(rest):
        return percent.group().strip(), end + percent.end()
    if money:
        near = text[max(sentence.start, end - _NEAR - 20) : end]
        return (money.group().strip(), end + money.end()) if grammar.pattern("figures.paid").search(near) else None
    if unit:
        return None
    if noun := _noun(grammar).match(rest):
        what = noun["what"] or ""
        return " ".join(what.split()), end + noun.end()
    if small:
        return None
    other = _any(grammar).match(rest)
    return (" ".join(other["what"].split()), end + other.end()) if other else None


def _listed(page: Page, sentence: Sentence, number: int) -> bool:
    """Whether a small number only sums up persons who are named beside it, or is 'one'."""
    if number < _PAIR:
        return True
    named = {one.key for one in page.within(sentence.start, sentence.end, "Person")}
    free = load(sentence.language).get("voice.free")
    return len(named) >= number or (number == _PAIR and bool(free))


def _by(page: Page, sentence: Sentence, start: int) -> str:
    bodies = page.within(sentence.start, start, "Organization")
    counts = load(sentence.language).pattern("figures.counts")
    return bodies[-1].key if bodies and counts.search(page.text, bodies[-1].end, start) else ""


def _campaign(page: Page, sentence: Sentence) -> str:
    """The campaign of this sentence, or of the same paragraph before it, or the only one of the text where a list
    is counted.
    """
    number = page.places.at(sentence.start)
    for at in (number, number - 1, number - 2):
        if at < 0 or abs(page.sentences[at].paragraph - sentence.paragraph) > 1:
            break
        if inside := page.within(page.sentences[at].start, page.sentences[at].end, "Campaign"):
            return inside[0].key
    campaigns = [entity for entity in page.entities if entity.kind == "Campaign"]
    return campaigns[0].key if len(campaigns) == 1 and campaigns[0].spans[0].start < _OPENING else ""
