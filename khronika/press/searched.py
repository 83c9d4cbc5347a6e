"""The last look before an edition is signed: every file that is new or other than before is searched, as bytes on disk.

It trusts nothing that was said while the edition was made. What it lets pass is a name that an editor judged in these very
words, the name of a published namesake in full, a small word that the site itself says, the site's own style, and nothing else.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from itertools import islice
from pathlib import Path

from khronika.edition.header import FILE
from khronika.press import own
from khronika.press.answers import SHOWN, Answers, Question, look
from khronika.press.bearers import WORD
from khronika.press.errors import PressError
from khronika.press.plain import plain
from khronika.press.readings import packed, readings
from khronika.press.sweep import Hit, Sweep
from khronika.press.unpacked import Found, texts

STYLE = frozenset(f"site/assets/{each.name}" for each in (files("khronika.pages") / "assets").iterdir())
MOST = 500  # places after which a search ends: more are not read by anybody
AROUND = 4  # words before and after a name by which a judged text is known again
LINED = (".jsonl", ".csv", ".tsv", ".txt")
_Words = tuple[str, ...]
_Spot = tuple[_Words, _Words, _Words]  # the words before, of, and after a name
Allowed = Mapping[str, Iterable[Hit]]


class Search:
    """One search through the files of one edition."""

    def __init__(self, sweep: Sweep, answers: Answers, allowed: Callable[[], Iterable[Allowed]]) -> None:
        """`allowed` gives texts with names that were judged; it is asked only where something is found."""
        self.sweep, self.answers, self._allowed = sweep, answers, allowed
        self._fine: dict[_Words, list[tuple[_Words, _Words, frozenset[str]]]] | None = None
        self._tags: set[str] = set()
        self.found: dict[str, Question] = {}

    def run(self, folder: Path, paths: Iterable[str], before: Path | None = None) -> tuple[Question, ...]:
        """Search files of a folder. Of files in lines, those lines that `before` has are not looked at again."""
        if self.sweep.withheld.beside:
            for path in (*sorted(each for each in paths if each not in STYLE), FILE):
                self._file(folder, path, before)
                if len(self.found) >= MOST:
                    break
        return tuple(self.found.values())

    def _file(self, folder: Path, path: str, before: Path | None) -> None:
        self._look(f"file {path}", ("name", path))
        data = (folder / path).read_bytes()
        if before is not None and path.endswith(LINED) and (before / path).is_file():
            known = set((before / path).read_bytes().splitlines())
            data = b"\n".join(line for line in data.splitlines() if line not in known)
        try:
            self._data(data, path)
        except PressError as error:
            raise PressError(f"{error} It is '{path}'.") from error

    def _data(self, data: bytes, path: str) -> None:
        for found in texts(data, name=path):
            for reading in readings(found, seen=self._tags):
                self._look(f"file {path}", reading)
                for inner in packed(reading[1]):
                    self._data(inner, path)

    def _look(self, place: str, found: Found) -> None:
        where, text = found
        hits = self.sweep.hits(text)
        if not hits:
            return
        seen = plain(text)
        for hit in self.sweep.hits(seen.text) if seen.spots else hits:
            if not self._passes(seen.text, hit):
                self._note(f"{place}: {where}" if where else place, seen.text, hit)

    def _passes(self, text: str, hit: Hit) -> bool:
        spot = _spot(text, hit)
        name = text[hit.start : hit.end]
        return name in own.words() or self.sweep.namesake(name) or self._judged(spot, hit) or self._said(spot, hit)

    def _judged(self, spot: _Spot, hit: Hit) -> bool:
        """Whether an editor let the name stand in a text that goes on before and after it as this one does."""
        if self._fine is None:
            self._fine = defaultdict(list)
            for judged in self._allowed():
                for text, hits in judged.items():
                    clear = plain(text).text
                    for each in self.sweep.hits(clear) if clear != text else hits:
                        before, words, after = _spot(clear, each)
                        self._fine[words].append((before, after, frozenset(each.records)))
        before, words, after = spot
        return any(
            records.issuperset(hit.records) and _ends(before, first) and _begins(after, last)
            for first, last, records in self._fine.get(words, ())
        )

    def _said(self, spot: _Spot, hit: Hit) -> bool:
        """Whether an editor let the name stand in these words of a file."""
        return not self.answers.sort(self.answers.digest(_line(spot)), [hit]).gone

    def _note(self, place: str, text: str, hit: Hit) -> None:
        digest = self.answers.digest(_line(_spot(text, hit)))
        known = self.found.get(digest)
        if known is None:
            self.found[digest] = Question(digest, (place,), hit.records, (look(text, hit),))
        elif len(known.places) < SHOWN and place not in known.places:
            records = tuple(sorted({*known.records, *hit.records}))
            self.found[digest] = Question(digest, (*known.places, place), records, known.seen)


def _spot(text: str, hit: Hit) -> _Spot:
    words = tuple(each.casefold() for each in WORD.findall(text[hit.start : hit.end]))
    before = [each[0].casefold() for each in WORD.finditer(text, max(0, hit.start - 100), hit.start)][-AROUND:]
    after = [each[0].casefold() for each in islice(WORD.finditer(text, hit.end, hit.end + 100), AROUND)]
    return tuple(before), words, tuple(after)


def _line(spot: _Spot) -> str:
    return " ".join("\x1f".join(part) for part in spot)


def _ends(words: _Words, wanted: _Words) -> bool:
    size = min(len(words), len(wanted))
    return not size or words[-size:] == wanted[-size:]


def _begins(words: _Words, wanted: _Words) -> bool:
    size = min(len(words), len(wanted))
    return words[:size] == wanted[:size]


def lines(found: Iterable[Question]) -> Iterator[str]:
    """What was found, a line each, for the desk."""
    for each in found:
        for seen in each.seen:
            yield f"{each.places[0]}: {seen.before}>>{seen.name}<<{seen.after}".replace("\n", " ")
