"""The form of columns: what was chosen, read from a request, and shown again with samples and with what is still asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from khronika.desk.register.imports.line import Wrong
from khronika.desk.register.imports.rows import term
from khronika.vault.table import Table
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import label
from khronika.workspace.imports.choices import Choices, Column, Fixed, needed, often
from khronika.workspace.imports.targets import JOINED, MAINS, members_of, target
from khronika.written import FORMS

SAMPLES, WORDS, LOOKED_AT = 3, 30, 20_000
Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of theirs, and which of our terms it means; `known` says that somebody said so."""

    theirs: str
    ours: str
    known: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One column as the form shows it."""

    number: int
    name: str
    samples: tuple[str, ...]
    token: str
    split: str
    key: bool
    words: tuple[Word, ...]
    terms: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """A value for every row that no column has; what is not `needed` may stay empty."""

    name: str
    label: str
    value: str
    terms: tuple[Option, ...]
    needed: bool = True


def taken(given: Mapping[str, str], table: Table) -> Choices:
    """What a form says."""
    main = given.get("main", "")
    chosen = Choices(
        " ".join(given.get("name", "").split())[:60],
        main if main in MAINS else MAINS[0],
        given.get("language", "")[:12],
        given.get("dates", "") if given.get("dates", "") in FORMS else "",
        given.get("sheet", "")[:100],
        int(given["header"]) if given.get("header", "").isdecimal() and 0 < int(given["header"]) <= 1000 else 1,
        words={name[5:]: value[:20] for name, value in given.items() if name.startswith("word-") and value},
    )
    for number, name in enumerate(table.columns):
        terms = {
            given[each]: given.get(each.replace("theirs", "ours", 1), "")
            for each in given
            if each.startswith(f"theirs-{number}-")
        }
        place = target(given.get(f"to-{number}", ""), chosen.main)
        its = {theirs: ours for theirs, ours in terms.items() if ours != "?"} if place and place.terms else {}
        split = given.get(f"split-{number}", "")[:5]
        chosen.columns.append(Column(name, place, split, bool(given.get(f"key-{number}")), its))
    for name, value in given.items():
        parts = tuple(name.removeprefix("fixed-").split("|"))
        if name.startswith("fixed-") and len(parts) == 3 and value.strip():
            chosen.fixed[parts] = value.strip()[:200]  # type: ignore[index]
    return chosen


def columns(chosen: Choices, table: Table, language: str) -> list[Shown]:
    """The columns with three values of each, and the words that need a meaning."""
    return [_column(number, each, table, language) for number, each in enumerate(chosen.columns)]


def _column(number: int, column: Column, table: Table, language: str) -> Shown:
    values = dict.fromkeys(cells[number] for _row, cells in table.rows[:LOOKED_AT] if cells[number])
    place = column.target
    terms = place.terms if place else ""
    return Shown(
        number,
        column.name,
        tuple(value[:60] for value in list(values)[:SAMPLES]),
        place.token if place else "",
        column.split,
        column.key,
        tuple(_words(column, terms, values)) if terms else (),
        tuple(members_of(terms, language)) if terms else (),
    )


def _words(column: Column, terms: str, values: Mapping[str, None]) -> list[Word]:
    """Words that are none of our terms, and those to which somebody gave a meaning."""
    found = {theirs: Word(theirs, ours, known=True) for theirs, ours in column.terms.items()}
    said = {theirs.casefold() for theirs in column.terms}
    for value in values:
        for part in value.split(column.split) if column.split else [value]:
            plain = part.strip()
            if plain and plain.casefold() not in said and len(found) < WORDS and not _understood(terms, plain):
                said.add(plain.casefold())
                found[plain] = Word(plain, "", known=False)
    return list(found.values())


def _understood(terms: str, word: str) -> bool:
    try:
        return bool(term(terms, word, ()))
    except Wrong:
        return False


def asks(chosen: Choices, language: str) -> list[Ask]:
    """What is needed beside the columns."""
    must = needed(chosen)
    wanted = dict.fromkeys([*must, *often(chosen), *_used(chosen)])
    return [replace(_ask(each, chosen.fixed.get(each, ""), language), needed=each in must) for each in wanted]


def _used(chosen: Choices) -> list[Fixed]:
    """What is fixed already of kinds that are made."""
    made = {(each.target.record, each.target.claim) for each in chosen.columns if each.target}
    made |= {each[:2] for each in needed(chosen)}
    return [each for each in chosen.fixed if each[:2] in made and each[2] in CLAIMS[each[1]].by_name]


def _ask(fixed: Fixed, value: str, language: str) -> Ask:
    record, claim, name = fixed
    field = CLAIMS[claim].field(name)
    words = f"{label(f'record.{record}', language)}: {label(f'field.{claim}.{name}', language)}"
    terms = tuple(members_of(field.terms, language)) if field.type is FieldType.TERM else ()
    return Ask(f"fixed-{record}|{claim}|{name}", words, value, terms)


def missing(chosen: Choices, shown: list[Shown], wanted: list[Ask]) -> list[str]:
    """What has to be said before the table can be tried, in sentences."""
    found = []
    if not chosen.name:
        found.append(_("Expected a name for the mapping; running again under it proposes nothing twice."))
    if not any(each.target for each in chosen.columns):
        found.append(_("Expected at least one column that is taken; choose what it is."))
    if any(each.needed and not each.value for each in wanted):
        found.append(_("Expected a value for what no column says; it stands below the columns."))
    for each in shown:
        if any(not word.known for word in each.words):
            found.append(_("Expected a meaning for the words of the column ‘{name}’.").format(name=each.name))
    joined = [each for each in chosen.columns if each.target and each.target.field == JOINED]
    if len(joined) == 1:
        said = _("Expected two columns or more that make a name together; ‘{name}’ is one. Choose ‘Name’ for it.")
        found.append(said.format(name=joined[0].name))
    return found
