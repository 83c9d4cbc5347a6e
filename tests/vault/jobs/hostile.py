"""A parser that a document has taken over: it tries whatever would hurt, and tells what succeeded."""

import ctypes
import glob
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any


def read(data: bytes, hints: dict[str, str]) -> dict[str, Any]:
    """Do the deed that the document names."""
    deed: Callable[[], Any] = globals()[data.decode()]
    try:
        return {"done": deed()}
    except (OSError, MemoryError, RuntimeError) as error:
        return {"refused": type(error).__name__}


def connect() -> str:
    """Speak to the network."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as stream:
        stream.connect(("127.0.0.1", 80))
    return "connected"


def talk() -> str:
    """Speak to a local service, such as the display or a key agent."""
    socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    return "socket"


def home() -> list[str]:
    """Read what people keep."""
    places = [f"/{folder}/*" for folder in ("root", "home", "var", "mnt", "media")]
    places += ["/etc/passwd", "/etc/shadow", "/proc/1/*", os.path.expanduser("~/*")]
    return [path for place in places for path in glob.glob(place) if os.path.isfile(path) or place.endswith("1/*")]


def environment() -> dict[str, str]:
    """Read the secrets that stand in the environment."""
    return dict(os.environ)


def fork() -> int:
    """Multiply without end."""
    children = 0
    while children < 10_000:
        if os.fork() == 0:
            time.sleep(30)
        children += 1
    return children


def thread() -> str:
    """Multiply as threads."""
    threading.Thread(target=time.sleep, args=(1,)).start()
    return "thread"


def start() -> str:
    """Start a program."""
    return subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True, check=False).stdout.decode()


def allocate() -> int:
    """Take eight gigabytes."""
    return len(bytearray(8 << 30))


def write() -> str:
    """Fill the disk."""
    for folder in ("/tmp", "/dev/shm", "/code/khronika/vault", os.path.dirname(os.__file__)):
        try:
            with open(f"{folder}/dropped", "wb") as file:
                file.write(b"x" * 4096)
        except OSError:
            continue
        return folder
    raise PermissionError


def trace() -> int:
    """Make a new world in which it is root."""
    result: int = ctypes.CDLL(None, use_errno=True).unshare(0x10000000)
    if result != 0:
        raise PermissionError
    return result


def spin() -> None:
    """Never end."""
    while True:
        pass


def sleep() -> None:
    """Never end, at no cost."""
    time.sleep(600)


def flood() -> None:
    """Say more than anyone can hear."""
    while True:
        os.write(1, b"x" * 65536)


def crash() -> None:
    """Fall over, as broken native code does."""
    ctypes.string_at(0)


def babble() -> None:
    """Answer with something that is no answer."""
    os.write(1, b"[" * 100_000)
    os._exit(0)


def greet() -> str:
    """Do nothing wrong."""
    return "good day"


def descriptors() -> list[int]:
    """Look for open files that nobody meant to leave."""
    found = []
    for number in range(64):
        try:
            os.fstat(number)
        except OSError:
            continue
        found.append(number)
    return found
