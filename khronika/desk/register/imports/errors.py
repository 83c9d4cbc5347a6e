"""What can be wrong with a mapping. Nothing of a table was written."""

from khronika.desk.claims.errors import ClaimsError


class MappingError(ClaimsError):
    """A mapping that cannot be followed; the text says where in it and what was expected."""
