"""What a page tells of demands besides its own claims: those that repeat each other, and what came of each that is asked for or of somebody."""

from collections.abc import Callable, Iterable, Sequence

from khronika.edition.asked import DATING, sortable
from khronika.press.load import Facts, Row

DEMAND = "Demand"
NEAR = ("DemandDetails", "CarriedDemand", "DemandAssessment", "Beneficiary", "Addressee")  # what is told of a demand
WHOLE = (*DATING, "Addressee")  # what a demand has from what it stands in: its date, and of whom all of it is asked
MOST = 200  # demands of which one page tells, the newest; the others stand in the list of all
Shown = Callable[[Row], bool]


def beside(facts: Facts, record: str, incoming: Sequence[Row], shown: Shown) -> list[Row]:
    """The claims about other demands that a record's page needs, and those that date what they stand in.

    incoming: what points to the record, and is on its page already.
    """
    mine = facts.kinds[record] == DEMAND
    demands = (
        _chain(facts, record, shown) if mine else _pointing(facts, incoming, shown) + _ending(facts, record, shown)
    )
    rows = [row for each in demands for row in facts.about.get(each, ()) if row.kind in NEAR and shown(row)]
    own = [row for row in facts.about.get(record, ()) if shown(row)] if mine else []
    whole = {str(row.values["statement"]) for row in (*rows, *own) if row.kind == "DemandDetails"} - {record}
    dating = [row for each in sorted(whole) for row in facts.about.get(each, ()) if row.kind in WHOLE and shown(row)]
    told = {row.id for row in (*incoming, *own)}
    return list({row.id: row for row in (*rows, *dating) if row.id not in told}.values())


def asked(facts: Facts, demand: str, shown: Shown) -> str:
    """When a demand was asked, by itself or by what it stands in; empty where nobody says."""
    details = [row for row in facts.about.get(demand, ()) if row.kind == "DemandDetails" and shown(row)]
    if own := {row.valid_from for row in details} - {""}:
        return min(own, key=sortable)
    whole = {str(row.values["statement"]) for row in details}
    rows = (row for each in whole for row in facts.about.get(each, ()) if row.kind in DATING and shown(row))
    return min({row.valid_from for row in rows} - {""}, key=sortable, default="")


def _ending(facts: Facts, record: str, shown: Shown) -> list[str]:
    """The demands that must be met before a campaign or an observance ends."""
    rows = (row for row in facts.about.get(record, ()) if row.kind == "EndingCondition" and shown(row))
    return sorted({str(row.values["demand"]) for row in rows})


def _chain(facts: Facts, demand: str, shown: Shown) -> list[str]:
    """The demands that one repeats or is repeated by, as far as that goes out."""
    found, waiting = {demand}, [demand]
    while waiting:
        each = waiting.pop()
        for row in (*facts.about.get(each, ()), *facts.pointing.get(each, ())):
            if row.kind == "CarriedDemand" and shown(row):
                fresh = {row.subject, str(row.values["earlier"])} - found
                found |= fresh
                waiting += sorted(fresh)
    return sorted(found - {demand})


def _pointing(facts: Facts, incoming: Iterable[Row], shown: Shown) -> list[str]:
    """The demands that speak of a record, the newest first."""
    demands = {row.subject for row in incoming if facts.kinds[row.subject] == DEMAND}
    dated = {each: asked(facts, each, shown) for each in demands}
    known = sorted((each for each in demands if dated[each]), key=lambda each: (sortable(dated[each]), each))
    return [*reversed(known), *sorted(each for each in demands if not dated[each])][:MOST]
