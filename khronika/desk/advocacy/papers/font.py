"""A font on this machine that has Cyrillic letters, found by fontconfig; without one nothing is printed wrongly, but told."""

import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from khronika.desk.claims.errors import ClaimsError

FAMILIES = ("Noto Serif", "DejaVu Serif", "Liberation Serif", "PT Serif", "Noto Sans", "DejaVu Sans", "Liberation Sans")
_ASKED = ("-f", "%{family[0]}\t%{style[0]}\t%{file}\n", ":lang=be:lang=ru:scalable=true")
_PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Font:
    """Files of one family: upright, and bold where there is one."""

    family: str
    upright: Path
    bold: Path


@lru_cache(maxsize=1)
def font() -> Font:
    """The best that is here. Raises ClaimsError with what to install."""
    program = shutil.which("fc-list")
    if program is None:
        raise ClaimsError(_("No font can be looked for: install Debian's package fontconfig, or make a DOCX instead."))
    asked = subprocess.run((program, *_ASKED), capture_output=True, text=True, timeout=_PATIENCE, check=False)
    return chosen(asked.stdout)


def chosen(listed: str) -> Font:
    """The font among those that fontconfig listed."""
    found: dict[str, dict[str, Path]] = {}
    for line in listed.splitlines():
        family, style, file = [*line.split("\t"), "", ""][:3]
        if file.lower().endswith(".ttf"):
            found.setdefault(family, {}).setdefault(style, Path(file))
    for family in (*FAMILIES, *sorted(found)):
        styles = found.get(family, {})
        upright = styles.get("Regular") or styles.get("Book")
        if upright:
            return Font(family, upright, styles.get("Bold", upright))
    raise ClaimsError(
        _(
            "No font with Cyrillic letters is installed: install Debian's package fonts-dejavu-core, or make a DOCX instead."
        )
    )
