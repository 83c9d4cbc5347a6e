"""A claim as a sentence that a person understands, made from the vocabulary.

A frame only says in which order some fields read best; a field that no frame mentions is shown with its label, so a new
field is never lost. Parts stay apart so that a screen can isolate each: a name may hold letters of any direction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from khronika.pages.when import day, span
from khronika.pages.words import words
from khronika.vocabulary.kind import Field, FieldType
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import label
from khronika.workspace.language import language as language_of

Namer = Callable[[object], str]

SHORT = 420
_FRAMES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "Name": (("text",),),
    "Text": (("role",), ("text",)),
    "Membership": (("role",), ("post",), ("organization",)),
    "PlaceDetails": (("place_kind",),),
    "ProvisionDetails": (("law",),),
    "ActDetails": (("act_type",),),
    "Involvement": (("perpetrator",), ("degree",)),
    "ProceedingDetails": (("proceeding_kind",),),
    "Charge": (("provision",),),
    "Judgment": (("verdict",), ("instance",), ("court",)),
    "SentenceComponent": (("sentence_type",), ("amount", "unit")),
    "Addressee": (("party",),),
    "Beneficiary": (("party",),),
    "Signatory": (("person",), ("role",), ("organization",)),
    "DemandDetails": (("scope",),),
    "InterventionDetails": (("intervention_type",),),
    "Intervening": (("party",), ("role",)),
    "Response": (("response",), ("party",)),
    "Concern": (("record",),),
    "MechanismDetails": (("mechanism_type",), ("body",)),
    "SubmissionDetails": (("submission_type",),),
    "CommunicationDetails": (("communication_type",), ("document",)),
    "MotionDetails": (("motion_type",), ("document",)),
    "RecommendationDetails": (("recommending",),),
    "RecommendationResponse": (("recommendation_response",),),
    "Implementation": (("implementation",),),
    "Step": (("step",), ("body",), ("person",), ("role",)),
    "VoteEvent": (("vote_result",), ("body",)),
    "Vote": (("voter",), ("vote",)),
    "Position": (("stance",), ("text",)),
    "Award": (("title",), ("body",)),
    "DemandAssessment": (("assessment",), ("beneficiary",)),
    "CarriedDemand": (("earlier",),),
    "ReportedCount": (("bound", "value", "counted"),),
    "CampaignDetails": (("campaign_type",),),
    "Occurrence": (("year",), ("occurrence_state",)),
    "EndingCondition": (("demand",),),
    "SolidarityActionDetails": (("action_type",), ("place",)),
    "Territory": (("place",),),
    "Host": (("organization",), ("role",)),
    "HostPerson": (("person",), ("role",)),
    "Participant": (("person",), ("role",)),
    "FacilityAddress": (("address",),),
    "LettersWelcome": (("letters_welcome",),),
    "LetterCount": (("bound", "value"), ("letters",)),
    "Picture": (("picture_role",), ("text",)),
}
_QUIET = frozenset(
    {
        ("Name", "language"),
        ("Name", "script"),
        ("Text", "language"),
        ("Text", "translates"),
        ("DemandDetails", "number"),
        ("RecommendationDetails", "number"),
        ("Position", "language"),
        ("Award", "language"),
        ("Picture", "language"),
        ("FacilityAddress", "language"),
    }
    | {(kind.name, field.name) for kind in CLAIMS.values() for field in kind.references if field.part_of}
)
"""What the words themselves or the name of the subject show; the form for changing has them."""
_GLUE = {"Text": " – ", "Position": " – ", "Vote": ": "}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence and what stands before it."""

    glue: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a claim says: the sentence in parts, and further fields with their labels."""

    parts: tuple[Part, ...]
    extras: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return "".join(part.glue + part.text for part in self.parts)


def say(kind: str, values: Mapping[str, object], named: Namer, *, language: str = "en") -> Said:
    """What a claim of that kind says with these values.

    `named` gives the name of what a value points to: a record's id, {"record": id} or {"mention": key}.
    """
    fields = CLAIMS[kind].by_name
    shown = {
        name: display(field, values[name], named, language=language)
        for name, field in fields.items()
        if values.get(name) not in (None, "")
    }
    parts: list[Part] = []
    frame = _FRAMES.get(kind, ())
    for group in frame:
        for position, name in enumerate(name for name in group if name in shown):
            glue = (" " if position else _GLUE.get(kind, ", ")) if parts else ""
            parts.append(Part(glue, _short(shown[name], fields[name])))
    spoken = {name for group in frame for name in group}
    extras = tuple(
        (label(f"field.{kind}.{name}", language), shown[name])
        for name in shown
        if name not in spoken and (kind, name) not in _QUIET
    )
    return Said(tuple(parts), extras)


def display(field: Field, value: object, named: Namer, *, language: str = "en") -> str:
    """One value in words: a term's label, a record's name, a number with its thousands."""
    if field.type is FieldType.TERM:
        return label(f"{field.terms}.{value}", language)
    if field.type is FieldType.RECORD:
        return named(value)
    if field.type in (FieldType.INTEGER, FieldType.DECIMAL):
        return _grouped(str(value))
    return str(value)


def period(start: str, end: str) -> str:
    """The dates of a claim in words of the desk's language, never more exact than they were said."""
    tongue = words(language_of())
    return (
        span(start, end, tongue) if end else day(start, tongue)
    )  # a day alone: not said whether it was more than that day


def _short(text: str, field: Field) -> str:
    """A long text is cut at a word, for the passage shows all of it."""
    return text[:SHORT].rsplit(" ", 1)[0] + " …" if field.type is FieldType.TEXT and len(text) > SHORT else text


def _grouped(number: str) -> str:
    """Thousands apart from 10,000 on; a year stays as it is."""
    whole, point, rest = number.partition(".")
    rest = rest.rstrip("0")
    if len(whole) > 4 and whole.isdigit():
        whole = f"{int(whole):,}"
    return f"{whole}{point}{rest}" if rest else whole
