"""Checking, proposing and accepting a table: a small one while one waits, a large one in the background with its progress.

What became of it is kept with the task. Every portion is written whole, so whatever was stopped is run again and doubles nothing.
"""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django_tasks import TaskContext, task
from django_tasks_db.models import DBTaskResult

from khronika.desk.accounts.errors import NotAllowed
from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.register.imports.bring import Reads, bring, reader_of, rehearse
from khronika.desk.register.imports.line import Problem
from khronika.desk.register.imports.mapping import plan
from khronika.desk.register.imports.money import SEPARATOR
from khronika.desk.register.imports.running import Order, Report
from khronika.desk.sources.models import Capture
from khronika.desk.sources.note import opened
from khronika.vault.errors import VaultError
from khronika.vault.table import Look, Table
from khronika.workspace.imports.kept import mapping_of, opened_table
from khronika.workspace.intake.work import BACKEND

CHECK, PROPOSE, ACCEPT = "check", "propose", "accept"
DEEDS = (CHECK, PROPOSE, ACCEPT)
AT_ONCE = 500  # rows that are seen to while one waits
MOST = 20_000  # mistakes and changes that are kept of one run
_HERE = "desk"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to do: with which file, by which mapping (none for FollowTheMoney), by whom (an account's number), why."""

    capture: str
    mapping: str
    deed: str
    by: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: `done` is what became of it, or how far it is; `state` is busy, done or stopped."""

    id: str
    wanted: Wanted
    state: str
    at: datetime
    done: dict[str, Any]


@task(backend=BACKEND, takes_context=True)
def work(context: TaskContext, **given: Any) -> dict[str, Any]:
    """Do what is wanted and answer with a report, or with the failure in a sentence."""
    return _do(str(context.task_result.id), Wanted(**given))


def begin(wanted: Wanted, rows: int) -> str:
    """Have something done, at once where there are few rows; the number of the run."""
    if rows > AT_ONCE:
        return str(work.enqueue(**asdict(wanted)).id)
    with transaction.atomic():
        made = DBTaskResult.objects.get(pk=work.enqueue(**asdict(wanted)).id)
        made.claim(_HERE)
    try:
        made.set_successful(_do(str(made.pk), wanted))
    except Exception as error:  # the reporting edge: the run says that it stopped, as one in the background does
        made.set_failed(error)
        raise
    return str(made.pk)


def run_of(number: str) -> Run | None:
    """A run by its number."""
    found = DBTaskResult.objects.filter(pk=number, task_path=work.module_path).first()
    return _run(found) if found else None


def recent(many: int) -> list[Run]:
    """The runs that wrote something, newest first."""
    found = DBTaskResult.objects.filter(task_path=work.module_path).exclude(args_kwargs__kwargs__deed=CHECK)
    return [_run(each) for each in found.order_by("-enqueued_at")[:many]]


def _run(found: DBTaskResult) -> Run:
    done = found.return_value or {}
    state = {"SUCCESSFUL": "done", "FAILED": "stopped"}.get(found.status, "busy")
    state = "stopped" if done.get("failure") else state
    return Run(str(found.pk), Wanted(**found.args_kwargs["kwargs"]), state, found.enqueued_at, done)


def read_by(capture: Capture, mapping: str) -> tuple[Table, Reads]:
    """A table and what reads it."""
    made = plan(mapping_of(mapping)) if mapping else None
    table = opened_table(capture, Look(made.sheet, made.header) if made else Look(between=SEPARATOR))
    return table, reader_of(table, made)


def problems(run: Run) -> list[Problem]:
    """The mistakes that a run found."""
    return [Problem(*each) for each in run.done.get("problems", ())]


def _do(number: str, wanted: Wanted) -> dict[str, Any]:
    try:
        by = User.objects.get(pk=wanted.by)
        demand(by, Deed.DECIDE if wanted.deed == ACCEPT else Deed.PROPOSE)
        table, reads = read_by(Capture.objects.select_related("source").get(pk=wanted.capture), wanted.mapping)
        if wanted.deed == CHECK:
            return _told(rehearse(table, reads))
        order = Order(by, wanted.deed == ACCEPT, wanted.reason)
        return _told(bring(opened(), table, reads, order, tell=_teller(number, len(table.rows))))
    except (ClaimsError, VaultError, NotAllowed) as error:
        return {"failure": str(error)}


def _teller(number: str, total: int):  # type: ignore[no-untyped-def]
    def tell(report: Report) -> None:
        DBTaskResult.objects.filter(pk=number).update(return_value={"rows": report.rows, "total": total})

    return tell


def _told(report: Report) -> dict[str, Any]:
    """A report as it is kept with the task."""
    numbers = {
        name: getattr(report, name) for name in ("rows", "good", "proposed", "accepted", "known", "created", "linked")
    }
    return {
        **numbers,
        "left": report.rows - report.good,
        "wrong": len(report.problems),
        "columns": Counter(each.column for each in report.problems).most_common(20),
        "problems": [[each.row, each.column, each.value, each.reason] for each in report.problems[:MOST]],
        "doubts": [list(each) for each in report.doubts[:MOST]],
        "doubtful": len(report.doubts),
        "changed": [[each.row, each.column, each.was, each.now] for each in report.changed[:MOST]],
        "changes": len(report.changed),
        "emptied": [[each.row, each.column, each.was] for each in report.emptied[:MOST]],
        "notes": list(report.notes),
        "source": report.source,
    }
