"""Which source has a text like this one already. Candidates come by index from the texts' traits; what they are is measured on the texts.

A short text joins another only if its words are equal and they are of one day, for 'Released today' on two days is two facts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from khronika.desk.sources.alike import LEAST, PERHAPS, SHORT, Verdict, compare, traits
from khronika.desk.sources.models import Capture, Likeness, Source, TextVersion, Trait

CANDIDATES = 8
_ASKED = 500


@dataclass(frozen=True, slots=True)
class Known:
    """A text that is kept: its source, its words, and the day it is of ('' where that is not known)."""

    source: Source
    text: str
    day: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a text: the source it joins, or the one it perhaps belongs to, and its own traits."""

    traits: tuple[int, ...]
    joined: Source | None = None
    perhaps: Source | None = None
    verdict: Verdict | None = None
    day: str = ""

    def likeness(self, capture: Capture) -> Likeness | None:
        """The row that says so, None where nothing like it was found."""
        other = self.joined or self.perhaps
        if other is None or self.verdict is None:
            return None
        state = Likeness.State.JOINED if self.joined else Likeness.State.OFFERED
        return Likeness(
            capture=capture,
            other=other,
            own=None if self.joined else capture.source,
            ratio=self.verdict.ratio,
            differs=[list(each) for each in self.verdict.differs],
            state=state,
            at=timezone.now(),
        )


class Near:
    """The texts like those of one portion; asks the database once for all of them, and knows those of the portion itself."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.traits = {text: tuple(traits(text)) for text in texts if len(text) >= LEAST}
        self.versions: dict[int, set[int]] = defaultdict(set)
        wanted = list({each for found in self.traits.values() for each in found})
        for asked in _portions(wanted):
            for value, version in Trait.objects.filter(value__in=asked).values_list("value", "version_id"):
                self.versions[value].add(version)
        self.local: dict[int, list[Known]] = defaultdict(list)
        self.texts: dict[int, Known] = {}

    def find(self, text: str, published: str = "") -> Found:
        """What is known like a text."""
        own, day = self.traits.get(text, ()), published[:10]
        best = Found(own, day=day)
        for known in self._candidates(own):
            verdict = compare(known.text, text)
            if verdict.same and _joins(text, day, known):
                return Found(own, joined=known.source, verdict=verdict, day=day)
            if verdict.ratio >= PERHAPS and (best.verdict is None or verdict.ratio > best.verdict.ratio):
                best = Found(own, perhaps=known.source, verdict=verdict, day=day)
        return best

    def learn(self, found: Found, source: Source, text: str) -> None:
        """Remember a text of this portion, which is not in the database yet."""
        if found.joined is None:
            for value in found.traits:
                self.local[value].append(Known(source, text, found.day))

    def _candidates(self, own: Sequence[int]) -> Iterator[Known]:
        yield from {each.source.id: each for value in own for each in self.local.get(value, ())}.values()
        shared = Counter(version for value in own for version in self.versions.get(value, ()))
        wanted = [version for version, _ in shared.most_common(CANDIDATES)]
        self._load([version for version in wanted if version not in self.texts])
        yield from (self.texts[version] for version in wanted if version in self.texts)

    def _load(self, wanted: Sequence[int]) -> None:
        found = TextVersion.objects.filter(pk__in=wanted, capture__joined=False).select_related("capture__source")
        for each in found if wanted else ():
            day = each.capture.published or each.capture.source.published
            self.texts[each.pk] = Known(each.capture.source, each.text, day[:10])


def _joins(text: str, day: str, known: Known) -> bool:
    return len(text) >= SHORT or not day or not known.day or day == known.day


def _portions(values: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(values), _ASKED):
        yield values[start : start + _ASKED]
