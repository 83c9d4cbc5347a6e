"""Everything that can be wrong with an edition has one class here, and its message is a sentence for a person.

Values that come from a file or a stranger are shown through `quoted`, which keeps control characters and endless
strings out of terminals and logs.
"""

SHOWN = 80


class EditionError(Exception):
    """Something about an edition is not as it must be; the message says what and what to do."""


class BadPath(EditionError):
    """A path that no edition may contain."""


class Malformed(EditionError):
    """Bytes that do not say what the format asks for."""


class Altered(EditionError):
    """Bytes that are not the ones that were vouched for."""


class Missing(EditionError):
    """Something that had to be there is not."""


class Conflict(EditionError):
    """Two presses, or two editions, want the same place."""


class Unsigned(EditionError):
    """There are no signatures at all."""


class Untrusted(EditionError):
    """A signature, or a chain of signatures, does not hold; `place` is the file at fault, where one is."""

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message)
        self.place = place


class Locked(EditionError):
    """A root key does not open with the passphrase given."""


def quoted(value: object) -> str:
    """The value in quotes, shortened, with everything unprintable escaped.

    >>> quoted("a\\x1b[2J")
    '"a\\\\x1b[2J"'
    """
    text = str(value)
    return f'"{shown(text if len(text) <= SHOWN else text[:SHOWN] + "…")}"'


def shown(text: str) -> str:
    """The text with everything unprintable escaped."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
