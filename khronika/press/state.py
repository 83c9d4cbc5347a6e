"""What a press remembers for the next one: how every published record and source was pointed to, sealed in the home's cache.

Losing it costs time and nothing else: the next press then makes every page anew.
"""

import hashlib
import json
import zlib
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from khronika import __version__
from khronika.edition.model import Entry, Ref, Title
from khronika.home import Home, write
from khronika.vault import crypt
from khronika.vault.errors import Altered

FILE = "press.state"
ROOMS = ("edition", "pages", "vocabulary", "press")


@dataclass(slots=True)
class State:
    """After edition `number` at ledger entry `ledger`: `made` digests what made the pages, `swept` whom the sweep
    looked for, `tallies` how many demands are on each record's page, `dates` when what is listed by its date began."""

    number: int = 0
    ledger: int = 0
    made: str = ""
    swept: str = ""
    refs: dict[str, Ref] = field(default_factory=dict)
    tallies: dict[str, int] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Entry] = field(default_factory=dict)


def made(*more: object) -> str:
    """Digest of the code, templates, terms and settings that decide what pages look like."""
    digest = hashlib.sha256(repr((__version__, more)).encode())
    for room in ROOMS:
        root = Path(str(resources.files(f"khronika.{room}")))
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def load(home: Home) -> State:
    """The state after the last press; an empty one if there is none or it cannot be read."""
    path = home.folder / "cache" / FILE
    try:
        plain = json.loads(zlib.decompress(crypt.open(home.derive("press state"), path.read_bytes(), FILE.encode())))
        plain["refs"] = {key: _ref(value) for key, value in plain["refs"].items()}
        plain["sources"] = {
            key: Entry(_ref(value["ref"]), value["line"], value["date"]) for key, value in plain["sources"].items()
        }
        return State(**plain)
    except (OSError, Altered, ValueError, KeyError, TypeError, zlib.error):
        return State()


def save(home: Home, state: State) -> None:
    """Keep the state, sealed."""
    plain = json.dumps(state, ensure_ascii=False, default=_plain).encode()
    write(home.folder / "cache" / FILE, crypt.seal(home.derive("press state"), zlib.compress(plain, 1), FILE.encode()))


def _plain(value: State | Ref | Entry | Title) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__slots__}


def _ref(plain: dict) -> Ref:  # type: ignore[type-arg]
    return Ref(plain["id"], plain["kind"], plain["address"], tuple(Title(**title) for title in plain["titles"]))
