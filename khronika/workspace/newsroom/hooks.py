"""What the page editor of Wagtail is told of us: where records are searched, the way to the names in a text, and no site to look at."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import json_script
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import Button

from khronika.desk.newsroom import linking
from khronika.desk.newsroom.pages import ArticlePage, TopicPage
from khronika.workspace.request import DeskRequest

OURS = (ArticlePage, TopicPage)
KINDS = "Person,Organization,Group,Event,Campaign,Observance,SolidarityAction,JointStatement,Proceeding,Mechanism,Place"


@hooks.register("insert_editor_js")
def editor() -> str:
    """What the script that links records needs to know, in the language of the request."""
    words = {
        "find": reverse("find"),
        "kinds": KINDS,
        "record": reverse("record", args=["RECORD"]),
        "title": _("Link to a record"),
        "search": _("A name, a title or a number"),
        "start": _("Type a name in any spelling."),
        "choose": _("Choose with the arrow keys and Enter."),
        "none": _("Nothing is called anything like this."),
        "cancel": _("Cancel"),
    }
    return json_script(words, "newsroom-editor")


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def names(request: DeskRequest, page: Any) -> None:
    """Say that names stand in the text that are no links yet."""
    specific = page.specific
    if not isinstance(specific, OURS) or "application/json" in request.headers.get("Accept", ""):
        return
    found = linking.found(specific.get_latest_revision_as_object())
    if found:
        told = ", ".join(each.name for each in found[:4])
        way = messages.button(reverse("newsroom_page", args=[page.pk]), _("Look at the names in this text"))
        messages.info(request, _("The register knows these names: %(names)s.") % {"names": told}, buttons=[way])


@hooks.register("register_page_header_buttons")
def way(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From the editor to how the page stands."""
    if page.pk and issubclass(page.specific_class or type(page), OURS):
        yield Button(_("Names and state"), url=reverse("newsroom_page", args=[page.pk]), icon_name="user", priority=5)
