"""The kinds from Intervention to Award: what was asked, of whom, by whom, before which body, and what came of it."""

from khronika.vocabulary.kind import ClaimKind, Field, FieldType, RecordKind
from khronika.vocabulary.register import PARTIES

INTERVENTIONS = (
    "Intervention", "JointStatement", "Submission", "Communication", "Motion", "Campaign", "SolidarityAction",
)  # fmt: skip
BEARERS = (
    "Demand",
    "Recommendation",
    "Observance",
    *INTERVENTIONS,
)  # what is addressed to somebody, for somebody's good
CONCERNED = (
    "Person", "Organization", "Group", "Act", "Event", "Proceeding", "LegalProvision", "Demand", "Recommendation",
    "JointStatement", "Campaign", "Observance", "SolidarityAction",
)  # fmt: skip

RECORDS = (
    RecordKind("Intervention", "advocacy", section="interventions", esf="2601"),
    RecordKind("JointStatement", "advocacy", section="statements", esf="2601"),
    RecordKind("Demand", "advocacy", section="demands"),
    RecordKind("Mechanism", "advocacy", named=True, section="mechanisms"),
    RecordKind("Session", "advocacy", named=True, section="sessions"),
    RecordKind("Recommendation", "advocacy", section="recommendations"),
    RecordKind("Submission", "advocacy", section="submissions", esf="2601"),
    RecordKind("Communication", "advocacy", section="communications", esf="2601"),
    RecordKind("Motion", "advocacy", section="motions", esf="2601"),
)

_ASKED = (
    ClaimKind(
        "InterventionDetails",
        "advocacy",
        ("Intervention",),
        (
            Field("intervention_type", FieldType.TERM, terms="intervention_type", required=True),
            Field("place", FieldType.RECORD, kinds=("Place",)),
        ),
        esf="2601",
    ),
    ClaimKind(
        "Intervening",
        "advocacy",
        INTERVENTIONS,
        (Field("party", FieldType.RECORD, kinds=PARTIES, required=True, esf="2602"), Field("role")),
    ),
    ClaimKind(
        "StatementDetails",
        "advocacy",
        ("JointStatement",),
        (
            Field("publisher", FieldType.RECORD, kinds=("Organization",)),
            Field("place", FieldType.RECORD, kinds=("Place",)),
        ),
        esf="2611",
    ),
    ClaimKind(
        "Addressee",
        "advocacy",
        BEARERS,
        (Field("party", FieldType.RECORD, kinds=PARTIES, required=True, esf="2612"),),
        dated=False,
    ),
    ClaimKind(
        "Beneficiary",
        "advocacy",
        BEARERS,
        (Field("party", FieldType.RECORD, kinds=PARTIES, required=True, esf="2604"),),
        dated=False,
    ),
    ClaimKind(
        "Signatory",
        "advocacy",
        ("JointStatement", "Submission"),
        (
            Field("person", FieldType.RECORD, kinds=("Person",)),
            Field("organization", FieldType.RECORD, kinds=("Organization",), esf="2602"),
            Field("role", esf="2327"),
            Field("number", FieldType.INTEGER),
            Field("signing", FieldType.TERM, terms="signing"),
            Field("version"),
        ),
    ),
    ClaimKind(
        "DemandDetails",
        "advocacy",
        ("Demand",),
        (
            Field("statement", FieldType.RECORD, kinds=(*INTERVENTIONS, "Observance"), required=True, part_of=True),
            Field("number", FieldType.INTEGER, required=True),
            Field("scope", FieldType.TERM, terms="scope"),
            Field("provision", FieldType.RECORD, kinds=("LegalProvision",)),
            Field("deadline", FieldType.DATE),
        ),
    ),
    ClaimKind(
        "CarriedDemand",
        "advocacy",
        ("Demand",),
        (Field("earlier", FieldType.RECORD, kinds=("Demand",), required=True),),
        dated=False,
    ),
    ClaimKind(
        "DemandAssessment",
        "advocacy",
        ("Demand",),
        (
            Field("assessment", FieldType.TERM, terms="assessment", required=True),
            Field("beneficiary", FieldType.RECORD, kinds=PARTIES),
            Field("assessed_by", FieldType.RECORD, kinds=PARTIES),
            Field("event", FieldType.RECORD, kinds=("Event", "Act", "Proceeding", "DetentionSpell", "LegalProvision")),
        ),
    ),
    ClaimKind(
        "Response",
        "advocacy",
        BEARERS,
        (
            Field("response", FieldType.TERM, terms="response", required=True),
            Field("party", FieldType.RECORD, kinds=PARTIES),
            Field("text", FieldType.TEXT),
            Field("language", FieldType.LANGUAGE),
        ),
    ),
    ClaimKind(
        "Concern",
        "advocacy",
        BEARERS,
        (Field("record", FieldType.RECORD, kinds=CONCERNED, required=True),),
        dated=False,
    ),
)

