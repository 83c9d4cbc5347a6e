"""The signatures beside the editions are renewed more often than editions are pressed: they are read anew each time."""

import re
from pathlib import Path

from khronika.edition import disk
from khronika.edition.errors import EditionError

_NAME = re.compile(r"/tuf/([0-9a-z]+(?:[._-][0-9a-z]+)*\.json)")
_LARGEST = 1 << 20


class Signatures:
    """The TUF metadata beside an edition."""

    def __init__(self, editions: Path) -> None:
        self._folder = editions / "tuf"

    def read(self, address: str) -> bytes | None:
        """The metadata at an address such as '/tuf/timestamp.json'; None where there is none."""
        match = _NAME.fullmatch(address)
        if match is None:
            return None
        try:
            return disk.read(self._folder / match[1], _LARGEST)
        except (EditionError, OSError):
            return None
