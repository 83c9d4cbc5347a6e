"""People and bodies the register has are shown by the name they have there, however this text spells them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from khronika.reading.model import Entity

SURE = 0.9


def recognised(entities: Iterable[Entity], known: Any) -> tuple[Entity, ...]:
    """The entities, those that `known` finds for sure with the register's id among their details."""
    return tuple(_one(entity, known) for entity in entities)


def _one(entity: Entity, known: Any) -> Entity:
    if entity.kind not in ("Person", "Organization"):
        return entity
    best = next(iter(known.search(entity.name, 1)), None)
    if best is None or best.score < SURE:
        return entity
    return replace(
        entity,
        details={**entity.details, "known": str(best.id)},
        rule="register",
        confidence=max(entity.confidence, 0.95),
    )
