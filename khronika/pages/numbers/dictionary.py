"""What stands in the downloads: every field with its label, type, terms and code in the standard, made from the declaration."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khronika.pages.page import Page
from khronika.pages.render import SITE, Renderer
from khronika.pages.words import Words
from khronika.vocabulary.kind import Field, FieldType
from khronika.vocabulary.kinds import RECORDS, claims_about
from khronika.vocabulary.terms import label, members

KINDS = ("Person", "Organization", "Act", "Proceeding", "Demand", "Recommendation")
FOLDER = f"{SITE}/data"


@dataclass(frozen=True, slots=True)
class Item:
    """A column of a table: its name there, its label, what stands in it, the terms it may have, and its code."""

    column: str
    label: str
    type: str
    terms: tuple[tuple[str, str], ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A table with the formats it comes in: what each is called, and the way from the site's folder."""

    name: str
    heading: str
    formats: tuple[tuple[str, str], ...]


def items(kind: str, words: Words) -> list[Item]:
    """The columns of a kind's table, in their order."""
    since, until = words.gettext("from when"), words.gettext("until when")
    found = [Item("id", words.gettext("Identity, which never changes"), words.gettext("line of text"))]
    for claim in claims_about(kind):
        said = label(f"claim.{claim.name}", words.language)
        for field in claim.fields:
            name = f"{said}: {label(f'field.{claim.name}.{field.name}', words.language)}"
            found.append(
                Item(f"{claim.name}.{field.name}", name, kinded(field, words), _terms(field, words), field.esf)
            )
        if claim.dated:
            date = words.gettext("date (EDTF)")
            found.append(Item(f"{claim.name}.from", f"{said}: {since}", date))
            found.append(Item(f"{claim.name}.until", f"{said}: {until}", date))
    return found


def statuses(words: Words) -> list[Item]:
    """The columns of the table of statuses."""
    terms = tuple((each, label(f"person_status.{each}", words.language)) for each in members("person_status"))
    ends = tuple((each, label(f"end_ground.{each}", words.language)) for each in members("end_ground"))
    line, date, term = words.gettext("line of text"), words.gettext("date (EDTF)"), words.gettext("term")
    name = words.gettext("Name")
    return [
        Item("id", words.gettext("Identity of the claim, which never changes"), line),
        Item("person", words.gettext("Identity of the person"), line),
        *(Item(f"name_{each}", f"{name}: {words.tongue(each)}", line) for each in ("en", "be", "ru")),
        Item("status", label("field.StatusDetermination.status", words.language), term, terms),
        Item("from", words.gettext("from when"), date),
        Item("until", words.gettext("until when, as far as all that is known says"), date),
        Item("doubtful", words.gettext("yes, where it is alleged or disputed only"), line),
        Item("determined_by", label("field.StatusDetermination.determined_by", words.language), line),
        Item("end_ground", label("field.StatusDetermination.end_ground", words.language), term, ends),
    ]


def kinded(field: Field, words: Words) -> str:
    """What kind of value stands in a field."""
    match field.type:
        case FieldType.TEXT:
            return words.gettext("text")
        case FieldType.TERM:
            return words.gettext("term")
        case FieldType.LANGUAGE:
            return words.gettext("language tag")
        case FieldType.INTEGER:
            return words.gettext("whole number")
        case FieldType.DECIMAL:
            return words.gettext("number")
        case FieldType.RECORD:
            return words.gettext("name of another record")
        case FieldType.DATE:
            return words.gettext("date (EDTF)")
    return words.gettext("line of text")


def _terms(field: Field, words: Words) -> tuple[tuple[str, str], ...]:
    if field.type is not FieldType.TERM:
        return ()
    return tuple((each, label(f"{field.terms}.{each}", words.language)) for each in members(field.terms))


def tables(words: Words) -> list[tuple[str, str, list[Item]]]:
    """Every table: its file, what it is called, its columns."""
    found = [(RECORDS[kind].section, label(f"record.{kind}", words.language), items(kind, words)) for kind in KINDS]
    return [*found, ("statuses", label("claim.StatusDetermination", words.language), statuses(words))]


def pages(renderer: Renderer, language: str, files: Sequence[File]) -> Iterator[tuple[str, bytes]]:
    """The page of downloads and the data dictionary, which is there as a table too, with their paths in the edition."""
    words = renderer.words(language)
    found = tables(words)
    yield f"{SITE}/{language}/data.html", renderer.make("data", Page(language, "data"), files=files)
    yield f"{SITE}/{language}/dictionary.html", renderer.make("dictionary", Page(language, "dictionary"), tables=found)
    yield f"{FOLDER}/dictionary-{language}.csv", _table(found)


def _table(found: Sequence[tuple[str, str, list[Item]]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("table", "column", "label", "type", "terms", "esf"))
    for name, _, its in found:
        for item in its:
            terms = "; ".join(f"{term}: {said}" for term, said in item.terms)
            writer.writerow((name, item.column, item.label, item.type, terms, item.code))
    return b"\xef\xbb\xbf" + out.getvalue().encode()
