"""What can go wrong between a proposal and a claim."""


class ClaimsError(Exception):
    """A deed on proposals, decisions or claims is refused; nothing of it was written."""


class AlreadyDecided(ClaimsError):
    """Somebody has decided this proposal meanwhile."""


class UnknownMention(ClaimsError):
    """A claim speaks of somebody about whom nobody has decided yet who it is."""


class WrongRecord(ClaimsError):
    """A record of another kind, or one that is not there."""


class NotUndoable(ClaimsError):
    """A decision that was undone already, or on which others rest."""


class Contradiction(ClaimsError):
    """Two records would be the same and different at once."""
