"""The sources app."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Named after its room, so that its tables are called after it."""

    name = "khronika.desk.sources"
    default_auto_field = "django.db.models.BigAutoField"
