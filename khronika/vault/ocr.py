"""Words in pictures are read by Tesseract, in the sandbox, and never taken for more than what a machine made out.

It sees plain pixels only. The reader's name says that a text came so; where much was hard to make out, or pages were
left out, a sentence says that too. Without Tesseract pictures are kept all the same, unread.
"""

import functools
import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from khronika.vault import picture, sandbox
from khronika.vault.errors import Stopped
from khronika.vault.jobs.clean import clean
from khronika.vault.jobs.lines import Line, paragraphs

LANGUAGES = ("bel", "rus", "eng")
PACKAGES = ("tesseract-ocr", *(f"tesseract-ocr-{language}" for language in LANGUAGES))
MISSING = f"no text was read because tesseract is missing; install {' '.join(PACKAGES)}, then capture it again."
_FOLDERS = ("/usr/share/tesseract-ocr", "/usr/share/tessdata", "/usr/local/share/tessdata")
_DRAWING = sandbox.Limits(seconds=120, processor=120, memory=2 << 30, answer=4 << 30)
_READING = sandbox.Limits(seconds=60, processor=60, memory=1 << 30, answer=16 << 20)
_DOTS = 200  # per inch, at which pages of paper are drawn
_FAINT = 30  # confidence in percent below which a line is noise
_DOUBTFUL = 70


@dataclass(frozen=True)
class Bounds:
    """What one document may take: pages, and seconds after which no further page is begun."""

    pages: int = 60
    seconds: float = 180


@dataclass(frozen=True)
class Engine:
    """The installed Tesseract: its path, its version and those of our languages that it knows."""

    path: str
    version: str
    languages: tuple[str, ...]

    @property
    def name(self) -> str:
        """How a text version names its reader."""
        return f"tesseract {self.version} {'+'.join(self.languages)}"


@dataclass(frozen=True)
class Read:
    """What was made out: the text of each page by its number, how sure (0 to 100), and the first failure."""

    texts: dict[int, str]
    sureness: float
    failure: str | None = None

    @property
    def doubtful(self) -> bool:
        """Whether so much was hard to make out that it should be compared with the picture."""
        return any(self.texts.values()) and self.sureness < _DOUBTFUL


@functools.cache
def engine() -> Engine | None:
    """The Tesseract of this machine, or None where there is none with at least one of our languages."""
    path = shutil.which("tesseract")
    if path is None:
        return None
    asked = {"capture_output": True, "timeout": 20, "check": False, "text": True}
    try:
        version = subprocess.run([path, "--version"], **asked).stdout.split()  # type: ignore[call-overload]
        known = set(subprocess.run([path, "--list-langs"], **asked).stdout.split())  # type: ignore[call-overload]
    except (OSError, subprocess.TimeoutExpired):
        return None
    languages = tuple(language for language in LANGUAGES if language in known)
    return Engine(path, version[1] if len(version) > 1 else "unknown", languages) if languages else None


def read(
    data: bytes,
    media_type: str,
    numbers: Iterable[int] = (),
    *,
    bounds: Bounds | None = None,
    allow_unsandboxed: bool = False,
) -> Read:
    """The words on the pages with these numbers (on all, if none is named), as far as the bounds go.

    Raises `Unavailable` without a sandbox; without Tesseract nothing is read (see `engine`).
    """
    bounds = bounds or Bounds()
    hints = {"kind": media_type, "mode": "L", "dots": str(_DOTS), "pages": ",".join(map(str, numbers))}
    texts: dict[int, str] = {}
    sure: list[float] = []
    failure, until = None, time.monotonic() + bounds.seconds
    drawn = picture.pixels(data, hints, limits=_DRAWING, allow_unsandboxed=allow_unsandboxed)
    try:
        for page in drawn:
            if page.failure is not None:
                failure = failure or page.failure
                continue
            texts[page.number] = ""
            try:
                texts[page.number], sureness = _page(page, allow_unsandboxed)
                sure += sureness
            except Stopped as error:
                failure = failure or str(error)
            if len(texts) >= bounds.pages or time.monotonic() > until:
                break
    except Stopped as error:
        failure = failure or str(error)
    return Read(texts, statistics.fmean(sure) if sure else 0.0, failure)


def _page(page: picture.Page, allow_unsandboxed: bool) -> tuple[str, list[float]]:
    """The text of one page, and how sure Tesseract was of each word."""
    found = engine()
    if found is None:
        return "", []
    program = [found.path, "stdin", "stdout", "-l", "+".join(found.languages), "--dpi", str(_DOTS), "tsv"]
    data = b"P5\n%d %d\n255\n" % (page.width, page.height) + page.pixels
    folders = [Path(folder) for folder in (*_FOLDERS, os.environ.get("TESSDATA_PREFIX", "")) if folder]
    told = sandbox.call(program, data, folders=folders, limits=_READING, allow_unsandboxed=allow_unsandboxed)
    words = list(_words(told.decode("utf-8", errors="replace")))
    return _arranged(words), [word.sureness for word in words if any(map(str.isalpha, word.text))]


@dataclass(frozen=True)
class _Word:
    """A word, the block and line that it stands in, and its place in dots."""

    text: str
    sureness: float
    block: int
    line: tuple[int, int, int]
    left: int
    top: int
    right: int
    bottom: int


def _words(table: str) -> Iterator[_Word]:
    """The words in Tesseract's table (its TSV: level, page, block, paragraph, line, word, box, confidence, text)."""
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != "5" or not cells[11].strip():
            continue
        try:
            block, paragraph, line, left, top, width, height = map(int, [*cells[2:5], *cells[6:10]])
            sureness = float(cells[10])
        except ValueError:
            continue
        place = (block, paragraph, line)
        yield _Word(clean(cells[11]).strip(), sureness, block, place, left, top, left + width, top + height)


def _arranged(words: list[_Word]) -> str:
    """Paragraphs; columns one after the other, where a page has them."""
    rows: dict[tuple[int, int, int], list[_Word]] = {}
    for word in words:
        rows.setdefault(word.line, []).append(word)
    lines = {place: row for place, row in rows.items() if statistics.fmean(word.sureness for word in row) >= _FAINT}
    size = statistics.median([word.bottom - word.top for row in lines.values() for word in row] or [1])
    blocks: dict[int, list[Line]] = {}
    for place, row in lines.items():
        blocks.setdefault(place[0], []).append(_line(row, size))
    if _columns(list(blocks.values())):
        return "\n\n".join(filter(None, map(paragraphs, blocks.values())))
    return paragraphs([line for block in blocks.values() for line in block])


def _line(row: list[_Word], size: float) -> Line:
    """A line on the page; heights of words vary with their letters, so one size stands for all."""
    text = " ".join(word.text for word in row if word.text)
    base = statistics.median(word.bottom for word in row)
    return Line(text, row[0].left, max(word.right for word in row), -base, size)


def _columns(blocks: list[list[Line]]) -> bool:
    """Whether two blocks stand side by side over more than one line."""
    tall = [block for block in blocks if len(block) > 1]
    for place, one in enumerate(tall):
        for other in tall[place + 1 :]:
            beside = max(line.left for line in one) > max(line.right for line in other)
            beside = beside or max(line.left for line in other) > max(line.right for line in one)
            level = min(one[0].bottom, other[0].bottom) > max(one[-1].bottom, other[-1].bottom)
            if beside and level:
                return True
    return False
