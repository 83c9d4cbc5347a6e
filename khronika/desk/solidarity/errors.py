"""What can go wrong in solidarity: a deed is refused with a sentence that says what to do, and nothing of it is written."""

from khronika.desk.claims.errors import ClaimsError


class SolidarityError(ClaimsError):
    """A campaign, observance, action, count or list of territories that cannot be taken as it is."""


class TooNear(SolidarityError):
    """A place nearer than a town: a street, a house, a building."""
