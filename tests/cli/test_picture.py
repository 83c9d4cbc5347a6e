"""Pictures from the command line: a clean copy, what is said of it, and where it stands, in real processes on a real home."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from khronika.vault import sandbox

pytestmark = pytest.mark.skipif(
    sandbox.available() is None, reason="bubblewrap does not work on this machine, and no picture is read without it"
)


@pytest.fixture
def march(tmp_path: Path) -> Path:
    path, made, about = tmp_path / "march.jpg", io.BytesIO(), Image.Exif()
    about[0x010E] = "CANARY"
    Image.effect_noise((300, 200), 90).convert("RGB").save(made, "JPEG", exif=about)
    path.write_bytes(made.getvalue())
    return path


def test_a_picture_goes_from_the_camera_to_a_record(khronika, march):
    (kept,) = json.loads(khronika("capture", march, "--json").rpartition("]")[0] + "]")
    told = khronika(
        *("picture", "make", kept["source"], "--blur", "0.1,0.1,0.3,0.4", "--faces", "blurred"),
        *("--alt", "en=Noise", "--credit", "N. Painter", "--json"),
    )
    made = json.loads(told)
    assert (made["faces"], made["alt"], made["number"], made["width"]) == ("blurred", {"en": "Noise"}, 1, 300)
    said = khronika("picture", "describe", made["image"], "--faces", "unsaid", "--coerced")
    assert "faces unsaid, coerced" in said
    assert made["image"] in khronika("pictures", "--unsaid", "--coerced") and "No pictures" in khronika(
        "pictures", "--no-alt"
    )
    wrong = khronika("picture", "make", "nothing", code=1)
    assert "Nothing is kept under 'nothing'" in wrong
    assert "Expected --blur X,Y,W,H" in khronika("picture", "make", kept["source"], "--blur", "1,a", code=1)
    assert "Expected --alt LANGUAGE=TEXT" in khronika("picture", "describe", made["image"], "--alt", "Noise", code=1)
    assert "Nothing is recorded" in khronika("picture", "attach", made["image"], "Nobody", "--role", "scene", code=1)
    assert "khronika pictures" in khronika("picture", "describe", "abc", code=1)
