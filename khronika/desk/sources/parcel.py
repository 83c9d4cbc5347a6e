"""What is handed in is kept at once; what holds many (a chat export, a mailbox, an archive, a long paste) goes on in the background.

The container itself is kept first, whole. Whoever goes on takes it out of the vault and keeps what is in it, portion by portion: what
is there already is passed over, so that a parcel may be gone on with after any stop.
"""

import hashlib
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain

from django.utils import timezone

from khronika.desk.sources.capture import Kept, Order, keep_all, keep_many
from khronika.desk.sources.models import Capture, Parcel
from khronika.desk.sources.split import Piece, cut, joined, piece
from khronika.vault import media
from khronika.vault import text as texts
from khronika.vault.crypt import KEY_SIZE
from khronika.vault.errors import VaultError
from khronika.vault.intake import Taken, received, take
from khronika.vault.jobs.clean import clean
from khronika.vault.store import Vault

State = Parcel.State
AT_ONCE = 50  # messages of a paste that are kept while the person waits
OPEN = (State.WAITING, State.KEEPING)
_MARKS = {media.TELEGRAM: b'"type": "message"', media.MBOX: b"\nFrom ", media.ZIP: b"PK\x01\x02"}
Told = Callable[[Parcel], None]


def hand_in(vault: Vault, parcel: Parcel, given: Iterable[Taken]) -> list[Kept]:
    """Keep what was given under a parcel that is not saved yet; a container only itself, and the parcel waits.

    Raises VaultError, such as Full, with the parcel saved as stopped: its problem says why.
    """
    parcel.at = timezone.now()
    parcel.save()
    stream = iter(given)
    try:
        first = next(stream)
        if not first.container:
            return _keep(vault, parcel, chain([first], stream))
        capture = keep_all(vault, [first], _order(parcel))[0].capture
    except VaultError as error:
        _save(parcel, state=State.STOPPED, problem=str(error)[:1000])
        raise
    total = max(0, first.data.count(_MARKS.get(first.media_type, b"\x00\x00\xff"))) or None
    key = bytes(capture.object_key)
    _save(parcel, state=State.WAITING, object_name=capture.object_name, object_key=key, total=total)
    return []


def paste(vault: Vault, parcel: Parcel, parts: list[str]) -> list[Kept]:
    """Keep the messages of a paste; many wait, sealed in the vault until they are kept one by one."""
    parcel.at, parcel.total = timezone.now(), len(parts)
    if len(parts) <= AT_ONCE:
        parcel.save()
        return _keep(vault, parcel, _pieces(parts))
    # random bytes first, so that no two pastes are the same bytes and each can be erased by itself
    stored = vault.put(secrets.token_bytes(16) + joined(parts).encode(), secrets.token_bytes(KEY_SIZE))
    parcel.split, parcel.object_name, parcel.object_key = "cuts", stored.name, stored.key
    parcel.state = State.WAITING
    parcel.save()
    return []


def go_on(vault: Vault, parcel: Parcel, tell: Told | None = None) -> None:
    """Keep all that a waiting parcel holds. Raises VaultError with the parcel saved as stopped."""
    _save(parcel, state=State.KEEPING, problem="")
    try:
        data = vault.get(parcel.object_name, bytes(parcel.object_key))
        if parcel.split:
            _keep(vault, parcel, _pieces(cut(data[16:].decode(), parcel.split)), tell)
            vault.erase(parcel.object_name)
            _save(parcel, object_name="", object_key=b"")
        else:
            _keep(vault, parcel, (each for each in received(parcel.name, data) if not each.container), tell)
    except VaultError as error:
        _save(parcel, state=State.STOPPED, problem=str(error)[:1000])
        raise


def address(parcel: Parcel) -> Iterator[Taken]:
    """What is found at the address that a parcel is named after."""
    return take(parcel.name if "://" in parcel.name else f"https://{parcel.name}")


def _order(parcel: Parcel) -> Order:
    about = {"kind": "official list"} if parcel.listed else {}
    return Order(parcel.by, about, parcel=parcel, source=parcel.source, join=not parcel.listed)


def _keep(vault: Vault, parcel: Parcel, given: Iterable[Taken], tell: Told | None = None) -> list[Kept]:
    """Keep and count; what came is answered for the first portion only, for a person looks at no more."""
    shown: list[Kept] = []
    counts: Counter[str] = Counter()
    for portion in keep_many(vault, given, _order(parcel)):
        for kept in portion:
            counts[_became(kept, parcel)] += 1
            counts["unsealed"] += kept.unsealed
        shown = shown or portion
        _save(parcel, counts=dict(+counts))
        if tell:
            tell(parcel)
    total = sum(count for name, count in counts.items() if name != "unsealed")
    _save(parcel, state=State.DONE, total=total, counts=dict(+counts))
    return shown


def _became(kept: Kept, parcel: Parcel) -> str:
    capture = kept.capture
    if kept.repeated and capture.parcel_id != parcel.pk:
        return "repeated"
    if capture.outcome == Capture.Outcome.FAILED:
        return "failed"
    return "joined" if capture.joined else "kept"


def _pieces(parts: Iterable[str]) -> Iterator[Taken]:
    for part in parts:
        found = piece(part)
        yield _taken(replace(found, text=clean(found.text)))


def _taken(found: Piece) -> Taken:
    """A message of a paste as something taken: its text, when it was sent, and who sent it, which goes to be sealed."""
    failure = (
        None if found.text else "A message was expected, but there was nothing in it; paste it again with its text."
    )
    version = texts.TextVersion(found.text, (), None, None, found.at[:10] or None, "paste 1", texts.Outcome.READ, None)
    data = "\n\n".join(filter(None, (found.at, found.text))).encode()
    return Taken(
        origin="paste",
        data=data,
        media_type=media.PLAIN,
        sha256=hashlib.sha256(data).hexdigest(),
        obtained_at=datetime.now(UTC),
        text=None if failure else version,
        failure=failure,
        place="paste",
        published=found.at or None,
        sender=found.sender or None,
    )


def _save(parcel: Parcel, **values: object) -> None:
    for name, value in values.items():
        setattr(parcel, name, value)
    parcel.save(update_fields=tuple(values))
