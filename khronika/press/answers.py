"""What an editor said of names that the sweep found, by the text they stand in. A text is asked about once for a person; other
words are asked about anew.

Texts are known by a keyed digest: whoever holds the database alone cannot tell which they were.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from khronika.desk.claims.models import Alarm
from khronika.desk.opened import current
from khronika.home import Home
from khronika.press.sweep import Hit

PURPOSE = "alarms"
WORDS = 60  # letters shown before and after a name
SHOWN = 3  # places of one text that are shown


@dataclass(frozen=True, slots=True)
class Seen:
    """A name with the words around it."""

    before: str
    name: str
    after: str


@dataclass(frozen=True, slots=True)
class Question:
    """A text in which withheld people may be named and nobody has said what to do.

    `places` say what the text is of: a claim, a passage, a source (its title, publisher or address), the whole `text` of a
    source, or a file of the edition. `records` are all people who may be meant.
    """

    digest: str
    places: tuple[str, ...]
    records: tuple[str, ...]
    seen: tuple[Seen, ...]

    @property
    def key(self) -> str:
        """What to call it by; made anew where other people may be meant."""
        return hashlib.sha256(" ".join((self.digest, *self.records)).encode()).hexdigest()[:10]

    @property
    def filed(self) -> bool:
        """Whether it stands in a file only, so that nothing can be replaced or withheld."""
        return all(place.startswith("file ") for place in self.places)


class Answers:
    """The latest answer for each text and person."""

    def __init__(self, key: bytes = b"", known: Mapping[tuple[str, str], str] | None = None) -> None:
        self._key, self._known = key, known or {}

    @classmethod
    def of(cls, home: Home | None) -> "Answers":
        """Those of a home; none without one."""
        if home is None:
            return cls()
        rows = Alarm.objects.order_by("decision_id", "pk").values_list("digest", "record_id", "answer")
        return cls(home.derive(PURPOSE), {(digest, record): answer for digest, record, answer in rows})

    @classmethod
    def now(cls) -> "Answers":
        """Those of the home that this process has opened."""
        return cls.of(current())

    def digest(self, text: str) -> str:
        """By which a text is known."""
        return hmac.digest(self._key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()

    def said(self, digest: str, record: str) -> str | None:
        """The answer for a text and a person."""
        return self._known.get((digest, record))

    def sort(self, digest: str, hits: Iterable[Hit]) -> "Sorted":
        """Hits of a text by what was said of them. Whoever was not judged counts as meant."""
        found = Sorted([], [], [])
        for hit in hits:
            said = {record: self._known.get((digest, record)) for record in hit.records}
            if all(answer == Alarm.Answer.FALSE for answer in said.values()):
                found.kept.append(hit)
                continue
            found.gone.append(hit)
            if not {Alarm.Answer.REPLACE, Alarm.Answer.WITHHOLD}.intersection(said.values()):
                left = tuple(record for record, answer in said.items() if answer is None)
                found.open.append(Hit(hit.start, hit.end, left))
        return found


@dataclass(frozen=True, slots=True)
class Sorted:
    """Hits that nobody withheld is meant by, that are taken out, and among these the ones that nobody has judged."""

    kept: list[Hit]
    gone: list[Hit]
    open: list[Hit]


def asked(digest: str, place: str, text: str, hits: Iterable[Hit]) -> Question:
    """A question about some hits of a text."""
    found = list(hits)
    records = tuple(sorted({record for hit in found for record in hit.records}))
    return Question(digest, (place,), records, tuple(look(text, hit) for hit in found[:SHOWN]))


def look(text: str, hit: Hit) -> Seen:
    """A hit with the words around it."""
    start, end = max(0, hit.start - WORDS), hit.end + WORDS
    before, after = text[start : hit.start], text[hit.end : end]
    return Seen(("…" if start else "") + before, text[hit.start : hit.end], after + ("…" if end < len(text) else ""))
