"""The words of the shell around our screens that Django and Wagtail do not say in Belarusian, or say badly; ours stand before theirs.

Each is here only to be found for our catalogue (see `phrases`). Wagtail's scripts read a catalogue of their own; `Scripts`
gives them our words too.
"""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as mark
from django.views.i18n import JavaScriptCatalog

PAGES = (
    mark(
        "JavaScript is required to use Wagtail, but it is currently disabled.<br /> Here are the "
        '<a href="https://www.enable-javascript.com/" target="_blank" rel="noreferrer">'
        "instructions how to enable JavaScript in your web browser</a>."
    ),
    mark("Skip to main content"),
    mark("Toggle breadcrumbs"),
    mark("Toggle section"),
    mark("Close dialog"),
    mark("Actions (footer)"),
    mark("Log out"),
    mark("Account"),
)
LOGIN = (
    mark("Enter your %(username_field_name)s"),
    mark("Your %(username_field)s and password didn't match. Please try again."),
    mark("Remember me"),
    mark("Forgotten password?"),
    mark("Signing in…"),
)
ACCOUNT = (
    mark("Notifications"),
    mark("Upload a profile picture:"),
    mark("Use server language: %(language_name)s"),
    mark("Use server time zone"),
    mark("Current time zone"),
    mark("Theme preferences"),
    mark("System"),
    mark("contrast"),
    mark("More contrast"),
    mark("density"),
    mark("Snug"),
    mark("Keyboard shortcuts"),
    mark("Enable custom keyboard shortcuts specific to Wagtail."),
    mark("Your account settings have been changed successfully!"),
)
KEYS = (
    mark("All keyboard shortcuts"),
    mark("Show keyboard shortcuts"),
    mark("Keyboard shortcut"),
    mark("Keyboard shortcuts are currently enabled; manage your %(account_link)s to disable them."),
    mark("Keyboard shortcuts are currently disabled; manage your %(account_link)s to enable them."),
    mark("account"),
    mark("Section"),
    mark("Application"),
    mark("Toggle minimap"),
    mark("Close modal dialogs (like this one)"),
    mark("Save changes"),
    mark("Add or show comments"),
    mark("Text editing"),
    mark("Paste"),
    mark("Paste without formatting"),
    mark("Text formatting"),
    mark("Insert or edit a link"),
    mark("Monospace (code)"),
    mark("Strike-through"),
)
SCRIPTS = (
    mark("Main menu"),
    mark("Toggle sidebar"),
    mark("Toggle side panel"),
    mark("Toggle section"),
    mark("Search"),
    mark("Search options…"),
    mark("No results"),
    mark("Loading…"),
    mark("Close"),
    mark("Are you sure?"),
    mark("A network error occurred."),
    mark("A server error occurred."),
)


class Scripts(JavaScriptCatalog):
    """Wagtail's catalogue for its scripts, with our words before its own."""

    packages = ["wagtail.admin"]

    def get_catalog(self) -> dict[str, Any]:
        """Each phrase of the scripts with what it is in the language of the request."""
        return {**super().get_catalog(), **{each: gettext(each) for each in SCRIPTS}}
