"""The worker of the desk: a process beside it, so that reading takes no time from the screens. It ends when the desk does.

It is forked before the desk has opened anything, holds the home's key as the desk does, and leaves no file behind.
"""

import multiprocessing
import os
import signal
import threading
import time

from django.db import connections
from django_tasks_db.management.commands.db_worker import Worker

from khronika.desk.claims.read import unread
from khronika.desk.sources.models import Parcel
from khronika.desk.sources.parcel import OPEN
from khronika.workspace.intake.work import BACKEND, later
from khronika.workspace.newsroom import clock

PAUSE = 1.0  # seconds between two looks
_NICE = 10


def start() -> multiprocessing.Process:
    """Start the worker; the caller's connections are closed, for none may be shared by two processes."""
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=_run, args=(os.getpid(),), daemon=True)
    process.start()
    return process  # type: ignore[return-value]


def _run(desk: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the desk, which ends this process too
    threading.Thread(target=_watch, args=(desk,), daemon=True).start()
    os.nice(_NICE)
    resume()
    clock.start()
    _worker().run()


def _worker() -> Worker:
    return Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=PAUSE,
        batch=False,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=None,
        worker_id=f"desk {os.getpid()}",
    )


def resume() -> None:
    """What a stop left unfinished is looked at again."""
    if Parcel.objects.filter(state__in=OPEN).exists() or next(unread(), None) is not None:
        later()


def _watch(desk: int) -> None:
    while os.getppid() == desk:
        time.sleep(PAUSE)
    os._exit(0)
