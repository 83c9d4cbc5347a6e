"""`verify` answers one question a reader has: may I believe this copy?

It needs no network, no clock of its own and no organisation: a copied folder, the folder `tuf` beside it, a moment,
and, to be sure of the maker, the organisation's root, which the reader got by another way.
"""

import hashlib
import os
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from tuf.api.metadata import Root

from khronika.edition import chain, disk, header, manifest, metadata, reader, recall
from khronika.edition.chain import Chain
from khronika.edition.compare import Difference, Fault, compare
from khronika.edition.errors import EditionError, Malformed, Missing, Unsigned, Untrusted, quoted


class State(StrEnum):
    """The answers, the worst first: what is true of a copy is the first that applies."""

    ALTERED = "altered"
    UNSIGNED = "unsigned"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    STALE = "stale"
    GENUINE = "genuine"


@dataclass(frozen=True)
class Verdict:
    """The answer about one copy of an edition.

    number, digest: which edition it says it is; None where that cannot be read.
    differences: every path that is not as it was signed, those of the signatures beginning with 'tuf/'.
    explanation: the answer in a sentence or two.
    fingerprint: SHA-256 of the root that the check began with, None where no root was reached.
    trusted: whether that root was given by the reader rather than found beside the edition.
    sequence: version of the timestamp; give the highest one seen as `seen` next time.
    recalled: paths that are missing because the publisher asked for it, where the mirrors' key was given.
    """

    state: State
    number: int | None
    digest: str | None
    differences: tuple[Difference, ...]
    explanation: str
    fingerprint: str | None = None
    trusted: bool = False
    sequence: int = 0
    recalled: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Copy:
    number: int | None
    digest: str | None
    differences: tuple[Difference, ...]
    recalled: tuple[str, ...] = ()


def verify(
    folder: Path, *, trusted_root: bytes | None = None, at: datetime, seen: int = 0, key: bytes | None = None
) -> Verdict:
    """Check a copy of an edition, or the newest one of a folder of editions.

    folder: `editions`, or one edition with the folder `tuf` beside it.
    trusted_root: the bytes of the organisation's `root.json`; without it the root beside the edition is believed.
    at: the moment for which the answer is wanted.
    seen: the highest `sequence` this reader ever got; metadata older than that is a roll-back.
    key: the mirrors' key, which tells what was removed because the publisher asked for it from what was taken away.
    """
    moment = metadata.moment(at)
    if trusted_root is not None:
        metadata.succeeds(metadata.parse(trusted_root, Root, "root.json"), None, "root.json")
    try:
        place = _edition(Path(os.path.abspath(folder)))
    except Malformed as error:
        return _told(_Copy(None, None, (Difference(reader.LATEST, Fault.CHANGED),)), State.ALTERED, str(error))
    copy = _inspect(place)
    try:
        signed = chain.follow(place.parent / chain.FOLDER, trusted_root)
        listed = recall.read(place.parent / chain.FOLDER, signed)
    except Unsigned as error:
        return _told(copy, *((State.ALTERED, _tally(copy)) if copy.differences else (State.UNSIGNED, str(error))))
    except Untrusted as error:
        return _told(_blame(copy, f"{chain.FOLDER}/{error.place}"), State.ALTERED, str(error))
    copy = _excuse(_match(copy, signed), listed if (copy.number or 0) < signed.newest() else None, key)
    state, why = _judge(copy, signed, moment, seen)
    return _told(copy, state, f"{why} {_origin(signed, trusted_root)}", signed=signed, trusted=trusted_root is not None)


def _edition(folder: Path) -> Path:
    if (folder / reader.LATEST).exists() and not (folder / header.FILE).exists():
        return reader.latest(folder)
    if not any((folder / name).exists() for name in (header.FILE, manifest.FOLDER, *manifest.TOPS)):
        raise Missing(f"Expected an edition, or a folder of editions, in {quoted(folder)}, but there is none.")
    return folder


