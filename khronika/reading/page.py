"""A text with what is found first: sentences, entities, dates. Every later rule looks at a page and at nothing
else.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from khronika.reading.dates import Moment
from khronika.reading.digest import is_digest
from khronika.reading.grammar import Grammar, load
from khronika.reading.model import Entity, Span
from khronika.reading.sentences import Places, Sentence

_HEADLINE = 180


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One mention of an entity in its place."""

    start: int
    end: int
    key: str
    kind: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence with one verb of its own."""

    start: int
    end: int


@dataclass(frozen=True)
class Page:
    """A text, its sentences, entities and dates."""

    text: str
    language: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    moments: tuple[Moment, ...]
    published: str = ""

    @property
    def grammar(self) -> Grammar:
        """The grammar of the main language."""
        return load(self.language)

    @cached_property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """All mentions in the order of the text."""
        found = [Occurrence(s.start, s.end, e.key, e.kind) for e in self.entities for s in e.spans]
        return tuple(sorted(found, key=lambda one: (one.start, one.end)))

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.occurrences]

    @cached_property
    def _moment_starts(self) -> list[int]:
        return [one.span.start for one in self.moments]

    @cached_property
    def places(self) -> Places:
        """Finds the sentence of a position."""
        return Places(self.sentences)

    @cached_property
    def by_key(self) -> dict[str, Entity]:
        """The entities by their keys."""
        return {entity.key: entity for entity in self.entities}

    @cached_property
    def digest(self) -> bool:
        """Whether the text is a list of items that have nothing to do with each other."""
        spans = self.by_key[self.main[0].key].spans if self.main else ()
        of_one = {self.sentence(span.start).paragraph for span in spans}
        naming = {self.sentence(one.start).paragraph for one in self.occurrences if one.kind == "Person"}
        return is_digest(self.text, self.paragraphs, len(of_one), len(naming))

    @cached_property
    def main(self) -> list[Occurrence]:
        """The person of whom the text speaks most, by a first mention."""
        people = [one for one in self.entities if one.kind == "Person" and one.spans]
        best = max(people, key=lambda one: (len(one.spans), -one.spans[0].start), default=None)
        return [Occurrence(best.spans[0].start, best.spans[0].end, best.key, best.kind)] if best else []

    @cached_property
    def free(self) -> dict[int, bool]:
        """Which mentions, by their places, are known to act by no office; filled as they are asked for."""
        return {}

    @cached_property
    def headline(self) -> int:
        """Where the headline ends; 0 for a text that opens with a paragraph of its own."""
        first = self.paragraphs[0] if len(self.paragraphs) > 1 else Span(0, 0)
        return first.end if first.end - first.start < _HEADLINE else 0

    @cached_property
    def parts(self) -> dict[int, tuple[Clause, ...]]:
        """The clauses of the sentences, by where these begin; filled as they are asked for."""
        return {}

    @cached_property
    def begun(self) -> dict[int, Any]:
        """The words of the sentences with which triggers may begin, by where the sentences begin; filled as they are
        asked for.
        """
        return {}

    @cached_property
    def _lower(self) -> dict[int, tuple[str, ...]]:
        return {}

    def lower(self, sentence: Sentence) -> tuple[str, ...]:
        """The words of a sentence in lower case, with one kind of apostrophe."""
        found = self._lower.get(sentence.start)
        if found is None:
            found = sentence.lowers
            if "’" in self.text or "ʼ" in self.text:
                found = tuple([word.replace("’", "'").replace("ʼ", "'") for word in found])
            self._lower[sentence.start] = found
        return found

    def apart(self, one: int, other: int) -> bool:
        """Whether two paragraphs have nothing to do with each other."""
        return one != other and self.digest

    def within(self, start: int, end: int, *kinds: str) -> list[Occurrence]:
        """The mentions that begin in a stretch, of the kinds given."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [one for one in self.occurrences[low:high] if not kinds or one.kind in kinds]

    def dated(self, start: int, end: int) -> list[Moment]:
        """The dates that begin in a stretch."""
        low, high = bisect_left(self._moment_starts, start), bisect_left(self._moment_starts, end)
        return list(self.moments[low:high])

    def named(self, position: int) -> bool:
        """Whether a place of the text is inside the name of a body or a campaign."""
        low = bisect_left(self._starts, position)
        return any(
            one.start < position < one.end and one.kind in ("Organization", "Campaign")
            for one in self.occurrences[max(0, low - 3) : low]
        )

    def sentence(self, position: int) -> Sentence:
        """The sentence that holds a position."""
        return self.sentences[self.places.at(position)]

    def of(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span.start : span.end]
