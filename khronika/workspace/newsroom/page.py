"""One page of the newsroom: how it stands in each language, the names in its text, and what an editor does with it."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khronika.desk.accounts.errors import AccountsError
from khronika.desk.accounts.roles import Deed, may
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.newsroom import linking, place, publish
from khronika.desk.newsroom.draft import Page
from khronika.desk.newsroom.named import called, one
from khronika.desk.newsroom.pages import ArticlePage, TopicPage
from khronika.desk.newsroom.standing import State
from khronika.desk.newsroom.standing import one as stood
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.newsroom.listing import listed
from khronika.workspace.newsroom.warn import warnings
from khronika.workspace.newsroom.words import sentences
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

ERRORS = (ClaimsError, AccountsError)


@require_http_methods(["GET", "HEAD", "POST"])
def newsroom_page(request: DeskRequest, page: int) -> HttpResponse:
    """Show a page with its names; link, refuse, publish, withdraw."""
    place.belong(request.user)
    found, problem = _page(page), ""
    if request.method == "POST":
        deed = DEEDS.get(request.POST.get("deed", ""))
        if deed is None:
            raise Http404
        try:
            messages.success(request, deed(request, found))
        except ERRORS as error:
            problem = told(error)
        else:
            return redirect("newsroom_page", page=page)
    return render(
        request, "workspace/newsroom/page.html", _shown(request, found, problem), status=422 if problem else 200
    )


def _page(number: int) -> Page:
    for model in (ArticlePage, TopicPage):
        found = model.objects.filter(pk=number).select_related("locale").first()
        if found is not None:
            return found
    raise Http404


def _shown(request: DeskRequest, page: Page, problem: str) -> Mapping[str, object]:
    draft, row = page.get_latest_revision_as_object(), stood(page)
    dangers = warnings(draft)
    names = called(record for each in dangers for record in each.records)
    publishes = may(request.user, Deed.PUBLISH)
    return {
        "problem": problem,
        "given": request.POST,
        "line": listed(row),
        "kind": "article" if isinstance(page, ArticlePage) else "topic",
        "said": sentences(row),
        "found": [(each, label(f"record.{each.kind}", language())) for each in linking.found(draft)],
        "dangers": [(each, [(record, names.get(record, record)) for record in each.records]) for each in dangers],
        "versions": [listed(stood(each)) for each in publish.versions(page) if each.pk != page.pk],
        "publishes": publishes and (State.PUBLISHED not in row.states or State.CHANGED in row.states),
        "withdraws": publishes and State.PUBLISHED in row.states,
        "stale": State.STALE in row.states,
        "writes": may(request.user, Deed.PROPOSE),
        "edit": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "translate": reverse("wagtail_localize:submit_page_translation", args=[page.pk]) if row.original else "",
        "history": reverse("wagtailadmin_pages:history", args=[page.pk]),
    }


def _link(request: DeskRequest, page: Page) -> str:
    linking.link(request.user, page, one(request.POST.get("record", "")), request.POST.get("place", ""))
    return _("Linked, in the draft.")


def _refuse(request: DeskRequest, page: Page) -> str:
    if isinstance(page, ArticlePage):
        linking.refuse(request.user, page, one(request.POST.get("record", "")))
    return _("Not meant here; it will not be asked again.")


def _words(request: DeskRequest, page: Page) -> str:
    record = request.POST.get("record-record") or one(request.POST.get("record", ""))
    linking.words(request.user, page, record, request.POST.get("words", ""))
    return _("Linked, in the draft.")


def _publish(request: DeskRequest, page: Page) -> str:
    row = publish.publish(request.user, page)
    return _("Published at %(address)s; the next edition has it.") % {"address": row.address}


def _withdraw(request: DeskRequest, page: Page) -> str:
    publish.withdraw(request.user, page)
    return _("Withdrawn: the next edition does not have it. The draft is kept.")


def _current(request: DeskRequest, page: Page) -> str:
    publish.current(request.user, page)
    return _("Said to be as new as its original.")


DEEDS: Mapping[str, Callable[[DeskRequest, Page], str]] = {
    "link": _link,
    "refuse": _refuse,
    "words": _words,
    "publish": _publish,
    "withdraw": _withdraw,
    "current": _current,
}
