"""Which record a file of decisions means under `link`: one the register has, said in words that mean exactly one, or an error.

What has no name is said by its title, or by what its own details say: `{statement: Call of 2016, number: 3}`.
"""

from collections.abc import Mapping

from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Record
from khronika.desk.claims.tables import table
from khronika.desk.register.models import Name, Text
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import RECORDS, claims_about

NEW = "new"
_SHORT = {"JointStatement": "Statement", "DetentionSpell": "Spell", "LegalProvision": "Provision"}


def pointed(kind: str, said: object) -> str:
    """The id of the record of a kind that a word or the values of its details mean, or 'new'.

    Raises ClaimsError unless exactly one record is meant; those judged to be the same count once.
    """
    found = _by_details(kind, said) if isinstance(said, Mapping) else _by_word(kind, str(said))
    standing = same()
    if len({standing.get(each, each) for each in found}) != 1:
        told = f"Expected one {kind} called {said!r} in the register; {len(found)} are."
        raise ClaimsError(f"{told} Give a record's id, a name or title, values of its details, or 'new'.")
    return min(found)


def _by_word(kind: str, word: str) -> set[str]:
    """By an id, a live name, or the title of what has no names."""
    if word == NEW or Record.objects.filter(id=word, kind=kind).exists():
        return {word}
    live = {"text": word, "claim__subject__kind": kind, "claim__known_until": None}
    rows = Name.objects.filter(**live) if RECORDS[kind].named else Text.objects.filter(**live, role="title")
    return set(rows.values_list("claim__subject_id", flat=True))


def _by_details(kind: str, values: Mapping[str, object]) -> set[str]:
    """By the values of a live claim of its details; a field that points to a record holds that record's name or title."""
    own = f"{_SHORT.get(kind, kind)}Details"
    details = next((each for each in claims_about(kind) if each.name == own), None)
    unknown = values.keys() - (details.by_name.keys() if details else set())
    if details is None or unknown or not values:
        known = ", ".join(details.by_name) if details else "none"
        raise ClaimsError(f"Expected values of the details of a {kind} ({known}); got {', '.join(map(str, values))}.")
    wanted: dict[str, object] = {"claim__subject__kind": kind, "claim__known_until": None}
    for name, value in values.items():
        field = details.by_name[name]
        if field.type is FieldType.RECORD:
            wanted[f"{name}__in"] = [each for one in field.kinds for each in _by_word(one, str(value))]
        else:
            wanted[name] = value
    return set(table(details.name).objects.filter(**wanted).values_list("claim__subject_id", flat=True))
