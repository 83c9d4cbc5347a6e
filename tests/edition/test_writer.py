"""Writing an edition and giving it its number."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.edition import disk
from khronika.edition.errors import BadPath, Conflict, Malformed, Missing
from khronika.edition.publish import publish, stage, sweep
from khronika.edition.reader import latest, newest, open_edition
from khronika.edition.verify import State, verify
from khronika.edition.writer import Writer
from tests.edition.pressing import NOON, PAGES, House, header, write

names = st.text("abc1", min_size=1, max_size=3)
paths = st.builds(
    lambda top, inner: "/".join([top, *inner]), st.sampled_from(["site", "data"]), st.lists(names, min_size=1)
)


@given(st.dictionaries(paths, st.binary(max_size=9), max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_same_files_in_any_order_have_the_same_digest(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes], random: object
) -> None:
    apart = {path: data for path, data in files.items() if not any(other.startswith(path + "/") for other in files)}
    shuffled = list(apart.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    folder = tmp_path_factory.mktemp("order")
    assert write(folder / "1", apart).digest == write(folder / "2", dict(shuffled)).digest


def test_what_was_written_is_listed_with_size_and_digest(tmp_path: Path) -> None:
    finished = write(tmp_path / "1", PAGES)
    edition = open_edition(tmp_path / "1")
    assert edition.digest == finished.digest
    assert {file.path: file.size for file in edition.files()} == {path: len(data) for path, data in PAGES.items()}
    assert (finished.files, finished.bytes) == (len(PAGES), sum(map(len, PAGES.values())))


def test_a_path_is_written_once_and_is_a_file_or_a_folder(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "1")
    writer.add("site/en/a", b"1")
    for path in ("site/en/a", "site/en", "site/en/a/b"):
        with pytest.raises(Conflict, match=f'"{path.removesuffix("/b")}'):
            writer.add(path, b"2")
    with pytest.raises(BadPath):
        writer.add("site", b"")
    with pytest.raises(BadPath, match="lower-case"):
        writer.add("site/../../x", b"")
    writer.finish(header())
    with pytest.raises(Conflict, match="finished"):
        writer.add("site/en/b", b"")


def test_a_folder_with_files_in_it_is_not_pressed_into(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(Conflict, match="empty folder"):
        Writer(tmp_path)


def test_files_of_an_edition_are_read_only(tmp_path: Path) -> None:
    write(tmp_path / "1", PAGES)
    assert not any(path.stat().st_mode & 0o222 for path in (tmp_path / "1").rglob("*") if path.is_file())


def test_publishing_names_the_latest_and_leaves_nothing_else(tmp_path: Path) -> None:
    assert newest(tmp_path) == 0
    with pytest.raises(Missing, match="press one"):
        latest(tmp_path)
    with stage(tmp_path) as folder:
        write(folder, PAGES)
        publish(folder, tmp_path, 1)
    assert latest(tmp_path) == tmp_path / "1"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "1", "latest"]


@pytest.mark.parametrize("text", ["", "0", "../2", "1\n2", "1" * 60, "١", "1" * 100])
def test_a_latest_that_names_no_number_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "latest").write_text(text, encoding="utf-8")
    with pytest.raises(Malformed, match='"latest"'):
        latest(tmp_path)


def test_only_one_press_works_at_a_time_and_dead_ones_are_swept(tmp_path: Path) -> None:
    (tmp_path / ".pressing-dead/site").mkdir(parents=True)
    with stage(tmp_path) as folder:
        assert not (tmp_path / ".pressing-dead").exists()
        with pytest.raises(Conflict, match="wait"), stage(tmp_path):
            pass
        (folder / "half").write_bytes(b"")
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]
    assert sweep(tmp_path) == 0


def test_an_edition_follows_the_one_before(house: House) -> None:
    with stage(house.editions) as folder:
        write(folder, PAGES, header(2, "0" * 64))
        with pytest.raises(Malformed, match='calls itself "3"'):
            publish(folder, house.editions, 3)
        with pytest.raises(Conflict, match="digest of the one before"):
            publish(folder, house.editions, 2)
    with stage(house.editions) as folder:
        write(folder, PAGES)
        with pytest.raises(Conflict, match="above the latest"):
            publish(folder, house.editions, 1)
    assert newest(house.editions) == 1


def test_a_signature_that_fails_leaves_the_old_edition_standing_and_the_next_press_succeeds(house: House) -> None:
    before = open_edition(latest(house.editions)).digest

    def fail(_: Path) -> None:
        raise RuntimeError("no key")

    with pytest.raises(RuntimeError), stage(house.editions) as folder:
        write(folder, PAGES, header(2, before))
        publish(folder, house.editions, 2, seal=fail)
    assert verify(house.editions, at=NOON, trusted_root=house.founded.root).state is State.GENUINE
    house.press({**PAGES, "site/en/new.html": b"new"})
    assert verify(house.editions, at=NOON).number == 2


KILLED = """
import os, signal, sys
from pathlib import Path
from khronika.edition import disk, publish, reader, signing, writer
from khronika.edition.keys import Keys
from tests.edition.pressing import NOON, PAGES, header, write
editions, point = Path(sys.argv[1]), int(sys.argv[4])
keys = Keys((bytes.fromhex(sys.argv[2]),), bytes.fromhex(sys.argv[3]))
calls = 0
def guard(name, module):
    real = getattr(module, name)
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls == point:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    setattr(module, name, call)
before = reader.open_edition(reader.latest(editions)).digest
with publish.stage(editions) as folder:
    for name, module in (("open", os), ("mkdir", os), ("rename", os), ("replace", os), ("fsync", os)):
        guard(name, module)
    write(folder, {"site/en/index.html": b"second"}, header(2, before))
    publish.publish(folder, editions, 2, seal=lambda it: signing.sign_edition(editions / "tuf", keys, it, at=NOON))
"""


@pytest.mark.parametrize("point", [1, 10, 20, 26, 28, 30, 32, 34, 35, 36, 38, 41, 44, 45, 46, 99])
def test_killed_at_any_point_the_old_edition_stands_and_the_next_press_succeeds(house: House, point: int) -> None:
    keys = house.founded.keys
    command = [
        sys.executable,
        "-c",
        KILLED,
        str(house.editions),
        keys.edition[0].hex(),
        keys.timestamp.hex(),
        str(point),
    ]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], check=False, timeout=60)
    number = newest(house.editions)
    assert (done.returncode, number) in {(-signal.SIGKILL, 1), (-signal.SIGKILL, 2), (0, 2)}
    verdict = verify(house.editions / str(number), at=NOON, trusted_root=house.founded.root)
    assert verdict.state in {State.GENUINE, State.STALE}, verdict
    house.press({"site/en/index.html": b"third"})
    verdict = verify(house.editions, at=NOON, trusted_root=house.founded.root)
    assert (verdict.state, verdict.number) == (State.GENUINE, number + 1)
    assert {path.name for path in house.editions.iterdir()} == {
        ".lock",
        "latest",
        "tuf",
        *map(str, range(1, number + 2)),
    }


def test_a_file_is_read_only_up_to_its_limit_and_never_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(bytes(101))
    (tmp_path / "link").symlink_to(tmp_path / "big")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Malformed, match="at most 100 bytes"):
        disk.read(tmp_path / "big", 100)
    for name in ("link", "pipe"):
        with pytest.raises(Malformed, match=f'plain file "{name}"'):
            disk.read(tmp_path / name, 1000)
    with pytest.raises(Missing):
        disk.read(tmp_path / "none", 1)
