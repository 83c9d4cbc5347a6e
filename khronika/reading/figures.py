"""A figure is a number that counts what the record is about: people, cases, bodies, signs of support. Dates, ages, articles
of laws, durations, money and shares are numbers too, but count nobody. Every number is looked at with what stands around
it, and a small model says how likely it is one. Who counted and for which campaign stand in the same sentence or just before.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from khronika.reading.counts import Count, counts
from khronika.reading.grammar import Grammar, load
from khronika.reading.model import Act, Figure, Penalty, Span
from khronika.reading.numbers import told
from khronika.reading.page import Page
from khronika.reading.sentences import Sentence
from khronika.reading.triggers import Hit, hits
from khronika.reading.weighing import chance

QUESTION = "figure"
_LIKELY = 0.46
_OPENING = 300
"""Characters of a text that tell what it is about."""

_AFTER = 45
_BEFORE = 45
_SHORTEST = 3
_YEARS = range(1900, 2101)
_MANY = 12
_NEAR = 30
_ROW = 160
_ROWS = 4
_STEM = 5
"""Letters of the noun that is counted which are a cue of their own."""

_SIZES = ((1, "one"), (2, "two"), (4, "few"), (10, "some"), (99, "tens"), (999, "hundreds"))
_MONEY = re.compile(r"\s*(?:[$€£₽]|%)")
_SIGN = re.compile(r"[$€£₽№§#]\s*$|\b[NnC]\$?$")
_RANGE = re.compile(r"[-–:]\w|[-–]\s?\d|\.\d")
_STOP = re.compile(r"[.;:!?]\s|[—–]\s|,\s")
_NEXT = re.compile(r"[^\W\d_]{3,}(?:\s+[^\W\d_]{4,})?")
_LABEL = re.compile(r"\s*[—–:-]\s*\(?$|\(\s*$")
_AGED = re.compile(r"\s*[,(]\s*(?:who\s+is\s+)?")
_ENDS = re.compile(r"\s*(?:[.,;:!?)\]]|$|[—–]\s)")


@dataclass(frozen=True, slots=True)
class Seen:
    """A number with what is known of its surroundings."""

    count: Count
    sentence: Sentence
    cues: Mapping[str, float]
    what: str
    span: Span
    bound: str


def figures(page: Page, penalties: Sequence[Penalty] = (), done: Sequence[Act] = ()) -> tuple[Figure, ...]:
    """The counts of a text, without the amounts of its penalties."""
    found: dict[tuple[object, str], Figure] = {}
    for seen in numbers(page, penalties, done):
        sure = chance(QUESTION, seen.cues)
        if sure >= _LIKELY:
            found.setdefault((seen.count.start, seen.what), _figure(page, seen, sure))
    return tuple(found.values())


def numbers(page: Page, penalties: Sequence[Penalty], done: Sequence[Act]) -> Iterator[Seen]:
    """Every number of a text that may be a figure, with its cues."""
    taken = bytearray(len(page.text) + 1)
    amounts = [one.span for one in penalties if one.amount is not None]
    for span in (*amounts, *(one.span for one in page.moments)):
        taken[span.start : span.end] = b"\x01" * (span.end - span.start)
    found: list[Seen] = []
    for sentence in page.sentences:
        if told(load(sentence.language), page.lower(sentence)):
            found += _in_sentence(page, sentence, taken)
    about = _about(page, done, found)
    values = Counter(seen.count.value for seen in found)
    before: Seen | None = None
    for seen in found:
        cues = {**seen.cues, **about, **_context(seen, before)}
        if values[seen.count.value] > 1 and seen.count.end <= page.headline:
            cues["repeated"] = 1.0
        before = seen
        yield replace(seen, cues=cues)


def _in_sentence(page: Page, sentence: Sentence, taken: bytearray) -> Iterator[Seen]:
    """The numbers of a sentence that may be figures."""
    free = [one for one in counts(page, sentence) if not taken[one.start] and not _other(page, sentence, one)]
    marks = list(hits(page, sentence, "figures")) if free else []
    deeds = list(hits(page, sentence, "acts")) if free else []
    for count in free:
        seen = _seen(page, sentence, count, marks)
        near = any(one.start - _NEAR < count.end and count.start < one.end + _NEAR for one in deeds)
        extra = {"acting": 1.0} if deeds else {}
        yield replace(seen, cues={**seen.cues, **extra, **({"acted": 1.0} if near else {})})


def _context(seen: Seen, before: Seen | None) -> Mapping[str, float]:
    """The cues of the number before it: a row of counts goes on, or the same is told again."""
    if before is None:
        return {}
    near = seen.count.start - before.count.end < _ROW
    good = any(
        before.cues.get(f"after_{name}") or before.cues.get(f"then_{name}") for name in ("held", "people", "cases")
    )
    return {"row": 1.0} if near and good else {}


def _about(page: Page, done: Sequence[Act], found: Sequence[Seen]) -> Mapping[str, float]:
    """The cues of the whole text: what is told of nobody's persecution counts nothing that matters."""
    held = page.grammar.pattern("figures.matter").search(page.text)
    counted = sum(1 for seen in found if seen.cues.keys() & {"after_held", "after_cases", "then_cases", "then_held"})
    return {
        **({"nothing": 1.0} if not done else {}),
        **({"little": 1.0} if 0 < len(done) < _SHORTEST else {}),
        **({} if held else {"aside": 1.0}),
        **({"counting": 1.0} if counted >= _ROWS else {}),
    }


