"""An edition arrives whole and genuine, or the target stays as it was."""

import io
import zipfile

import pytest

from khronika.edition.errors import EditionError
from khronika.edition.reader import latest, newest
from khronika.edition.ship import pack, ship
from khronika.edition.verify import State, verify
from tests.edition.pressing import NOON


def test_what_is_shipped_verifies_at_the_target(house, tmp_path):
    shipped = ship(house.editions, tmp_path / "stick")
    assert shipped.fresh and shipped.number == newest(house.editions)
    verdict = verify(tmp_path / "stick", at=NOON)
    assert verdict.state is State.GENUINE
    assert verdict.differences == ()


def test_shipping_again_copies_nothing_and_renews_the_signatures(house, tmp_path):
    ship(house.editions, tmp_path / "stick")
    (tmp_path / "stick" / "tuf" / "timestamp.json").write_text("{}")
    assert not ship(house.editions, tmp_path / "stick").fresh
    assert verify(tmp_path / "stick", at=NOON).state is State.GENUINE


def test_a_file_that_was_altered_here_is_not_shipped(house, tmp_path):
    page = next(path for path in sorted(latest(house.editions).rglob("*.html")))
    page.write_bytes(page.read_bytes()[:-1] + b"!")
    with pytest.raises(EditionError, match="as it was pressed"):
        ship(house.editions, tmp_path / "stick")
    assert not (tmp_path / "stick" / "latest").exists()
    assert not any(path.name.startswith(".shipping-") for path in (tmp_path / "stick").iterdir())


def test_a_folder_of_something_else_is_left_alone(house, tmp_path):
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "letter.txt").write_text("mine")
    with pytest.raises(EditionError, match="empty folder or one of editions"):
        ship(house.editions, tmp_path / "stick")
    assert (tmp_path / "stick" / "letter.txt").read_text() == "mine"


def test_a_newer_edition_is_not_replaced_by_an_older_one(house, tmp_path):
    ship(house.editions, tmp_path / "stick")
    (tmp_path / "stick" / "latest").write_text("99\n")
    with pytest.raises(EditionError, match="older edition at the target"):
        ship(house.editions, tmp_path / "stick")


def test_an_older_edition_is_no_longer_served_at_the_target(house, tmp_path):
    old = tmp_path / "stick" / "0"
    old.mkdir(parents=True)
    (tmp_path / "stick" / "latest").write_text("1\n")
    ship(house.editions, tmp_path / "stick")
    assert not old.exists()


def test_a_packed_edition_unpacks_to_a_genuine_one(house, tmp_path):
    whole = b"".join(pack(house.editions))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "unpacked")
    assert verify(tmp_path / "unpacked", at=NOON).state is State.GENUINE
