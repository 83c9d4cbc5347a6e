"""People see pages and never originals; words in pictures are read, and where they are not, that is said."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw, ImageFont

from khronika.vault import media, ocr, picture, sandbox
from khronika.vault.errors import Missing, Stopped, Unsupported
from khronika.vault.intake import received
from khronika.vault.text import Outcome, extract

Builder = Callable[..., bytes]
pytestmark = pytest.mark.skipif(
    sandbox.available() is None, reason="bubblewrap does not work on this machine, and no document is read without it"
)
reads_pictures = pytest.mark.skipif(ocr.engine() is None, reason="tesseract is not installed on this machine")
WORDS = "The court fined Adam First."


def saved(image: Image.Image, form: str, **settings: object) -> bytes:
    """The picture in this format."""
    made = io.BytesIO()
    image.save(made, form, **settings)
    return made.getvalue()


def written(words: str = WORDS) -> Image.Image:
    """A page with words on it."""
    image = Image.new("L", (1200, 300), 255)
    ImageDraw.Draw(image).text((60, 100), words, font=ImageFont.load_default(size=48), fill=0)
    return image


def hollow(width: int, height: int) -> bytes:
    """A PNG of some kilobytes that claims these sides."""

    def piece(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    dots = zlib.compress(bytes((width // 8 + 1) * height))
    return b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", head) + piece(b"IDAT", dots) + piece(b"IEND", b"")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_a_picture_is_shown_as_its_dots_alone(form: str) -> None:
    about = Image.Exif()
    about[0x010E] = "canary"
    about[0x0112] = 6
    data = saved(Image.new("RGB", (400, 200), "red"), form, exif=about)
    kind = media.sniff(data)
    assert kind == f"image/{form.lower()}"
    assert picture.pages(data, kind) == [(1, 200, 400)]
    shown = picture.page_image(data, kind, 1, 100)
    assert b"canary" in data
    assert b"canary" not in shown
    image = Image.open(io.BytesIO(shown))
    assert (image.format, image.size) == ("WEBP", (100, 200))
    red, green, _ = image.convert("RGB").getpixel((50, 100))  # type: ignore[misc]
    assert red > 200 > 60 > green


def test_pages_of_papers_are_shown_by_number(pdf: Builder) -> None:
    data = pdf(["One."], ["Two."])
    assert picture.pages(data, media.PDF) == [(1, 595, 842), (2, 595, 842)]
    assert Image.open(io.BytesIO(picture.page_image(data, media.PDF, 2, 595))).size == (595, 842)
    with pytest.raises(Missing, match='no page "3"'):
        picture.page_image(data, media.PDF, 3, 595)


def test_what_has_no_pages_is_said() -> None:
    assert picture.pages(b"Words.", media.PLAIN) == []
    with pytest.raises(Unsupported, match="look at its text instead"):
        picture.page_image(b"Words.", media.PLAIN, 1, 900)


def test_a_scan_of_two_sheets_in_one_file_has_two_pages() -> None:
    data = saved(written(), "TIFF", save_all=True, append_images=[written()])
    assert [number for number, _, _ in picture.pages(data, media.TIFF)] == [1, 2]


def test_a_picture_of_a_billion_dots_is_refused_unopened() -> None:
    data = hollow(30_000, 30_000)
    with pytest.raises(Stopped, match='this has "30000 × 30000"'):
        picture.page_image(data, media.PNG, 1, 900)
    (taken,) = received("a.png", data)
    assert 'this has "30000 × 30000"' in (taken.failure or "")


def test_a_picture_that_is_cut_off_is_a_failure() -> None:
    (taken,) = received("a.png", saved(written(), "PNG")[:200])
    assert taken.failure == "The picture is damaged or cut off, so that it could not be opened; obtain it again."


@pytest.mark.parametrize(
    "head",
    [
        {"number": 1, "width": 9, "height": 9, "mode": "RGB"},
        {"number": 1, "width": -1, "height": 1, "mode": "L"},
        {"number": 1, "width": "1", "height": 1, "mode": "L"},
        {"number": 1, "width": 1, "height": 1, "mode": "P"},
        {},
    ],
)
def test_a_child_that_lies_about_its_dots_is_not_believed(
    head: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "stream", lambda *_, **__: iter([(head, b"<svg onload=alert(1)>")]))
    with pytest.raises(Stopped, match="answered with nonsense"):
        picture.page_image(b"", media.PNG, 1, 900)


def test_without_tesseract_a_picture_is_kept_and_says_why_it_is_unread(
    monkeypatch: pytest.MonkeyPatch, pdf: Builder
) -> None:
    monkeypatch.setattr(ocr, "engine", lambda: None)
    (taken,) = received("a.png", saved(written(), "PNG"))
    assert taken.failure is None
    assert taken.text is not None
    assert taken.text.text == ""
    assert taken.text.problem == (
        "A picture: no text was read because tesseract is missing; install tesseract-ocr tesseract-ocr-bel "
        "tesseract-ocr-rus tesseract-ocr-eng, then capture it again."
    )
    version = extract(pdf(["Words of the first page."], []), media.PDF)
    assert version.outcome is Outcome.PARTIAL
    assert (version.problem or "").startswith(
        'Its pages "2" are pictures: no text was read because tesseract is missing'
    )
    assert "tesseract is missing" in (extract(pdf([]), media.PDF).problem or "")


@reads_pictures
def test_the_words_in_a_picture_are_read() -> None:
    version = extract(saved(written(), "JPEG"), media.JPEG)
    assert version.text == WORDS
    assert version.reader.startswith("tesseract ")
    assert version.outcome is Outcome.READ


@reads_pictures
def test_a_picture_without_words_is_kept_and_says_so() -> None:
    (taken,) = received("a.png", saved(Image.new("L", (600, 400), 200), "PNG"))
    assert taken.failure is None
    assert taken.text is not None
    assert (taken.text.text, taken.text.outcome) == ("", Outcome.PARTIAL)
    assert "no text was found" in (taken.text.problem or "")


@reads_pictures
def test_the_pages_of_a_scan_are_read_in_their_places() -> None:
    scan = saved(written(), "PDF", resolution=150, save_all=True, append_images=[written("Vera Second was heard.")])
    version = extract(scan, media.PDF)
    assert version.text == f"{WORDS}\n\nVera Second was heard."
    assert [version.text[page.start : page.end] for page in version.pages] == [WORDS, "Vera Second was heard."]
    assert version.outcome is Outcome.READ


@reads_pictures
def test_a_scan_beyond_its_bounds_says_what_was_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "Bounds", lambda: type("Bounds", (), {"pages": 1, "seconds": 60})())
    scan = saved(written(), "PDF", resolution=150, save_all=True, append_images=[written()] * 2)
    version = extract(scan, media.PDF)
    assert version.text == WORDS
    assert version.problem == (
        'The pages "2, 3" are pictures and were not read: 1 were, which is as far as one document may go; '
        "split it and capture the parts."
    )
