"""The public tracker of demands and the calendar of deadlines: lines of what is printed now, the rest from the edition before.

Which demands an edition tells otherwise than the one before is found by their lines. What is not in this edition is in no list.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from khronika.edition import asked
from khronika.edition.asked import Asked
from khronika.edition.model import Moved, Record
from khronika.pages import deadlines
from khronika.pages.asked import own
from khronika.pages.numbers.demands import CALENDAR, LISTS, Tracker, newest
from khronika.pages.render import LANGUAGES, SITE, Renderer
from khronika.press.before import Before
from khronika.press.draft import Draft
from khronika.press.numbers import lines

FILES = (asked.FILE, deadlines.FILE)
NEWS = 200  # demands that the edition's page names


class Tracked:
    """Every record that is printed is told to it (`take`), then come the files (`files`)."""

    def __init__(self, draft: Draft, renderer: Renderer, before: Before | None, was: Path | None) -> None:
        """`before` is the edition from which is taken what did not change, `was` the one with which this is compared."""
        self.draft, self.renderer, self.was = draft, renderer, was
        self.previous = before.folder if before else None
        self.gone: set[str] = set()
        self._changes: dict[str, dict[str, bytes | None]] = {
            place: dict.fromkeys(draft.things) if before else {} for place in FILES
        }
        self._made: dict[str, bytes] = {}
        self.counts: list[dict[str, object]] | None = None  # by year; None where they are those of the edition before

    def take(self, record: Record) -> None:
        """A record as it is printed."""
        if record.ref.kind == "Demand" and (found := own(record)):
            self._changes[asked.FILE][record.ref.id] = asked.line(found) + b"\n"
        if made := deadlines.line(record):
            self._changes[deadlines.FILE][record.ref.id] = made

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file that is new or has changed; in `gone` is then what is no more."""
        changed = {place: self._line(place) for place in FILES}
        for place in FILES:
            if changed[place] and self._made[place]:
                yield place, self._made[place]
            elif changed[place]:
                self.gone.add(place)
        same = self.previous is not None and self.draft.before.mark.day == self.draft.at.isoformat()
        if changed[asked.FILE] or not same:  # ages are as of the day
            self.counts = asked.yearly(self.demands, self.draft.at)
            for language in LANGUAGES:
                yield from self._lists(language)
        else:
            self.counts = None
        if changed[deadlines.FILE] or self.previous is None:
            yield from self._calendars()

    @property
    def demands(self) -> list[Asked]:
        """Every demand of this edition."""
        return [asked.read(each) for each in self._made[asked.FILE].splitlines()]

    def moved(self) -> tuple[Moved, ...]:
        """The demands that are new, or of which something else is true than in the edition before; nothing in the first one."""
        if self.was is None:
            return ()
        old = _split(_read(self.was / asked.FILE))
        fresh = {key for key, line in _split(self._made[asked.FILE]).items() if old.get(key) != line}
        found = [_moved(each, old) for each in newest(self.demands) if each.ref.id in fresh]
        return tuple(each for each in found if each)[:NEWS]

    def _line(self, place: str) -> bool:
        """Make a file of lines, and say whether it changed."""
        old = _read(self.previous / place) if self.previous else b""
        self._made[place] = lines.splice(old, self._changes[place], lines.by_id)
        return self._made[place] != old

    def _lists(self, language: str) -> Iterator[tuple[str, bytes]]:
        tracker = Tracker(self.renderer, language, self.demands, self.draft.at, {"demands": self.counts or []})
        made = set[str]()
        for place, page in tracker.pages():
            made.add(place)
            yield place, page
        folder = f"{SITE}/{language}/{LISTS}"
        known = self.previous / folder if self.previous else None
        for each in known.iterdir() if known and known.is_dir() else ():
            if f"{folder}/{each.name}" not in made:
                self.gone.add(f"{folder}/{each.name}")

    def _calendars(self) -> Iterator[tuple[str, bytes]]:
        entries = [each for line in self._made[deadlines.FILE].splitlines() for each in deadlines.read(line)]
        for language in LANGUAGES:
            made = deadlines.calendar(entries, self.renderer.words(language), self.renderer.front.organisation)
            yield f"{SITE}/{language}/{CALENDAR}", made


def _moved(now: Asked, old: Mapping[str, bytes]) -> Moved | None:
    """What is said of a demand that was not said before; what was said before is not told, for it may have been called back."""
    standing, line = now.standing(), old.get(now.ref.id)
    if line is None:
        return Moved(now.ref, standing.state, standing.met, standing.of, new=True)
    before = asked.read(line).standing()
    same = (before.state, before.met, before.of) == (standing.state, standing.met, standing.of)
    return None if same else Moved(now.ref, standing.state, standing.met, standing.of)


def _split(data: bytes) -> dict[str, bytes]:
    return {own_.decode(): line for line in data.splitlines() if (own_ := lines.by_id(line))}


def _read(path: Path) -> bytes:
    """A file of an edition; nothing where it has none."""
    return path.read_bytes() if path.is_file() else b""
