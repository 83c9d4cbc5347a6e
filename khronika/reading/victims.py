"""To whom a sentence does something. A trigger tells on which side of it the one concerned stands; where word order
is free, the case of the name decides; where the sentence has only a pronoun or nothing, it is the one spoken of before.
"""

import re
from dataclasses import dataclass

from khronika.reading.grammar import Grammar, load
from khronika.reading.page import Clause, Occurrence, Page
from khronika.reading.sentences import Sentence
from khronika.reading.triggers import Hit

_REACH = 170
_BACK = 900
_PRONOUN = 6
_BESIDE = 70
_SENTENCES = 6
_PAIR = 2
_KIN = 25
_FEW = 6
_LAST = re.compile(r"(?:^|\s)(?:from|for|to|in|by|with|of|on|at|under|over|as|after|without|against|about)$")


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence of a page as the search for the ones concerned sees it."""

    page: Page
    sentence: Sentence

    @property
    def grammar(self) -> Grammar:
        """The grammar of the sentence."""
        return load(self.sentence.language)

    def words(self, start: int, end: int) -> str:
        """The text between two places of the sentence."""
        return self.page.text[max(start, self.sentence.start) : min(end, self.sentence.end)]

    def people(self, start: int, end: int, *kinds: str) -> list[Occurrence]:
        """Those named in a stretch who do not act there by their office."""
        low, high = max(start, self.sentence.start), min(end, self.sentence.end)
        return [one for one in self.page.within(low, high, *(kinds or ("Person",))) if self.free(one)]

    def free(self, one: Occurrence) -> bool:
        """Whether a person is neither a judge nor the one who did or said it, nor a pronoun taken for a name."""
        known = self.page.free.get(one.start)
        if known is None:
            known = self.page.free[one.start] = self._free(one)
        return known

    def _free(self, one: Occurrence) -> bool:
        if one.end - one.start < _PRONOUN and self.grammar.pattern("pronouns.all").fullmatch(
            self.page.text, one.start, one.end
        ):
            return False
        before = self.page.text[max(self.sentence.start, one.start - 60) : one.start]
        return not any(
            self.grammar.pattern(path).search(before) for path in ("persons.official", "victims.official", "victims.by")
        )

    def direct(self, one: Occurrence) -> bool:
        """Whether a name stands in its base form, as a subject does."""
        return self.page.text[one.start : one.end].split()[-1] == self.page.by_key[one.key].name.split()[-1]


def found(scene: Scene, hit: Hit, clause: Clause, earlier: list[Occurrence]) -> tuple[list[Occurrence], float]:
    """Those whom a trigger concerns, with how sure that is; `earlier` are those of the trigger before in the
    sentence.
    """
    if hit.side == "noun":
        return _of_noun(scene, hit, clause)
    named = _free(scene, hit, clause) if scene.grammar.get("voice.free") else _fixed(scene, hit, clause)
    if named:
        return named, 0.85
    if of_kin(scene, hit, clause):
        return [], 0.6
    if spoken := _pronoun(scene, hit, clause):
        return spoken, 0.75
    if scene.grammar.pattern("victims.relative").search(scene.words(clause.start, clause.start + 30)):
        return _antecedent(scene, clause), 0.75
    if late := _late(scene, hit, clause):
        return late, 0.7
    if _crowd(scene, hit, clause):
        return _listed(scene, hit), 0.7
    if earlier:
        return earlier, 0.7
    return topic(scene, hit.start), 0.55


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
    near = scene.people(hit.end, hit.end + _BESIDE)
    gap = scene.words(hit.end, near[0].start) if near else ""
    if not near and (
        imposed := scene.grammar.pattern("victims.imposed").search(scene.words(hit.end, hit.end + _BESIDE))
    ):
        at = hit.end + imposed.end()
        near = scene.people(at, at + _BESIDE)
        gap = scene.words(at, near[0].start) if near else ""
    if near and not scene.grammar.pattern("victims.blocked").search(gap) and gap.count(",") < 2:
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


def _free(scene: Scene, hit: Hit, clause: Clause) -> list[Occurrence]:
    """Where word order is free: subjects stand in the base form, objects do not; the nearest one counts."""
    near = scene.people(max(clause.start, hit.start - _REACH), min(clause.end, hit.end + _REACH))
    if not near:
        return []
    passive = hit.side == "subject" or _participle(scene, hit)
    fitting = [one for one in near if scene.direct(one) is passive]
    if (
        not fitting
        and hit.side == "object"
        and not passive
        and scene.grammar.pattern("pronouns.all").search(scene.words(clause.start, clause.end))
    ):
        return []
    best = min(fitting or near, key=lambda one: _distance(hit, one) + _weight(scene, one))
    return whole_chain(scene, best)


def _participle(scene: Scene, hit: Hit) -> bool:
    words = scene.words(hit.start, hit.end).split()
    return bool(words) and bool(scene.grammar.pattern("voice.participle").search(words[0]))


def _weight(scene: Scene, one: Occurrence) -> int:
    """A lone word that nothing shows to be a person counts as farther away."""
    entity = scene.page.by_key[one.key]
    return 0 if " " in entity.name or entity.gender else _BESIDE


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
        return []
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
    best = min(matches, key=lambda one: hit.start - one.end() if one.end() <= hit.start else one.start() - hit.end + 1)
    return referred(scene, best, best.start())


def referred(scene: Scene, match: re.Match[str], at: int) -> list[Occurrence]:
    """Whom a pronoun stands for: the last one spoken of with a fitting gender, or several for 'they'."""
    kind = next(name for name in "fmpi" if match[name])
    if kind == "i":
        return speaker(scene)
    held = topic(scene, at, kind)
    return _several(scene, at, held) if kind == "p" and len({one.key for one in held}) < _PAIR else held


def _several(scene: Scene, at: int, held: list[Occurrence]) -> list[Occurrence]:
    """Whom 'all three' stands for where no sentence names several: those of the paragraph so far."""
    page, paragraph = scene.page, scene.sentence.paragraph
    first = next((one.start for one in page.sentences if one.paragraph == paragraph), at)
    found = {one.key: one for one in page.within(max(first, at - _BACK), at, "Person") if not _weight(scene, one)}
    return [*found.values()] if _PAIR <= len(found) <= _FEW else held


def speaker(scene: Scene) -> list[Occurrence]:
    """Who says 'I': the person who gives a name, or the one spoken of."""
    page = scene.page
    for one in page.occurrences:
        if one.kind == "Person" and scene.grammar.pattern("victims.speaker").search(
            page.text[max(0, one.start - 20) : one.start]
        ):
            return [one]
    return topic(scene, scene.sentence.start) or page.main


def topic(scene: Scene, at: int, gender: str = "") -> list[Occurrence]:
    """The one spoken of: the first person of the same sentence, or of the nearest one before in this part of the
    text.
    """
    page, number = scene.page, scene.page.places.at(scene.sentence.start)
    for back in range(_SENTENCES):
        if back > number or scene.sentence.start - page.sentences[number - back].start > _BACK:
            break
        sentence = page.sentences[number - back]
        if page.apart(scene.sentence.paragraph, sentence.paragraph):
            break
        here = Scene(page, sentence)
        end = at if back == 0 else sentence.end
        if kept := _fitting(here, here.people(sentence.start, end), gender):
            return kept
    return _fitting(scene, page.main, gender)[:1] if not page.digest else []


def _fitting(scene: Scene, people: list[Occurrence], gender: str) -> list[Occurrence]:
    people = [one for one in people if not _weight(scene, one)]
    if gender == "p":
        several = whole_chain(scene, people[0]) if people else []
        return several or people
    if gender:
        people = [one for one in people if scene.page.by_key[one.key].gender in ("", gender)]
    return people[:1]


def _antecedent(scene: Scene, clause: Clause) -> list[Occurrence]:
    """Of whom a relative clause speaks: the person right before it, or before an apposition."""
    before = scene.people(clause.start - 80, clause.start)
    gap = scene.words(before[-1].end, clause.start) if before else ""
    return before[-1:] if before and (len(gap) < 3 or gap.startswith(",")) else []


def group(page: Page, sentence: Sentence) -> list[Occurrence]:
    """Those whom 'each' stands for when the sentence names nobody: the persons of the nearest sentence before that
    names several.
    """
    number = page.places.at(sentence.start)
    for at in range(number - 1, max(-1, number - 4), -1):
        earlier = page.sentences[at]
        named = Scene(page, earlier).people(earlier.start, earlier.end)
        if len({one.key for one in named}) > 1 and sentence.paragraph - earlier.paragraph < 2:
            return named
    return []


def chain(scene: Scene, first: Occurrence, others: list[Occurrence]) -> list[Occurrence]:
    """The persons joined with the first by commas and 'and', going on."""
    kept, join = [first], scene.grammar.pattern("victims.join")
    for one in others:
        if one.start >= kept[-1].end and one.start - kept[-1].end < 120:
            if not join.fullmatch(scene.page.text, kept[-1].end, one.start):
                break
            kept.append(one)
    return kept


def chain_back(scene: Scene, earlier: list[Occurrence]) -> list[Occurrence]:
    """The persons joined with the last one by commas and 'and', going back."""
    kept, join = [earlier[-1]], scene.grammar.pattern("victims.join")
    whole = scene.people(scene.sentence.start, earlier[-1].start)
    for one in reversed(whole):
        if kept[0].start - one.end > 120 or not join.fullmatch(scene.page.text, one.end, kept[0].start):
            break
        kept.insert(0, one)
    return kept


def whole_chain(scene: Scene, one: Occurrence) -> list[Occurrence]:
    """The list of persons that one stands in."""
    return (
        chain(scene, chain_back(scene, [one])[0], scene.people(scene.sentence.start, scene.sentence.end))
        if one.start >= scene.sentence.start
        else [one]
    )
