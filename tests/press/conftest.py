"""A house that can press: its keys in a home, its register in the test's database."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from khronika import home as homes
from khronika.desk.accounts.models import Organisation
from khronika.edition.root import create_root
from khronika.edition.signing import place_root
from khronika.home import Home
from khronika.press.keys import EDITION_KEY, TIMESTAMP_KEY
from khronika.press.press import Report, press
from tests.desk.making import account

NOON = datetime(2026, 8, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with keys and no edition; copied, never used itself."""
    folder = tmp_path_factory.mktemp("founded")
    home = homes.create(folder / "home", "a passphrase for tests")
    made = create_root(folder / "root", ["a root passphrase"], valid_until=NOON + timedelta(days=365))
    home.keep(EDITION_KEY, made.keys.edition[0])
    home.keep(TIMESTAMP_KEY, made.keys.timestamp)
    place_root(home.editions / "tuf", made.root, at=NOON)
    return home


class House:
    """A home to press from, and its editions as plain files."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def press(self, *, full: bool = False, at: datetime = NOON, replace: bool = True) -> Report:
        """Press the next edition; names that nobody has judged are replaced."""
        return press(self.home, by=account(), at=at, full=full, replace=replace)

    def files(self, number: int) -> dict[str, bytes]:
        """Everything in an edition, by path."""
        folder = self.home.editions / str(number)
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def texts(self, number: int) -> dict[str, str]:
        """Pages and data of an edition, without what says which edition it is."""
        numbered = ("index.html", "edition.html")
        return {
            path: data.decode(errors="replace")
            for path, data in self.files(number).items()
            if path.startswith(("site/", "data/")) and not (path.count("/") == 2 and path.endswith(numbered))
        }

    def holding(self, number: int, words: str) -> set[str]:
        """The files of an edition whose name or text has these words, whatever the case."""
        found = {
            path for path, data in self.files(number).items() if words.lower() in data.decode(errors="replace").lower()
        }
        return found | {path for path in self.files(number) if words.lower() in path}


@pytest.fixture
def house(db, founded: Home, tmp_path: Path) -> House:
    """A house that has pressed nothing yet."""
    shutil.copytree(founded.folder, tmp_path / "home")
    Organisation.objects.create(name="Test Chronicle")
    return House(replace(founded, folder=tmp_path / "home"))
