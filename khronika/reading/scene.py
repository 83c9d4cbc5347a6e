"""A sentence as the search for the ones concerned sees it: who is named there and neither judges, prosecutes, tells nor
does it.
"""

from dataclasses import dataclass

from khronika.reading.grammar import Grammar, load
from khronika.reading.page import Occurrence, Page
from khronika.reading.sentences import Sentence

_PRONOUN = 6
_BEFORE = 90
"""Characters before a name in which its office may stand."""
_AFTER = 40
_BESIDE = 70


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

    def owner(self, one: Occurrence) -> bool:
        """Whether a name only tells whose somebody is: 'Petrov's wife Anna'."""
        return self.page.text[one.end : one.end + 2] in ("’s", "'s")

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
        before = self.page.text[max(self.sentence.start, one.start - _BEFORE) : one.start]
        return not any(
            self.grammar.pattern(path).search(before) for path in ("persons.official", "victims.official", "victims.by")
        )

    def weight(self, one: Occurrence) -> int:
        """A lone word that nothing shows to be a person counts as farther away."""
        entity = self.page.by_key[one.key]
        return 0 if " " in entity.name or entity.gender else _BESIDE

    def telling(self, one: Occurrence) -> bool:
        """Whether a person only says something there."""
        after = self.page.text[one.end : min(self.sentence.end, one.end + _AFTER)]
        return bool(self.grammar.pattern("victims.telling").match(after))

    def direct(self, one: Occurrence) -> bool:
        """Whether a name stands in its base form, as a subject does."""
        return self.page.text[one.start : one.end].split()[-1] == self.page.by_key[one.key].name.split()[-1]


def chain(scene: Scene, first: Occurrence, others: list[Occurrence]) -> list[Occurrence]:
    """The persons joined with the first by commas and 'and', going on."""
    kept, join = [first], scene.grammar.pattern("victims.join")
    for one in others:
        if scene.owner(one):
            continue
        if one.start >= kept[-1].end and one.start - kept[-1].end < 120:
            if not join.fullmatch(scene.page.text, kept[-1].end, one.start):
                break
            kept.append(one)
    return kept


def chain_back(scene: Scene, earlier: list[Occurrence]) -> list[Occurrence]:
    """The persons joined with the last one by commas and 'and', going back."""
    kept, join = [earlier[-1]], scene.grammar.pattern("victims.join")
    whole = [one for one in scene.people(scene.sentence.start, earlier[-1].start) if not scene.owner(one)]
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
