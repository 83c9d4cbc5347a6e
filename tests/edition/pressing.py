"""Small editions of an invented organisation, pressed and signed as the real ones are."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from khronika.edition.header import Header
from khronika.edition.publish import publish, stage
from khronika.edition.reader import newest, open_edition
from khronika.edition.root import Founded, create_root
from khronika.edition.signing import place_root, sign_edition
from khronika.edition.writer import Finished, Writer

NOON = datetime(2026, 8, 4, 12, tzinfo=UTC)
PAGES = {
    "site/en/index.html": b"<title>Chronicle</title>",
    "site/en/people/a-1.html": b"<title>A</title>",
    "site/be/index.html": "<title>Хроніка</title>".encode(),
    "data/people.csv": b"id,name\n",
    "media/a.png": bytes(200),
}


def header(number: int = 1, previous: str | None = None, **other: object) -> Header:
    """A header of an invented organisation."""
    said = {
        "pressed_on": date(2026, 8, 4),
        "organisation": "Праваабарона",
        "languages": ("en", "be"),
        "ledger": 7,
        "ledger_digest": "a" * 64,
    }
    return Header(number=number, previous=previous, **{**said, **other})  # type: ignore[arg-type]  # plain test values


def write(folder: Path, files: dict[str, bytes], about: Header | None = None) -> Finished:
    """An edition of these files in a folder."""
    writer = Writer(folder)
    for path, data in files.items():
        writer.add(path, data)
    return writer.finish(about or header())


@dataclass
class House:
    """A folder of editions with the keys to sign them."""

    editions: Path
    roots: Path
    founded: Founded

    @property
    def tuf(self) -> Path:
        """Where the signatures are."""
        return self.editions / "tuf"

    def press(self, files: dict[str, bytes], *, at: datetime = NOON) -> Path:
        """Press, sign and publish the next edition."""
        number = newest(self.editions) + 1
        before = open_edition(self.editions / str(number - 1)).digest if number > 1 else None
        with stage(self.editions) as folder:
            write(folder, files, header(number, before))
            return publish(folder, self.editions, number, seal=lambda it: self.sign(it, at))

    def sign(self, folder: Path, at: datetime = NOON) -> None:
        """Sign an edition that lies in its place."""
        sign_edition(self.tuf, self.founded.keys, folder, at=at)


def build(folder: Path) -> House:
    """A house with one signed edition."""
    founded = create_root(folder / "roots", ["correct horse"], valid_until=NOON + timedelta(days=365))
    house = House(folder / "editions", folder / "roots", founded)
    house.editions.mkdir()
    place_root(house.tuf, founded.root, at=NOON)
    house.press(PAGES)
    return house
