"""What a column may be: every field of every claim about the row's record and its parts, as the vocabulary declares them."""

from dataclasses import dataclass

from khronika.vocabulary.kind import ClaimKind, Field, FieldType
from khronika.vocabulary.kinds import CLAIMS, RECORDS, claims_about
from khronika.vocabulary.terms import label, members
from khronika.workspace.naming import parts

MAINS = ("Person", "Organization", "Place", "Event", "Campaign", "Observance", "SolidarityAction", "Recommendation")
OFTEN = {
    "Recommendation": (("RecommendationDetails", "session"), ("RecommendationDetails", "about")),
    "SolidarityAction": (
        ("SolidarityActionDetails", "action_type"),
        ("SolidarityActionDetails", "campaign"),
        ("SolidarityActionDetails", "observance"),
        ("ReportedCount", "counted"),
    ),
    "Campaign": (("ReportedCount", "counted"),),
    "Observance": (("ReportedCount", "counted"),),
}
"""What mostly holds for every row of a list, and stands in no column of it: it may be left open."""
DATES = {"@from": "from", "@until": "until", "@on": "on"}
JOINED = "text+"  # a part of a name that is joined with the others


@dataclass(frozen=True, slots=True)
class Target:
    """A record kind of the row, a claim kind about it, and a field, a date (@from, @until, @on) or a part of a name (text+)."""

    record: str
    claim: str
    field: str

    @property
    def token(self) -> str:
        """As a form sends it."""
        return f"{self.record}|{self.claim}|{self.field}"

    @property
    def terms(self) -> str:
        """The list of terms that its values are of, if they are."""
        declared = CLAIMS[self.claim].by_name.get(self.field)
        return declared.terms if declared is not None and declared.type is FieldType.TERM else ""


def around(main: str) -> dict[str, tuple[ClaimKind, Field]]:
    """The kinds of records that are parts of a main one, each with the claim and field that say so."""
    return {record: pair for record, pair in parts().items() if main in pair[1].kinds}


def target(token: str, main: str) -> Target | None:
    """The target of a token; None for one that there is not."""
    found = Target(*token.split("|")) if token.count("|") == 2 else None
    return found if found in set(_all(main)) else None


def _all(main: str) -> list[Target]:
    return [
        Target(record, kind.name, name)
        for record in (main, *around(main))
        for kind, name in _fields(record, main=record == main)
    ]


def _fields(record: str, *, main: bool) -> list[tuple[ClaimKind, str]]:
    found = []
    for kind in claims_about(record):
        found += [(kind, each.name) for each in kind.fields if _fits(each, main=main)]
        found += [(kind, JOINED)] if kind.name == "Name" else []
        found += [(kind, each) for each in DATES] if kind.dated else []
    return found


def _fits(field: Field, *, main: bool) -> bool:
    """Whether a cell can say it: what points to a record needs one that has a name; a part knows its whole from the row."""
    return (main or not field.part_of) and (not field.kinds or any(RECORDS[each].named for each in field.kinds))


def options(main: str, words: dict[str, str], language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices for a column in groups, in a language; `words` are those for dates and for a part of a name."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in _all(main):
        claim = label(f"claim.{each.claim}", language)
        group = claim if each.record == main else f"{label(f'record.{each.record}', language)}: {claim}"
        field = words[each.field] if each.field in words else label(f"field.{each.claim}.{each.field}", language)
        groups.setdefault(group, []).append((each.token, f"{claim} · {field}"))
    return list(groups.items())


def members_of(terms: str, language: str) -> list[tuple[str, str]]:
    """The terms of a list with their labels."""
    return [(each, label(f"{terms}.{each}", language)) for each in members(terms)]
