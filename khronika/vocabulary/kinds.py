"""Every kind, declared once. A field added here needs a column in its owner's models and its terms in terms.tsv, nothing more."""

from types import MappingProxyType

from khronika.vocabulary import advocacy, register
from khronika.vocabulary.kind import ClaimKind, Field, FieldType, Level, RecordKind
from khronika.vocabulary.register import PARTIES

_RECORDS = (
    *register.RECORDS,
    *advocacy.RECORDS,
    RecordKind("Campaign", "solidarity", named=True, esf="2601"),
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
CLAIMS = MappingProxyType({kind.name: kind for kind in (*register.CLAIMS, *advocacy.CLAIMS, *_SOLIDARITY)})
PAGED = tuple(kind for kind in _RECORDS if kind.section)
SOURCE_LEVEL = Level.TEAM


def claims_about(record_kind: str) -> tuple[ClaimKind, ...]:
    """The claim kinds whose subject may be a record of that kind, in the declared order."""
    return tuple(kind for kind in CLAIMS.values() if record_kind in kind.subjects)
