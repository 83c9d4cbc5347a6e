"""The desk in a process of its own, served as `khronika desk` serves it; each answer tells the processor's time that it took."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from khronika.cli.desk import THREADS
from khronika.cli.opening import PASSPHRASE, begin

HOST = "127.0.0.1"


def memory(process: int) -> dict[str, float]:
    """What a process holds, in MB: now and at most."""
    rows = Path(f"/proc/{process}/status").read_text().splitlines()
    named = dict(row.partition(":")[::2] for row in rows)
    return {name: int(named[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM")}


@contextmanager
def serving(home: Path, key: str) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """The desk in a process of its own: its port, once it answers, and the process."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "khronika.bench.served", str(home), str(port)]
    with subprocess.Popen(command, env={**os.environ, PASSPHRASE: key}) as process:
        try:
            _await(port, process)
            yield port, process
        finally:
            process.terminate()


def _await(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("Expected the desk to start; it ended, and said why above.")
        with suppress(OSError), socket.create_connection((HOST, port), timeout=5):
            return
        time.sleep(0.2)
    raise RuntimeError("Expected the desk to answer within two minutes; it did not.")


def _clocked(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """An application that tells with each answer the processor's time it took."""

    def answer(environ: dict[str, Any], begin: Callable[..., Any]) -> Iterable[bytes]:
        began = time.thread_time()

        def timed(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            took = (time.thread_time() - began) * 1000
            return begin(status, [*headers, ("Server-Timing", f"processor;dur={took:.1f}")], *more)

        return application(environ, timed)

    return answer


def main(home: str, port: str) -> None:
    """Serve the desk of a home until ended. Nobody here has a second factor, and nothing is read in the background."""
    begin(Path(home), bare=False)
    import waitress
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from khronika.workspace import warm

    settings.SECOND_FACTOR = False
    warm.start()
    waitress.serve(_clocked(get_wsgi_application()), listen=f"{HOST}:{port}", threads=THREADS, ident=None, _quiet=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
