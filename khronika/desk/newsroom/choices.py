"""What is chosen in the forms of the page editor: kinds of articles, pictures, and records by name."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khronika.desk.claims.models import Record
from khronika.desk.newsroom.errors import NewsroomError
from khronika.desk.newsroom.named import called, one
from khronika.desk.solidarity.models import Image
from khronika.vocabulary.terms import label, languages, members

KINDS = "article_kind"


def _language() -> str:
    spoken = (get_language() or "en").partition("-")[0]
    return spoken if spoken in languages() else "en"


def kinds() -> list[tuple[str, str]]:
    """The kinds of articles in the language of the request."""
    return [(each, label(f"{KINDS}.{each}", _language())) for each in members(KINDS)]


def images() -> list[tuple[str, str]]:
    """The clean copies that may go out by what is said of their faces, newest first; a coerced one is never above a text."""
    rows = Image.objects.exclude(faces="").order_by("-pk").values_list("pk", "alt", "credit")
    spoken = _language()
    return [
        (pk, f"{alt.get(spoken) or next(iter(alt.values()), '') or _('No description yet')} ({credit or pk})")
        for pk, alt, credit in rows
    ]


def or_none() -> list[tuple[str, str]]:
    """The same, and none."""
    return [("", _("No picture")), *images()]


class RecordsField(forms.Field):
    """Records, one a line: an id, or a name that only one record has. What is shown is 'id name'."""

    def __init__(self, **options: Any) -> None:
        """A text of several lines; the script of the editor adds lines to it."""
        help_text = _(
            "One on each line: a name as it is recorded, or an id. What is linked in the text is taken as well."
        )
        attrs = {"rows": 3, "data-records": ""}
        super().__init__(required=False, widget=forms.Textarea(attrs=attrs), help_text=help_text, **options)

    def prepare_value(self, value: Any) -> str:
        """The lines of the field."""
        return lines(value) if isinstance(value, list) else value or ""

    def to_python(self, value: Any) -> list[str]:
        """Ids of what was typed."""
        found = dict.fromkeys(filter(None, map(str.strip, (value or "").splitlines())))
        try:
            return list(dict.fromkeys(chosen(each) for each in found))
        except NewsroomError as error:
            raise forms.ValidationError(str(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other records are meant than before."""
        return lines(initial or []).split() != (data or "").split()


def lines(records: Iterable[str]) -> str:
    """Records one a line, each with its name."""
    names = called(records)
    return "\n".join(f"{each} {names.get(each, '')}".strip() for each in records)


def chosen(line: str) -> str:
    """The record of one line. Raises NewsroomError where none or several may be meant."""
    first = line.split()[0]
    return first if Record.objects.filter(pk=first).exists() else one(line)
