"""Save a row: what was typed is proposed on the message it comes from, or on a note made of the row, and decided at once.

One decision a row. A row that was touched since it was shown is not saved but shown again with what was typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.errors import AlreadyDecided, ClaimsError
from khronika.desk.claims.models import Decision, Mention, Proposal, Record
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.claims.tables import table
from khronika.desk.claims.undo import undo
from khronika.desk.register.models import SpellDetails
from khronika.desk.sources.models import Source, TextVersion
from khronika.workspace.adding.find import Unclear, Who, settle
from khronika.workspace.adding.written import written
from khronika.workspace.day.expected import has, latest, reader
from khronika.workspace.day.row import Cell, Row
from khronika.workspace.day.shorthand import Result, ShorthandError, understand
from khronika.workspace.review.sheet import newest

FIELDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("person", ("Person",)),
    ("court", ("Organization",)),
    ("judge", ("Person",)),
    ("provision", ("LegalProvision",)),
)
PASSAGE = 2_000  # characters of a message on which a row may rest as a whole


@dataclass(frozen=True, slots=True)
class Typed:
    """A row as it was handed in."""

    row: Row
    decision: int = 0


@dataclass(slots=True)
class _Facts:
    """What a row comes to: mentions by key with the record that is meant, and facts about them."""

    span: tuple[tuple[int, int], ...] = ()
    meant: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)

    def add(self, kind: str, key: str, values: Mapping[str, object], start: str = "", until: str = "") -> None:
        """One fact about something that is meant; empty values are left out."""
        said = {name: value for name, value in values.items() if value not in (None, "")}
        self.facts.append(Fact(kind, key, said, self.span, start, until))


def save(by: User, day: date, typed: Typed) -> Decision:
    """Save a row of the sheet of a day.

    Raises Unclear where a name may mean several, AlreadyDecided where the row was touched since it was shown, ClaimsError for
    what cannot be understood; nothing is written then.
    """
    row = typed.row
    try:
        result = understand(row.result, day)
    except ShorthandError as error:
        raise ClaimsError(str(error)) from error
    if result == Result() and not row.time:
        raise ClaimsError(_("Expected what came of it, such as 10d, or the hour of a hearing; the row says neither."))
    with transaction.atomic():
        _demand_seen(day, typed)
        if typed.decision:
            _take_back(by, day, typed.decision)
        who = _settled(row)
        version, span = _source(by, day, row)
        facts = _facts(day, row, result, who, span)
        return _decided(by, day, version, facts, row)


def take_back(by: User, day: date) -> Decision | None:
    """Undo the last row that somebody saved on the sheet of a day; None where there is none."""
    found = Decision.objects.filter(
        rulings__proposal__reading__reader=reader(day), by=by, deed=Decision.Deed.RULING, undone_by=None
    ).order_by("-pk")
    last = found.first()
    return undo(by, last) if last else None


def _demand_seen(day: date, typed: Typed) -> None:
    touched = latest([typed.row], day)[typed.row.key]
    if touched <= typed.row.seen:
        return
    decision = Decision.objects.select_related("by").filter(pk=touched).first()
    by = (decision.by.get_full_name() or decision.by.get_username()) if decision else ""
    raise AlreadyDecided(
        _(
            "%(name)s was touched meanwhile by %(by)s. What is recorded is shown; press Enter again to add what you typed."
        )
        % {"name": typed.row.person.text, "by": by}
    )


def _take_back(by: User, day: date, number: int) -> None:
    """Undo what this row had said before on this sheet, so that what is typed now stands in its place."""
    before = Decision.objects.filter(pk=number, undone_by=None, rulings__proposal__reading__reader=reader(day)).first()
    if before is not None:
        undo(by, before, reason=_("the row was typed anew"))


def _settled(row: Row) -> dict[str, Who]:
    """Who is meant by each field; what is empty is left out."""
    found = {}
    for name, kinds in FIELDS:
        cell: Cell = getattr(row, name)
        try:
            who = settle(kinds, cell.text, cell.record)
        except Unclear as error:
            error.field = name
            raise
        if who is not None:
            found[name] = who
    if "person" not in found:
        raise ClaimsError(_("Expected a name: whose row is it?"))
    return found


def _source(by: User, day: date, row: Row) -> tuple[TextVersion, tuple[int, int]]:
    """The text a row rests on: its message, or a note of the row itself."""
    source = Source.objects.filter(id=row.source).first() if row.source else None
    version = newest(source) if source else None
    if version is None:
        said = [row.person.text, row.court.text, row.provision.text, row.time, row.judge.text, row.result]
        words = f"{day.isoformat()}: " + " · ".join(each.strip() for each in said if each.strip())
        version = written(by, words, title=words)
        return version, (0, len(version.text))
    name, text = row.person.text.split(), version.text
    at = next((text.find(word[:4]) for word in reversed(name) if len(word) > 3 and word[:4] in text), -1)
    if at < 0 or len(text) <= PASSAGE:
        return version, (0, min(len(text), PASSAGE))
    return version, (text.rfind("\n", 0, at) + 1, at + (text[at:] + "\n").index("\n"))


def _facts(day: date, row: Row, result: Result, who: Mapping[str, Who], span: tuple[int, int]) -> _Facts:
    on, found = day.isoformat(), _Facts((span,))
    ids = {name: _record(found, name, each) for name, each in who.items()}
    person = {"record": ids["person"]}
    if _in_court(row, result, who):
        proceeding = row.proceeding or Record.objects.create(kind="Proceeding").pk
        found.meant["proceeding"] = ("Proceeding", "", proceeding)
        court = {"record": ids["court"]} if "court" in ids else ""
        if not has("ProceedingDetails", proceeding):
            kind = (
                "criminal" if any(each.unit in ("years", "months") for each in result.penalties) else "administrative"
            )
            found.add("ProceedingDetails", "proceeding", {"defendant": person, "proceeding_kind": kind})
        if "provision" in ids and not _says("Charge", proceeding, "provision", ids["provision"]):
            found.add("Charge", "proceeding", {"provision": {"record": ids["provision"]}})
        if "judge" in ids and not _says("CourtRole", proceeding, "person", ids["judge"]):
            found.add("CourtRole", "proceeding", {"person": {"record": ids["judge"]}, "court_role": "judge"})
        _hearing(found, row, result, court, on)
    if result.released:
        _released(found, row, ids["person"], on)
    return found


def _in_court(row: Row, result: Result, who: Mapping[str, Who]) -> bool:
    """Whether the row speaks of a case, not of a release alone."""
    return bool(
        row.time or result.outcome or result.verdict or result.moved or who.keys() & {"court", "judge", "provision"}
    ) and not (result.released and not result.outcome and not row.proceeding and "court" not in who)


def _hearing(found: _Facts, row: Row, result: Result, court: object, on: str) -> None:
    """The hearing with its outcome, the judgment, the penalties, and the next hearing."""
    if result.moved and not result.next_day:
        found.add("Hearing", "proceeding", {"court": court, "time": row.time, "hearing_outcome": "adjourned"}, on, on)
        found.add("Hearing", "proceeding", {"court": court, "time": result.next_time}, on, on)
        return
    if result.outcome or (row.time and not result.released):
        found.add(
            "Hearing", "proceeding", {"court": court, "time": row.time, "hearing_outcome": result.outcome}, on, on
        )
    if result.next_day:
        found.add("Hearing", "proceeding", {"court": court, "time": result.next_time}, result.next_day, result.next_day)
    if result.verdict:
        found.add("Judgment", "proceeding", {"court": court, "verdict": result.verdict, "instance": "first"}, on)
    for each in result.penalties:
        values = {"sentence_type": each.type, "amount": str(each.amount), "unit": each.unit}
        found.add("SentenceComponent", "proceeding", values, on)


def _released(found: _Facts, row: Row, person: str, on: str) -> None:
    """The end of the detention that had begun last, or of one of which only the end is known."""
    held = SpellDetails.objects.filter(person=person, claim__known_until=None, claim__until_latest=None)
    last = (
        held.order_by("-claim__from_latest").first()
        or SpellDetails.objects.filter(
            person=person, claim__known_until=None, claim__until_latest=on, end_ground=""
        ).first()
    )
    spell = last.claim.subject_id if last else Record.objects.create(kind="DetentionSpell").pk
    found.meant["spell"] = ("DetentionSpell", "", spell)
    values = {"person": {"record": person}, "end_ground": "released", "ground": last.ground if last else ""}
    found.add("SpellDetails", "spell", values, "", on)


def _record(found: _Facts, key: str, who: Who) -> str:
    """The record that is meant, made where it is new; a name is a fact where none is known."""
    record = who.record or Record.objects.create(kind=who.kind).pk
    found.meant[key] = (who.kind, who.name, record)
    if not has("Name", record):
        found.add("Name", key, {"text": who.name})
    return record


def _says(kind: str, proceeding: str, pointer: str, record: str) -> bool:
    return table(kind).objects.filter(claim__subject=proceeding, claim__known_until=None, **{pointer: record}).exists()


def _decided(by: User, day: date, version: TextVersion, found: _Facts, row: Row) -> Decision:
    """Propose what a message does not propose itself, and decide on all of it at once."""
    waiting = _waiting(row)
    own, answers = [], []
    for fact in found.facts:
        proposal = waiting.pop(fact.kind, None)
        meant = found.meant[fact.subject][2]
        if proposal is None:
            own.append(fact)
        else:
            dates = (fact.valid_from, fact.valid_until)
            answers.append(Answer(proposal.pk, Proposal.State.CHANGED, fact.values, dates, "asserted", meant))
    if own:
        keys = {fact.subject for fact in own}
        mentions = [Mentioned(key, kind, name) for key, (kind, name, _record) in found.meant.items() if key in keys]
        reading = propose(version, mentions, own, reader=reader(day), by=by)
        made = reading.proposals.order_by("number").values_list("id", "subject__key")
        answers += [Answer(each, meant=found.meant[key][2]) for each, key in made]
    return decide(by, answers)


def _waiting(row: Row) -> dict[str, Proposal]:
    """What a message itself proposes of the proceeding, one of a kind: it is decided with the row and does not wait on."""
    mention = Mention.objects.filter(pk=row.mentioned, reading__version__capture__source=row.source).first()
    if mention is None or not row.source:
        return {}
    found: Sequence[Proposal] = mention.proposals.filter(state=Proposal.State.PENDING).order_by("-number")
    return {each.kind: each for each in found if each.kind != "Name"}
