"""What must never come back: a sealed list of all that was erased, hidden or withdrawn, left beside the home and beside each backup.

A backup is older than what was erased after it. The list is how a restored home learns of that before anybody can look into
it; it names nobody, only the home's passphrase opens it, and the one with the latest ledger entry holds.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from khronika.desk.backup import snapshot
from khronika.desk.backup.errors import BackupError, worded
from khronika.home import Home, write
from khronika.vault import crypt
from khronika.vault.errors import Altered

MAGIC = b"KHRONIKA ERASURES 1\n"
ENDING = ".erasures"
_PURPOSE = "erasures"
_BLOCK = 64 * 1024  # bytes; its size does not tell how much was erased


@dataclass(frozen=True, slots=True)
class Listed:
    """All that must not come back, as known at a ledger entry: what was erased as (what, keyed digest), live hidings and
    withdrawals as (deed, record), consents that ended by the number of their decision."""

    ledger: int
    made: str
    erased: tuple[tuple[str, str], ...] = ()
    withheld: tuple[tuple[str, str], ...] = ()
    ended: tuple[int, ...] = ()


def name(home: Home) -> str:
    """The file's name: one for each home, so that those of two homes may lie in one folder."""
    return f"khronika-{home.derive('erasures name').hex()[:8]}{ENDING}"


def gather(home: Home) -> Listed:
    """The list as of now, from a home of any version."""
    with snapshot.reading(home, home.database) as connection:

        def ask(table: str, query: str) -> list[tuple[Any, ...]]:
            return snapshot.rows(connection, table, query)

        erased = ask("claims_tombstone", "SELECT what, digest FROM claims_tombstone ORDER BY digest")
        live = "SELECT deed, record_id FROM claims_withdrawal WHERE lifted_id IS NULL AND deed <> 'erase' ORDER BY 2, 1"
        ended = "SELECT decision_id FROM claims_consent WHERE withdrawn_id IS NOT NULL ORDER BY 1"
        return Listed(
            snapshot.head(connection)[0],
            datetime.now(UTC).isoformat(timespec="seconds"),
            tuple((what, digest) for what, digest in erased),
            tuple((deed, record) for deed, record in ask("claims_withdrawal", live)),
            tuple(number for (number,) in ask("claims_consent", ended)),
        )


def leave(home: Home, *folders: Path) -> Path:
    """Write the list beside the home, and into further folders. The path beside the home; BackupError where it cannot be written.

    To be called after every erasure, press and backup.
    """
    told = json.dumps(asdict(gather(home))).encode()
    padded = told + b" " * (-len(told) % _BLOCK)
    sealed = MAGIC + crypt.seal(home.derive(_PURPOSE), padded, MAGIC)
    beside = home.folder.resolve().parent
    for folder in dict.fromkeys((beside, *(each.resolve() for each in folders))):
        try:
            write(folder / name(home), sealed)
        except OSError as error:
            raise worded(error, folder, "the list of what was erased could not be left there") from error
    return beside / name(home)


def read(home: Home, path: Path) -> Listed:
    """A list of this home; BackupError for any other file."""
    data = path.read_bytes() if path.is_file() else b""
    try:
        if not data.startswith(MAGIC):
            raise Altered("no list")
        told = json.loads(crypt.open(home.derive(_PURPOSE), data[len(MAGIC) :], MAGIC))
    except Altered:
        raise BackupError(
            f"Expected a list of what was erased from this home; {path.name!r} is none, or of another home."
        ) from None
    pairs = {each: tuple((one, other) for one, other in told[each]) for each in ("erased", "withheld")}
    return Listed(told["ledger"], told["made"], **pairs, ended=tuple(told["ended"]))


def newest(home: Home, folders: Iterable[Path]) -> Listed | None:
    """The newest list of this home in some folders."""
    paths = [path for folder in folders if folder.is_dir() for path in folder.glob(f"*{ENDING}")]
    found = [listed for path in paths if (listed := _perhaps(home, path))]
    return max(found, key=lambda each: (each.ledger, each.made), default=None)


def _perhaps(home: Home, path: Path) -> Listed | None:
    try:
        return read(home, path)
    except BackupError:
        return None
