"""A text version says by which reader it was made and whether all of the original is in it; it is never the original.

The reader runs in the sandbox and is not trusted: its answer is cleaned and measured again here.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from khronika.vault import media, sandbox
from khronika.vault.errors import Stopped, TooLarge
from khronika.vault.jobs.clean import clean, single

_JOBS = {media.HTML: "html", media.PDF: "pdf", media.PLAIN: "plain", media.MARKDOWN: "plain"}
_LIMIT = 100 << 20  # bytes of one document
_WORTHLESS = "The document was read but no text was found in it; look at the original and capture a better copy."


class Outcome(StrEnum):
    """How a reading went: all of it, part of it (the problem says which), or nothing."""

    READ = "read"
    PARTIAL = "partial"
    FAILED = "failed"


@dataclass(frozen=True)
class PageSpan:
    """Page `number` of the original is `text[start:end]`."""

    number: int
    start: int
    end: int


@dataclass(frozen=True)
class TextVersion:
    """A text made of a document; `published` is a date as the document states it (ISO 8601), `problem` a sentence."""

    text: str
    pages: tuple[PageSpan, ...]
    title: str | None
    author: str | None
    published: str | None
    reader: str
    outcome: Outcome
    problem: str | None


def extract(
    data: bytes,
    media_type: str,
    *,
    charset: str | None = None,
    limits: sandbox.Limits | None = None,
    allow_unsandboxed: bool = False,
) -> TextVersion:
    """The text version of `data`; a document that cannot be read answers with `Outcome.FAILED` and the reason.

    `charset` is what the carrier (an HTTP header) declared; it is believed only if the bytes agree. Raises
    `Unavailable` where no sandbox works, unless `allow_unsandboxed`.
    """
    job = _JOBS.get(media_type)
    if job is None:
        return _failed(f'A web page, a PDF or a text was expected, not "{media_type}"; convert it first.')
    hints = {"charset": charset} if charset else {}
    try:
        check(len(data))
        answer = sandbox.run(job, data, limits=limits, hints=hints, allow_unsandboxed=allow_unsandboxed)
        return _version(answer)
    except (Stopped, TooLarge) as error:
        return _failed(str(error), job)


def check(size: int) -> None:
    """Raise `TooLarge` for a document of `size` bytes that is beyond what is captured."""
    if size > _LIMIT:
        raise TooLarge(
            f"A document of at most {_LIMIT >> 20} MB was expected, but this one has {size / (1 << 20):.0f} MB; "
            "split it, or capture the part that matters."
        )


def _failed(problem: str, reader: str = "none") -> TextVersion:
    return TextVersion("", (), None, None, None, reader, Outcome.FAILED, problem)


def _version(answer: dict[str, Any]) -> TextVersion:
    reader = single(_string(answer, "reader"), 100) or "unknown"
    if answer.get("failure") is not None:
        return _failed(single(_string(answer, "failure")) or _WORTHLESS, reader)
    text = _string(answer, "text") or ""
    if clean(text) != text:
        raise Stopped("The document could not be read: its reader answered with unclean text; look at it elsewhere.")
    if not text.strip():
        return _failed(_WORTHLESS, reader)
    problem = _shortfall(answer)
    return TextVersion(
        text=text,
        pages=_pages(answer.get("pages") or [], len(text)),
        title=single(_string(answer, "title")),
        author=single(_string(answer, "author")),
        published=single(_string(answer, "published"), 10),
        reader=reader,
        outcome=Outcome.PARTIAL if problem else Outcome.READ,
        problem=problem,
    )


def _shortfall(answer: dict[str, Any]) -> str | None:
    missing = answer.get("missing") or []
    if isinstance(missing, list) and missing and all(isinstance(number, int) for number in missing):
        numbers = ", ".join(map(str, missing[:20]))
        return f'The text of the pages "{numbers}" could not be read; look at them in the original.'
    if answer.get("whole") is not True:
        return "Some of the text could not be read, and gaps are marked; compare it with the original."
    return None


def _string(answer: dict[str, Any], name: str) -> str | None:
    value = answer.get(name)
    if value is not None and not isinstance(value, str):
        raise Stopped("The document could not be read: its reader answered with nonsense; look at it elsewhere.")
    return value


def _pages(found: Any, length: int) -> tuple[PageSpan, ...]:
    try:
        pages = tuple(PageSpan(int(number), int(start), int(end)) for number, start, end in found)
    except (TypeError, ValueError):
        raise Stopped(
            "The document could not be read: its reader misnumbered its pages; look at it elsewhere."
        ) from None
    if any(not 0 <= page.start <= page.end <= length for page in pages):
        raise Stopped("The document could not be read: its reader misplaced its pages; look at it elsewhere.")
    return pages
