"""What somebody enters about solidarity: an action in one line, a count in their own words, a pasted list of territories.

Each becomes proposals on a named source or on a note of what was typed, decided at once by the same person. What cannot be
understood is said back and nothing is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khronika.desk.accounts.models import User
from khronika.desk.advocacy.mechanisms.rows import Rows
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Decision, Record
from khronika.desk.register.models import PlaceDetails
from khronika.desk.solidarity.errors import SolidarityError
from khronika.desk.solidarity.models import SolidarityActionDetails, Territory
from khronika.desk.solidarity.places import country, demand_town, places
from khronika.desk.solidarity.territories import Named, called, understand
from khronika.vocabulary.terms import languages
from khronika.workspace.adding.about import ABOUT, Evidence, Part, filled, record, resting_on
from khronika.workspace.adding.find import Who
from khronika.workspace.adding.laid import Laid
from khronika.workspace.adding.when import taken
from khronika.workspace.language import language

ACTION = "SolidarityAction"
CLAIMS = ("SolidarityActionDetails", "Text", "Host", "ReportedCount")
TOWN, HOST, FURTHER = "SolidarityActionDetails.v-place", "Host.v-organization", "Host2.v-organization"
_SHOWN = 12  # names that are said back


@dataclass(frozen=True, slots=True)
class Spreaded:
    """What came of a pasted list: the decision (none where all were there before), how many are new, and how many were known."""

    decision: Decision | None
    new: int
    before: int


def act(by: User, given: Mapping[str, str], evidence: Evidence, on: date) -> tuple[str, Decision]:
    """Record an action; a town that is new is placed in the country that is named with it.

    Raises Unclear where a name may mean several, TooNear for a street, ClaimsError with what to do; nothing is written then.
    """
    its = {**given, **_dates(given)}
    town, land = its.get(TOWN, "").strip(), its.get("country", "").strip()
    demand_town(town)
    demand_town(its.get("Text.v-text", ""))
    if not town and not land:
        raise SolidarityError(_("Expected the town, or the country where no town is known."))
    if not its.get("SolidarityActionDetails.when", "").strip():
        raise SolidarityError(
            _("Expected when it was: a day, a month or a year. Without it the action can never go out.")
        )
    if not its.get("ReportedCount.v-value", "").strip():
        its = {name: value for name, value in its.items() if not name.startswith("ReportedCount.")}
    with transaction.atomic():
        state = _country(by, land, evidence) if land else ""
        if not town:
            its |= {TOWN: called(understand(land)[0].code, language()) or land, f"{TOWN}-record": state}
        parts = [each for each in filled(ACTION, its, CLAIMS) if each.kind != "ReportedCount" or each.given]
        if its.get(FURTHER, "").strip():
            parts.append(
                Part("Host", {f"v-organization{more}": its.get(f"{FURTHER}{more}", "") for more in ("", "-record")})
            )
        made, decision = record(by, Who(ACTION, ""), parts, evidence, on)
        _placed(by, made, town, state=state, on=on)
        return made, decision


def _dates(given: Mapping[str, str]) -> dict[str, str]:
    """A count is of the days of its action."""
    return {f"ReportedCount.{name}": given.get(f"SolidarityActionDetails.{name}", "") for name in ("when", "until")}


def _country(by: User, typed: str, evidence: Evidence) -> str:
    """The record of a country, made where it is new. Raises SolidarityError for what is none."""
    found = understand(typed)
    if len(found) != 1 or not found[0].known:
        raise SolidarityError(_unknown(found))
    if found[0].record and _coded(found[0]):
        return found[0].record
    version, span = resting_on(by, Evidence(evidence.source, evidence.quote), lambda: typed)
    laid = Laid(span)
    made = _land(laid, found[0])
    laid.decided(by, version)
    return made


def _placed(by: User, action: str, town: str, *, state: str, on: date) -> None:
    """Say in which country a new town lies, where nothing says so yet. Raises SolidarityError where no country is named."""
    place = SolidarityActionDetails.objects.filter(claim__subject=action, claim__known_until=None).values_list(
        "place_id", flat=True
    )
    rows = Rows()
    its, known = rows.root(place.first() or ""), places(rows)
    if not town or not its or country(its, known):
        return
    if not state:
        raise SolidarityError(
            _("Expected the country in which ‘%(town)s’ lies; nothing says so yet. Fill in the country.")
            % {"town": town}
        )
    said = {"v-place_kind": "town", "v-within-record": state}
    record(by, Who("Place", town, its), [Part("PlaceDetails", said, needed=True)], Evidence(), on)


def spread(by: User, about: str, text: str, when: str, evidence: Evidence) -> Spreaded:
    """Record the territories of a pasted list for a campaign, an observance or an action; those that are known once.

    Raises SolidarityError that names what is no place; nothing is written then.
    """
    its = Record.objects.filter(id=about).first()
    if its is None:
        raise SolidarityError(_("Expected a record that exists; choose it again."))
    start = taken(when, None).start if when.strip() else ""
    found = understand(text)
    if not found:
        raise SolidarityError(_("Expected names of countries or territories, one a line or with commas; got none."))
    if any(not each.known for each in found):
        raise SolidarityError(_unknown(found))
    rows = Rows()
    there = Territory.objects.filter(
        claim__subject__in=rows.cluster(about), claim__known_until=None, claim__valid_from=start
    )
    before = {rows.root(each) for each in there.values_list("place_id", flat=True)}
    fresh = [each for each in found if not each.record or each.record not in before]
    if not fresh:
        return Spreaded(None, 0, len(found))
    with transaction.atomic():
        version, span = resting_on(by, evidence, lambda: text)
        laid = Laid(span)
        laid.meant[ABOUT] = (its.kind, "", about)
        for each in fresh:
            laid.add("Territory", ABOUT, {"place": {"record": _land(laid, each)}}, (start, ""))
        return Spreaded(laid.decided(by, version), len(fresh), len(found) - len(fresh))


def _land(laid: Laid, named: Named) -> str:
    """The record of a place; a country that is new with its names in all languages and its code, which one that is known gets too."""
    if named.record:
        if not _coded(named):
            laid.meant[named.record] = ("Place", named.typed, named.record)
            laid.add("PlaceDetails", named.record, {"place_kind": "country", "code": named.code})
        return named.record
    names = {each: called(named.code, each) for each in languages()}
    made, key = Record.objects.create(kind="Place"), f"Place:{named.code}"
    laid.meant[key] = ("Place", names[language()], made.pk)
    for tongue, text in names.items():
        laid.add("Name", key, {"text": text, "language": tongue, "name_kind": "usual"})
    laid.add("PlaceDetails", key, {"place_kind": "country", "code": named.code})
    return str(made.pk)


def _coded(named: Named) -> bool:
    """Whether nothing is to be said of a place that is recorded: it has its country's code, or is no country."""
    told = PlaceDetails.objects.filter(claim__subject=named.record, claim__known_until=None)
    return not named.code or told.exclude(code="").exists()


