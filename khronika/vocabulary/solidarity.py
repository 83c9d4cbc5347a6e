"""The kinds of solidarity: campaigns, observances, actions, what was counted in them, letters to prisoners, and pictures.

Counts of different units are never added. A place is never nearer than a town. Hosts are organisations; people who host
or take part, and who writes to whom, go out only if they agreed.
"""

from khronika.vocabulary.kind import ClaimKind, Field, FieldType, Guard, RecordKind, Topic
from khronika.vocabulary.register import PARTIES

ANSWERS = ("Campaign", "Observance", "SolidarityAction")
PICTURED = (
    *ANSWERS, "Person", "Organization", "Group", "Place", "Event", "Act", "Proceeding", "Intervention", "JointStatement",
)  # fmt: skip

RECORDS = (
    RecordKind("Campaign", "solidarity", named=True, section="campaigns", esf="2601"),
    RecordKind("Observance", "solidarity", named=True, section="observances"),
    RecordKind("SolidarityAction", "solidarity", section="actions", esf="2601"),
)

_JOINED = (
    ClaimKind(
        "CampaignDetails",
        "solidarity",
        ("Campaign",),
        (
            Field("campaign_type", FieldType.TERM, terms="campaign_type"),
            Field("take_part", FieldType.TERM, terms="take_part"),
            Field("country", FieldType.RECORD, kinds=("Place",)),
        ),
    ),
    ClaimKind(
        "ObservanceDetails",
        "solidarity",
        ("Observance",),
        (
            Field("month", FieldType.INTEGER, required=True),
            Field("day", FieldType.INTEGER, required=True),
            Field("origin", FieldType.RECORD, kinds=("Event", "Act", "Proceeding")),
            Field("take_part", FieldType.TERM, terms="take_part"),
            Field("country", FieldType.RECORD, kinds=("Place",)),
        ),
    ),
    ClaimKind(
        "Occurrence",
        "solidarity",
        ("Observance",),
        (
            Field("year", FieldType.INTEGER, required=True),
            Field("number", FieldType.INTEGER),
            Field("occurrence_state", FieldType.TERM, terms="occurrence_state", required=True),
        ),
        dated=False,
    ),
    ClaimKind(
        "EndingCondition",
        "solidarity",
        ("Campaign", "Observance"),
        (Field("demand", FieldType.RECORD, kinds=("Demand",), required=True),),
        dated=False,
    ),
    ClaimKind(
        "SolidarityActionDetails",
        "solidarity",
        ("SolidarityAction",),
        (
            Field("action_type", FieldType.TERM, terms="action_type", required=True),
            Field("place", FieldType.RECORD, kinds=("Place",)),
            Field("campaign", FieldType.RECORD, kinds=("Campaign",)),
            Field("observance", FieldType.RECORD, kinds=("Observance",)),
        ),
        esf="2601",
    ),
    ClaimKind(
        "Territory",
        "solidarity",
        ANSWERS,
        (Field("place", FieldType.RECORD, kinds=("Place",), required=True),),
    ),
    ClaimKind(
        "Host",
        "solidarity",
        ANSWERS,
        (Field("organization", FieldType.RECORD, kinds=("Organization", "Group"), required=True), Field("role")),
    ),
    ClaimKind(
        "HostPerson",
        "solidarity",
        ANSWERS,
        (Field("person", FieldType.RECORD, kinds=("Person",), required=True), Field("role")),
        guard=Guard(Topic.HOSTS),
    ),
    ClaimKind(
        "Participant",
        "solidarity",
        ANSWERS,
        (Field("person", FieldType.RECORD, kinds=("Person",), required=True), Field("role")),
        guard=Guard(Topic.PARTICIPANTS),
    ),
    ClaimKind(
        "ReportedCount",
        "solidarity",
        ANSWERS,
        (
            Field("value", FieldType.INTEGER, required=True),
            Field("bound", FieldType.TERM, terms="bound"),
            Field("counted", FieldType.TERM, terms="counted", required=True),
            Field("counted_by", FieldType.RECORD, kinds=PARTIES),
            Field("method"),
            Field("said"),
        ),
    ),
)

_LETTERS = (
    ClaimKind(
        "FacilityAddress",
        "solidarity",
        ("Place",),
        (Field("address", FieldType.TEXT, required=True), Field("language", FieldType.LANGUAGE)),
    ),
    ClaimKind(
        "LettersWelcome",
        "solidarity",
        ("Person",),
        (
            Field("letters_welcome", FieldType.TERM, terms="letters_welcome", required=True),
            Field("language", FieldType.LANGUAGE),
        ),
        guard=Guard(Topic.LETTERS),
    ),
    ClaimKind(
        "LetterCount",
        "solidarity",
        ("Person",),
        (
            Field("letters", FieldType.TERM, terms="letters", required=True),
            Field("value", FieldType.INTEGER, required=True),
            Field("bound", FieldType.TERM, terms="bound"),
            Field("counted_by", FieldType.RECORD, kinds=PARTIES),
            Field("said"),
        ),
        guard=Guard(Topic.LETTERS),
    ),
)

_SEEN = (
    ClaimKind(
        "Picture",
        "solidarity",
        PICTURED,
        (
            Field("image", required=True),
            Field("picture_role", FieldType.TERM, terms="picture_role", required=True),
            Field("text", FieldType.TEXT),
            Field("language", FieldType.LANGUAGE),
        ),
    ),
)

CLAIMS = (*_JOINED, *_LETTERS, *_SEEN)
