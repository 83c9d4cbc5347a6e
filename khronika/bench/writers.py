"""Many people deciding at once on one home: whether anything is lost, and how long each waits.

First as at the desk, where they are threads of one process, then as processes of their own; each has its own connection.
"""

import multiprocessing
import threading
import time
from collections.abc import Iterator
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from khronika.bench.figure import Figure, median, share
from khronika.bench.home import make

SIZE = 20
EACH = 25  # decisions of one writer
Share = list[str]  # the proposals that one writer decides


def measure(folder: Path, size: int) -> Iterator[Figure]:
    """Let `size` writers decide as fast as they can."""
    make(folder)
    from khronika.bench.register import prepare, sound

    shares, done = prepare(size * 2, EACH), 0
    for apart, who in ((False, "threads of one process"), (True, "processes")):
        times, failed, seconds = _run(shares[size:] if apart else shares[:size], apart=apart)
        done += len(times)
        claims, broken = sound()
        yield Figure(f"decisions of {size} {who}", len(times))
        yield Figure("  that failed", failed, "", "0")
        yield Figure("  whose claims were lost", done - claims, "", "0")
        yield Figure("  breaks in the ledger", broken, "", "0")
        yield Figure("  one decision, median", median(times) * 1000, "ms")
        yield Figure("  one decision, 95th percentile", share(times, 0.95) * 1000, "ms", "≤ 300 ms")
        yield Figure("  one decision, the longest", max(times) * 1000, "ms")
        yield Figure("  decisions a second, all together", len(times) / seconds, "1/s")


def _run(shares: list[Share], *, apart: bool) -> tuple[list[float], int, float]:
    from django.db import connections

    connections.close_all()  # what is forked must have no open connection
    forking = multiprocessing.get_context("fork")
    told: SimpleQueue[tuple[list[float], int]] = forking.SimpleQueue()
    ready = forking.Barrier(len(shares) + 1)
    start = forking.Process if apart else threading.Thread
    writers = [start(target=_write, args=(each, ready, told)) for each in shares]
    for writer in writers:
        writer.start()
    ready.wait()
    started = time.perf_counter()
    answers = [told.get() for _ in writers]
    seconds = time.perf_counter() - started
    for writer in writers:
        writer.join()
    return [each for times, _ in answers for each in times], sum(failed for _, failed in answers), seconds


def _write(proposals: Share, ready: Barrier, told: "SimpleQueue[tuple[list[float], int]]") -> None:
    from django.db import connection

    from khronika.bench.register import decided, editor

    by, failed = editor(), 0
    times: list[float] = []
    ready.wait()
    for proposal in proposals:
        started = time.perf_counter()
        failed += not decided(by, proposal)
        times.append(time.perf_counter() - started)
    connection.close()
    told.put((times, failed))
