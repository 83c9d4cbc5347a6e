"""The lists of a chronicle, what they are called, and what its figures count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType

from khronika.edition.model import Claim, Record, Ref, Value
from khronika.pages.statuses import plain
from khronika.pages.timeline import dated
from khronika.pages.titles import script, unusual
from khronika.pages.words import Words
from khronika.vocabulary.kind import Field, FieldType
from khronika.vocabulary.kinds import CLAIMS, RECORDS
from khronika.vocabulary.terms import code, label, members

SOURCE = "Source"
SOURCES = "sources"
FIRST = ("Person", "Organization", "Event", "JointStatement", "Demand")  # always in sight; the others open with 'More'
FURTHER = (
    "Act", "Proceeding", "Place", "Mechanism", "Session", "Recommendation", "Submission", "Communication", "Motion",
    "Intervention", "Campaign", "Observance", "SolidarityAction", SOURCE,
)  # fmt: skip
LISTED = (*FIRST, *FURTHER)
WRITTEN = ("Article", "Topic")  # what the newsroom wrote, which is no record
POINT = ("latitude", "longitude")
_APART = {"PlaceDetails": POINT, "Picture": ("image",)}

# what the short sentence on a claim says; other fields follow it with their labels
GIST: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Text": ("text", "language", "role"),
        "ActDetails": ("act_type", "victim"),
        "Involvement": ("perpetrator", "degree"),
        "ProceedingDetails": ("proceeding_kind", "defendant"),
        "Charge": ("provision", "charge_status"),
        "CourtRole": ("person", "court_role"),
        "Hearing": ("instance", "hearing_outcome"),
        "Judgment": ("verdict", "instance"),
        "SentenceComponent": ("sentence_type", "amount", "unit"),
        "SentenceChange": ("change", "sentence_type", "amount", "unit"),
        "SpellDetails": ("ground", "person", "end_ground"),
        "Custody": ("facility", "regime"),
        "Contact": ("contact", "allowed"),
        "PunishmentCell": ("cell", "days"),
        "StatusDetermination": ("status",),
        "Rehabilitation": ("rehabilitation",),
        "RegistrationState": ("state",),
    }
)


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
    known = {
        "Person": words.gettext("People"),
        "Organization": words.gettext("Organisations"),
        "Event": words.gettext("Events"),
        "Act": words.gettext("Acts"),
        "Proceeding": words.gettext("Court cases"),
        "Place": words.gettext("Places"),
        "JointStatement": words.gettext("Statements"),
        "Demand": words.gettext("Demands"),
        "Intervention": words.gettext("Other answers"),
        "Mechanism": words.gettext("Mechanisms"),
        "Session": words.gettext("Sessions"),
        "Recommendation": words.gettext("Recommendations"),
        "Submission": words.gettext("Submissions"),
        "Communication": words.gettext("Communications"),
        "Motion": words.gettext("Documents of parliaments"),
        "Campaign": words.gettext("Campaigns"),
        "Observance": words.gettext("Days of solidarity"),
        "SolidarityAction": words.gettext("Actions"),
        "Source": words.gettext("Sources"),
        "Article": words.gettext("News"),
        "Topic": words.gettext("Topics"),
    }
    return known.get(kind) or label(f"record.{kind}", words.language)


def sections(words: Words, kinds: Iterable[str] = LISTED) -> tuple[tuple[str, str], ...]:
    """The addresses of the lists with their headings, in the order of the navigation."""
    return tuple((f"{section(kind)}/index", heading(kind, words)) for kind in kinds)


def first(words: Words) -> tuple[tuple[str, str], ...]:
    """The addresses that are always in sight, with their headings."""
    written = (
        ("solidarity/index", words.gettext("Solidarity")),
        ("news/index", words.gettext("News")),
        ("topics/index", words.gettext("Topics")),
    )
    return (("prisoners/index", words.gettext("Political prisoners")), *sections(words, FIRST), *written)


def further(words: Words) -> tuple[tuple[str, str], ...]:
    """The addresses that open with 'More', with their headings."""
    numbers = (("statistics", words.gettext("Statistics")), ("data", words.gettext("Data")))
    return (*sections(words, FURTHER), *numbers, ("method", words.gettext("Method")))


def figure(key: str, count: int, words: Words) -> Figure:
    """How a figure of the home page is shown; a key that is not known here shows as the vocabulary has it."""
    known = {
        "people": (words.ngettext("person", "people", count), words.gettext("who have a page of their own"), "people"),
        "organizations": (
            words.ngettext("organisation", "organisations", count),
            words.gettext("named in what happened or in what was asked"),
            "organizations",
        ),
        "places": (words.ngettext("place", "places", count), words.gettext("where it happened"), "places"),
        "events": (words.ngettext("event", "events", count), words.gettext("in which acts were done"), "events"),
        "acts": (
            words.ngettext("act", "acts", count),
            words.gettext("done to one person or organisation each"),
            "acts",
        ),
        "proceedings": (
            words.ngettext("court case", "court cases", count),
            words.gettext("against one defendant each"),
            "proceedings",
        ),
        "statements": (
            words.ngettext("statement", "statements", count),
            words.gettext("joint ones, with all their demands"),
            "statements",
        ),
        "demands": (
            words.ngettext("demand", "demands", count),
            words.gettext("counted once in each statement"),
            "demands",
        ),
        "claims": (words.ngettext("claim", "claims", count), words.gettext("each with a citation"), ""),
        "sources": (words.ngettext("source", "sources", count), words.gettext("kept and cited"), SOURCES),
    }
    if key in known:
        return Figure(*known[key])
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


def rest(claim: Claim, shown: Iterable[str] = ()) -> list[tuple[Field, Value]]:
    """What a claim says besides some fields; a point on the map is no two numbers and stands apart, a picture is seen."""
    apart = {*shown, *_APART.get(claim.kind, ())}
    return [(field, value) for field, value in given(claim) if field.name not in apart]


def point(claim: Claim) -> str:
    """The point on the map that a claim gives, as an address of its own kind (RFC 5870); empty where it gives none.

    >>> from decimal import Decimal
    >>> from khronika.edition.claims import detail
    >>> where = {"latitude": Decimal("53.9"), "longitude": Decimal("27.5667")}
    >>> point(Claim("c", "PlaceDetails", Ref("l", "Place", "", ()), detail("PlaceDetails", where)))
    'geo:53.9,27.5667'
    """
    across, along = (getattr(claim.detail, name, None) for name in POINT)
    return "" if across is None or along is None else f"geo:{across},{along}"


def stated(claims: Iterable[Claim]) -> list[tuple[Field, list[tuple[Value, Claim]]]]:
    """What claims of one kind say, field by field; equal values with equal dates once, with all their citations."""
    found: dict[str, dict[tuple[object, ...], tuple[Field, Value, Claim]]] = {}
    for claim in claims:
        for field, value in rest(claim):
            plain = value.id if isinstance(value, Ref) else value
            key = (plain, claim.status, claim.valid_from, claim.valid_until)
            told = found.setdefault(field.name, {})
            cited = dict.fromkeys((*(told[key][2].citations if key in told else ()), *claim.citations))
            told[key] = field, value, replace(claim, citations=tuple(cited))
    groups = [list(told.values()) for told in found.values()]
    order = {each.name: place for place, each in enumerate(CLAIMS[groups[0][0][2].kind].fields)} if groups else {}
    groups.sort(key=lambda group: order[group[0][0].name])
    return [(group[0][0], [(value, claim) for _, value, claim in group]) for group in groups]


def positions(claims: Iterable[Claim], whose: str, language: str) -> list[tuple[Claim, list[Claim]]]:
    """Positions with the same body (or of the same person) at the same time as one, each with its roles; equal roles once.

    whose: the id of the record that the page is about. What a role is called in the reader's script comes first.
    """
    groups: dict[tuple[object, ...], dict[str, Claim]] = {}
    for claim in dated(claims):
        other = claim.subject if claim.subject.id != whose else getattr(claim.detail, "organization", None)
        rest_ = tuple((field.name, plain(value)) for field, value in rest(claim, ("role", "organization")))
        key = (plain(other), claim.valid_from, claim.valid_until, claim.status, rest_)
        role = str(getattr(claim.detail, "role", None) or "")
        its = groups.setdefault(key, {})
        told = its.get(role.casefold(), replace(claim, citations=()))
        its[role.casefold()] = replace(told, citations=tuple(dict.fromkeys((*told.citations, *claim.citations))))
    ordered = [sorted(its.values(), key=lambda claim: _foreign(claim, language)) for its in groups.values()]
    return [(its[0], its) for its in ordered]


def _foreign(claim: Claim, language: str) -> bool:
    """Whether a role is written in a script that the reader's language is not; both Cyrillic languages count as one."""
    role = str(getattr(claim.detail, "role", None) or "")
    return unusual(language, script(role)) if role else True


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
