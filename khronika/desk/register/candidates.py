"""Who may be meant by a name: records whose live names resemble it, best first, each with the reason in words.

The index follows the register by ledger entries, so that asking again costs nothing when nothing changed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from khronika.desk.claims.models import Claim
from khronika.desk.claims.portions import portions
from khronika.desk.ledger.append import head
from khronika.desk.register import remembered
from khronika.desk.register.models import Name
from khronika.names import NameIndex, compare
from khronika.names.model import Kind

KINDS: Mapping[str, Kind] = {
    "Person": "person",
    "Place": "place",
    "Organization": "organization",
    "Post": "organization",
    "LegalProvision": "organization",
    "Group": "organization",
    "Event": "organization",
    "Campaign": "organization",
    "Observance": "organization",
    "Mechanism": "organization",
    "Session": "organization",
}
NUMBERED = ("LegalProvision", "Session")  # told apart by their numbers: '36th session' is not the 37th

KEPT = 2_000  # records with fresh names from which the index is kept, so that the next start need not make it again


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be meant: `score` 0 to 1, `reason` in words."""

    record: str
    name: str
    score: float
    reason: str


class _Index:
    """The names of one kind of record as known after a ledger entry."""

    def __init__(self, kind: str) -> None:
        self.kind, self.entry, self.lock = kind, 0, Lock()
        self.version = 0  # another whenever a name is
        self.index = NameIndex(KINDS[kind])
        self.names: dict[str, tuple[str, ...]] = {}

    def follow(self) -> None:
        """Bring the index up to the ledger's end, from what was kept of it where there is any."""
        number, _ = head()
        with self.lock:
            if number == self.entry:
                return
            if not self.entry and (kept := remembered.load(self.kind, number)):
                self.entry, self.names, self.index = kept.entry, kept.names, kept.index
            changed = _named_since(self.kind, self.entry)
            self.renew(changed)
            self.entry = number
            self.version += bool(changed) or not self.version
            if len(changed) >= KEPT:
                remembered.keep(self.kind, remembered.Kept(number, self.names, self.index))

    def renew(self, records: set[str]) -> None:
        """Take the names of some records anew, all at once: an index is made of many quicker than of one after another."""
        for record in self.names.keys() & records:
            self.index.remove(record)
        found: dict[str, list[str]] = {record: [] for record in records}
        for group in portions(records):
            rows = Name.objects.filter(claim__subject__in=group).order_by("claim__known_from")
            for record, name, until in rows.values_list("claim__subject_id", "text", "claim__known_until"):
                if until is None:  # asked for it, the database would go through all that is known for every group
                    found[record].append(name)
        self.names.update((record, tuple(names)) for record, names in found.items())
        self.index.extend((record, name) for record in sorted(records) for name in self.names[record])


def _named_since(kind: str, entry: int) -> set[str]:
    """Records of a kind of which a name was recorded or ended after a ledger entry.

    What is new is found by when it was decided: asked for names of a kind too, the database would go through all of them.
    """
    if not entry:
        every = Name.objects.filter(claim__subject__kind=kind)
        return set(every.values_list("claim__subject_id", flat=True))
    new = (Claim.objects.filter(known_from__gt=entry), Claim.objects.filter(known_until__gt=entry))
    rows = (row for found in new for row in found.order_by().values_list("subject_id", "kind", "subject__kind"))
    return {record for record, claim, its in rows if (claim, its) == ("Name", kind)}


_indexes: dict[str, _Index] = {}


def candidates(kind: str, name: str, *, limit: int = 5, language: str = "en") -> list[Candidate]:
    """Records of that kind that a name may mean, best first.

    `kind` is a record kind that has names. Scores below 0.3 are left out.
    """
    index = _indexes.setdefault(kind, _Index(kind))
    index.follow()
    with index.lock:  # what is searched may not change meanwhile
        matches = index.index.search(name, k=limit)
    found = []
    for match in matches:
        if match.score >= 0.3 and index.names.get(match.id) and _compatible(kind, name, index.names[match.id]):
            best = max(index.names[match.id], key=lambda known: compare(name, known, KINDS[kind]).score)
            reasons = compare(name, best, KINDS[kind], language=language).reasons
            found.append(Candidate(match.id, index.names[match.id][0], match.score, "; ".join(reasons)))
    return found


def known(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The live names of all records of a kind; a record whose names changed has another tuple than before."""
    index = _indexes.setdefault(kind, _Index(kind))
    index.follow()
    return index.names


def version(kind: str) -> int:
    """A number that is another whenever `known` would answer otherwise."""
    index = _indexes.setdefault(kind, _Index(kind))
    index.follow()
    return index.version


def made(kind: str) -> bool:
    """Whether the names of a kind were gathered once, so that asking for them is quick."""
    return kind in _indexes and _indexes[kind].entry > 0


def _compatible(kind: str, name: str, known: tuple[str, ...]) -> bool:
    """Whether a name may be one of those known: legal provisions and sessions differ if any of their numbers do."""
    return kind not in NUMBERED or any(_numbers(name) == _numbers(each) for each in known)


def _numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:[.-]\d+)*", text))


def forget() -> None:
    """Forget all indexes; for a process that changes homes, as tests do."""
    _indexes.clear()