def _other(page: Page, sentence: Sentence, count: Count) -> bool:
    """Whether a number is sure to be none: a year, an article, a clock, one of two ends."""
    text, grammar = page.text, load(sentence.language)
    digits = text[count.start : count.end]
    if count.value < 1 or (int(count.value) in _YEARS and digits.isdigit() and len(digits) > _SHORTEST):
        return not (count.value >= 1 and _counted_year(page, sentence, count))
    if _RANGE.match(text, count.end) or _SIGN.search(text, max(sentence.start, count.start - 4), count.start):
        return True
    before = text[max(sentence.start, count.start - 30) : count.start]
    return not count.worded and bool(grammar.pattern("figures.before").search(before))


def _counted_year(page: Page, sentence: Sentence, count: Count) -> bool:
    """Whether a number that looks like a year has people after it."""
    follows = page.text[count.end : min(sentence.end, count.end + _AFTER)]
    return bool(load(sentence.language).pattern("figures.never_year").match(follows))


@cache
def _bounds(grammar: Grammar) -> re.Pattern[str]:
    options = "|".join(f"(?P<{name}>{words})" for name, words in grammar.get("figures.bounds").items())
    return re.compile(rf"(?<!\w)(?:{options})\s+(?:[^\W\d_]+\s+)?$", re.IGNORECASE)


def _seen(page: Page, sentence: Sentence, count: Count, marks: Sequence[Hit]) -> Seen:
    text, grammar = page.text, load(sentence.language)
    bounded = _bounds(grammar).search(text, max(sentence.start, count.start - 30), count.start)
    bound = str(bounded.lastgroup) if bounded else "exact"
    start = bounded.start() if bounded else count.start
    cues = {f"size_{_size(count)}": 1.0}
    if bounded:
        cues["bounded"] = 1.0
    cues |= _worded(grammar, text, count)
    prior = sentence.words[count.first - 1].text.lower() if count.first else ""
    if prior in grammar.words("figures.prior"):
        cues[f"prior_{prior}"] = 1.0
    after = _after(text, sentence, count, marks)
    before = _before(text, sentence, start, marks)
    what, end = "", count.end
    if after is not None:
        near = after.start - count.end < _SHORTEST
        cues[f"after_{after.kind}" if near else f"then_{after.kind}"] = 1.0
        what, end = " ".join(text[count.end : after.end].split()), after.end
    elif sign := _MONEY.match(text, count.end):
        cues["percent" if sign[0].endswith("%") else "after_measure"] = 1.0
    elif _ENDS.match(text, count.end, sentence.end):
        cues["ends"] = 1.0
    elif word := _NEXT.match(text, count.end + 1, sentence.end):
        cues["after_thing"], what, end = 1.0, " ".join(word[0].split()), word.end()
    if before is not None:
        cues[f"before_{before.kind}"] = 1.0
        start = before.start if after is None else start
        what = what or text[before.start : before.end]
    cues |= _near(page, sentence, count, marks, start)
    cues |= _noun(text[after.start : after.end] if after else what.partition(" ")[0])
    if not count.worded and after is None and count.first and _house(sentence, count):
        cues["house"] = 1.0
    cues |= {f"bounded_{name}": 1.0 for name in cues if bounded and name.startswith(("after_", "size_"))}
    return Seen(count, sentence, cues, what, Span(start, max(end, count.end)), bound)


