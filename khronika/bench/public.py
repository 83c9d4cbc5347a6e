"""How many readers one core serves: a page of 40 kB, beside a bare Starlette answer of the same bytes under the same server in the same run."""

import asyncio
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from khronika.bench.figure import Figure, median
from khronika.bench.sample import LONG, long
from khronika.bench.server import HOST, cores, serving

SIZE = 8  # seconds of one run
RUNS = 3
READERS = 32
_RATE = re.compile(r"Requests/sec:\s+([0-9.]+)")


def measure(folder: Path, size: int) -> Iterator[Figure]:
    """Ask for the page for `size` seconds, as often as it comes."""
    yield Figure("bytes of the page", long(folder / "1"))
    page, rates = folder / "1" / "site" / "en" / f"{LONG}.html", dict[str, list[float]](bare=[], public=[])
    if shutil.which("wrk") is None:
        yield Figure("wrk is not installed: a slow client asks, which is measured with the server", 1)
    for _ in range(RUNS):  # in turns, so that a busy minute of the machine falls on both
        for what, place in (("bare", page), ("public", folder / "1")):
            with serving(what, place) as port:
                rates[what].append(_rate(port, size))
    bare, public = median(rates["bare"]), median(rates["public"])
    yield Figure(f"requests a second, a bare Starlette answer, median of {RUNS}", bare, "requests/s")
    yield Figure(f"requests a second, the public page, median of {RUNS}", public, "requests/s", "≥ 8,000")
    yield Figure("the public page beside the bare answer", public / bare, "times")


def _rate(port: int, seconds: int) -> float:
    address = f"http://{HOST}:{port}/en/{LONG}"
    asking = sorted(cores()[1])[0]
    if shutil.which("wrk") is None:
        return asyncio.run(_ask(port, seconds))
    command = ["taskset", "-c", str(asking), "wrk", "-t1", f"-c{READERS}", f"-d{seconds}s", address]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = _RATE.search(told)
    if found is None or "Non-2xx" in told:
        raise RuntimeError(f"Expected a rate of good answers from wrk; got {told!r}.")
    return float(found[1])


async def _ask(port: int, seconds: int) -> float:
    until, started = time.monotonic() + seconds, time.monotonic()
    counts = await asyncio.gather(*(_reader(port, until) for _ in range(READERS)))
    return sum(counts) / (time.monotonic() - started)


async def _reader(port: int, until: float) -> int:
    incoming, outgoing = await asyncio.open_connection(HOST, port)
    asked = 0
    while time.monotonic() < until:
        outgoing.write(f"GET /en/{LONG} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        head = await incoming.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head)
        await incoming.readexactly(int(length[1]) if length else 0)
        asked += 1
    outgoing.close()
    return asked
