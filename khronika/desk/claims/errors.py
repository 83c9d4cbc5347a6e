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


class Waits(ClaimsError):
    """Nothing went wrong: the deed is on a record at risk, is prepared, and waits for a second person."""

    def __init__(self, sentence: str, number: int) -> None:
        super().__init__(sentence)
        self.number = number


class Meanwhile(ClaimsError):
    """Somebody else decided on the same thing after this person looked at it."""
