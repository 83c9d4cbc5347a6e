"""Small factories of demands: a statement of a day with what it asks, of whom and for whom, all invented."""

from collections.abc import Sequence

from tests.desk.making import Said, Who, accept, kept, lay, named, subject

MINISTRY = ("Organization", "Example Ministry")


def demanded(
    words: str,
    day: str = "2012-11-26",
    *,
    people: Sequence[Who] = (),
    number: int = 1,
    known: dict[Who, str] | None = None,
    language: str = "en",
    **values: object,
) -> str:
    """Record a statement of a day with one demand to the ministry, for people who are known or new; the demand's id."""
    title = f"Statement of {day}"
    version = kept(f"{title}. {words}. " + ", ".join(name for _kind, name in people), title=title)
    statement, demand = ("JointStatement", title), ("Demand", words)
    known = known or {}
    fresh = [named(who) for who in (*people, MINISTRY) if who not in known]
    told = lay(
        version,
        *fresh,
        Said("StatementDetails", statement, {}, start=day),
        Said("Text", statement, {"role": "title", "language": language, "text": title}),
        Said("DemandDetails", demand, {"statement": statement, "number": number, **values}, quote=words),
        Said("Text", demand, {"role": "demand", "language": language, "text": words}, quote=words),
        Said("Addressee", demand, {"party": {"record": known[MINISTRY]} if MINISTRY in known else MINISTRY}),
        *(Said("Beneficiary", demand, {"party": {"record": known[who]} if who in known else who}) for who in people),
    )
    accept(told)
    return subject(next(each for each in told if each.kind == "DemandDetails"))


def released(person: str, day: str, *, since: str = "2011-08-04", why: str = "released") -> list:
    """Record that a detention of somebody ended on a day; the proposals."""
    version = kept(f"The person was set free: {day}, held since {since}.", title=f"Free on {day}")
    spell = ("DetentionSpell", f"spell {since}")
    values = {"person": {"record": person}, "ground": "sentence", "end_ground": why}
    told = lay(version, Said("SpellDetails", spell, values, quote="set free", start=since, until=day))
    accept(told)
    return told


def assess(demand: str, term: str, day: str, *, whom: str = "") -> list:
    """Record an assessment of a demand by hand; the proposals."""
    version = kept(f"Assessed on {day}: {term}. {whom}", title=f"Assessment of {day}")
    values = {"assessment": term, **({"beneficiary": {"record": whom}} if whom else {})}
    told = lay(version, Said("DemandAssessment", ("Demand", demand), values, start=day))
    accept(told, {("Demand", demand): demand})
    return told
