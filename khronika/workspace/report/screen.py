"""The reports of the house: choose what one contains, see its words counted, make it, and bring back what was worked at."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khronika.desk.advocacy.models import Report, ReportMaking
from khronika.desk.opened import current
from khronika.home import Home
from khronika.pages.render import LANGUAGES
from khronika.pages.words import words
from khronika.press.errors import PressError
from khronika.press.report.asked import Asked, Plan, change, found, new
from khronika.press.report.changes import Change, Deed, changes
from khronika.press.report.make import Done, Wanted, count, document, make
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.paging import paged
from khronika.workspace.report.form import choices, read
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

LARGEST = 40 << 20  # bytes of a file that is brought back
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Row:
    """A report in the list."""

    id: str
    title: str
    makings: int
    words: int
    limit: int


@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: DeskRequest) -> HttpResponse:
    """Every report; a new one is begun with its title and period."""
    plan, problem = Plan("", language(), asked=Asked(f"{date.today().year - 1}", f"{date.today().year}")), ""
    if request.method == "POST":
        try:
            plan = read(request.POST, "")
            return redirect("report", new(request.user, plan).id)
        except PressError as error:
            plan, problem = _typed(request, plan), told(error)
    page = paged(Report.objects.all(), request.GET.get("page", "1"), {})
    lasts = {each.report_id: each for each in ReportMaking.objects.filter(report__in=[row.id for row in page.rows])}
    rows = [
        Row(
            each.id,
            each.title,
            last.number if (last := lasts.get(each.id)) else 0,
            last.words if last else 0,
            each.limit,
        )
        for each in page.rows
    ]
    context = {"page": page, "rows": rows, "plan": plan, "problem": problem, "languages": _languages()}
    return render(request, "workspace/report/list.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: DeskRequest, report: str) -> HttpResponse:
    """One report: what is chosen for it, and its makings. POST keeps what is chosen, looks for more, or counts the words."""
    try:
        kept = plan = found(report)
    except PressError as error:
        messages.error(request, told(error))
        return redirect("reports")
    problem, sought, counted = "", request.POST.get("q", "").strip()[:200], None
    if request.method == "POST":
        try:
            plan = read(request.POST, report)
            if "count" in request.POST:
                counted = _counted(plan)
            elif not sought or "keep" in request.POST:
                change(request.user, plan)
                messages.success(request, _("What the report contains is kept."))
                return redirect("report", report)
        except PressError as error:
            problem, plan = told(error), _typed(request, kept)
    return render(
        request,
        "workspace/report/screen.html",
        _context(plan, sought, problem, counted),
        status=422 if problem else 200,
    )


@require_POST
def report_words(request: DeskRequest, report: str) -> HttpResponse:
    """How many words the report would have, as a sentence; nothing is kept."""
    try:
        said, over = _counted(read(request.POST, report))
    except PressError as error:
        said, over = told(error), True
    return render(request, "workspace/report/words.html", {"counted": (said, over)})


@require_POST
def report_make(request: DeskRequest, report: str) -> HttpResponse:
    """Make the document, from the file that was brought back where there is one."""
    home, file = current(), request.FILES.get("file")
    if home is None:
        messages.error(request, _("Expected an opened home to make a report; start the desk with ‘khronika desk’."))
        return redirect("report", report)
    if file is not None and (file.size or 0) > LARGEST:
        messages.error(request, _("Expected a document of at most %(size)s MB.") % {"size": LARGEST >> 20})
        return redirect("report", report)
    wanted = Wanted(report, file.read() if file else None, "anew" in request.POST, "back" in request.POST)
    try:
        done = make(home, request.user, wanted)
    except PressError as error:
        messages.error(request, told(error))
        return redirect("report", report)
    for sentence, warns in _outcome(done):
        (messages.warning if warns else messages.success)(request, sentence)
    return redirect("report", report)


@require_safe
def report_document(request: DeskRequest, report: str, number: int) -> HttpResponse:
    """A document that was made."""
    home = current()
    try:
        data = document(_opened(home), report, number)
    except PressError as error:
        messages.error(request, told(error))
        return redirect("report", report)
    answer = HttpResponse(data, content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="report-{report}-{number}.docx"'
    return answer


@require_safe
def report_changes(request: DeskRequest, report: str) -> HttpResponse:
    """What changed: in the making ?making=N, else since the last one."""
    asked = request.GET.get("making", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0
    try:
        plan, all_of_it = found(report), changes(_opened(current()), report, number)
    except PressError as error:
        messages.error(request, told(error))
        return redirect("report", report) if Report.objects.filter(pk=report).exists() else redirect("reports")
    names = Names(language())
    names.learn(each.record for each in all_of_it.changes if each.record)
    rows = [(_deed(each), _called(each, names), each) for each in all_of_it.changes]
    context = {"plan": plan, "since": all_of_it.since, "until": all_of_it.until, "rows": rows}
    return render(request, "workspace/report/changes.html", context)


def _opened(home: Home | None) -> Home:
    if home is None:
        raise PressError(_("Expected an opened home; start the desk with ‘khronika desk’."))
    return home


def _typed(request: DeskRequest, kept: Plan) -> Plan:
    """What was typed, as far as it can be read: nothing is lost on a mistake."""
    post = request.POST.copy()
    limit = post.get("limit", "")
    if not (limit.isascii() and limit.isdigit() and len(limit) < 8):
        post["limit"] = str(kept.limit)
    return read(post, kept.id)


def _context(plan: Plan, sought: str, problem: str, counted: tuple[str, bool] | None) -> dict[str, object]:
    makings = list(ReportMaking.objects.filter(report=plan.id).order_by("-number")[:20])
    return {
        "plan": plan,
        "choices": choices(plan, sought, language()),
        "q": sought,
        "problem": problem,
        "counted": counted,
        "languages": _languages(),
        "makings": [(each.number, each.at, each.words, each.known, place < 2) for place, each in enumerate(makings)],
        "gone": bool(makings and makings[0].gone),
    }


def _counted(plan: Plan) -> tuple[str, bool]:
    """How many words, and whether they are too many."""
    number = count(replace(plan, title=plan.title or "–"))
    over = number - plan.limit if plan.limit else 0
    if over > 0:
        said = ngettext(
            "%(words)s words: %(over)s word more than the limit of %(limit)s.",
            "%(words)s words: %(over)s words more than the limit of %(limit)s.",
            over,
        )
        return said % {"words": number, "over": over, "limit": plan.limit}, True
    if plan.limit:
        said = ngettext("%(words)s word of %(limit)s", "%(words)s words of %(limit)s", number)
        return said % {"words": number, "limit": plan.limit}, False
    return ngettext("%(words)s word", "%(words)s words", number) % {"words": number}, False


def _outcome(done: Done) -> Iterator[tuple[str, bool]]:
    """What to tell after a making, and whether it is a warning."""
    yield (
        _("Making %(number)s is there: %(words)s words, %(notes)s footnotes.")
        % {
            "number": done.number,
            "words": done.words,
            "notes": done.notes,
        },
        False,
    )
    if done.over:
        said = ngettext(
            "The report has %(over)s word more than the limit of %(limit)s: choose less, or shorten your own words.",
            "The report has %(over)s words more than the limit of %(limit)s: choose less, or shorten your own words.",
            done.over,
        )
        yield said % {"over": done.over, "limit": done.limit}, True
    if done.edited:
        yield (
            _(
                "You had changed words of generated parts: yours stand below each of them, and can be found by searching."
            ),
            True,
        )
    if done.gone:
        yield _("What you had taken out stays out."), False
    if done.missing:
        said = ngettext(
            "%(count)s thing that was chosen is not in it: nothing about it is public.",
            "%(count)s things that were chosen are not in it: nothing about them is public.",
            len(done.missing),
        )
        yield said % {"count": len(done.missing)}, True
    if done.replaced:
        said = ngettext(
            "In %(count)s text the name of somebody who is withheld was replaced.",
            "In %(count)s texts the name of somebody who is withheld was replaced.",
            done.replaced,
        )
        yield said % {"count": done.replaced}, True
    if done.comments:
        yield _("There are comments in the document; take them out before it leaves the house."), True


def _deed(change: Change) -> str:
    match change.deed:
        case Deed.CAME:
            return _("came")
        case Deed.WENT:
            return _("went")
    return _("changed")


def _called(change: Change, names: Names) -> str:
    if change.record:
        return names(change.record)
    kind, *_rest = change.key.split(".")
    match kind:
        case "title":
            return _("First page")
        case "figures":
            return _("Figures")
        case "method":
            return _("How this can be checked")
        case "topic":
            return _("Heading of a topic")
    return _("Heading")


def _languages() -> list[tuple[str, str]]:
    spoken = words(language())
    return [(each, spoken.tongue(each)) for each in LANGUAGES]
