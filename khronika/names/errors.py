"""Everything this room refuses is a NamesError whose message says what was expected and what to do."""

from __future__ import annotations

from collections.abc import Iterable


class NamesError(Exception):
    """Base of all errors of the names room."""


class UnknownKind(NamesError):
    def __init__(self, kind: str) -> None:
        super().__init__(f"Expected a kind of name, one of person, place or organization, but got '{kind}'.")


class UnknownStandard(NamesError):
    def __init__(self, lang: str, standard: str, known: Iterable[str]) -> None:
        names = ", ".join(sorted(known))
        super().__init__(f"Expected a romanisation standard for '{lang}', one of {names}, but got '{standard}'.")


class BadIndex(NamesError):
    def __init__(self, path: object, why: str) -> None:
        super().__init__(f"Expected an index of names in '{path}', but {why}. Build the index again and save it.")


class BadId(NamesError):
    def __init__(self, value: object) -> None:
        super().__init__(f"Expected an id as text without line breaks or tabs, but got '{value!r}'. Give str(id).")
