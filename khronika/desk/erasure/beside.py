"""What later apps hold of people beside claims. Each adds itself when it starts; nothing here imports them."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from khronika.desk.erasure.plan import Plan
    from khronika.desk.erasure.rows import Gone


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that has a person: what it is, the title of what it belongs to, and what it says."""

    what: str
    title: str
    words: str


class Holder(Protocol):
    """A module of an app: how it tells what it holds of those who would go, and how it takes that away."""

    def held(self, made: "Plan", /) -> list[Kept]:
        """What it holds."""

    def empty(self, made: "Plan", gone: "Gone", /) -> None:
        """Take it away."""


_holders: dict[str, str] = {}


def add(name: str, module: str) -> None:
    """Have an app asked from now on: its module, by name, is loaded when somebody is erased and not with every command."""
    _holders[name] = module


def held(made: "Plan") -> list[Kept]:
    """All that is held of those who would go."""
    return [each for holder in _loaded() for each in holder.held(made)]


def empty(made: "Plan", gone: "Gone") -> None:
    """Take all of it away, in the caller's transaction."""
    for holder in _loaded():
        holder.empty(made, gone)


def _loaded() -> list[Holder]:
    return [cast(Holder, import_module(module)) for module in _holders.values()]
