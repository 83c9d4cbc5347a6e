"""What others did in answer: words that may tell of it, those who did it, its date and place. Most such words also tell of other
things, so every place is looked at with what stands around it, and a small model says how likely it is an answer. What is
announced counts too, for a call to come on Sunday is an answer; what is denied or only possible does not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from khronika.reading.grammar import load
from khronika.reading.model import Act, Intervention, Span
from khronika.reading.page import Clause, Occurrence, Page
from khronika.reading.sentences import Sentence
from khronika.reading.status import clause, clauses, status
from khronika.reading.triggers import Hit, hits
from khronika.reading.weighing import chance

QUESTION = "intervention"
_LIKELY = 0.42
_HOSTS = ("Organization", "Person")
_RECENT = 100
_WIDE = 110
"""Characters of the clause shown on either side of the trigger."""

_STEM = 5
"""Letters of a trigger's word that are a cue of their own."""

_SUBJECT = 90
_FEW = 3
_OPENING = 400
_SPEECH = "speech"
_TOLD_AGAIN = ("statement",)
"""What its host says in several sentences is told once."""

_ANNOUNCED = frozenset({"demanded", "threatened", "overturned"})
_QUOTES = re.compile(r"[«»“”„\"]")


@dataclass(frozen=True, slots=True)
class Seen:
    """A place that may tell of an answer, with its cues."""

    found: Intervention
    cues: Mapping[str, float]


def interventions(page: Page, kind: str = "news", done: Sequence[Act] = ()) -> tuple[Intervention, ...]:
    """The interventions of a text: each told once, where it is told best."""
    found: list[Intervention] = []
    for seen in answers(page, kind, done):
        sure = chance(QUESTION, seen.cues)
        if sure < _LIKELY:
            continue
        one = replace(seen.found, confidence=sure)
        first = max(0, len(found) - _RECENT)
        same = next((at for at in range(first, len(found)) if _same(page, one, found[at])), -1)
        if same < 0:
            found.append(one)
        elif found[same].confidence < sure:
            found[same] = one
    return tuple(sorted(found, key=lambda one: one.span))


def answers(page: Page, kind: str, done: Sequence[Act]) -> Iterator[Seen]:
    """Every place of a text that may tell of an answer."""
    about = {f"kind_{kind}": 1.0, **({} if done else {"nothing": 1.0}), **({"digest": 1.0} if page.digest else {})}
    earlier: dict[str, str] = {}
    if kind == "statement" and (own := _own(page)):
        yield own
        earlier[own.found.type] = ""
    for sentence in page.sentences:
        parts = None
        for hit in hits(page, sentence, "interventions"):
            parts = parts or clauses(page, sentence)
            if page.named(hit.start):
                continue
            for one, cues in _seen(page, sentence, hit, clause(parts, hit.start)):
                if one.type in earlier:
                    cues["again"] = 1.0
                    cues[f"again_{earlier[one.type]}_{hit.side}"] = 1.0
                cues[f"{kind}_{hit.side or 'firm'}"] = 1.0
                yield Seen(one, {**cues, **about})
                if hit.side != "weak":
                    earlier[one.type] = hit.side


def _own(page: Page) -> Seen | None:
    """The document itself where it is a statement: its headline and first sentence say so."""
    if not page.sentences:
        return None
    last = next((s for s in page.sentences if s.start >= page.headline and s.paragraph), page.sentences[0])
    end = last.end if last.end < _OPENING else page.sentences[0].end
    words = page.text[:end]
    types = page.grammar.get("interventions.own") or {}
    name = next(
        (name for name in types if page.grammar.pattern(f"interventions.own.{name}").search(words)), "statement"
    )
    hosts = [one.key for one in page.within(0, page.headline, "Organization")]
    dated = page.published or next((one.edtf for one in page.dated(0, end)), "")
    one = Intervention(
        Span(page.sentences[0].start, end), "asserted", 0.8, f"own-{name}", name, dated, "", tuple(hosts)
    )
    return Seen(one, {"own_document": 1.0, f"own_{name}": 1.0})


def _seen(page: Page, sentence: Sentence, hit: Hit, part: Clause) -> Iterator[tuple[Intervention, dict[str, float]]]:
    """What a trigger may tell of; words of the United Nations are a statement or a communication."""
    subject, cues = _subject(page, sentence, hit, part)
    if hit.kind == _SPEECH and not subject:
        return
    cues |= _around(page, sentence, hit, part)
    kinds = [hit.kind] if hit.kind != _SPEECH else ["statement"]
    if hit.kind == _SPEECH and "un" in cues:
        kinds.append("un_communication")
    for kind in kinds:
        one = replace(_one(page, sentence, hit, part), type=kind, rule=f"trigger-{kind}")
        more = {f"type_{kind}": 1.0, f"{kind}_{hit.side or 'firm'}": 1.0}
        length = min(_FEW, len(page.text[hit.start : hit.end].split()))
        more[f"words_{length}_{hit.side or 'firm'}"] = 1.0
        for word in page.text[hit.start : hit.end].lower().split():
            more[f"{kind}:{word[:_STEM]}"] = 1.0
        who = [name for name in cues if name.startswith("by_")]
        more |= {f"{kind}_{name}": 1.0 for name in who}
        cues = {**cues, f"said_{one.status}": 1.0}
        yield one, {**cues, **more}


