"""What was asked and done in answer, in the sample chronicle: public facts on a joint statement, and invented demands on the rest."""

from khronika.edition.asked import Asked
from khronika.edition.model import Record, Ref, Title
from khronika.pages.numbers.demands import Tracker
from khronika.pages.render import Renderer
from khronika.vocabulary.fulfilment import Assessed
from tests.pages.listed import TODAY
from tests.pages.sample import ALES, BAN, COUNTRY, GOVERNMENT, OTHER, STATEMENT, VIASNA, claim, named

OLDER = Ref("s-old", "JointStatement", "", (Title("An invented call to the government of 2011", "en"),))
ALL = tuple(Ref(f"p-{number}", "Person", "", (Title(f"Invented Person {number}", "en"),)) for number in range(1, 8))
RELEASE = Ref(
    "d-release",
    "Demand",
    "demands/release",
    (Title("Release all seven people who are named here", "en"), Title("Вызваліць усіх сямёх названых тут", "be")),
)
BEFORE = Ref("d-before", "Demand", "", (Title("Release all seven of them at once", "en"),))
REVIEW = Ref(
    "m-upr",
    "Mechanism",
    "mechanisms/upr",
    (Title("Universal Periodic Review", "en"), Title("Універсальны перыядычны агляд", "be")),
)
SESSION = Ref("n-36", "Session", "sessions/upr-36", (Title("36th session of an invented working group", "en"),))
ADVICE = Ref(
    "q-138", "Recommendation", "recommendations/abolish", (Title("Abolish the article on unregistered groups", "en"),)
)
REPORT = Ref("u-report", "Submission", "submissions/report", (Title("An invented report of a coalition", "en"),))
LETTER = Ref("c-letter", "Communication", "communications/letter", (Title("Urgent appeal UA BLR 1/2012", "en"),))
MOTION = Ref("t-motion", "Motion", "motions/report", (Title("An invented report on human rights", "en"),))
MEETING = Ref("i-meeting", "Intervention", "interventions/meeting", (Title("Meeting: 12 May 2012", "en"),))


def _worded(ref: Ref, role: str = "demand") -> tuple[object, ...]:
    return tuple(claim("Text", ref, 1, role=role, language=title.language, text=title.text) for title in ref.titles)


