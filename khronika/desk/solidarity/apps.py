"""The solidarity app, with the typed tables it owns."""

from django.apps import AppConfig


class SolidarityConfig(AppConfig):
    """Named after its room, so that its tables are called after it."""

    name = "khronika.desk.solidarity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the claims app which tables are here, and listen to what is decided."""
        from khronika.desk.claims import after, tables  # models can be imported only once apps are loading
        from khronika.desk.claims.models import Detail

        tables.add(*(model for model in self.get_models() if issubclass(model, Detail)))
        from khronika.desk.erasure import beside
        from khronika.desk.solidarity import fit, places, yearly

        beside.add("pictures", "khronika.desk.solidarity.apart")
        after.listen(fit.hear, fit.HEARD)
        after.listen(places.hear, places.HEARD)
        after.listen(yearly.hear, yearly.HEARD)
