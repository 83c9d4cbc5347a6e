"""The one way to write into the ledger: at its end, inside the caller's transaction."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from khronika.desk.ledger import chain
from khronika.desk.ledger.errors import LedgerError
from khronika.desk.ledger.models import Entry


@dataclass(frozen=True, slots=True)
class Appended:
    """An entry with what its decision must keep: the canonical payload and the salt (32 bytes)."""

    entry: Entry
    payload: str
    salt: bytes


def append(deed: str, payload: Mapping[str, object]) -> Appended:
    """Append one entry for a deed.

    Raises LedgerError outside a transaction: an entry and what it stands for are written together or not at all.
    """
    if not connection.in_atomic_block:
        raise LedgerError("Expected a transaction around the deed and its ledger entry; there is none.")
    last = Entry.objects.order_by("-number").first()
    number, previous = (last.number + 1, last.digest) if last else (1, chain.START)
    text, salt, at = chain.canonical(payload), secrets.token_bytes(32), timezone.now()
    digest = chain.salted(text, salt)
    entry = Entry.objects.create(
        number=number,
        at=at,
        deed=deed,
        payload_digest=digest,
        previous=previous,
        digest=chain.link(number, at, deed, digest, previous),
    )
    return Appended(entry, text, salt)


def head() -> tuple[int, str]:
    """Number and digest of the last entry; (0, sixty-four zeros) for an empty ledger."""
    last = Entry.objects.order_by("-number").first()
    return (last.number, last.digest) if last else (0, chain.START)
