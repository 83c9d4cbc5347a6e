"""The desk within Wagtail's admin shell: one sidebar with our rooms, ours alone until the newsroom comes."""

from collections.abc import Sequence
from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as mark
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea

from khronika.workspace.newsroom import hooks as newsroom  # noqa: F401  # what the page editor is told
from khronika.workspace.request import DeskRequest
from khronika.workspace.screens import screens
from khronika.workspace.team.routes import opens

ITEMS = (
    (mark("Home"), "wagtailadmin_home", "home"),
    (mark("Sources"), "sources", "doc-full"),
    (mark("Day sheet"), "day_today", "calendar"),
    (mark("Records"), "records", "list-ul"),
    (mark("Mechanisms"), "mechanisms", "globe"),
    (mark("Statements"), "statements", "edit"),
    (mark("Demands"), "demands", "tasks"),
    (mark("Solidarity"), "solidarity", "comment"),
    (mark("Pictures"), "pictures", "image"),
    (mark("Newsroom"), "newsroom", "doc-empty"),
    (mark("Duplicates"), "duplicates", "copy"),
    (mark("Import"), "imports", "upload"),
    (mark("Press"), "press", "download"),
    (mark("Second person"), "second", "user"),
    (mark("Ledger"), "ledger", "lock"),
    (mark("Team"), "team", "group"),
)
ADMINISTRATION = ()  # accounts are changed in our team screen, with a reason and the ledger


@hooks.register("register_admin_urls")
def urls() -> Sequence[URLPattern]:
    """Our screens; Wagtail asks for a login before each."""
    return screens


@hooks.register("construct_main_menu")
def menu(request: DeskRequest, items: list[Any]) -> None:
    """Our rooms, then the settings."""
    settings = [item for item in items if item.name == "settings"]
    ours = [
        MenuItem(label, reverse(route), name=route, icon_name=icon, order=at)
        for at, (label, route, icon) in enumerate(ITEMS)
        if opens(request.user, route)
    ]
    items[:] = [*ours, *settings]


@hooks.register("construct_settings_menu")
def settings(request: DeskRequest, items: list[Any]) -> None:
    """Users and groups; what concerns pages comes with the newsroom."""
    items[:] = [item for item in items if item.name in ADMINISTRATION]


@hooks.register("register_admin_search_area")
def area() -> SearchArea:
    """The sidebar's search finds records in any spelling."""
    return SearchArea(_("Records"), reverse("records"), name="records", icon_name="list-ul", order=-1)


@hooks.register("construct_search")
def areas(request: DeskRequest, found: list[Any]) -> None:
    """Search in records alone."""
    found[:] = [each for each in found if each.name == "records"]


@hooks.register("insert_global_admin_css")
def styles() -> str:
    """The desk's styles."""
    return format_html('<link rel="stylesheet" href="{}">', static("workspace/desk.css"))


@hooks.register("insert_global_admin_js")
def quick() -> str:
    """The field that leads to any record or source, from every screen."""
    return format_html(
        '<script type="module" src="{}" data-quick-at="{}"></script>', static("workspace/quick.js"), reverse("quick")
    )
