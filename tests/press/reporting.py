"""Invented people in a report: a trial, a recommendation of a session, a demand carried over years, and what came of both."""

import io
import zipfile
from dataclasses import replace

from lxml import etree

from khronika.desk.claims.models import Record
from khronika.press.report.asked import Asked, Plan, new
from khronika.press.report.blank import W
from tests.desk.making import ANNA, Said, account, named
from tests.press.telling import ARREST, COURT, DETAILS, JUDGMENT, PENALTY, PLACE, PROVISION, TRIAL, told

MECHANISM, SESSION = ("Mechanism", "Universal Periodic Review"), ("Session", "36th session")
ADVICE, STATE, LAND = ("Recommendation", "138.9"), ("Place", "Exampleland"), ("Place", "Sampleland")
STATEMENT, DEMAND = ("JointStatement", "Free them"), ("Demand", "release")
BORIS, COUNCIL = ("Person", "Boris Sample"), ("Organization", "Council of Sampleland")
CHARGE = Said("Charge", TRIAL, {"provision": PROVISION})
STATUS = Said("StatusDetermination", ANNA, {"status": "political_prisoner"}, start="2021-03-10")


def wording(who, role: str, text: str) -> Said:
    """Words of something, in English."""
    return Said("Text", who, {"role": role, "language": "en", "text": text})


ASKED = (
    wording(STATEMENT, "title", "Free them all"),
    Said("StatementDetails", STATEMENT, start="2021-04-02"),
    Said("DemandDetails", DEMAND, {"statement": STATEMENT, "number": 3, "scope": "no_change_of_law"}),
    wording(DEMAND, "demand", "Release Anna Sample and Boris Sample."),
    Said("Addressee", DEMAND, {"party": COUNCIL}),
    Said("Beneficiary", DEMAND, {"party": ANNA}),
    Said("Beneficiary", DEMAND, {"party": BORIS}),
    Said("DemandAssessment", DEMAND, {"assessment": "not_met"}, start="2021-05"),
    Said("DemandAssessment", DEMAND, {"assessment": "met", "beneficiary": BORIS}, start="2022-06-01"),
)
ADVISED = (
    Said("MechanismDetails", MECHANISM, {"mechanism_type": "upr"}),
    Said("SessionDetails", SESSION, {"mechanism": MECHANISM, "number": 36, "cycle": 3, "about": LAND}, start="2020-11"),
    Said(
        "RecommendationDetails",
        ADVICE,
        {"session": SESSION, "number": "138.9", "recommending": STATE, "topic": "Fair trial"},
    ),
    wording(ADVICE, "recommendation", "Guarantee fair trials & independent courts."),
    Said("RecommendationResponse", ADVICE, {"recommendation_response": "supported"}, start="2021-03"),
    Said("Implementation", ADVICE, {"implementation": "not_implemented"}, start="2022"),
    Said("Concern", ADVICE, {"record": DEMAND}),
)
PEOPLE = (ANNA, BORIS, COURT, PLACE, PROVISION, COUNCIL, LAND, STATE, MECHANISM, SESSION)


def everything(**options):
    """One source that says all of it, and the plan of a report on it, kept."""
    version, proposals = told(
        *(named(each) for each in PEOPLE), DETAILS, CHARGE, JUDGMENT, PENALTY, ARREST, STATUS, *ASKED, *ADVISED,
        url="https://example.org/court", publisher="Example House", **options,
    )  # fmt: skip
    return version, proposals


def plan(**values: object) -> Plan:
    """A kept report on all that is there."""

    def all_of(kind: str) -> tuple[str, ...]:
        return tuple(Record.objects.filter(kind=kind).order_by("pk").values_list("pk", flat=True))

    asked = Asked(
        "2021",
        "2022",
        mechanism=all_of("Mechanism")[0],
        session=all_of("Session")[0],
        recommendations=all_of("Recommendation"),
        demands=all_of("Demand"),
        cases=all_of("Person")[:1],
    )
    cases = Record.objects.filter(kind="Person").order_by("pk").values_list("pk", flat=True)
    return new(
        account(),
        replace(Plan("Fair trials in Sampleland", limit=2815), asked=replace(asked, cases=tuple(cases), **values)),
    )


class Opened:
    """A document as a reader's program sees it."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {each: archive.read(each) for each in archive.namelist()}
        self.document = etree.fromstring(self.parts["word/document.xml"])
        self.footnotes = etree.fromstring(self.parts["word/footnotes.xml"])

    def paragraphs(self) -> list[str]:
        """The words of each paragraph."""
        return ["".join(each.itertext(f"{{{W}}}t")) for each in self.document.iter(f"{{{W}}}p")]

    def text(self) -> str:
        """All words."""
        return "\n".join(self.paragraphs())

    def notes(self) -> dict[str, str]:
        """The words of each footnote by its number in the file, separators apart."""
        return {
            each.get(f"{{{W}}}id"): "".join(each.itertext(f"{{{W}}}t")).strip()
            for each in self.footnotes
            if each.get(f"{{{W}}}type") is None
        }

    def marks(self) -> list[str]:
        """The numbers to which the text leads, in their order."""
        return [each.get(f"{{{W}}}id") for each in self.document.iter(f"{{{W}}}footnoteReference")]

    def generated(self) -> list[str]:
        """The keys of the generated parts."""
        return [each.get(f"{{{W}}}val").split(":")[3] for each in self.document.iter(f"{{{W}}}tag")]
