"""The demonstration's pictures, drawn and not photographed: invented scenes and symbols without a face or a name.

`python -m khronika.demo.drawn khronika/demo/pictures` draws them anew.
"""

import random
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

SIZE = (1200, 800)
_FINER = 2  # drawn larger and made smaller, so that edges are smooth
PAPER, INK, RED, SAND, BLUE, GREEN = "#f6f1e7", "#26303a", "#c0342b", "#e3d5bb", "#3f6b8a", "#6f8f6a"


class Sheet:
    """A sheet to draw on, measured in the picture's own pixels."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (SIZE[0] * _FINER, SIZE[1] * _FINER), ground)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, width: float, height: float, *, fill: str, round_: float = 0) -> None:
        """A rectangle by its upper left corner."""
        corners = [value * _FINER for value in (x, y, x + width, y + height)]
        self.pen.rounded_rectangle(corners, round_ * _FINER, fill=fill)

    def disc(self, x: float, y: float, across: float, *, fill: str, down: float = 0) -> None:
        """A circle or ellipse by its centre."""
        half, high = across / 2, (down or across) / 2
        self.pen.ellipse([value * _FINER for value in (x - half, y - high, x + half, y + high)], fill=fill)

    def line(self, points: list[tuple[float, float]], *, fill: str, width: float) -> None:
        """A line with round joints and ends."""
        scaled = [(x * _FINER, y * _FINER) for x, y in points]
        self.pen.line(scaled, fill=fill, width=int(width * _FINER), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width, fill=fill)

    def shape(self, points: list[tuple[float, float]], *, fill: str) -> None:
        """A filled shape."""
        self.pen.polygon([(x * _FINER, y * _FINER) for x, y in points], fill=fill)

    def done(self) -> Image.Image:
        """The picture in its own size, with few colours so that the file is small."""
        return self.image.resize(SIZE, Image.Resampling.LANCZOS).quantize(96, dither=Image.Dither.NONE)


def palm() -> Sheet:
    """A red palm, raised: the sign under which people walked against the death penalty."""
    sheet = Sheet(PAPER)
    for at, top, lean in ((470, 250, -34), (560, 170, -10), (650, 170, 12), (736, 240, 36)):
        sheet.line([(at + (600 - at) * 0.3, 500), (at + lean, top)], fill=RED, width=78)
    sheet.line([(700, 560), (868, 420)], fill=RED, width=80)
    sheet.disc(606, 530, 300, fill=RED, down=330)
    sheet.box(520, 600, 170, 200, fill=RED)
    return sheet


def march() -> Sheet:
    """Drums and red palms on sticks before an empty street."""
    sheet = Sheet("#dfe7ea")
    sheet.box(0, 540, 1200, 260, fill=SAND)
    for x, height in ((60, 330), (250, 400), (470, 350), (700, 420), (900, 340), (1080, 390)):
        sheet.box(x - 60, 540 - height, 160, height, fill="#c9c2b4")
        for row in range(4):
            for column in range(2):
                sheet.box(x - 34 + column * 66, 570 - height + row * 74, 34, 44, fill="#a9b3b8", round_=4)
    for x, y in ((150, 300), (390, 240), (640, 280), (870, 230), (1060, 300)):
        sheet.line([(x, y + 60), (x, 620)], fill=INK, width=8)
        sheet.disc(x, y + 40, 90, fill=RED, down=96)
        for turn in (-36, -12, 12, 36):
            sheet.line([(x + turn * 0.6, y + 20), (x + turn, y - 46)], fill=RED, width=19)
    for x, y, across in ((250, 650, 210), (600, 680, 250), (950, 650, 210)):
        sheet.box(x - across / 2, y - 60, across, 130, fill=BLUE, round_=16)
        sheet.disc(x, y - 60, across, fill=PAPER, down=60)
        for step in range(-2, 3):
            sheet.line([(x + step * across / 6, y - 20), (x + step * across / 6 + 16, y + 56)], fill=PAPER, width=5)
        sheet.line([(x - 20, y - 64), (x - 130, y - 150)], fill=INK, width=10)
        sheet.line([(x + 20, y - 64), (x + 130, y - 150)], fill=INK, width=10)
    return sheet


def table() -> Sheet:
    """A table with four cups and four empty chairs."""
    sheet = Sheet("#efe6d6")
    sheet.box(0, 610, 1200, 190, fill="#d9c8a8")
    for x in (170, 450, 750, 1030):
        sheet.box(x - 70, 270, 140, 300, fill=GREEN, round_=40)
        sheet.box(x - 52, 290, 104, 200, fill="#86a581", round_=30)
    sheet.box(60, 470, 1080, 60, fill="#8a5a3c", round_=26)
    for x in (150, 1010):
        sheet.box(x, 520, 44, 230, fill="#744a30", round_=8)
    for x in (190, 450, 730, 1000):
        sheet.disc(x, 470, 110, fill=PAPER, down=26)
        sheet.box(x - 34, 408, 68, 60, fill=PAPER, round_=12)
        sheet.line([(x + 32, 424), (x + 52, 436), (x + 34, 452)], fill=PAPER, width=9)
    sheet.box(580, 360, 40, 108, fill=BLUE, round_=12)
    for turn, colour in ((-40, RED), (0, "#d9a441"), (40, RED)):
        sheet.line([(600, 370), (600 + turn, 270)], fill=GREEN, width=8)
        sheet.disc(600 + turn, 262, 58, fill=colour)
    return sheet


def letters() -> Sheet:
    """Letters on a table, far more than one could read in a day."""
    sheet, chance = Sheet("#cfd8dc"), random.Random(104_731)
    for row in range(9):
        for column in range(7):
            x, y = column * 190 - 60 + chance.randint(-40, 40), row * 96 - 50 + chance.randint(-24, 24)
            sheet.box(x + 5, y + 7, 190, 122, fill="#b4c0c5", round_=6)
            sheet.box(x, y, 190, 122, fill=chance.choice((PAPER, "#fffdf7", SAND, "#eadfcb")), round_=6)
            if chance.random() < 0.6:
                sheet.line([(x + 8, y + 8), (x + 95, y + 72), (x + 182, y + 8)], fill="#b9a98b", width=3)
            else:
                sheet.box(x + 150, y + 12, 28, 34, fill=chance.choice((RED, BLUE, GREEN)), round_=2)
                for line in range(3):
                    sheet.box(x + 24, y + 50 + line * 20, 90 - line * 18, 6, fill="#8c97a0", round_=3)
    return sheet


def day() -> Sheet:
    """A night with lit windows far apart and one line that joins them: a poster for 4 August."""
    sheet, chance = Sheet("#1f2d3d"), random.Random(4_8)
    lights = [(70 + step * 82, 400 + chance.randint(-190, 190)) for step in range(14)]
    sheet.line([(float(x), float(y)) for x, y in lights], fill="#47617a", width=5)
    for x, y in lights:
        sheet.disc(x, y, 96, fill="#34485c")
        sheet.disc(x, y, 58, fill="#b98a3a")
        sheet.disc(x, y, 34, fill="#ffe9a8")
    sheet.box(0, 706, 1200, 94, fill=RED)
    sheet.box(0, 692, 1200, 14, fill=PAPER)
    return sheet


PICTURES: dict[str, Callable[[], Sheet]] = {each.__name__: each for each in (palm, march, table, letters, day)}


def draw(folder: Path) -> None:
    """Draw every picture into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawn in PICTURES.items():
        drawn().done().save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