def _noun(noun: str) -> dict[str, float]:
    """The cue of what is counted."""
    return {f"of:{noun.lower()[:_STEM]}": 1.0} if noun else {}


def _worded(grammar: Grammar, text: str, count: Count) -> dict[str, float]:
    """The cues of a number in words, some of which count people only."""
    if not count.worded:
        return {}
    persons = grammar.pattern("counts.persons").fullmatch(text[count.start : count.end])
    return {"worded": 1.0, **({"persons": 1.0} if persons else {})}


def _house(sentence: Sentence, count: Count) -> bool:
    """Whether a number stands right after a name, as the number of a house does."""
    prior = sentence.words[count.first - 1]
    return prior.capital and prior.start > sentence.start and count.start - prior.end < _SHORTEST


def _size(count: Count) -> str:
    return next((name for most, name in _SIZES if count.value <= most), "thousands")


def _after(text: str, sentence: Sentence, count: Count, marks: Sequence[Hit]) -> Hit | None:
    """The noun that a number counts: the first one known, with at most four words and no stop between."""
    high = min(sentence.end, count.end + _AFTER)
    stop = _STOP.search(text, count.end, high)
    high = stop.start() if stop else high
    near = [one for one in marks if one.kind != "counted" and count.end <= one.start < high]
    return near[0] if near else None


def _before(text: str, sentence: Sentence, start: int, marks: Sequence[Hit]) -> Hit | None:
    """The noun before a number that may be what it counts: 'обысков не меньше семи', 'Detentions: 12'."""
    near = [one for one in marks if one.kind != "counted" and start - _BEFORE <= one.start and one.end <= start]
    if not near or text.find(". ", near[-1].end, start) >= 0:
        return None
    return near[-1]


def _near(page: Page, sentence: Sentence, count: Count, marks: Sequence[Hit], start: int) -> dict[str, float]:
    """The cues of the sentence: whether it counts, dates, lists those it sums up, stands in the headline."""
    cues: dict[str, float] = {}
    if any(one.kind == "counted" for one in marks):
        cues["told"] = 1.0
    if page.dated(sentence.start, sentence.end):
        cues["dated"] = 1.0
    if count.end <= page.headline:
        cues["headline"] = 1.0
    if _LABEL.search(page.text, max(sentence.start, start - 6), count.start):
        cues["labelled"] = 1.0
    if start == sentence.start:
        cues["opens"] = 1.0
    listed = {one.key for one in page.within(sentence.start, min(len(page.text), sentence.end + 1), "Person")}
    if 1 < count.value <= _MANY and len(listed) >= count.value:
        cues["listed"] = 1.0
    if load(sentence.language).pattern("figures.alone").match(page.text[count.end : count.end + _AFTER]):
        cues["subject"] = 1.0
    people = page.within(max(sentence.start, start - _BEFORE), start, "Person")
    if people and _AGED.fullmatch(page.text, people[-1].end, start) and _ENDS.match(page.text, count.end):
        cues["age"] = 1.0
    if load(sentence.language).pattern("figures.of").match(page.text[count.end : count.end + 12]):
        cues["of"] = 1.0
    return cues


def _figure(page: Page, seen: Seen, sure: float) -> Figure:
    grammar, sentence = page.grammar, seen.sentence
    name = next(
        (
            name
            for name in grammar.get("figures.counted")
            if grammar.pattern(f"figures.counted.{name}").search(seen.what)
        ),
        "",
    )
    dated = page.dated(sentence.start, sentence.end)
    return Figure(
        seen.span,
        "asserted",
        sure,
        "count",
        seen.what,
        seen.count.value,
        seen.bound,
        name,
        _by(page, sentence, seen.span.start),
        _campaign(page, sentence),
        dated[0].edtf if dated else "",
    )


def _by(page: Page, sentence: Sentence, start: int) -> str:
    bodies = page.within(sentence.start, start, "Organization")
    counting = load(sentence.language).pattern("figures.counts")
    return bodies[-1].key if bodies and counting.search(page.text, bodies[-1].end, start) else ""


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
