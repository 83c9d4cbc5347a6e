"""Whatever is parsed is parsed in a child that has no network, no home, no secrets, and little of everything else.

One function for all parses: bubblewrap gives a file system of nothing but the interpreter and its libraries, read
only; seccomp takes away processes and sockets; resource limits take away memory and time. One child for each
document, so that no document can touch the next. The child's answer is as little trusted as the document.
"""

import fcntl
import functools
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from khronika.vault import seccomp
from khronika.vault.errors import Stopped, Unavailable

JOBS = frozenset({"html", "odt", "pdf", "plain", "rtf", "sheets", "table", "word"})
STREAMS = frozenset({"archive", "letters", "package", "picture", "telegram", "warc"})

_ROOM = Path(__file__).resolve().parent
_SYSTEM = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/lib", "/lib64", "/nix/store", "/gnu/store", "/etc/ld.so.cache")
_PLAIN_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PATH": "/nonexistent",
    "HOME": "/nonexistent",
    "TZ": "UTC",
}

_FAREWELL = 5  # seconds within which an ended child must be gone
_HEAD = 64 << 20  # bytes that a child may say of one piece before the piece itself
_PIECE = 128 << 20


@dataclass(frozen=True)
class Limits:
    """What one parse may use: wall and processor time in seconds, memory and answer in bytes, open files."""

    seconds: int = 60
    processor: int = 40
    memory: int = 1 << 30
    answer: int = 64 << 20
    files: int = 64


def run(
    job: str,
    data: bytes,
    *,
    limits: Limits | None = None,
    hints: dict[str, str] | None = None,
    allow_unsandboxed: bool = False,
) -> dict[str, Any]:
    """Do `job` (one of `JOBS`) on `data` in the sandbox; its answer, which the caller has to check.

    Raises `Unavailable` where no sandbox works (unless `allow_unsandboxed`: limits only), and `Stopped` with the
    reason when the parser failed or went over its limits.
    """
    if job not in JOBS:
        raise ValueError(f'A job of {sorted(JOBS)} was expected, not "{job}".')
    if not allow_unsandboxed:
        require()
    work = Work(f"khronika.vault.jobs.{job}", hints=hints or {}, limits=limits or Limits())
    return execute(work, data, enclosed=available() is not None)


