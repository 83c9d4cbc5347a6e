"""The register app, with the typed tables it owns."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Named after its room, so that its tables are called after it."""

    name = "khronika.desk.register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the claims app which tables are here."""
        from khronika.desk.claims import tables  # models can be imported only once apps are loading
        from khronika.desk.register import models

        tables.add(
            models.Name,
            models.Text,
            models.Membership,
            models.PlaceDetails,
            models.ProvisionDetails,
            models.ActDetails,
            models.Involvement,
            models.ProceedingDetails,
            models.Charge,
            models.Judgment,
            models.SentenceComponent,
        )
