"""Keep what was taken: bytes sealed in the vault, a capture that says when, how and by whom, and the text made of it.

A failed capture is kept as a failure, with its bytes where there are any. The same bytes again are one source, not two; the same
words elsewhere are one source with several captures (`alike`). Many are kept a portion at a time: each is written whole or not at
all, so that what was killed half way is run again and loses and doubles nothing. The vault is written outside the transaction, under
keys that were agreed on before, so that colleagues do not wait for the disk.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction

from khronika.desk.ledger.append import append
from khronika.desk.opened import current
from khronika.desk.sources.informant import Sealer, sealer
from khronika.desk.sources.models import Capture, Likeness, Parcel, Pledge, Source, TextVersion, Trait
from khronika.desk.sources.near import Found, Near
from khronika.desk.sources.snapshot import OFFICIAL, ask, enlist, lists, newest
from khronika.home import Home
from khronika.languages import detect
from khronika.vault.crypt import KEY_SIZE
from khronika.vault.errors import Altered
from khronika.vault.intake import Taken
from khronika.vault.store import Stored, Vault

Outcome = Capture.Outcome
PORTION = 100  # things of one transaction: some 100 ms in which nobody else writes
_TABLES = (".csv", ".tsv", ".xlsx")  # a first row of headings is no title
_HANDS = 8  # files that are written at once: most of the time is waiting for the disk


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one thing taken: its capture, and whether the same bytes were here already.

    `unsealed`: it said who sent it, but there is no key to seal that to, so it was let go.
    """

    capture: Capture
    repeated: bool
    unsealed: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """How to keep: by whom, what the sources are said to be (title, publisher, url, published, kind), and as part of what.

    `source` is the official list that this is a later capture of. `join` says whether a text may join another source.
    """

    by: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    parcel: Parcel | None = None
    source: Source | None = None
    join: bool = True


def vault(home: Home) -> Vault:
    """The vault of a home."""
    return Vault(home.folder / "vault", home.derive("vault names"))


def keep(vault: Vault, taken: Taken, *, by: str = "", about: Mapping[str, str] | None = None) -> Kept:
    """Keep one thing taken.

    `about` overrides what the source is said to be: title, publisher, url, published, kind.
    """
    return keep_all(vault, [taken], Order(by, about or {}))[0]


def keep_many(vault: Vault, many: Iterable[Taken], order: Order) -> Iterator[list[Kept]]:
    """Keep a stream of things, portion by portion; what was kept stays kept if a later portion fails."""
    left = iter(many)
    while portion := list(islice(left, PORTION)):
        yield keep_all(vault, portion, order)


def keep_all(vault: Vault, portion: Sequence[Taken], order: Order) -> list[Kept]:
    """Keep one portion, in one transaction; raises Full or Altered with nothing of it recorded."""
    stored = _store(vault, portion, _pledge(portion))
    with transaction.atomic():
        made = _Portion(portion, order, sealer(current()))
        kept = [made.keep(taken, stored.get(taken.sha256)) for taken in portion]
        made.write()
        Pledge.objects.filter(sha256__in=[taken.sha256 for taken in portion if taken.data]).delete()
    return kept


def _earlier(portion: Sequence[Taken]) -> dict[str, list[Capture]]:
    """Captures of the same bytes by their digest, those that were kept first; of messages only those of the same time."""
    digests = {taken.sha256 for taken in portion if taken.data}
    times = {(taken.published or "")[:40] for taken in portion if taken.data} | {""}
    found = Capture.objects.filter(sha256__in=digests).exclude(object_name="").select_related("source")
    if all(taken.published for taken in portion):
        found = found.filter(published__in=times)
    earlier: dict[str, list[Capture]] = defaultdict(list)
    for each in found.order_by("-outcome", "entry"):
        earlier[each.sha256].append(each)
    return earlier


