"""To whom a sentence does something. A trigger tells on which side of it the one concerned stands; where word order
is free, the case of the name decides; where the sentence has only a pronoun or nothing, it is the one spoken of before.
"""

import re

from khronika.reading.page import Clause, Occurrence
from khronika.reading.reference import referred, role, topic
from khronika.reading.scene import Scene, chain, chain_back, whole_chain
from khronika.reading.triggers import Hit

_REACH = 170
_BESIDE = 70
_KIN = 25
_ROLE = 70
_COUNTED = 110
_NUMBERED = 40
_OF = re.compile(r"\W*(?:\w+\s+)?(?:of|against|for|on|to|in|before)\b|\W*$")
_LAST = re.compile(r"(?:^|\s)(?:from|for|to|in|by|with|of|on|at|under|over|as|after|without|against|about)$")


def found(scene: Scene, hit: Hit, clause: Clause, earlier: list[Occurrence]) -> tuple[list[Occurrence], float]:
    """Those whom a trigger concerns, with how sure that is; `earlier` are those of the trigger before in the
    sentence.
    """
    if hit.side == "noun":
        return _of_noun(scene, hit, clause)
    named = _free(scene, hit, clause) if scene.grammar.get("voice.free") else _fixed(scene, hit, clause)
    if named:
        return named, 0.85
    if listed := _counted(scene, hit):
        return listed, 0.75
    if of_kin(scene, hit, clause):
        return [], 0.6
    if spoken := _pronoun(scene, hit, clause):
        return spoken, 0.75
    if meant := role(scene, *_side(scene, hit, clause)):
        return meant, 0.7
    return _unsaid(scene, hit, clause, earlier)


def _unsaid(scene: Scene, hit: Hit, clause: Clause, earlier: list[Occurrence]) -> tuple[list[Occurrence], float]:
    """Those whom a clause leaves unsaid: of whom it is a relative clause, the ones before it, or the one spoken of."""
    if scene.grammar.pattern("victims.relative").search(scene.words(clause.start, clause.start + 30)):
        return _antecedent(scene, clause), 0.75
    if late := _late(scene, hit, clause):
        return late, 0.7
    if _crowd(scene, hit, clause):
        return _listed(scene, hit), 0.7
    if earlier:
        return earlier, 0.7
    if _own(scene, hit, clause):
        return [], 0.6
    return topic(scene, hit.start, _gender(scene, hit)), 0.55


def _own(scene: Scene, hit: Hit, clause: Clause) -> bool:
    """Whether the verb has a subject of its own that nobody is known by: 'the printing house was stormed'."""
    before = scene.words(max(clause.start, hit.start - _ROLE), hit.start)
    if verb := scene.grammar.pattern("voice.passive").search(before):
        before = before[: verb.start()]
    return bool(scene.grammar.pattern("victims.own").search(before))


def _gender(scene: Scene, hit: Hit) -> str:
    """The gender that a verb shows of its subject: 'осуждена' is said of a woman; '' where it shows none."""
    if not scene.grammar.get("voice.free") or not (hit.side == "subject" or _participle(scene, hit)):
        return ""
    match = scene.grammar.pattern("voice.gender").search(scene.words(hit.start, hit.end).partition(" ")[0])
    return str(match.lastgroup) if match and match.lastgroup != "p" else ""


def _side(scene: Scene, hit: Hit, clause: Clause) -> tuple[int, int]:
    """Where a noun for the one concerned may stand: the clause, or the side of the verb that counts."""
    if scene.grammar.get("voice.free"):
        return max(clause.start, hit.start - _ROLE), min(clause.end, hit.end + _ROLE)
    if hit.side == "object" and not passive(scene, hit, clause):
        return hit.end, min(clause.end, hit.end + _ROLE)
    return max(clause.start, hit.start - _ROLE), hit.start


def of_kin(scene: Scene, hit: Hit, clause: Clause) -> bool:
    """Whether it is the brother or colleague of someone: 'her father was dismissed'."""
    if hit.side == "object" and not scene.grammar.get("voice.free") and not passive(scene, hit, clause):
        near = scene.words(hit.end, hit.end + 30)
        return bool(scene.grammar.pattern("victims.kin").match(near.lstrip()))
    kin = [*scene.grammar.pattern("victims.kin").finditer(scene.page.text, clause.start, hit.start)]
    if not kin and scene.grammar.get("voice.free"):
        kin = [*scene.grammar.pattern("victims.kin").finditer(scene.page.text, hit.end, min(clause.end, hit.end + 30))]
    gap = scene.page.text[kin[-1].end() : hit.start] if kin else ""
    return bool(kin) and len(gap) < _KIN and not any(sign in gap for sign in ",;:–—")


def _counted(scene: Scene, hit: Hit) -> list[Occurrence]:
    """Those named after their number: 'nine more people, among them the blogger A'."""
    crowd = scene.grammar.pattern("pronouns.crowd").search(scene.words(hit.end, hit.end + _NUMBERED))
    return _listed(scene, hit) if crowd and hit.side == "object" else []


