"""Write a draft into an edition: pages in every language, data lines, lists. What did not change is taken over unread."""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from khronika import __version__
from khronika.edition.model import Entry, Front, Record, Ref, Source
from khronika.edition.writer import Writer
from khronika.pages.render import LANGUAGES, SITE, Renderer
from khronika.pages.sections import section
from khronika.pages.years import CHRONICLED
from khronika.press import workers
from khronika.press.draft import Draft
from khronika.press.numbers.numbers import Numbers, tell
from khronika.vocabulary.kinds import PAGED

DECIDING = ("Jinja2", "MarkupSafe", "babel", "openpyxl", "vl-convert-python")  # packages whose versions decide bytes
Progress = Callable[[str, int, int], None]


def software() -> dict[str, str]:
    """Versions of what decides an edition's bytes."""
    return {
        "khronika": __version__,
        "python": ".".join(map(str, sys.version_info[:2])),
        **{name: version(name) for name in DECIDING},
    }


class Printer:
    """Prints one draft."""

    def __init__(self, front: Front, draft: Draft, writer: Writer, previous: Path | None) -> None:
        """`previous` is the folder of the edition to take over what did not change from; None makes everything anew."""
        self.draft, self.writer, self.previous = draft, writer, previous
        self.relisted: set[str] = set()
        self.renderer = Renderer(front)
        self.numbers = Numbers(draft, self.renderer, previous)
        self.lines: dict[str, dict[str, bytes | None]] = {}
        self.gone: set[str] = set()

    def run(self, progress: Progress) -> set[str]:
        """Write everything; answers which records and sources were made anew."""
        before = {**self.draft.before.refs, **{key: entry.ref for key, entry in self.draft.before.sources.items()}}
        self._things(progress)
        after = {**self.draft.refs, **{key: entry.ref for key, entry in self.draft.sources.items()}}
        for key in before.keys() - after.keys():
            self._drop(before[key])
        self._lists(before, after)
        self._shards()
        self._add(self.numbers.files())
        self.gone |= self.numbers.gone
        for language in LANGUAGES:
            self._add(self.renderer.fixed(language))
        self._add([(f"{SITE}/index.html", self.renderer.door()), *self.renderer.styles().items()])
        if self.previous is not None:
            self._share(self.previous)
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
            elif key in self.draft.refs:
                yield tell(self.numbers, self.draft.record(key))

    def _drop(self, ref: Ref) -> None:
        self.gone.update(f"{SITE}/{language}/{ref.address}.html" for language in LANGUAGES)

    def _lists(self, before: Mapping[str, Ref], after: Mapping[str, Ref]) -> None:
        changed = {
            ref.kind
            for key in before.keys() | after.keys()
            for ref in (before.get(key), after.get(key))
            if ref and (before.get(key) != after.get(key) or self._redated(key))
        }
        entries: dict[str, list[Entry]] = {kind.name: [] for kind in PAGED}
        for key, ref in self.draft.refs.items():
            entries[ref.kind].append(Entry(ref, date=self.draft.dates.get(key, "") if ref.kind in CHRONICLED else ""))
        entries["Source"] = list(self.draft.sources.values())
        for kind, listed in entries.items():
            if (
                kind in changed
                or self.previous is None
                or (kind == "Source" and self.draft.sources != self.draft.before.sources)
            ):
                for language in LANGUAGES:
                    self._add(self.renderer.listings(kind, listed, language))
                    self.relisted.add(f"{SITE}/{language}/{section(kind)}")

    def _redated(self, key: str) -> bool:
        return self.draft.dates.get(key, "") != self.draft.before.dates.get(key, "")

    def _shards(self) -> None:
        for path, lines in sorted(self.lines.items()):
            known = {**self._known(path), **lines}
            left = [line for _, line in sorted(known.items()) if line is not None]
            if left:
                self.writer.add(path, b"\n".join(left) + b"\n")
            else:
                self.gone.add(path)

    def _known(self, path: str) -> dict[str, bytes | None]:
        """The lines of a data file in the edition before, by the id of what they say."""
        if self.previous is None or not (self.previous / path).exists():
            return {}
        return {_id(line): line for line in (self.previous / path).read_bytes().splitlines()}

    def _share(self, previous: Path) -> None:
        """Take over every page and data file that was not made anew and whose record still goes out."""
        for folder in self.relisted:  # letters that nobody has any more
            self.gone.update(f"{folder}/{path.name}" for path in (previous / folder).glob("index*.html"))
        for folder in (SITE, "data"):
            self.writer.keep_folder(folder, besides=self.gone)

    def _add(self, pages: Iterable[tuple[str, bytes]] | Iterator[tuple[str, bytes]]) -> None:
        for path, data in pages:
            self.writer.add(path, data)


def _shard(folder: str, key: str) -> str:
    return f"data/{folder}/{hashlib.sha256(key.encode()).hexdigest()[:2]}.jsonl"


def _id(line: bytes) -> str:
    plain = json.loads(line)
    return str(plain["id"] if "id" in plain else plain["ref"]["id"])
