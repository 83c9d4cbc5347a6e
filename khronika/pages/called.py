"""What has no name is called by what it says: 'Arrest: Ales Bialiatski, 4 August 2011', in each language of the pages.

A title is made from the claim that says what a thing is and to whom it belongs; without that claim it has none.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from khronika.edition.model import Title
from khronika.pages.titles import choose
from khronika.pages.when import day
from khronika.pages.words import Words, words
from khronika.vocabulary.terms import label

_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Naming:
    """The claim that says what a nameless thing is: its kind, the field that says what, and the one that says whose.

    `dated` are the kinds of claims whose first date is the thing's date; `yearly` says that its title has the year only.
    """

    claim: str
    what: str
    whose: str
    dated: tuple[str, ...]
    yearly: bool = False


NAMELESS: Mapping[str, Naming] = MappingProxyType(
    {
        "Act": Naming("ActDetails", "act_type", "victim", ("ActDetails",)),
        "Proceeding": Naming(
            "ProceedingDetails",
            "proceeding_kind",
            "defendant",
            ("ProceedingDetails", "Charge", "Hearing", "Judgment"),
            yearly=True,
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Untitled:
    """The claim that says what something is that may have no title: the fields with its sort, its number, and what it is part of."""

    claim: str
    sort: str = ""
    number: str = ""
    whole: str = ""
    dated: tuple[str, ...] = ()


UNTITLED: Mapping[str, Untitled] = MappingProxyType(
    {
        "Intervention": Untitled("InterventionDetails", "intervention_type", dated=("InterventionDetails",)),
        "JointStatement": Untitled("StatementDetails", dated=("StatementDetails",)),
        "Demand": Untitled("DemandDetails", "", "number", "statement"),
        "Session": Untitled("SessionDetails", number="number", dated=("SessionDetails",)),
        "Recommendation": Untitled("RecommendationDetails", "", "number", "session"),
        "Submission": Untitled("SubmissionDetails", "submission_type", "document", dated=("SubmissionDetails", "Step")),
        "Communication": Untitled(
            "CommunicationDetails", "communication_type", "document", dated=("CommunicationDetails", "Step")
        ),
        "SolidarityAction": Untitled(
            "SolidarityActionDetails", "action_type", whole="place", dated=("SolidarityActionDetails",)
        ),
        "Motion": Untitled("MotionDetails", "motion_type", "document", dated=("MotionDetails", "Step")),
    }
)


def composed(
    kind: str, said: Mapping[str, str], *, whole: Iterable[Title], start: str, languages: Iterable[str]
) -> tuple[Title, ...]:
    """The titles of something that has none of its own, one in each language.

    said: its sort (a term) and its number by the names of their fields; whole: what it is part of; start: its date in EDTF.

    >>> told = {"submission_type": "coalition", "document": "A/1"}
    >>> composed("Submission", told, whole=(), start="2019-10", languages=("en",))[0].text
    'Report of a coalition A/1: October 2019'
    """
    naming, names = UNTITLED[kind], tuple(whole)
    sort, found = said.get(naming.sort, ""), []
    for each in languages:
        first = label(f"{naming.sort}.{sort}" if sort else f"record.{kind}", each)
        first = " ".join(filter(None, (first, said.get(naming.number, ""))))
        rest = ", ".join(filter(None, (choose(names, each).text, day(start, words(each)))))
        found.append(Title(f"{first}: {rest}" if rest else first, each))
    return tuple(found)


def titled(kind: str, what: str, *, whose: Iterable[Title], start: str, languages: Iterable[str]) -> tuple[Title, ...]:
    """The titles of an act or a proceeding, one in each language.

    what: the term that says what it is; whose: the names of the victim or defendant; start: its date in EDTF.

    >>> titled("Act", "arrest", whose=(Title("Ales Bialiatski", "en"),), start="2011-08-04", languages=("en",))[0].text
    'Arrest: Ales Bialiatski, 4 August 2011'
    """
    names = tuple(whose)
    return tuple(
        Title(_title(kind, what, choose(names, each).text, start, spoken=words(each)), each) for each in languages
    )


def case(what: str, spoken: Words) -> str:
    """What a proceeding of a kind is called."""
    match what:
        case "criminal":
            return spoken.gettext("Criminal case")
        case "administrative":
            return spoken.gettext("Administrative case")
        case "civil":
            return spoken.gettext("Civil case")
        case "constitutional":
            return spoken.gettext("Constitutional case")
        case "treaty_body":
            return spoken.gettext("Case before a treaty body")
    return label("record.Proceeding", spoken.language)


def _title(kind: str, what: str, who: str, start: str, *, spoken: Words) -> str:
    said = case(what, spoken) if kind == "Proceeding" else label(f"act_type.{what}", spoken.language)
    found = _YEAR.match(start)
    date = (found[0] if found else "") if NAMELESS[kind].yearly else day(start, spoken)
    return f"{said}: {', '.join(filter(None, (who, date)))}" if who or date else said
