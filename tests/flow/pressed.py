"""An edition as its readers have it, to be asked by tests what it tells."""

from dataclasses import dataclass
from pathlib import Path

from lxml import html

from tests.conftest import Command


@dataclass(frozen=True)
class Pressed:
    """An edition: its pages as trees and as plain words, by language and section."""

    edition: Path

    def tree(self, path: Path) -> html.HtmlElement:
        (main,) = html.fromstring(path.read_bytes()).xpath("//main")
        return main

    def words(self, path: Path) -> str:
        """What stands on a page above its sources, with single spaces and no marks of citations."""
        main = self.tree(path)
        for each in main.xpath(".//section[.//h2[@id='notes']] | .//*[@class='marks']"):
            each.drop_tree()
        return " ".join(" ".join(main.itertext()).split()).replace(" ,", ",")

    def page(self, section: str, *said: str, language: str = "en") -> Path:
        """The one page of a section that says all of these words."""
        paths = sorted((self.edition / "site" / language / section).glob("*.html"))
        found = [path for path in paths if path.stem != "index" and all(each in self.words(path) for each in said)]
        assert len(found) == 1, f"{said} stands on {[path.name for path in found]} of {[path.name for path in paths]}"
        return found[0]

    def read(self, section: str, *said: str, language: str = "en") -> str:
        return self.words(self.page(section, *said, language=language))


def pressed(command: Command) -> Pressed:
    """The first edition of a home, once it verifies."""
    assert "GENUINE" in command("verify", command.home / "editions")
    return Pressed(command.home / "editions" / "1")
