"""What can go wrong while an edition is served; readers see none of it."""


class PublicError(Exception):
    """Something about serving an edition is not as it must be."""


class Unservable(PublicError):
    """A folder that is no edition that can be served."""
