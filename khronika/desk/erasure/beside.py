"""What later apps hold of people beside claims. Each adds itself when it starts; nothing here imports them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khronika.desk.erasure.plan import Plan
    from khronika.desk.erasure.rows import Gone


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that has a person: what it is, the title of what it belongs to, and what it says."""

    what: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Holder:
    """How an app tells what it holds of those who would go, and takes it away."""

    held: Callable[["Plan"], list[Kept]]
    empty: Callable[["Plan", "Gone"], None]


_holders: dict[str, Holder] = {}


def add(name: str, holder: Holder) -> None:
    """Have an app asked from now on."""
    _holders[name] = holder


def held(made: "Plan") -> list[Kept]:
    """All that is held of those who would go."""
    return [each for holder in _holders.values() for each in holder.held(made)]


def empty(made: "Plan", gone: "Gone") -> None:
    """Take all of it away, in the caller's transaction."""
    for holder in _holders.values():
        holder.empty(made, gone)
