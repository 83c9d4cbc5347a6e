"""Every way in which the vault can refuse: each message is one sentence that a person can act upon."""


class VaultError(Exception):
    """Base of all refusals of this room; `str(error)` is ready to be shown."""


class Altered(VaultError):
    """What was found is not what was put in, or the key is not its key."""


class Missing(VaultError):
    """No object of that name is kept."""


class Occupied(VaultError):
    """The same bytes are kept already, and no key came with them."""


class Full(VaultError):
    """The disk has no room; nothing was left behind."""


class Unsupported(VaultError):
    """The bytes are of a kind that the vault cannot read as text."""


class Unavailable(VaultError):
    """No sandbox works on this machine."""


class Stopped(VaultError):
    """A parse failed, or was ended because it went over its limits."""


class Refused(VaultError):
    """An address that must not be asked."""


class Unreachable(VaultError):
    """An address that did not answer as it should."""


class TooLarge(VaultError):
    """More bytes than the limit allows."""


class Misplaced(VaultError):
    """A passage that does not lie inside its text."""
