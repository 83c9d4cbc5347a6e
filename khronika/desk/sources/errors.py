"""What can go wrong with sources."""


class SourceError(Exception):
    """A source cannot be kept or found."""
