"""Everything that is handed in comes out again, as content or as a failure with a sentence; the batch always goes on.

A failed capture keeps the bytes that there were. Only a missing sandbox stops a batch, before its first document.

What holds other things (a ZIP, a mailbox, a chat export, a web archive) comes first, whole, as a `Taken` of its own with
`container` set: it is the evidence, kept once. What was taken out of it follows and names it by `within`. Containers
inside containers are not handed out again, for their bytes are in the outer one; a mail that has attachments is both a
document and what its attachments are `within`.
"""

import hashlib
import os
import posixpath
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from khronika.vault import fetch, media, quality, sandbox, text, unpack
from khronika.vault.errors import Stopped, Unsupported, VaultError
from khronika.vault.jobs.clean import single
from khronika.vault.unpack import Facts, Part

_LIMIT = fetch.Limits().size
_DEEPEST = 4  # containers inside containers


@dataclass(frozen=True)
class Taken:
    """One document: where it was asked for (`origin`) and found (`place`), its bytes, its text or the `failure`.

    Three kinds come: a document (`text`; of a picture or a scan the text may be empty, its `problem` says why), a
    failure (`failure`, a sentence) and a container (`container`, neither text nor failure; see the module).
    What stands in a container is placed under its name: 'archive.zip/inner.docx'; a page of a web archive at its address.

    `published`: date or time (ISO 8601) as a mail or a message states it. `sender`: who sent or first wrote it, as name,
    phone or e-mail address; for a sealed Informant only, so it never stands in `text`, `origin` or `place`.
    `thread`: the title of the chat, or the subject that a mail answers to. `within`: SHA-256 of the container or the mail
    that it was taken out of, which came before it. `url` and `archived`: the address of a record of a web archive, and
    when the archive says it was saved.
    """

    origin: str
    data: bytes
    media_type: str
    sha256: str
    obtained_at: datetime
    text: text.TextVersion | None
    failure: str | None
    place: str
    published: str | None = None
    sender: str | None = None
    thread: str | None = None
    within: str | None = None
    url: str | None = None
    archived: str | None = None
    container: bool = False


@dataclass(frozen=True)
class Rules:
    """What the person who captures has allowed explicitly."""

    allow_private: bool = False
    allow_unsandboxed: bool = False


@dataclass(frozen=True)
class _Found:
    """Bytes, and all that is known of how they came; `within` and `depth` say what they were taken out of."""

    origin: str
    place: str
    data: bytes = b""
    charset: str | None = None
    status: int = 200
    facts: Facts = field(default_factory=Facts)
    within: str | None = None
    depth: int = 0


@dataclass
class _Batch:
    """What is true of everything that one hand-over holds: what is allowed, the room left, and what messages said of files."""

    rules: Rules
    room: int = unpack.ROOM
    said: dict[str, Facts] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)


def take(origin: str | Path, *, allow_private: bool = False, allow_unsandboxed: bool = False) -> Iterator[Taken]:
    """One `Taken` for an address (http, https), for a file, or for each file of a folder and its folders, in order.

    Hidden files are passed over. Links inside a folder are not followed but reported. Raises `Unavailable` if there
    is no sandbox, unless `allow_unsandboxed`.
    """
    if not allow_unsandboxed:
        sandbox.require()
    rules = Rules(allow_private, allow_unsandboxed)
    if "://" in str(origin)[:20]:
        yield from _address(str(origin), rules)
        return
    path = Path(origin)
    if not path.is_dir():
        yield from _file(path, path.name, _Batch(rules))
        return
    yield from _folder(path, rules)


def received(name: str, data: bytes) -> Iterator[Taken]:
    """What `take` answers for a file, for bytes that were handed over under a name; raises `Unavailable` too."""
    sandbox.require()
    yield from _read(_Found(name, name, data), _Batch(Rules()))


def _address(url: str, rules: Rules) -> Iterator[Taken]:
    try:
        found = fetch.fetch(url, allow_private=rules.allow_private)
    except VaultError as error:
        yield _taken(_Found(url, url), failure=str(error))
        return
    yield from _read(_Found(url, found.final_url, found.data, found.charset, found.status), _Batch(rules))


