"""Whom a paper that leaves the desk may not name: everybody who is hidden or withdrawn, in the words and among those it is about."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from khronika.desk.advocacy.models import DraftDemand, StatementDraft
from khronika.desk.advocacy.signon.wording import Wording
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Withdrawal
from khronika.desk.erasure.finder import BLANK, Finder
from khronika.desk.erasure.plan import names


def shut() -> set[str]:
    """Records that are hidden, withdrawn or erased now."""
    return set(Withdrawal.objects.filter(lifted=None).values_list("record_id", flat=True))


def demand_open(draft: StatementDraft, made: Iterable[Wording]) -> None:
    """Raise ClaimsError where a wording names somebody who is hidden, or has lost a name to an erasure, and where one is to benefit."""
    closed, text = shut(), "\n\n".join(each.text for each in made)
    if BLANK in text:
        raise ClaimsError(
            _("A name was erased from this wording. Write a new version without the gap; no paper is made of this one.")
        )
    for record in sorted(closed):
        found = Finder(names([record])).spans(text)
        if found:
            start, end = found[0]
            raise ClaimsError(
                _(
                    "The wording names ‘%(name)s’, who is hidden or withdrawn. Take the name out, or have it lifted first."
                )
                % {"name": text[start:end]}
            )
    for each in DraftDemand.objects.filter(draft=draft, beneficiaries__in=closed).order_by("number")[:1]:
        raise ClaimsError(
            _("Demand %(number)d is for somebody who is hidden or withdrawn. Take them out of it first.")
            % {"number": each.number}
        )
