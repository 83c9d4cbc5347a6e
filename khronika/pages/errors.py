"""What can go wrong when pages are made."""


class PagesError(Exception):
    """A page that cannot be made."""


class UnknownLanguage(PagesError):
    """A language without a catalogue."""


class NoPage(PagesError):
    """A kind of record that has no page of its own."""
