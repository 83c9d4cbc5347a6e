"""The advocacy app, with the typed tables it owns."""

from django.apps import AppConfig


class AdvocacyConfig(AppConfig):
    """Named after its room, so that its tables are called after it."""

    name = "khronika.desk.advocacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the claims app which tables are here."""
        from khronika.desk.claims import tables  # models can be imported only once apps are loading
        from khronika.desk.claims.models import Detail

        tables.add(*(model for model in self.get_models() if issubclass(model, Detail)))
