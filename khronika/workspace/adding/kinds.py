"""What can be said of a record that is no person, in groups, and what a new one begins with: both follow from the vocabulary.

A claim kind that no group names stands in the last one, so that a new kind is never lost.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as mark

from khronika.vocabulary.advocacy import RECORDS as ADVOCACY
from khronika.vocabulary.kind import Level
from khronika.vocabulary.kinds import CLAIMS, RECORDS, claims_about
from khronika.vocabulary.solidarity import RECORDS as SOLIDARITY
from khronika.vocabulary.terms import label

BEGINS = tuple(each.name for each in (*ADVOCACY, *SOLIDARITY))
"""Kinds of records that somebody begins by hand."""
TEXT = {"Demand": "demand", "Recommendation": "recommendation"}
"""The role of the words that a new record begins with; a title where none is named."""
_OPENS: Mapping[str, tuple[str, ...]] = {
    "Intervention": ("Intervening",),
    "JointStatement": ("Addressee",),
    "Demand": ("Addressee",),
    "Recommendation": ("RecommendationResponse",),
    "Submission": ("Intervening",),
    "Communication": ("Addressee",),
    "Motion": ("Intervening",),
    "Campaign": ("Beneficiary", "EndingCondition"),
    "Observance": ("Beneficiary", "EndingCondition"),
    "SolidarityAction": ("Host", "ReportedCount"),
}
_GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (mark("What it is"), ("Name", "Text", *(each for each in CLAIMS if each.endswith("Details")))),
    (
        mark("By whom, to whom, for whom"),
        (
            *("Intervening", "Signatory", "Addressee", "Beneficiary", "Membership", "Involvement"),
            *("Host", "HostPerson", "Participant"),
        ),
    ),
    (mark("When, where, how many"), ("Occurrence", "Territory", "ReportedCount")),
    (mark("Letters"), ("FacilityAddress", "LettersWelcome", "LetterCount")),
    (mark("Steps and votes"), ("Step", "VoteEvent", "Vote", "Hearing", "Judgment")),
    (
        mark("What came of it"),
        ("Response", "RecommendationResponse", "DemandAssessment", "Implementation", "Position", "Award"),
    ),
    (mark("What it is linked with"), ("CarriedDemand", "EndingCondition", "Concern", "EventLink", "Picture")),
)
_REST = mark("Further")


def opens(kind: str) -> tuple[str, ...]:
    """The claim kinds with which a new record of a kind begins: its name or words, its details, and what mostly goes with it."""
    first = "Name" if RECORDS[kind].named else "Text"
    details = next((each.name for each in claims_about(kind) if each.name.endswith("Details")), "")
    return (first, *([details] if details else []), *_OPENS.get(kind, ()))


def choices(kind: str, language: str) -> list[tuple[str | Promise, list[tuple[str, str]]]]:
    """What can be added to a record of a kind, in groups: claim kinds with their labels."""
    left = {
        each.name: label(f"claim.{each.name}", language)
        for each in claims_about(kind)
        if each.level is not Level.RESTRICTED
    }
    found = []
    for heading, names in _GROUPS:
        its = [(each, left.pop(each)) for each in names if each in left]
        if its:
            found.append((heading, its))
    return [*found, *([(_REST, list(left.items()))] if left else [])]