def stream(
    job: str,
    data: bytes,
    *,
    limits: Limits | None = None,
    hints: dict[str, str] | None = None,
    allow_unsandboxed: bool = False,
) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Do `job` (one of `STREAMS`), piece by piece: what the child says of a piece, and its bytes; neither is checked.

    The time of whoever takes the pieces is not counted. Raises as `run` does, perhaps after some pieces.
    """
    if job not in STREAMS:
        raise ValueError(f'A job of {sorted(STREAMS)} was expected, not "{job}".')
    if not allow_unsandboxed:
        require()
    work = Work(f"khronika.vault.jobs.{job}", hints=hints or {}, limits=limits or Limits())
    with _started(work, data, enclosed=available() is not None) as child:
        yield from _pieces(_Pipe(child, work.limits))
        _judged(child, b'{"answer": {}}')


def call(
    program: Sequence[str],
    data: bytes,
    *,
    folders: Sequence[Path] = (),
    limits: Limits | None = None,
    allow_unsandboxed: bool = False,
) -> bytes:
    """What an installed program (its path, then its arguments) prints when it reads `data`, in the same sandbox.

    `folders` it may read as well. Raises `Stopped` when it fails or goes over its limits.
    """
    limits = limits or Limits()
    if not allow_unsandboxed:
        require()
    work = Work("", hints={}, limits=limits, program=tuple(program), readable=tuple(map(str, folders)))
    with _started(work, data, enclosed=available() is not None) as child:
        spoken = _Pipe(child, limits).rest()
        _judged(child, b'{"answer": {}}')
        return spoken


def available() -> str | None:
    """The name of the sandbox that works here, tried once, or None."""
    return None if _trial() else "bubblewrap"


def require() -> None:
    """Raise `Unavailable`, with the reason and the remedy, where no sandbox works."""
    reason = _trial()
    if reason:
        raise Unavailable(
            f"Documents are read only inside a sandbox, but bubblewrap does not work here ({reason}); install the "
            "package bubblewrap and allow user namespaces, or allow reading without a sandbox explicitly."
        )


@dataclass(frozen=True)
class Work:
    """One thing to do in a child: the `module` with the job, hints for it, and where else modules may be found."""

    module: str
    hints: dict[str, str]
    limits: Limits
    folder: Path | None = None
    program: tuple[str, ...] = ()
    readable: tuple[str, ...] = ()


def execute(work: Work, data: bytes, *, enclosed: bool = True) -> dict[str, Any]:
    """Do one piece of work in a child, `enclosed` by bubblewrap or by resource limits alone.

    `run` is the way in: this is its inside, open so that tests can send hostile jobs the same way.
    """
    with _started(work, data, enclosed=enclosed) as child:
        return _judged(child, _Pipe(child, work.limits).rest())


@contextmanager
def _started(work: Work, data: bytes, *, enclosed: bool) -> Iterator[subprocess.Popen[bytes]]:
    """A child at work on `data`; gone when this ends."""
    with ExitStack() as held:
        source = held.enter_context(_sealed(data))
        rules = held.enter_context(_sealed(seccomp.program() or b""))
        command = _command(work, rules.fileno() if enclosed else None)
        child = subprocess.Popen(
            command,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[rules.fileno()] if enclosed else [],
            env=_PLAIN_ENVIRONMENT,
            cwd="/",
            start_new_session=True,
        )
        held.enter_context(child)
        held.callback(_end, child)
        yield child


def _sealed(data: bytes) -> IO[bytes]:
    """Bytes as a file in memory that nobody can change any more."""
    descriptor = os.memfd_create("document", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    file = os.fdopen(descriptor, "w+b", buffering=0)
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]
    file.seek(0)
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK)
    return file


def _command(work: Work, rules: int | None) -> list[str]:
    if rules is None:
        packages = [str(path) for path in _packages()]
        extra = [str(work.folder)] if work.folder else []
        return _python(work, _ROOM / "jobs" / "child.py", [str(_ROOM.parents[1]), *packages, *extra])
    folders = ["/code", *map(str, _packages())]
    binds = [("--ro-bind", str(_ROOM), "/code/khronika/vault")]
    if work.folder:
        folders.append("/extra")
        binds.append(("--ro-bind", str(work.folder.resolve()), "/extra"))
    binds += [("--ro-bind-try", path, path) for path in (*work.program[:1], *work.readable)]
    inner = _python(work, Path("/code/khronika/vault/jobs/child.py"), folders)
    return [*_walls(rules), *(word for bind in binds for word in bind), "--", *inner]


def _python(work: Work, script: Path, folders: Sequence[str]) -> list[str]:
    limits = work.limits
    resources = {
        "RLIMIT_AS": limits.memory,
        "RLIMIT_CPU": limits.processor,
        "RLIMIT_NOFILE": limits.files,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NPROC": 1,
    }
    orders = {
        "job": work.module,
        "hints": work.hints,
        "folders": folders,
        "limits": resources,
        "program": work.program,
    }
    return [_interpreter(), "-I", "-S", "-B", "-X", "utf8", str(script), json.dumps(orders)]


def _interpreter() -> str:
    return str(Path(sys.executable).resolve())


def _packages() -> list[Path]:
    """The folders that third-party libraries are imported from, wherever this environment was made."""
    found = [Path(entry) for entry in sys.path if Path(entry).name in ("site-packages", "dist-packages")]
    return [path.resolve() for path in found if path.is_dir()]


def _walls(rules: int) -> list[str]:
    """The bubblewrap command up to what is particular to one job."""
    walls = [str(shutil.which("bwrap")), "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    walls += ["--hostname", "sandbox", "--clearenv"]
    for name, value in _PLAIN_ENVIRONMENT.items():
        walls += ["--setenv", name, value]
    walls += ["--dev", "/dev", "--size", str(1 << 20), "--tmpfs", "/tmp"]  # first: an environment may lie below /tmp
    for path in _readable():
        walls += ["--ro-bind", path, path]
    walls += ["--chdir", "/tmp"]
    if seccomp.program():
        walls += ["--seccomp", str(rules)]
    return walls


def _readable() -> list[str]:
    base = str(Path(sys.base_prefix).resolve())
    wanted = [*_SYSTEM, base, _interpreter(), *map(str, _packages())]
    return list(dict.fromkeys(path for path in wanted if os.path.exists(path)))


class _Pipe:
    """What a child says, read with a limit on its length and on the time that is spent waiting for it."""

    def __init__(self, child: subprocess.Popen[bytes], limits: Limits) -> None:
        assert child.stdout is not None
        self._number, self._limits = child.stdout.fileno(), limits
        self._patience, self._size = float(limits.seconds), 0
        self._held = bytearray()

    def rest(self) -> bytes:
        """All of it, until it closes."""
        while self._more():
            pass
        return bytes(self._held)

    def line(self) -> bytes:
        """Up to the next line end, which is left out."""
        looked = 0
        while (end := self._held.find(b"\n", looked)) < 0:
            looked = len(self._held)
            if looked > _HEAD or not self._more():
                raise Stopped(_sentence("the reader gave no answer"))
        found = self.take(end)
        self.take(1)
        return found

    def take(self, size: int) -> bytes:
        """The next `size` bytes."""
        while len(self._held) < size:
            if not self._more():
                raise Stopped(_sentence("the reader gave no answer"))
        found = bytes(memoryview(self._held)[:size])
        del self._held[:size]
        return found

    def _more(self) -> bool:
        began = time.monotonic()
        with selectors.DefaultSelector() as ready:
            ready.register(self._number, selectors.EVENT_READ)
            if not ready.select(max(0.0, self._patience)):
                raise Stopped(_sentence(f"it took longer than {self._limits.seconds} seconds"))
        self._patience -= time.monotonic() - began
        part = os.read(self._number, 1 << 16)
        self._held += part
        self._size += len(part)
        if self._size > self._limits.answer:
            raise Stopped(_sentence(f"its text was longer than {self._limits.answer >> 20} MB"))
        return bool(part)


def _pieces(pipe: _Pipe) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Each piece is a line of JSON that states the `size` of the bytes after it; the last one says `end`."""
    while True:
        head = _spoken(pipe.line())
        if "problem" in head:
            raise Stopped(_sentence(_told(head)))
        if head.get("end") is True:
            return
        size = head.get("size")
        if type(size) is not int or not 0 <= size <= _PIECE:
            raise Stopped(_sentence("the reader gave no answer"))
        yield head, pipe.take(size)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a child that still runs, and wait until nobody holds its output: then the inner process is gone too."""
    if child.poll() is not None or child.stdout is None:
        return
    child.kill()
    with selectors.DefaultSelector() as ready:
        ready.register(child.stdout, selectors.EVENT_READ)
        while ready.select(_FAREWELL) and os.read(child.stdout.fileno(), 1 << 16):
            pass


def _judged(child: subprocess.Popen[bytes], output: bytes) -> dict[str, Any]:
    try:
        status = child.wait(timeout=_FAREWELL)
    except subprocess.TimeoutExpired:
        raise Stopped(_sentence("the reader did not end")) from None
    if status != 0:
        raise Stopped(_sentence(_cause(status)))
    spoken = _spoken(output)
    answer = spoken.get("answer")
    if isinstance(answer, dict):
        return answer
    raise Stopped(_sentence(_told(spoken)))


def _spoken(output: bytes) -> dict[str, Any]:
    try:
        spoken = json.loads(output)
    except (ValueError, RecursionError):
        raise Stopped(_sentence("the reader gave no answer")) from None
    return spoken if isinstance(spoken, dict) else {}


def _told(spoken: dict[str, Any]) -> str:
    problem = spoken.get("problem")
    known = isinstance(problem, str) and len(problem) < 200 and problem.isprintable()
    return str(problem) if known else "the reader gave no answer"


def _cause(status: int) -> str:
    number = status - 128 if status > 128 else -status
    if number in (signal.SIGXCPU, signal.SIGKILL):
        return "it needed more time or memory than a parse may have"
    if number in (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGSYS):
        return "the reader crashed on it"
    return f"the reader ended with status {status}"


def _sentence(reason: str) -> str:
    return (
        f"The document could not be read: {reason}; its bytes are kept, so look at it elsewhere "
        "and capture a simpler copy."
    )


@functools.cache
def _trial() -> str:
    """Why bubblewrap does not work here, or nothing. Being installed is not enough: containers often forbid it."""
    if not shutil.which("bwrap"):
        return "the command bwrap was not found"
    with _sealed(seccomp.program() or b"") as rules:
        command = [*_walls(rules.fileno()), "--", _interpreter(), "-I", "-S", "-c", "print('ready')"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=20, pass_fds=[rules.fileno()], check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return type(error).__name__
    if done.stdout.strip() == b"ready":
        return ""
    return done.stderr.decode(errors="replace").strip()[-200:] or f"status {done.returncode}"
