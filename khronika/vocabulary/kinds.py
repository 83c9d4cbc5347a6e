"""Every kind, declared once. A field added here needs a column in its owner's models and its terms in terms.tsv, nothing more."""

from types import MappingProxyType

from khronika.vocabulary import register
from khronika.vocabulary.kind import ClaimKind, Field, FieldType, Level, RecordKind
from khronika.vocabulary.register import PARTIES

INTERVENTIONS = ("JointStatement", "Campaign")

_RECORDS = (
    *register.RECORDS,
    RecordKind("JointStatement", "advocacy", section="statements", esf="2601"),
    RecordKind("Demand", "advocacy"),
    RecordKind("Campaign", "solidarity", named=True, esf="2601"),
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
CLAIMS = MappingProxyType({kind.name: kind for kind in (*register.CLAIMS, *_ADVOCACY, *_SOLIDARITY)})
PAGED = tuple(kind for kind in _RECORDS if kind.section)
SOURCE_LEVEL = Level.TEAM


def claims_about(record_kind: str) -> tuple[ClaimKind, ...]:
    """The claim kinds whose subject may be a record of that kind, in the declared order."""
    return tuple(kind for kind in CLAIMS.values() if record_kind in kind.subjects)
