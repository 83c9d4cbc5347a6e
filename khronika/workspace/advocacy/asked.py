"""Which demands an address asks for: every part of it is optional, and what cannot be meant gets a sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from khronika.desk.advocacy.demands import Wanted
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Record
from khronika.desk.opened import current
from khronika.edition.errors import EditionError
from khronika.edition.reader import newest, open_edition
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import members
from khronika.workspace.adding.find import settle
from khronika.workspace.advocacy.words import states
from khronika.workspace.naming import Names
from khronika.workspace.sentences import told

PARTIES = CLAIMS["Addressee"].field("party").kinds
NAMED: Mapping[str, tuple[str, ...]] = {
    "addressee": PARTIES,
    "beneficiary": PARTIES,
    "provision": ("LegalProvision",),
}
_PLAIN = ("state", "scope", "year", "statement", "last", "edition")
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as it is asked for: what the tracker takes, what stands in the fields, and the ledger's end of an edition."""

    wanted: Wanted
    typed: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, str] = field(default_factory=dict)
    edition: int = 0
    ledger: int | None = None
    problems: tuple[str, ...] = ()

    def query(self, **other: str) -> str:
        """The address of this list, with some parts otherwise."""
        parts = {**self.typed, **{f"{name}-record": each for name, each in self.records.items()}, **other}
        return urlencode({name: value for name, value in parts.items() if value})


def asked(given: QueryDict, names: Names) -> Asked:
    """The list that an address asks for."""
    typed = {name: given.get(name, "").strip()[:200] for name in (*_PLAIN, *NAMED)}
    problems: list[str] = []
    records = {
        name: each for name in NAMED if (each := _record(name, typed, given.get(f"{name}-record", ""), names, problems))
    }
    if typed["year"] and not _YEAR.fullmatch(typed["year"]):
        problems.append(_("Expected a year such as 2012; got ‘%(typed)s’.") % {"typed": typed.pop("year")})
    statement = Record.objects.filter(id=typed["statement"]).values_list("id", flat=True).first() or ""
    edition, ledger = _edition(typed, problems)
    wanted = Wanted(
        states=frozenset({typed["state"]} & set(states())),
        scope=typed["scope"] if typed["scope"] in members("scope") else "",
        year=typed.get("year", ""),
        statement=same().get(statement, statement),
        last=bool(typed["last"]),
        **records,  # type: ignore[arg-type]
    )
    kept = {name: value for name, value in typed.items() if value}
    return Asked(wanted, kept, records, edition, ledger, tuple(problems))


def _record(name: str, typed: dict[str, str], chosen: str, names: Names, problems: list[str]) -> str:
    """The record that a field means; what it is called then stands in the field."""
    if not typed[name] and not chosen:
        return ""
    try:
        who = settle(NAMED[name], typed[name], chosen if chosen != "new" else "")
    except ClaimsError as error:
        problems.append(told(error))
        return ""
    if who is None or not who.record:
        said = _("Nothing that is recorded is called ‘%(name)s’; the list is not narrowed by it.")
        problems.append(said % {"name": typed[name]})
        return ""
    root = same().get(who.record, who.record)
    typed[name] = names(root)
    return root


def _edition(typed: dict[str, str], problems: list[str]) -> tuple[int, int | None]:
    """An edition by its number, and how far the ledger was when it was pressed."""
    said, home = typed["edition"], current()
    if not said:
        return 0, None
    last = newest(home.editions) if home else 0
    if not (said.isdecimal() and len(said) < 7 and 0 < int(said) <= last):
        problems.append(
            _("Expected the number of an edition that was pressed, up to %(last)s; got ‘%(typed)s’.")
            % {"last": last, "typed": typed.pop("edition")}
        )
        return 0, None
    try:
        return int(said), open_edition(home.editions / str(int(said))).header.ledger if home else None
    except EditionError as error:
        problems.append(told(error))
        return 0, None