def _listed(scene: Scene, hit: Hit) -> list[Occurrence]:
    """Those of a crowd who are named after it: 'two workers: A and B', 'nine people, among them C'."""
    page, after = scene.page, scene.people(hit.end, scene.sentence.end)
    if after and scene.grammar.pattern("victims.listed").fullmatch(page.text, hit.end, after[0].start):
        return chain(scene, after[0], after)
    number = page.places.at(scene.sentence.start) + 1
    if number < len(page.sentences) and page.sentences[number].paragraph == scene.sentence.paragraph:
        there = Scene(page, page.sentences[number])
        if scene.grammar.pattern("victims.among").match(page.text, there.sentence.start):
            people = there.people(there.sentence.start, there.sentence.end)
            return chain(there, people[0], people) if people else []
    return []


def _crowd(scene: Scene, hit: Hit, clause: Clause) -> bool:
    """Whether the one concerned is somebody without a name: people counted, 'the team', a relative."""
    grammar, after = scene.grammar, scene.words(hit.end, min(clause.end, hit.end + 40))
    before = scene.words(max(clause.start, hit.start - 60), hit.start)
    fixed = not grammar.get("voice.free")
    if fixed and hit.side == "object" and not passive(scene, hit, clause):
        return bool(after.strip(" .,;:")) and not grammar.pattern("pronouns.definite").match(after.strip())
    near = before if fixed else f"{before}{scene.words(hit.start, hit.end)}{after}"
    if hit.side == "subject" and grammar.pattern("pronouns.counted").search(
        scene.words(clause.start, hit.end + _COUNTED)
    ):
        return True
    return bool(grammar.pattern("pronouns.crowd").search(near)) and not grammar.pattern("pronouns.definite").search(
        near
    )


def _late(scene: Scene, hit: Hit, clause: Clause) -> list[Occurrence]:
    """The subject of two verbs that stands after the second: 'была освобождена и вернулась Анна'."""
    if not scene.grammar.get("voice.free") or not (hit.side == "subject" or _participle(scene, hit)):
        return []
    if scene.people(scene.sentence.start, hit.start):
        return []
    after = [one for one in scene.people(clause.end, clause.end + _BESIDE) if scene.direct(one)]
    return [one for one in after[:1] if " " in scene.page.by_key[one.key].name]


def suffers(scene: Scene, hit: Hit, clause: Clause) -> bool:
    """Whether those concerned stand before the verb."""
    return _participle(scene, hit) if scene.grammar.get("voice.free") else passive(scene, hit, clause)


def _of_noun(scene: Scene, hit: Hit, clause: Clause) -> tuple[list[Occurrence], float]:
    """After a noun stands a genitive, before it a possessive."""
    at = hit.end
    near = scene.people(at, at + _BESIDE)
    gap = scene.words(at, near[0].start) if near else ""
    if not near and (imposed := scene.grammar.pattern("victims.imposed").search(scene.words(at, at + _BESIDE))):
        at += imposed.end()
        near = scene.people(at, at + _BESIDE)
        gap = scene.words(at, near[0].start) if near else ""
    if (
        near
        and (at > hit.end or _governing(scene, hit, gap))
        and not scene.grammar.pattern("victims.blocked").search(gap)
        and gap.count(",") < 2
    ):
        return chain(scene, near[0], scene.people(near[0].start, hit.end + 400)), 0.8
    before = scene.words(max(clause.start, hit.start - 24), hit.end).split()[:-1]
    match = scene.grammar.pattern("pronouns.all").fullmatch(before[-1]) if before else None
    if match or (
        hit.end - hit.start > 8
        and (match := scene.grammar.pattern("pronouns.all").match(scene.words(hit.start, hit.end)))
    ):
        return referred(scene, match, hit.start), 0.7
    inside = [one for one in scene.people(clause.start, clause.end) if not scene.direct(one)]
    return (inside[-1:] if scene.grammar.get("voice.free") else []), 0.6


def _governing(scene: Scene, hit: Hit, gap: str) -> bool:
    """Whether a noun governs what comes after it: where word order is fixed, by a preposition, but for a participle."""
    words = scene.words(hit.start, hit.end)
    if scene.grammar.pattern("victims.imposed").search(gap):
        return True
    return bool(scene.grammar.get("voice.free") or words.endswith("ed") or _LAST.search(words) or _OF.match(gap))


