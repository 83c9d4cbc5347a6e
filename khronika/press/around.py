"""What a page tells of solidarity besides its own claims: of a campaign's actions, of the country of a place, and where letters
to somebody go who is certainly held there on the day of the edition."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from khronika.dates import Certainty, Interval, holds, parse, together
from khronika.press.load import Facts, Row
from khronika.vocabulary.observed import nearest

ACTION = "SolidarityAction"
JOINING = ("Campaign", "Observance")
TOLD = ("ReportedCount", "Host", "SolidarityActionDetails")  # of each action that a page lists
MOST = 1_000  # actions of one campaign or observance that are counted on its page
OVER = "over"
_DEEP = 4
Shown = Callable[[Row], bool]


def around(facts: Facts, record: str, incoming: Sequence[Row], shown: Shown, at: date) -> list[Row]:
    """The claims of others that a record's page needs; `incoming` point to it and are there already."""
    kind = facts.kinds[record]
    own = [row for row in facts.about.get(record, ()) if shown(row)]
    if kind == "Person":
        return _letters(facts, own, incoming, shown, at)
    if kind not in (*JOINING, ACTION):
        return []
    details = [row for row in (*incoming, *own) if row.kind == "SolidarityActionDetails"]
    actions = sorted({row.subject for row in details} - {record})[:MOST]
    rows = [row for each in actions for row in facts.about.get(each, ()) if row.kind in TOLD and shown(row)]
    told = {row.id for row in (*incoming, *own)}
    rows = [row for row in rows if row.id not in told]
    places = {str(row.values["place"]) for row in (*details, *own) if row.values.get("place")}
    return [*rows, *_placed(facts, places, shown)]


def now(facts: Facts, record: str, shown: Shown, at: date) -> str:
    """What the day of an edition decides of a record: when an observance is next (ISO), that a campaign is `over`."""
    own = [row for row in facts.about.get(record, ()) if shown(row)]
    for row in own if facts.kinds[record] == "Observance" else ():
        if row.kind == "ObservanceDetails":
            try:
                return nearest(int(str(row.values["month"])), int(str(row.values["day"])), at).isoformat()
            except ValueError:
                return ""
    if facts.kinds[record] == "Campaign":
        ends = [row.valid_until for row in own if row.kind == "CampaignDetails"]
        known = [last for each in ends if (last := parse(each).latest)]
        return OVER if known and len(known) == len(ends) and max(known) < at else ""
    return ""


def _placed(facts: Facts, places: set[str], shown: Shown) -> list[Row]:
    """What is said of places and of what they lie within, as far as the country."""
    found: dict[str, Row] = {}
    fresh = places
    for _ in range(_DEEP):
        rows = [
            row
            for each in sorted(fresh)
            for row in facts.about.get(each, ())
            if row.kind == "PlaceDetails" and shown(row)
        ]
        found.update((row.id, row) for row in rows)
        fresh = {str(row.values["within"]) for row in rows if row.values.get("within")} - fresh
    return [found[each] for each in sorted(found)]


def _letters(facts: Facts, own: Iterable[Row], incoming: Iterable[Row], shown: Shown, at: date) -> list[Row]:
    """The address and the rules of the facility where somebody is certainly held who wants letters."""
    welcome = [row for row in own if row.kind == "LettersWelcome" and row.status == "asserted"]
    if not welcome or any(row.values.get("letters_welcome") != "yes" for row in welcome):
        return []
    spells = facts.pointing.get(welcome[0].subject, ())
    held = {row.subject for row in spells if row.kind == "SpellDetails" and shown(row)}
    where = set[str]().union(*(_certain(facts, spell, shown, at) for spell in held))
    if len(where) != 1:
        return []
    told = (row for row in facts.about.get(where.pop(), ()) if shown(row) and not _past(row, at))
    return [row for row in told if row.kind == "FacilityAddress" or row.values.get("role") == "letter_rules"]


def _past(row: Row, at: date) -> bool:
    """Whether an address holds no longer, or not yet."""
    return holds(parse(row.valid_from), parse(row.valid_until), at) is Certainty.NO


def _certain(facts: Facts, spell: str, shown: Shown, at: date) -> set[str]:
    """The facilities in which a detention certainly is spent on a day."""
    rows = [row for row in facts.about.get(spell, ()) if shown(row) and row.status == "asserted"]
    details = [row for row in rows if row.kind == "SpellDetails"]
    if together([_interval(row) for row in details], at) is not Certainty.CERTAIN:
        return set()
    start = min((row.valid_from for row in details if row.valid_from), default="")
    until = max((row.valid_until for row in details if row.valid_until), default="")
    stays = [row for row in rows if row.kind == "Custody"]
    return {
        str(row.values["facility"])
        for row in stays
        if holds(parse(row.valid_from or start), parse(row.valid_until or until), at) is Certainty.CERTAIN
    }


def _interval(row: Row) -> Interval:
    return Interval(parse(row.valid_from), parse(row.valid_until))
