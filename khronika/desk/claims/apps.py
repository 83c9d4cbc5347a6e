"""The claims app, with the guards it asks of the database."""

from django.apps import AppConfig

from khronika.desk.ledger import triggers

_ACCEPTED = (
    "NOT EXISTS (SELECT 1 FROM claims_ruling WHERE claims_ruling.decision_id = NEW.decision_id"
    " AND claims_ruling.outcome IN (''accepted'', ''changed''))"
).replace("''", "'")
_COLUMNS = "id kind subject_id decision_id valid_from from_earliest from_latest valid_until until_earliest until_latest attested_on status known_from"
_CHANGED = " OR ".join(
    ["OLD.known_until IS NOT NULL", "NEW.known_until IS NULL", *(f"NEW.{c} IS NOT OLD.{c}" for c in _COLUMNS.split())]
)


class ClaimsConfig(AppConfig):
    """Claims without an accepted decision, and claims that change, are refused by the database."""

    name = "khronika.desk.claims"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the guards; `triggers.install` puts them in place."""
        triggers.guard(
            {
                "claims_only_decided": triggers.refuse(
                    "claims_only_decided",
                    "INSERT",
                    "claims_claim",
                    "a claim exists only through an accepted decision",
                    when=_ACCEPTED,
                ),
                "claims_no_change": triggers.refuse(
                    "claims_no_change", "UPDATE", "claims_claim", "a claim never changes but for its end", when=_CHANGED
                ),
                "claims_no_delete": triggers.refuse(
                    "claims_no_delete", "DELETE", "claims_claim", "a claim is never removed"
                ),
            }
        )