def _unknown(found: Sequence[Named]) -> str:
    """What is no place, and what was perhaps meant."""
    lost = [each for each in found if not each.known]
    if not lost:
        return _("Expected one country; got several. Name one.")
    shown = "; ".join(_asked(each) for each in lost[:_SHOWN]) + (" …" if len(lost) > _SHOWN else "")
    return ngettext(
        "%(count)d name is of no country or territory that is known: %(names)s. Mend it, or add it as a place first; nothing was written.",
        "%(count)d names are of no country or territory that is known: %(names)s. Mend them, or add them as places first; nothing was written.",
        len(lost),
    ) % {"count": len(lost), "names": shown}


def _asked(lost: Named) -> str:
    if not lost.near:
        return f"‘{lost.typed}’"
    return _("‘%(name)s’ (perhaps %(near)s)") % {"name": lost.typed, "near": " / ".join(lost.near)}


def count(by: User, about: str, given: Mapping[str, str], evidence: Evidence, on: date) -> Decision:
    """Record a count about a campaign, an observance or an action, as somebody says it. Raises ClaimsError."""
    its = Record.objects.filter(id=about).first()
    if its is None:
        raise ClaimsError(_("Expected a record that exists; choose it again."))
    parts = filled(its.kind, given, ("ReportedCount",))
    return record(
        by, Who(its.kind, "", about), [Part(each.kind, each.given, needed=True) for each in parts], evidence, on
    )[1]
