"""Registers of invented people made at random, and the plainest way to ask them, for comparing."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from hypothesis import strategies as st

from khronika.dates import Certainty, parse
from khronika.desk.claims.decide import enter
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Claim, Decision, Mention, Proposal, Reading, Record, Ruling
from khronika.desk.claims.tables import table
from khronika.desk.register.pieces import DETAINED, Piece
from khronika.desk.register.status import judged
from tests.desk.making import account, kept

DAYS = st.integers(0, 3000).map(lambda n: date.fromordinal(date(2010, 1, 1).toordinal() + n))
WHOLE = DAYS.map(date.isoformat)
DATES = st.one_of(WHOLE, WHOLE.map(lambda day: day[:7]), WHOLE.map(lambda day: day[:4]))


@dataclass(frozen=True)
class Row:
    """One claim: about which person, of which kind, with which dates."""

    person: int
    kind: str
    said: str
    start: str
    until: str
    status: str = "asserted"
    end_ground: str = ""


@st.composite
def rows(draw, dates=DATES, ends=("", "..")) -> list[Row]:
    """A few claims about three people, most of whom are told of more than once."""
    found = []
    for _ in range(draw(st.integers(1, 8))):
        start, until = draw(dates), draw(st.one_of(dates, st.sampled_from(ends)))
        if until not in ("", "..") and parse(until).latest < parse(start).earliest:
            start, until = until, start
        start = draw(st.sampled_from([start, start, start, ""])) if "" in ends else start
        kind = draw(st.sampled_from(["StatusDetermination", "SpellDetails"]))
        grounds = ["pretrial", "sentence", "administrative", ""]
        said = draw(st.sampled_from(grounds)) if kind == "SpellDetails" else "political_prisoner"
        ends_by = draw(st.sampled_from(["", "released", "withdrawn"])) if until not in ("", "..") else ""
        status = (
            draw(st.sampled_from(["asserted"] * 4 + ["alleged", "denied", "overturned"])) if "" in ends else "asserted"
        )
        found.append(Row(draw(st.integers(0, 2)), kind, said, start, until, status, ends_by))
    return found


@dataclass(frozen=True)
class Life:
    """One claim about somebody, in one of two detentions where it is of detention, by one of two organisations where not."""

    row: Row
    which: int
    attested: date | None


@st.composite
def lives(draw) -> list[Life]:
    """A few claims about three people whose days meet often: one thing begins on the day on which another ended."""
    days = sorted(draw(st.lists(WHOLE, min_size=2, max_size=4)))
    dates = st.one_of(st.sampled_from(days), st.sampled_from(days).map(lambda day: day[:7]), DATES)
    found = []
    for row in draw(rows(dates=dates)):
        attested = draw(st.one_of(st.none(), st.none(), DAYS))
        found.append(Life(row, draw(st.integers(0, 1)), attested))
    if draw(st.booleans()):
        found.append(Life(Row(draw(st.integers(0, 2)), "PersonDetails", "", draw(dates), ""), 0, None))
    return found


def turns(told: list[Life]) -> list[date]:
    """The first and last days that some claims speak of."""
    said = [parse(each) for life in told[-2:] for each in (life.row.start, life.row.until)]
    return [each.latest for each in said if each.latest is not None]


def settle(told: list[Life]) -> None:
    """Put lives into the register."""
    people, by = [Record.objects.create(kind="Person") for _ in range(3)], decision()
    spells = {(who, n): Record.objects.create(kind="DetentionSpell") for who in range(3) for n in range(2)}
    bodies = [Record.objects.create(kind="Organization") for _ in range(2)]
    for life in told:
        row, person = life.row, people[life.row.person]
        common = {"assertion": row.status, "end_ground": row.end_ground, "attested": life.attested}
        if row.kind == "PersonDetails":
            claim(by, person, row.kind, death=row.start)
        elif row.kind == "SpellDetails":
            spell = spells[row.person, life.which]
            claim(by, spell, row.kind, row.start, row.until, person=person, ground=row.said, **common)
        else:
            values = {"status": row.said, "determined_by": bodies[life.which], **common}
            claim(by, person, row.kind, row.start, row.until, **values)


def decision() -> Decision:
    """A decision that accepted something, on which claims can rest."""
    reading = Reading.objects.create(version=kept(), reader="test", at=timezone.now())
    mention = Mention.objects.create(reading=reading, key="it", kind="Person", name="it")
    proposal = Proposal.objects.create(reading=reading, number=1, kind="Name", subject=mention, values={})
    made = enter(account(), Decision.Deed.RULING, {})
    Ruling.objects.create(decision=made, proposal=proposal, outcome="accepted")
    return made


def claim(by: Decision, subject: Record, kind: str, start: str = "", until: str = "", **values) -> Claim:
    """A claim written as it is; `status` is the assertion's, unless the kind has a field of that name."""
    first, last = parse(start), parse(until)
    made = Claim.objects.create(
        kind=kind,
        subject=subject,
        decision=by,
        valid_from=start,
        from_earliest=first.earliest,
        from_latest=first.latest,
        valid_until=until,
        until_earliest=last.earliest,
        until_latest=last.latest,
        attested_on=values.pop("attested", None),
        status=values.pop("assertion", "asserted"),
        known_from=by.pk,
    )
    table(kind).objects.create(claim=made, **values)
    return made


def write(told: list[Row]) -> list[Record]:
    """Put rows into the register, each claim of detention about a detention of its own; the people in their order."""
    people, by = [Record.objects.create(kind="Person") for _ in range(3)], decision()
    for row in told:
        person = people[row.person]
        common = {"assertion": row.status, "end_ground": row.end_ground}
        if row.kind == "SpellDetails":
            spell = Record.objects.create(kind="DetentionSpell")
            claim(by, spell, row.kind, row.start, row.until, person=person, ground=row.said, **common)
        else:
            claim(by, person, row.kind, row.start, row.until, status=row.said, **common)
    return people


def plain(status: str, at: date) -> dict[str, Certainty]:
    """Everybody with a status on a day, found by looking at every claim of every person."""
    kind, standing, by_person = "SpellDetails" if status in DETAINED else "StatusDetermination", same(), {}
    for row in table(kind).objects.select_related("claim").filter(claim__known_until=None):
        held = row.claim
        person = row.person_id if status in DETAINED else held.subject_id
        if status not in DETAINED and row.status != status:
            continue
        said = row.ground if status in DETAINED else row.status
        by = None if status in DETAINED else row.determined_by_id
        dates = (held.valid_from, held.valid_until, held.attested_on)
        piece = Piece(held.id, person, held.subject_id, *dates, held.status, said, row.end_ground, by, held.known_from)
        by_person.setdefault(standing.get(person, person), []).append(piece)
    found = {person: judged(status, its, at)[0] for person, its in by_person.items()}
    return {person: certainty for person, certainty in found.items() if certainty is not Certainty.NO}
