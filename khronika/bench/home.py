"""A home to measure in: made by the deeds that `khronika init` uses, with secrets that are gone with it."""

import contextlib
import io
import os
import secrets
import shutil
from dataclasses import replace
from pathlib import Path

from khronika.cli.init import Secrets, found
from khronika.desk.start import start
from khronika.home import Home, unlock

READY = "KHRONIKA_BENCH_HOME"


def make(folder: Path, passphrase: str = "") -> Home:
    """A new home in a folder, with Django set up on it; a process can have one only, another opens it by the passphrase.

    Making one takes half a minute, so whoever measures often names an empty one in KHRONIKA_BENCH_HOME, to be copied.
    """
    ready, passphrase = os.environ.get(READY), passphrase or invented()
    if not ready:
        return made(folder / "home", folder / "root-keys", passphrase)
    shutil.copytree(ready, folder / "home")
    home = replace(unlock(folder / "home", passphrase), demonstration=True)  # nobody needs a second proof in it
    start(home)
    return home


def invented() -> str:
    """A passphrase for a home to measure in: that of the one which is copied, else one that nobody knows."""
    return os.environ["KHRONIKA_PASSPHRASE"] if READY in os.environ else secrets.token_hex(16)


def made(home: Path, root_keys: Path, passphrase: str) -> Home:
    """The same in folders of their own, where it may stay."""
    with contextlib.redirect_stderr(io.StringIO()):
        return found(
            home,
            root_keys,
            "Khronika measured",
            "editor",
            Secrets(passphrase, secrets.token_hex(16), secrets.token_hex(16)),
            demonstration=True,
        )
