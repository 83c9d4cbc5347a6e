"""A server to measure, in a process of its own on one core: the edition as the public sees it, or one bare answer of Starlette beside it."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from khronika.public.app import serve

HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds to wait for the first answer


@contextmanager
def serving(what: str, place: Path, cache: Path | None = None) -> Iterator[int]:
    """A server of an edition's folder ('public') or of one file ('bare'); its port, once it answers."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "khronika.bench.server",
        what,
        str(place),
        str(port),
        *([str(cache)] if cache else []),
    ]
    with subprocess.Popen(command) as process:
        try:
            _await(port, process)
            yield port
        finally:
            process.terminate()


def cores() -> tuple[set[int], set[int]]:
    """One core for the server and one for who asks; the same where there is only one."""
    own = sorted(os.sched_getaffinity(0))
    return {own[0]}, {own[-1]}


def _await(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            asked = http.client.HTTPConnection(HOST, port, timeout=5)
            asked.request("GET", "/health")
            asked.getresponse().read()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"Expected the server on port {port} to answer; it did not within {PATIENCE:.0f} seconds.")


def _bare(file: Path, port: int) -> None:
    body = file.read_bytes()

    async def answer(request: Request) -> Response:
        return Response(body, media_type="text/html")

    app = Starlette(routes=[Route("/{path:path}", answer)])
    uvicorn.run(app, host=HOST, port=port, access_log=False, server_header=False, log_level="warning", workers=1)


def main(what: str, place: str, port: str, cache: str = "") -> None:
    """Serve until ended."""
    os.sched_setaffinity(0, cores()[0])
    if what == "bare":
        _bare(Path(place), int(port))
    else:
        serve(Path(place), HOST, int(port), cache=Path(cache) if cache else None)


if __name__ == "__main__":
    main(*sys.argv[1:])
