"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Named after its room, so that its tables are called after it."""

    name = "khronika.desk.accounts"
    default_auto_field = "django.db.models.BigAutoField"
