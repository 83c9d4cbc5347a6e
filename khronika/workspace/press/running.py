"""One press at a time runs beside the desk's work; whoever looks sees how far it is, and afterwards what it did.

It lives in this process. If the process dies, the edition before stands, and there is nothing to clean up.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.utils.translation import get_language, override

Progress = Callable[[str, int, int], None]
Work = Callable[[Progress], Any]


@dataclass(slots=True)
class Run:
    """A press at work or over. `what`, `done` and `of` are how far it is; then there is a report or a problem."""

    by: str
    what: str = ""
    done: int = 0
    of: int = 0
    report: Any = None
    problem: str = ""
    thread: threading.Thread | None = field(default=None, repr=False)

    @property
    def over(self) -> bool:
        """Whether it has ended, well or not."""
        return self.report is not None or bool(self.problem)

    @property
    def percent(self) -> int:
        """How much of the present step is done."""
        return 100 * self.done // self.of if self.of else 0


_lock = threading.Lock()
_last: list[Run] = []


def last() -> Run | None:
    """The press at work, or the last one of this process."""
    return _last[0] if _last else None


def start(work: Work, by: str, known: tuple[type[Exception], ...]) -> Run | None:
    """Begin; None where one is at work already. Errors that are `known` end the run with their sentence."""
    with _lock:
        if (run := last()) is not None and not run.over:
            return None
        run = Run(by)
        _last[:] = [run]
    run.thread = threading.Thread(target=_do, args=(run, work, known, get_language()), daemon=True)
    run.thread.start()
    return run


def forget() -> None:
    """Forget a press that is over, once its report was read."""
    with _lock:
        if (run := last()) is not None and run.over:
            _last.clear()


def _do(run: Run, work: Work, known: tuple[type[Exception], ...], tongue: str | None) -> None:
    """Press, in the language of the person who asked for it: the press asks Django for some of its sentences."""

    def progress(what: str, done: int, of: int) -> None:
        run.what, run.done, run.of = what, done, of

    try:
        with override(tongue):
            run.report = work(progress)
    except known as error:
        run.problem = str(error)
    except Exception as error:  # the edge of the thread: a screen that waits must learn that it ended
        run.problem = f"The press stopped unexpectedly ({type(error).__name__}); the edition before still stands."
        raise
    finally:
        connections.close_all()