def _free(scene: Scene, hit: Hit, clause: Clause) -> list[Occurrence]:
    """Where word order is free: subjects stand in the base form, objects do not; the nearest one counts."""
    near = scene.people(max(clause.start, hit.start - _REACH), min(clause.end, hit.end + _REACH))
    if not near:
        return []
    passive = hit.side == "subject" or _participle(scene, hit)
    fitting = [one for one in near if scene.direct(one) is (passive and not _oblique(scene, hit))]
    if passive and (gender := _gender(scene, hit)):
        fitting = [one for one in fitting if scene.page.by_key[one.key].gender in ("", gender)]
    if not fitting and not passive:
        near = [one for one in near if not _acting(scene, hit, one)]
    if not near:
        return []
    if (
        not fitting
        and hit.side == "object"
        and not passive
        and scene.grammar.pattern("pronouns.all").search(scene.words(clause.start, clause.end))
    ):
        return []
    best = min(fitting or near, key=lambda one: _distance(hit, one) + scene.weight(one))
    return whole_chain(scene, best)


def _acting(scene: Scene, hit: Hit, one: Occurrence) -> bool:
    """Whether a name is the subject of an active verb after it: 'Колипова огласила приговор'."""
    verb = scene.words(hit.start, hit.end).partition(" ")[0]
    if one.start > hit.start or not scene.grammar.pattern("voice.singular").search(verb):
        return False
    return scene.direct(one) and bool(scene.page.by_key[one.key].gender)


def _participle(scene: Scene, hit: Hit) -> bool:
    words = scene.words(hit.start, hit.end).split()
    return bool(words) and bool(scene.grammar.pattern("voice.participle").search(words[0]))


def _oblique(scene: Scene, hit: Hit) -> bool:
    """Whether a participle stands in another case than a subject: 'маці асуджанага' is not the one convicted."""
    verb = scene.words(hit.start, hit.end).partition(" ")[0]
    return bool(scene.grammar.pattern("voice.oblique").search(verb))


def _distance(hit: Hit, one: Occurrence) -> int:
    if one.start >= hit.end:
        return one.start - hit.end
    return 0 if one.end > hit.start else hit.start - one.end


def _fixed(scene: Scene, hit: Hit, clause: Clause) -> list[Occurrence]:
    """Where word order is fixed: the subject of a passive stands before the verb, the object after it."""
    inside = scene.people(hit.start, hit.end)
    if inside:
        return whole_chain(scene, inside[0])
    if hit.side == "object" and not passive(scene, hit, clause):
        return _object(scene, hit, clause)
    before = scene.people(max(clause.start, hit.start - _REACH), hit.start)
    if not before:
        court = scene.grammar.pattern("victims.office").search(scene.words(clause.start, hit.start))
        told = scene.grammar.pattern("voice.passive").search(scene.words(clause.start, hit.start))
        return _object(scene, hit, clause) if court and not told and hit.side == "object" else []
    gap = scene.words(before[-1].end, hit.start)
    if re.search(r"’s\s|'s\s", gap[:3]) and not re.match(r"[’']s\s+(?:\w+\s+)?(?:home|house|flat|office|apart)", gap):
        return []
    return chain_back(scene, before)


def passive(scene: Scene, hit: Hit, clause: Clause) -> bool:
    """Whether the one concerned is the subject."""
    before = scene.words(max(clause.start, hit.start - 60), hit.start)
    if scene.grammar.pattern("voice.passive").search(before):
        return True
    if _LAST.search(scene.words(hit.start, hit.end)):
        return True
    after = scene.words(hit.end, hit.end + 60)
    if scene.grammar.pattern("pronouns.object").search(after):
        return False
    return bool(scene.grammar.pattern("voice.reduced").search(after))


def _object(scene: Scene, hit: Hit, clause: Clause) -> list[Occurrence]:
    after = scene.people(hit.end, min(clause.end, hit.end + _REACH))
    if not after:
        return []
    gap = scene.words(hit.end, after[0].start)
    if scene.grammar.pattern("victims.blocked").search(gap) or scene.grammar.pattern("pronouns.object").search(gap):
        return []
    return chain(scene, after[0], scene.people(after[0].start, hit.end + 600))


def _pronoun(scene: Scene, hit: Hit, clause: Clause) -> list[Occurrence]:
    """Whom the pronoun nearest to the trigger stands for."""
    pattern = scene.grammar.pattern("pronouns.all")
    low, high = clause.start, min(clause.end, hit.end + 60)
    matches = list(pattern.finditer(scene.page.text, low, high))
    if not matches:
        return []
    matches = [
        one for one in matches if not scene.grammar.pattern("pronouns.among").search(scene.words(low, one.start()))
    ]
    if not matches:
        return []
    best = min(matches, key=lambda one: hit.start - one.end() if one.end() <= hit.start else one.start() - hit.end + 1)
    return referred(scene, best, best.start())


def _antecedent(scene: Scene, clause: Clause) -> list[Occurrence]:
    """Of whom a relative clause speaks: the person right before it, or before an apposition."""
    before = scene.people(clause.start - 80, clause.start)
    gap = scene.words(before[-1].end, clause.start) if before else ""
    return before[-1:] if before and (len(gap) < 3 or gap.startswith(",")) else []
