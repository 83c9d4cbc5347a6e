"""The screens of importing: hand in a table, say what its columns are, try it, propose it. Every step may be left and come back to."""

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import yaml
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khronika.desk.claims.errors import ClaimsError
from khronika.desk.register.imports.bring import write_left
from khronika.desk.register.imports.guess import guess
from khronika.desk.register.imports.mapping import plan
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Capture
from khronika.vault.errors import VaultError
from khronika.vault.jobs.clean import single
from khronika.vault.table import Look, Table, table_of
from khronika.vocabulary.errors import VocabularyError
from khronika.vocabulary.terms import label
from khronika.workspace.imports.choices import Choices, loose, read, written
from khronika.workspace.imports.form import asks, columns, missing, taken
from khronika.workspace.imports.kept import keep_table, mapping_of, opened_table, save, saved, warnings
from khronika.workspace.imports.kept import written as typed
from khronika.workspace.imports.run import ACCEPT, CHECK, DEEDS, Wanted, begin, problems, read_by, recent, run_of
from khronika.workspace.imports.targets import MAINS, options
from khronika.workspace.language import language
from khronika.workspace.paging import paged
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.written import FORMS

_ERRORS = (ClaimsError, VaultError, SourceError, VocabularyError)
_RECENT = 10


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: DeskRequest) -> HttpResponse:
    """Show the form and what was imported lately; keep a table that is handed in."""
    problem = ""
    if request.method == "POST":
        try:
            capture = _kept(request)
        except _ERRORS as error:
            problem = told(error)
        else:
            chosen = request.POST.get("map", "")
            return redirect(reverse("import_map", args=[capture.pk]) + (f"?map={chosen}" if chosen.isalnum() else ""))
    runs = recent(_RECENT)
    titles = dict(
        Capture.objects.filter(pk__in=[each.wanted.capture for each in runs]).values_list("pk", "source__title")
    )
    context = {
        "problem": problem,
        "saved": saved(),
        "runs": [(each, titles.get(each.wanted.capture, "")) for each in runs],
    }
    return render(request, "workspace/imports/start.html", context, status=422 if problem else 200)


def _kept(request: DeskRequest) -> Capture:
    file = request.FILES.get("file")
    if file is None:
        raise SourceError(_("Expected a file: a table as CSV, XLSX or JSON. Choose one."))
    return keep_table(request.user, table_of(single(file.name, 200) or "table", file.read(), Look()))


@require_http_methods(["GET", "HEAD", "POST"])
def import_map(request: DeskRequest, capture: str) -> HttpResponse:
    """Show what each column is taken for; have what was chosen tried."""
    found = get_object_or_404(Capture.objects.select_related("source"), pk=capture, outcome=Capture.Outcome.KEPT)
    given = {name: str(value)[:50_000] for name, value in request.POST.items()}
    try:
        table = opened_table(found, _look(given))
        if given.get("money"):
            return redirect("import_done", begin(_wanted(request, found, "", CHECK), len(table.rows)))
        chosen, words = _chosen(request, given, table)
    except _ERRORS as error:
        return _unread(request, found, told(error), given)
    if request.method != "POST" or "try" not in given:
        return _form(request, found, table, chosen, words=words)
    cells = columns(chosen, table, language()) if chosen else []
    lacks = missing(chosen, cells, asks(chosen, language())) if chosen else []
    if lacks:
        return _form(request, found, table, chosen, words=words, lacks=lacks)
    try:
        made = written(chosen) if chosen else typed(words)
        made = {"name": found.source.title.split(".")[0][:60], **made}
        plan(made)
        mapping = save(request.user, made)
        return redirect("import_done", begin(_wanted(request, found, mapping.pk, CHECK), len(table.rows)))
    except _ERRORS as error:
        return _form(request, found, table, chosen, words=words, lacks=[told(error)])


def _look(given: Mapping[str, str]) -> Look:
    header = given.get("header", "")
    return Look(given.get("sheet", ""), int(header) if header.isdecimal() and 0 < int(header) <= 1000 else 1)


def _wanted(request: DeskRequest, capture: Capture, mapping: str, deed: str, reason: str = "") -> Wanted:
    return Wanted(capture.pk, mapping, deed, request.user.pk, reason)


