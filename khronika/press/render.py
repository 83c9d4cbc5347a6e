"""Write a draft into an edition: pages in every language, data lines, lists. What did not change is taken over unread."""

import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from khronika import __version__
from khronika.edition.mend import Mender
from khronika.edition.model import Entry, Front, Record, Source
from khronika.edition.writer import Writer
from khronika.pages.render import LANGUAGES, SITE, Renderer
from khronika.press import corrections, workers
from khronika.press.before import Before
from khronika.press.draft import Draft
from khronika.press.listed import everything
from khronika.press.media import Media
from khronika.press.newsroom.printed import Newspages
from khronika.press.numbers.numbers import Numbers
from khronika.press.solidarity import Solidary
from khronika.press.tracker import Tracked
from khronika.vocabulary.terms import added

DECIDING = (
    "Jinja2",
    "MarkupSafe",
    "babel",
    "icalendar",
    "openpyxl",
    "vl-convert-python",
)  # packages whose versions decide bytes
TERMS = "data/terms.tsv"  # the organisation's own
Progress = Callable[[str, int, int], None]
_ID = re.compile(rb'"id":"([^"]*)"')


def software() -> dict[str, str]:
    """Versions of what decides an edition's bytes."""
    return {
        "khronika": __version__,
        "python": ".".join(map(str, sys.version_info[:2])),
        **{name: version(name) for name in DECIDING},
    }


class Printer:
    """Prints one draft."""

    def __init__(
        self,
        front: Front,
        draft: Draft,
        writer: Writer | Mender,
        *,
        before: Before | None,
        was: Path | None = None,
    ) -> None:
        """Without `before` everything is made anew; `was` is the edition before, whether or not anything is taken from it."""
        self.draft, self.writer, self.before = draft, writer, before
        self.previous = before.folder if before else None
        self.renderer = Renderer(front)
        self.numbers = Numbers(draft, self.renderer, before)
        self.tracked = Tracked(draft, self.renderer, before, was)
        self.solidary = Solidary(draft, self.renderer, before)
        self.news = Newspages(draft.newsroom, self.renderer, draft.before.written(), anew=before is None)
        self.media = Media(self.previous)
        self.media.drop(draft.things)
        self.lines: dict[str, dict[str, bytes | None]] = {}
        self.gone: set[str] = set()

    def run(self, progress: Progress) -> set[str]:
        """Write everything; answers which records and sources were made anew."""
        self._things(progress)
        self._add(self.before.lists.files(self.renderer) if self.before else self._listings())
        self._shards()
        self._terms()
        self._add(self.tracked.files())
        self._add(self.solidary.files())
        self._add(self.numbers.files(self.tracked.counts))
        self._add(self.news.files())
        self.media.news((*self.news.told.articles, *self.news.told.topics))
        self.renderer.front = replace(
            self.renderer.front,
            counts=self.numbers.counts,
            moved=self.tracked.moved(),
            topics=self.news.topics,
            latest=self.news.latest,
            running=self.solidary.running(),
            coming=self.solidary.coming(),
        )
        self.gone |= self.numbers.gone | self.tracked.gone | self.solidary.gone | self.news.gone
        for language in LANGUAGES:
            self._add(self.renderer.fixed(language))
        pages, none = corrections.files(self.draft, self.renderer)
        self._add(pages.items())
        self.gone |= none
        self._add(self.media.files())
        self.gone |= self.media.gone
        self._add([(f"{SITE}/index.html", self.renderer.door()), *self.renderer.styles().items()])
        if self.before and isinstance(self.writer, Mender):
            self._clear(self.writer, self.before)
        return self.draft.wanted | self.draft.wanted_sources

    def _things(self, progress: Progress) -> None:
        wanted = [("records", key) for key in sorted(self.draft.wanted)]
        wanted += [("sources", key) for key in sorted(self.draft.wanted_sources)]
        for folder, key in wanted:
            self.lines.setdefault(_shard(folder, key), {})[key] = None
        for done, printed in enumerate(workers.render(self.renderer, self._shown(wanted), len(wanted)), 1):
            for language, page in zip(LANGUAGES, printed.pages, strict=True):
                self.writer.add(f"{SITE}/{language}/{printed.address}.html", page)
            self.lines[_shard(printed.folder, printed.key)][printed.key] = printed.line
            if done % 50 == 0:
                progress("records and sources", done, len(wanted))
        progress("records and sources", len(wanted), len(wanted))

    def _shown(self, wanted: Iterable[tuple[str, str]]) -> Iterator[Record | Source]:
        for folder, key in wanted:
            if folder == "sources":
                source = self.draft.source(key)
                if source is not None:
                    yield source
            elif self.draft.things[key]:
                record = self.draft.record(key)
                self.tracked.take(record)
                self.solidary.take(record)
                self.media.take(record)
                self.numbers.take(record)
                yield replace(record, articles=self.news.told.about.get(key, ()))

    def _listings(self) -> Iterator[tuple[str, bytes]]:
        listed: dict[str, list[Entry]] = {}
        for thing in filter(None, self.draft.things.values()):
            listed.setdefault(thing.ref.kind, []).append(thing.entry)
        yield from everything(self.renderer, listed)

    def _shards(self) -> None:
        for path, lines in sorted(self.lines.items()):
            known = {**self._known(path), **lines}
            left = [line for _, line in sorted(known.items()) if line is not None]
            if left:
                self.writer.add(path, b"\n".join(left) + b"\n")
            else:
                self.gone.add(path)

    def _terms(self) -> None:
        """The organisation's own terms, so that whoever serves the edition has the words for them."""
        if text := added():
            self.writer.add(TERMS, text.encode())
        else:
            self.gone.add(TERMS)

    def _known(self, path: str) -> dict[str, bytes | None]:
        """The lines of a data file in the edition before, by the id of what they say."""
        if self.previous is None or not (self.previous / path).exists():
            return {}
        return {_id(line): line for line in (self.previous / path).read_bytes().splitlines()}

    def _clear(self, mender: Mender, before: Before) -> None:
        """Take away what the edition before has and this one does not."""
        for key, old in before.things.items():
            now = self.draft.things[key]
            if now is None or now.ref.address != old.ref.address:
                self.gone.update(f"{SITE}/{language}/{old.ref.address}.html" for language in LANGUAGES)
        for path in sorted(self.gone | before.lists.gone):
            mender.remove(path)

    def _add(self, pages: Iterable[tuple[str, bytes]] | Iterator[tuple[str, bytes]]) -> None:
        for path, data in pages:
            self.writer.add(path, data)


def _shard(folder: str, key: str) -> str:
    return f"data/{folder}/{hashlib.sha256(key.encode()).hexdigest()[:2]}.jsonl"


def _id(line: bytes) -> str:
    """Whose a line is, without reading all of it: a source begins with itself, and what a record is stands last."""
    start = line.rfind(b'"ref":{') if not line.startswith(b'{"address":') else 0
    found = _ID.search(line, start)
    assert found is not None  # made by `edition.codec`
    return found[1].decode()
