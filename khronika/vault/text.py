"""A text version says by which reader it was made and whether all of the original is in it; it is never the original.

The reader runs in the sandbox and is not trusted: its answer is cleaned and measured again here. A picture may have no
text and is a document all the same: its text version is empty, and says why.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from khronika.vault import media, ocr, sandbox
from khronika.vault.errors import Stopped, TooLarge
from khronika.vault.jobs.clean import clean, single
from khronika.vault.jobs.lines import bound

_JOBS = {
    media.HTML: "html",
    media.PDF: "pdf",
    media.PLAIN: "plain",
    media.MARKDOWN: "plain",
    media.WORD: "word",
    media.ODT: "odt",
    media.WORKBOOK: "sheets",
    media.RTF: "rtf",
}
_LIMIT = 100 << 20  # bytes of one document
_DOUBTFUL = "The words were hard to make out in the picture, and some are surely wrong; compare them with it."
_PICTURES = "The PDF holds pictures of pages in which no text was found; look at them and capture a better copy."
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
    if media_type in media.PICTURES:
        return _seen(data, media_type, allow_unsandboxed)
    job = _JOBS.get(media_type)
    if job is None:
        return _failed(f'A document, a picture or a text was expected, not "{media_type}"; convert it first.')
    hints = {"charset": charset} if charset else {}
    try:
        check(len(data))
        answer = sandbox.run(job, data, limits=limits, hints=hints, allow_unsandboxed=allow_unsandboxed)
        if job == "pdf" and answer.get("missing"):
            answer = _completed(data, answer, allow_unsandboxed)
        return version(answer)
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


def _seen(data: bytes, media_type: str, allow_unsandboxed: bool) -> TextVersion:
    """The words in a picture; one without words, or that nobody can read here, is kept and says so."""
    engine = ocr.engine()
    try:
        check(len(data))
        found = ocr.read(data, media_type, allow_unsandboxed=allow_unsandboxed)
    except TooLarge as error:
        return _failed(str(error), "none")
    if not found.texts:
        return _failed(found.failure or _WORTHLESS, "none")
    if engine is None:
        return TextVersion("", (), None, None, None, "none", Outcome.PARTIAL, f"A picture: {ocr.MISSING}")
    words, places = bound([text for _, text in sorted(found.texts.items())])
    pages = tuple(
        PageSpan(number, start, end) for number, (_, start, end) in zip(sorted(found.texts), places, strict=True)
    )
    problem = found.failure
    if not any(map(str.isalpha, words)):
        words, pages = "", ()
        problem = problem or "A picture in which no text was found; look at it and describe what it shows in a note."
    elif found.doubtful:
        problem = problem or _DOUBTFUL
    outcome = Outcome.PARTIAL if problem else Outcome.READ
    return TextVersion(words, pages, None, None, None, engine.name, outcome, problem)


def _completed(data: bytes, answer: dict[str, Any], allow_unsandboxed: bool) -> dict[str, Any]:
    """What was read of a PDF, with the words of those of its pages that are pictures."""
    engine, missing = ocr.engine(), _numbers(answer)
    texts = {page.number: (_string(answer, "text") or "")[page.start : page.end] for page in _spans(answer)}
    if engine is None:
        answer["shortfall"] = f"Its pages {_listed(missing)} are pictures: {ocr.MISSING}"
        return answer if any(texts.values()) else {**answer, "failure": answer["shortfall"]}
    found = ocr.read(data, media.PDF, missing, allow_unsandboxed=allow_unsandboxed)
    texts.update({number: text for number, text in found.texts.items() if number in texts})
    unread = [number for number in missing if number not in found.texts]
    words, pages = bound([texts[number] for number in sorted(texts)])
    answer.update(text=words, pages=pages, whole=answer.get("beyond") == 0)
    answer["missing"] = [number for number in missing if not texts.get(number)]
    answer["reader"] = f"{answer.get('reader')}, {engine.name}"
    answer["title"] = answer.get("title") or single(words.split("\n", 1)[0], 200)
    if unread:
        answer["shortfall"] = (
            f"The pages {_listed(unread)} are pictures and were not read: {len(found.texts)} were, which is as far as "
            "one document may go; split it and capture the parts."
        )
    elif found.doubtful:
        answer["shortfall"] = _DOUBTFUL
    if not any(map(str.isalpha, words)):
        answer["failure"] = answer.get("shortfall") or _PICTURES
    return answer


def _numbers(answer: dict[str, Any]) -> list[int]:
    found = answer.get("missing")
    if not isinstance(found, list) or not all(type(number) is int for number in found):
        raise Stopped("The document could not be read: its reader answered with nonsense; look at it elsewhere.")
    return found


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:20]))
    return f'"{shown}"' if len(numbers) <= 20 else f'"{shown}" and {len(numbers) - 20} more'


def version(answer: dict[str, Any]) -> TextVersion:
    """The text version that the answer of a child amounts to; raises `Stopped` where it cannot be one."""
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
        pages=_spans(answer),
        title=single(_string(answer, "title")),
        author=single(_string(answer, "author")),
        published=single(_string(answer, "published"), 10),
        reader=reader,
        outcome=Outcome.PARTIAL if problem else Outcome.READ,
        problem=problem,
    )


def _spans(answer: dict[str, Any]) -> tuple[PageSpan, ...]:
    return _pages(answer.get("pages") or [], len(_string(answer, "text") or ""))


def _shortfall(answer: dict[str, Any]) -> str | None:
    if answer.get("shortfall"):
        return single(_string(answer, "shortfall"), 1000)
    missing = _numbers(answer) if answer.get("missing") else []
    if missing:
        return f"The text of the pages {_listed(missing)} could not be read; look at them in the original."
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
