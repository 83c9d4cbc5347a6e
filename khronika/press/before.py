"""The edition before, as far as the next one takes from it what did not change."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from khronika.press.listed import Lists
from khronika.press.state import Thing


@dataclass(frozen=True, slots=True)
class Before:
    """Its folder, what it had of each thing that is made or goes now, and its lists."""

    folder: Path
    things: Mapping[str, Thing]
    lists: Lists
