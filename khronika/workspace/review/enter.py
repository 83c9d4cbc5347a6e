"""Add a claim by hand from a stretch of text: a person's proposal on a passage, decided at once by the same person.

Hand-typed claims go the same way as read ones, so each has its passage, its proposal and its decision.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khronika.desk.accounts.models import User
from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Mention, Record
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.sources.models import Source, TextVersion
from khronika.vocabulary.kinds import CLAIMS, RECORDS
from khronika.workspace.adding.when import dated
from khronika.workspace.request import DeskRequest
from khronika.workspace.review.form import STATUSES, Choices, Input, Option, dates, decoded, inputs, searching, term
from khronika.workspace.review.sheet import asked, place
from khronika.workspace.sentences import told

READER = "person"
LONGEST = 5000


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words that were marked."""

    start: int
    end: int
    quote: str


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: DeskRequest, source: str) -> HttpResponse:
    """Choose the kind, fill in its form, record the claim."""
    found = get_object_or_404(Source, id=source)
    version = asked(found, request.GET.get("capture", "")[:30])
    given = {name: str(value) for name, value in (request.POST or request.GET).items()}
    stretch = _stretch(version, given) if version else None
    if version is None or stretch is None:
        messages.error(
            request,
            _("Expected a stretch of the text of up to {limit} characters; mark some words and try again.").format(
                limit=f"{LONGEST:,}"
            ),
        )
        return redirect("review", source=source)
    kind = given.get("kind", "")
    problem = ""
    if request.method == "POST" and kind in CLAIMS and not searching(given):
        try:
            proposal = _record(version, stretch, given, request.user)
        except ClaimsError as error:
            problem = told(error)
        else:
            messages.success(request, _("Recorded: 1 claim from the words you marked."))
            return redirect(f"{reverse('review', args=[source])}?capture={place(version)}#proposal-{proposal}")
    context = {
        "source": source,
        "title": found.title,
        "text": place(version),
        "stretch": stretch,
        "kinds": [Option(name, term(f"claim.{name}")) for name in CLAIMS],
        "kind": kind if kind in CLAIMS else "",
        "inputs": _inputs(version, kind, given, stretch) if kind in CLAIMS else (),
        "problem": problem,
    }
    return render(request, "workspace/review/enter.html", context, status=422 if problem else 200)


def _stretch(version: TextVersion, given: Mapping[str, str]) -> Stretch | None:
    start, end = given.get("start", ""), given.get("end", "")
    if not (start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10):
        return None
    first, last = int(start), min(int(end), len(version.text))
    while first < last and version.text[first].isspace():
        first += 1
    while last > first and version.text[last - 1].isspace():
        last -= 1
    return Stretch(first, last, version.text[first:last]) if 0 < last - first <= LONGEST else None


def _mentions(version: TextVersion) -> list[Mention]:
    """What the text's readings speak of, each name once; keys made apart by their reading."""
    seen: dict[tuple[str, str], Mention] = {}
    for each in Mention.objects.filter(reading__version=version).exclude(record=None).order_by("pk"):
        each.key = f"m{each.pk}"
        seen.setdefault((each.kind, each.record_id or ""), each)
    return list(seen.values())


def _inputs(version: TextVersion, kind: str, given: Mapping[str, str], stretch: Stretch) -> tuple[Input, ...]:
    choices = Choices(_mentions(version))
    subjects = CLAIMS[kind].subjects
    words = given.get("find-subject", "").strip() or (stretch.quote if len(stretch.quote) <= 100 else "")
    new = tuple(Option(f"new:{each}", _("New: %(kind)s") % {"kind": term(f"record.{each}")}) for each in subjects)
    subject = given.get("subject", "")
    groups = (*choices.groups(subjects, subject, words), (_("New"), new))
    values = {name.removeprefix("v-"): value for name, value in given.items() if name.startswith("v-")}
    if not values:
        first = next((field.name for field in CLAIMS[kind].fields if field.name == "text"), "")
        values = {first: stretch.quote, "language": version.capture.source.language} if first else {}
    searched = {field.name: given.get(f"find-{field.name}", "").strip() for field in CLAIMS[kind].references}
    return (
        Input("subject", _("About"), "choice", subject, True, groups, given.get("find-subject", ""), True),
        Input(
            "name", _("Its name, if new"), "line", given.get("name", stretch.quote if len(stretch.quote) <= 100 else "")
        ),
        *inputs(kind, values, choices, searched=searched),
        *dates(given.get("from", ""), given.get("until", ""), given.get("status", "asserted")),
    )


def _record(version: TextVersion, stretch: Stretch, given: Mapping[str, str], by: User) -> str:
    """Propose and decide at once; returns the id of the claim's proposal. Nothing is written when either refuses."""
    kind, (what, _colon, key) = given["kind"], given.get("subject", "").partition(":")
    known = {f"m{each.pk}": each for each in Mention.objects.filter(reading__version=version).exclude(record=None)}
    meant = key if what == "record" else str(known[key].record_id) if what == "mention" and key in known else ""
    if not meant and not (what == "new" and key in CLAIMS[kind].subjects):
        raise ClaimsError(_("Expected somebody or something that the claim is about; choose one, or a new record."))
    record_kind = key if what == "new" else next((each.kind for each in known.values() if each.record_id == meant), "")
    values = {name: _resolved(value, known) for name, value in decoded(kind, given).items()}
    name = given.get("name", "").strip() if what == "new" else ""
    with transaction.atomic():
        facts = [_fact(given, values, stretch)]
        named = what == "new" and RECORDS[key].named and kind != "Name"
        if named:
            facts.insert(0, Fact("Name", "subject", {"text": name}, ((stretch.start, stretch.end),)))
        mention = Mentioned("subject", record_kind or _kind(meant), name or str(values.get("text", ""))[:200])
        reading = propose(version, [mention], facts, reader=READER, by=by)
        ids = list(reading.proposals.order_by("number").values_list("id", flat=True))
        decide(by, [Answer(each, meant=meant or "new" if position == 0 else "") for position, each in enumerate(ids)])
    return ids[-1]


def _fact(given: Mapping[str, str], values: Mapping[str, object], stretch: Stretch) -> Fact:
    status, (first, last) = given.get("status", ""), dated(given.get("from", ""), given.get("until", ""))
    return Fact(
        given["kind"],
        "subject",
        values,
        ((stretch.start, stretch.end),),
        valid_from=first,
        valid_until=last,
        status=status if status in STATUSES else "asserted",
    )


def _resolved(value: object, known: Mapping[str, Mention]) -> object:
    """A value that points to a mention of another reading points to its record."""
    if isinstance(value, Mapping) and value.get("mention") in known:
        return {"record": known[value["mention"]].record_id}
    return value


def _kind(record: str) -> str:
    found = Record.objects.filter(id=record).values_list("kind", flat=True).first()
    if found is None:
        raise ClaimsError(
            _("Expected a record that exists; there is none with the id {record!r}. Choose another.").format(
                record=record
            )
        )
    return found
