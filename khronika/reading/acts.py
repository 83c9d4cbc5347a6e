"""An act is a trigger in a clause that asserts it, with the ones concerned. What a verdict is called depends on its
penalty: a fine is a fine, fifteen days are administrative detention, nine years a conviction.
"""

from collections.abc import Iterable, Iterator, Sequence

from khronika.reading.grammar import load
from khronika.reading.model import Act, Charge, Penalty, Span
from khronika.reading.page import Occurrence, Page
from khronika.reading.sentences import Sentence
from khronika.reading.status import Clause, clause, clauses, status
from khronika.reading.triggers import Hit, hits
from khronika.reading.victims import Scene, found

_NEAR = 140
"""Characters between a date and the word it dates."""

_SMALL = frozenset({"fine", "administrative_detention"})
_VERDICTS = frozenset({"conviction", "arrest", "imprisonment"})
_NAMED = frozenset({"threat_harassment", "surveillance", "criminal_charge", "other", "pardon"})
"""Types that are too easily said of nobody: they need one concerned, or a number."""

_OF_BODIES = frozenset(
    {
        "liquidation_of_organization",
        "designation_as_extremist_or_terrorist",
        "blocking_of_media",
        "refusal_of_registration",
        "search",
        "confiscation",
        "criminal_charge",
        "fine",
        "threat_harassment",
        "other",
    }
)
_ONLY_BODIES = frozenset({"liquidation_of_organization", "blocking_of_media", "refusal_of_registration"})


def acts(page: Page, penalties: Sequence[Penalty]) -> tuple[Act, ...]:
    """What was done to whom, once for each type, victims and date."""
    done: list[Act] = []
    for sentence in page.sentences:
        mine = [one for one in penalties if sentence.start <= one.span.start < sentence.end]
        here = list(_in_sentence(page, sentence, mine))
        done += here
        done += _judged(here, mine)
    return tuple(_distinct(page, done))


def _in_sentence(page: Page, sentence: Sentence, penalties: list[Penalty]) -> Iterator[Act]:
    scene, parts = Scene(page, sentence), None
    last: tuple[Hit, list[Occurrence], str] | None = None
    for hit in hits(page, sentence, "acts"):
        parts = parts or clauses(page, sentence)
        part = clause(parts, hit.start)
        said = _said(scene, hit, part, last)
        held, sure = _concerned(scene, hit, part, last[1] if last else [])
        last = (hit, held or (last[1] if last else []), said)
        if (hit.side == "noun" or hit.kind in _NAMED) and not held and not _counted(scene, hit):
            continue
        yield _act(scene, hit, part, (_type(hit, part, penalties), held, said, sure))


def _said(scene: Scene, hit: Hit, part: Clause, last: tuple[Hit, list[Occurrence], str] | None) -> str:
    """The status of a trigger; 'could be arrested and fined' carries over to the second."""
    said = status(scene.page, scene.sentence, hit.start, hit.end, part)
    gap = scene.words(last[0].end, hit.start) if last else ""
    return last[2] if last and said == "asserted" and len(gap) < 12 and last[2] != "overturned" else said


def _concerned(scene: Scene, hit: Hit, part: Clause, earlier: list[Occurrence]) -> tuple[list[Occurrence], float]:
    if hit.kind in _OF_BODIES and (bodies := _bodies(scene, hit, part)):
        return bodies, 0.75
    if hit.kind in _ONLY_BODIES:
        return [], 0.6
    return found(scene, hit, part, earlier)


def _bodies(scene: Scene, hit: Hit, part: Clause) -> list[Occurrence]:
    """Organisations that suffer it, where no person does."""
    if hit.kind not in _ONLY_BODIES and scene.people(part.start, part.end):
        return []
    after = scene.people(hit.end, min(part.end, hit.end + _NEAR), "Organization")
    before = scene.people(part.start, hit.start, "Organization")
    return after or (before if hit.kind in _ONLY_BODIES or not scene.people(scene.sentence.start, hit.start) else [])


def _counted(scene: Scene, hit: Hit) -> bool:
    """Whether a number stands right before a noun, or a date beside it: then it is something that took place."""
    return any(sign.isdigit() for sign in scene.words(hit.start - 25, hit.start))


def _type(hit: Hit, part: Clause, penalties: Iterable[Penalty]) -> str:
    """The name of an act that has penalties in its clause, or a verdict that has them anywhere in its sentence."""
    inside = {one.type for one in penalties if part.start <= one.span.start < part.end}
    kinds = inside or {one.type for one in penalties if hit.kind == "conviction"}
    if hit.kind == "conviction" and "death_penalty" in kinds:
        return "death_sentence"
    if hit.kind not in _VERDICTS or not kinds or not kinds <= _SMALL:
        return hit.kind
    return "administrative_detention" if "administrative_detention" in kinds else "fine"


