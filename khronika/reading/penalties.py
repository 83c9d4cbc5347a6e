"""A penalty is an amount with a unit that a verb of a verdict gives somebody, or that a noun of punishment follows.
Amounts are shared out: 'nine and seven years', 'seven years each', 'A. got nine years, B. eight'.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from khronika.reading import numbers
from khronika.reading.amounts import LONGEST, TIME, Amount, amounts, rubles, suspended, version
from khronika.reading.grammar import load
from khronika.reading.model import Penalty, Span
from khronika.reading.page import Clause, Occurrence, Page
from khronika.reading.reference import group, referred, role, topic
from khronika.reading.scene import Scene, chain, chain_back
from khronika.reading.sentences import Sentence
from khronika.reading.status import clause, clauses, status

_HARMLESS = {"overturned": "overturned", "alleged": "asserted", "denied": "asserted", "planned": "asserted"}
_LEAST, _CELL, _LEAD, _YEAR = 80, 60, 600, 12
_HEAD = 170
"""Characters before an amount in which the verb that gives it may stand."""


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
    counted = {(one.person, one.type) for one in found.values() if one.amount is not None}
    return tuple(
        one
        for one in found.values()
        if (one.person or (one.type, one.amount, one.unit) not in named)
        and (one.amount is not None or (one.person, one.type) not in counted)
    )


def _told(one: Penalty) -> tuple[bool, int]:
    """How much a penalty tells: of two mentions of one, the fuller is kept."""
    return one.status == "asserted", bool(one.court) + bool(one.date) + bool(one.provisions)


def _in_sentence(scene: Scene) -> list[Penalty]:
    page, sentence = scene.page, scene.sentence
    found: list[Penalty] = []
    parts, done = clauses(page, sentence), sentence.start
    last: list[str] = []
    for amount in amounts(scene):
        part = clause(parts, amount.span.start)
        kind = amount.kind or _kind(scene, amount)
        if not kind or _repeats(scene, amount) or _not_imposed(scene, amount):
            continue
        said = _said(scene, amount, part)
        span = _phrase(scene, amount)
        shared = _shared(scene, amount, (done, last))
        for person, value in shared:
            found.append(_penalty(scene, (kind, person, value, amount.unit), span, said))
        last = [person for person, _ in shared]
        done = amount.span.end
    if found and found[0].unit in TIME:
        found += _borrowing(scene, found[0])
    return found


def _said(scene: Scene, amount: Amount, part: Clause) -> str:
    """The status of an amount: what a court gave after all counts, whatever the prosecutor asked for before."""
    page, sentence, grammar = scene.page, scene.sentence, scene.grammar
    before = grammar.pattern("penalties.quashed").search(page.text, sentence.start, amount.span.start)
    if before or grammar.pattern("penalties.undone").search(page.text, amount.span.end, sentence.end):
        return "overturned"
    low = max(
        [
            part.start,
            *(
                one.end()
                for one in grammar.pattern("penalties.passed").finditer(page.text, part.start, amount.span.start)
            ),
        ]
    )
    said = status(page, sentence, amount.span.start, amount.span.end, Clause(low, part.end))
    return _HARMLESS.get(said, said)


def _listed(scene: Scene, amount: Amount) -> bool:
    """Whether it stands in a list of verdicts that has no verbs: 'Ivan Dub, Brest Regional Court, three years;'."""
    text, start, end = scene.page.text, amount.span.start, amount.span.end
    grammar, low = scene.grammar, _segment(scene, amount)
    if not grammar.pattern("penalties.list_before").search(text, low, start):
        return False
    if not grammar.pattern("penalties.list_after").match(text, end, scene.sentence.end) or not scene.people(low, start):
        return False
    if scene.page.within(low, scene.sentence.end, "LegalProvision"):
        return True
    return any(
        is_court(scene.page, one.key) for one in scene.page.within(low, scene.sentence.end, "Organization")
    ) or bool(
        grammar.pattern("penalties.verdict").search(text, max(0, scene.sentence.start - _LEAD), start)
        and re.search(r"[—–:]\s*(?:\w+\s*)?$", text[low:start])
    )


def _segment(scene: Scene, amount: Amount) -> int:
    """Where the item of a list begins that an amount stands in."""
    cut = scene.page.text.rfind(";", scene.sentence.start, amount.span.start)
    return max(cut + 1, scene.sentence.start)


def _kind(scene: Scene, amount: Amount) -> str:
    """The type of the penalty from the words nearest to the amount; '' when it is none."""
    grammar, start, end = scene.grammar, amount.span.start, amount.span.end
    head = scene.words(start - _HEAD, start)
    if amount.unit not in TIME:
        return _paid(scene, start, end)
    tail, small = scene.words(end, end + 60), amount.unit in ("days", "hours")
    if grammar.pattern("penalties.probation").match(tail) or grammar.pattern("penalties.works").search(head):
        return "other"
    if small and grammar.pattern("penalties.cell").search(head[-_CELL:] + tail):
        return ""
    beside = grammar.pattern("penalties.tail").match(tail)
    listed = _listed(scene, amount)
    if amount.unit == "months" and not beside and grammar.pattern("penalties.custody").search(head[-_LEAST:]):
        return ""
    verb = listed or grammar.pattern("penalties.verb").search(head)
    words = beside.group() if beside else ""
    if small and not _spent(scene, amount) and grammar.pattern("penalties.served_after").search(head[-_LEAST:]):
        return ""
    for name in ("restriction_of_freedom", "administrative_detention", "imprisonment"):
        if words and grammar.pattern(f"penalties.types.{name}").search(words):
            return "administrative_detention" if name == "imprisonment" and small else name
    if _spent(scene, amount):
        return "administrative_detention"
    if not verb or grammar.pattern("penalties.idle").match(tail):
        return ""
    return _served(scene, amount, small=small, listed=bool(listed))


def _served(scene: Scene, amount: Amount, *, small: bool, listed: bool) -> str:
    """The type of a term that only a verb or a list shows to be one."""
    grammar, start, end = scene.grammar, amount.span.start, amount.span.end
    if small:
        around = scene.words(start - _HEAD, end + 60)
        return "administrative_detention" if listed or grammar.pattern("penalties.days").search(around) else ""
    near = scene.words(start - 70, end + 60)
    restricted = grammar.pattern("penalties.types.restriction_of_freedom").search(near)
    return "restriction_of_freedom" if restricted else "imprisonment"


def _paid(scene: Scene, start: int, end: int) -> str:
    """A sum of money is a fine, or a compensation, where the words around it say so."""
    near = scene.words(start - 120, start) + " " + scene.words(end, end + 40)
    if not scene.grammar.pattern("penalties.fine").search(near):
        return ""
    paid = scene.words(start - 40, start) + " " + scene.words(end, end + 40)
    return "other" if scene.grammar.pattern("penalties.compensation").search(paid) else "fine"


def _spent(scene: Scene, amount: Amount) -> bool:
    """Whether days are those of an arrest that is over: 'после 15 суток'."""
    before = scene.words(amount.span.start - 10, amount.span.start)
    written = scene.page.of(amount.span)
    return bool(
        scene.grammar.pattern("penalties.served_after").search(before)
        and scene.grammar.pattern("penalties.spent").search(written)
    )


def _repeats(scene: Scene, amount: Amount) -> bool:
    """'300 base units (12,600 rubles)': the amount in brackets is the one before it in other words."""
    before = scene.words(amount.span.start - 40, amount.span.start)
    inside = before.rfind("(") > before.rfind(")")
    again = scene.grammar.pattern("penalties.again").search(before)
    return amount.unit not in (*TIME, "") and bool((inside and any(s.isdigit() for s in before)) or again)


def _not_imposed(scene: Scene, amount: Amount) -> bool:
    before = scene.words(amount.span.start - 130, amount.span.start)
    if scene.grammar.pattern("penalties.range").search(before):
        return True
    if scene.grammar.pattern("penalties.given").search(before):
        return False
    after = scene.words(amount.span.end, amount.span.end + 30)
    if _spent(scene, amount) or (
        scene.grammar.pattern("penalties.served_after").search(before)
        and scene.grammar.pattern("penalties.tail").match(after)
    ):
        return False
    before = before[-40:]
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


def _shared(scene: Scene, amount: Amount, before: tuple[int, list[str]]) -> list[tuple[str, Decimal | None]]:
    """Who gets which amount; an amount whose person the text does not name has an empty key."""
    done, last = before
    start, end = amount.span.start, amount.span.end
    near = [one for one in scene.people(max(done, _segment(scene, amount)), start) if one.end <= start]
    bare = _bare(scene, near, amount)
    held = _holders(scene, amount, near)
    if not held and last and start - done < 90:
        return [(person, amount.amounts[-1]) for person in last]
    each = scene.grammar.pattern("penalties.each").search(scene.page.text, start - 4, end + 20)
    if not held and (each or scene.grammar.pattern("penalties.everyone").search(scene.page.text, done, start)):
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
    far = near and ("," in gap or re.search(r"\s[—–-]\s", gap))
    if after and not far and scene.grammar.pattern("penalties.to_whom").fullmatch(gap):
        return chain(scene, after[0], after)
    several = len(amount.amounts) > 1
    if near and several:
        return _as_many(scene, near, len(amount.amounts))
    if near:
        words = scene.words(near[-1].end, amount.span.start)
        if scene.grammar.pattern("victims.single").match(words):
            return near[-1:]
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
    if meant := role(scene, max(done, _segment(scene, amount)), amount.span.start):
        return meant
    around = scene.words(amount.span.start - 90, amount.span.end + 60)
    crowd = scene.grammar.pattern("pronouns.crowd")
    rest = around.replace(scene.words(amount.span.start, amount.span.end), " ")
    if crowd.search(rest) and not scene.grammar.pattern("pronouns.definite").search(rest):
        return []
    if scene.people(scene.sentence.start, amount.span.start) or scene.grammar.pattern("penalties.verb").search(
        scene.words(amount.span.start - _HEAD, amount.span.end + 60)
    ):
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
    if model.unit == "months" and model.amount is not None and model.amount > _YEAR:
        model = replace(model, unit="years")
    for sentence in page.sentences[first : first + 2]:
        here = Scene(page, sentence)
        if sentence.paragraph != scene.sentence.paragraph:
            break
        low = model.span.end if sentence is scene.sentence else sentence.start
        found += _referring(here, model, low)
        for one in here.people(low, sentence.end):
            match = here.grammar.pattern("penalties.unitless").match(page.text, one.end, sentence.end)
            value = numbers.value(here.grammar, match["number"]) if match else None
            if match and value is not None and value < LONGEST["years"]:
                for held in chain_back(here, [one]):
                    span = Span(held.start, match.end("number"))
                    found.append(
                        replace(
                            model,
                            person=held.key,
                            amount=value,
                            span=span,
                            rule="borrowed-unit",
                            suspended=suspended(here, span),
                        )
                    )
    return found


def _referring(scene: Scene, model: Penalty, low: int) -> Iterator[Penalty]:
    """'He got ten years, she four': amounts without a unit right after a pronoun."""
    text, end = scene.page.text, scene.sentence.end
    for one in scene.grammar.pattern("pronouns.all").finditer(text, low, end):
        match = scene.grammar.pattern("penalties.unitless").match(text, one.end(), end)
        value = numbers.value(scene.grammar, match["number"]) if match else None
        if match and value is not None and value < LONGEST["years"]:
            span = Span(one.start(), match.end("number"))
            for held in referred(scene, one, one.start()):
                yield replace(
                    model,
                    person=held.key,
                    amount=value,
                    span=span,
                    rule="borrowed-unit",
                    suspended=suspended(scene, span),
                )


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
    unit = version(page, dated[0].edtf if dated else "") if unit == "BYN" else rubles(page) if unit == "RUB" else unit
    when = dated[0].edtf if dated and passes(scene) else ""
    upheld = scene.grammar.pattern("penalties.upheld").search(page.text, sentence.start, sentence.end)
    verdict = "upheld" if upheld else "convicted"
    sure = 0.9 if person and amount is not None else 0.55
    court = courts[0] if courts else ""
    return Penalty(
        span,
        said,
        sure,
        "amount",
        kind,
        person,
        amount,
        unit,
        verdict,
        provisions,
        court,
        when,
        suspended=suspended(scene, span),
    )


def is_court(page: Page, key: str) -> bool:
    """Whether an organisation is a court, by its name."""
    name = page.by_key[key].name
    return bool(page.grammar.pattern("organizations.court").search(name))


def passes(scene: Scene) -> bool:
    """Whether a date in the sentence is that of the verdict: the sentence passes one."""
    sentence: Sentence = scene.sentence
    return bool(scene.grammar.pattern("penalties.verdict").search(scene.page.text, sentence.start, sentence.end))
