"""The reference page of the vocabulary: all that is declared and nothing else, since it is made from the declaration.

Write it anew with `python -m khronika.vocabulary.document > docs/reference/vocabulary.md`; a test compares the two.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence

from khronika.vocabulary.kind import ClaimKind, Field, FieldType, Level, RecordKind
from khronika.vocabulary.kinds import CLAIMS, RECORDS, SOURCE_LEVEL
from khronika.vocabulary.terms import code, keys, label, languages, members

_DECLARED = ("record", "claim", "field")  # keys of these are labels of kinds and fields, not lists of terms
_TYPES = {
    FieldType.LINE: "a line",
    FieldType.TEXT: "text",
    FieldType.LANGUAGE: "a language tag",
    FieldType.INTEGER: "a whole number",
    FieldType.DECIMAL: "a number",
    FieldType.DATE: "a date (EDTF)",
}
_OPENING = f"""\
# Vocabulary

Every kind of record and claim, every field and every term, as `khronika/vocabulary/` declares them. This page is made
by `python -m khronika.vocabulary.document`; change the declaration, not the page.

ESF numbers are field numbers and micro-thesaurus codes of the HURIDOCS Events Standard Formats; where a term has no
equal there, the code is the nearest one. 'Starts at' is the level at which a thing is held until a decision clears it:
{", ".join(f"`{level}`" for level in Level)}, from the widest circle to the narrowest.
A source starts at `{SOURCE_LEVEL}`. What is guarded by a topic goes out only if everybody it speaks of has agreed, or if two people
decided that it was made public by the person.
"""


def document() -> str:
    """The whole page, in Markdown."""
    return "\n".join([_OPENING, *_records(), *_claims(), *_terms()])


def _records() -> Iterator[str]:
    yield "## Records\n\nA record is an identity: a random id and its kind. All else is said by claims.\n"
    yield from _table(
        ("record", *languages(), "has names", "pages", "starts at", "room", "ESF"), map(_record, RECORDS.values())
    )


def _record(kind: RecordKind) -> Sequence[str]:
    pages = f"`{kind.section}/`" if kind.section else ""
    return (
        f"`{kind.name}`",
        *_labels(f"record.{kind.name}"),
        "yes" if kind.named else "",
        pages,
        kind.level,
        f"`{kind.owner}`",
        kind.esf,
    )


def _claims() -> Iterator[str]:
    yield "## Claims\n"
    for kind in CLAIMS.values():
        yield f"### `{kind.name}`\n\n{_about(kind)}\n"
        yield from _table(
            ("field", *languages(), "holds", "needed", "ESF"), (_field(kind, each) for each in kind.fields)
        )


def _about(kind: ClaimKind) -> str:
    time = "Holds for a time." if kind.dated else "Has no dates."
    said = [
        f"About: {', '.join(kind.subjects)}.",
        f"Starts at {kind.level}.",
        time,
        _guarded(kind),
        f"ESF {kind.esf}." if kind.esf else "",
    ]
    return f"{' · '.join(_labels(f'claim.{kind.name}'))}  \n{' '.join(filter(None, said))}"


def _guarded(kind: ClaimKind) -> str:
    """What besides a level it takes to let such a claim out."""
    if kind.guard is None:
        return ""
    where = f" where {kind.guard.field} is {kind.guard.term}" if kind.guard.field else ""
    return f"Guarded by the topic {kind.guard.topic}{where}."


def _field(kind: ClaimKind, field: Field) -> Sequence[str]:
    return (
        f"`{field.name}`",
        *_labels(f"field.{kind.name}.{field.name}"),
        _holds(field),
        "yes" if field.required else "",
        field.esf,
    )


def _holds(field: Field) -> str:
    if field.type is FieldType.TERM:
        return f"a term of [`{field.terms}`](#{field.terms})"
    if field.type is not FieldType.RECORD:
        return _TYPES[field.type]
    return f"a record: {' or '.join(field.kinds)}" + ("; the subject is described on its page" if field.part_of else "")


def _terms() -> Iterator[str]:
    yield "## Lists of terms\n"
    for name in dict.fromkeys(key.partition(".")[0] for key in keys()):
        if name not in _DECLARED:
            yield f"### `{name}`\n"
            rows = (f"{name}.{member}" for member in members(name))
            yield from _table(
                ("term", *languages(), "ESF"),
                ((f"`{key.partition('.')[2]}`", *_labels(key), code(key)) for key in rows),
            )


def _labels(key: str) -> list[str]:
    return [label(key, language) for language in languages()]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(head)
    yield _row(["---"] * len(head))
    yield from map(_row, rows)
    yield ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(document())
