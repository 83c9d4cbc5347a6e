"""What follows a hiding, a withdrawal or an erasure: an edition without them, a signed list for mirrors, and no older edition here.

Older editions go from the home as soon as one stands that was pressed after the deed. What they had and the new one has not, or has
otherwise, is what mirrors are asked to remove: whatever spoke of them is among it, and the rest does no harm, for it is old.
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from khronika.desk.accounts.roles import Deed
from khronika.desk.backup import erasures
from khronika.desk.backup.errors import BackupError
from khronika.desk.claims import erase
from khronika.desk.claims.models import Alarm, Recall, Withdrawal
from khronika.desk.erasure.around import empty_caches
from khronika.edition import recall
from khronika.edition.reader import newest, open_edition
from khronika.home import Home
from khronika.press.alarms import Alarmed, answer

if TYPE_CHECKING:
    from khronika.press.press import Report

PURPOSE = "mirrors"
AT_ONCE = "taken out unjudged, because somebody was called back and the edition could not wait; look at it again"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Followed:
    """What was done after a deed: erasures carried out, and the edition that was pressed, if one was needed."""

    erased: tuple[erase.Done, ...]
    report: "Report | None"


def follow(home: Home, progress: Progress | None = None, *, pressing: bool = True) -> Followed:
    """Carry out what was decided and press the edition without those who were called back, if an edition may have them.

    Without `pressing`, erasures are carried out and the edition waits.

    Safe to call at any time and again: what is done already is not done twice. Raises PressError or an edition error, and
    the edition before then still stands.
    """
    done = erase.finish(home)
    if done:
        with suppress(BackupError):
            erasures.leave(home)
    report = _press(home, progress) if pressing and due(home) else None
    clear(home)
    return Followed(tuple(done), report)


def _press(home: Home, progress: Progress | None) -> "Report":
    """Press at once: a name that nobody has judged yet is taken out, for a danger does not wait until somebody has."""
    from khronika.press.press import press  # which asks this module for the list that it signs

    try:
        return press(home, progress=progress)
    except Alarmed as stopped:
        if any(each.filed for each in stopped.questions):
            raise
        by = Withdrawal.objects.select_related("decision__by").latest("decision_id").decision.by
        answer(by, stopped.questions, Alarm.Answer.REPLACE, reason=AT_ONCE, right=(Deed.RECALL,))
        return press(home, progress=progress)


def wanted(home: Home) -> bool:
    """Whether there is anything to follow: an erasure to carry out, or an edition to press."""
    return bool(erase.pending(home)) or due(home)


def due(home: Home) -> bool:
    """Whether the newest edition was pressed before the last deed that calls something back."""
    number = newest(home.editions)
    return bool(number) and _pressed(home.editions / str(number)) < _last()


def listed(home: Home, edition: Path) -> bytes:
    """The list to be signed with an edition that is not shown yet; what the older ones here had is added to it first."""
    key, last = mirrors(home), _last()
    old = [each for each in _older(home, edition) if _pressed(each) < last]
    paths = {path for each in old for path in recall.differing(each, edition)}
    known = set(Recall.objects.values_list("digest", flat=True))
    fresh = {recall.digest(key, path) for path in paths} - known
    with transaction.atomic():
        Recall.objects.bulk_create(Recall(decision_id=last, digest=each) for each in sorted(fresh))
    return recall.listed(known | fresh)


def clear(home: Home) -> int:
    """Remove older editions that may have somebody who was called back since; how many."""
    number = newest(home.editions)
    current, last = home.editions / str(number), _last()
    if not number or _pressed(current) < last:
        return 0
    gone = [each for each in _older(home, current) if _pressed(each) < last]
    for each in gone:
        aside = each.with_name(f".pressing-gone-{each.name}")  # what a killed press leaves is removed by the next
        each.rename(aside)
        shutil.rmtree(aside)
    if gone:
        empty_caches(home, apart=("press.state", "names-"))
    return len(gone)


def mirrors(home: Home) -> bytes:
    """The mirrors' key; it follows from the home's, so a home that was brought back has the same."""
    return home.derive(PURPOSE)


def holding(home: Home, paths: list[str]) -> list[int]:
    """The editions here that have a page at one of these addresses, oldest first."""
    folders = [each for each in home.editions.iterdir() if each.name.isdecimal()] if home.editions.is_dir() else []
    return sorted(int(each.name) for each in folders if any(_page(each, path) for path in paths))


def _page(edition: Path, path: str) -> bool:
    return any((language / f"{path}.html").exists() for language in (edition / "site").glob("*"))


def _older(home: Home, edition: Path) -> list[Path]:
    number = open_edition(edition).header.number
    return [each for each in home.editions.iterdir() if each.name.isdecimal() and int(each.name) < number]


def _pressed(edition: Path) -> int:
    """The last ledger entry that an edition knows of."""
    return open_edition(edition).header.ledger


def _last() -> int:
    """The last decision that called something back."""
    return Withdrawal.objects.order_by("-decision_id").values_list("decision_id", flat=True).first() or 0