def _folder(folder: Path, rules: Rules) -> Iterator[Taken]:
    unread: list[OSError] = []
    batch = _Batch(rules)
    for where, folders, files in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (Path(where) / name).is_symlink()]
        for name in sorted([*files, *links], key=lambda name: (name != "result.json", name)):
            path = Path(where) / name
            place = str(path.relative_to(folder))
            if name.startswith(".") or place in batch.passed:
                continue
            if path.is_symlink():
                yield _linked(path, folder)
                continue
            yield from _file(path, place, batch)
        while unread:
            yield _unread(unread.pop())
    while unread:
        yield _unread(unread.pop())


def _linked(path: Path, folder: Path) -> Taken:
    place = str(path.relative_to(folder))
    return _taken(
        _Found(str(path), place),
        failure=f'A file was expected, but "{place}" is a link and links are not followed; capture what it leads to.',
    )


def _unread(error: OSError) -> Taken:
    name = str(error.filename)
    return _taken(_Found(name, Path(name).name), failure=_why(Path(name).name, error))


def _file(path: Path, place: str, batch: _Batch) -> Iterator[Taken]:
    try:
        data = _bytes(path)
    except OSError as error:
        yield _taken(_Found(str(path), place), failure=_why(place, error))
        return
    except (VaultError, ValueError) as error:
        yield _taken(_Found(str(path), place), failure=str(error))
        return
    yield from _read(_Found(str(path), place, data, facts=batch.said.get(place, Facts())), batch)


