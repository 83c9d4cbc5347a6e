"""The ledger app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Named after its room, so that its tables are called after it."""

    name = "khronika.desk.ledger"
    default_auto_field = "django.db.models.BigAutoField"
