"""A clean copy of a picture: its pixels in two sizes, and nothing of what lay in the regions that were to be hidden.

A hidden region is filled with tiles in the colours that surround it, never with what was in it: two pictures that differ only there
give the same bytes, so nothing can be worked out from them. All else that a file says of itself (place, time, camera) stays behind.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PIL import Image, ImageDraw, ImageStat

from khronika.vault import media, picture, sandbox
from khronika.vault.errors import Altered, Stopped, Unsupported

MEDIA_TYPE = picture.MEDIA_TYPE
MARGIN = 4  # pixels around a region that go with it: scaling has mixed what is beside them
_TILES = 8  # along the longer side of a region
_LEAST = 0.004  # of a picture's side, below which a region hides nothing
_QUALITY = {"large": 80, "small": 74}
_LIMITS = sandbox.Limits(seconds=60, processor=60, memory=2 << 30, answer=256 << 20)
_MARK = b"KHP1"

Region = tuple[float, float, float, float]
_Box = tuple[int, int, int, int]
_Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Copy:
    """A clean copy: WEBP bytes as large as it is shown, and small; `width` and `height` are of the large one."""

    width: int
    height: int
    large: bytes
    small: bytes

    def packed(self, name: str) -> bytes:
        """Both in one object of the vault, which belongs to `name` alone."""
        head = name.encode().ljust(32, b"\0")[:32]
        return _MARK + head + len(self.small).to_bytes(4, "big") + self.small + self.large


def unpacked(data: bytes, name: str) -> tuple[bytes, bytes]:
    """The large and the small bytes of an object; raises Altered for anything else."""
    start = len(_MARK) + 36
    size = int.from_bytes(data[start - 4 : start], "big")
    mine = data[len(_MARK) : start - 4] == name.encode().ljust(32, b"\0")[:32]
    if not data.startswith(_MARK) or not mine or not 0 < size < len(data) - start:
        raise Altered("The bytes of a picture's clean copy are not as they were made; restore them from a backup.")
    return data[start + size :], data[start : start + size]


def clean(
    data: bytes,
    media_type: str,
    regions: Sequence[Sequence[float]] = (),
    *,
    large: int,
    small: int,
    allow_unsandboxed: bool = False,
) -> Copy:
    """The clean copy of a picture with some regions hidden, each as parts of the whole (left, top, width, height).

    `large` and `small` are how many pixels it is across, at most.

    Raises Unsupported for what is no picture, Stopped for one that cannot be read, ValueError for a region that is none.
    """
    if media_type not in media.PICTURES:
        raise Unsupported(
            f'A picture (JPEG, PNG, TIFF or WebP) was expected, but this is "{media_type}"; '
            "save it as JPEG or PNG, then capture that beside it."
        )
    wanted = [checked(each) for each in regions]
    hints = {"kind": media_type, "pages": "1", "width": str(large), "mode": "RGB"}
    page = next(picture.pixels(data, hints, limits=_LIMITS, allow_unsandboxed=allow_unsandboxed), None)
    if page is None or page.failure is not None:
        raise Stopped(page.failure if page and page.failure else "The picture could not be opened; obtain it again.")
    image = Image.frombytes(page.mode, (page.width, page.height), page.pixels).convert("RGB")
    hide(image, wanted)
    return Copy(image.width, image.height, _encoded(image, "large"), _encoded(_smaller(image, small), "small"))


def checked(region: Sequence[float]) -> Region:
    """A region that lies within the picture; raises ValueError with a sentence for anything else."""
    if len(region) != 4 or not all(isinstance(each, (int, float)) and 0 <= each <= 1 for each in region):
        raise ValueError(
            "Expected a region as left, top, width and height, each a part of the picture between 0 and 1 "
            f"(such as 0.25,0.1,0.2,0.3); got {','.join(map(str, region))[:60]!r}."
        )
    left, top, width, height = (float(each) for each in region)
    if width < _LEAST or height < _LEAST or left + width > 1.001 or top + height > 1.001:
        raise ValueError(
            f"Expected a region that has a size and lies within the picture; got "
            f"{','.join(map(str, region))[:60]!r}. Draw it again."
        )
    return left, top, width, height


def hide(image: Image.Image, regions: Sequence[Region]) -> None:
    """Fill regions of a picture with tiles of the colours around them; nothing that is in any of them is looked at."""
    boxes = [_box(region, image.size) for region in regions]
    outside = Image.new("L", image.size, 255)
    for box in boxes:
        outside.paste(0, box)
    whole = _mean(image, outside, (0, 0, *image.size)) or (128, 128, 128)
    filled = [(box, _sides(image, outside, box, whole)) for box in boxes]
    drawing = ImageDraw.Draw(image)
    for box, sides in filled:
        _fill(drawing, box, sides)


def _box(region: Region, size: tuple[int, int]) -> _Box:
    (left, top, width, height), (across, down) = region, size
    return (
        max(0, int(left * across) - MARGIN),
        max(0, int(top * down) - MARGIN),
        min(across, ceil((left + width) * across) + MARGIN),
        min(down, ceil((top + height) * down) + MARGIN),
    )


def _sides(image: Image.Image, outside: Image.Image, box: _Box, whole: _Colour) -> tuple[_Colour, ...]:
    """The colours left of a region, above, right of and below it, as far as they lie in no region."""
    left, top, right, bottom = box
    reach = max(8, (right - left) // 6, (bottom - top) // 6)
    strips = (
        (left - reach, top, left, bottom),
        (left, top - reach, right, top),
        (right, top, right + reach, bottom),
        (left, bottom, right, bottom + reach),
    )
    return tuple(_mean(image, outside, strip) or whole for strip in strips)


def _mean(image: Image.Image, outside: Image.Image, box: _Box) -> _Colour | None:
    left, top, right, bottom = max(0, box[0]), max(0, box[1]), min(image.width, box[2]), min(image.height, box[3])
    if left >= right or top >= bottom:
        return None
    mask = outside.crop((left, top, right, bottom))
    if mask.getextrema() == (0, 0):
        return None
    red, green, blue = ImageStat.Stat(image.crop((left, top, right, bottom)), mask).mean
    return round(red), round(green), round(blue)


def _fill(drawing: ImageDraw.ImageDraw, box: _Box, sides: tuple[_Colour, ...]) -> None:
    left, top, right, bottom = box
    step = max(2, -(-max(right - left, bottom - top) // _TILES))
    for row, y in enumerate(range(top, bottom, step)):
        for column, x in enumerate(range(left, right, step)):
            across, down = (x - left) / (right - left), (y - top) / (bottom - top)
            weights = (1 - across, 1 - down, across, down)
            light = (
                column * column * 3 + row * row * 5 + column * row * 7
            ) % 17 - 8  # so that one sees that something was hidden
            colour = tuple(
                max(
                    0, min(255, round(sum(w * side[n] for w, side in zip(weights, sides, strict=True)) / 2) + light * 3)
                )
                for n in range(3)
            )
            drawing.rectangle((x, y, min(x + step, right) - 1, min(y + step, bottom) - 1), fill=colour)


def _smaller(image: Image.Image, across: int) -> Image.Image:
    if image.width <= across:
        return image
    size = across, max(1, round(image.height * across / image.width))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _encoded(image: Image.Image, size: str) -> bytes:
    """WEBP bytes of nothing but the pixels."""
    plain = Image.frombytes("RGB", image.size, image.tobytes())
    made = io.BytesIO()
    plain.save(made, "WEBP", quality=_QUALITY[size], method=4, exif=b"", icc_profile=b"", xmp=b"")
    return made.getvalue()


def chunks(data: bytes) -> list[str]:
    """The names of all that a WEBP file has, so that one sees that it has pixels only; empty where it is none."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return []
    found, at = [], 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        found.append(data[at : at + 4].decode("latin-1"))
        at += 8 + size + size % 2
    return found
