"""What was filled in about a record of any kind becomes proposals on a named source or on a note, decided at once by the same person.

A part of the form in which nothing is filled in says nothing; a part in which something is must say all that is needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Decision, Record
from khronika.desk.sources.models import Source, TextVersion
from khronika.vocabulary.counted import CountError, understand
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS, RECORDS
from khronika.vocabulary.terms import label
from khronika.workspace.adding.find import Unclear, Who, settle
from khronika.workspace.adding.kinds import TEXT
from khronika.workspace.adding.laid import Laid
from khronika.workspace.adding.when import dated, taken
from khronika.workspace.adding.written import written
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.review.sheet import newest

ABOUT = "about"
FIGURES = ("ReportedCount", "LetterCount")
"""Kinds whose `value` is typed in words: 'hundreds', 'more than 18'."""
LONGEST = 5_000
_SELF = ("language", "role")  # what the form fills in by itself


@dataclass(frozen=True, slots=True)
class Part:
    """One claim as a form says it: `given` has its fields as v-NAME, v-NAME-record, and its dates as when.

    What is `needed` is asked for even where nothing is filled in.
    """

    kind: str
    given: Mapping[str, str]
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """On what it rests: a source with the words that say it, or what somebody writes here as a note."""

    source: str = ""
    quote: str = ""
    note: str = ""


def record(by: User, about: Who, parts: Sequence[Part], evidence: Evidence, on: date) -> tuple[str, Decision]:
    """Record what a form says of a record (a new one where `about` names none); answers the record and the decision.

    Raises find.Unclear where a name may mean several, ClaimsError with what to do; nothing is written then.
    """
    said = [each for each in parts if each.needed or _says(each)]
    if not said:
        raise ClaimsError(_("Expected something about it; fill in a field."))
    with transaction.atomic():
        meant = {id(each): _people(each) for each in said}
        version, span = resting_on(by, evidence, lambda: _summary(about, said))
        laid = Laid(span)
        its = about.record or str(Record.objects.create(kind=about.kind).pk)
        laid.meant[ABOUT] = (about.kind, about.name, its)
        for each in said:
            laid.add(each.kind, ABOUT, *_told(each, meant[id(each)], laid, on))
        return its, laid.decided(by, version)


def _says(part: Part) -> bool:
    """Whether anything is filled in."""
    named = (f"v-{each.name}" for each in CLAIMS[part.kind].fields if each.name not in _SELF)
    return any(part.given.get(name, "").strip() for name in (*named, "when", "until"))


def _people(part: Part) -> dict[str, Who]:
    """Everybody and everything that a part names, by its field."""
    found = {}
    for each in CLAIMS[part.kind].references:
        name = f"v-{each.name}"
        try:
            who = settle(each.kinds, part.given.get(name, ""), part.given.get(f"{name}-record", ""))
        except Unclear as error:
            error.field = f"{part.kind}.{each.name}"
            raise
        if who is not None:
            found[each.name] = who
    return found


def _told(part: Part, meant: Mapping[str, Who], laid: Laid, on: date) -> tuple[dict[str, object], tuple[str, str]]:
    """The values and dates of a claim. Raises ClaimsError for a field that is needed."""
    values: dict[str, object] = {}
    for each in CLAIMS[part.kind].fields:
        typed = part.given.get(f"v-{each.name}", "").strip()
        if each.name in meant:
            values[each.name] = {"record": laid.spoken(meant[each.name])}
        elif typed and each.type is FieldType.DATE:
            values[each.name] = taken(typed, on).start
        elif typed and part.kind in FIGURES and each.name == "value":
            values |= _figure(part.kind, typed)
        elif typed and each.type is not FieldType.RECORD:
            values[each.name] = typed
        elif each.required and each.name not in values:
            said = _("Expected something for ‘%(field)s’ (%(part)s); it is needed.")
            words = (label(f"field.{part.kind}.{each.name}", language()), label(f"claim.{part.kind}", language()))
            raise ClaimsError(said % dict(zip(("field", "part"), words, strict=True)))
    dates = dated(part.given.get("when", ""), part.given.get("until", ""), on) if CLAIMS[part.kind].dated else ("", "")
    return values, dates


def _figure(kind: str, typed: str) -> dict[str, object]:
    """A count as it was typed: its number, and what its words say of the bound and of what was counted."""
    try:
        found = understand(typed)
    except CountError as error:
        raise ClaimsError(str(error)) from error
    said = {"value": found.value, "bound": found.bound, "said": "" if typed.isdecimal() else found.said}
    return {name: value for name, value in said.items() if value != ""} | (
        {"counted": found.counted} if kind == "ReportedCount" and found.counted else {}
    )


def resting_on(by: User, evidence: Evidence, summary) -> tuple[TextVersion, tuple[int, int]]:  # type: ignore[no-untyped-def]
    """The source that is named, at the words that are quoted, or a note of what somebody knows."""
    source = Source.objects.filter(id=evidence.source).first() if evidence.source else None
    if evidence.source and source is None:
        raise ClaimsError(_("Expected a source that is kept here; choose it again."))
    if source is None:
        version = written(by, evidence.note.strip() or summary())
        return version, (0, min(len(version.text), LONGEST))
    found, quote = newest(source), evidence.quote.strip()
    if found is None:
        raise ClaimsError(_("Expected a source with a text; this one has none. Choose another, or write it as a note."))
    at = found.text.find(quote)
    if quote and at < 0:
        raise ClaimsError(
            _("Expected words that stand in the source, letter by letter; these do not. Copy them from it.")
        )
    return found, (at, at + len(quote)) if quote else (0, min(len(found.text), LONGEST))


def _summary(about: Who, parts: Sequence[Part]) -> str:
    """The form in a few lines, as it was typed: the note of somebody who wrote nothing else."""
    tongue = language()
    lines = [about.name or (Names(tongue)(about.record) if about.record else label(f"record.{about.kind}", tongue))]
    for each in parts:
        said = []
        for one in CLAIMS[each.kind].fields:
            typed = each.given.get(f"v-{one.name}", "").strip()
            shown = label(f"{one.terms}.{typed}", tongue) if typed and one.type is FieldType.TERM else typed
            said += [shown] if typed and one.name not in _SELF else []
        said += [each.given.get(name, "").strip() for name in ("when", "until")]
        lines.append(f"{label(f'claim.{each.kind}', tongue)}: {' · '.join(filter(None, said))}")
    return "\n".join(lines)


def filled(kind: str, given: Mapping[str, str], claims: Sequence[str]) -> list[Part]:
    """The parts of a form whose fields are called CLAIM.v-NAME; a text without a role has the one its record begins with."""
    parts = []
    for claim in claims:
        its = {name.removeprefix(f"{claim}."): value for name, value in given.items() if name.startswith(f"{claim}.")}
        if claim == "Text" and its.get("v-text", "").strip():
            its = {"v-role": TEXT.get(kind, "title"), "v-language": language(), **{k: v for k, v in its.items() if v}}
        if claim == "Name" and RECORDS[kind].named and its.get("v-text", "").strip():
            its = {"v-language": language(), "v-name_kind": "usual", **{k: v for k, v in its.items() if v}}
        details = len(claims) > 1 and claim.endswith("Details")
        parts.append(Part(claim, its, details and any(each.required for each in CLAIMS[claim].fields)))
    return parts
