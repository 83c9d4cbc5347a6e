"""The kinds before Intervention: who, where, what was done, the case in court, detention, and what was decided about it."""

from khronika.vocabulary.kind import ClaimKind, Field, FieldType, Guard, RecordKind, Topic
from khronika.vocabulary.private import PRIVATE

PARTIES = ("Person", "Organization", "Group")
NAMED = (
    "Person", "Organization", "Group", "Place", "Post", "LegalProvision", "Event", "Mechanism", "Session", "Campaign",
    "Observance",
)  # fmt: skip
DESCRIBED = (
    "Intervention", "JointStatement", "Demand", "Mechanism", "Session", "Recommendation", "Submission", "Communication",
    "Motion", "Campaign", "Observance", "SolidarityAction", "Event", "Act", "Proceeding", "Organization", "Group", "Person",
    "Place",
)  # fmt: skip

RECORDS = (
    RecordKind("Person", "register", named=True, section="people", esf="0901"),
    RecordKind("Organization", "register", named=True, section="organizations", esf="0901"),
    RecordKind("Group", "register", named=True, esf="0901"),
    RecordKind("Place", "register", named=True, section="places"),
    RecordKind("Post", "register", named=True),
    RecordKind("LegalProvision", "register", named=True),
    RecordKind("Event", "register", named=True, section="events", esf="0101"),
    RecordKind("Act", "register", section="acts", esf="2101"),
    RecordKind("Proceeding", "register", section="proceedings"),
    RecordKind("DetentionSpell", "register"),
    RecordKind("Deliberation", "register", leaves=False),
)

_WHO = (
    ClaimKind(
        "Name",
        "register",
        NAMED,
        (
            Field("text", required=True, esf="0903"),
            Field("language", FieldType.LANGUAGE),
            Field("script", FieldType.TERM, terms="script"),
            Field("name_kind", FieldType.TERM, terms="name_kind"),
        ),
    ),
    ClaimKind(
        "Text",
        "register",
        DESCRIBED,
        (
            Field("role", FieldType.TERM, required=True, terms="text_role"),
            Field("language", FieldType.LANGUAGE, required=True),
            Field("text", FieldType.TEXT, required=True),
            Field("translates"),
        ),
        dated=False,
    ),
    ClaimKind(
        "PersonDetails",
        "register",
        ("Person",),
        (
            Field("gender", FieldType.TERM, terms="gender"),
            Field("birth", FieldType.DATE),
            Field("birth_place", FieldType.RECORD, kinds=("Place",)),
            Field("death", FieldType.DATE),
            Field("death_place", FieldType.RECORD, kinds=("Place",)),
        ),
        dated=False,
    ),
    ClaimKind(
        "Citizenship",
        "register",
        ("Person",),
        (Field("country", FieldType.RECORD, kinds=("Place",), required=True),),
    ),
    ClaimKind(
        "Occupation", "register", ("Person",), (Field("text", required=True), Field("language", FieldType.LANGUAGE))
    ),
    ClaimKind(
        "Membership",
        "register",
        ("Person",),
        (
            Field("organization", FieldType.RECORD, kinds=("Organization",), required=True, esf="2323"),
            Field("role", esf="2327"),
            Field("post", FieldType.RECORD, kinds=("Post",)),
        ),
        esf="2301",
    ),
    ClaimKind(
        "Relationship",
        "register",
        ("Person",),
        (
            Field("other", FieldType.RECORD, kinds=("Person",), required=True),
            Field("relationship", FieldType.TERM, terms="relationship", required=True),
        ),
        guard=Guard(Topic.FAMILY),
    ),
    ClaimKind(
        "OrganizationDetails",
        "register",
        ("Organization",),
        (
            Field("organization_kind", FieldType.TERM, terms="organization_kind", required=True),
            Field("seat", FieldType.RECORD, kinds=("Place",)),
            Field("part_of", FieldType.RECORD, kinds=("Organization",)),
        ),
    ),
    ClaimKind(
        "GroupDetails",
        "register",
        ("Group",),
        (
            Field("counting_unit", FieldType.TERM, terms="counting_unit", required=True),
            Field("size", FieldType.INTEGER),
            Field("bound", FieldType.TERM, terms="bound"),
        ),
    ),
    ClaimKind(
        "RegistrationState",
        "register",
        ("Organization",),
        (
            Field("state", FieldType.TERM, terms="registration_state", required=True),
            Field("authority", FieldType.RECORD, kinds=("Organization",)),
            Field("provision", FieldType.RECORD, kinds=("LegalProvision",)),
        ),
    ),
    ClaimKind(
        "PostDetails",
        "register",
        ("Post",),
        (
            Field("organization", FieldType.RECORD, kinds=("Organization",)),
            Field("place", FieldType.RECORD, kinds=("Place",)),
        ),
    ),
    ClaimKind(
        "PlaceDetails",
        "register",
        ("Place",),
        (
            Field("place_kind", FieldType.TERM, terms="place_kind"),
            Field("within", FieldType.RECORD, kinds=("Place",), esf="0111"),
            Field("code"),
            Field("latitude", FieldType.DECIMAL, signed=True),
            Field("longitude", FieldType.DECIMAL, signed=True),
        ),
    ),
    ClaimKind(
        "ProvisionDetails",
        "register",
        ("LegalProvision",),
        (
            Field("law", required=True),
            Field("article", required=True),
            Field("part"),
            Field("version"),
            Field("previous", FieldType.RECORD, kinds=("LegalProvision",)),
        ),
    ),
)

