"""The ledger checked against everything that vouches for it: its own chain, what is kept beside it, and the newest signed edition."""

import hmac
from collections.abc import Iterator

from django.db.models import Model

from khronika.desk.accounts.models import Change
from khronika.desk.claims.erase import destroyed
from khronika.desk.claims.models import Decision
from khronika.desk.ledger import chain
from khronika.desk.ledger.append import head
from khronika.desk.ledger.models import Entry
from khronika.desk.ledger.verify import Break, breaks
from khronika.desk.sources.informant import openings
from khronika.desk.sources.models import Capture, Likeness, Viewing
from khronika.edition.reader import newest, open_edition
from khronika.home import Home

_KEPT: tuple[tuple[str, type[Model], str], ...] = (
    ("a decision", Decision, "entry_id"),
    ("a change", Change, "entry_id"),
    ("a capture", Capture, "entry"),
    ("a likeness", Likeness, "entry"),
    ("a viewing", Viewing, "entry"),
)


def check(home: Home) -> tuple[int, list[Break]]:
    """How many entries there are, and every place where the ledger or what it proves was altered."""
    number = newest(home.editions)
    pressed = open_edition(home.editions / str(number)).header if number else None
    found = list(breaks((pressed.ledger, pressed.ledger_digest) if pressed else None))
    count, _ = head()
    digests = dict(Entry.objects.values_list("number", "payload_digest"))
    for what, entry, salt, payload in _proofs(home):
        if entry not in digests:
            found.append(Break(entry, f"Entry {entry} was removed: {what} rests on it."))
        elif not hmac.compare_digest(chain.salted(payload, salt), digests[entry]):
            told = f"What entry {entry} stands for was altered: {what} does not match its digest."
            found.append(Break(entry, told))
    found += _unproven(destroyed())
    return count, sorted(found, key=lambda each: each.number)


def _unproven(known: set[int]) -> Iterator[Break]:
    """What an entry stands for may be gone only where a decision to erase says that it destroyed it."""
    for what, model, column in _KEPT:
        rows = model._default_manager.filter(payload="").exclude(**{column: None})
        for entry in rows.values_list(column, flat=True):
            if entry not in known:
                told = f"What entry {entry} stands for is gone ({what}), and no erasure says that it destroyed it."
                yield Break(entry, told)


def _proofs(home: Home) -> Iterator[tuple[str, int, bytes, str]]:
    """All that is kept beside the ledger: what it is, the number of its entry, its salt and payload."""
    for what, model, column in _KEPT:
        rows = model._default_manager.exclude(payload="").values_list(column, "salt", "payload")
        yield from ((what, entry, bytes(salt), payload) for entry, salt, payload in rows.iterator())
    yield from (("an opening", entry, salt, payload) for entry, payload, salt in openings(home))
