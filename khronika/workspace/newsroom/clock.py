"""The newsroom's clock: what is scheduled is done once a minute while the desk is open, in the worker beside it."""

import logging
import threading
import time

from django.db import DatabaseError, connections

from khronika.desk.newsroom.due import due
from khronika.desk.newsroom.waiting import waiting

PAUSE = 60.0  # seconds between two looks
_log = logging.getLogger(__name__)


def start() -> None:
    """Go on looking until the process ends."""
    threading.Thread(target=_run, daemon=True).start()


def _run() -> None:
    while True:
        tick()
        time.sleep(PAUSE)


def tick() -> None:
    """Look once. What fails is tried again a minute later."""
    try:
        if waiting():
            due()
    except DatabaseError as error:
        _log.warning("What is scheduled waits for the database: %s", error)
    except Exception:  # the reporting edge: a page that cannot be published does not stop the clock
        _log.exception("Something scheduled could not be done.")
    finally:
        connections.close_all()