def _subject(page: Page, sentence: Sentence, hit: Hit, part: Clause) -> tuple[bool, dict[str, float]]:
    """Whether somebody who may answer is the subject, by the names and the words before."""
    grammar = load(sentence.language)
    low = max(sentence.start, min(part.start, hit.start - _SUBJECT // 2), hit.start - _SUBJECT)
    near = [one for one in page.within(low, hit.start) if one.kind in (*_HOSTS, "Place") and one.end <= hit.start]
    words = page.text[low : hit.start]
    cues: dict[str, float] = {}
    if near:
        cues[f"by_{near[-1].kind.lower()}"] = 1.0
        cues["beside"] = float(hit.start - near[-1].end < _FEW)
    if match := grammar.pattern("interventions.subject", 0).search(words):
        cues["by_word"] = 1.0
        cues["lead"] = float(match.start() == 0)
    if grammar.pattern("victims.office", 0).search(words):
        cues["office"] = 1.0
    if grammar.pattern("interventions.un", 0).search(words):
        cues["un"] = 1.0
    if grammar.pattern("kinds.we").match(page.text, sentence.start):
        cues["by_us"] = 1.0
    if not cues.keys() - {"office", "beside"}:
        cues["by_nobody"] = 1.0
    return bool(cues.keys() & {"by_organization", "by_word", "by_us", "by_place", "by_person"}), cues


def _around(page: Page, sentence: Sentence, hit: Hit, part: Clause) -> dict[str, float]:
    """The cues of the sentence around a trigger."""
    before = page.text[max(sentence.start, hit.start - 50) : hit.start]
    tests = {
        "headline": hit.start < page.headline,
        "reason": bool(load(sentence.language).pattern("interventions.reason").search(before)),
        "quoted": len(_QUOTES.findall(page.text, sentence.start, hit.start)) % 2 == 1,
        "dated": bool(page.dated(part.start, part.end)),
        "placed": bool(page.within(sentence.start, sentence.end, "Place")),
        "first": page.places.at(sentence.start) < _FEW,
        "last": sentence.end > len(page.text) - _OPENING,
        "opens": hit.start - sentence.start < _FEW,
        "body": bool(page.within(hit.end, sentence.end, "Organization")),
        "person": bool(page.within(hit.end, sentence.end, "Person")),
        "law": bool(page.within(sentence.start, sentence.end, "LegalProvision")),
        "number": any(word.text[0].isdigit() for word in sentence.words),
        "passive": bool(
            load(sentence.language).pattern("interventions.passive").search(page.text[sentence.start : hit.end])
        ),
        "call": bool(
            load(sentence.language).pattern("kinds.imperative").match(page.text, sentence.start, sentence.end)
        ),
    }
    return {name: 1.0 for name, holds in tests.items() if holds}


def _same(page: Page, one: Intervention, other: Intervention) -> bool:
    """Whether two findings tell of the same answer."""
    if one.type != other.type:
        return False
    if one.span.start < other.span.end and other.span.start < one.span.end:
        return True
    once = one.type in page.grammar.words("interventions.once")
    dates = not one.date or not other.date or one.date == other.date
    if once:
        return dates and not page.digest
    near = page.sentence(one.span.start).paragraph == page.sentence(other.span.start).paragraph
    hosts = bool({*one.organizers} & {*other.organizers})
    return (near or (one.type in _TOLD_AGAIN and not page.digest)) and dates and hosts


def _one(page: Page, sentence: Sentence, hit: Hit, part: Clause) -> Intervention:
    inside = page.within(sentence.start, sentence.end)
    dated = page.dated(part.start, part.end) or page.dated(sentence.start, sentence.end)
    place = next((one.key for one in inside if one.kind == "Place"), "")
    hosts: list[Occurrence] = [one for one in inside if one.kind in _HOSTS and one.end <= hit.start]
    bodies = [one.key for one in hosts if one.kind == "Organization"] or [one.key for one in hosts[-1:]]
    people = dict.fromkeys(one.key for one in inside if one.kind == "Person" and one.start >= hit.end)
    said = status(page, sentence, hit.start, hit.end, part)
    return Intervention(
        _evidence(page, hit, part),
        "planned" if said in _ANNOUNCED and hit.kind != "meeting" else said,
        0.7,
        f"trigger-{hit.kind}",
        hit.kind,
        dated[0].edtf if dated else "",
        place,
        tuple(dict.fromkeys(bodies)),
        tuple(people),
    )


def _evidence(page: Page, hit: Hit, part: Clause) -> Span:
    text = page.text
    low, high = max(part.start, hit.start - _WIDE), min(part.end, hit.end + _WIDE)
    low = low if low == part.start else text.find(" ", low, hit.start) + 1 or hit.start
    high = high if high == part.end else max(hit.end, text.rfind(" ", hit.end, high))
    words = text[low:high]
    first = next((at for at, sign in enumerate(words) if sign.isalnum() or sign in "«“„"), 0)
    return Span(low + first, max(hit.end, low + len(words.rstrip(" ,;:—–-\n\t"))))