def _inspect(place: Path) -> _Copy:
    try:
        data = disk.read(place / header.FILE, header.LIMIT)
    except EditionError as error:
        fault = Fault.MISSING if isinstance(error, Missing) else Fault.CHANGED
        return _Copy(None, None, (Difference(header.FILE, fault),))
    digest = hashlib.sha256(data).hexdigest()
    try:
        about, top = header.decode(data)
    except EditionError:
        return _Copy(None, digest, (Difference(header.FILE, Fault.CHANGED),))
    return _Copy(about.number, digest, compare(place, top))


def _match(copy: _Copy, signed: Chain) -> _Copy:
    """Where `edition.json` is not the signed one, nothing that it vouches for counts."""
    vouched = signed.editions().get(copy.number or 0)
    if vouched is None or vouched.digest == copy.digest:
        return copy
    return replace(copy, differences=(Difference(header.FILE, Fault.CHANGED),))


def _excuse(copy: _Copy, listed: recall.Recall | None, key: bytes | None) -> _Copy:
    """What is missing from an older edition because the list asks for it is no fault of the copy."""
    if listed is None or key is None:
        return copy
    gone = [each for each in copy.differences if each.fault is Fault.MISSING and listed.asks(key, each.path)]
    left = tuple(each for each in copy.differences if each not in set(gone))
    return replace(copy, differences=left, recalled=tuple(each.path for each in gone))


def _blame(copy: _Copy, path: str) -> _Copy:
    return replace(copy, differences=tuple(sorted({*copy.differences, Difference(path, Fault.CHANGED)})))


def _judge(copy: _Copy, signed: Chain, at: datetime, seen: int) -> tuple[State, str]:
    if copy.differences:
        return State.ALTERED, _tally(copy)
    vouched = signed.editions().get(copy.number or 0)
    if vouched is None:
        return State.UNSIGNED, f"Edition {copy.number} is whole, but no signature names it: do not rely on it."
    if signed.revoked:
        return State.REVOKED, f"Edition {copy.number} was signed with a key that its publisher has revoked."
    if vouched.status == "withdrawn":
        return State.WITHDRAWN, f"Edition {copy.number} is genuine, but its publisher withdrew it: do not show it."
    if vouched.status:
        return State.REVOKED, f"Edition {copy.number} was revoked by its publisher: do not believe it."
    late = _late(copy, signed, at, seen)
    if copy.recalled:
        return State.STALE, _recalled(copy, late)
    if late:
        return State.STALE, f"Edition {copy.number} is whole and signed, but {late}."
    return State.GENUINE, f"Edition {copy.number} is genuine and the newest."


def _late(copy: _Copy, signed: Chain, at: datetime, seen: int) -> str:
    if signed.replaced:
        return "the keys that signed it were replaced since: get the newest signatures"
    if signed.timestamp.version < seen:
        return "its signatures are older than those seen before: someone may be showing an old state"
    if signed.newest() > (copy.number or 0):
        return f"edition {signed.newest()} is newer: get that one"
    ended = signed.ended(at)
    return f"the time of its signatures ({', '.join(ended)}) is over: there may be a newer one" if ended else ""


def _recalled(copy: _Copy, late: str) -> str:
    count = len(copy.recalled)
    files = "one file is" if count == 1 else f"{count} files are"
    return f"Edition {copy.number} is signed; {files} missing because the publisher called them back, and {late}."


def _tally(copy: _Copy) -> str:
    count, first = len(copy.differences), copy.differences[0]
    name = "This edition" if copy.number is None else f"Edition {copy.number}"
    places = "one place" if count == 1 else f"{count} places, the first being"
    return f"{name} is not as it was pressed in {places}: {quoted(first.path)} ({first.fault})."


def _origin(signed: Chain, trusted: bytes | None) -> str:
    if trusted is not None:
        return "The signatures hold under the root that you trust."
    return (
        "The root was found beside the edition; to be sure whose it is, compare its fingerprint with the one that the "
        f"organisation gave you: {signed.fingerprint}."
    )


def _told(
    copy: _Copy, state: State, explanation: str, *, signed: Chain | None = None, trusted: bool = False
) -> Verdict:
    return Verdict(
        state,
        copy.number,
        copy.digest,
        copy.differences,
        explanation,
        None if signed is None else signed.fingerprint,
        trusted,
        0 if signed is None else signed.timestamp.version,
        copy.recalled,
    )
