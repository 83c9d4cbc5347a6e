"""The advocacy app, with the typed tables it owns."""

from django.apps import AppConfig


class AdvocacyConfig(AppConfig):
    """Named after its room, so that its tables are called after it."""

    name = "khronika.desk.advocacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the claims app which tables are here, and erasure what else is held of people."""
        from khronika.desk.claims import tables  # models can be imported only once apps are loading
        from khronika.desk.claims.models import Detail
        from khronika.desk.erasure import beside

        beside.add("signon", "khronika.desk.advocacy.signon.apart")
        tables.add(*(model for model in self.get_models() if issubclass(model, Detail)))
        from khronika.desk.advocacy import proposed
        from khronika.desk.claims import after

        after.listen(proposed.hear, proposed.HEARD)
