"""A mapping as a form of columns, and back. What the form cannot show (a mapping written by hand may say more) stays a text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from khronika.desk.register.imports.errors import MappingError
from khronika.desk.register.imports.mapping import Claimed, Plan, plan
from khronika.vocabulary.kinds import CLAIMS
from khronika.workspace.imports.targets import DATES, JOINED, MAINS, OFTEN, Target, around

Fixed = tuple[str, str, str]


@dataclass(slots=True)
class Column:
    """What one column is: `terms` turn its words into ours, `split` parts several values."""

    name: str
    target: Target | None = None
    split: str = ""
    key: bool = False
    terms: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Choices:
    """All that the form says. `fixed` are values that no column has, by record kind, claim kind and field."""

    name: str
    main: str = "Person"
    language: str = ""
    dates: str = ""
    sheet: str = ""
    header: int = 1
    columns: list[Column] = field(default_factory=list)
    fixed: dict[Fixed, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def word(self, record: str) -> str:
        """The word of a record in the mapping."""
        return self.words.get(record, record.lower()[:20])


def needed(chosen: Choices) -> list[Fixed]:
    """Fields that are required by what was chosen and that no column has."""
    have = {(each.target.record, each.target.claim, each.target.field) for each in chosen.columns if each.target}
    have |= {(record, claim, "text") for record, claim, name in have if name == JOINED}
    found = []
    for record, claim in _claims(chosen):
        for each in CLAIMS[claim].fields:
            if each.name == "language" and chosen.language:
                continue  # what no column says is given the language of the whole
            if each.required and not each.part_of and (record, claim, each.name) not in have:
                found.append((record, claim, each.name))
    return found


def often(chosen: Choices) -> list[Fixed]:
    """Fields that mostly hold for every row, where no column has them: they may stay empty."""
    have = {(each.target.claim, each.target.field) for each in chosen.columns if each.target}
    made = {claim for _, claim in _claims(chosen)}
    return [(chosen.main, *each) for each in OFTEN.get(chosen.main, ()) if each[0] in made and each not in have]


def _claims(chosen: Choices) -> list[tuple[str, str]]:
    """Every claim kind that is made of a row, those among them that say of what a record is a part."""
    found: dict[tuple[str, str], None] = {}
    for each in chosen.columns:
        if each.target:
            if each.target.record != chosen.main:
                found[each.target.record, around(chosen.main)[each.target.record][0].name] = None
            found[each.target.record, each.target.claim] = None
    return list(found)


def written(chosen: Choices) -> dict[str, Any]:
    """The mapping in its plain form."""
    claims: dict[tuple[str, str], list[dict[str, Any]]] = {pair: [{}] for pair in _claims(chosen)}
    for each in chosen.columns:
        if each.target:
            _place(claims[each.target.record, each.target.claim], each, each.target)
    records: dict[str, Any] = {}
    for (record, claim), several in claims.items():
        its = records.setdefault(chosen.word(record), {"kind": record, "claims": []})
        its["claims"] += [
            {"kind": claim, **dates, "values": _values(chosen, record, claim, values)}
            for values, dates in map(_apart, several)
        ]
    keys = [each.name for each in chosen.columns if each.key]
    head = {"name": chosen.name, "sheet": chosen.sheet, "header": chosen.header, "language": chosen.language}
    head |= {"dates": chosen.dates, "key": keys[0] if len(keys) == 1 else keys}
    kept = {name: value for name, value in head.items() if value not in ("", [])}
    return {**kept, "columns": [each.name for each in chosen.columns], "records": records}


def _place(several: list[dict[str, Any]], column: Column, target: Target) -> None:
    """Put a column into the first claim of its kind that has nothing there yet."""
    if target.field == JOINED:
        several[0].setdefault("text", {"columns": []}).setdefault("columns", []).append(column.name)
        return
    cell: dict[str, Any] = {"column": column.name}
    cell |= {"split": column.split} if column.split else {}
    cell |= {"terms": column.terms} if column.terms else {}
    free = next((each for each in several if target.field not in each), None)
    if free is None:
        free = {}
        several.append(free)
    free[target.field] = cell


def _apart(said: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values and dates of a claim."""
    dates = {DATES[name]: cell for name, cell in said.items() if name in DATES}
    return {name: cell for name, cell in said.items() if name not in DATES}, dates


def _values(chosen: Choices, record: str, claim: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a claim with what is fixed, and of what its record is a part."""
    found: dict[str, Any] = {
        name: value for (its, kind, name), value in chosen.fixed.items() if (its, kind) == (record, claim) and value
    }
    for each in CLAIMS[claim].references:
        if each.part_of and record != chosen.main and chosen.main in each.kinds:
            found[each.name] = {"record": chosen.word(chosen.main)}
    return {**found, **values}


def read(made: Mapping[str, Any], columns: Sequence[str]) -> Choices | None:
    """The form of a mapping; None where the form cannot show all that the mapping says."""
    try:
        chosen = loose(made, columns)
        same = _plain(plan(written(chosen))) == _plain(plan(dict(made)))
    except (
        MappingError,
        KeyError,
        AttributeError,
        TypeError,
        ValueError,
    ):  # a mapping that somebody wrote may be anything
        return None
    return chosen if same else None


def loose(made: Mapping[str, Any], columns: Sequence[str]) -> Choices:
    """As much of a mapping as the form can show."""
    records = made.get("records") or {}
    main = next((each["kind"] for each in records.values() if each.get("kind") in MAINS), "Person")
    chosen = Choices(
        str(made.get("name", "")),
        main,
        str(made.get("language") or ""),
        str(made.get("dates") or ""),
        str(made.get("sheet") or ""),
        int(made.get("header") or 1),
        [Column(each) for each in columns],
        words={str(each.get("kind")): str(word) for word, each in records.items()},
    )
    by = {each.name: each for each in chosen.columns}
    keys = made.get("key") or ()
    for key in [keys] if isinstance(keys, str) else keys:
        if str(key) in by:
            by[str(key)].key = True
    for each in records.values():
        for claim in each.get("claims", ()):
            _take(chosen, by, str(each["kind"]), claim)
    return chosen


def _take(chosen: Choices, by: Mapping[str, Column], record: str, claim: Mapping[str, Any]) -> None:
    cells = dict(claim.get("values") or {})
    cells |= {name: claim[word] for name, word in DATES.items() if claim.get(word) is not None}
    for name, cell in cells.items():
        if not isinstance(cell, Mapping):
            chosen.fixed[record, str(claim["kind"]), name] = str(cell)
            continue
        several = [*([cell["column"]] if "column" in cell else []), *(cell.get("columns") or ())]
        for each in several:
            column = by.get(str(each))
            if column is not None:
                column.target = Target(record, str(claim["kind"]), JOINED if len(several) > 1 else name)
                column.split = str(cell.get("split") or "")
                column.terms = {str(theirs): str(ours or "") for theirs, ours in (cell.get("terms") or {}).items()}


def _plain(made: Plan) -> object:
    """What is equal for two mappings that do the same."""
    claims = [
        (each.word, each.kind, each.key, each.id, each.match, sorted(map(_same, each.claims))) for each in made.records
    ]
    return made.name, made.sheet, made.header, made.language, made.dates, made.key, made.most, sorted(map(repr, claims))


def _same(claim: Claimed) -> str:
    return repr(
        (
            claim.kind,
            sorted(claim.values.items(), key=lambda each: each[0]),
            claim.start,
            claim.until,
            claim.attested,
            claim.status,
        )
    )
