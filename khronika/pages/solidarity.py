"""What the pages of campaigns, observances and actions tell: in order, by country, year by year, and what would end them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from khronika.edition.model import Claim, Record, Ref
from khronika.edition.solidarity import KINDS, Where, ending, occurring, said, sure, where, year
from khronika.pages import atlas, counts
from khronika.pages.atlas import Country
from khronika.pages.letters import collate
from khronika.pages.timeline import folded
from khronika.pages.titles import choose
from khronika.pages.when import sortable
from khronika.pages.words import Words
from khronika.vocabulary.observed import moves

ABROAD, CLOSED = "abroad", "closed"
MOST = 150  # actions, and countries, that one page lists


@dataclass(frozen=True, slots=True)
class Acted:
    """An action as a page of something else tells of it: the claim that says what it was, its country, and what was counted."""

    claim: Claim
    country: Where | None
    counts: tuple[Claim, ...] = ()
    hosts: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A country on a map: where it is drawn, what it is called, what is said of it, and the page that it leads to."""

    country: Country
    name: str
    told: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """One year of an observance: the claims that say so, where people took part, what they did, and what was counted."""

    year: int
    held: tuple[Claim, ...]
    territories: tuple[Claim, ...]
    acts: tuple[Acted, ...]
    counts: tuple[Claim, ...]


def notice(record: Record) -> Claim | None:
    """The claim that says that taking part is for people outside of the country, or for nobody else."""
    details = sure(record.of(f"{record.ref.kind}Details"))
    return next((claim for claim in details if said(claim, "take_part") in (ABROAD, CLOSED)), None)


def asks(record: Record) -> bool:
    """Whether something is asked for that does not stand among what would end it."""
    made = {part.ref.id for part in record.parts if part.ref.kind == "Demand"}
    return bool(made - {said(claim, "demand").id for claim in record.of("EndingCondition")})


def acts(record: Record) -> list[Acted]:
    """The actions that were part of something, or that were in a place; the newest first, each once."""
    located, near = where(record), _near(record)
    once: dict[str, Claim] = {}
    for claim in record.pointed("SolidarityActionDetails"):
        old = once.get(claim.subject.id)
        if old is None or (not old.valid_from and claim.valid_from):
            once[claim.subject.id] = claim
    found = [
        Acted(
            claim,
            located(said(claim, "place")) if said(claim, "place") else None,
            tuple(near.get((claim.subject.id, "ReportedCount"), ())),
            tuple(near.get((claim.subject.id, "Host"), ())),
        )
        for claim in once.values()
    ]
    found.sort(key=lambda each: each.claim.subject.id)
    known = sorted((each for each in found if each.claim.valid_from), key=_when, reverse=True)
    return [*known, *(each for each in found if not each.claim.valid_from)]


def by_country(found: Iterable[Acted], words: Words) -> list[tuple[Where | None, list[Acted]]]:
    """Actions by their country, in the order of its name; those of no known place last."""
    groups: dict[str, tuple[Where | None, list[Acted]]] = {}
    for each in found:
        groups.setdefault(each.country.ref.id if each.country else "", (each.country, []))[1].append(each)
    return sorted(groups.values(), key=lambda group: _ranked(group[0], words))


def _ranked(place: Where | None, words: Words) -> tuple[bool, str, str]:
    return place is None, collate(called(place, words)) if place else "", place.ref.id if place else ""


def years(record: Record) -> list[Year]:
    """An observance year by year, the newest first."""
    done = acts(record)
    found = []
    for each in sorted(occurring(record), reverse=True):
        its = tuple(act for act in done if year(act.claim.valid_from) == each)
        found.append(
            Year(
                each,
                tuple(folded(claim for claim in record.of("Occurrence") if said(claim, "year") == each)),
                tuple(claim for claim in record.of("Territory") if year(claim.valid_from) == each),
                its,
                tuple(claim for claim in record.of("ReportedCount") if year(claim.valid_from) == each),
            )
        )
    return found


def undated(record: Record, kind: str) -> list[Claim]:
    """The claims of a kind that belong to no one year of an observance."""
    return [claim for claim in record.of(kind) if not year(claim.valid_from)]


def territories(record: Record, claims: Iterable[Claim], words: Words) -> list[tuple[Where, list[Claim]]]:
    """Where people took part, each place once with all that say so, by name."""
    located, found = where(record), dict[str, tuple[Where, list[Claim]]]()
    for claim in claims:
        ref: Ref = said(claim, "place")
        place = located(ref)
        own = place if place.ref.id == ref.id else Where("", ref)
        found.setdefault(ref.id, (own, []))[1].append(claim)
    return sorted(found.values(), key=lambda each: _ranked(each[0], words))


