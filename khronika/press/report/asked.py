"""What a report is to contain, as plain values: the desk keeps them, and every making reads them anew."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from django.utils import timezone

from khronika.dates import DateError, parse
from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.advocacy.models import Report
from khronika.desk.claims.models import Record
from khronika.pages.render import LANGUAGES
from khronika.press.errors import PressError

LONGEST = 500
MOST = 2_000  # records of one report
KINDS = {
    "mechanism": ("Mechanism",),
    "session": ("Session",),
    "recommendations": ("Recommendation",),
    "demands": ("Demand",),
    "cases": ("Person",),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is chosen: `since` and `until` in EDTF, `known` a day or '' for the day of the making, all others ids of records."""

    since: str = ""
    until: str = ""
    known: str = ""
    mechanism: str = ""
    session: str = ""
    recommendations: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()

    def records(self) -> set[str]:
        """All records that are chosen."""
        return {*self.recommendations, *self.demands, *self.cases, *filter(None, (self.mechanism, self.session))}


@dataclass(frozen=True, slots=True)
class Plan:
    """A report with everything that was chosen for it; `id` is empty before it is kept."""

    title: str
    language: str = "en"
    limit: int = 0
    asked: Asked = Asked()
    id: str = ""


def new(by: User, plan: Plan) -> Plan:
    """Keep a new report. Raises NotAllowed, or PressError where something is missing or is no record of its kind."""
    demand(by, Deed.PROPOSE, Deed.PRESS)
    checked(plan)
    kept = Report.objects.create(
        title=plan.title.strip(),
        language=plan.language,
        limit=plan.limit,
        asked=asdict(plan.asked),
        by=by,
        at=timezone.now(),
    )
    return replace(plan, title=kept.title, id=kept.id)


def change(by: User, plan: Plan) -> None:
    """Keep what was chosen otherwise; documents that were made stay as they are. Raises as `new`."""
    demand(by, Deed.PROPOSE, Deed.PRESS)
    checked(plan)
    rows = Report.objects.filter(pk=found(plan.id).id)
    rows.update(title=plan.title.strip(), language=plan.language, limit=plan.limit, asked=asdict(plan.asked))


def found(report: str) -> Plan:
    """A report by its id; raises PressError where there is none."""
    kept = Report.objects.filter(pk=report).first()
    if kept is None:
        raise PressError(f"Expected the id of a report; got {report[:40]!r}. 'khronika report list' has them.")
    return plan_of(kept)


def plan_of(kept: Report) -> Plan:
    """A kept report as plain values."""
    return Plan(kept.title, kept.language, kept.limit, asked(kept.asked), kept.id)


def asked(values: Mapping[str, Any]) -> Asked:
    """Values as they are kept; what is not known any more is left out."""
    known = {each.name for each in fields(Asked)}
    told = {name: value for name, value in values.items() if name in known}
    given: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in told.items()}
    return Asked(**given)


def checked(plan: Plan, today: date | None = None) -> None:
    """Raise PressError for a plan from which no report can be made."""
    if not plan.title.strip() or len(plan.title) > LONGEST:
        raise PressError(f"Expected a title of the report, of at most {LONGEST} characters; give one.")
    if plan.language not in LANGUAGES:
        raise PressError(f"Expected a language of the report, one of {', '.join(LANGUAGES)}; got {plan.language!r}.")
    if plan.limit < 0:
        raise PressError("Expected how many words are allowed, or 0 for no limit; give a whole number.")
    _period(plan.asked, today or timezone.now().date())
    if len(plan.asked.records()) > MOST:
        raise PressError(f"Expected at most {MOST} records in one report; choose fewer.")
    for name, kinds in KINDS.items():
        value = getattr(plan.asked, name)
        _known((value,) if isinstance(value, str) else value, name, kinds)


def _period(asked: Asked, today: date) -> None:
    try:
        first, last = parse(asked.since).earliest, parse(asked.until).latest
        known = date.fromisoformat(asked.known) if asked.known else today
    except (DateError, ValueError) as error:
        raise PressError(
            f"Expected dates such as 2015 or 2015-11-10, and a whole day to be known on; got {asked.since!r}, "
            f"{asked.until!r} and {asked.known!r}."
        ) from error
    if first is None or last is None:
        raise PressError("Expected the period of the report, from when until when; give both dates.")
    if last < first:
        raise PressError(
            f"Expected a period that ends no earlier than it begins; got {asked.since!r} until {asked.until!r}."
        )
    if known > today:
        raise PressError(f"Expected a day that has come for what is known; got {asked.known}. Leave it out for today.")


def _known(ids: Iterable[str], name: str, kinds: tuple[str, ...]) -> None:
    wanted = set(filter(None, ids))
    there = set(Record.objects.filter(id__in=sorted(wanted), kind__in=kinds).values_list("id", flat=True))
    if wanted - there:
        which = ", ".join(kinds)
        raise PressError(
            f"Expected under {name!r} ids of records of the kind {which}; {min(wanted - there)!r} is none."
        )
