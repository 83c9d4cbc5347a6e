"""What a day brings before anybody types: hearings of the day or still without an outcome, terms that end, and who was saved here.

A handful of questions for all rows together, whatever their number.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from khronika.desk.claims.models import Claim, Reading, Ruling
from khronika.desk.claims.portions import portions
from khronika.desk.claims.tables import table
from khronika.desk.register.models import (
    Charge,
    CourtRole,
    Hearing,
    Judgment,
    ProceedingDetails,
    SentenceComponent,
    SpellDetails,
)
from khronika.desk.register.told import said
from khronika.vocabulary.kinds import CLAIMS
from khronika.workspace.day.row import Cell, Done, Row
from khronika.workspace.naming import Names
from khronika.workspace.wording import say

OPEN_FOR = 30  # days for which a hearing without an outcome is asked for
HELD_FOR = 3  # days of detention by the police before a court must decide
LONGEST = 90  # days of administrative detention
MOST = 300
TOLD = ("Hearing", "Judgment", "SentenceComponent", "SpellDetails")
SHORT = ("short_term", "administrative")


def reader(day: date) -> str:
    """The name under which the sheet of a day proposes."""
    return f"day sheet {day.isoformat()}"


@dataclass(slots=True)
class Known:
    """What is known of some proceedings and people, by record."""

    defendants: dict[str, str] = field(default_factory=dict)
    courts: dict[str, str] = field(default_factory=dict)
    judges: dict[str, str] = field(default_factory=dict)
    provisions: dict[str, str] = field(default_factory=dict)
    times: dict[str, str] = field(default_factory=dict)


def expected(day: date, names: Names) -> list[Row]:
    """The rows of a day by what the register knows, hearings by their hour first."""
    why: dict[str, list[str]] = defaultdict(list)
    for proceeding, words in _heard(day):
        why[proceeding].append(words)
    ending = _ending(day)
    saved = _saved(day)
    known = about({*why, *(proceeding for proceeding, _person in saved if proceeding), *filter(None, ending)}, day)
    reasons = {**{each: [] for each in ending}, **why}
    rows = {each: _row(each, known.defendants.get(each, ""), known) for each in reasons if each in known.defendants}
    for proceeding, words in ending.items():
        if proceeding in rows:
            why[proceeding].append(words)
    rows = {each: replace(row, why=tuple(dict.fromkeys(why[each]))) for each, row in rows.items()}
    for person, words in _held(day).items():
        if person not in {row.person.record for row in rows.values()}:
            rows[person] = replace(_row("", person, known), why=(words,))
    for proceeding, person in saved:
        rows.setdefault(proceeding or person, _row(proceeding, person, known))
    return finished(list(rows.values()), day, names)


def one(day: date, person: str, names: Names) -> Row:
    """The row of one person: with their open proceeding, its court and judge."""
    found = ProceedingDetails.objects.filter(defendant=person, claim__known_until=None).order_by("-claim__known_from")
    proceedings = list(dict.fromkeys(found.values_list("claim__subject_id", flat=True)))
    closed = set(
        Judgment.objects.filter(claim__subject__in=proceedings, claim__known_until=None)
        .exclude(claim__from_latest=day)
        .values_list("claim__subject_id", flat=True)
    )
    proceeding = next((each for each in proceedings if each not in closed), "")
    return finished([_row(proceeding, person, about({proceeding} - {""}, day))], day, names)[0]


def finished(rows: Sequence[Row], day: date, names: Names) -> list[Row]:
    """Rows with their names, what is recorded of them that day, and up to which entry they are known; in their order."""
    rows = list(rows)[:MOST]
    done, newest = _done(rows, day, names), latest(rows)
    names.learn(
        each for row in rows for each in (row.person.record, row.court.record, row.judge.record, row.provision.record)
    )

    def cell(found: Cell) -> Cell:
        return Cell(names(found.record), found.record) if found.record else found

    finished = [
        replace(
            row,
            person=cell(row.person),
            court=cell(row.court),
            judge=cell(row.judge),
            provision=cell(row.provision),
            done=done.get(row.key),
            seen=newest[row.key],
        )
        for row in rows
    ]
    return sorted(finished, key=lambda row: (row.closed, row.time or "~", row.person.text))


def latest(rows: Iterable[Row], day: date | None = None) -> dict[str, int]:
    """By row, the last ledger entry that touched its proceeding, or a detention or proceeding of its person.

    With a day, of somebody new the last one by whom a row of that name was saved on its sheet: a form that is sent twice makes
    no second person.
    """
    rows = list(rows)
    entries: dict[str, int] = defaultdict(int)
    asked: list[tuple[Any, str, str]] = [
        (Claim.objects.filter(subject__in={row.proceeding for row in rows if row.proceeding}), "subject_id", ""),
        *(
            (
                model.objects.filter(**{f"{pointer}__in": {row.person.record for row in rows if row.person.record}}),
                f"{pointer}_id",
                "claim__",
            )
            for model, pointer in ((ProceedingDetails, "defendant"), (SpellDetails, "person"))
        ),
    ]
    for found, whose, of in asked:
        columns = found.order_by().values_list(whose).annotate(Max(f"{of}known_from"), Max(f"{of}known_until"))
        for record, since, until in columns:
            entries[record] = max(entries[record], since or 0, until or 0)
    fresh = {row.key: _sent(row, day) if day else 0 for row in rows}
    return {row.key: max(entries[row.proceeding], entries[row.person.record], fresh[row.key]) for row in rows}


def _sent(row: Row, day: date) -> int:
    """The last decision that saved a row of the same name on a sheet, of a row that is about no record; 0 without one."""
    if row.proceeding or row.person.record not in ("", "new") or not row.person.text.strip():
        return 0
    named = Reading.objects.filter(reader=reader(day), mentions__kind="Person", mentions__name=row.person.text)
    made = Ruling.objects.filter(proposal__reading__in=list(named.values_list("pk", flat=True)))
    rows = made.values_list("decision_id", "decision__undone_by")
    return max((decision for decision, undone in rows if undone is None), default=0)


def about(proceedings: Collection[str], day: date) -> Known:
    """Defendants, courts, judges, provisions and hours of proceedings; the newest of each."""
    known = Known()
    asked: tuple[tuple[Any, str, dict[str, str]], ...] = (
        (ProceedingDetails, "defendant_id", known.defendants),
        (Judgment, "court_id", known.courts),
        (Hearing, "court_id", known.courts),
        (Charge, "provision_id", known.provisions),
    )
    for group in portions(proceedings):
        for model, column, into in asked:
            rows = model.objects.filter(claim__subject__in=group, claim__known_until=None).order_by("claim__known_from")
            into.update((subject, value) for subject, value in rows.values_list("claim__subject_id", column) if value)
        roles = CourtRole.objects.filter(claim__subject__in=group, claim__known_until=None, court_role="judge")
        known.judges.update(roles.order_by("claim__known_from").values_list("claim__subject_id", "person_id"))
        hours = Hearing.objects.filter(claim__subject__in=group, claim__known_until=None, claim__from_latest=day)
        hours = hours.exclude(hearing_outcome="adjourned").order_by("claim__known_from")
        known.times.update((each, time) for each, time in hours.values_list("claim__subject_id", "time") if time)
    return known


def _row(proceeding: str, person: str, known: Known) -> Row:
    return Row(
        key=f"p-{proceeding}" if proceeding else f"r-{person}",
        person=Cell("", person),
        proceeding=proceeding,
        court=Cell("", known.courts.get(proceeding, "")),
        provision=Cell("", known.provisions.get(proceeding, "")),
        judge=Cell("", known.judges.get(proceeding, "")),
        time=known.times.get(proceeding, ""),
    )


def _heard(day: date) -> list[tuple[str, str]]:
    """Proceedings with a hearing on the day, or with one before it of which no outcome is known."""
    since = day - timedelta(days=OPEN_FOR)
    found = Hearing.objects.filter(
        claim__kind="Hearing", claim__known_until=None, claim__from_earliest__gte=since, claim__from_latest__lte=day
    )
    columns = ("claim__subject_id", "claim__from_latest", "time", "hearing_outcome")
    rows = list(found.order_by("claim__from_latest").values_list(*columns)[: MOST * 4])
    settled = {(each, on) for each, on, _time, outcome in rows if outcome}
    judged = _judged({each for each, *_rest in rows})
    told = []
    for each, on, time, outcome in rows:
        if on == day:
            told.append((each, _("hearing today %(time)s") % {"time": time} if time else _("hearing today")))
        elif not outcome and (each, on) not in settled and judged.get(each, date.min) < on:
            told.append((each, _("no outcome since %(day)s") % {"day": on.isoformat()}))
    return told


def _judged(proceedings: Collection[str]) -> dict[str, date]:
    """The last day of judgment of proceedings."""
    found: dict[str, date] = {}
    for group in portions(proceedings):
        rows = Judgment.objects.filter(claim__subject__in=group, claim__known_until=None).order_by("claim__from_latest")
        found.update((each, on) for each, on in rows.values_list("claim__subject_id", "claim__from_latest") if on)
    return found


def _ending(day: date) -> dict[str, str]:
    """Proceedings whose administrative detention, counted from the judgment, ends on the day."""
    found = SentenceComponent.objects.filter(
        sentence_type="administrative_detention",
        unit="days",
        claim__kind="SentenceComponent",
        claim__known_until=None,
        claim__from_earliest__gte=day - timedelta(days=LONGEST),
        claim__from_earliest__lt=day,
    )
    rows = found.values_list("claim__subject_id", "claim__from_earliest", "amount")
    return {
        each: _("term of %(days)s days ends") % {"days": int(amount)}
        for each, began, amount in rows[: MOST * 4]
        if amount and began + timedelta(days=int(amount)) == day
    }


def _held(day: date) -> dict[str, str]:
    """People held for a short term that ends on the day, or held by the police so long that a court must decide."""
    found = SpellDetails.objects.filter(claim__kind="SpellDetails", claim__known_until=None, ground__in=SHORT)
    recent = found.filter(claim__from_earliest__gte=day - timedelta(days=LONGEST), claim__from_earliest__lte=day)
    told = {}
    columns = ("person_id", "ground", "claim__from_earliest", "claim__valid_until", "claim__until_latest", "end_ground")
    for person, ground, began, until, ends, let in recent.values_list(*columns)[: MOST * 4]:
        if ends == day and not let:
            told[person] = _("detention ends")
        elif not until and ground == "short_term" and (day - began).days <= HELD_FOR:
            told[person] = _("held since %(day)s") % {"day": began.isoformat()}
    return told


def _saved(day: date) -> list[tuple[str, str]]:
    """Proceedings (or '') and people of the rows that were saved on the sheet of the day."""
    readings = list(Reading.objects.filter(reader=reader(day)).values_list("pk", flat=True))
    rows = Ruling.objects.filter(proposal__reading__in=readings)  # whether it was undone is looked at after, for speed
    found: dict[int, dict[str, str]] = defaultdict(dict)
    columns = ("decision_id", "proposal__subject__key", "proposal__subject__record_id", "decision__undone_by")
    for decision, key, record, undone in rows.order_by("decision_id").values_list(*columns):
        if undone is None:
            found[decision][key] = record
    people = SpellDetails.objects.filter(
        claim__subject__in=[each["spell"] for each in found.values() if "spell" in each]
    )
    held = dict(people.values_list("claim__subject_id", "person_id"))
    pairs = [
        (each.get("proceeding", ""), each.get("person", "") or held.get(each.get("spell", ""), ""))
        for each in found.values()
    ]
    return list(dict.fromkeys(pair for pair in pairs if any(pair)))


def _done(rows: Sequence[Row], day: date, names: Names) -> dict[str, Done]:
    """What is recorded of rows on the day itself."""
    whose = {row.proceeding: row.key for row in rows if row.proceeding}
    people = {row.person.record: row.key for row in rows if row.person.record}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for each in _told(whose, people, day):
        claims[each[0]].append(each[1])
    values = said([each for its in claims.values() for each in its])
    made = _decisions(day, {each.decision_id for its in claims.values() for each in its})
    found = {}
    for key, its in claims.items():
        shown = [each for each in its if each.kind != "Hearing" or values[each.id].get("hearing_outcome")]
        if shown:
            last = max(shown, key=lambda each: each.decision_id)
            by = last.decision.by.get_full_name() or last.decision.by.get_username()
            words = tuple(dict.fromkeys(_words(each, values[each.id], names) for each in _in_order(shown, values)))
            number = last.decision_id if last.decision_id in made else 0
            found[key] = Done(words, by, last.decision.at, 0 if _again(its, values) else number, _again(its, values))
    return found


def _in_order(claims: Iterable[Claim], values: Mapping[str, Mapping[str, object]]) -> list[Claim]:
    """As they were recorded; of one decision as the vocabulary has the kinds, and money after liberty."""
    kinds = list(CLAIMS)

    def place(each: Claim) -> tuple[int, int, bool, str]:
        fine = values[each.id].get("sentence_type") == "fine"
        return each.decision_id, kinds.index(each.kind), fine, each.id

    return sorted(claims, key=place)


def _again(claims: Sequence[Claim], values: Mapping[str, Mapping[str, object]]) -> bool:
    """Whether a hearing was adjourned to another hour of the day, of which nothing is known yet."""
    heard = [values[each.id] for each in claims if each.kind == "Hearing"]
    known = {each.get("time") for each in heard if each.get("hearing_outcome")}
    adjourned = any(each.get("hearing_outcome") == "adjourned" for each in heard)
    return adjourned and any(each.get("time") not in known for each in heard if not each.get("hearing_outcome"))


def _told(whose: Mapping[str, str], people: Mapping[str, str], day: date) -> list[tuple[str, Claim]]:
    """The live claims of the day about proceedings, and those that end a detention of people, with the row's key."""
    live = Claim.objects.filter(known_until=None).select_related("decision__by")
    found = []
    for group in portions(whose):
        its = live.filter(subject__in=group, kind__in=TOLD[:3], from_earliest=day, from_latest=day)
        found += [(whose[each.subject_id], each) for each in its.order_by("known_from")]
    for group in portions(people):
        ended = SpellDetails.objects.filter(person__in=group, claim__known_until=None, claim__until_latest=day)
        spells = dict(ended.exclude(end_ground="").values_list("claim_id", "person_id"))
        found += [(people[spells[each.id]], each) for each in live.filter(id__in=list(spells))]
    return found


def _decisions(day: date, numbers: Collection[int]) -> set[int]:
    rows = Ruling.objects.filter(decision__in=numbers, proposal__reading__reader=reader(day))
    return set(rows.values_list("decision_id", flat=True))


def _words(claim: Claim, values: Mapping[str, object], names: Names) -> str:
    shown = {name: value for name, value in values.items() if name not in ("court", "person", "proceeding", "instance")}
    if claim.kind == "SpellDetails":
        shown.pop("ground", None)
    told = say(claim.kind, shown, lambda value: names(str(value)), language=names.language)
    extras = [value for _label, value in told.extras]
    return ", ".join(filter(None, (str(told), *extras)))


def has(kind: str, record: str) -> bool:
    """Whether a live claim of a kind is about a record."""
    return bool(record) and table(kind).objects.filter(claim__subject=record, claim__known_until=None).exists()
