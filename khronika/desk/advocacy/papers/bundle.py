"""Papers in the forms that were asked for, one by one or all in an archive that is the same for the same papers."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from django.utils.translation import gettext as _

from khronika.desk.advocacy.models import Invitation, StatementDraft
from khronika.desk.advocacy.papers import document, printed
from khronika.desk.advocacy.papers.document import document as as_document
from khronika.desk.advocacy.papers.letter import MEDIA as MAIL
from khronika.desk.advocacy.papers.letter import letter
from khronika.desk.advocacy.papers.paper import Paper, best, paper
from khronika.desk.advocacy.papers.printed import printed as as_printed
from khronika.desk.advocacy.signon.shut import shut
from khronika.desk.claims.errors import ClaimsError

MEDIA: Mapping[str, str] = MappingProxyType({"docx": document.MEDIA, "pdf": printed.MEDIA, "eml": MAIL})
_DAY = (1980, 1, 1, 0, 0, 0)


def made(one: Paper, form: str) -> bytes:
    """A paper in one form: docx, pdf, or eml with the PDF attached. Raises ClaimsError for a form that there is not."""
    forms: Mapping[str, Callable[[Paper], bytes]] = {
        "docx": as_document,
        "pdf": as_printed,
        "eml": lambda each: letter(each, {"pdf": as_printed(each)}),
    }
    if form not in forms:
        raise ClaimsError(_("Expected docx, pdf or eml; got ‘%(form)s’.") % {"form": form[:20]})
    return forms[form](one)


def for_each(
    draft: StatementDraft, invitations: Iterable[Invitation], forms: Sequence[str], *, version: int = 0
) -> Iterator[tuple[str, bytes]]:
    """The papers of all who are asked, by their file names; those who are hidden or withdrawn are passed over."""
    closed = shut()
    for each in invitations:
        if closed.isdisjoint({each.person_id, each.organization_id}):
            one = paper(draft, best(draft, each, version=version), each)
            for form in forms:
                yield f"{one.name}.{form}", made(one, form)


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files as one archive, without the time at which it was made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, _DAY), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