def _bytes(path: Path) -> bytes:
    """The bytes of an ordinary file; a pipe or a device is not even waited for, a large file not even read."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise Unsupported(f'A file was expected, but "{path.name}" is a pipe or a device; save it as a file.')
        text.check(facts.st_size)
        data = file.read(_LIMIT + 1)
    text.check(len(data))
    return data


def _why(place: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f'The file "{place}" was expected but is not there (any more); put it back and capture it again.'
    if isinstance(error, PermissionError):
        return f'The file "{place}" may not be read by this account; change its permissions and capture it again.'
    return f'The file "{place}" cannot be read ({error.strerror}); check the disk and capture it again.'


def _read(found: _Found, batch: _Batch) -> Iterator[Taken]:
    """What bytes hold: one document, or a container and what is in it."""
    try:
        media_type = media.sniff(found.data, found.place)
    except Unsupported as error:
        refused = quality.judge("", media.UNKNOWN, status=found.status) if found.status >= 400 else None
        yield _taken(found, failure=refused or str(error))
        return
    if found.depth == 0:
        batch.room = unpack.room(len(found.data))
    if media_type == media.MAIL:
        yield from _letter(found, batch)
    elif media_type in media.CONTAINERS and found.status < 400:
        yield from _opened(found, media_type, batch)
    else:
        yield _document(found, media_type, batch.rules)


def _document(found: _Found, media_type: str, rules: Rules) -> Taken:
    version = text.extract(found.data, media_type, charset=found.charset, allow_unsandboxed=rules.allow_unsandboxed)
    failure = version.problem if version.outcome is text.Outcome.FAILED else None
    wordless = media_type in media.PICTURES and found.status < 400
    verdict = None if wordless else quality.judge(version.text, media_type, title=version.title, status=found.status)
    if verdict is not None and (failure is None or found.status >= 400):
        failure = verdict
    return _taken(found, media_type, version, failure)


def _opened(found: _Found, media_type: str, batch: _Batch) -> Iterator[Taken]:
    """A container, unless it is inside of another one, and then what is in it."""
    if found.depth >= _DEEPEST:
        failure = f"Archives in archives are opened {_DEEPEST} deep, and this lies deeper; unpack the outer ones first."
        yield _taken(found, media_type, failure=failure)
        return
    inner = unpack.parts(found.data, media_type, room=batch.room, allow_unsandboxed=batch.rules.allow_unsandboxed)
    try:
        first = next(inner, None)
    except VaultError as error:
        yield _taken(found, media_type, failure=str(error))
        return
    if first is None or first.broken:
        empty = "The archive holds nothing that can be taken; look at it elsewhere."
        yield _taken(found, media_type, failure=first.failure if first else empty)
        return
    within = found.within
    if within is None:
        container = replace(_taken(found, media_type), container=True)
        within = container.sha256
        yield container
    yield from _all(replace(found, within=within, depth=found.depth + 1), chain([first], inner), media_type, batch)


def _letter(found: _Found, batch: _Batch) -> Iterator[Taken]:
    """A mail and what is attached to it."""
    inner = unpack.parts(found.data, media.MAIL, room=batch.room, allow_unsandboxed=batch.rules.allow_unsandboxed)
    try:
        mail = next(inner, Part("", failure="The mail is damaged; look at it elsewhere."))
    except VaultError as error:
        yield _taken(found, media.MAIL, failure=str(error))
        return
    taken = _taken(replace(found, facts=mail.facts), media.MAIL, mail.words, mail.failure)
    yield taken
    if found.depth < _DEEPEST:
        inside = replace(found, facts=mail.facts, within=taken.sha256, depth=found.depth + 1)
        yield from _all(inside, inner, media.MAIL, batch)


def _all(outer: _Found, inner: Iterator[Part], media_type: str, batch: _Batch) -> Iterator[Taken]:
    """Each part of `outer`, which they are within; where it breaks off, that is told as its last part."""
    within, facts = outer.within, outer.facts
    try:
        for part in inner:
            batch.room -= len(part.data)
            if batch.room < 0:
                raise Stopped(
                    "more came out of it than its size lets expect, and the rest was left; unpack it, then hand in "
                    "its files."
                )
            known = facts if part.facts == Facts() else part.facts
            found = _Found(
                origin=f"{outer.origin}/{part.name}".rstrip("/"),
                place=part.facts.url or f"{outer.place}/{part.name}".rstrip("/"),
                data=part.data,
                charset=part.charset,
                status=part.status,
                facts=known,
                within=outer.within if part.mail else within,
                depth=outer.depth,
            )
            for taken in _inside(found, part, media_type, batch):
                within, facts = (taken.sha256, known) if part.mail else (within, facts)
                yield taken
    except VaultError as error:
        rest = _Found(outer.origin, outer.place, within=outer.within)
        yield _taken(rest, failure=f"It could not be read to its end: {error}")


def _inside(found: _Found, part: Part, media_type: str, batch: _Batch) -> Iterator[Taken]:
    folder = posixpath.dirname(found.place.removesuffix(f"/{part.name}"))
    batch.said.update({posixpath.join(folder, name): part.facts for name in part.files})
    batch.passed.update(posixpath.join(folder, name) for name in part.previews)
    if part.failure is not None:
        yield _taken(found, failure=part.failure)
    elif part.words is not None:
        if media_type == media.TELEGRAM and not found.data:
            found = replace(found, data=part.words.text.encode())
        kind = media.MAIL if part.mail else media.PLAIN if part.words.text else media.TELEGRAM
        yield _taken(found, kind, part.words)
    elif not part.silent and found.place not in batch.passed and not _aside(part.name, media_type):
        facts = batch.said.get(found.place, found.facts)
        yield from _read(replace(found, facts=facts), batch)


def _aside(name: str, media_type: str) -> bool:
    """Of a packed web archive only the records count; the rest describes them."""
    return media_type == media.WACZ and not name.endswith((".warc", ".warc.gz"))


def _taken(
    found: _Found, media_type: str = "", version: text.TextVersion | None = None, failure: str | None = None
) -> Taken:
    return Taken(
        origin=_shown(found.origin),
        data=found.data,
        media_type=media_type or (media.UNKNOWN if found.data else ""),
        sha256=hashlib.sha256(found.data).hexdigest(),
        obtained_at=datetime.now(UTC),
        text=version if failure is None else None,
        failure=_shown(failure) if failure is not None else None,
        place=_shown(found.place),
        published=found.facts.published,
        sender=found.facts.sender,
        thread=found.facts.thread,
        within=found.within,
        url=found.facts.url,
        archived=found.facts.archived,
    )


def _shown(words: str) -> str:
    """Names of files and addresses, too, may hold bytes that are no letters, line ends and direction tricks."""
    return single(words.encode("utf-8", errors="backslashreplace").decode("utf-8"), 4096) or ""
