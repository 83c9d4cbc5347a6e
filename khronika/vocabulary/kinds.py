"""Every kind, declared once. A field added here needs a column in its owner's models and its terms in terms.tsv, nothing more."""

from types import MappingProxyType

from khronika.vocabulary.kind import ClaimKind, Field, FieldType, Level, RecordKind

PARTIES = ("Person", "Organization")
INTERVENTIONS = ("JointStatement", "Campaign")
NAMED = ("Person", "Organization", "Place", "Post", "LegalProvision", "Campaign")

_RECORDS = (
    RecordKind("Person", "register", named=True, section="people", esf="0901"),
    RecordKind("Organization", "register", named=True, section="organizations", esf="0901"),
    RecordKind("Place", "register", named=True, section="places"),
    RecordKind("Post", "register", named=True),
    RecordKind("LegalProvision", "register", named=True),
    RecordKind("Act", "register", esf="2101"),
    RecordKind("Proceeding", "register"),
    RecordKind("JointStatement", "advocacy", section="statements", esf="2601"),
    RecordKind("Demand", "advocacy"),
    RecordKind("Campaign", "solidarity", named=True, esf="2601"),
)

_REGISTER = (
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
        ("JointStatement", "Demand", "Campaign", "Act", "Organization", "Person"),
        (
            Field("role", FieldType.TERM, required=True, terms="text_role"),
            Field("language", FieldType.LANGUAGE, required=True),
            Field("text", FieldType.TEXT, required=True),
            Field("translates"),
        ),
        dated=False,
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
        "PlaceDetails",
        "register",
        ("Place",),
        (
            Field("place_kind", FieldType.TERM, terms="place_kind"),
            Field("within", FieldType.RECORD, kinds=("Place",), esf="0111"),
        ),
    ),
    ClaimKind(
        "ProvisionDetails",
        "register",
        ("LegalProvision",),
        (Field("law", required=True), Field("article", required=True), Field("part")),
    ),
    ClaimKind(
        "ActDetails",
        "register",
        ("Act",),
        (
            Field("victim", FieldType.RECORD, kinds=PARTIES, required=True, part_of=True, esf="2102"),
            Field("act_type", FieldType.TERM, terms="act_type", required=True, esf="2109"),
            Field("place", FieldType.RECORD, kinds=("Place",), esf="2112"),
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
    ClaimKind(
        "ProceedingDetails",
        "register",
        ("Proceeding",),
        (
            Field("defendant", FieldType.RECORD, kinds=PARTIES, required=True, part_of=True),
            Field("proceeding_kind", FieldType.TERM, terms="proceeding_kind", required=True),
            Field("case_number", esf="3118"),
        ),
    ),
    ClaimKind(
        "Charge",
        "register",
        ("Proceeding",),
        (Field("provision", FieldType.RECORD, kinds=("LegalProvision",), required=True, esf="2154"),),
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
        ),
    ),
)

_ADVOCACY = (
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
        (*INTERVENTIONS, "Demand"),
        (Field("party", FieldType.RECORD, kinds=PARTIES, required=True, esf="2612"),),
        dated=False,
    ),
    ClaimKind(
        "Beneficiary",
        "advocacy",
        (*INTERVENTIONS, "Demand"),
        (Field("party", FieldType.RECORD, kinds=PARTIES, required=True, esf="2604"),),
        dated=False,
    ),
    ClaimKind(
        "Signatory",
        "advocacy",
        ("JointStatement",),
        (
            Field("person", FieldType.RECORD, kinds=("Person",)),
            Field("organization", FieldType.RECORD, kinds=("Organization",), esf="2602"),
            Field("role", esf="2327"),
            Field("number", FieldType.INTEGER),
        ),
    ),
    ClaimKind(
        "DemandDetails",
        "advocacy",
        ("Demand",),
        (
            Field("statement", FieldType.RECORD, kinds=("JointStatement",), required=True, part_of=True),
            Field("number", FieldType.INTEGER, required=True),
            Field("scope", FieldType.TERM, terms="scope"),
            Field("provision", FieldType.RECORD, kinds=("LegalProvision",)),
        ),
    ),
)

_SOLIDARITY = (
    ClaimKind(
        "ReportedCount",
        "solidarity",
        ("Campaign",),
        (
            Field("value", FieldType.INTEGER, required=True),
            Field("bound", FieldType.TERM, terms="bound"),
            Field("counted", FieldType.TERM, terms="counted", required=True),
            Field("counted_by", FieldType.RECORD, kinds=PARTIES),
        ),
    ),
)

RECORDS = MappingProxyType({kind.name: kind for kind in _RECORDS})
CLAIMS = MappingProxyType({kind.name: kind for kind in (*_REGISTER, *_ADVOCACY, *_SOLIDARITY)})
PAGED = tuple(kind for kind in _RECORDS if kind.section)
SOURCE_LEVEL = Level.TEAM


def claims_about(record_kind: str) -> tuple[ClaimKind, ...]:
    """The claim kinds whose subject may be a record of that kind, in the declared order."""
    return tuple(kind for kind in CLAIMS.values() if record_kind in kind.subjects)
