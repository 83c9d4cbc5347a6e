"""When whoever reads our output has heard enough (`khronika show X | head`), we end quietly, as every tool does: by the signal."""

import os
import select
import signal
import sys


def unheard() -> bool:
    """Whether nobody reads the standard output any more."""
    try:
        poll = select.poll()
        poll.register(sys.stdout.fileno(), 0)
        return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))
    except (AttributeError, OSError, ValueError):
        return False


def end() -> None:
    """End as the signal would have ended us; on systems without it, with its number."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGPIPE)
    os._exit(141)
