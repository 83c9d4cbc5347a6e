"""Every kind, declared once. A field added here needs a column in its owner's models and its terms in terms.tsv, nothing more."""

from types import MappingProxyType

from khronika.vocabulary import advocacy, register, solidarity
from khronika.vocabulary.kind import ClaimKind, Level

_RECORDS = (
    *register.RECORDS,
    *advocacy.RECORDS,
    *solidarity.RECORDS,
)

RECORDS = MappingProxyType({kind.name: kind for kind in _RECORDS})
CLAIMS = MappingProxyType({kind.name: kind for kind in (*register.CLAIMS, *advocacy.CLAIMS, *solidarity.CLAIMS)})
PAGED = tuple(kind for kind in _RECORDS if kind.section)
SOURCE_LEVEL = Level.TEAM


def claims_about(record_kind: str) -> tuple[ClaimKind, ...]:
    """The claim kinds whose subject may be a record of that kind, in the declared order."""
    return tuple(kind for kind in CLAIMS.values() if record_kind in kind.subjects)
