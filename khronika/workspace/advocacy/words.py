"""How a demand stands, how long it is asked for and what changed, in the words of the desk's language."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khronika.desk.advocacy.demands import OPEN, Tracked
from khronika.vocabulary.fulfilment import Standing
from khronika.vocabulary.terms import label, members
from khronika.workspace.language import language
from khronika.workspace.wording import period

_MONTH, _YEAR = 30.44, 365.25


@dataclass(frozen=True, slots=True)
class Stood:
    """A standing: its state as a key and in words, since when, and of the named how many."""

    key: str
    words: str
    since: str = ""
    part: str = ""


def state(key: str) -> str:
    """'Partly met', 'Not assessed'."""
    return label(f"assessment.{key}", language()) if key and key != OPEN else _("Not assessed")


def states() -> list[str]:
    """All states in their order: open first, then as the vocabulary has them."""
    return [OPEN, *members("assessment")]


def stood(found: Standing) -> Stood:
    """A standing in words."""
    said = ngettext("for %(met)s of %(of)s who is named", "for %(met)s of %(of)s who are named", found.of)
    part = said % {"met": found.met, "of": found.of} if found.of > 1 else ""
    return Stood(found.state or OPEN, state(found.state), period(found.since, "") if found.since else "", part)


def age(each: Tracked, on: date) -> str:
    """'3 years', '5 months', '12 days'; nothing where it has no date."""
    days = each.age(on)
    if not each.first:
        return ""
    if days < 2 * _MONTH:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    if days < 2 * _YEAR:
        months = int(days / _MONTH)
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    years = int(days / _YEAR)
    return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
