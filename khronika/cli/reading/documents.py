"""A file becomes a text as capture makes one of it: told by its bytes, read in the sandbox. Nothing is kept.

Whatever cannot be read is told in a sentence and never stops the others.
"""

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from khronika.vault import media, sandbox, text
from khronika.vault.errors import Unsupported, VaultError

STANDARD_INPUT = "-"
LONGEST = 5_000_000
"""Characters of a text that is read at once; about half a minute of work."""

_PLAIN = 40 << 20
"""Bytes of a plain text that can hold so many characters; a PDF may be larger, for it has pictures."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text and the date that it states itself; without a text, the `problem` in a sentence."""

    name: str
    text: str = ""
    published: str = ""
    problem: str = ""


def document(name: str, *, allow_unsandboxed: bool = False) -> Document:
    """The document of a file, or of standard input for '-'. Raises `Unavailable` where there is no sandbox."""
    if not allow_unsandboxed:
        sandbox.require()
    try:
        return _read(name, _bytes(name), allow_unsandboxed)
    except OSError as error:
        return Document(shown(name), problem=_why(error))
    except (VaultError, ValueError) as error:
        return Document(shown(name), problem=str(error))


def _read(name: str, data: bytes, allow_unsandboxed: bool) -> Document:
    media_type = media.sniff(data, name)
    if media_type in (media.PLAIN, media.MARKDOWN) and len(data) > _PLAIN:
        raise ValueError(_long(f"{len(data) >> 20} MB"))
    version = text.extract(data, media_type, allow_unsandboxed=allow_unsandboxed)
    if version.outcome is text.Outcome.FAILED:
        return Document(shown(name), problem=version.problem or "The document cannot be read; look at it elsewhere.")
    if len(version.text) > LONGEST:
        raise ValueError(_long(f"{len(version.text):,} characters"))
    return Document(shown(name), version.text, version.published or "")


def _long(size: str) -> str:
    return f"A text of at most {LONGEST:,} characters was expected, but this one has {size}; split it."


def _bytes(name: str) -> bytes:
    """The bytes of an ordinary file, or of standard input, as far as they are not too many."""
    if name == STANDARD_INPUT:
        return _limited(sys.stdin.buffer)
    descriptor = os.open(name, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise Unsupported('A file was expected, but this is a pipe or a device; give "-" and lead it in there.')
        text.check(facts.st_size)
        return _limited(file)


def _limited(file: BinaryIO) -> bytes:
    data = file.read((100 << 20) + 1)
    text.check(len(data))
    return data


def _why(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "A file was expected, but this is a folder; give the files in it."
    if isinstance(error, FileNotFoundError):
        return "The file was expected but is not there; check its name."
    if isinstance(error, PermissionError):
        return "The file may not be read by this account; change its permissions."
    return f"The file cannot be read ({error.strerror}); check its name and the disk."


def shown(name: str) -> str:
    """A file's name as it is printed: it may hold bytes that are no letters, and line ends."""
    if name == STANDARD_INPUT:
        return STANDARD_INPUT
    return (Path(name).name or name).encode("utf-8", errors="backslashreplace").decode("utf-8").replace("\n", " ")
