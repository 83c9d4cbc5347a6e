"""What people look at instead of an original: its pages, drawn in the sandbox and encoded anew outside of it.

The child hands out pixels and nothing else, so neither what hides in a file nor what a taken-over parser would say can
reach the eye of a browser: a picture made here is what its pixels are.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image

from khronika.vault import media, sandbox
from khronika.vault.errors import Missing, Stopped, Unsupported

MEDIA_TYPE = "image/webp"
WIDEST = 4000
_LIMITS = sandbox.Limits(seconds=60, processor=60, memory=2 << 30, answer=256 << 20)
_MODES = {"L": 1, "RGB": 3}
_QUALITY = 82


@dataclass(frozen=True)
class Page:
    """Pixels of page `number`, row by row, one byte (L) or three (RGB) for each; or the `failure`, a sentence."""

    number: int
    width: int
    height: int
    mode: str
    pixels: bytes
    failure: str | None = None


def pages(data: bytes, media_type: str, *, allow_unsandboxed: bool = False) -> list[tuple[int, int, int]]:
    """Number, width and height of each page of a PDF (in points) or a picture (in dots); of anything else there are none.

    Pages that are damaged are left out; raises `Stopped` when none can be measured.
    """
    if not _shown(media_type):
        return []
    hints = {"kind": media_type, "measure": "1"}
    answers = sandbox.stream("picture", data, limits=_LIMITS, hints=hints, allow_unsandboxed=allow_unsandboxed)
    found = [_measured(head, b"", pixels=False) for head, _ in answers]
    sound = [(page.number, page.width, page.height) for page in found if page.failure is None]
    if not sound:
        raise Stopped(next((page.failure for page in found if page.failure), "The document has no pages to show."))
    return sound


def page_image(data: bytes, media_type: str, number: int, width: int, *, allow_unsandboxed: bool = False) -> bytes:
    """Page `number` as a WEBP picture, `width` dots wide (pictures are not enlarged), without anything but its pixels.

    Raises `Unsupported` for what has no pages, `Missing` for a number that is none, `Stopped` for a page that cannot
    be drawn.
    """
    if not _shown(media_type):
        raise Unsupported(f'A PDF or a picture was expected, not "{media_type}"; look at its text instead.')
    hints = {"kind": media_type, "pages": str(int(number)), "width": str(max(1, min(width, WIDEST))), "mode": "RGB"}
    for page in pixels(data, hints, limits=_LIMITS, allow_unsandboxed=allow_unsandboxed):
        if page.failure is not None:
            raise Stopped(page.failure)
        return _encoded(page)
    raise Missing(f'The document has no page "{number}"; choose another one.')


def pixels(
    data: bytes, hints: dict[str, str], *, limits: sandbox.Limits, allow_unsandboxed: bool = False
) -> Iterator[Page]:
    """The pages that the hints ask for, one after the other; their sizes are true."""
    for head, dots in sandbox.stream("picture", data, limits=limits, hints=hints, allow_unsandboxed=allow_unsandboxed):
        yield _measured(head, dots, pixels=True)


def _shown(media_type: str) -> bool:
    return media_type == media.PDF or media_type in media.PICTURES


def _measured(head: dict[str, Any], dots: bytes, *, pixels: bool) -> Page:
    """What the child says of a page, if it can be true."""
    failure, mode = head.get("failure"), head.get("mode", "L")
    number, width, height = head.get("number", 0), head.get("width", 0), head.get("height", 0)
    if isinstance(failure, str):
        return Page(number if type(number) is int else 0, 0, 0, "L", b"", failure[:500])
    sound = (
        all(type(value) is int for value in (number, width, height)) and 0 < width < 1 << 20 and 0 < height < 1 << 20
    )
    if not sound or mode not in _MODES or (pixels and len(dots) != width * height * _MODES[mode]):
        raise Stopped("The page cannot be shown: its reader answered with nonsense; look at it elsewhere.")
    return Page(number, width, height, mode, dots)


def _encoded(page: Page) -> bytes:
    image = Image.frombytes(page.mode, (page.width, page.height), page.pixels)
    made = io.BytesIO()
    image.save(made, "WEBP", quality=_QUALITY, method=1)
    return made.getvalue()
