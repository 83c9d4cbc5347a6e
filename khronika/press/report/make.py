"""The deed of making: gather what may go out, put it into the author's document, search it, and note what it said.

A making writes nothing over: who brings a file gets another one back, with their own words in it.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from khronika.desk.accounts.models import Organisation, User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.advocacy.models import ReportMaking
from khronika.desk.ledger.append import append
from khronika.home import Home
from khronika.pages.report.model import Block, counted, words
from khronika.pages.report.whole import blocks as worded
from khronika.pages.words import words as spoken_in
from khronika.press import alarms
from khronika.press.errors import PressError
from khronika.press.report import kept, merge
from khronika.press.report.asked import Plan, checked, found
from khronika.press.report.document import Writer, digest, name
from khronika.press.report.gather import Gathered, gather
from khronika.press.report.look import Named, look
from khronika.press.report.package import Package, fresh, read


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to make a report: from a file that was `brought` back, else from the last document, or `anew` without that.

    `back`: parts that the author took out come back.
    """

    report: str
    brought: bytes | None = None
    anew: bool = False
    back: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What was made: the document, its number, how many words count against the limit (0 for none), and what else to tell.

    `edited` are keys of parts in which the author had changed words, `gone` of those they took out, `missing` ids of records
    that were chosen and do not go out; `replaced` texts had a withheld name. `comments` are left in the document.
    """

    data: bytes = field(repr=False)
    number: int
    words: int
    limit: int
    notes: int
    sha256: str
    edited: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    replaced: int = 0
    comments: int = 0

    @property
    def over(self) -> int:
        """How many words are too many."""
        return max(0, self.words - self.limit) if self.limit else 0


def make(home: Home, by: User, wanted: Wanted, *, today: date | None = None) -> Done:
    """Make a document of a report.

    Raises NotAllowed, or PressError: for a file that is no document of this report, and (Named) where somebody who is withheld
    would be named. Nothing is then kept.
    """
    demand(by, Deed.PROPOSE, Deed.PRESS)
    plan, today = found(wanted.report), today or timezone.now().date()
    checked(plan, today)
    gathered = gather(plan, today)
    told, last = worded(gathered.material), _last(plan.id)
    number = last.number + 1 if last else 1
    package, merged = _merged(home, plan, wanted, gathered, told)
    package.entitled(gathered.material.title, gathered.material.organisation, plan.language)
    data = package.write()
    _search(home, data, gathered)
    row = _note(by, plan, gathered, told, merged, data)
    kept.keep(home, plan.id, row.number, data)
    assert row.number == number
    comments = package.parts.get("word/comments.xml", b"").count(b"<w:comment ")
    return Done(
        data,
        row.number,
        merged.words,
        plan.limit,
        len(list(package.document.iter(name("footnoteReference")))),
        row.sha256,
        merged.edited,
        merged.gone,
        gathered.missing,
        len(gathered.redacted),
        comments,
    )


def document(home: Home, report: str, number: int, *, today: date | None = None) -> bytes:
    """A document that was made before, searched again. Raises PressError where it is not kept any more, or names somebody now."""
    data = kept.kept(home, report, number)
    if data is None:
        raise PressError("Expected one of the last two documents of the report; older ones are not kept. Make it anew.")
    look(data, gather(found(report), today or timezone.now().date()))
    return data


def count(plan: Plan, today: date | None = None) -> int:
    """How many words the report would have as it is chosen now, with the author's own as they were last seen."""
    checked(plan, today)
    return _count(plan, worded(gather(plan, today or timezone.now().date()).material))


def _count(plan: Plan, told: Iterable[Block]) -> int:
    last = _last(plan.id)
    gone = set(last.gone) if last else set()
    own = sum(words(said) for after, said in (last.prose if last else ()))
    return counted(each for each in told if each.key not in gone) + own


def _last(report: str) -> ReportMaking | None:
    return ReportMaking.objects.filter(report=report).order_by("-number").first() if report else None


def _merged(
    home: Home, plan: Plan, wanted: Wanted, gathered: Gathered, told: Sequence[Block]
) -> tuple[Package, merge.Merged]:
    """The document with its parts made anew, and what became of them."""
    last = _last(plan.id)
    number, spoken = (last.number if last else 0) + 1, spoken_in(plan.language)
    data = wanted.brought
    if data is None and last and not wanted.anew:
        data = kept.kept(home, plan.id, last.number)
    if data is None:
        organisation = Organisation.objects.first()
        package = fresh(plan.title, organisation.name if organisation else "", plan.language)
        writer, gone = Writer(package, plan.id, number, spoken), _gone(last, wanted)
        merge.begin(writer, [each for each in told if each.key not in gone], last.prose if last else ())
        return package, merge.outcome(writer, (), gone)
    package = read(data)
    writer = Writer(package, plan.id, number, spoken)
    before = _before(plan.id, merge.report_of(package, plan.id))
    return package, merge.outcome(writer, *merge.renew(writer, told, before, back=wanted.back))


def _gone(last: ReportMaking | None, wanted: Wanted) -> tuple[str, ...]:
    return tuple(last.gone) if last and not wanted.back else ()


def _before(report: str, number: int) -> merge.Before:
    """What a making said. Raises PressError for one that this home knows nothing of."""
    row = ReportMaking.objects.filter(report=report, number=number).first()
    if row is None:
        raise PressError(f"Expected a document of this report that was made here; of making {number} nothing is known.")
    return merge.Before(dict(row.blocks), frozenset(row.gone))


def _search(home: Home, data: bytes, gathered: Gathered) -> None:
    """Raise Named where somebody is named; what was found is kept for an editor to judge."""
    try:
        look(data, gathered)
    except Named as stopped:
        alarms.keep(home, [*alarms.kept(home), *stopped.questions])
        raise


def _note(
    by: User, plan: Plan, gathered: Gathered, told: Sequence[Block], merged: merge.Merged, data: bytes
) -> ReportMaking:
    """Note in the desk what the document said, and its digest in the ledger."""
    sha256, material, gone = hashlib.sha256(data).hexdigest(), gathered.material, set(merged.gone)
    with transaction.atomic():
        last = _last(plan.id)
        row = ReportMaking.objects.create(
            report_id=plan.id,
            number=last.number + 1 if last else 1,
            known=material.known,
            entry=material.entry,
            words=merged.words,
            sha256=sha256,
            blocks=[[each.key, digest(each.text)] for each in told if each.key not in gone],
            prose=[list(each) for each in merged.prose],
            gone=sorted(gone),
            by=by,
            at=timezone.now(),
        )
        append("report", {"report": plan.id, "number": row.number, "digest": sha256, "by": by.pk})
    return row
