"""Root keys, working keys, and what may be signed."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient import FetcherInterface, Updater

from khronika.edition import disk, keys
from khronika.edition.chain import follow
from khronika.edition.errors import Conflict, Locked, Malformed, Missing, Untrusted
from khronika.edition.root import Quorum, create_root, renew_root
from khronika.edition.signing import place_root, renew_timestamp, revoke, sign_edition
from khronika.edition.verify import State, verify
from tests.edition.pressing import NOON, PAGES, House, header, write

YEAR = NOON + timedelta(days=365)


def test_a_root_key_opens_with_its_passphrase_only() -> None:
    sealed = keys.seal(b"secret", "correct horse")
    assert b"secret" not in sealed
    assert keys.unseal(sealed, "correct horse", "root-1.key") == b"secret"
    with pytest.raises(Locked, match="passphrase"):
        keys.unseal(sealed, "correct horsf", "root-1.key")


@pytest.mark.parametrize("old, new", [(b'"memory":65536', b'"memory":99999999'), (b'"format":1', b'"format":2')])
def test_a_key_file_that_asks_for_other_work_is_refused_before_any_work(old: bytes, new: bytes) -> None:
    sealed = keys.seal(b"secret", "correct horse")
    with pytest.raises(Malformed, match="format 1"):
        keys.unseal(sealed.replace(old, new), "correct horse", "root-1.key")
    with pytest.raises(Malformed, match="damaged"):
        keys.unseal(b"{}", "correct horse", "root-1.key")


def test_a_short_passphrase_and_a_used_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Malformed, match="at least 8"):
        create_root(tmp_path / "roots", ["short"], valid_until=YEAR)
    (tmp_path / "roots" / "x").write_bytes(b"")
    with pytest.raises(Conflict, match="empty folder"):
        create_root(tmp_path / "roots", ["long enough"], valid_until=YEAR)


@pytest.mark.parametrize(("count", "threshold"), [(0, 1), (1, 0), (1, 2)])
def test_a_quorum_that_cannot_be_met_is_refused(count: int, threshold: int) -> None:
    with pytest.raises(Malformed, match="threshold"):
        Quorum(count, threshold)


def test_private_keys_are_in_no_message_and_their_files_are_for_their_owner_only(tmp_path: Path) -> None:
    founded = create_root(tmp_path / "roots", ["correct horse"], valid_until=YEAR)
    assert "PRIVATE" not in repr(founded)
    assert (tmp_path / "roots/root-1.key").stat().st_mode & 0o777 == 0o400
    assert (tmp_path / "roots").stat().st_mode & 0o777 == 0o700
    assert not any(b"PRIVATE" in path.read_bytes() for path in (tmp_path / "roots").iterdir())


def test_two_of_three_holders_replace_a_root_and_one_cannot(tmp_path: Path) -> None:
    words = ["first word of it", "second word of it", "third word of it"]
    founded = create_root(tmp_path / "roots", words, threshold=2, valid_until=YEAR)
    with pytest.raises(Untrusted, match="Expected 2 keys"):
        renew_root(tmp_path / "roots", {1: words[0]}, root=founded.root, valid_until=YEAR)
    with pytest.raises(Locked):
        renew_root(tmp_path / "roots", {1: words[0], 2: words[0]}, root=founded.root, valid_until=YEAR)
    new = renew_root(tmp_path / "roots", {1: words[0], 3: words[2]}, root=founded.root, valid_until=YEAR)
    place_root(tmp_path / "tuf", founded.root, at=NOON)
    place_root(tmp_path / "tuf", new.root, at=NOON)
    write(tmp_path / "1", PAGES)
    with pytest.raises(Untrusted, match="newest keys"):
        sign_edition(tmp_path / "tuf", founded.keys, tmp_path / "1", at=NOON)
    sign_edition(tmp_path / "tuf", new.keys, tmp_path / "1", at=NOON)
    assert verify(tmp_path / "1", at=NOON, trusted_root=founded.root).state is State.GENUINE


def test_an_edition_needs_as_many_keys_as_the_root_asks_for(tmp_path: Path) -> None:
    founded = create_root(tmp_path / "roots", ["correct horse"], editors=Quorum(3, 2), valid_until=YEAR)
    place_root(tmp_path / "tuf", founded.root, at=NOON)
    write(tmp_path / "1", PAGES)
    held = founded.keys
    with pytest.raises(Untrusted, match="Expected 2 targets keys"):
        sign_edition(tmp_path / "tuf", keys.Keys(held.edition[:1], held.timestamp), tmp_path / "1", at=NOON)
    sign_edition(tmp_path / "tuf", keys.Keys(held.edition[1:], held.timestamp), tmp_path / "1", at=NOON)
    assert verify(tmp_path / "1", at=NOON, trusted_root=founded.root).state is State.GENUINE


def test_nothing_is_signed_on_top_of_spoiled_signatures(house: House) -> None:
    path = house.tuf / "1.targets.json"
    path.write_bytes(path.read_bytes().replace(b'"length":', b'"length":1'))
    with pytest.raises(Untrusted, match=r'"1\.targets\.json"'):
        house.press(PAGES)
    assert verify(house.editions, at=NOON).number == 1


def test_nothing_is_signed_after_the_root_has_ended(house: House) -> None:
    with pytest.raises(Untrusted, match="renew the root"):
        house.press(PAGES, at=NOON + timedelta(days=366))
    with pytest.raises(Untrusted, match="renew the root"):
        renew_timestamp(house.tuf, house.founded.keys, at=NOON + timedelta(days=366))


def test_an_older_number_and_a_broken_line_are_not_signed(house: House, tmp_path: Path) -> None:
    house.press(PAGES)
    with pytest.raises(Conflict, match="above 2"):
        house.sign(house.editions / "1")
    write(tmp_path / "3", PAGES, header(3, "0" * 64))
    with pytest.raises(Conflict, match="digest that was signed for 2"):
        house.sign(tmp_path / "3")
    with pytest.raises(Missing, match="signed edition"):
        revoke(house.tuf, house.founded.keys, 9, at=NOON)


def test_a_root_is_placed_once_and_only_after_the_one_before_it(house: House, tmp_path: Path) -> None:
    other = create_root(tmp_path / "other", ["other passphrase"], valid_until=YEAR)
    with pytest.raises(Conflict, match="no other root"):
        place_root(house.tuf, other.root, at=NOON)
    second = renew_root(tmp_path / "other", {1: "other passphrase"}, root=other.root, valid_until=YEAR)
    with pytest.raises(Untrusted):
        place_root(house.tuf, second.root, second.keys, at=NOON)
    with pytest.raises(Untrusted, match="not there"):
        place_root(tmp_path / "tuf", second.root, at=NOON)
    mine = renew_root(house.roots, {1: "correct horse"}, root=house.founded.root, valid_until=YEAR)
    with pytest.raises(Untrusted, match="working keys"):
        place_root(house.tuf, mine.root, at=NOON)
    place_root(house.tuf, mine.root, mine.keys, at=NOON)
    place_root(house.tuf, mine.root, mine.keys, at=NOON)
    assert verify(house.editions, at=NOON, trusted_root=house.founded.root).state is State.GENUINE


def test_a_root_change_that_was_cut_short_is_completed_by_calling_it_again(house: House) -> None:
    new = renew_root(house.roots, {1: "correct horse"}, root=house.founded.root, valid_until=YEAR)
    disk.replace(house.tuf / "2.root.json", new.root)
    assert verify(house.editions, at=NOON).state is State.STALE
    place_root(house.tuf, new.root, new.keys, at=NOON)
    assert verify(house.editions, at=NOON).state is State.GENUINE


def test_old_metadata_is_removed_and_only_the_current_kept(house: House) -> None:
    house.press(PAGES)
    names = {path.name for path in house.tuf.iterdir()}
    assert names == {"1.root.json", "2.snapshot.json", "2.targets.json", "timestamp.json"}
    assert follow(house.tuf).newest() == 2


class Folder(FetcherInterface):
    """Serves a folder to python-tuf's client."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _fetch(self, url: str):  # type: ignore[no-untyped-def]  # python-tuf's own signature
        path = self._folder / urlsplit(url).path.lstrip("/")
        if not path.is_file():
            raise DownloadHTTPError("not found", 404)
        return iter([path.read_bytes()])


