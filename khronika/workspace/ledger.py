"""The ledger as a list that can be narrowed down, and the check of its chain. The list shows digests and who decided, never what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khronika.desk.accounts.models import Change, User
from khronika.desk.accounts.roles import called
from khronika.desk.claims.models import Citation, Claim, Clearance, Decision, Judgement, Prepared, Risk
from khronika.desk.ledger.append import head
from khronika.desk.ledger.models import Entry
from khronika.desk.ledger.verify import Break, breaks
from khronika.desk.opened import current
from khronika.desk.sources.models import Capture
from khronika.edition.errors import EditionError
from khronika.edition.reader import latest, newest, open_edition
from khronika.workspace.paging import paged
from khronika.workspace.request import DeskRequest
from khronika.workspace.team.entry import DEEDS, opened, word

SHOWN = 100
FILTERS = ("deed", "by", "since", "until", "q", "record")


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in the list; `code` is the deed as the chain has it."""

    number: int
    at: datetime
    deed: str
    code: str
    by: str
    reason: str
    digest: str
    undone: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: the first hundred breaks, and the last entry it walked to, with its digest."""

    breaks: tuple[Break, ...]
    entries: int
    digest: str
    edition: int


@require_http_methods(["GET", "HEAD", "POST"])
def ledger(request: DeskRequest) -> HttpResponse:
    """Show the entries, newest first; check the chain when asked to."""
    verdict = verified() if request.method == "POST" else None
    asked = {name: request.GET.get(name, "").strip()[:200] for name in FILTERS}
    page = paged(_entries(request, asked), request.GET.get("page", "1"), asked, size=SHOWN)
    context = {
        "page": page,
        "rows": _rows(page.rows),
        "verdict": verdict,
        "asked": asked,
        "narrowed": any(asked.values()),
        "deeds": [(code, str(said)) for code, said in DEEDS.items()],
        "people": [(str(each.pk), called(each)) for each in User.objects.order_by("first_name", "username")],
    }
    return render(request, "workspace/ledger.html", context)


@require_safe
def entry(request: DeskRequest, number: int) -> HttpResponse:
    """Show what one entry stands for."""
    found = get_object_or_404(Entry, number=number)
    return render(request, "workspace/entry.html", {"entry": opened(found, request.user), "last": head()[0]})


def verified() -> Verdict:
    """Walk the chain to its end and compare it with the newest signed edition, where there is one."""
    edition, upto = _vouched()
    found = tuple(islice(breaks(upto), SHOWN))
    number, digest = head()
    return Verdict(found, number, digest, edition)


def _vouched() -> tuple[int, tuple[int, str] | None]:
    home = current()
    try:
        number = newest(home.editions) if home else 0
        if home is None or not number:
            return 0, None
        header = open_edition(latest(home.editions)).header
    except (EditionError, OSError):
        return 0, None
    return number, (header.ledger, header.ledger_digest)


def _entries(request: DeskRequest, asked: Mapping[str, str]) -> QuerySet:
    found = Entry.objects.order_by("-number")
    if asked["deed"]:
        found = found.filter(deed=asked["deed"])
    if asked["by"].isdigit():
        found = found.filter(_in(_by(int(asked["by"]))))
    if asked["q"]:
        said = {"reason__iregex": _literally(asked["q"])}
        found = found.filter(
            _in([Decision.objects.filter(**said).values("pk"), Change.objects.filter(**said).values("pk")])
        )
    if asked["record"]:
        found = found.filter(_in(_touching(asked["record"])))
    since, until = _day(request, asked["since"]), _day(request, asked["until"])
    if since:
        found = found.filter(at__gte=since)
    if until:
        found = found.filter(at__lt=until + timedelta(days=1))
    return found


def _in(numbers: Iterator[QuerySet] | list[QuerySet]) -> Q:
    wanted = Q()
    for each in numbers:
        wanted |= Q(number__in=each)
    return wanted


def _by(user: int) -> list[QuerySet]:
    """The entries of what an account did."""
    name = User.objects.filter(pk=user).values_list("username", flat=True).first() or ""
    return [
        Decision.objects.filter(by=user).values("pk"),
        Change.objects.filter(by=user).values("pk"),
        Capture.objects.filter(obtained_by=name, entry__isnull=False).exclude(obtained_by="").values("entry"),
    ]


def _touching(record: str) -> list[QuerySet]:
    """The entries of decisions on a record or its claims."""
    claims = Claim.objects.filter(subject=record).values("pk")
    return [
        Citation.objects.filter(claim__in=claims).values("decision"),
        Clearance.objects.filter(Q(record=record) | Q(claim__in=claims)).values("decision"),
        Judgement.objects.filter(Q(left=record) | Q(right=record)).values("decision"),
        Risk.objects.filter(record=record).values("decision"),
        Prepared.objects.filter(records=record).values("decision"),
    ]


def _literally(words: str) -> str:
    """Words as a pattern that finds just them, in any case of any alphabet."""
    return "".join(each if each.isalnum() or each.isspace() else f"\\{each}" for each in words)


def _day(request: DeskRequest, asked: str) -> datetime | None:
    if not asked:
        return None
    try:
        return datetime.combine(date.fromisoformat(asked), time(), UTC)
    except ValueError:
        sentence = _("Expected a day such as 2013-08-04, got {asked!r}; this filter is left out.")
        messages.error(request, sentence.format(asked=asked[:40]))
        return None


def _rows(entries: tuple[Entry, ...]) -> list[Row]:
    numbers = [each.number for each in entries]
    found = {
        **Decision.objects.filter(pk__in=numbers).select_related("by").defer("payload", "salt").in_bulk(),
        **Change.objects.filter(pk__in=numbers).select_related("by").defer("payload", "salt").in_bulk(),
    }
    captured = dict(Capture.objects.filter(entry__in=numbers).values_list("entry", "obtained_by"))
    return [_row(each, found.get(each.number), captured.get(each.number, "")) for each in entries]


def _row(entry: Entry, made: Decision | Change | None, captured: str) -> Row:
    by = called(made.by) if made and made.by else captured
    undone = getattr(made, "undone_by_id", None) or 0
    reason = made.reason if made else ""
    return Row(entry.number, entry.at, word(entry.deed), entry.deed, by, reason, entry.digest, undone)
