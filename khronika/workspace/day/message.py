"""What the day's messages propose for the sheet: whom they speak of, and in shorthand what came of it. It is only filled in; a person saves it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from khronika.desk.claims.models import Mention, Proposal
from khronika.desk.sources.models import Capture, Source
from khronika.desk.sources.note import KIND
from khronika.workspace.day.expected import one
from khronika.workspace.day.row import Cell, Row
from khronika.workspace.naming import Names, plain
from khronika.workspace.review.meant import Guide

MOST = 100
READ = ("ProceedingDetails", "SentenceComponent", "Judgment", "Charge", "ActDetails")
ACTS = ("arrest", "detention", "trial", "administrative_detention", "fine", "release")
_UNITS = {"days": "{}d", "base_units": "{}bv", "years": "{}y", "months": "{}m", "BYN": "f {}", "BYR": "f {}"}
_VERDICTS = {"acquitted": "acq", "terminated": "term"}


@dataclass(frozen=True, slots=True)
class Message:
    """A source of the day that a row can rest on."""

    id: str
    title: str


def messages(day: date) -> list[Message]:
    """The sources that are dated so, or were kept on the day without a date; what was typed at the desk apart."""
    start = datetime.combine(day, time(), UTC)
    kept = Capture.objects.filter(
        outcome=Capture.Outcome.KEPT, obtained_at__gte=start, obtained_at__lt=start + timedelta(days=1)
    )
    found = Source.objects.filter(Q(captures__in=kept, published="") | Q(published__startswith=day.isoformat()))
    found = (
        found.exclude(kind=KIND, title__startswith=f"{day.isoformat()}: ").distinct().order_by("-captures__obtained_at")
    )
    return [Message(each.id, each.title) for each in {each.id: each for each in found[: MOST * 2]}.values()][:MOST]


def filled(rows: Sequence[Row], day: date, kept: Sequence[Message], names: Names) -> list[Row]:
    """The rows, filled in from what waits in the messages, and rows for those of whom only a message speaks."""
    found = {row.key: row for row in rows}
    people = {row.person.record: row.key for row in rows if row.person.record and not row.closed}
    fresh = []
    for each in _spoken(kept, names):
        key = people.get(each.person.record, "")
        if key:
            found[key] = _joined(found[key], each)
        elif not any(row.person.record == each.person.record != "" for row in rows):
            fresh.append(each)
    known = [_joined(one(day, each.person.record, names), each) if each.person.record else each for each in fresh]
    rest = [row for row in known if not row.done]
    return ordered([*rest, *found.values()])


def _joined(row: Row, told: Row) -> Row:
    """A row with what a message says where the row says nothing."""
    return replace(
        row,
        court=row.court if row.court.text else told.court,
        provision=row.provision if row.provision.text else told.provision,
        result=row.result or told.result,
        source=row.source or told.source,
        mentioned=row.mentioned or told.mentioned,
        why=(*row.why, *told.why),
    )


def _spoken(kept: Sequence[Message], names: Names) -> list[Row]:
    pending = Proposal.objects.filter(
        reading__version__capture__source__in=[each.id for each in kept], state=Proposal.State.PENDING, kind__in=READ
    ).select_related("subject", "reading__version__capture")
    by_subject: dict[int, list[Proposal]] = {}
    for each in pending.order_by("reading_id", "number")[: MOST * 10]:
        by_subject.setdefault(each.subject_id, []).append(each)
    readings = {each.reading_id for its in by_subject.values() for each in its}
    mentions = {(each.reading_id, each.key): each for each in Mention.objects.filter(reading__in=readings)}
    guide, rows = Guide(names), dict[int, Row]()
    for its in by_subject.values():
        person = _person(its, mentions)
        if person is not None and len(rows) < MOST:
            told = _told(its, person, mentions, guide)
            rows[person.pk] = _joined(rows[person.pk], told) if person.pk in rows else told
    return [replace(row, why=row.why[:1]) for row in rows.values()]


def _person(proposals: Sequence[Proposal], mentions: Mapping[tuple[int, str], Mention]) -> Mention | None:
    """Whom proposals about one proceeding or act concern."""
    for each in proposals:
        if each.kind == "ActDetails" and each.values.get("act_type") not in ACTS:
            continue
        pointed = each.values.get("defendant" if each.kind == "ProceedingDetails" else "victim")
        found = mentions.get((each.reading_id, plain(pointed).get("mention", ""))) if pointed else None
        if found is not None and found.kind == "Person":
            return found
    return None


def _told(its: Sequence[Proposal], person: Mention, mentions: Mapping[tuple[int, str], Mention], guide: Guide) -> Row:
    meant = guide.meant(person)
    record = meant.record if meant and meant.what in ("known", "link") else ""

    def named(kind: str, pointer: str) -> Cell:
        pointed = next(
            (each.values.get(pointer) for each in its if each.kind == kind and each.values.get(pointer)), None
        )
        found = mentions.get((its[0].reading_id, plain(pointed).get("mention", ""))) if pointed else None
        return Cell(found.name, found.record_id or "") if found else Cell()

    subject = its[0].subject_id if its[0].subject.kind == "Proceeding" else 0
    return Row(
        key=f"m-{person.pk}",
        person=Cell(person.name, record),
        court=named("Judgment", "court"),
        provision=named("Charge", "provision"),
        result=" ".join(filter(None, map(_short, its))),
        why=(_("in a message: %(name)s") % {"name": person.name},),
        source=its[0].reading.version.capture.source_id,
        mentioned=subject,
        candidates=meant.candidates if meant and not record else (),
    )


def _short(proposal: Proposal) -> str:
    """What a proposal says in the sheet's shorthand; empty where it has none."""
    values = proposal.values
    if proposal.kind == "Judgment":
        return _VERDICTS.get(str(values.get("verdict", "")), "")
    if proposal.kind == "ActDetails":
        return "rel" if values.get("act_type") == "release" else ""
    form = _UNITS.get(str(values.get("unit", ""))) if proposal.kind == "SentenceComponent" else None
    if form is None or not values.get("amount"):
        return ""
    amount = Decimal(str(values["amount"]))
    return form.format(amount.to_integral_value() if amount == amount.to_integral_value() else amount.normalize())


def ordered(rows: Sequence[Row]) -> list[Row]:
    """Rows in the order in which a day is worked through: whom only a message knows, what is open by the hour, what is done."""
    return sorted(rows, key=lambda row: (row.closed, bool(row.person.record), row.time or "~", row.person.text))
