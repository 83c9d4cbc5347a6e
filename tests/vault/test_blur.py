"""A clean copy: what is hidden cannot be had back, and nothing but pixels goes along."""

import io

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from khronika.vault import blur, sandbox
from khronika.vault.errors import Altered, Stopped, Unsupported
from khronika.vocabulary.pictured import LARGE, SMALL

pytestmark = pytest.mark.skipif(
    sandbox.available() is None, reason="bubblewrap does not work on this machine, and no picture is read without it"
)
REGION = (0.25, 0.25, 0.5, 0.5)


def scene(words: str, size: tuple[int, int] = (800, 600), ground: str = "#c8d6e4") -> Image.Image:
    """A street with a sign in the middle of it."""
    image = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, size[1] * 4 // 5, size[0], size[1]), fill="#70756f")
    draw.rectangle((220, 170, 580, 430), fill="#ffffff")
    draw.text((240, 250), words, fill="#101010", font=ImageFont.load_default(size=48))
    return image


def saved(image: Image.Image, form: str = "PNG", **settings: object) -> bytes:
    made = io.BytesIO()
    image.save(made, form, **settings)
    return made.getvalue()


def shown(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_two_pictures_that_differ_only_where_they_are_hidden_are_the_same_bytes() -> None:
    copies = [
        blur.clean(saved(scene(words)), "image/png", [REGION], large=LARGE, small=SMALL)
        for words in ("Anna Sample", "Ivan Zhuk")
    ]
    assert (copies[0].large, copies[0].small) == (copies[1].large, copies[1].small)
    bare = [
        blur.clean(saved(scene(words)), "image/png", [], large=LARGE, small=SMALL)
        for words in ("Anna Sample", "Ivan Zhuk")
    ]
    assert bare[0].large != bare[1].large  # without the region they do differ


def test_a_large_photograph_that_is_scaled_tells_nothing_of_the_region_either() -> None:
    size = (3200, 2400)
    first, second = (scene("", size, ground="#8090a0") for _ in range(2))
    ImageDraw.Draw(second).ellipse((900, 700, 2300, 1700), fill="#f0c8a0")
    copies = [blur.clean(saved(each), "image/png", [REGION], large=LARGE, small=SMALL) for each in (first, second)]
    assert copies[0].large == copies[1].large and copies[0].small == copies[1].small
    assert copies[0].width == LARGE and shown(copies[0].small).width == SMALL


def test_what_was_within_cannot_be_made_out_in_what_is_there_now() -> None:
    original = scene("Anna Sample")
    copy = blur.clean(saved(original), "image/png", [REGION], large=LARGE, small=SMALL)
    inside = (210, 160, 590, 440)
    now, was = shown(copy.large).convert("L").crop(inside), original.convert("L").crop(inside)
    assert ImageStat.Stat(was).stddev[0] > 35  # dark letters on white
    assert ImageStat.Stat(now).stddev[0] < 20  # tiles of what is around
    outside = ImageChops.difference(shown(copy.large).crop((0, 0, 150, 600)), original.crop((0, 0, 150, 600)))
    assert ImageStat.Stat(outside).mean[0] < 6  # and the rest is the picture


def test_regions_beside_and_over_each_other_look_into_none_of_them() -> None:
    regions = [(0.2, 0.2, 0.4, 0.4), (0.5, 0.25, 0.4, 0.4), (0.2, 0.6, 0.7, 0.3)]
    made = []
    for fill in ("#ff0000", "#00ff00"):
        image = scene("x")
        for left, top, width, height in regions:
            box = (left * 800, top * 600, (left + width) * 800 - 1, (top + height) * 600 - 1)
            ImageDraw.Draw(image).rectangle(box, fill=fill)
        made.append(blur.clean(saved(image), "image/png", regions, large=LARGE, small=SMALL).large)
    assert made[0] == made[1]
    whole = [
        blur.clean(saved(scene(words)), "image/png", [(0, 0, 1, 1)], large=LARGE, small=SMALL).large for words in "ab"
    ]
    assert whole[0] == whole[1]


def test_no_metadata_goes_along_whatever_the_picture_had() -> None:
    about = Image.Exif()
    about[0x010E], about[0x0110] = "CANARY Anna Sample", "CANARY camera"
    about.get_ifd(0x8825).update({1: "N", 2: (53.0, 54.0, 0.0)})
    for form, more in (("JPEG", {"comment": b"CANARY"}), ("WEBP", {"xmp": b"<x>CANARY</x>"}), ("PNG", {})):
        data = saved(scene("x"), form, exif=about, **more)
        assert b"CANARY" in data
        copy = blur.clean(data, f"image/{form.lower()}", [], large=LARGE, small=SMALL)
        for bytes_ in (copy.large, copy.small):
            assert b"CANARY" not in bytes_ and b"Exif" not in bytes_
            assert blur.chunks(bytes_) == ["VP8 "]
            assert not shown(bytes_).getexif() and "xmp" not in shown(bytes_).info


def test_a_picture_on_its_side_is_upright_and_its_regions_lie_where_they_were_drawn() -> None:
    about = Image.Exif()
    about[0x0112] = 6
    image = Image.new("RGB", (400, 200), "#ffffff")
    ImageDraw.Draw(image).rectangle((0, 0, 100, 199), fill="#cc0000")  # above, once it is upright
    copy = blur.clean(saved(image, "JPEG", exif=about), "image/jpeg", [(0, 0, 1, 0.2)], large=LARGE, small=SMALL)
    assert (copy.width, copy.height) == (200, 400)
    red, green, _blue = shown(copy.large).convert("RGB").getpixel((100, 92))
    assert red > 150 and green < 80  # what was not hidden


def test_the_two_sizes_are_one_object_that_belongs_to_one_picture() -> None:
    copy = blur.clean(saved(scene("x")), "image/png", [], large=LARGE, small=SMALL)
    packed = copy.packed("abc")
    assert blur.unpacked(packed, "abc") == (copy.large, copy.small)
    for wrong in (b"x" + packed[1:], packed[:30], b""):
        with pytest.raises(Altered):
            blur.unpacked(wrong, "abc")
    with pytest.raises(Altered):
        blur.unpacked(packed, "another")
    assert copy.packed("abd") != packed  # so no two pictures share an object of the vault


@pytest.mark.parametrize(
    "region", [(0.5, 0.5), (-0.1, 0, 0.5, 0.5), (0.8, 0, 0.5, 0.5), (0, 0, 0, 0.5), (0, 0, 1, float("nan")), ("a",) * 4]
)
def test_what_is_no_region_is_a_sentence(region) -> None:
    with pytest.raises(ValueError, match=r"Expected a region .*\."):
        blur.checked(region)


def test_what_is_no_picture_is_a_sentence() -> None:
    with pytest.raises(Unsupported, match="save it as JPEG or PNG"):
        blur.clean(b"GIF89a", "image/gif", [], large=LARGE, small=SMALL)
    with pytest.raises(Stopped, match="damaged"):
        blur.clean(saved(scene("x"))[:200], "image/png", [], large=LARGE, small=SMALL)