def test_any_tuf_client_can_follow_the_signatures_to_the_digest(tmp_path: Path) -> None:
    now = datetime.now(UTC)  # python-tuf's client asks the clock
    founded = create_root(tmp_path / "roots", ["correct horse"], valid_until=now + timedelta(days=2))
    house = House(tmp_path / "editions", tmp_path / "roots", founded)
    place_root(house.tuf, founded.root, at=now)
    house.press(PAGES, at=now)
    renewed = renew_root(house.roots, {1: "correct horse"}, root=founded.root, valid_until=now + timedelta(days=3))
    place_root(house.tuf, renewed.root, renewed.keys, at=now)
    (tmp_path / "client").mkdir()
    (tmp_path / "got").mkdir()
    client = Updater(
        str(tmp_path / "client"),
        "http://edition.invalid/tuf/",
        str(tmp_path / "got"),
        "http://edition.invalid/",
        fetcher=Folder(tmp_path / "served"),
        bootstrap=founded.root,
    )
    client.config.prefix_targets_with_hash = False
    shutil.copytree(house.tuf, tmp_path / "served/tuf")
    shutil.copytree(house.editions / "1", tmp_path / "served/editions/1")
    client.refresh()
    target = client.get_targetinfo("editions/1/edition.json")
    assert target is not None
    assert Path(client.download_target(target)).read_bytes() == (house.editions / "1/edition.json").read_bytes()