_WHAT = (
    ClaimKind(
        "EventDetails",
        "register",
        ("Event",),
        (
            Field("event_type", FieldType.TERM, terms="event_type"),
            Field("place", FieldType.RECORD, kinds=("Place",), esf="0111"),
        ),
        esf="0101",
    ),
    ClaimKind(
        "EventLink",
        "register",
        ("Event",),
        (
            Field("other", FieldType.RECORD, kinds=("Event",), required=True),
            Field("link", FieldType.TERM, terms="event_link", required=True),
        ),
        dated=False,
        esf="2201",
    ),
    ClaimKind(
        "ActDetails",
        "register",
        ("Act",),
        (
            Field("victim", FieldType.RECORD, kinds=PARTIES, required=True, part_of=True, esf="2102"),
            Field("act_type", FieldType.TERM, terms="act_type", required=True, esf="2109"),
            Field("place", FieldType.RECORD, kinds=("Place",), esf="2112"),
            Field("method", FieldType.TERM, terms="method"),
            Field("event", FieldType.RECORD, kinds=("Event",)),
            Field("proceeding", FieldType.RECORD, kinds=("Proceeding",)),
            Field("provision", FieldType.RECORD, kinds=("LegalProvision",), esf="2154"),
            Field("attribution", FieldType.TERM, terms="attribution"),
            Field("stated_reason", FieldType.TEXT, esf="2113"),
            Field("reason_stated_by", FieldType.RECORD, kinds=PARTIES),
        ),
        esf="2101",
    ),
    ClaimKind(
        "Involvement",
        "register",
        ("Act",),
        (
            Field("perpetrator", FieldType.RECORD, kinds=PARTIES, required=True, esf="2402"),
            Field("degree", FieldType.TERM, terms="degree", esf="2409"),
        ),
        esf="2401",
    ),
)

_COURT = (
    ClaimKind(
        "ProceedingDetails",
        "register",
        ("Proceeding",),
        (
            Field("defendant", FieldType.RECORD, kinds=PARTIES, required=True, part_of=True),
            Field("proceeding_kind", FieldType.TERM, terms="proceeding_kind", required=True),
            Field("case_number", esf="3118"),
            Field("event", FieldType.RECORD, kinds=("Event",)),
        ),
    ),
    ClaimKind(
        "Charge",
        "register",
        ("Proceeding",),
        (
            Field("provision", FieldType.RECORD, kinds=("LegalProvision",), required=True, esf="2154"),
            Field("charge_status", FieldType.TERM, terms="charge_status"),
        ),
    ),
    ClaimKind(
        "CourtRole",
        "register",
        ("Proceeding",),
        (
            Field("person", FieldType.RECORD, kinds=("Person",), required=True),
            Field("court_role", FieldType.TERM, terms="court_role", required=True),
            Field("instance", FieldType.TERM, terms="instance"),
        ),
        guard=Guard(Topic.COUNSEL, "court_role", "counsel"),
    ),
    ClaimKind(
        "Hearing",
        "register",
        ("Proceeding",),
        (
            Field("court", FieldType.RECORD, kinds=("Organization",), esf="3116"),
            Field("instance", FieldType.TERM, terms="instance"),
            Field("time"),
            Field("hearing_outcome", FieldType.TERM, terms="hearing_outcome"),
        ),
    ),
    ClaimKind(
        "Judgment",
        "register",
        ("Proceeding",),
        (
            Field("instance", FieldType.TERM, terms="instance"),
            Field("court", FieldType.RECORD, kinds=("Organization",), esf="3116"),
            Field("verdict", FieldType.TERM, terms="verdict"),
        ),
    ),
    ClaimKind(
        "SentenceComponent",
        "register",
        ("Proceeding",),
        (
            Field("sentence_type", FieldType.TERM, terms="sentence_type", required=True),
            Field("amount", FieldType.DECIMAL),
            Field("unit", FieldType.TERM, terms="unit"),
            Field("served", FieldType.TERM, terms="served"),
            Field("instance", FieldType.TERM, terms="instance"),
        ),
    ),
    ClaimKind(
        "SentenceChange",
        "register",
        ("Proceeding",),
        (
            Field("change", FieldType.TERM, terms="sentence_change", required=True),
            Field("sentence_type", FieldType.TERM, terms="sentence_type", required=True),
            Field("amount", FieldType.DECIMAL),
            Field("unit", FieldType.TERM, terms="unit"),
            Field("court", FieldType.RECORD, kinds=("Organization",)),
        ),
    ),
)

