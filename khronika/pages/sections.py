"""The lists of a chronicle, what they are called, and what its figures count."""

from dataclasses import dataclass, fields

from khronika.edition.model import Claim, Record, Value
from khronika.pages.timeline import dated
from khronika.pages.words import Words
from khronika.vocabulary.kind import Field, FieldType
from khronika.vocabulary.kinds import CLAIMS, RECORDS
from khronika.vocabulary.terms import code, label, members

SOURCE = "Source"
SOURCES = "sources"
LISTED = ("Person", "Organization", "Place", "JointStatement", SOURCE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted thing: its name in the form that goes with the count, what is counted, and where the list is."""

    name: str
    meaning: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its label and its code in the standard."""

    label: str
    code: str


@dataclass(frozen=True, slots=True)
class TermList:
    """One list of terms of the vocabulary."""

    name: str
    heading: str
    terms: tuple[Term, ...]


def section(kind: str) -> str:
    """The folder of a kind's pages; empty where they are part of others."""
    return SOURCES if kind == SOURCE else RECORDS[kind].section


def heading(kind: str, words: Words) -> str:
    """What the list of a kind is called."""
    match kind:
        case "Person":
            return words.gettext("People")
        case "Organization":
            return words.gettext("Organisations")
        case "Place":
            return words.gettext("Places")
        case "JointStatement":
            return words.gettext("Statements")
        case "Source":
            return words.gettext("Sources")
    return label(f"record.{kind}", words.language)


def sections(words: Words) -> tuple[tuple[str, str], ...]:
    """The folders of the lists with their headings, in the order of the navigation."""
    return tuple((section(kind), heading(kind, words)) for kind in LISTED)


def figure(key: str, count: int, words: Words) -> Figure:
    """How a figure of the home page is shown; a key that is not known here shows as the vocabulary has it."""
    match key:
        case "people":
            name = words.ngettext("person", "people", count)
            return Figure(name, words.gettext("who have a page of their own"), "people")
        case "organizations":
            name = words.ngettext("organisation", "organisations", count)
            return Figure(name, words.gettext("named in what happened or in what was asked"), "organizations")
        case "places":
            return Figure(words.ngettext("place", "places", count), words.gettext("where it happened"), "places")
        case "statements":
            name = words.ngettext("statement", "statements", count)
            return Figure(name, words.gettext("joint ones, with all their demands"), "statements")
        case "demands":
            return Figure(words.ngettext("demand", "demands", count), words.gettext("counted once in each statement"))
        case "acts":
            return Figure(
                words.ngettext("act", "acts", count), words.gettext("done to one person or organisation each")
            )
        case "claims":
            return Figure(words.ngettext("claim", "claims", count), words.gettext("each with a citation"))
        case "sources":
            return Figure(words.ngettext("source", "sources", count), words.gettext("kept and cited"), SOURCES)
    return Figure(label(key if "." in key else f"record.{key}", words.language))


def vocabulary(language: str) -> tuple[TermList, ...]:
    """Every list of terms that a claim may use, named after the first field that uses it."""
    lists: dict[str, TermList] = {}
    for kind in CLAIMS.values():
        for field in kind.fields:
            if field.type is FieldType.TERM and field.terms not in lists:
                title = label(f"field.{kind.name}.{field.name}", language)
                lists[field.terms] = TermList(field.terms, title, _terms(field.terms, language))
    return tuple(lists.values())


def _terms(name: str, language: str) -> tuple[Term, ...]:
    keys = [f"{name}.{member}" for member in members(name)]
    return tuple(Term(label(key, language), code(key)) for key in keys)


def given(claim: Claim) -> list[tuple[Field, Value]]:
    """The fields of a claim that say something, in the declared order."""
    kind = CLAIMS[claim.kind]
    values = ((kind.field(each.name), getattr(claim.detail, each.name)) for each in fields(claim.detail))  # type: ignore[arg-type]  # made from the declaration
    return [(field, value) for field, value in values if value is not None and value != ""]


def scoped(parts: tuple[Record, ...]) -> list[tuple[str, list[Record]]]:
    """The demands among a statement's parts by scope, in the vocabulary's order, each group by number."""
    groups: dict[str, list[Record]] = {name: [] for name in (*members("scope"), "")}
    for part in parts:
        if part.ref.kind == "Demand":
            groups.setdefault(str(_told(part, "scope") or ""), []).append(part)
    return [(scope, sorted(group, key=_numbered)) for scope, group in groups.items() if group]


def signed(record: Record) -> list[Claim]:
    """A statement's signatories in the order they signed."""
    return sorted(dated(record.of("Signatory")), key=lambda claim: _place(getattr(claim.detail, "number", None)))


def _told(demand: Record, name: str) -> str | int | None:
    details = next(iter(demand.of("DemandDetails")), None)
    return getattr(details.detail, name, None) if details else None


def _numbered(demand: Record) -> tuple[int, str]:
    number = _told(demand, "number")
    return _place(number if isinstance(number, int) else None), demand.ref.id


def _place(number: int | None) -> int:
    return 10**9 if number is None else number
