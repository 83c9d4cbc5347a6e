"""An official list is one source with a capture for each time it was saved; what differs between two is asked or proposed, never assumed.

A row that is gone may mean a release, a death or a slip of a clerk: a question waits until somebody answers it. A row that came is
read as any text is, and only it: what stood there before was read before.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from rapidfuzz import fuzz, process

from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Capture, Question, Source, TextVersion

OFFICIAL = "official list"
ALIKE = 80  # of 100: a row that is gone and one that came are the same row, changed
MOST = 2000  # rows that are asked about; beyond that the list is another one, or was read another way
_PAIRS = 250_000  # comparisons; beyond them rows are gone or came, and none is taken for changed
_NUMBER = re.compile(r"^\W*(?!(?:19|20)\d\d\b)\d{1,6}\W?\s*?(?:[.:,](?!\d)|[)|;\t]|\s[-–—])\s*")
_TABLE = "table "  # how the readers of texts begin that an import made of a table


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows that are gone, that came, and that changed (before, after)."""

    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()


def rows(text: str) -> list[str]:
    """The rows of a list, a line each, without the running number that every removal changes."""
    return [found for line in text.splitlines() if (found := _row(line))]


def _row(line: str) -> str:
    """A row as it is compared; a year in front is no running number."""
    return " ".join(_NUMBER.sub("", line).split())


def difference(before: str, after: str) -> Difference:
    """What differs between two captures of a list; the order of rows says nothing."""
    one, other = Counter(rows(before)), Counter(rows(after))
    gone, came = list((one - other).elements()), list((other - one).elements())
    changed = _changed(gone, came) if 0 < len(gone) * len(came) <= _PAIRS else []
    for row, now in changed:
        gone.remove(row)
        came.remove(now)
    return Difference(tuple(gone), tuple(came), tuple(changed))


def _changed(gone: Sequence[str], came: Sequence[str]) -> list[tuple[str, str]]:
    """Rows that are one row, changed: the likest pair first, each row once."""
    scores = process.cdist(gone, came, scorer=fuzz.token_sort_ratio)
    likest = np.argwhere(scores >= ALIKE)
    likest = likest[np.argsort(-scores[likest[:, 0], likest[:, 1]], kind="stable")]
    one, other, found = set[int](), set[int](), []
    for row, now in likest.tolist():
        if row not in one and now not in other:
            one.add(row)
            other.add(now)
            found.append((gone[row], came[now]))
    return found


def before(version: TextVersion) -> TextVersion | None:
    """The text of the same list as it was captured before."""
    found = TextVersion.objects.filter(capture__source=version.capture.source_id, capture__outcome=Capture.Outcome.KEPT)
    earlier = found.exclude(capture=version.capture).filter(capture__obtained_at__lte=version.capture.obtained_at)
    if not version.reader.startswith(_TABLE):
        earlier = earlier.exclude(reader__startswith=_TABLE)
    return earlier.order_by("-capture__obtained_at", "-capture__entry", "-number").first()


def newest(source: Source) -> Capture | None:
    """The capture of a list that a later one is compared with."""
    kept = source.captures.filter(outcome=Capture.Outcome.KEPT)
    return kept.order_by("-obtained_at", "-entry").first()


def lists(addresses: Iterable[str]) -> dict[str, Source]:
    """The official lists that are kept at some addresses; of several at one address that with the newest capture."""
    kept = Q(captures__outcome=Capture.Outcome.KEPT)
    found = Source.objects.filter(kind=OFFICIAL, url__in={*addresses} - {""})
    dated = found.annotate(at=Max("captures__obtained_at", filter=kept)).order_by(F("at").asc(nulls_first=True), "pk")
    return {each.url: each for each in dated}


def fresh(version: TextVersion) -> list[tuple[int, int]] | None:
    """Where the rows stand that came or changed since the capture before, in code points; None where all of it is new."""
    earlier = before(version) if version.capture.source.kind == OFFICIAL else None
    if earlier is None:
        return None
    found = difference(earlier.text, version.text)
    new = Counter([*found.added, *(after for _, after in found.changed)])
    spans, at = [], 0
    for line in version.text.splitlines(keepends=True):
        row = _row(line)
        if new[row] > 0:
            new[row] -= 1
            spans.append((at, at + len(line)))
        at += len(line)
    return spans


def ask(version: TextVersion) -> int:
    """Put the questions that a later capture of a list raises; how many. Inside the caller's transaction."""
    earlier = before(version)
    if earlier is None:
        return 0
    found = difference(earlier.text, version.text)
    about = {"source": version.capture.source, "capture": version.capture}
    asked = [Question(**about, what=Question.What.REMOVED, row=row) for row in dict.fromkeys(found.removed)]
    asked += [
        Question(**about, what=Question.What.CHANGED, row=row, now=now) for row, now in dict.fromkeys(found.changed)
    ]
    if len(asked) > MOST:
        told = f"{len(asked)} rows are gone or read otherwise: this is another list, or it was read another way."
        asked = [Question(**about, what=Question.What.REMOVED, row=told)]
    Question.objects.bulk_create(asked)
    return len(asked)


def answer(question: int, words: str, *, by: str) -> Question:
    """Close a question with what is known; raises SourceError without words, or where somebody answered already."""
    if not words.strip():
        raise SourceError("Expected an answer: released, died, a mistake of the list, or what else is known.")
    with transaction.atomic():
        found = Question.objects.select_for_update().get(pk=question)
        if found.answer:
            raise SourceError(f"{found.by} has answered this question meanwhile: {found.answer}")
        found.answer, found.by, found.at = words.strip()[:5000], by, timezone.now()
        found.save(update_fields=("answer", "by", "at"))
    return found


def enlist(source: Source) -> None:
    """Say that a source is an official list, so that what is captured at its address later is compared with it."""
    if source.kind != OFFICIAL:
        source.kind = OFFICIAL
        source.save(update_fields=("kind",))