_DETENTION = (
    ClaimKind(
        "SpellDetails",
        "register",
        ("DetentionSpell",),
        (
            Field("person", FieldType.RECORD, kinds=("Person",), required=True, part_of=True),
            Field("ground", FieldType.TERM, terms="detention_ground"),
            Field("proceeding", FieldType.RECORD, kinds=("Proceeding",)),
            Field("end_ground", FieldType.TERM, terms="end_ground"),
        ),
    ),
    ClaimKind(
        "Custody",
        "register",
        ("DetentionSpell",),
        (
            Field("facility", FieldType.RECORD, kinds=("Organization", "Place"), required=True),
            Field("regime", FieldType.TERM, terms="regime"),
        ),
    ),
    ClaimKind(
        "Contact",
        "register",
        ("DetentionSpell",),
        (
            Field("contact", FieldType.TERM, terms="contact", required=True),
            Field("allowed", FieldType.TERM, terms="allowed", required=True),
        ),
    ),
    ClaimKind(
        "PunishmentCell",
        "register",
        ("DetentionSpell",),
        (
            Field("cell", FieldType.TERM, terms="cell", required=True),
            Field("days", FieldType.INTEGER),
            Field("stated_reason", FieldType.TEXT),
        ),
    ),
)

_DECIDED = (
    ClaimKind(
        "StatusDetermination",
        "register",
        ("Person",),
        (
            Field("status", FieldType.TERM, terms="person_status", required=True),
            Field("criterion", FieldType.TERM, terms="criterion"),
            Field("determined_by", FieldType.RECORD, kinds=("Organization",)),
            Field("statement", FieldType.RECORD, kinds=("JointStatement",)),
            Field("demanded", FieldType.TERM, terms="status_demand"),
            Field("end_ground", FieldType.TERM, terms="end_ground"),
        ),
    ),
    ClaimKind(
        "Rehabilitation",
        "register",
        ("Person", "Proceeding"),
        (
            Field("rehabilitation", FieldType.TERM, terms="rehabilitation", required=True),
            Field("authority", FieldType.RECORD, kinds=("Organization",)),
        ),
    ),
    ClaimKind(
        "DeliberationDetails",
        "register",
        ("Deliberation",),
        (
            Field("person", FieldType.RECORD, kinds=("Person",), required=True),
            Field("dossier"),
            Field("rule", FieldType.TERM, terms="deliberation_rule", required=True),
            Field("deadline", FieldType.DATE),
            Field("outcome", FieldType.TERM, terms="deliberation_outcome"),
            Field("statement", FieldType.RECORD, kinds=("JointStatement",)),
        ),
    ),
    ClaimKind(
        "Opinion",
        "register",
        ("Deliberation",),
        (
            Field("organization", FieldType.RECORD, kinds=("Organization",), required=True),
            Field("person", FieldType.RECORD, kinds=("Person",)),
            Field("opinion", FieldType.TERM, terms="opinion", required=True),
            Field("criterion", FieldType.TERM, terms="criterion"),
            Field("demanded", FieldType.TERM, terms="status_demand"),
        ),
    ),
)

CLAIMS = (*_WHO, *PRIVATE, *_WHAT, *_COURT, *_DETENTION, *_DECIDED)