def _pledge(portion: Sequence[Taken]) -> dict[str, tuple[bytes, bool]]:
    """The key of everything's bytes, by their digest, and whether a capture holds it; agreed on by all who bring them at once."""
    digests = {taken.sha256 for taken in portion if taken.data}
    with transaction.atomic():
        held = Capture.objects.filter(sha256__in=digests).exclude(object_name="").order_by()
        keys = {digest: (bytes(key), True) for digest, key in held.values_list("sha256", "object_key").distinct()}
        for each in Pledge.objects.filter(sha256__in=digests - keys.keys()):
            keys[each.sha256] = bytes(each.key), False
        fresh = [Pledge(sha256=digest, key=secrets.token_bytes(KEY_SIZE)) for digest in sorted(digests - keys.keys())]
        Pledge.objects.bulk_create(fresh)
    return keys | {each.sha256: (bytes(each.key), False) for each in fresh}


def _store(vault: Vault, portion: Sequence[Taken], keys: Mapping[str, tuple[bytes, bool]]) -> dict[str, Stored]:
    """Put the bytes into the vault, several at once."""
    unique = {taken.sha256: taken.data for taken in portion if taken.data}

    def put(digest: str) -> Stored:
        key, captured = keys[digest]
        try:
            return vault.put(unique[digest], key)
        except Altered:
            if captured:
                raise
            # bytes that no capture and no pledge knows the key of: a process died between the vault and the database
            vault.erase(vault.name(digest))
            return vault.put(unique[digest], key)

    with ThreadPoolExecutor(_HANDS if len(unique) > 1 else 1) as hands:
        return dict(zip(unique, hands.map(put, unique), strict=True))


