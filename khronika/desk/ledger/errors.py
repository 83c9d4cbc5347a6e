"""What can be wrong with the chain."""


class LedgerError(Exception):
    """The ledger cannot be used as it is."""


class Unguarded(LedgerError):
    """The database lacks triggers that protect it; the desk refuses to start."""
