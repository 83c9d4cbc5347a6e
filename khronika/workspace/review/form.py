"""Change a proposal before accepting it: a form made from the vocabulary, so a new field is in it without a line here.

What points to a record is chosen among what the reading speaks of and records found by name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from khronika.desk.claims.models import Mention, Proposal
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS, RECORDS
from khronika.vocabulary.terms import label, members
from khronika.workspace.language import language
from khronika.workspace.naming import Names, plain
from khronika.workspace.review.meant import Guide

STATUSES = ("asserted", "alleged", "denied", "disputed", "overturned")
LISTED = 200


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Input:
    """One field of a form: `widget` is line, text, number or choice; `groups` are choices under headings."""

    name: str
    label: str
    widget: str
    value: str = ""
    required: bool = False
    groups: tuple[tuple[str, tuple[Option, ...]], ...] = ()
    searched: str = ""
    searchable: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form with its fields and, where something was wrong, the sentence."""

    title: str
    inputs: tuple[Input, ...]
    problem: str = ""


class Choices:
    """What a record field may point to in the form: mentions of a reading, and records by name."""

    def __init__(self, mentions: Sequence[Mention], *, names: Names | None = None) -> None:
        """Take the mentions to choose among, in their order."""
        self.names = names or Names()
        self.mentions = mentions
        self.guide = Guide(self.names)

    def groups(self, kinds: Sequence[str], chosen: str, searched: str) -> tuple[tuple[str, tuple[Option, ...]], ...]:
        """The choices for records of these kinds, what is chosen already included."""
        its = [each for each in self.mentions if each.kind in kinds]
        here = [
            Option(f"mention:{each.key}", each.name or f"{term(f'record.{each.kind}')} ({each.key})")
            for each in its[:LISTED]
        ]
        words = searched or next((each.name for each in its if f"mention:{each.key}" == chosen), "")
        records = self._records(kinds, words)
        what, _colon, record = chosen.partition(":")
        if what == "record" and record:
            records.setdefault(chosen, Option(chosen, self.names(record)))
        return ((_("In this text"), tuple(here)), (_("Records"), tuple(records.values())))

    def _records(self, kinds: Sequence[str], words: str) -> dict[str, Option]:
        found = {}
        for kind in kinds if words else ():
            if RECORDS[kind].named:
                for each in self.guide.search(kind, words):
                    found[f"record:{each.record}"] = Option(f"record:{each.record}", f"{each.name} · {each.percent} %")
        return found


def term(key: str) -> str:
    """A label of the vocabulary in the language of the request."""
    return label(key, language())


def inputs(
    kind: str, values: Mapping[str, str], choices: Choices, *, searched: Mapping[str, str] | None = None
) -> tuple[Input, ...]:
    """The fields of a claim kind as inputs; `values` are as `encoded`."""
    found = []
    for field in CLAIMS[kind].fields:
        value, words = values.get(field.name, ""), (searched or {}).get(field.name, "")
        groups: tuple[tuple[str, tuple[Option, ...]], ...] = ()
        widget = {FieldType.TEXT: "text", FieldType.TERM: "choice", FieldType.RECORD: "choice"}.get(field.type, "line")
        if field.type is FieldType.TERM:
            groups = (("", tuple(Option(each, term(f"{field.terms}.{each}")) for each in members(field.terms))),)
        elif field.type is FieldType.RECORD:
            groups = choices.groups(field.kinds, value, words)
        is_record = field.type is FieldType.RECORD
        found.append(
            Input(
                f"v-{field.name}",
                term(f"field.{kind}.{field.name}"),
                widget,
                value,
                field.required,
                groups,
                words,
                is_record,
            )
        )
    return tuple(found)


def dates(start: str, end: str, status: str) -> tuple[Input, ...]:
    """The inputs that all kinds of claims share."""
    statuses = tuple(Option(each, term(f"status.{each}")) for each in STATUSES)
    return (
        Input("from", _("From (4.8.2012, August 2012, summer 2020, about 2011)"), "line", start),
        Input("until", _("Until (‘..’ for still so)"), "line", end),
        Input("status", _("How the source says it"), "choice", status, True, (("", statuses),)),
    )


def encoded(values: Mapping[str, object]) -> dict[str, str]:
    """Plain values as a form holds them: 'mention:key' and 'record:id' for what points somewhere."""
    return {
        name: ":".join(next(iter(plain(value).items()))) if isinstance(value, Mapping) else str(value)
        for name, value in values.items()
    }


def decoded(kind: str, posted: Mapping[str, str]) -> dict[str, object]:
    """What a form says, as plain values; empty ones are left out."""
    found: dict[str, object] = {}
    for field in CLAIMS[kind].fields:
        value = posted.get(f"v-{field.name}", "").strip()
        if value and field.type is FieldType.RECORD:
            what, _, key = value.partition(":")
            found[field.name] = {what: key}
        elif value:
            found[field.name] = value
    return found


def form(proposal: Proposal, posted: Mapping[str, str] | None = None, problem: str = "") -> Form:
    """The form of a proposal: as proposed, or as somebody filled it in already."""
    choices = Choices(list(Mention.objects.filter(reading_id=proposal.reading_id).order_by("pk")))
    given = dict(posted or {})
    values = (
        encoded(proposal.values)
        if posted is None
        else {name.removeprefix("v-"): value for name, value in given.items()}
    )
    searched = {field.name: given.get(f"find-{field.name}", "").strip() for field in CLAIMS[proposal.kind].references}
    subject = (_subject(proposal, choices, given),)
    shared = dates(
        given.get("from", proposal.valid_from),
        given.get("until", proposal.valid_until),
        given.get("status", proposal.status),
    )
    return Form(
        _("Change: %(kind)s") % {"kind": term(f"claim.{proposal.kind}")},
        (*subject, *inputs(proposal.kind, values, choices, searched=searched), *shared),
        problem,
    )


def _subject(proposal: Proposal, choices: Choices, given: Mapping[str, str]) -> Input:
    """Who it is about: as decided, a new record, or one found by name."""
    mention = proposal.subject
    words = given.get("find-meant", "").strip()
    named = RECORDS[mention.kind].named
    known = (
        [Option("", choices.names(mention.record_id))]
        if mention.record_id
        else []
        if named
        else [Option("", mention.name or term(f"record.{mention.kind}"))]
    )
    new = [Option("new", _("New record: %(name)s") % {"name": mention.name})] if named and not mention.record_id else []
    found = choices.guide.search(mention.kind, words or mention.name) if named else ()
    options = (
        *known,
        *(Option(each.record, f"{each.name} · {each.percent} %") for each in found if each.record != mention.record_id),
        *new,
    )
    return Input(
        "meant",
        _("About (%(kind)s)") % {"kind": term(f"record.{mention.kind}")},
        "choice",
        given.get("meant", ""),
        True,
        (("", options),),
        words,
        named,
    )


def searching(posted: Mapping[str, str]) -> bool:
    """Whether a form asks for records by name: its button was pressed, or Enter in a field whose words are new."""
    asked = (name for name, words in posted.items() if name.startswith("find-") and words.strip())
    return "find" in posted or any(posted[name].strip() != posted.get(f"was-{name[5:]}", "").strip() for name in asked)
