"""The files of pictures in an edition, and the line of data for each: on which pages it stands. What stands nowhere any more goes.

A picture's bytes never change, so those of the edition before are taken over unread.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from khronika.desk.solidarity.errors import SolidarityError
from khronika.desk.solidarity.models import Image
from khronika.desk.solidarity.pictures import sizes
from khronika.desk.sources.errors import SourceError
from khronika.edition import canonical
from khronika.edition.articles import Article, Topic
from khronika.edition.model import Record
from khronika.edition.pictures import FOLDER, Picture
from khronika.press.errors import PressError
from khronika.press.pictures import paths
from khronika.vault.errors import VaultError

DATA = "data/pictures.jsonl"


class Media:
    """The pictures of one edition while it is made. Pages say what they show; `gone` are files that it has no more."""

    def __init__(self, before: Path | None) -> None:
        """`before` is the folder of the edition from which unchanged pages are taken over."""
        self.gone: set[str] = set()
        self._lines: dict[str, dict[str, object]] = {}
        self._on: dict[str, set[str]] = {}
        for line in (before / DATA).read_bytes().splitlines() if before and (before / DATA).is_file() else ():
            known = json.loads(line)
            self._on[known["id"]], self._lines[known["id"]] = set(known.pop("on")), known
        self._before = frozenset(self._lines)

    def drop(self, keys: Iterable[str]) -> None:
        """Forget what some records, sources or articles show: they are made anew, or go."""
        gone = set(keys)
        for on in self._on.values():
            on -= gone

    def take(self, record: Record) -> None:
        """Remember what a record's page shows, with the parts on it."""
        self._put(record.ref.id, (each.picture for each in record.pictures))
        for part in record.parts:
            self._put(record.ref.id, (each.picture for each in part.pictures))

    def news(self, told: Iterable[Article | Topic]) -> None:
        """Remember what articles and topics show by their addresses, and nothing of those that are not among these."""
        self.drop([key for on in self._on.values() for key in on if "/" in key])
        for each in told:
            blocks = (block.picture for text in each.texts for block in text.blocks)
            found = [*blocks, *([each.picture] if isinstance(each, Article) else [])]
            self._put(each.ref.address, filter(None, found))

    def _put(self, key: str, pictures: Iterable[Picture]) -> None:
        for picture in pictures:
            self._on.setdefault(picture.id, set()).add(key)
            self._lines[picture.id] = {name: value for name, value in asdict(picture).items() if value}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files of pictures that the edition before has not, and the lines of all; to be asked at the end."""
        shown = sorted(key for key, on in self._on.items() if on)
        for key in sorted(self._before - set(shown)):
            self.gone.update(f"{FOLDER}/{path}" for path in paths(key))
        images = Image.objects.in_bulk(set(shown) - self._before)
        for key in sorted(images):
            for path, data in zip(paths(key), _bytes(images[key]), strict=True):
                yield f"{FOLDER}/{path}", data
        if shown:
            lines = (canonical.dump({**self._lines[key], "on": sorted(self._on[key])}) for key in shown)
            yield DATA, b"\n".join(lines) + b"\n"
        else:
            self.gone.add(DATA)


def _bytes(image: Image) -> tuple[bytes, bytes]:
    try:
        return sizes(image)
    except (VaultError, SourceError, SolidarityError) as error:
        raise PressError(
            f"Expected the clean copy {image.pk!r} of a picture, but it cannot be had: {error} "
            "Restore it from a backup, or take the picture back where it stands."
        ) from error
