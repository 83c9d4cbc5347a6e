"""The newsroom app. Its page models need Wagtail, which a command that shows no screen goes without; what was published does not."""

from importlib import import_module

from django.apps import AppConfig

from khronika.desk.erasure import beside
from khronika.desk.opened import bare


class NewsroomConfig(AppConfig):
    """Named after its room, so that its tables are called after it."""

    name = "khronika.desk.newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """What was published, always; the pages where the desk's screens are."""
        super().import_models()
        if not bare():
            import_module("khronika.desk.newsroom.pages")

    def ready(self) -> None:
        """Have Wagtail's publishing turned into publications, and erasures ask the pages."""
        if not bare():
            import_module("khronika.desk.newsroom.signals")
            beside.add("newsroom", "khronika.desk.newsroom.erase")
