"""What can go wrong in this room. A text is never refused; only a grammar of our own can be at fault."""


class ReadingError(Exception):
    """Base of all errors of the reading room."""


class BrokenGrammar(ReadingError):
    """A grammar file that cannot be used."""
