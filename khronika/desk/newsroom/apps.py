"""The newsroom app."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Named after its room, so that its tables are called after it."""

    name = "khronika.desk.newsroom"
    default_auto_field = "django.db.models.BigAutoField"
