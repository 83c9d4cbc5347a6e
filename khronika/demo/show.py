"""Show the demonstration: the desk and the public edition side by side, each in its own process, until Ctrl-C."""

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import click

from khronika.demo import credentials
from khronika.demo.build import environment

DESK, PUBLIC = "http://localhost:8000", "http://127.0.0.1:8080"


def show(home: Path) -> None:
    """Start both servers, say where they are, and stop both on Ctrl-C or when one ends."""
    started = [
        subprocess.Popen([sys.executable, "-m", "khronika.cli", verb], env=environment(home), stdout=subprocess.DEVNULL)
        for verb in ("desk", "serve")
    ]
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    try:
        _wait(started)
        click.echo(f"\n  The public edition   {PUBLIC}")
        click.echo(f"  The desk             {DESK}")
        click.echo(f"  Log in as            {credentials.USER} / {credentials.PASSWORD}")
        click.echo("\nCtrl-C stops both.")
        while all(process.poll() is None for process in started):
            time.sleep(0.3)
        raise click.ClickException("One of the two servers ended; are the ports 8000 and 8080 free?")
    except KeyboardInterrupt:
        click.echo("\nStopping.")
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=10)


def _wait(started: list["subprocess.Popen[bytes]"]) -> None:
    for address in (f"{DESK}/admin/login/", f"{PUBLIC}/health"):
        for _ in range(150):
            if any(process.poll() is not None for process in started):
                return
            try:
                urllib.request.urlopen(address, timeout=2).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
