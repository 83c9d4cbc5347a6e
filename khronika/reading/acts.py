"""An act is a trigger in a clause that asserts it, with the ones concerned. What a verdict is called depends on its
penalty: a fine is a fine, fifteen days are administrative detention, nine years a conviction.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from khronika.reading.distinct import distinct
from khronika.reading.grammar import load
from khronika.reading.hearings import hearings
from khronika.reading.model import Act, Charge, Penalty, Span
from khronika.reading.page import Clause, Occurrence, Page
from khronika.reading.scene import Scene
from khronika.reading.sentences import Sentence
from khronika.reading.status import clause, clauses, status
from khronika.reading.triggers import Hit, hits
from khronika.reading.victims import found, of_kin, passive, suffers

_NEAR = 140
_BACK = 500
_RECENT = 30
_TINY = 12
"""Characters between a date and the word it dates."""

_JOINED = re.compile(r"[\s,]*(?:(?:and|or|nor|и|или|ни|і|й|або|ці|ні)\s+)?")
_COUNT = re.compile(r"\d[\d\s,.]*(?:[^\W\d_]+\s+){0,2}$")
_AFTER = re.compile(
    r"\W*(?:(?:of|against|for|против|супраць|проти|у|в отношении)\s+)?\d[\d\s]*(?=[^\W\d_])(?!сут|дн|год|лет|мес|час|дзён|дзен|гад|day|month|year|hour|дні|рок)"
)
_UNCOUNTED = frozenset({"fine", "administrative_detention", "trial"})

_SMALL = frozenset({"fine", "administrative_detention"})
_HEAVY = frozenset({"conviction", "imprisonment", "death_sentence"})
_VERDICTS = frozenset({"conviction", "arrest", "imprisonment"})
_NAMED = frozenset({"threat_harassment", "surveillance", "criminal_charge", "other", "pardon"})
"""Types that are too easily said of nobody: they need one concerned, or a number."""

_CRIMES = frozenset({"killing", "beating", "torture_ill_treatment", "enforced_disappearance", "threat_harassment"})
"""Types that are said of the crime somebody stands trial for as well."""

_STATES = frozenset({"imprisonment", "trial", "release", "forced_exile"})
"""Types that are said of nobody where only a state is told: 'thousands are in prison'."""

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
    given: dict[int, list[Penalty]] = {}
    for one in penalties:
        given.setdefault(page.places.at(one.span.start), []).append(one)
    for number, sentence in enumerate(page.sentences):
        mine = given.get(number, [])
        done += _sharing([*_weighed(_in_sentence(page, sentence, mine), mine)], mine)
        done += (
            _judged(page, [act for act in done[-_RECENT:] if sentence.start - act.span.end < _BACK], mine)
            if mine
            else ()
        )
    return tuple(distinct(page, [*done, *hearings(page)], [one.span.start for one in penalties]))


def _weighed(found: Iterable[Act], penalties: Sequence[Penalty]) -> Iterator[Act]:
    """The acts without the fine that the same verdict adds to a term."""
    heavy = {one.person for one in penalties if one.type not in _SMALL}
    for act in found:
        if act.type != "fine" or not heavy.intersection(act.victims or filter(None, heavy)):
            yield act


def _in_sentence(page: Page, sentence: Sentence, penalties: list[Penalty]) -> Iterator[Act]:
    scene, parts = Scene(page, sentence), None
    last: tuple[Hit, list[Occurrence], str] | None = None
    for hit in hits(page, sentence, "acts"):
        parts = parts or clauses(page, sentence)
        part = clause(parts, hit.start)
        if page.named(hit.start) or _generic(scene, hit, part) or _crime(scene, hit, part):
            continue
        hit = _settled(scene, hit, part)
        said = _said(scene, hit, part, last)
        held, sure = _concerned(scene, hit, part, last[1] if last else [])
        last = (hit, held or (last[1] if last else []), said)
        if not held and _empty(scene, hit, part):
            continue
        yield _act(scene, hit, part, (_type(hit, part, penalties), held, said, sure))


def _empty(scene: Scene, hit: Hit, part: Clause) -> bool:
    """Whether words without anyone concerned say too little."""
    if hit.kind in _ONLY_BODIES and not scene.grammar.pattern("acts.bodies").search(scene.words(part.start, part.end)):
        return True
    if hit.side != "noun" and of_kin(scene, hit, part):
        return False
    return (
        hit.side == "noun" or hit.kind in _NAMED or (hit.side == "subject" and hit.kind in _STATES)
    ) and not _counted(scene, hit)


def _generic(scene: Scene, hit: Hit, part: Clause) -> bool:
    """Whether it is said of all to whom it may happen: 'those who sit in prison'."""
    low = max(scene.sentence.start, part.start - 12)
    return bool(scene.grammar.pattern("victims.generic").search(scene.words(low, hit.start)))


def _crime(scene: Scene, hit: Hit, part: Clause) -> bool:
    """Whether it is what somebody is charged with: 'for the murder of two agents'."""
    if hit.kind not in _CRIMES or hit.side != "noun":
        return False
    return bool(scene.grammar.pattern("acts.crime").search(scene.words(part.start, hit.start)))


def _settled(scene: Scene, hit: Hit, part: Clause) -> Hit:
    """A word that takes things as well as people: people when one is named as its object."""
    thing, _, person = hit.kind.partition("/")
    if hit.kind == "confiscation" and _taken(scene, hit, part):
        return replace(hit, kind="detention")
    if not person:
        return hit
    free = scene.grammar.get("voice.free")
    if free:
        near = [one for one in scene.people(max(part.start, hit.start - 40), hit.start) if not scene.direct(one)]
        held = near or _beside(scene, hit)
        thing_after = scene.grammar.pattern("acts.things").search(scene.words(hit.end, hit.end + 45))
        taken = (bool(held) or _meant(scene, hit)) and not thing_after
    else:
        taken = (
            bool(_beside(scene, hit)) if not passive(scene, hit, part) else bool(scene.people(part.start, hit.start))
        )
    return replace(hit, kind=person if taken else thing)


def _taken(scene: Scene, hit: Hit, part: Clause) -> bool:
    """Whether it is a person that 'was seized': the name stands right before the passive."""
    if scene.grammar.get("voice.free") or not passive(scene, hit, part):
        return False
    near = scene.people(max(part.start, hit.start - 40), hit.start)
    if not near or not scene.grammar.pattern("acts.seized").match(scene.words(hit.start, hit.end)):
        return False
    gap, before = scene.words(near[-1].end, hit.start), scene.words(near[-1].start - 4, near[-1].start)
    return len(gap) < _TINY and gap[:1] == " " and not before.endswith("of ")


def _meant(scene: Scene, hit: Hit) -> bool:
    """Whether a pronoun or a noun for a person stands as the object right beside a verb: 'забралі яго'."""
    beside = scene.grammar.pattern("acts.person")
    return bool(
        beside.match(scene.words(hit.end, hit.end + 30).lstrip())
        or scene.grammar.pattern("acts.person_before").search(scene.words(hit.start - 45, hit.start))
    )


def _beside(scene: Scene, hit: Hit) -> list[Occurrence]:
    """The person right after a verb, or after a few words on who that is, whose thing is not meant."""
    near = scene.people(hit.end, hit.end + 40)
    if not near:
        return []
    gap, after = scene.words(hit.end, near[0].start), scene.words(near[0].end, near[0].end + 3)
    own = after[:2] in ("’s", "'s") or scene.grammar.pattern("acts.things").search(gap)
    return [] if own or any(sign in ",;:." for sign in gap) else near[:1]


def _said(scene: Scene, hit: Hit, part: Clause, last: tuple[Hit, list[Occurrence], str] | None) -> str:
    """The status of a trigger; 'could be arrested and fined' carries over to the second, a 'not' only if close."""
    if last is None:
        said = status(scene.page, scene.sentence, hit.start, hit.end, part)
        negative = scene.grammar.pattern("status.negative").search(scene.words(hit.start, hit.end))
        return "asserted" if said == "denied" and negative else said
    beside = bool(_JOINED.fullmatch(scene.words(last[0].end, hit.start)))
    inside = part.start <= last[0].start < part.end
    low = Clause(last[0].end, part.end) if inside else part
    said = status(scene.page, scene.sentence, hit.start, hit.end, low)
    carried = beside or (inside and last[2] not in ("denied", "overturned"))
    return last[2] if said == "asserted" and carried else said


def _concerned(scene: Scene, hit: Hit, part: Clause, earlier: list[Occurrence]) -> tuple[list[Occurrence], float]:
    if hit.kind in _OF_BODIES and (bodies := _bodies(scene, hit, part)):
        return bodies, 0.75
    if hit.kind in _ONLY_BODIES:
        return [], 0.6
    return found(scene, hit, part, earlier)


def _bodies(scene: Scene, hit: Hit, part: Clause) -> list[Occurrence]:
    """Organisations that suffer it, where no person does: after a verb, before its passive, never an office."""
    only = hit.kind in _ONLY_BODIES
    if not only and (
        scene.people(part.start, part.end)
        or scene.grammar.pattern("pronouns.all").search(scene.words(part.start, min(part.end, hit.end + _NEAR)))
    ):
        return []
    if scene.grammar.pattern("victims.its").match(scene.words(hit.end, hit.end + 12)):
        return _free(scene, scene.page.within(max(0, hit.start - _BACK), hit.start, "Organization"))[-1:]
    after = _free(scene, scene.people(hit.end, min(part.end, hit.end + _NEAR), "Organization"))
    before = _free(scene, scene.people(part.start, hit.start, "Organization"))
    earlier = _free(scene, scene.people(scene.sentence.start, part.start, "Organization"))
    return (before or earlier if suffers(scene, hit, part) else after) or (after or before if only else [])


def _free(scene: Scene, bodies: list[Occurrence]) -> list[Occurrence]:
    """The organisations that are no office of the state."""
    office = scene.grammar.pattern("victims.office")
    return [one for one in bodies if not office.search(scene.page.by_key[one.key].name)]


def _counted(scene: Scene, hit: Hit) -> bool:
    """Whether a number stands right before a noun or in a phrase: then it is something that took place."""
    if hit.kind in _UNCOUNTED:
        return False
    low = max(scene.sentence.start, hit.start - 25)
    if any(sign.isdigit() for sign in scene.words(hit.start, hit.end)):
        return True
    dated = [one.span.end for one in scene.page.dated(low, hit.start)]
    if _COUNT.search(scene.words(max([low, *dated]), hit.start)):
        return True
    after = _AFTER.match(scene.words(hit.end, hit.end + 40)) if hit.side == "noun" else None
    return after is not None and not scene.page.dated(hit.end, hit.end + after.end())


def _type(hit: Hit, part: Clause, penalties: Iterable[Penalty]) -> str:
    """The name of an act that has penalties in its clause, or a verdict that has them anywhere in its sentence."""
    inside = {one.type for one in penalties if part.start <= one.span.start < part.end}
    kinds = inside or {one.type for one in penalties if hit.kind == "conviction"}
    if hit.kind == "conviction" and "death_penalty" in kinds:
        return "death_sentence"
    if hit.kind not in _VERDICTS or not kinds or not kinds <= _SMALL:
        return hit.kind
    return "administrative_detention" if "administrative_detention" in kinds else "fine"


def _judged(page: Page, done: list[Act], penalties: Sequence[Penalty]) -> Iterator[Act]:
    """A penalty that no trigger speaks of is an act of its own; a fine beside a prison term is part of that verdict."""
    told = {(act.type, key) for act in done for key in act.victims or ("",)}
    told |= {("conviction", key) for act in done for key in act.victims if act.type in _HEAVY}
    heavy = {key for act in done for key in act.victims if act.type in _HEAVY}
    heavy |= {one.person for one in penalties if one.type not in _SMALL}
    grouped: dict[tuple[str, Span], list[Penalty]] = {}
    for one in penalties:
        kind = one.type if one.type in _SMALL else "death_sentence" if one.type == "death_penalty" else "conviction"
        small = kind in _SMALL and one.person in heavy and one.person
        if (kind, one.person) not in told and ("conviction", one.person) not in told and not small:
            grouped.setdefault((kind, one.span), []).append(one)
    for (kind, span), group in grouped.items():
        if not any(one.person for one in group):
            continue
        first = group[0]
        held = tuple(dict.fromkeys(one.person for one in group if one.person))
        served = kind == "conviction" and page.grammar.pattern("penalties.served").search(
            page.text, span.start, span.end
        )
        kind = "imprisonment" if served else kind
        yield Act(span, first.status, 0.5, "penalty", kind, held, (), first.date, "")


def _sharing(done: list[Act], penalties: Sequence[Penalty]) -> Iterator[Act]:
    """Verdicts with all those to whom the penalties inside them are given: 'sentenced A. to nine and B. to eight'."""
    for act in done:
        inside = [one.person for one in penalties if act.span.start <= one.span.start < act.span.end and one.person]
        fits = act.type == "conviction" and act.status == "asserted"
        yield replace(act, victims=tuple(dict.fromkeys([*act.victims, *inside]))) if fits and act.victims else act


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
    """The date of the clause nearest to the trigger, or the last one before it in the sentence."""
    page = scene.page
    inside = page.dated(part.start, part.end)
    if not inside:
        inside = page.dated(scene.sentence.start, hit.start)[-1:]
    near = [(min(abs(one.span.start - hit.end), abs(one.span.end - hit.start)), one.edtf) for one in inside]
    return min(near)[1] if near and min(near)[0] < _NEAR else ""


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
