"""Writers of one process take turns in the order they came. SQLite alone lets the newest go first, and the oldest may wait for many seconds."""

import os
import threading
from collections import deque

from django.db import OperationalError


class Turn:
    """Whose turn it is to write; handed on, never grabbed."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def take(self, patience: float) -> None:
        """Wait until it is one's turn, at most `patience` seconds; then raises OperationalError, as SQLite does."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=patience):
            return
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise OperationalError("database is locked")

    def leave(self) -> None:
        """Hand the turn to who came next."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


_turns: dict[str, Turn] = {}
os.register_at_fork(after_in_child=_turns.clear)


def turn(database: str) -> Turn:
    """The turn for a database file, one in a process."""
    return _turns.setdefault(database, Turn())
