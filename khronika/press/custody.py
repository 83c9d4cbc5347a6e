"""The ledger checked against everything that vouches for it: its own chain, the decisions kept beside it, and the newest signed edition."""

import hmac

from khronika.desk.accounts.models import Change
from khronika.desk.claims.models import Decision
from khronika.desk.ledger import chain
from khronika.desk.ledger.append import head
from khronika.desk.ledger.models import Entry
from khronika.desk.ledger.verify import Break, breaks
from khronika.desk.sources.models import Capture
from khronika.edition.reader import newest, open_edition
from khronika.home import Home


def check(home: Home) -> tuple[int, list[Break]]:
    """How many entries there are, and every place where the ledger or what it proves was altered."""
    number = newest(home.editions)
    pressed = open_edition(home.editions / str(number)).header if number else None
    found = list(breaks((pressed.ledger, pressed.ledger_digest) if pressed else None))
    count, _ = head()
    digests = dict(Entry.objects.values_list("number", "payload_digest"))
    for model, column in ((Decision, "entry_id"), (Change, "entry_id"), (Capture, "entry")):
        for entry, salt, payload in model.objects.exclude(payload="").values_list(column, "salt", "payload").iterator():
            if entry not in digests:
                found.append(Break(entry, f"Entry {entry} was removed: a {model.__name__.lower()} rests on it."))
            elif not hmac.compare_digest(chain.salted(payload, bytes(salt)), digests[entry]):
                found.append(
                    Break(
                        entry,
                        f"What entry {entry} stands for was altered: the {model.__name__.lower()} does not match its digest.",
                    )
                )
    return count, sorted(found, key=lambda each: each.number)
