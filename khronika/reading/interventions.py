"""What others did in answer: a trigger in a clause, its date and place, and those who did it. What is announced counts
too, for a call to come on Sunday is an answer; what is denied or only possible does not.
"""

from collections.abc import Iterator

from khronika.reading.grammar import load
from khronika.reading.model import Intervention, Span
from khronika.reading.page import Page
from khronika.reading.sentences import Sentence
from khronika.reading.status import Clause, clause, clauses, status
from khronika.reading.triggers import Hit, hits

_HOSTS = ("Organization", "Person")
_WIDE = 110
"""Characters of the clause shown on either side of the trigger."""

_ANNOUNCED = frozenset({"demanded", "threatened", "overturned"})


def interventions(page: Page) -> tuple[Intervention, ...]:
    """The interventions of a text: each type once for its hosts and date."""
    found: list[Intervention] = []
    for sentence in page.sentences:
        parts = None
        for hit in hits(page, sentence, "interventions"):
            parts = parts or clauses(page, sentence)
            one = _one(page, sentence, hit, clause(parts, hit.start))
            if not any(_same(page, one, other) for other in found):
                found.append(one)
    return tuple(_told(page, found))


def _told(page: Page, found: list[Intervention]) -> Iterator[Intervention]:
    """Without what a headline says and the text says again."""
    title = page.paragraphs[0].end if len(page.paragraphs) > 1 else 0
    later = {one.type for one in found if one.span.start >= title}
    return (one for one in found if one.span.start >= title or one.type not in later)


def _same(page: Page, one: Intervention, other: Intervention) -> bool:
    if one.type != other.type:
        return False
    once = one.type in page.grammar.words("interventions.once")
    near = page.sentence(one.span.start).paragraph == page.sentence(other.span.start).paragraph
    dates = not one.date or not other.date or one.date == other.date
    hosts = not one.organizers or not other.organizers or bool({*one.organizers} & {*other.organizers})
    return (once and dates and not page.digest) or (dates and hosts and near)


def _one(page: Page, sentence: Sentence, hit: Hit, part: Clause) -> Intervention:
    grammar = load(sentence.language)
    inside = page.within(sentence.start, sentence.end)
    dated = page.dated(part.start, part.end) or page.dated(sentence.start, sentence.end)
    place = next((one.key for one in inside if one.kind == "Place"), "")
    hosts = [one for one in inside if one.kind in _HOSTS and one.end <= hit.start]
    bodies = [one.key for one in hosts if one.kind == "Organization"] or [one.key for one in hosts[-1:]]
    people = dict.fromkeys(one.key for one in inside if one.kind == "Person" and one.start >= hit.end)
    said = status(page, sentence, hit.start, hit.end, part)
    said = (
        "planned"
        if said in _ANNOUNCED
        else "planned"
        if said == "hypothetical" and grammar.pattern("statement.appeal").search(page.of(sentence.span))
        else said
    )
    return Intervention(
        _evidence(page, hit, part),
        said,
        0.65 if bodies or dated else 0.5,
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
