"""The pages of solidarity by country, year and kind, and its calendars: lines of what is printed now, the rest from the edition before."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from khronika.edition import solidarity
from khronika.edition.model import Record
from khronika.edition.solidarity import Told
from khronika.pages import ics
from khronika.pages.numbers.solidarity import CALENDAR, NOW, SECTION, Calendar, coming, running
from khronika.pages.render import LANGUAGES, SITE, Renderer
from khronika.press.before import Before
from khronika.press.draft import Draft
from khronika.press.numbers import lines


class Solidary:
    """Every record that is printed is told to it (`take`), then come the files (`files`)."""

    def __init__(self, draft: Draft, renderer: Renderer, before: Before | None) -> None:
        """What did not change is taken from the edition before; without one everything is made."""
        self.renderer = renderer
        self.previous = before.folder if before else None
        self.gone: set[str] = set()
        self._changes: dict[str, bytes | None] = dict.fromkeys(draft.things) if before else {}
        self._made = b""

    def take(self, record: Record) -> None:
        """A record as it is printed."""
        if found := solidarity.told(record):
            self._changes[record.ref.id] = solidarity.line(found) + b"\n"

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file that is new or has changed; in `gone` is then what is no more."""
        old = _read(self.previous / solidarity.FILE) if self.previous else b""
        self._made = lines.splice(old, self._changes, lines.by_id)
        if self.previous is not None and self._made == old:
            return
        if self._made:
            yield solidarity.FILE, self._made
        else:
            self.gone.add(solidarity.FILE)
        made = dict(self._pages())
        yield from made.items()
        self.gone |= self._known(old) - made.keys()

    @cached_property
    def all(self) -> list[Told]:
        """Everything that this edition tells of; to be asked after its files."""
        return [solidarity.read(each) for each in self._made.splitlines()]

    def running(self) -> tuple[Told, ...]:
        """The campaigns that go on."""
        return tuple(running(self.all)[:NOW])

    def coming(self) -> tuple[Told, ...]:
        """The observances that go on, the next one first."""
        return tuple(coming(self.all)[:NOW])

    def _pages(self) -> Iterator[tuple[str, bytes]]:
        found = self.all
        for language in LANGUAGES:
            words, publisher = self.renderer.words(language), self.renderer.front.organisation
            yield from Calendar(self.renderer, language, found).pages()
            yield f"{SITE}/{language}/{CALENDAR}", ics.calendar(found, words, publisher)
            for each in ics.upcoming(found):
                yield f"{SITE}/{language}/{each.ref.address}.ics", ics.calendar((each,), words, publisher)

    def _known(self, old: bytes) -> set[str]:
        """The files of lists and calendars that the edition before has."""
        found = {f"{each.ref.address}.ics" for each in ics.upcoming(map(solidarity.read, old.splitlines()))}
        paths = {f"{SITE}/{language}/{each}" for language in LANGUAGES for each in found}
        for language in LANGUAGES:
            folder = f"{SITE}/{language}/{SECTION}"
            known = self.previous / folder if self.previous else None
            paths |= {f"{folder}/{each.name}" for each in known.iterdir()} if known and known.is_dir() else set()
        return paths


def _read(path: Path) -> bytes:
    """A file of an edition; nothing where it has none."""
    return path.read_bytes() if path.is_file() else b""