class _Portion:
    """The rows of one portion while they are made; written at its end, a few statements for all."""

    def __init__(self, portion: Sequence[Taken], order: Order, seal: Sealer | None) -> None:
        self.order, self.seal = order, seal
        self.known = _earlier(portion)
        self.lists = {} if order.source else lists(_address(taken, order.about) for taken in portion)
        self.newest: dict[str, Capture | None] = {}
        compared = [t.text.text for t in portion if t.text and self._joins(t) and not self._repeats(t)]
        self.near = Near(compared)
        self.sources: list[Source] = []
        self.captures: list[Capture] = []
        self.versions: list[TextVersion] = []
        self.found: list[tuple[TextVersion, Found]] = []
        self.likenesses: list[Likeness] = []

    def _same(self, taken: Taken) -> Capture | None:
        """A capture of the same bytes; the same words sent at another time are another message.

        A list that is again as it was in March says another thing in July: only its newest capture is the same.
        """
        series = self._series(taken)
        if series is not None and series.kind == OFFICIAL:
            last = self._last(series)
            return last if last is not None and taken.data and last.sha256 == taken.sha256 else None
        at = (taken.published or "")[:40]
        known = self.known[taken.sha256] if taken.data else ()
        return next((each for each in known if not at or not each.published or each.published == at), None)

    def _last(self, series: Source) -> Capture | None:
        if series.id not in self.newest:
            self.newest[series.id] = newest(series)
        return self.newest[series.id]

    def _repeats(self, taken: Taken) -> bool:
        earlier = self._same(taken)
        return earlier is not None and earlier.outcome == Outcome.KEPT

    def _joins(self, taken: Taken) -> bool:
        return self.order.join and self._series(taken) is None and self.order.about.get("kind") != OFFICIAL

    def _series(self, taken: Taken) -> Source | None:
        """The official list that this is a later capture of."""
        return self.order.source or self.lists.get(_address(taken, self.order.about))

    def keep(self, taken: Taken, stored: Stored | None) -> Kept:
        """Make the rows of one thing."""
        earlier = self._same(taken)
        if earlier is not None and earlier.outcome == Outcome.KEPT:
            if self.order.about.get("kind") == OFFICIAL:
                enlist(earlier.source)
            return Kept(earlier, repeated=True, place=taken.place)
        series, found = self._series(taken), None
        if taken.text and earlier is None and self._joins(taken):
            found = self.near.find(taken.text.text, taken.published or taken.text.published or "")
        source = earlier.source if earlier else series or (found.joined if found else None)
        if source is None:
            source = Source(**_source(taken, self.order.about))
            self.sources.append(source)
        capture = self._capture(source, taken, stored)
        capture.joined = bool(found and found.joined)
        if taken.text:
            self._text(capture, taken, found)
        if taken.data and stored:
            self.known[taken.sha256].insert(0, capture)
        if capture.outcome == Outcome.KEPT and capture.source_id in self.newest:
            self.newest[capture.source_id] = capture
        unsealed = bool(taken.sender) and capture.informant is None
        return Kept(capture, repeated=False, unsealed=unsealed, place=taken.place)

    def _capture(self, source: Source, taken: Taken, stored: Stored | None) -> Capture:
        digest = taken.sha256 if taken.data else ""
        outcome = Outcome.KEPT if taken.text is not None or taken.container else Outcome.FAILED
        payload = {"source": source.id, "origin": taken.origin, "sha256": digest, "outcome": str(outcome)}
        appended = append("capture", {**payload, "by": self.order.by})
        capture = Capture(
            source=source,
            outcome=outcome,
            problem=(taken.failure or (taken.text.problem if taken.text else "") or "")[:1000],
            origin=taken.origin[:2000],
            media_type=taken.media_type,
            size=len(taken.data),
            sha256=digest,
            object_name=stored.name if stored else "",
            object_key=stored.key if stored else b"",
            obtained_at=taken.obtained_at,
            obtained_by=self.order.by,
            url=_address(taken, {})[:2000],
            published=(taken.published or "")[:40],
            thread=(taken.thread or "")[:300],
            within=taken.within or "",
            informant=self.seal.seal(taken.sender) if self.seal and taken.sender else None,
            parcel=self.order.parcel,
            entry=appended.entry.number,
            salt=appended.salt,
            payload=appended.payload,
        )
        self.captures.append(capture)
        return capture

    def _text(self, capture: Capture, taken: Taken, found: Found | None) -> None:
        assert taken.text is not None
        pages = [[page.number, page.start, page.end] for page in taken.text.pages]
        version = TextVersion(capture=capture, text=taken.text.text, pages=pages, reader=taken.text.reader)
        self.versions.append(version)
        if found is not None:
            self.found.append((version, found))
            self.near.learn(found, capture.source, version.text)

    def write(self) -> None:
        """Write all rows."""
        Source.objects.bulk_create(self.sources)
        Capture.objects.bulk_create(self.captures)
        TextVersion.objects.bulk_create(self.versions)
        kept = [(version, found) for version, found in self.found if found.joined is None]
        Trait.objects.bulk_create([Trait(value=each, version=v) for v, found in kept for each in found.traits])
        Likeness.objects.bulk_create([each for v, found in self.found if (each := found.likeness(v.capture))])
        fresh = {source.id for source in self.sources}
        for version in self.versions:
            if version.capture.source.kind == OFFICIAL and version.capture.source_id not in fresh:
                ask(version)


def _address(taken: Taken, about: Mapping[str, str]) -> str:
    return about.get("url") or taken.url or (taken.place if "://" in taken.place else "")


def _source(taken: Taken, about: Mapping[str, str]) -> dict[str, str]:
    text = taken.text
    named = taken.place.rsplit("/", 1)[-1]
    found = {
        "title": (text.title if text else None)
        or (named if named.lower().endswith(_TABLES) else "")
        or _first_line(text.text if text else "")
        or named,
        "publisher": "",
        "url": _address(taken, {}),
        "published": ((text.published if text else None) or taken.published or "")[:10],
        "language": detect(text.text) if text else "",
        "kind": taken.media_type,
    }
    return {name: value[:300] for name, value in {**found, **about}.items()}


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:200]
