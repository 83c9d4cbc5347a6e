"""Pages as plain pixels: no picture format leaves the sandbox, so whoever shows the pages encodes them anew.

A picture tells its size before it is unpacked; what would take more room than a page of paper could need is refused
by that. What is not pixels (where a photograph was taken, by which camera) stays behind.
"""

import io
import zlib
from collections.abc import Iterator
from typing import Any

import pypdfium2
from PIL import Image, ImageOps

_LARGEST = 120_000_000  # dots of a picture as it is kept
_DOTS = 20_000_000  # dots of a page as it is given out
_PAGES = 3000
_POINTS = 72
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "MPO")
_SMALL, _ENOUGH = 1000, 1800  # dots across, between which text is read best: a page of paper at 200 to the inch
_BROKEN = (OSError, SyntaxError, ValueError, LookupError, EOFError, TypeError, AttributeError, RuntimeError, zlib.error)
Image.MAX_IMAGE_PIXELS = None  # measured here, and refused with a sentence


def members(data: bytes, hints: dict[str, str]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The size of each page (hints: `measure`), or the pixels of the wanted `pages`, `width` dots wide or as fits reading."""
    pages = _paper(data, hints) if hints["kind"] == "application/pdf" else _pictures(data, hints)
    yield from pages


def _wanted(hints: dict[str, str], count: int) -> list[int]:
    numbers = [int(number) for number in hints["pages"].split(",")] if hints.get("pages") else range(1, count + 1)
    return [number for number in numbers if 1 <= number <= count]


def _paper(data: bytes, hints: dict[str, str]) -> Iterator[tuple[dict[str, Any], bytes]]:
    try:
        document = pypdfium2.PdfDocument(data)
        count = min(len(document), _PAGES)
    except pypdfium2.PdfiumError:
        yield {"failure": "The PDF is damaged or locked, so that no page of it can be shown; obtain it again."}, b""
        return
    for number in _wanted(hints, count):
        try:
            page = document[number - 1]
            if hints.get("measure"):
                width, height = page.get_size()
                yield {"number": number, "width": max(1, round(width)), "height": max(1, round(height))}, b""
            else:
                yield _rendered(page, number, hints)
            page.close()
        except pypdfium2.PdfiumError:
            yield {"number": number, "failure": "The page is damaged and cannot be shown."}, b""


def _rendered(page: pypdfium2.PdfPage, number: int, hints: dict[str, str]) -> tuple[dict[str, Any], bytes]:
    across, down = (max(1.0, side) for side in page.get_size())
    scale = int(hints["width"]) / across if "width" in hints else int(hints["dots"]) / _POINTS
    scale = min(scale, (_DOTS / (across * down)) ** 0.5)
    image = page.render(scale=scale, grayscale=hints["mode"] == "L").to_pil().convert(hints["mode"])
    return _told(image, number)


def _told(image: Image.Image, number: int) -> tuple[dict[str, Any], bytes]:
    head = {"number": number, "width": image.width, "height": image.height, "mode": image.mode}
    return head, image.tobytes()


def _pictures(data: bytes, hints: dict[str, str]) -> Iterator[tuple[dict[str, Any], bytes]]:
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    except _BROKEN:
        yield {"failure": "The picture is damaged or cut off, so that it could not be opened; obtain it again."}, b""
        return
    for number in _wanted(hints, min(count, _PAGES)):
        try:
            image.seek(number - 1)
            yield _picture(image, number, hints)
        except _BROKEN:
            failure = "The picture is damaged or cut off, so that it could not be opened; obtain it again."
            yield {"number": number, "failure": failure}, b""


def _picture(image: Image.Image, number: int, hints: dict[str, str]) -> tuple[dict[str, Any], bytes]:
    if image.width * image.height > _LARGEST:
        failure = (
            f'A picture of at most {_LARGEST // 1_000_000} million dots was expected, but this has "{image.width} × '
            f'{image.height}"; make it smaller, then capture that beside it.'
        )
        return {"number": number, "failure": failure}, b""
    turned = image.format != "TIFF" and image.getexif().get(0x0112, 1) in (5, 6, 7, 8)  # of a TIFF, Pillow sees to it
    across, down = (image.height, image.width) if turned else image.size
    if hints.get("measure"):
        return {"number": number, "width": across, "height": down}, b""
    return _told(_fitted(image, across, down, hints), number)


def _fitted(image: Image.Image, across: int, down: int, hints: dict[str, str]) -> Image.Image:
    """Upright, on white, in the wanted colours and size; never larger than it is to be looked at."""
    readable = 2.0 if across < _SMALL else min(1.0, _ENOUGH / min(across, down))
    share = min(1.0, int(hints["width"]) / across) if "width" in hints else readable
    share = min(share, (_DOTS / (across * down)) ** 0.5)
    image.draft(hints["mode"], (int(image.width * share), int(image.height * share)))
    plain = ImageOps.exif_transpose(_flat(image)).convert(hints["mode"])
    size = max(1, round(across * share)), max(1, round(down * share))
    return plain if plain.size == size else plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _flat(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda dot: dot / 256).convert("L")
    if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
        return image
    over = image.convert("RGBA")
    ground = Image.new("RGBA", over.size, "white")
    flat = Image.alpha_composite(ground, over)
    flat.info.update({"exif": image.info.get("exif", b"")})
    return flat
