"""What takes seconds when it is asked for the first time is asked for when the desk starts, beside the work, so that nobody waits for it."""

import logging
import threading

from django.db import connection
from django.utils import timezone

from khronika.desk.register import due
from khronika.desk.register.candidates import known
from khronika.workspace.records.counts import counts

PATIENCE = 60.0  # seconds for which a busy desk shows the terms that end as they were reckoned last


def start() -> None:
    """Begin, and let terms be reckoned once a minute at most while colleagues decide."""
    due.patience = PATIENCE
    threading.Thread(target=_ask, name="warm", daemon=True).start()


def _ask() -> None:
    try:
        counts()
        due.terms(timezone.now().date())
        known("Person")
    except Exception:  # the edge of a thread: whoever asks next is told
        logging.getLogger(__name__).warning("What the first page needs could not be prepared.", exc_info=True)
    finally:
        connection.close()
