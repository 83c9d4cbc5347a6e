"""Keep what was taken: bytes sealed in the vault, a capture that says when, how and by whom, and the text made of it.

A failed capture is kept as a failure, with its bytes where there are any. The same bytes again are one source, not two.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from khronika.desk.ledger.append import append
from khronika.desk.sources.models import Capture, Source, TextVersion
from khronika.home import Home
from khronika.languages import detect
from khronika.vault.errors import Occupied
from khronika.vault.intake import Taken
from khronika.vault.store import Stored, Vault

Outcome = Capture.Outcome


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one thing taken: its capture, and whether the same bytes were here already."""

    capture: Capture
    repeated: bool


def vault(home: Home) -> Vault:
    """The vault of a home."""
    return Vault(home.folder / "vault", home.derive("vault names"))


def keep(vault: Vault, taken: Taken, *, by: str = "", about: Mapping[str, str] | None = None) -> Kept:
    """Keep one thing taken.

    `about` overrides what the source is said to be: title, publisher, url, published, kind.
    """
    with transaction.atomic():
        earlier = _earlier(taken)
        if earlier is not None and earlier.outcome == Outcome.KEPT:
            return Kept(earlier, repeated=True)
        stored = _store(vault, taken, earlier)
        source = earlier.source if earlier else Source.objects.create(**_source(taken, about or {}))
        return Kept(_capture(source, taken, stored, by), repeated=False)


def _earlier(taken: Taken) -> Capture | None:
    """A capture of the same bytes, preferring one that was kept."""
    if not taken.data:
        return None
    return Capture.objects.filter(sha256=taken.sha256).exclude(object_name="").order_by("-outcome").first()


def _store(vault: Vault, taken: Taken, earlier: Capture | None) -> Stored | None:
    if not taken.data:
        return None
    try:
        return vault.put(taken.data, bytes(earlier.object_key) if earlier else None)
    except Occupied:
        # bytes without a capture: a process died between the vault and the database, and their key with it
        vault.erase(vault.name(taken.sha256))
        return vault.put(taken.data)


def _source(taken: Taken, about: Mapping[str, str]) -> dict[str, str]:
    text = taken.text
    found = {
        "title": (text.title if text else None)
        or _first_line(text.text if text else "")
        or taken.place.rsplit("/", 1)[-1],
        "publisher": "",
        "url": taken.place if "://" in taken.place else "",
        "published": (text.published if text else None) or "",
        "language": detect(text.text) if text else "",
        "kind": taken.media_type,
    }
    return {name: value[:300] for name, value in {**found, **about}.items()}


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:200]


def _capture(source: Source, taken: Taken, stored: Stored | None, by: str) -> Capture:
    outcome = Outcome.KEPT if taken.text is not None else Outcome.FAILED
    payload = {
        "source": source.id,
        "origin": taken.origin,
        "sha256": taken.sha256 if taken.data else "",
        "outcome": str(outcome),
        "by": by,
    }
    appended = append("capture", payload)
    capture = Capture.objects.create(
        source=source,
        outcome=outcome,
        problem=(taken.failure or (taken.text.problem if taken.text else "") or "")[:1000],
        origin=taken.origin[:2000],
        media_type=taken.media_type,
        size=len(taken.data),
        sha256=taken.sha256 if taken.data else "",
        object_name=stored.name if stored else "",
        object_key=stored.key if stored else b"",
        obtained_at=taken.obtained_at,
        obtained_by=by,
        entry=appended.entry.number,
        salt=appended.salt,
        payload=appended.payload,
    )
    if taken.text is not None:
        pages = [[page.number, page.start, page.end] for page in taken.text.pages]
        TextVersion.objects.create(capture=capture, text=taken.text.text, pages=pages, reader=taken.text.reader)
    return capture
