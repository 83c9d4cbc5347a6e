"""What protects a record, as its page shows it: consents, an embargo, pseudonyms, and whether it was called back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists
from django.utils import timezone
from django.utils.translation import gettext as _

from khronika.desk.claims.judge import cluster
from khronika.desk.claims.models import Consent, Embargo, Pseudonym, Record, Withdrawal
from khronika.desk.claims.protect import AUDIENCES
from khronika.vocabulary.kind import Topic
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.team.told import level


@dataclass(frozen=True, slots=True)
class Agreed:
    """A consent that stands: its number, what was agreed and to whom, by whom and when."""

    number: int
    topic: str
    audience: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Called:
    """A pseudonym that stands, and before whom; `value` is the audience as a form says it."""

    text: str
    audience: str
    value: str


@dataclass(frozen=True, slots=True)
class Protection:
    """All of it. `ended` counts consents that ended; `until` is the last day of an embargo that still runs, as a form says it."""

    person: bool
    hidden: str
    consents: tuple[Agreed, ...]
    ended: int
    until: str
    pseudonyms: tuple[Called, ...]
    topics: tuple[tuple[str, str], ...]
    audiences: tuple[tuple[str, str], ...]
    today: str

    @property
    def any(self) -> bool:
        """Whether anything protects it beside levels."""
        return bool(self.hidden or self.consents or self.until or self.pseudonyms)


def protection(record: str, kind: str, standing: Mapping[str, str] | None = None) -> Protection:
    """What protects a record and all that are judged the same; `standing` says which are, where that is known already."""
    ids = cluster(record, standing)
    agreed, waiting, called, back = _there(record, ids)  # mostly nothing is: one question instead of four
    consents = list(Consent.objects.filter(record__in=ids).order_by("-decision_id")) if agreed else []
    live = [each for each in consents if each.withdrawn_id is None]
    days = _days(ids) if waiting else []
    topics = [(str(each), label(f"topic.{each}", language())) for each in Topic]
    return Protection(
        kind == "Person",
        _hidden(ids) if back else "",
        tuple(_agreed(each) for each in live),
        len(consents) - len(live),
        max(days).isoformat() if days else "",
        _called(ids) if called else (),
        (*topics, ("", _("The name itself"))),
        tuple((str(each), level(each)) for each in AUDIENCES),
        timezone.now().date().isoformat(),
    )


def _there(record: str, ids: set[str]) -> tuple[bool, ...]:
    """Whether there is a consent, an embargo, a pseudonym, a deed that called it back."""
    kinds = (Consent, Embargo, Pseudonym, Withdrawal)
    exist = (Exists(kind.objects.filter(record__in=ids)) for kind in kinds)  # type: ignore[attr-defined]
    return tuple(Record.objects.filter(pk=record).values_list(*exist).get())


def _days(ids: set[str]) -> list[date]:
    """The first days on which what is under embargo may go out."""
    found = Embargo.objects.filter(record__in=ids).order_by("decision_id").values_list("record_id", "public_from")
    return [day for day in dict(found).values() if day and day > timezone.now().date()]


def _agreed(each: Consent) -> Agreed:
    topic = label(f"topic.{each.topic}", language()) if each.topic else _("The name itself")
    return Agreed(each.pk, topic, level(each.audience), each.given_by, each.given_on)


def _called(ids: set[str]) -> tuple[Called, ...]:
    rows = Pseudonym.objects.filter(record__in=ids).order_by("decision_id").values_list("audience", "text")
    return tuple(Called(text, level(audience), audience) for audience, text in dict(rows).items() if text)


def _hidden(ids: set[str]) -> str:
    """How it was called back; empty where it was not."""
    row = Withdrawal.objects.filter(record__in=ids, lifted=None).order_by("-decision_id").first()
    if row is None:
        return ""
    words = {
        "hide": _("It is hidden: nothing of it goes out to anybody."),
        "withdraw": _("It was withdrawn: nothing of it goes out to anybody."),
        "erase": _("It was erased."),
    }
    return words[row.deed]
