"""The deed of exporting: gather what may go out and write it to a file that was not there.

Unless it is public, to whom it goes and what for is a decision, and of many people it needs a second person; see `handover`.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from khronika.desk.accounts.models import User
from khronika.desk.claims import handover
from khronika.desk.register.imports.mapping import Plan
from khronika.press.errors import PressError
from khronika.press.exports import flat
from khronika.press.exports.files import write_csv, write_lines, write_xlsx
from khronika.press.exports.gather import Register
from khronika.press.exports.mapped import Mapped
from khronika.press.exports.money import SCHEMATA, Entities
from khronika.vocabulary.kind import Level
from khronika.vocabulary.kinds import RECORDS

ENDINGS = (".ftm.json", ".csv", ".xlsx", ".jsonl")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exported, for which audience, why, and who gets it; `columns` and `plan` say how, one of them at most;
    `records` which, else all."""

    kind: str
    out: Path
    audience: Level = Level.PUBLIC
    columns: str = ""
    plan: Plan | None = None
    at: date | None = None
    reason: str = ""
    records: tuple[str, ...] = ()
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What was written: how many rows, how many texts had a withheld name replaced, and the number of the decision, if any."""

    rows: int
    redacted: int
    sha256: str
    decision: int | None = None


def export(by: User | None, wanted: Wanted, *, today: date) -> Done:
    """Write the file. Raises PressError, or ClaimsError (Waits where a second person is needed), with nothing left behind."""
    _demand(by, wanted)
    register = Register(wanted.audience, today, wanted.at, only=wanted.records)
    part = wanted.out.with_name(wanted.out.name + ".part")
    try:
        rows = _writer(register, wanted)(part)
        with part.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        number = _give(by, wanted, handover.Content(rows, digest, register.told), part)
    finally:
        part.unlink(missing_ok=True)
    return Done(rows, len(register.redacted), digest, number)


def _give(by: User | None, wanted: Wanted, content: handover.Content, part: Path) -> int | None:
    """Let the file be there, registered unless it is public; the number of the decision."""
    if by is None or wanted.audience is Level.PUBLIC:
        part.rename(wanted.out)
        return None
    told = handover.Wanted(wanted.recipient, wanted.audience.value, wanted.kind, _asked(wanted))
    under = handover.permit(by, told, content.records, purpose=wanted.reason)
    with transaction.atomic():
        made = handover.hand(by, told, content, purpose=wanted.reason, under=under)
        part.rename(wanted.out)
    return made.pk


def _demand(by: User | None, wanted: Wanted) -> None:
    if wanted.kind not in RECORDS:
        raise PressError(f"Expected a kind of record, one of {', '.join(RECORDS)}; got {wanted.kind!r}.")
    if not wanted.out.name.endswith(ENDINGS):
        raise PressError(f"Expected a file ending in {', '.join(ENDINGS)}; got {wanted.out.name!r}.")
    if wanted.out.name.endswith(".ftm.json") and wanted.kind not in SCHEMATA:
        raise PressError(
            f"Expected for FollowTheMoney one of {', '.join(SCHEMATA)}; it has no place for {wanted.kind}."
        )
    if wanted.out.exists():
        raise PressError(
            f"Expected a file that is not there yet; {wanted.out.name!r} is. Move it away or give another name."
        )
    if wanted.columns and wanted.plan:
        raise PressError("Expected either columns or a mapping; give one of them.")
    if wanted.audience is Level.RESTRICTED:
        raise PressError("Expected one of the audiences public, partners, team; what is restricted does not leave.")
    if wanted.audience is not Level.PUBLIC and (by is None or not wanted.reason.strip()):
        raise PressError("Expected an account and a reason for an export that is not public; say why with --reason.")
    if wanted.audience is not Level.PUBLIC and not wanted.recipient.strip():
        raise PressError("Expected who gets an export that is not public; say it with --to.")


def _asked(wanted: Wanted) -> str:
    """A digest of all that decides what the file says and who gets it."""
    plan = repr(wanted.plan) if wanted.plan else ""
    said = (wanted.kind, wanted.audience.value, wanted.columns, plan, str(wanted.at or ""), wanted.recipient.strip())
    return hashlib.sha256(repr((said, sorted(wanted.records))).encode()).hexdigest()


def _writer(register: Register, wanted: Wanted) -> Callable[[Path], int]:
    """What writes the file of this ending."""
    if wanted.out.name.endswith(".ftm.json"):
        return lambda path: write_lines(path, Entities(register, wanted.kind))
    if wanted.out.suffix == ".jsonl":
        return lambda path: write_lines(path, flat.objects(register, wanted.kind))
    rows: Iterable[list[str]]
    if wanted.plan is not None:
        mapped = Mapped(register, wanted.plan)
        columns, rows = list(mapped.columns()), mapped.rows(wanted.kind)
    else:
        asked = flat.chosen(wanted.kind, wanted.columns)
        columns, rows = flat.rows(register, wanted.kind, asked, all_columns=bool(wanted.columns))
    if wanted.out.suffix == ".xlsx":
        title = (wanted.plan.sheet if wanted.plan else "") or wanted.kind
        return lambda path: write_xlsx(path, title, columns, rows)
    return lambda path: write_csv(path, columns, rows)
