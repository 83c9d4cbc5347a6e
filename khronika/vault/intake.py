"""Everything that is handed in comes out again, as content or as a failure with a sentence; the batch always goes on.

A failed capture keeps the bytes that there were. Only a missing sandbox stops a batch, before its first document.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from khronika.vault import fetch, media, quality, sandbox, text
from khronika.vault.errors import Unsupported, VaultError
from khronika.vault.jobs.clean import single

_LIMIT = fetch.Limits().size


@dataclass(frozen=True)
class Taken:
    """One document: where it was asked for (`origin`) and found (`place`), its bytes, its text or the `failure`."""

    origin: str
    data: bytes
    media_type: str
    sha256: str
    obtained_at: datetime
    text: text.TextVersion | None
    failure: str | None
    place: str


@dataclass(frozen=True)
class Rules:
    """What the person who captures has allowed explicitly."""

    allow_private: bool = False
    allow_unsandboxed: bool = False


@dataclass(frozen=True)
class _Found:
    """Bytes, and all that is known of how they came."""

    origin: str
    place: str
    data: bytes = b""
    charset: str | None = None
    status: int = 200


def take(origin: str | Path, *, allow_private: bool = False, allow_unsandboxed: bool = False) -> Iterator[Taken]:
    """One `Taken` for an address (http, https), for a file, or for each file of a folder and its folders, in order.

    Hidden files are passed over. Links inside a folder are not followed but reported. Raises `Unavailable` if there
    is no sandbox, unless `allow_unsandboxed`.
    """
    if not allow_unsandboxed:
        sandbox.require()
    rules = Rules(allow_private, allow_unsandboxed)
    if "://" in str(origin)[:20]:
        yield _address(str(origin), rules)
        return
    path = Path(origin)
    if not path.is_dir():
        yield _file(path, path.name, rules)
        return
    yield from _folder(path, rules)


def received(name: str, data: bytes) -> Taken:
    """One `Taken` for bytes that were handed over under a name, as `take` answers for a file; raises `Unavailable` too."""
    sandbox.require()
    return _read(_Found(name, name, data), Rules())


def _address(url: str, rules: Rules) -> Taken:
    try:
        found = fetch.fetch(url, allow_private=rules.allow_private)
    except VaultError as error:
        return _taken(_Found(url, url), failure=str(error))
    return _read(_Found(url, found.final_url, found.data, found.charset, found.status), rules)


def _folder(folder: Path, rules: Rules) -> Iterator[Taken]:
    unread: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (Path(where) / name).is_symlink()]
        for name in sorted([*files, *links]):
            if not name.startswith("."):
                path = Path(where) / name
                yield _linked(path, folder) if path.is_symlink() else _file(path, str(path.relative_to(folder)), rules)
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


def _file(path: Path, place: str, rules: Rules) -> Taken:
    try:
        data = _bytes(path)
    except OSError as error:
        return _taken(_Found(str(path), place), failure=_why(place, error))
    except (VaultError, ValueError) as error:
        return _taken(_Found(str(path), place), failure=str(error))
    return _read(_Found(str(path), place, data), rules)


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


def _read(found: _Found, rules: Rules) -> Taken:
    try:
        media_type = media.sniff(found.data, found.place)
    except Unsupported as error:
        refused = quality.judge("", media.UNKNOWN, status=found.status) if found.status >= 400 else None
        return _taken(found, failure=refused or str(error))
    version = text.extract(found.data, media_type, charset=found.charset, allow_unsandboxed=rules.allow_unsandboxed)
    failure = version.problem if version.outcome is text.Outcome.FAILED else None
    verdict = quality.judge(version.text, media_type, title=version.title, status=found.status)
    if verdict is not None and (failure is None or found.status >= 400):
        failure = verdict
    return _taken(found, media_type, version, failure)


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
    )


def _shown(words: str) -> str:
    """Names of files and addresses, too, may hold bytes that are no letters, line ends and direction tricks."""
    return single(words.encode("utf-8", errors="backslashreplace").decode("utf-8"), 4096) or ""
