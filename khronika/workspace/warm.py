"""What takes long is asked for when the desk starts and renewed beside the work, so that nobody waits for it."""

import gc
import logging
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from ctypes import CDLL
from datetime import date

from django.db import connection
from django.utils import timezone

from khronika.desk.advocacy.demands import tracked
from khronika.desk.register import due
from khronika.desk.register.candidates import known
from khronika.desk.solidarity.yearly import catch_up
from khronika.workspace.records.counts import counts

RENEWED = 60.0  # seconds after which terms that end are reckoned anew, if something was decided
PATIENCE = 3 * RENEWED
_proposed: list[date] = []  # the day on which the next years of observances were proposed last
SWITCH = 0.0005  # seconds for which a long answer may keep the interpreter while short ones wait; the usual 5 ms add up


def start() -> None:
    """Begin, and let colleagues who decide wait neither for one another nor for what the first page needs."""
    sys.setswitchinterval(SWITCH)
    due.patience = PATIENCE
    threading.Thread(target=_keep, name="warm", daemon=True).start()


def _keep() -> None:
    _ask(_first)
    gc.collect()
    gc.freeze()  # indexes stay; to look through them again and again would stop the desk for a tenth of a second each time
    while True:
        time.sleep(RENEWED)
        _ask(_terms)
        _ask(_years)
        with suppress(
            OSError, AttributeError
        ):  # where the system's library is another one it gives back by itself, or not
            CDLL(None).malloc_trim(0)


def _first() -> None:
    counts()
    _terms()
    known("Person")
    tracked()
    _years()


def _terms() -> None:
    due.terms(timezone.now().date(), anew=True)


def _years() -> None:
    """Once a day: time passes without a decision, and another year of an observance comes next."""
    today = timezone.now().date()
    if _proposed != [today]:
        catch_up(today)
        _proposed[:] = [today]


def _ask(what: Callable[[], None]) -> None:
    try:
        what()
    except Exception:  # the edge of a thread: whoever asks next is told
        logging.getLogger(__name__).warning("What the first page needs could not be prepared.", exc_info=True)
    finally:
        connection.close()
