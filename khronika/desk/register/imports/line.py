"""What one row says, in plain values: facts about keys, and whatever keeps it out."""

import hashlib
import json
from dataclasses import dataclass, field

_KEY = 60  # characters of a mention's key


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell ('' as column: in the row), and what to do."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that says another thing than it did when the table was imported before; `now` is '' where it is empty."""

    row: int
    column: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody or something a row speaks of. `id` is a record's id where the row gives it; `own` says that the row is about it.

    `keyed` says that a key of the table tells it from others of the same name.
    """

    key: str
    kind: str
    name: str
    id: str = ""
    own: bool = False
    keyed: bool = False
    match: str = "name"
    elsewhere: str = ""


@dataclass(slots=True)
class Draft:
    """One fact: record values are {"mention": key}. `mark` is the same for the same fact about the same key.

    `slot` is the part of the mapping that it comes from, where the row's key tells whose it is; `corrects` the proposal whose
    place it takes, `settled` that a person changed that one when deciding.
    """

    kind: str
    subject: str
    values: dict[str, object]
    start: str = ""
    until: str = ""
    status: str = "asserted"
    attested: str = ""
    mark: str = ""
    slot: str = ""
    corrects: str = ""
    settled: bool = False


@dataclass(slots=True)
class Line:
    """All that one row says. `slots` are the parts of the mapping about each key that is the row's own."""

    number: int
    meant: dict[str, Meant] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    slots: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Wrong(ValueError):
    """A cell that cannot be understood."""


def mark(draft: Draft) -> str:
    """What is equal for two facts that say the same of the same key."""
    plain = [draft.kind, draft.subject, draft.values, draft.start, draft.until, draft.status]
    plain += [draft.attested] if draft.attested else []
    return hashlib.blake2b(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode(), digest_size=12).hexdigest()


def short(key: str) -> str:
    """A key that fits a mention, told from all others by its digest where it is too long."""
    if len(key) <= _KEY:
        return key
    return f"{key[:35]}#{hashlib.blake2b(key.encode(), digest_size=12).hexdigest()}"
