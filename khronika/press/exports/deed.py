"""The deed of exporting: gather what may go out, write it to a file that was not there, and tell the ledger unless it is public."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from khronika.desk.accounts.models import User
from khronika.desk.ledger.append import append
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
    """What is to be exported, to whom, and why; `columns` and `plan` say how, one of them at most; `records` which, else all."""

    kind: str
    out: Path
    audience: Level = Level.PUBLIC
    columns: str = ""
    plan: Plan | None = None
    at: date | None = None
    reason: str = ""
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What was written: how many rows, and how many texts had a withheld name replaced."""

    rows: int
    redacted: int
    sha256: str


def export(by: User | None, wanted: Wanted, *, today: date) -> Done:
    """Write the file. Raises PressError with nothing left behind."""
    _demand(by, wanted)
    register = Register(wanted.audience, today, wanted.at, only=wanted.records)
    part = wanted.out.with_name(wanted.out.name + ".part")
    try:
        rows = _writer(register, wanted)(part)
        with part.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        with transaction.atomic():
            if by is not None and wanted.audience is not Level.PUBLIC:
                append("export", {**_told(wanted), "by": by.pk, "rows": rows, "sha256": digest})
            part.rename(wanted.out)
    finally:
        part.unlink(missing_ok=True)
    return Done(rows, len(register.redacted), digest)


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


def _told(wanted: Wanted) -> dict[str, object]:
    return {
        "kind": wanted.kind,
        "audience": wanted.audience.value,
        "columns": wanted.columns or (wanted.plan.name if wanted.plan else ""),
        "at": str(wanted.at or ""),
        "reason": wanted.reason,
    }


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
