"""A typed note is itself a source: writing down what one knows, or was told on the telephone, costs one deed.

The same words by the same person on the same day are one note, so that the back button makes no second one.
"""

import hashlib
from datetime import UTC, datetime

from khronika.desk.accounts.models import User
from khronika.desk.opened import current
from khronika.desk.sources.capture import Order, keep_all, vault
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Capture
from khronika.vault import text as texts
from khronika.vault.intake import Taken
from khronika.vault.jobs.clean import clean, single
from khronika.vault.store import Vault

KIND = "note"
LIMIT = 2_000_000  # characters


def note(by: User, text: str, *, title: str = "", originals: Vault | None = None) -> Capture:
    """Keep a note; without a title its first line is one.

    Raises SourceError for one without words, too long, or where no home is open.
    """
    words = clean(text).strip()
    if not words:
        raise SourceError("Expected the words of the note; there were none.")
    if len(words) > LIMIT:
        raise SourceError(
            f"Expected a note of at most {LIMIT:,} characters; this has {len(words):,}. Add it as a file."
        )
    order = Order(
        by.get_username(), about={"kind": KIND, **({"title": single(title) or ""} if title.strip() else {})}, join=False
    )
    return keep_all(originals or opened(), [_taken(by, words)], order)[0].capture


def opened() -> Vault:
    """The vault of the home that this process has opened."""
    home = current()
    if home is None:
        raise SourceError("Expected an opened home to keep sources in; start the desk with 'khronika desk'.")
    return vault(home)


def _taken(by: User, words: str) -> Taken:
    now = datetime.now(UTC)
    data = f"{now.date().isoformat()} {by.pk}\n\n{words}".encode()
    version = texts.TextVersion(words, (), None, None, now.date().isoformat(), "note 1", texts.Outcome.READ, None)
    return Taken(KIND, data, "text/plain", hashlib.sha256(data).hexdigest(), now, version, None, KIND)
