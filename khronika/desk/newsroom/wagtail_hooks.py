"""What the page editor can say beyond Wagtail's own: a link to a record, typed '@' or chosen by the button."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as mark
from draftjs_exporter.dom import DOM
from wagtail import hooks
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    ExternalLinkElementHandler,
    InlineEntityElementHandler,
)
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import LinkHandler

from khronika.desk.newsroom.named import called
from khronika.desk.newsroom.rich import RECORD

ENTITY, OUTSIDE = "RECORD", "outside"
SCRIPT, STYLE = "workspace/newsroom-editor.js", "workspace/newsroom-editor.css"


class RecordFeature(EntityFeature):
    """The button of the toolbar, and the plugin that follows what is typed."""

    def construct_options(self, options: dict[str, Any]) -> None:
        """Both into the options of the editor."""
        super().construct_options(options)
        options.setdefault("plugins", []).append({"type": ENTITY})


class RecordLink(LinkHandler):
    """A link to a record leads nowhere at the desk's own pages: what goes out is made of blocks."""

    identifier = RECORD

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, Any]) -> str:
        """The words alone, marked."""
        return "<a>"


class RecordElement(InlineEntityElementHandler):
    """`<a linktype="record" id="…">` as an entity of the editor."""

    mutability = "MUTABLE"

    def get_attribute_data(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The record, and its name for who points at it."""
        record = attrs.get("id", "")
        return {"record": record, "name": called([record]).get(record, "")}


def _kept(props: dict[str, Any]) -> Any:
    """The entity as it is kept."""
    return DOM.create_element("a", {"linktype": RECORD, "id": props.get("record", "")}, props["children"])


@hooks.register("register_rich_text_features")
def record(features: Any) -> None:
    """Tell the editor of links to records."""
    features.register_link_type(RecordLink)
    told = {
        "type": ENTITY,
        "icon": "user",
        "description": mark("Link to a record (or type @)"),
        "attributes": ["record"],
    }
    features.register_editor_plugin("draftail", RECORD, RecordFeature(told, js=[SCRIPT], css={"all": [STYLE]}))
    features.register_converter_rule(
        "contentstate",
        RECORD,
        {
            "from_database_format": {f'a[linktype="{RECORD}"]': RecordElement(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: _kept}},
        },
    )


@hooks.register("register_rich_text_features")
def outside(features: Any) -> None:
    """Wagtail's links, those to pages of the desk apart: these lead nowhere for readers."""
    chooser = reverse_lazy("wagtailadmin_choose_page_external_link")
    told = {
        "type": "LINK",
        "icon": "link",
        "description": mark("Link"),
        "attributes": ["url"],
        "allowlist": {"href": "^(http:|https:|mailto:|undefined$)"},
        "chooserUrls": {
            "pageChooser": chooser,
            "externalLinkChooser": chooser,
            "emailLinkChooser": reverse_lazy("wagtailadmin_choose_page_email_link"),
            "phoneLinkChooser": chooser,
            "anchorLinkChooser": chooser,
        },
    }
    script = "wagtailadmin/js/page-chooser-modal.js"
    features.register_editor_plugin("draftail", OUTSIDE, EntityFeature(told, js=[script]))
    features.register_converter_rule(
        "contentstate",
        OUTSIDE,
        {
            "from_database_format": {"a[href]": ExternalLinkElementHandler("LINK")},
            "to_database_format": {"entity_decorators": {"LINK": link_entity}},
        },
    )
