"""What can go wrong with a backup."""

import errno
from pathlib import Path

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class BackupError(Exception):
    """A backup cannot be made, read or brought back; the message says what to do."""


def worded(error: OSError, place: Path, kept: str) -> BackupError:
    """An error of the disk at a place in a sentence; `kept` says what is there now."""
    if error.errno in _NO_ROOM:
        return BackupError(f"The disk of {str(place)!r} is full, and {kept}; free some space and begin again.")
    return BackupError(
        f"{str(place)!r} cannot be written ({error.strerror or error}), and {kept}; choose another place."
    )
