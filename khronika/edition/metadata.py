"""TUF metadata in exactly one spelling: every byte of a file counts, not only the signed ones.

TUF signs what a file says; two files may say the same. Here a file is refused unless it is canonical JSON, says
nothing that python-tuf ignores, and carries no signature but good ones of keys that may sign it.
"""

import re
from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any, TypeVar

from securesystemslib.exceptions import Error as SecurityError
from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Signed, Snapshot, Targets, Timestamp

from khronika.edition import canonical
from khronika.edition.errors import Malformed, Untrusted, quoted

S = TypeVar("S", Root, Timestamp, Snapshot, Targets)

_SIGNATURE = re.compile(r"[0-9a-f]{2,8192}")


def parse(data: bytes, kind: type[S], name: str) -> Metadata[S]:
    """The metadata in the bytes of a file; nothing about its signatures is checked."""
    value = canonical.load(data, name)
    try:
        metadata: Metadata[S] = Metadata.from_dict(deepcopy(value))
        same = isinstance(metadata.signed, kind) and canonical.dump(metadata.to_dict()) == data
        plain = all(_SIGNATURE.fullmatch(each.signature) for each in metadata.signatures.values())
    except (ValueError, KeyError, TypeError, AttributeError, RepositoryError, SecurityError) as error:
        raise Malformed(f"Expected TUF {kind.type} metadata in {quoted(name)}, but it cannot be read.") from error
    if not (same and plain):
        raise Malformed(f"Expected TUF {kind.type} metadata in {quoted(name)}, but it is written otherwise.")
    return metadata


def sign(signed: Signed, signers: Sequence[CryptoSigner]) -> bytes:
    """The bytes of a file that says `signed` and is signed by all the signers."""
    metadata: Metadata[Any] = Metadata(signed)
    for each in signers:
        metadata.sign(each, append=True)
    return canonical.dump(metadata.to_dict())


def succeeds(metadata: Metadata[Root], previous: Root | None, name: str) -> None:
    """Refuse a root that is not signed by itself and, where there was one, by the root before it."""
    try:
        result = metadata.signed.get_root_verification_result(previous, metadata.signed_bytes, metadata.signatures)
    except ValueError as error:
        raise Untrusted(f"Expected the next version of the root in {quoted(name)}, but it is not.", name) from error
    if not result or set(metadata.signatures) != set(result.signed):
        raise Untrusted(f"Expected the signatures of the root keys on {quoted(name)}, but they do not hold.", name)


def delegated(metadata: Metadata[S], root: Root, name: str) -> None:
    """Refuse metadata that the keys which the root names for it have not signed."""
    kind = metadata.signed.type
    result = root.get_verification_result(kind, metadata.signed_bytes, metadata.signatures)
    if not result or set(metadata.signatures) != set(result.signed):
        raise Untrusted(f"Expected the signatures of the {kind} keys on {quoted(name)}, but they do not hold.", name)


def moment(at: datetime) -> datetime:
    """A moment in UTC and whole seconds, as TUF counts; a moment without a time zone is refused."""
    if at.tzinfo is None:
        raise Malformed(f"Expected a moment with its time zone, got {quoted(at.isoformat())}; give it in UTC.")
    return at.astimezone(UTC).replace(microsecond=0)
