"""What an entry of a file of decisions may say. It is checked whole before anything of it is done, so that a slip of the pen decides nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from khronika.desk.claims.errors import ClaimsError
from khronika.vocabulary.kind import Level

LEVELS = tuple(level.value for level in Level)


def check(title: str, entry: Mapping[str, Any]) -> None:
    """Raise ClaimsError with the key and what was expected there, unless every key is known and holds what it should."""
    unknown = entry.keys() - KEYS
    if unknown:
        known = ", ".join(sorted(KEYS))
        raise ClaimsError(f"{title!r}: expected the keys {known}; got {', '.join(sorted(map(str, unknown)))}.")
    for key, (fits, expected) in SHAPES.items():
        if entry.get(key) is not None and not fits(entry[key]):
            raise ClaimsError(f"{title!r}: expected under {key!r} {expected}; got {str(entry[key])[:80]!r}.")


def _selectors(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, Mapping) and _map(each.get("where", {})) for each in value)


def _changes(value: object) -> bool:
    return _selectors(value) and all(_map(each.get("values")) for each in value)  # type: ignore[attr-defined]


def _facts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, Mapping) and _map(each.get("values", {})) for each in value)


def _map(value: object) -> bool:
    return isinstance(value, Mapping)


def _clearance(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and value.get("level", "public") in LEVELS
        and bool(str(value.get("reason") or "").strip())
    )


SHAPES: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "link": (_map, "names, each with who is meant"),
    "refuse": (_selectors, "a list of selectors such as {kind: Name, about: …}"),
    "change": (_changes, "a list of selectors, each with its values"),
    "propose": (_facts, "a list of facts such as {kind: …, subject: …, values: …, quote: …}"),
    "accept": (lambda value: value == "all" or _selectors(value), "'all' or a list of selectors"),
    "clear": (_clearance, f"a level ({', '.join(LEVELS)}) and a reason"),
    "reason": (lambda value: isinstance(value, str), "a text"),
}
KEYS = frozenset(("source", *SHAPES))
