"""A list as a table to take along: what is on the screen, as far as the press's gate lets it out to the team, and who gets it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import HttpResponse

from khronika.desk.accounts.models import User
from khronika.press.exports.deed import Wanted, export
from khronika.vocabulary.kind import Level
from khronika.vocabulary.kinds import RECORDS
from khronika.workspace.records.asked import Asked
from khronika.workspace.records.columns import chosen

_MEMORY = Path("/dev/shm")
FORMATS = ("csv", "xlsx")
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Form:
    """How somebody takes a table along: the ending of its file, who gets it, and what it is for."""

    ending: str
    recipient: str
    reason: str


def table(by: User, wanted: Asked, records: Sequence[str], form: Form) -> HttpResponse:
    """The file as an answer; nothing of it stays here. Raises PressError, or ClaimsError (Waits for a second person)."""
    ending = form.ending if form.ending in FORMATS else FORMATS[0]
    keys = [each.key for each in chosen(wanted.kind, wanted.columns) if each.exported]
    names = ["Name.text"] if RECORDS[wanted.kind].named else []
    columns = ",".join(dict.fromkeys(["id", *names, *keys]))
    today = datetime.now(UTC).date()
    with TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        out = Path(folder) / f"{wanted.kind}-{today}.{ending}"
        day = wanted.day.at if wanted.day.asked else None
        asked = Wanted(
            wanted.kind, out, Level.TEAM, columns, None, day, form.reason, tuple(records), recipient=form.recipient
        )
        export(by, asked, today=today)
        answer = HttpResponse(out.read_bytes(), content_type=_TYPES[ending])
    answer["Content-Disposition"] = f'attachment; filename="{out.name}"'
    answer["Cache-Control"] = "no-store"
    return answer
