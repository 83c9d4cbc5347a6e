"""A row of the day sheet as frozen values: what is known before somebody types, what was typed, and who has touched it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Cell:
    """What a field holds: its text, and the record that is meant where that is known."""

    text: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What is recorded of the row on that day, in words, by whom and when; `decision` can be taken back here, 0 if made elsewhere.

    `again` says that the hearing goes on at a later hour of the same day: the row is still open.
    """

    said: tuple[str, ...]
    by: str
    at: datetime
    decision: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One person and hearing. `why` says why the row is here; `seen` is the last ledger entry that touched what it is about."""

    key: str
    person: Cell
    proceeding: str = ""
    court: Cell = Cell()
    provision: Cell = Cell()
    judge: Cell = Cell()
    time: str = ""
    result: str = ""
    why: tuple[str, ...] = ()
    source: str = ""
    mentioned: int = 0
    seen: int = 0
    done: Done | None = None
    understood: tuple[str, ...] = ()
    problem: str = ""
    candidates: tuple[object, ...] = ()
    unclear: str = ""

    @property
    def closed(self) -> bool:
        """Whether nothing more is expected of it on that day."""
        return self.done is not None and not self.done.again

    @property
    def state(self) -> str:
        """How the row is marked: fault, done or open."""
        return "fault" if self.problem else "done" if self.closed else "open"
