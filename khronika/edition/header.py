"""`edition.json` says what an edition is and vouches for its top manifest; its SHA-256 is the edition's digest.

Nothing in it depends on the machine or the hour: the date of pressing is given by the press.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from khronika.edition import canonical
from khronika.edition.errors import Malformed, quoted
from khronika.edition.manifest import Entry, entry

FILE = "edition.json"
FORMAT = 1
LIMIT = 64 * 1024

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_KEYS = {
    *("demonstration", "format", "languages", "ledger", "ledger_digest", "manifest"),
    *("number", "organisation", "pressed_on", "previous", "software"),
}


@dataclass(frozen=True)
class Header:
    """What an edition says of itself.

    number: 1 for the first, one more each time.
    pressed_on: the day it was pressed, as the organisation counts days.
    organisation: the public name of the publisher.
    languages: tags of the languages it is complete in, the first one being its main one.
    ledger: how many entries the ledger had; what was decided later is not in this edition.
    ledger_digest: the digest of the last of them, so that the chain before it cannot be rewritten unseen; it says nothing else.
    previous: the digest of edition number - 1; None for the first only.
    software: name -> pinned version of what decides its bytes.
    demonstration: true when its people are invented or it shows the program off.
    """

    number: int
    pressed_on: date
    organisation: str
    languages: tuple[str, ...]
    ledger: int
    ledger_digest: str
    previous: str | None = None
    software: Mapping[str, str] = field(default_factory=dict)
    demonstration: bool = False

    def __post_init__(self) -> None:
        """Refuse a header that no edition may have."""
        _expect(_counted(self.number, 1), "a number of 1 or more", self.number)
        _expect(_counted(self.ledger, 0), "a ledger position of 0 or more", self.ledger)
        _expect(
            isinstance(self.ledger_digest, str) and _DIGEST.fullmatch(self.ledger_digest) is not None,
            "the digest of the ledger's last entry",
            self.ledger_digest,
        )
        _expect(type(self.pressed_on) is date, "the day of pressing", self.pressed_on)
        _expect(
            _line(self.organisation), "the organisation's name in one line of at most 200 characters", self.organisation
        )
        _expect(_tongues(self.languages), "language tags, each once", self.languages)
        _expect(all(_line(x) for pair in self.software.items() for x in pair), "names and versions", self.software)
        _expect(isinstance(self.demonstration, bool), "true or false for a demonstration", self.demonstration)
        _expect(self._chained(), "the digest of the edition before, and none for the first", self.previous)

    def _chained(self) -> bool:
        if self.previous is None or self.number == 1:
            return self.previous is None and self.number == 1
        return isinstance(self.previous, str) and _DIGEST.fullmatch(self.previous) is not None


def encode(header: Header, top: Entry) -> bytes:
    """The bytes of `edition.json`; `top` vouches for the top manifest."""
    return canonical.dump(
        {
            "demonstration": header.demonstration,
            "format": FORMAT,
            "languages": list(header.languages),
            "ledger": header.ledger,
            "ledger_digest": header.ledger_digest,
            "manifest": top,
            "number": header.number,
            "organisation": header.organisation,
            "pressed_on": header.pressed_on.isoformat(),
            "previous": header.previous,
            "software": dict(header.software),
        }
    )


def decode(data: bytes) -> tuple[Header, Entry]:
    """What the bytes of `edition.json` say; raises Malformed when they are not those of an edition."""
    value = canonical.load(data, FILE)
    _expect(
        value.get("format") == FORMAT,
        f"format {FORMAT} in {FILE} (a newer program reads newer formats)",
        value.get("format"),
    )
    _expect(set(value) == _KEYS, f"exactly the fields of format {FORMAT} in {FILE}", sorted(value))
    _expect(isinstance(value["languages"], list), "a list of languages", value["languages"])
    _expect(isinstance(value["software"], dict), "names and versions of software", value["software"])
    top = entry(value.pop("manifest"), FILE)
    del value["format"]
    return Header(**{**value, "pressed_on": _day(value["pressed_on"]), "languages": tuple(value["languages"])}), top


def _expect(holds: bool, wanted: str, value: object) -> None:
    if not holds:
        raise Malformed(f"Expected {wanted}, got {quoted(value)}.")


def _day(value: Any) -> date:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        day = None
    if day is None or day.isoformat() != value:
        raise Malformed(f"Expected the day of pressing as YYYY-MM-DD, got {quoted(value)}.")
    return day


def _counted(value: Any, least: int) -> bool:
    return type(value) is int and least <= value <= canonical.LARGEST


def _line(value: Any) -> bool:
    return (
        isinstance(value, str) and 0 < len(value) <= 200 and not any(unicodedata.category(c)[0] == "C" for c in value)
    )


def _tongues(value: Any) -> bool:
    fits = all(isinstance(tag, str) and _LANGUAGE.fullmatch(tag) for tag in value)
    return 0 < len(value) <= 100 and fits and len(set(value)) == len(value)