DETAILS = claim(
    "DemandDetails",
    RELEASE,
    1,
    statement=STATEMENT,
    number=1,
    scope="no_change_of_law",
    provision=BAN,
    deadline="2016-01-31",
)
CARRIED = claim("CarriedDemand", RELEASE, 1, earlier=BEFORE)
ASSESSED = (
    claim("DemandAssessment", RELEASE, 4, assessment="not_met", assessed_by=VIASNA, valid_from="2015-12"),
    *(
        claim("DemandAssessment", RELEASE, 5, assessment="met", beneficiary=each, valid_from="2016-02")
        for each in ALL[:3]
    ),
    claim(
        "DemandAssessment",
        RELEASE,
        5,
        assessment="refused",
        beneficiary=ALL[3],
        valid_from="2016-03-01",
        status="alleged",
    ),
)
FOR_WHOM = tuple(claim("Beneficiary", RELEASE, 1, party=each) for each in ALL)
ASKED_BEFORE = (
    claim("DemandDetails", BEFORE, 3, statement=OLDER, number=2),
    claim("DemandAssessment", BEFORE, 3, assessment="refused", valid_from="2011-10"),
    claim("StatementDetails", OLDER, 3, publisher=VIASNA, valid_from="2011-09"),
    claim("StatementDetails", STATEMENT, 1, publisher=VIASNA, valid_from="2015-09"),
)
SAID = claim(
    "Position",
    OTHER,
    5,
    text="Their release is what any talks begin with.",
    language="en",
    role="invented commissioner",
    on=RELEASE,
    stance="condition",
    condition_for="talks",
    valid_from="2012-05-14",
)
RECOMMENDED = (
    *_worded(ADVICE, "recommendation"),
    claim(
        "RecommendationDetails",
        ADVICE,
        1,
        session=SESSION,
        number="138.12",
        about=COUNTRY,
        recommending=COUNTRY,
        topic="associations",
    ),
    claim("RecommendationResponse", ADVICE, 1, recommendation_response="noted", valid_from="2020-09"),
    claim("Implementation", ADVICE, 4, implementation="in_part", assessed_by=VIASNA, valid_from="2019-07"),
    claim("Concern", ADVICE, 4, record=BAN),
)
SITTING = claim(
    "SessionDetails",
    SESSION,
    1,
    mechanism=REVIEW,
    number=36,
    cycle=3,
    about=COUNTRY,
    valid_from="2020-05-04",
    valid_until="2020-05-15",
)
SIGNATURES = (
    claim("Signatory", REPORT, 3, organization=VIASNA, number=1, signing="on_time"),
    claim(
        "Signatory",
        REPORT,
        3,
        person=OTHER,
        role="expert",
        number=2,
        signing="late",
        valid_from="2019-10-03",
        version="en 2",
    ),
    claim("Signatory", REPORT, 3, organization=GOVERNMENT, number=3, valid_from="2019-09", valid_until="2020-01-02"),
    claim("Signatory", REPORT, 4, number=4, signing="unnamed"),
    claim("Signatory", REPORT, 5, number=5, signing="unnamed"),
)
MATTERS = {
    "demand": Record(
        RELEASE,
        (
            *_worded(RELEASE),
            DETAILS,
            CARRIED,
            claim("Addressee", RELEASE, 1, party=GOVERNMENT),
            *FOR_WHOM,
            *ASSESSED,
            claim(
                "Response",
                RELEASE,
                5,
                response="rejected",
                party=GOVERNMENT,
                text="There are no such people.",
                language="en",
                valid_from="2015-10",
            ),
            claim("Concern", RELEASE, 1, record=ALES),
        ),
        (SAID, claim("Concern", ADVICE, 4, record=RELEASE)),
        (),
        ASKED_BEFORE,
    ),
    "mechanism": Record(
        REVIEW,
        (*named(REVIEW), claim("MechanismDetails", REVIEW, 1, mechanism_type="upr", about=COUNTRY)),
        (),
        (
            Record(SESSION, (*named(SESSION), SITTING)),
            Record(REPORT, (claim("SubmissionDetails", REPORT, 1, mechanism=REVIEW, valid_from="2019-10"),)),
        ),
    ),
    "session": Record(
        SESSION,
        (*named(SESSION), SITTING, claim("Step", SESSION, 1, step="review", body=REVIEW, valid_from="2020-05-11")),
        (claim("SubmissionDetails", REPORT, 1, submission_type="coalition", session=SESSION),),
        (Record(ADVICE, RECOMMENDED),),
    ),
    "recommendation": Record(ADVICE, RECOMMENDED),
    "submission": Record(
        REPORT,
        (
            claim("Text", REPORT, 1, role="title", language="en", text=REPORT.titles[0].text),
            claim("Text", REPORT, 1, role="summary", language="en", text="What was done in five years."),
            claim(
                "SubmissionDetails",
                REPORT,
                1,
                submission_type="coalition",
                mechanism=REVIEW,
                session=SESSION,
                about=COUNTRY,
                document="JS4",
            ),
            *SIGNATURES,
            claim("Step", REPORT, 3, step="sent", valid_from="2019-10-03"),
            claim("Step", REPORT, 3, step="published", document="A/HRC/WG.6/36/1", valid_from="2020-03"),
        ),
    ),
    "communication": Record(
        LETTER,
        (
            claim(
                "CommunicationDetails",
                LETTER,
                1,
                communication_type="urgent_appeal",
                mechanism=REVIEW,
                about=COUNTRY,
                document="UA BLR 1/2012",
                deadline="2012-07-01",
                valid_from="2012-05-01",
            ),
            claim("Beneficiary", LETTER, 1, party=ALES),
            claim("Response", LETTER, 4, response="none", party=GOVERNMENT),
        ),
    ),
    "motion": Record(
        MOTION,
        (
            claim("MotionDetails", MOTION, 1, motion_type="report", body=VIASNA, document="2012/1"),
            claim("Step", MOTION, 3, step="rapporteur", person=OTHER, role="rapporteur", valid_from="2012-03"),
            claim("VoteEvent", MOTION, 4, vote_result="adopted", yes=40, no=3, abstain=2, valid_from="2012-09-12"),
            claim("Vote", MOTION, 4, voter=OTHER, vote="yes"),
            claim("Concern", MOTION, 1, record=ALES),
        ),
    ),
    "intervention": Record(
        MEETING,
        (
            claim(
                "InterventionDetails", MEETING, 5, intervention_type="meeting", place=COUNTRY, valid_from="2012-05-12"
            ),
            claim("Intervening", MEETING, 5, party=OTHER, role="invented commissioner"),
            claim("Addressee", MEETING, 5, party=GOVERNMENT),
        ),
        (claim("Position", OTHER, 5, text="We spoke of everyone.", on=MEETING, valid_from="2012-05-12"),),
    ),
}
TRACKED = (
    Asked(RELEASE, STATEMENT, 1, "no_change_of_law", BAN, "2016-01-31", "2015-09", "2011-09", False, (GOVERNMENT,), ALL,
          (Assessed("not_met", "2015-12"), *(Assessed("met", "2016-02", each.id, n) for n, each in enumerate(ALL[:3]))), (BEFORE.id,)),
    Asked(BEFORE, OLDER, 2, "", None, "", "2011-09", "2011-09", True, (GOVERNMENT,), ALL, (Assessed("refused", "2011-10"),)),
)  # fmt: skip


def tracked(renderer: Renderer, language: str) -> dict[str, bytes]:
    """The lists of the two demands, and something at the end of their links."""
    counts = {
        "demands": [
            {
                "year": "2015",
                **dict.fromkeys(("met", "partly_met", "refused", "reversed", "overtaken", "open"), 0),
                "not_met": 1,
            }
        ]
    }
    made = dict(Tracker(renderer, language, TRACKED, TODAY, counts).pages())
    return made | {"site/data/demands.csv": b"", f"site/{language}/deadlines.ics": b""}
