"""A picture is put beside a record like anything else is said: proposed on a source, decided by a person, cleared before it goes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.claims.clear import Target
from khronika.desk.claims.clear import clear as clearing
from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.models import Decision, Record
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.register.told import called
from khronika.desk.solidarity.errors import SolidarityError
from khronika.desk.solidarity.fit import PORTRAIT, demand_unforced
from khronika.desk.solidarity.models import Image, Picture
from khronika.desk.sources.models import TextVersion
from khronika.desk.sources.note import note
from khronika.vault.jobs.clean import single
from khronika.vocabulary.kind import Level
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import label, members

READER = "person"
_KEY = "about"


@dataclass(frozen=True, slots=True)
class Beside:
    """What a picture is on a record's page. `captions` by language; `source` and `quote` say on what it rests, else a note is kept."""

    role: str
    captions: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    quote: str = ""
    language: str = "en"  # of the note


def attach(by: User, image: Image, record: str, beside: Beside) -> Decision:
    """Put a picture beside a record: one claim for each language of its caption, proposed and decided by the same person.

    Raises NotAllowed, and ClaimsError or SolidarityError with nothing written.
    """
    found = Record.objects.filter(pk=record).first()
    _fit(image, found, beside)
    assert found is not None
    captions = {tongue: said for tongue, text in beside.captions.items() if (said := single(text, 2000))}
    with transaction.atomic():
        name = called([record])[record]
        version, span = _rest(by, image, name, beside, captions)
        plain: dict[str, object] = {"image": image.pk, "picture_role": beside.role}
        worded: list[Mapping[str, object]] = [
            {**plain, "text": text, "language": tongue} for tongue, text in sorted(captions.items())
        ]
        facts = [Fact("Picture", _KEY, values, (span,)) for values in worded or [plain]]
        made = propose(version, [Mentioned(_KEY, found.kind, name)], facts, reader=READER, by=by)
        ids = made.proposals.order_by("number").values_list("id", flat=True)
        return decide(by, [Answer(each, meant=record) for each in ids])


def standing(image: str) -> list[tuple[str, str, str]]:
    """Where a picture stands now: claim, record, role."""
    rows = Picture.objects.filter(image=image, claim__known_until=None).order_by("claim__known_from", "claim_id")
    return list(rows.values_list("claim_id", "claim__subject_id", "picture_role"))


def resting(decision: Decision) -> list[str]:
    """The sources on which the claims of a decision rest."""
    path = "citations__proposal__passages__version__capture__source_id"
    return sorted({each for each in decision.claims.values_list(path, flat=True) if each})


def clear(by: User, decision: Decision, *, note: bool, reason: str) -> Decision:
    """Let the public see what was put beside a record just now; with `note`, the note that it rests on too.

    Raises NotAllowed, and Waits where the record is at risk.
    """
    wanted = [Target("claim", each) for each in decision.claims.values_list("pk", flat=True)]
    wanted += [Target("source", each) for each in resting(decision)] if note else []
    return clearing(by, wanted, Level.PUBLIC, reason=reason)


def _fit(image: Image, record: Record | None, beside: Beside) -> None:
    if record is None:
        raise SolidarityError(_("Expected a record that is kept here; choose it again."))
    if record.kind not in CLAIMS["Picture"].subjects:
        raise SolidarityError(
            _("Expected somebody or something that has a page; {kind} has none for pictures.").format(
                kind=label(f"record.{record.kind}")
            )
        )
    if beside.role not in members("picture_role"):
        raise SolidarityError(_("Expected what the picture shows; choose it from the list."))
    if beside.role == PORTRAIT and record.kind not in ("Person", "Organization", "Group"):
        raise SolidarityError(_("Expected a person or an organisation for a portrait; choose something else it shows."))
    if beside.role == PORTRAIT:
        demand_unforced(image)
    if not image.object_name:
        raise SolidarityError(_("Expected a picture that is still kept; this one was erased. Make it anew."))
    same = Picture.objects.filter(image=image.pk, claim__subject=record, claim__known_until=None)
    there = set(same.filter(picture_role=beside.role).values_list("language", flat=True))
    if there & (set(beside.captions) or {""}):
        raise SolidarityError(_("The picture is there already. Correct its caption on the record's page."))


def _rest(
    by: User, image: Image, name: str, beside: Beside, captions: Mapping[str, str]
) -> tuple[TextVersion, tuple[int, int]]:
    """The words that say it: of a named source, or a note of who put it there."""
    if beside.source:
        version = TextVersion.objects.filter(capture__source=beside.source).order_by("-pk").first()
        if version is None or not version.text:
            raise SolidarityError(
                _("Expected a source with a text; this one has none. Leave it out, and a note is kept.")
            )
        at = version.text.find(beside.quote.strip())
        if at < 0:
            raise SolidarityError(
                _("Expected words that stand in the source, letter by letter; these do not. Copy them from it.")
            )
        return version, (at, at + len(beside.quote.strip() or version.text[:5000]))
    role = label(f"picture_role.{beside.role}", beside.language)
    words = [f"{role}: {name}", *captions.values(), ", ".join(filter(None, (image.credit, image.licence)))]
    capture = note(by, "\n".join(each for each in words if each))
    version = capture.versions.order_by("-number").first()
    if version is None:
        raise SolidarityError(_("The note was kept without its text. Write it once more in other words."))
    return version, (0, len(version.text))