def mapped(record: Record, words: Words) -> list[Spot]:
    """The countries of a campaign, observance or action on a map, with how many actions were there."""
    located = where(record)
    found: dict[str, tuple[Where, int]] = {}
    places = [(each.country, 1) for each in acts(record) if each.country]
    own = [said(claim, "place") for claim in (*record.of("Territory"), *record.of("SolidarityActionDetails"))]
    places += [(located(ref), 0) for ref in own if ref]
    for country, many in places:
        if country.code:
            old = found.get(country.code, (country, 0))
            found[country.code] = old[0], old[1] + many
    return spots({code: (place, many, place.ref.address) for code, (place, many) in found.items()}, words)


def spots(found: Mapping[str, tuple[Where, int, str]], words: Words) -> list[Spot]:
    """Countries by their code as a map shows them."""
    points = {code: place.point for code, (place, *_) in found.items() if place.point}
    drawn = atlas.drawn({code: many for code, (_, many, _) in found.items()}, points)
    made = []
    for country in drawn:
        place, many, address = found[country.code]
        told = words.ngettext("%(count)s action", "%(count)s actions", many) if many else words.gettext("took part")
        made.append(Spot(country, called(place, words), told, address))
    return made


def called(place: Where, words: Words) -> str:
    """What a country is called: as the record says in the reader's language, else as the language calls it."""
    title = choose(place.ref.titles, words.language)
    known = str(words.locale.territories.get(place.code, "")) if title.language != words.language else ""
    return known or title.text or place.code


def rest(found: Iterable[Spot]) -> str:
    """The countries of the world that nothing is said of, as one path."""
    return atlas.rest(frozenset(each.country.code for each in found if each.country.path))


def turning(record: Record) -> tuple[Claim, bool] | None:
    """The claim that says on which day of the year an observance is, and whether that day is missing in most years."""
    claim = next(iter(sure(record.of("ObservanceDetails"))), None)
    return (claim, moves(int(said(claim, "month")), int(said(claim, "day")))) if claim else None


def yearly(month: int, day: int, words: Words) -> str:
    """A day of the year: '4 August'; as it stands where no year has it.

    >>> from khronika.pages.words import words
    >>> yearly(8, 4, words("en"))
    '4 August'
    """
    from babel.dates import format_skeleton

    try:
        return str(format_skeleton("MMMMd", date(2000, month, day), locale=words.locale))
    except ValueError:
        return f"{day:02}.{month:02}"


def letters(record: Record) -> tuple[list[Claim], list[Claim], list[Claim]] | None:
    """Whether letters are welcome to somebody, with the addresses and the rules of where they are held; None if nobody says."""
    welcome = sorted(record.of("LettersWelcome"), key=lambda claim: claim not in sure((claim,)))
    if not welcome:
        return None
    addresses = [claim for claim in record.beside if claim.kind == "FacilityAddress"]
    rules = [claim for claim in record.beside if claim.kind == "Text" and said(claim, "role") == "letter_rules"]
    return welcome, addresses, rules


def joined(claims: Iterable[Claim]) -> list[Claim]:
    """The claims by which campaigns, observances and actions speak of somebody, each of those once, the newest first."""
    once: dict[str, Claim] = {}
    for claim in claims:
        if claim.subject.kind in KINDS:
            once.setdefault(claim.subject.id, claim)
    return sorted(once.values(), key=lambda claim: (KINDS.index(claim.subject.kind), claim.subject.id))


def _near(record: Record) -> dict[tuple[str, str], list[Claim]]:
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in record.beside:
        found.setdefault((claim.subject.id, claim.kind), []).append(claim)
    return found


def _when(each: Acted) -> str:
    return sortable(each.claim.valid_from)


def called_by(words: Words) -> dict[str, Callable[..., Any] | object]:
    """What templates may call, by its name there."""
    return {
        "solidary_kinds": KINDS,
        "notice": notice,
        "further_asks": asks,
        "acts": acts,
        "by_country": partial(by_country, words=words),
        "observed_years": years,
        "undated": undated,
        "territories": partial(territories, words=words),
        "land": partial(called, words=words),
        "mapped": partial(mapped, words=words),
        "elsewhere_land": rest,
        "turning": turning,
        "day_of_year": partial(yearly, words=words),
        "written_to": letters,
        "joined": joined,
        "ending": ending,
        "units": counts.units,
        "reckoned": partial(counts.reckoned, words=words),
        "listed_most": MOST,
    }
