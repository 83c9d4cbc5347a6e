"""Filters that one keeps under a name: the address of a list with its columns and order. Everybody has their own."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khronika.desk.accounts.models import SavedFilter
from khronika.vocabulary.kinds import RECORDS
from khronika.workspace.naming import Names
from khronika.workspace.records.asked import asked
from khronika.workspace.request import DeskRequest

MOST = 60  # that one person keeps
LONGEST = 2000


@require_POST
def keep(request: DeskRequest) -> HttpResponse:
    """Keep the list that is shown under a name; a name that is there takes the new list."""
    wanted = asked(QueryDict(request.POST.get("query", "")[:LONGEST]), Names())
    name, kind = _name(request), wanted.kind if wanted.kind in RECORDS else ""
    own = SavedFilter.objects.filter(user=request.user)
    if not name or not kind:
        messages.error(request, _("Expected a name for the list; type one."))
    elif own.count() >= MOST and not own.filter(kind=kind, name=name).exists():
        messages.error(request, _("Expected at most {count} kept lists; delete one first.").format(count=MOST))
    else:
        SavedFilter.objects.update_or_create(
            user=request.user, kind=kind, name=name, defaults={"query": wanted.query()}
        )
        messages.success(request, _("Kept as ‘{name}’.").format(name=name))
    return _back(request)


@require_POST
def change(request: DeskRequest, number: int) -> HttpResponse:
    """Rename or delete one of one's own."""
    each, name = get_object_or_404(SavedFilter, pk=number, user=request.user), _name(request)
    if request.POST.get("deed") == "delete":
        each.delete()
        messages.success(request, _("‘{name}’ is deleted; the records are as they were.").format(name=each.name))
    elif not name:
        messages.error(request, _("Expected a name for the list; type one."))
    else:
        _rename(request, each, name)
    return _back(request)


def _rename(request: DeskRequest, each: SavedFilter, name: str) -> None:
    try:
        with transaction.atomic():
            SavedFilter.objects.filter(pk=each.pk).update(name=name)
    except IntegrityError:
        messages.error(request, _("Another of your lists is called ‘{name}’; choose another name.").format(name=name))
    else:
        messages.success(request, _("Renamed to ‘{name}’.").format(name=name))


def _name(request: DeskRequest) -> str:
    return " ".join(request.POST.get("name", "").split())[:80]


def _back(request: DeskRequest) -> HttpResponse:
    query = QueryDict(request.POST.get("query", "")[:LONGEST])
    return redirect(f"{reverse('records')}?{query.urlencode()}")
