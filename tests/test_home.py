"""A home opens with its passphrase and says nothing without it."""

from pathlib import Path

import pytest

from khronika import home as homes
from khronika.home import FILE, HomeError
from khronika.vault.errors import Altered

WORDS = "four words make one"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch cheaply: what is tested here is not how slow a guess is."""
    monkeypatch.setattr(homes, "_COST", {"time_cost": 1, "memory_kib": 64, "lanes": 1})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    homes.create(tmp_path / "home", WORDS)
    return tmp_path / "home"


def change(folder: Path, old: str, new: str) -> None:
    path = folder / FILE
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def line(folder: Path, name: str) -> str:
    return next(each for each in (folder / FILE).read_text().splitlines() if each.startswith(f"{name} = "))


def test_a_home_opens_with_its_passphrase_to_the_same_keys(tmp_path: Path) -> None:
    made = homes.create(tmp_path / "home", WORDS, demonstration=True)
    opened = homes.unlock(tmp_path / "home", WORDS)
    assert opened == made
    assert opened.demonstration
    assert opened.derive("database") != opened.derive("vault names")
    assert opened.derive("database") == made.derive("database")


def test_the_cost_of_a_guess_is_that_of_the_recommendation() -> None:
    """RFC 9106 asks for at least 64 MiB with three passes."""
    text = Path(homes.__file__).read_text()
    assert '_COST = {"time_cost": 3, "memory_kib": 65536' in text


@pytest.mark.parametrize("words", ["", WORDS.upper(), WORDS + " "])
def test_a_wrong_passphrase_opens_nothing_and_says_so(folder: Path, words: str) -> None:
    with pytest.raises(HomeError, match=r"^The passphrase does not open this home\. Check it and try again\.$"):
        homes.unlock(folder, words)


def test_a_short_passphrase_makes_no_home(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="at least 12 characters"):
        homes.create(tmp_path / "home", "x" * 11)
    assert not (tmp_path / "home").exists()


def test_a_folder_that_holds_files_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(HomeError, match="Expected an empty folder"):
        homes.create(tmp_path, WORDS)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_without_a_home_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="khronika init HOME"):
        homes.unlock(tmp_path, WORDS)


@pytest.mark.parametrize(
    "name", ["home_version", "demonstration", "time_cost", "memory_kib", "lanes", "salt", "wrapped"]
)
@pytest.mark.parametrize("value", ["", '"zz"', '"00"', "-1", "[]"])
def test_a_damaged_line_is_told_in_one_sentence_and_opens_nothing(folder: Path, name: str, value: str) -> None:
    change(folder, line(folder, name), f"{name} = {value}" if value else "")
    with pytest.raises(HomeError, match=r"damaged\. Put it back from a backup\.$|passphrase does not open"):
        homes.unlock(folder, WORDS)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"[[[", b"key = 1\nhome_version = 1\ndemonstration = false"])
def test_a_file_that_is_no_settings_is_told_as_damaged(folder: Path, data: bytes) -> None:
    (folder / FILE).write_bytes(data)
    with pytest.raises(HomeError, match="it is damaged"):
        homes.unlock(folder, WORDS)


def test_a_home_of_a_later_version_asks_for_a_newer_program(folder: Path) -> None:
    change(folder, "home_version = 1", "home_version = 2")
    with pytest.raises(HomeError, match=r"version 2.*Install a newer Khronika"):
        homes.unlock(folder, WORDS)


def test_the_settings_hold_no_secret_and_name_nobody(tmp_path: Path) -> None:
    home = homes.create(tmp_path / "home", WORDS)
    text = (home.folder / FILE).read_text()
    for secret in (WORDS, home.key.hex(), home.derive("database").hex(), str(tmp_path)):
        assert secret not in text
    assert {each.split(" = ")[0] for each in text.splitlines() if " = " in each} == {
        "home_version", "demonstration", "kdf", "time_cost", "memory_kib", "lanes", "salt", "wrapped",
    }  # fmt: skip


def test_two_homes_with_one_passphrase_share_nothing(tmp_path: Path) -> None:
    first, second = homes.create(tmp_path / "a", WORDS), homes.create(tmp_path / "b", WORDS)
    assert first.key != second.key
    assert line(first.folder, "salt") != line(second.folder, "salt")


def test_the_key_does_not_show_when_a_home_is_printed(folder: Path) -> None:
    home = homes.unlock(folder, WORDS)
    assert str(home.key) not in repr(home)
    assert home.key.hex() not in repr(home)


def test_a_signing_key_is_kept_encrypted_and_comes_back(folder: Path) -> None:
    home = homes.unlock(folder, WORDS)
    home.keep("edition.pem", b"-----BEGIN PRIVATE KEY-----")
    assert b"PRIVATE" not in (folder / "keys" / "edition.pem").read_bytes()
    assert home.kept("edition.pem") == b"-----BEGIN PRIVATE KEY-----"


def test_a_signing_key_under_another_name_or_altered_is_refused(folder: Path) -> None:
    home = homes.unlock(folder, WORDS)
    home.keep("edition.pem", b"secret")
    (folder / "keys" / "edition.pem").rename(folder / "keys" / "other.pem")
    with pytest.raises(Altered):
        home.kept("other.pem")
    with pytest.raises(HomeError, match=r"'edition.pem'.*khronika doctor"):
        home.kept("edition.pem")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    homes.write(tmp_path / "it", b"old")

    def dies(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(homes.os, "replace", dies)
    with pytest.raises(OSError, match="no room"):
        homes.write(tmp_path / "it", b"new")
    assert (tmp_path / "it").read_bytes() == b"old"


def test_a_home_belongs_to_its_owner_alone(folder: Path) -> None:
    assert folder.stat().st_mode & 0o077 == 0
