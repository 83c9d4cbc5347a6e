"""Whether something scheduled is due, asked without Wagtail's models, so that a command that goes without them can ask.

A process that started bare cannot publish; it has another one do it, which starts with all of the desk.
"""

import multiprocessing

from django.db import connection
from django.utils import timezone

from khronika.desk.newsroom.errors import NewsroomError
from khronika.desk.opened import bare
from khronika.desk.start import start
from khronika.home import Home

_DUE = """
SELECT 1 FROM wagtailcore_revision WHERE approved_go_live_at <= %s
UNION ALL SELECT 1 FROM wagtailcore_page WHERE live AND expire_at <= %s LIMIT 1
"""


def waiting() -> bool:
    """Whether a page is to be published or withdrawn by now."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [now, now])
        return cursor.fetchone() is not None


def come(home: Home) -> None:
    """Do what is due, if anything is: here, or in a process of its own where this one started bare.

    Raises NewsroomError where that process failed: what was scheduled would silently not be in the edition.
    """
    if not waiting():
        return
    if not bare():
        _do()
        return
    process = multiprocessing.get_context("spawn").Process(target=_elsewhere, args=(home,))
    process.start()
    process.join()
    if process.exitcode:
        raise NewsroomError("What was scheduled could not be published; run 'khronika articles due' to see why.")


def _elsewhere(home: Home) -> None:
    start(home)
    _do()


def _do() -> None:
    from khronika.desk.newsroom.due import due  # Wagtail is there only where the process did not start bare

    due()
