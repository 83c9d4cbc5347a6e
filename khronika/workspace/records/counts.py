"""How many records of each kind have a live claim: counted once a process, then moved on by what the ledger says was touched.

Counting anew would take seconds in a register of a hundred thousand people, and each screen with the kinds on it shows it.
"""

from collections import Counter
from collections.abc import Collection
from threading import Lock

from django.db.models import Count, Exists, OuterRef, Q

from khronika.desk.claims.models import Claim, Record
from khronika.desk.claims.portions import portions
from khronika.desk.ledger.append import head
from khronika.desk.ledger.models import Entry


class _Counted:
    """The counts after a ledger entry, by its number and digest: another chain is counted anew."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.entry: tuple[int, str] | None = None
        self.lock = Lock()

    def follow(self) -> dict[str, int]:
        """The counts now."""
        with self.lock:
            newest = head()
            if newest == self.entry:
                return dict(self.counts)
            if self.entry and self.entry[0] and Entry.objects.filter(number=self.entry[0], digest=self.entry[1]):
                self._move(self.entry[0])
            else:
                self.counts = _anew()
            self.entry = newest
            return dict(self.counts)

    def _move(self, since: int) -> None:
        touched = Claim.objects.filter(Q(known_from__gt=since) | Q(known_until__gt=since))
        ids = set(touched.values_list("subject_id", flat=True))
        before = Q(known_from__lte=since) & (Q(known_until=None) | Q(known_until__gt=since))
        self.counts.update(_kinds(ids, Q(known_until=None)))
        self.counts.subtract(_kinds(ids, before))


def _anew() -> Counter[str]:
    """All records but those without a live claim, which are few: their kinds need not be looked up for all others."""
    live = Claim.objects.filter(subject=OuterRef("pk"), known_until=None)
    every = Record.objects.order_by().values_list("kind").annotate(count=Count("pk"))
    found = Counter(dict(every))
    found.subtract(dict(every.exclude(Exists(live))))
    return found


def _kinds(ids: Collection[str], so: Q) -> Counter[str]:
    """The kinds of those of some records that have a claim of which something is so."""
    found: Counter[str] = Counter()
    for group in portions(ids):
        its = Claim.objects.filter(so, subject__in=group).values("subject")
        rows = Record.objects.filter(id__in=its).order_by().values_list("kind")
        found.update(dict(rows.annotate(count=Count("pk"))))
    return found


_counted = _Counted()


def counts() -> dict[str, int]:
    """The number of records with a live claim, by kind."""
    return _counted.follow()
