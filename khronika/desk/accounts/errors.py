"""What can go wrong with accounts, and what an account may not do."""


class AccountsError(Exception):
    """A deed on an account is refused; nothing of it was written."""


class NotAllowed(AccountsError):
    """The account has no role for this deed."""
