"""The names under which a home keeps its working keys, encrypted. The root key is never among them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from khronika.edition import chain, root
from khronika.edition.keys import Keys
from khronika.edition.signing import place_root
from khronika.home import Home

EDITION_KEY, TIMESTAMP_KEY = "edition-1.pem", "timestamp.pem"
YEAR = timedelta(days=365)


def working(home: Home) -> Keys:
    """The keys that sign editions and timestamps."""
    return Keys((home.kept(EDITION_KEY),), home.kept(TIMESTAMP_KEY))


def appoint(home: Home, folder: Path, passphrase: str) -> None:
    """Let the root name new working keys, where those before are lost: what they signed stays good, they sign no more.

    `folder` holds the first root key and the passphrase opens it. Raises an edition error for another's.
    """
    tuf, now = home.editions / "tuf", datetime.now(UTC)
    newest = chain.roots(tuf)[0][-1]
    before = (tuf / f"{newest.signed.version}.root.json").read_bytes()
    made = root.renew_root(folder, {1: passphrase}, root=before, valid_until=now + YEAR)
    home.keep(EDITION_KEY, made.keys.edition[0])
    home.keep(TIMESTAMP_KEY, made.keys.timestamp)
    place_root(tuf, made.root, made.keys, at=now)
