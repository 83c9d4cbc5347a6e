"""Letters to people who are held: where they go, by which rules, and what was reported of those that were sent.

The address is that of the facility where somebody certainly is on a day. Who writes is never kept: there is no field for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from khronika.dates import Certainty, holds, parse
from khronika.desk.advocacy.mechanisms.rows import Rows
from khronika.desk.register.models import Text
from khronika.desk.register.status import people
from khronika.vocabulary.counted import Count, opposed
from khronika.vocabulary.terms import members

RULES = "letter_rules"
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Reported:
    """A count of letters: what became of them (a term), how many, when, and who counted (a record)."""

    claim: str
    letters: str
    count: Count
    start: str = ""
    until: str = ""
    by: str = ""
    opposed: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """Where letters to a facility go, by language, since when."""

    text: str
    language: str = ""
    start: str = ""


@dataclass(frozen=True, slots=True)
class Letters:
    """What is known of letters to a person on a day. `facility` is empty where it is not certain; `maybe` has those that are possible."""

    person: str
    facility: str = ""
    maybe: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    rules: Mapping[str, str] | None = None
    welcome: str = ""
    language: str = ""
    counts: tuple[Reported, ...] = ()


def letters(person: str, at: date) -> Letters:
    """All that is known of letters to a person on a day."""
    rows = Rows()
    root = rows.root(person)
    sure, maybe = _held(root, at, rows)
    facility = sure[0] if len(sure) == 1 else ""
    welcome, language = _welcome(root, at, rows)
    return Letters(
        root,
        facility,
        tuple(dict.fromkeys((*(sure if len(sure) > 1 else ()), *maybe))),
        _addresses(facility, at, rows) if facility else (),
        _rules(facility, rows) if facility else {},
        welcome,
        language,
        _counts(root, rows),
    )


def written_to(at: date) -> list[str]:
    """Those who are held on a day and of whom something is said of letters, and those for whom counts were reported."""
    rows = Rows()
    welcome = {record for record, term in rows("LettersWelcome", "letters_welcome") if term == YES}
    counted = {record for (record,) in rows("LetterCount")}
    held = {each.record for each in people("detained", at)} if welcome - counted else set()
    return sorted(counted | (welcome & held))


def _held(person: str, at: date, rows: Rows) -> tuple[list[str], list[str]]:
    """The facilities in which somebody certainly and possibly is on a day; who was moved is where they were moved to last."""
    spells = _spells(person, rows)
    found: dict[str, tuple[date, list[tuple[str, Certainty]]]] = {}
    columns = ("facility", "claim__valid_from", "claim__valid_until", "claim__attested_on")
    for spell, facility, start, until, attested in rows.of("Custody", spells.keys(), *columns):
        whole = spells[spell]
        certain = _holds(start or whole.start, until or whole.until, attested or whole.attested, at)
        if certain is Certainty.NO or _holds(whole.start, whole.until, whole.attested, at) is Certainty.NO:
            continue
        begun = parse(start).latest or date.min
        newest, its = found.get(spell, (date.min, []))
        if begun >= newest:
            found[spell] = begun, [*(its if begun == newest else ()), (facility, certain)]
    told = [each for _begun, its in found.values() for each in its]
    sure = [facility for facility, certain in told if certain is Certainty.CERTAIN]
    return list(dict.fromkeys(sure)), list(dict.fromkeys(each for each, _certain in told if each not in sure))


@dataclass(frozen=True, slots=True)
class _Spell:
    """A detention: what several claims say of its time, together."""

    start: str = ""
    until: str = ""
    attested: date | None = None


def _spells(person: str, rows: Rows) -> dict[str, _Spell]:
    found: dict[str, _Spell] = {}
    columns = ("claim__valid_from", "claim__valid_until", "claim__attested_on")
    for spell, start, until, attested in rows("SpellDetails", *columns, so=Q(person__in=rows.cluster(person))):
        before = found.get(spell, _Spell())
        end = until if until and (until != ".." or not before.until) else before.until
        days = [each for each in (before.attested, attested) if each is not None]
        found[spell] = _Spell(before.start or start, end, max(days, default=None))
    return found


def _holds(start: str, until: str, attested: date | None, at: date) -> Certainty:
    return holds(parse(start), parse(until), at, attested=attested)


def _addresses(facility: str, at: date, rows: Rows) -> tuple[Address, ...]:
    """The addresses that hold on a day, the newest of each language."""
    found: dict[str, Address] = {}
    columns = ("address", "language", "claim__valid_from", "claim__valid_until")
    told = list(rows.of("FacilityAddress", {facility}, *columns))
    for _place, text, language, start, until in sorted(told, key=lambda each: parse(each[3]).earliest or date.min):
        if holds(parse(start), parse(until or ".."), at) is not Certainty.NO:
            found[language] = Address(text, language, start)
    return tuple(found.values())


def _rules(facility: str, rows: Rows) -> dict[str, str]:
    told = Text.objects.filter(claim__subject__in=rows.cluster(facility), claim__known_until=None, role=RULES)
    return dict(told.order_by("claim__known_from").values_list("language", "text"))


def _welcome(person: str, at: date, rows: Rows) -> tuple[str, str]:
    """Whether letters are welcome on a day, and in which language; what was said last holds."""
    columns = ("letters_welcome", "language", "claim__valid_from", "claim__valid_until")
    found = ("", "")
    for _person, term, language, start, until in rows.of("LettersWelcome", {person}, *columns):
        if holds(parse(start), parse(until or ".."), at) is not Certainty.NO:
            found = term, language
    return found


def _counts(person: str, rows: Rows) -> tuple[Reported, ...]:
    columns = ("claim_id", "letters", "value", "bound", "said", "counted_by", "claim__valid_from", "claim__valid_until")
    order = members("letters")
    told = sorted(
        rows.of("LetterCount", {person}, *columns),
        key=lambda each: (parse(each[7]).earliest or date.min, order.index(each[2]), each[1]),
    )
    counts = [Count(value, bound, term, said) for _person, _claim, term, value, bound, said, *_rest in told]
    apart = opposed([(count, each[7]) for count, each in zip(counts, told, strict=True)])
    return tuple(
        Reported(claim, term, counts[at], start, until, by, at in apart)
        for at, (_person, claim, term, _value, _bound, _said, by, start, until) in enumerate(told)
    )
