"""What a parser that was taken over can do: compute, and answer. Nothing else."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from khronika.vault import sandbox, seccomp
from khronika.vault.errors import Stopped, Unavailable

Tried = Callable[..., dict[str, object]]
needs_sandbox = pytest.mark.skipif(
    sandbox.available() is None, reason="bubblewrap does not work on this machine, so no sandbox can be tried"
)
pytestmark = needs_sandbox


@pytest.mark.parametrize("deed", ["connect", "talk", "fork", "thread", "start", "allocate", "write", "trace"])
def test_a_hostile_deed_is_refused_and_the_next_job_works(deed: str, tried: Tried) -> None:
    assert "refused" in tried(deed)
    assert tried("greet") == {"done": "good day"}


def test_no_file_of_a_person_is_there(tried: Tried) -> None:
    assert tried("home") == {"done": []}


def test_no_secret_of_the_environment_is_there(tried: Tried, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHRONIKA_PASSPHRASE", "a canary")
    seen = tried("environment")["done"]
    assert isinstance(seen, dict)
    assert set(seen) <= {"LANG", "PATH", "HOME", "TZ", "PWD", "LC_CTYPE"}
    assert "a canary" not in str(seen)


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("spin", "it needed more time or memory than a parse may have"),
        ("sleep", "it took longer than 2 seconds"),
        ("flood", "its text was longer than 1 MB"),
        ("crash", "the reader crashed on it"),
        ("babble", "the reader gave no answer"),
    ],
)
def test_a_job_over_its_limits_is_ended_with_one_sentence(deed: str, reason: str, tried: Tried) -> None:
    limits = sandbox.Limits(seconds=2 if deed == "sleep" else 60, processor=1, answer=1 << 20)
    with pytest.raises(Stopped) as error:
        tried(deed, limits)
    assert str(error.value) == (
        f"The document could not be read: {reason}; its bytes are kept, so look at it elsewhere "
        "and capture a simpler copy."
    )


def test_nothing_of_an_ended_job_lives_on(tried: Tried) -> None:
    with pytest.raises(Stopped):
        tried("sleep", sandbox.Limits(seconds=1))
    assert not [line for line in _commands() if "hostile" in line]


def _commands() -> list[str]:
    lines = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(entry.read_text())
        except OSError:
            continue
    return lines


def test_only_known_jobs_are_run() -> None:
    with pytest.raises(ValueError, match='not "hostile"'):
        sandbox.run("hostile", b"")


def test_no_descriptor_of_the_parent_reaches_the_child(tried: Tried, tmp_path: Path) -> None:
    secret = os.open(tmp_path / "secret", os.O_CREAT | os.O_RDWR)
    os.set_inheritable(secret, True)
    try:
        assert max(map(int, _numbers(tried("descriptors")["done"]))) <= 3
    finally:
        os.close(secret)


def _numbers(found: object) -> list[int]:
    assert isinstance(found, list)
    return found


def test_capture_refuses_where_no_sandbox_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_trial", lambda: "user namespaces are forbidden")
    assert sandbox.available() is None
    with pytest.raises(Unavailable) as error:
        sandbox.run("plain", b"text")
    assert str(error.value) == (
        "Documents are read only inside a sandbox, but bubblewrap does not work here (user namespaces are forbidden); "
        "install the package bubblewrap and allow user namespaces, or allow reading without a sandbox explicitly."
    )


def test_reading_without_a_sandbox_still_has_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_trial", lambda: "not installed")
    answer = sandbox.run("plain", "Прыклад".encode(), allow_unsandboxed=True)
    assert answer["text"] == "Прыклад"
    with pytest.raises(Stopped, match="more memory"):
        sandbox.run("plain", b"word " * 8_000_000, limits=sandbox.Limits(memory=60 << 20), allow_unsandboxed=True)


def test_the_filter_is_made_for_the_processors_that_are_listed() -> None:
    assert len(seccomp.program("x86_64") or b"") % 8 == 0
    assert seccomp.program("aarch64") is not None
    assert seccomp.program("vax") is None


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("promise", "the reader gave no answer"),
        ("boast", "the reader gave no answer"),
        ("negate", "the reader gave no answer"),
        ("leave", "the reader gave no answer"),
        ("plead", "the reader gave no answer"),
        ("ramble", "its text was longer than 8 MB"),
    ],
)
def test_a_child_that_lies_about_its_pieces_is_believed_no_further(deed: str, reason: str) -> None:
    limits = sandbox.Limits(answer=8 << 20)
    work = sandbox.Work("lying", {}, limits, folder=Path(__file__).parent / "jobs")
    taken = []
    with pytest.raises(Stopped, match=reason), sandbox._started(work, deed.encode(), enclosed=True) as child:
        for _, piece in sandbox._pieces(sandbox._Pipe(child, limits)):
            taken.append(piece)
    assert taken == [b"first"]


def test_an_installed_program_is_as_enclosed_as_a_parser() -> None:
    program = str(Path("/bin/ls").resolve())
    assert b"passwd" not in sandbox.call([program, "/etc"], b"")
    with pytest.raises(Stopped):
        sandbox.call([program, str(Path(__file__).parent)], b"")
    assert sandbox.call([str(Path("/bin/cat").resolve())], b"words") == b"words"