def _judged(done: list[Act], penalties: Iterable[Penalty]) -> Iterator[Act]:
    """A penalty that no trigger speaks of is an act of its own."""
    told = {(act.type, key) for act in done for key in act.victims or ("",)}
    told |= {
        ("conviction", key) for act in done for key in act.victims if act.type in ("imprisonment", "death_sentence")
    }
    grouped: dict[tuple[str, Span], list[Penalty]] = {}
    for one in penalties:
        kind = one.type if one.type in _SMALL else "death_sentence" if one.type == "death_penalty" else "conviction"
        if (kind, one.person) not in told and ("conviction", one.person) not in told:
            grouped.setdefault((kind, one.span), []).append(one)
    for (kind, span), group in grouped.items():
        first = group[0]
        held = tuple(dict.fromkeys(one.person for one in group if one.person))
        yield Act(span, first.status, 0.65, "penalty", kind, held, (), first.date, "")


def _act(scene: Scene, hit: Hit, part: Clause, what: tuple[str, list[Occurrence], str, float]) -> Act:
    kind, held, said, sure = what
    page = scene.page
    spots = page.within(part.start, part.end, "Place") or page.within(scene.sentence.start, scene.sentence.end, "Place")
    place = min(spots, key=lambda one: abs(one.start - hit.end)).key if spots else ""
    span = _evidence(scene, hit, part, held)
    victims = tuple(dict.fromkeys(one.key for one in held))
    return Act(span, said, sure, f"trigger-{hit.side}", kind, victims, (), _date(scene, hit, part), place)


def _evidence(scene: Scene, hit: Hit, part: Clause, held: list[Occurrence]) -> Span:
    """The clause, as far as it stands near the trigger, with those concerned."""
    inside = [one for one in held if scene.sentence.start <= one.start < scene.sentence.end]
    low = min([hit.start, *(one.start for one in inside), max(part.start, hit.start - _NEAR)])
    high = max([hit.end, *(one.end for one in inside), min(part.end, hit.end + _NEAR)])
    text = scene.page.text
    if low not in (part.start, hit.start, *(one.start for one in inside)):
        low = text.find(" ", low, hit.start) + 1 or hit.start
    if high == hit.end + _NEAR:
        high = max(hit.end, text.rfind(" ", hit.end, high))
    words = text[low:high]
    first = next((at for at, sign in enumerate(words) if sign.isalnum() or sign in '«“"„'), 0)
    return Span(low + first, max(hit.end, low + len(words.rstrip(" ,;:—–-\n\t"))))


def _date(scene: Scene, hit: Hit, part: Clause) -> str:
    """The date of the clause, or the nearest one of the sentence."""
    page = scene.page
    dated = page.dated(part.start, part.end) or page.dated(scene.sentence.start, scene.sentence.end)
    near = [(min(abs(one.span.start - hit.end), abs(one.span.end - hit.start)), one.edtf) for one in dated]
    return min(near)[1] if near and min(near)[0] < _NEAR else ""


def _distinct(page: Page, done: list[Act]) -> Iterator[Act]:
    """One act for each type, victims and date: one without a date repeats one that has it, and a headline repeats
    what the text tells.
    """
    title = page.paragraphs[0].end if len(page.paragraphs) > 1 else 0
    best: dict[tuple[str, str, str], Act] = {}
    for number, act in enumerate(done):
        for victim in act.victims or ("",):
            mark = (act.type, victim, act.status if victim else str(number))
            held = best.get(mark)
            if held is None or not _repeats(held, act):
                mark = mark if held is None else (*mark[:2], f"{act.status}-{number}")
                best[mark] = act
            elif held.span.start < title or (act.date and not held.date):
                best[mark] = act
    kept = list(dict.fromkeys(best.values()))
    told = {act.type for act in kept if act.span.start >= title}
    for act in sorted(kept, key=lambda one: one.span):
        if act.victims or act.span.start >= title or act.type not in told:
            yield act


def _repeats(one: Act, other: Act) -> bool:
    """Whether two acts of one type and victim may be one: their dates do not differ."""
    return not one.date or not other.date or one.date.startswith(other.date) or other.date.startswith(one.date)


def charges(page: Page) -> tuple[Charge, ...]:
    """Who stands under which provision: the persons before it in a sentence of charge or verdict."""
    seen: dict[tuple[str, str], Charge] = {}
    for sentence in page.sentences:
        laws = page.within(sentence.start, sentence.end, "LegalProvision")
        if not laws or not load(sentence.language).pattern("acts.charged").search(
            page.text, sentence.start, sentence.end
        ):
            continue
        parts, scene = clauses(page, sentence), Scene(page, sentence)
        for law in laws:
            part = clause(parts, law.start)
            if status(page, sentence, law.start, law.end, part) not in ("asserted", "alleged", "denied"):
                continue
            for one in found(scene, Hit("charge", "subject", law.start, law.end), part, [])[0]:
                inside = sentence.start <= one.start < sentence.end
                start, end = (one.start, one.end) if inside else (law.start, law.end)
                span = Span(min(start, law.start), max(end, law.end))
                seen.setdefault((one.key, law.key), Charge(span, "asserted", 0.7, "provision", one.key, law.key))
    return tuple(seen.values())
