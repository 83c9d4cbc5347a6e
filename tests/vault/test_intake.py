"""Whatever is handed in comes out: as content, or as one clear sentence beside its bytes."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from khronika.vault import sandbox
from khronika.vault.errors import Unavailable
from khronika.vault.intake import Taken, take
from khronika.vault.text import Outcome

Builder = Callable[..., bytes]
pytestmark = pytest.mark.skipif(
    sandbox.available() is None, reason="bubblewrap does not work on this machine, and no document is read without it"
)
GOOD = "Adam First was fined five hundred rubles in the town of Hrodna on 3 May.\n"


def one(path: Path) -> Taken:
    (taken,) = take(path)
    return taken


def test_a_file_comes_with_its_bytes_its_digest_and_its_text(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(GOOD)
    taken = one(path)
    assert taken.failure is None
    assert taken.data == GOOD.encode()
    assert taken.sha256 == hashlib.sha256(GOOD.encode()).hexdigest()
    assert (taken.origin, taken.place, taken.media_type) == (str(path), "note.txt", "text/plain")
    assert taken.text is not None
    assert taken.text.text == GOOD.strip()
    assert taken.obtained_at.tzinfo is not None


def test_a_folder_with_everything_bad_goes_on_to_the_last_good_file(tmp_path: Path, pdf: Builder, bomb: bytes) -> None:
    bad = {
        "a-empty.txt": b"",
        "b-cut.pdf": pdf(["Words."])[:200],
        "c-bomb.pdf": bomb,
        "d-picture.txt": b"\x89PNG\r\n\x1a\nrest",
        "e-blocked.html": b"<title>Just a moment...</title><body>Enable JavaScript and cookies to continue</body>",
        "f-login.html": b"<html><title>Log in to Site</title><body>Please log in. Password. Forgot password?</body>",
        "g-scan.pdf": pdf([]),
        "h-nothing.html": b"<html><body><script>words()</script></body></html>",
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "z-good.txt").write_text(GOOD)
    (tmp_path / ".hidden").write_text(GOOD)
    taken = {entry.place: entry for entry in take(tmp_path)}
    assert list(taken) == [*bad, "sub/z-good.txt"]
    for name, data in bad.items():
        assert taken[name].data == data
        assert taken[name].text is None
        failure = taken[name].failure
        assert failure is not None
        assert failure.endswith(".")
        assert "\n" not in failure
    assert taken["sub/z-good.txt"].failure is None


def test_a_file_of_two_hundred_megabytes_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    taken = one(path)
    assert taken.data == b""
    assert taken.failure == (
        "A document of at most 100 MB was expected, but this one has 200 MB; "
        "split it, or capture the part that matters."
    )


def test_a_path_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert one(tmp_path / "gone.txt").failure == (
        'The file "gone.txt" was expected but is not there (any more); put it back and capture it again.'
    )


def test_a_path_that_vanishes_meanwhile_does_not_end_the_batch(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(GOOD)
    batch = take(tmp_path)
    first = next(batch)
    (tmp_path / "b.txt").unlink()
    rest = list(batch)
    assert first.failure is None
    assert [entry.place for entry in rest] == ["b.txt", "c.txt"]
    assert "is not there (any more)" in (rest[0].failure or "")
    assert rest[1].failure is None


def test_a_path_that_may_not_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "locked.txt").write_text(GOOD)
    monkeypatch.setattr("khronika.vault.intake.os.open", refuse)  # root may read everything, so chmod would not do
    assert one(tmp_path / "locked.txt").failure == (
        'The file "locked.txt" may not be read by this account; change its permissions and capture it again.'
    )


def test_links_in_a_folder_neither_loop_nor_lead_out(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(GOOD)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "loop").symlink_to(folder)
    (folder / "itself").symlink_to("itself")
    (folder / "out.txt").symlink_to(secret)
    (folder / "real.txt").write_text(GOOD)
    taken = {entry.place: entry for entry in take(folder)}
    assert list(taken) == ["itself", "loop", "out.txt", "real.txt"]
    assert taken["out.txt"].failure == (
        'A file was expected, but "out.txt" is a link and links are not followed; capture what it leads to.'
    )
    assert taken["out.txt"].data == b""
    assert taken["real.txt"].failure is None


def test_a_link_that_leads_to_itself_is_said(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    failure = one(tmp_path / "loop").failure
    assert failure is not None
    assert failure.startswith('The file "loop" cannot be read')


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is a pipe or a device" in (one(tmp_path / "pipe").failure or "")


def test_a_name_of_no_known_letters_does_not_end_the_batch(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt")).write_text(GOOD)
    (taken,) = take(tmp_path)
    assert taken.failure is None
    assert taken.place == r"\udcff\udcfe.txt"
    taken.origin.encode()


def test_a_name_cannot_trick_the_eye(tmp_path: Path) -> None:
    (tmp_path / "\u202etxt.\nexe").write_bytes(b"")
    (taken,) = take(tmp_path)
    assert taken.place == "txt. exe"
    assert "\n" not in (taken.failure or "")


def test_marks_of_templates_and_scripts_stay_words(tmp_path: Path) -> None:
    words = "Adam <script>alert(1)</script> {{ First }} {% raw %} was fined in Hrodna."
    (tmp_path / "note.txt").write_text(words)
    taken = one(tmp_path / "note.txt")
    assert taken.text is not None
    assert taken.text.text == words


def test_an_address_inside_is_a_failure_and_not_an_exception() -> None:
    (taken,) = take("http://127.0.0.1:9/secret")
    assert (taken.data, taken.text, taken.place) == (b"", None, "http://127.0.0.1:9/secret")
    assert "inside this machine" in (taken.failure or "")
    (taken,) = take("ftp://example.org/x")
    assert "http:// or https://" in (taken.failure or "")


def test_without_a_sandbox_nothing_is_captured_unless_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "note.txt").write_text(GOOD)
    monkeypatch.setattr(sandbox, "_trial", lambda: "not installed")
    with pytest.raises(Unavailable):
        list(take(tmp_path))
    (taken,) = take(tmp_path, allow_unsandboxed=True)
    assert taken.text is not None
    assert taken.text.outcome is Outcome.READ
