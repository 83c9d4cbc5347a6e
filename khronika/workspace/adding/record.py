"""What was filled in by hand becomes a proposal on a named source or on a note of one's own, decided at once by the same person."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Decision, Record
from khronika.desk.claims.tables import table
from khronika.desk.sources.models import Source, TextVersion
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS, RECORDS
from khronika.workspace.adding.find import Unclear, Who, settle
from khronika.workspace.adding.laid import Laid
from khronika.workspace.adding.what import FOUND, SENTENCE, WHATS
from khronika.workspace.adding.when import dated, taken
from khronika.workspace.adding.written import written
from khronika.workspace.day.shorthand import ShorthandError, understand
from khronika.workspace.review.sheet import newest

LONGEST = 5_000
_WHOLES = {"Proceeding": ("ProceedingDetails", "defendant"), "DetentionSpell": ("SpellDetails", "person")}


def add(by: User, given: Mapping[str, str], on: date) -> tuple[str, Decision]:
    """Record what a form says; answers the person's record and the decision.

    Raises find.Unclear where a name may mean several, ClaimsError with what to do; nothing is written then.
    """
    what = given.get("what", "")
    if what not in WHATS:
        raise ClaimsError(_("Expected what to add; choose it from the list."))
    dates = dated(given.get("when", ""), "", on)
    with transaction.atomic():
        people = _people(WHATS[what][1], given)
        version, span = _source(by, given, people["person"])
        laid = Laid(span)
        told = {name: laid.meet(name, each) for name, each in people.items()}
        _tell(laid, given, told, dates, on)
        return told["person"], laid.decided(by, version)


def _people(kind: str, given: Mapping[str, str]) -> dict[str, Who]:
    """Everybody and everything that the form names, by its field."""
    wanted: dict[str, tuple[str, tuple[str, ...]]] = {"person": ("person", ("Person",))}
    for each in CLAIMS[kind].references:
        named = tuple(one for one in each.kinds if RECORDS[one].named or one in FOUND)
        if named and not each.part_of:
            wanted[f"v-{each.name}"] = (f"v-{each.name}", named)
    found = {}
    for key, (name, kinds) in wanted.items():
        try:
            who = settle(kinds, given.get(name, ""), given.get(f"{name}-record", ""))
        except Unclear as error:
            error.field = name
            raise
        if who is not None:
            found[key] = who
    if "person" not in found:
        raise ClaimsError(_("Expected a name: whom is it about?"))
    return found


def _source(by: User, given: Mapping[str, str], who: Who) -> tuple[TextVersion, tuple[int, int]]:
    """The source that is named, at the words that are quoted, or a note of what somebody knows."""
    source, quote = Source.objects.filter(id=given.get("source", "")).first(), given.get("quote", "").strip()
    if source is None:
        words = given.get("note", "").strip() or _summary(given, who)
        version = written(by, words)
        return version, (0, min(len(version.text), LONGEST))
    found = newest(source)
    if found is None:
        raise ClaimsError(_("Expected a source with a text; this one has none. Choose another, or write it as a note."))
    at = found.text.find(quote)
    if quote and at < 0:
        raise ClaimsError(
            _("Expected words that stand in the source, letter by letter; these do not. Copy them from it.")
        )
    return found, (at, at + len(quote)) if quote else (0, min(len(found.text), LONGEST))


def _summary(given: Mapping[str, str], who: Who) -> str:
    """The form in one line, as it was typed: the note of somebody who wrote nothing else."""
    said = [value.strip() for name, value in given.items() if name[:2] == "v-" and not name.endswith("-record")]
    parts = [who.name, str(WHATS[given["what"]][0]), *said, given.get("result", ""), given.get("when", "")]
    return " · ".join(each for each in parts if each)


def _tell(laid: Laid, given: Mapping[str, str], told: Mapping[str, str], dates: tuple[str, str], on: date) -> None:
    kind = WHATS[given["what"]][1]
    values = _values(kind, given, told, on)
    subject = CLAIMS[kind].subjects
    key = "person" if "Person" in subject else "whole"
    if key == "whole":
        _whole(laid, given, told["person"], subject[0], kind)
    if given["what"] == SENTENCE:
        _sentence(laid, given, values, dates, on)
        return
    if kind == "SpellDetails":
        values["person"] = {"record": told["person"]}
    laid.add(kind, key, values, dates)


def _values(kind: str, given: Mapping[str, str], told: Mapping[str, str], on: date) -> dict[str, object]:
    """The fields of the form as plain values, records as their ids, dates as EDTF."""
    values: dict[str, object] = {}
    for each in CLAIMS[kind].fields:
        name, typed = f"v-{each.name}", given.get(f"v-{each.name}", "").strip()
        if name in told:
            values[each.name] = {"record": told[name]}
        elif typed and each.type is FieldType.DATE:
            values[each.name] = taken(typed, on).start
        elif typed and each.type is not FieldType.RECORD:
            values[each.name] = typed
    return values


def _whole(laid: Laid, given: Mapping[str, str], person: str, record_kind: str, kind: str) -> None:
    """The case or detention that it belongs to: the one that is chosen, or a new one."""
    details, pointer = _WHOLES[record_kind]
    chosen = given.get("whole", "")
    known = table(details).objects.filter(claim__subject=chosen, claim__known_until=None, **{pointer: person})
    if chosen and not known.exists():
        raise ClaimsError(_("Expected a case or a detention of this person; choose it again, or a new one."))
    record = chosen or Record.objects.create(kind=record_kind).pk
    laid.meant["whole"] = (record_kind, "", record)
    if not chosen and details == "ProceedingDetails":
        what = given.get("proceeding_kind", "") or "criminal"
        laid.add(details, "whole", {"defendant": {"record": person}, "proceeding_kind": what})


def _sentence(
    laid: Laid, given: Mapping[str, str], values: Mapping[str, object], dates: tuple[str, str], on: date
) -> None:
    """A judgment with its penalties, both of one day, from the shorthand of the day sheet."""
    day = date.fromisoformat(dates[0]) if len(dates[0]) == 10 and dates[0].replace("-", "").isdigit() else on
    try:
        result = understand(given.get("result", ""), day)
    except ShorthandError as error:
        raise ClaimsError(str(error)) from error
    if not result.verdict:
        raise ClaimsError(_("Expected a verdict or a sentence, such as 5y, 10d, f 500 or acq; got none."))
    said = {"instance": "first", **values, "verdict": result.verdict}
    laid.add("Judgment", "whole", said, dates)
    for each in result.penalties:
        penalty = {
            "sentence_type": each.type,
            "amount": str(each.amount),
            "unit": each.unit,
            "instance": said["instance"],
        }
        laid.add("SentenceComponent", "whole", penalty, dates)
