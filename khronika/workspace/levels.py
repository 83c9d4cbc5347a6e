"""Who may see a thing now: the latest clearance, or where its kind starts."""

from collections.abc import Iterable
from dataclasses import dataclass

from khronika.desk.claims.models import Clearance
from khronika.vocabulary.kind import Level
from khronika.vocabulary.terms import label
from khronika.workspace.language import language

ORDER = tuple(level.value for level in Level)


@dataclass(frozen=True, slots=True)
class Cleared:
    """A level in words, whether somebody decided it, and whether a source's whole text goes with it."""

    level: str
    label: str
    decided: bool = False
    whole: bool = False


def levels(what: str, ids: Iterable[str], default: Level = Level.TEAM) -> dict[str, Cleared]:
    """The levels of records, claims, sources or passages (`what` names which) by their ids."""
    wanted = list(ids)
    found = {each: Cleared(default.value, label(f"level.{default.value}", language())) for each in wanted}
    rows = Clearance.objects.filter(**{f"{what}_id__in": wanted}).order_by("decision_id")
    for thing, level, whole in rows.values_list(f"{what}_id", "level", "whole"):
        found[thing] = Cleared(level, label(f"level.{level}", language()), True, whole)
    return found


def options() -> tuple[tuple[str, str], ...]:
    """The levels to choose from, widest first."""
    return tuple((level, label(f"level.{level}", language())) for level in ORDER)