_MECHANISMS = (
    ClaimKind(
        "MechanismDetails",
        "advocacy",
        ("Mechanism",),
        (
            Field("mechanism_type", FieldType.TERM, terms="mechanism_type", required=True),
            Field("body", FieldType.RECORD, kinds=("Organization",)),
            Field("holder", FieldType.RECORD, kinds=("Person",)),
            Field("about", FieldType.RECORD, kinds=("Place",)),
        ),
    ),
    ClaimKind(
        "SessionDetails",
        "advocacy",
        ("Session",),
        (
            Field("mechanism", FieldType.RECORD, kinds=("Mechanism",), required=True, part_of=True),
            Field("number", FieldType.INTEGER),
            Field("cycle", FieldType.INTEGER),
            Field("about", FieldType.RECORD, kinds=("Place",)),
            Field("place", FieldType.RECORD, kinds=("Place",)),
        ),
    ),
    ClaimKind(
        "SubmissionDetails",
        "advocacy",
        ("Submission",),
        (
            Field("submission_type", FieldType.TERM, terms="submission_type"),
            Field("mechanism", FieldType.RECORD, kinds=("Mechanism",), part_of=True),
            Field("session", FieldType.RECORD, kinds=("Session",)),
            Field("about", FieldType.RECORD, kinds=("Place",)),
            Field("document"),
        ),
    ),
    ClaimKind(
        "CommunicationDetails",
        "advocacy",
        ("Communication",),
        (
            Field("communication_type", FieldType.TERM, terms="communication_type"),
            Field("mechanism", FieldType.RECORD, kinds=("Mechanism",), part_of=True),
            Field("about", FieldType.RECORD, kinds=("Place",)),
            Field("document"),
            Field("deadline", FieldType.DATE),
        ),
    ),
    ClaimKind(
        "MotionDetails",
        "advocacy",
        ("Motion",),
        (
            Field("motion_type", FieldType.TERM, terms="motion_type"),
            Field("body", FieldType.RECORD, kinds=("Organization",)),
            Field("mechanism", FieldType.RECORD, kinds=("Mechanism",), part_of=True),
            Field("document"),
        ),
    ),
    ClaimKind(
        "RecommendationDetails",
        "advocacy",
        ("Recommendation",),
        (
            Field("session", FieldType.RECORD, kinds=("Session",), part_of=True),
            Field("mechanism", FieldType.RECORD, kinds=("Mechanism",)),
            Field("number"),
            Field("about", FieldType.RECORD, kinds=("Place",)),
            Field("recommending", FieldType.RECORD, kinds=("Place", "Organization")),
            Field("topic"),
        ),
    ),
    ClaimKind(
        "RecommendationResponse",
        "advocacy",
        ("Recommendation",),
        (Field("recommendation_response", FieldType.TERM, terms="recommendation_response", required=True),),
    ),
    ClaimKind(
        "Implementation",
        "advocacy",
        ("Recommendation",),
        (
            Field("implementation", FieldType.TERM, terms="implementation", required=True),
            Field("assessed_by", FieldType.RECORD, kinds=PARTIES),
        ),
    ),
    ClaimKind(
        "Step",
        "advocacy",
        ("Mechanism", "Session", "Recommendation", *INTERVENTIONS),
        (
            Field("step", FieldType.TERM, terms="step", required=True),
            Field("body", FieldType.RECORD, kinds=("Organization", "Mechanism")),
            Field("person", FieldType.RECORD, kinds=("Person",)),
            Field("role"),
            Field("document"),
            Field("deadline", FieldType.DATE),
        ),
    ),
    ClaimKind(
        "VoteEvent",
        "advocacy",
        ("Motion",),
        (
            Field("body", FieldType.RECORD, kinds=("Organization",)),
            Field("vote_result", FieldType.TERM, terms="vote_result", required=True),
            Field("yes", FieldType.INTEGER),
            Field("no", FieldType.INTEGER),
            Field("abstain", FieldType.INTEGER),
        ),
    ),
    ClaimKind(
        "Vote",
        "advocacy",
        ("Motion",),
        (
            Field("voter", FieldType.RECORD, kinds=("Person", "Organization", "Place"), required=True),
            Field("vote", FieldType.TERM, terms="vote", required=True),
        ),
    ),
)

_SAID = (
    ClaimKind(
        "Position",
        "advocacy",
        PARTIES,
        (
            Field("text", FieldType.TEXT, required=True),
            Field("language", FieldType.LANGUAGE),
            Field("role", esf="2327"),
            Field("on", FieldType.RECORD, kinds=(*CONCERNED, "Submission", "Communication", "Motion", "Intervention")),
            Field("stance", FieldType.TERM, terms="stance"),
            Field("condition_for"),
        ),
    ),
    ClaimKind(
        "Award",
        "advocacy",
        ("Person", "Organization"),
        (
            Field("title", required=True),
            Field("language", FieldType.LANGUAGE),
            Field("body", FieldType.RECORD, kinds=("Organization",)),
            Field("accepted_by", FieldType.RECORD, kinds=("Person",)),
        ),
    ),
)

CLAIMS = (*_ASKED, *_MECHANISMS, *_SAID)
