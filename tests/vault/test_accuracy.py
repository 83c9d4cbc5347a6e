"""Words in a scan are read nearly letter by letter, in each of our languages: floors that only rise."""

import io
import textwrap
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

from khronika.vault import media, ocr, sandbox
from khronika.vault.text import extract

FONT = Path("/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf")
pytestmark = [
    pytest.mark.skipif(sandbox.available() is None, reason="bubblewrap does not work on this machine"),
    pytest.mark.skipif(ocr.engine() is None, reason="tesseract is not installed on this machine"),
    pytest.mark.skipif(not FONT.exists(), reason="the font Noto Serif, which has all our letters, is not installed"),
]
PAGES = {
    "be": (
        "Суд Ленінскага раёна прызнаў Адама Першага вінаватым і прызначыў яму штраф у памеры трыццаці базавых велічынь. "
        "Праваабаронцы патрабуюць неадкладна вызваліць усіх палітычных зняволеных, спыніць пераслед сем’яў і ўнесці "
        "змены ў Крымінальны кодэкс. Ён адбыў 15 сутак у ізалятары на вуліцы Акрэсціна."
    ),
    "ru": (
        "Суд Ленинского района признал Адама Первого виновным и назначил ему штраф в размере тридцати базовых величин. "
        "Правозащитники требуют немедленно освободить всех политических заключённых, прекратить преследование семей и "
        "внести изменения в Уголовный кодекс. Он отбыл 15 суток в изоляторе на улице Окрестина."
    ),
    "en": (
        "The Leninski district court found Adam First guilty and fined him thirty base amounts. Human rights defenders "
        "demand the immediate release of all political prisoners, an end to the persecution of families and changes to "
        "the Criminal Code. He served 15 days in the detention centre on Akrestsina Street."
    ),
}


def scanned(words: str) -> bytes:
    """A sheet as a careless scanner sees it: a little askew, soft, grey and packed as JPEG."""
    sheet = Image.new("L", (1654, 800), 245)
    text = "\n".join(textwrap.wrap(words, 62))
    ImageDraw.Draw(sheet).multiline_text((140, 120), text, font=ImageFont.truetype(str(FONT), 40), fill=35, spacing=20)
    soft = sheet.rotate(0.6, fillcolor=245).filter(ImageFilter.GaussianBlur(0.8))
    made = io.BytesIO()
    soft.save(made, "JPEG", quality=60)
    return made.getvalue()


@pytest.mark.parametrize("language", sorted(PAGES))
def test_a_scan_is_read_to_at_least_98_letters_in_a_hundred(language: str) -> None:
    version = extract(scanned(PAGES[language]), media.JPEG)
    got = " ".join(version.text.split())
    sameness = Levenshtein.normalized_similarity(got, PAGES[language])
    assert sameness >= 0.98, f"{sameness:.4f}: {got}"
