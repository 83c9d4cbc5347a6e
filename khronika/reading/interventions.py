"""What others did in answer: a trigger in a clause, its date and place, and those who did it. What is announced counts
too, for a call to come on Sunday is an answer; what is denied or only possible does not.
"""

from khronika.reading.grammar import load
from khronika.reading.model import Intervention, Span
from khronika.reading.page import Clause, Page
from khronika.reading.sentences import Sentence
from khronika.reading.status import clause, clauses, status
from khronika.reading.triggers import Hit, hits

_HOSTS = ("Organization", "Person")
_RECENT = 100
_WIDE = 110
"""Characters of the clause shown on either side of the trigger."""

_ANNOUNCED = frozenset({"demanded", "threatened", "overturned"})


def interventions(page: Page) -> tuple[Intervention, ...]:
    """The interventions of a text: each type once for its hosts and date, told where it is told best."""
    found: list[tuple[bool, Intervention]] = []
    for sentence in page.sentences:
        parts = None
        for hit in hits(page, sentence, "interventions"):
            parts = parts or clauses(page, sentence)
            if page.named(hit.start):
                continue
            one = _one(page, sentence, hit, clause(parts, hit.start))
            weak = _weak(page, sentence, hit) or (
                hit.kind == "statement" and not one.organizers and not _own(page, sentence)
            )
            first = max(0, len(found) - _RECENT)
            same = next((at for at in range(first, len(found)) if _same(page, one, found[at][1])), -1)
            if same < 0:
                found.append((weak, one))
            elif found[same][0] and not weak:
                found[same] = (weak, one)
    strong = {one.type for weak, one in found if not weak}
    kept = (one for weak, one in found if not weak or one.type not in strong)
    return tuple(sorted(kept, key=lambda one: one.span))


def _weak(page: Page, sentence: Sentence, hit: Hit) -> bool:
    """Whether the words stand in a headline or give the reason of a penalty: then a better place may tell it again."""
    title = page.headline
    before = page.text[max(sentence.start, hit.start - 50) : hit.start]
    return hit.start < title or bool(load(sentence.language).pattern("interventions.reason").search(before))


def _own(page: Page, sentence: Sentence) -> bool:
    """Whether those who sign the text speak: 'We, the undersigned, are alarmed'."""
    return bool(load(sentence.language).pattern("kinds.selves").match(page.text, sentence.start))


def _same(page: Page, one: Intervention, other: Intervention) -> bool:
    if one.type != other.type:
        return False
    once = one.type in page.grammar.words("interventions.once")
    near = page.sentence(one.span.start).paragraph == page.sentence(other.span.start).paragraph
    dates = not one.date or not other.date or one.date == other.date
    hosts = one.organizers == other.organizers or bool({*one.organizers} & {*other.organizers})
    return (once and dates and not page.digest) or (dates and hosts and near)


def _one(page: Page, sentence: Sentence, hit: Hit, part: Clause) -> Intervention:
    inside = page.within(sentence.start, sentence.end)
    dated = page.dated(part.start, part.end) or page.dated(sentence.start, sentence.end)
    place = next((one.key for one in inside if one.kind == "Place"), "")
    hosts = [one for one in inside if one.kind in _HOSTS and one.end <= hit.start]
    bodies = [one.key for one in hosts if one.kind == "Organization"] or [one.key for one in hosts[-1:]]
    people = dict.fromkeys(one.key for one in inside if one.kind == "Person" and one.start >= hit.end)
    said = _said(status(page, sentence, hit.start, hit.end, part), hit.kind)
    return Intervention(
        _evidence(page, hit, part),
        said,
        0.7 if bodies or dated else 0.6,
        f"trigger-{hit.kind}",
        hit.kind,
        dated[0].edtf if dated else "",
        place,
        tuple(dict.fromkeys(bodies)),
        tuple(people),
    )


def _said(said: str, kind: str) -> str:
    """A call or an announcement is planned; a meeting that is only asked for is none."""
    return "planned" if said in _ANNOUNCED and kind != "meeting" else said


def _evidence(page: Page, hit: Hit, part: Clause) -> Span:
    text = page.text
    low, high = max(part.start, hit.start - _WIDE), min(part.end, hit.end + _WIDE)
    low = low if low == part.start else text.find(" ", low, hit.start) + 1 or hit.start
    high = high if high == part.end else max(hit.end, text.rfind(" ", hit.end, high))
    words = text[low:high]
    first = next((at for at, sign in enumerate(words) if sign.isalnum() or sign in "«“„"), 0)
    return Span(low + first, max(hit.end, low + len(words.rstrip(" ,;:—–-\n\t"))))
