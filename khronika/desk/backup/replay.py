"""On a restored database, before anybody sees it: what was erased since is erased again, what was hidden or withdrawn is again.

That is written into the ledger as a deed of the restore; the two people who decided it then stand in the ledger that was lost.
"""

from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction

from khronika.desk.accounts.models import User
from khronika.desk.backup.erasures import Listed
from khronika.desk.backup.errors import BackupError
from khronika.desk.claims import erase
from khronika.desk.claims.models import Consent, Decision, Record, Tombstone, Withdrawal
from khronika.desk.ledger.append import append
from khronika.home import Home

REASON = "restored from a backup: decided after it was made"


def replay(home: Home, listed: Listed | None, backup: str) -> str:
    """Go through the list; what was done, in words. `backup` is the digest of the ledger's last entry in the backup."""
    with transaction.atomic():
        append("restore", {"backup": backup, "list": listed.ledger if listed else None})
        Session.objects.all().delete()
        erased, hidden, ended = (_erased(listed), _withheld(listed), _ended(listed)) if listed else (0, 0, 0)
    people = erase.replay(home, first=True) if erased else 0
    if not (erased or hidden or ended):
        return "nothing in this backup had to go"
    return f"{people} records erased again, {hidden} hidden or withdrawn again, {ended} consents ended again"


def _erased(listed: Listed) -> int:
    known = set(Tombstone.objects.values_list("digest", flat=True))
    fresh = [(what, digest) for what, digest in listed.erased if digest not in known]
    if fresh:
        decision = _decision(Decision.Deed.ERASE, {"digests": [digest for _, digest in fresh]})
        Tombstone.objects.bulk_create(Tombstone(decision=decision, what=what, digest=digest) for what, digest in fresh)
    return len(fresh)


def _withheld(listed: Listed) -> int:
    live = set(Withdrawal.objects.filter(lifted=None).values_list("deed", "record_id"))
    there = set(Record.objects.filter(id__in=[record for _, record in listed.withheld]).values_list("id", flat=True))
    fresh = [pair for pair in listed.withheld if pair not in live and pair[1] in there]
    for deed, record in fresh:
        made = _decision(deed, {"record": record})
        Withdrawal.objects.create(decision=made, record_id=record, deed=deed, confirmed=made)
    return len(fresh)


def _ended(listed: Listed) -> int:
    found = list(Consent.objects.filter(pk__in=listed.ended, withdrawn=None))
    for consent in found:
        consent.withdrawn = _decision(Decision.Deed.CONSENT, {"withdrawn": consent.pk})
        consent.save(update_fields=["withdrawn"])
    return len(found)


def _decision(deed: str, payload: dict[str, Any]) -> Decision:
    by = User.objects.filter(is_active=True).order_by("-is_superuser", "pk").first()
    if by is None:
        raise BackupError("Expected an account in the backup; there is none. Take another backup.")
    told = append(f"decision.{deed}", {**payload, "by": by.pk, "reason": REASON})
    entry = told.entry
    return Decision.objects.create(
        entry=entry, deed=deed, by=by, at=entry.at, reason=REASON, salt=told.salt, payload=told.payload
    )
