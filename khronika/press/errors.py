"""What can stop a press. Nothing is half done: the edition before stands."""


class PressError(Exception):
    """The press stopped; the newest edition is the one before."""
