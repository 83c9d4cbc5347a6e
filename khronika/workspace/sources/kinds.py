"""What kind of thing a source is, in the words that people use; a media type says it, or how it was handed in."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import Q
from django.utils.translation import gettext_lazy as mark

from khronika.desk.sources.note import KIND as NOTE
from khronika.desk.sources.snapshot import OFFICIAL
from khronika.vault import media
from khronika.vault.table import TYPES

MESSAGE, DOCUMENT = "message", "document"
_TYPES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "page": frozenset({media.HTML}),
        "pdf": frozenset({media.PDF}),
        "picture": media.PICTURES,
        "note": frozenset({NOTE}),
        "table": frozenset({OFFICIAL, *TYPES.values()} - {media.TELEGRAM}),
        "mail": frozenset({media.MAIL}),
        "archive": media.CONTAINERS,
    }
)
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "page": mark("page"),
        "pdf": mark("PDF"),
        MESSAGE: mark("message"),
        "picture": mark("picture"),
        "note": mark("note"),
        "table": mark("table or list"),
        "mail": mark("letter or e-mail"),
        "archive": mark("archive"),
        DOCUMENT: mark("document"),
    }
)
_OF = MappingProxyType({media_type: kind for kind, types in _TYPES.items() for media_type in types})
_WORDS_ONLY = (media.PLAIN, media.TELEGRAM)
SENT = Q(source__kind__in=_WORDS_ONLY) & (Q(origin="paste") | ~Q(thread=""))
"""Of captures: one message of a paste or a chat."""


def kind(media_type: str, *, sent: bool = False) -> str:
    """The kind of a source by its media type, and whether it came as a message (`SENT`)."""
    return MESSAGE if sent else _OF.get(media_type, DOCUMENT)


def chosen(wanted: str) -> Q:
    """The captures whose source is of a kind."""
    if wanted == MESSAGE:
        return SENT
    if wanted == DOCUMENT:
        return ~Q(source__kind__in=list(_OF)) & ~SENT
    return Q(source__kind__in=list(_TYPES[wanted])) & ~SENT
