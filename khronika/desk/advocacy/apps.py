"""The advocacy app, with the typed tables it owns."""

from django.apps import AppConfig


class AdvocacyConfig(AppConfig):
    """Named after its room, so that its tables are called after it."""

    name = "khronika.desk.advocacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the claims app which tables are here."""
        from khronika.desk.advocacy import models
        from khronika.desk.claims import tables  # models can be imported only once apps are loading

        tables.add(
            models.StatementDetails, models.Addressee, models.Beneficiary, models.Signatory, models.DemandDetails
        )