def _chosen(request: DeskRequest, given: Mapping[str, str], table: Table) -> tuple[Choices | None, str]:
    """What the form says, or a saved mapping, or the guess; as a text where the form cannot show it."""
    if given.get("yaml", "").strip():
        return None, given["yaml"]
    if request.method == "POST":
        return taken(given, table), ""
    asked = request.GET.get("map", "")
    if not asked:
        guessed = loose(yaml.safe_load(guess(table)), table.columns)
        for each in guessed.columns:  # a word that was not guessed is asked for, not left out
            each.terms = {theirs: ours for theirs, ours in each.terms.items() if ours}
        return guessed, ""
    made = mapping_of(asked)
    chosen = read(made, table.columns)
    return chosen, "" if chosen else yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=110)


def _unread(request: DeskRequest, found: Capture, problem: str, given: Mapping[str, str]) -> HttpResponse:
    """The table cannot be read as was asked: the sentence, and the way to say where the headings are."""
    context = {"capture": found.pk, "title": found.source.title, "lacks": [problem], "given": given}
    return render(request, "workspace/imports/unread.html", context, status=422)


def _form(
    request: DeskRequest, found: Capture, table: Table, chosen: Choices | None, *, words: str = "", lacks: Any = ()
) -> HttpResponse:
    tongue = language()
    dates = {"@from": _("date, or from when"), "@until": _("until when"), "@on": _("a day on which it was so")}
    context = {
        "capture": found.pk,
        "source": found.source_id,
        "title": found.source.title,
        "chosen": chosen,
        "rows": len(table.rows),
        "columns": columns(chosen, table, tongue) if chosen else (),
        "asks": asks(chosen, tongue) if chosen else (),
        "options": options(chosen.main, {**dates, "text+": _("a part of it, joined")}, tongue) if chosen else (),
        "mains": [(each, label(f"record.{each}", tongue)) for each in MAINS],
        "forms": tuple(FORMS),
        "languages": (
            ("be", "беларуская"),
            ("ru", "русский"),
            ("en", "English"),
            ("uk", "українська"),
            ("pl", "polski"),
        ),
        "saved": saved(),
        "yaml": words,
        "money": {"id", "schema"} <= set(table.columns),
        "warnings": warnings(table),
        "lacks": lacks,
    }
    return render(request, "workspace/imports/map.html", context, status=422 if lacks else 200)


@require_POST
def import_run(request: DeskRequest, number: UUID) -> HttpResponse:
    """Do with the table of a run what is asked: propose, propose and accept, or check again."""
    run = run_of(str(number))
    if run is None:
        raise Http404
    deed, reason = request.POST.get("deed", ""), request.POST.get("reason", "").strip()[:1000]
    problem = _("Expected what to do with the table; press one of the buttons.") if deed not in DEEDS else ""
    if deed == ACCEPT and not reason:
        problem = _("Expected a reason for accepting all rows at once; say why, such as ‘our own card index, checked’.")
    if problem:
        messages.error(request, problem)
        return _done(request, number, status=422)
    capture = get_object_or_404(Capture, pk=run.wanted.capture)
    rows = int(run.done.get("rows", 0)) or 10**6
    return redirect("import_done", begin(_wanted(request, capture, run.wanted.mapping, deed, reason), rows))


@require_safe
def import_done(request: DeskRequest, number: UUID) -> HttpResponse:
    """What became of a table: how far it is, what is wrong, what is another than before."""
    return _done(request, number)


def _done(request: DeskRequest, number: UUID, *, status: int = 200) -> HttpResponse:
    run = run_of(str(number))
    if run is None:
        raise Http404
    capture = get_object_or_404(Capture.objects.select_related("source"), pk=run.wanted.capture)
    wrong = problems(run)
    context = {
        "run": run,
        "done": run.done,
        "check": run.wanted.deed == CHECK,
        "title": capture.source.title,
        "source": capture.source_id,
        "page": paged(wrong, request.GET.get("page", "1"), {}),
        "changed": run.done.get("changed", ())[:50],
        "emptied": run.done.get("emptied", ())[:50],
        "doubts": run.done.get("doubts", ())[:50],
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "workspace/imports/done.html", context, status=status)


@require_safe
def import_errors(request: DeskRequest, number: UUID) -> HttpResponse:
    """The rows with mistakes as they are, each with what is wrong, to be mended and imported with the same mapping."""
    run = run_of(str(number))
    if run is None:
        raise Http404
    capture = get_object_or_404(Capture.objects.select_related("source"), pk=run.wanted.capture)
    out, wrong = io.StringIO(), [replace(each, reason=told(each.reason)) for each in problems(run)]
    try:
        write_left(out, read_by(capture, run.wanted.mapping)[0], wrong)
    except _ERRORS as error:
        messages.error(request, told(error))
        return redirect("import_done", number)
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="errors.csv"'
    return answer
