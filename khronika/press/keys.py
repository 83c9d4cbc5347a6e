"""The names under which a home keeps its working keys, encrypted. The root key is never among them."""

from khronika.edition.keys import Keys
from khronika.home import Home

EDITION_KEY, TIMESTAMP_KEY = "edition-1.pem", "timestamp.pem"


def working(home: Home) -> Keys:
    """The keys that sign editions and timestamps."""
    return Keys((home.kept(EDITION_KEY),), home.kept(TIMESTAMP_KEY))
