"""The forms that protect a record: consents, an embargo, a pseudonym, and claims that two people let out."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khronika.desk.claims import protect
from khronika.desk.claims.clear import Target
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.judge import cluster
from khronika.desk.claims.models import Clearance, Consent, Embargo
from khronika.desk.claims.protect import Agreement
from khronika.workspace.records.deeds import done
from khronika.workspace.request import DeskRequest


@require_POST
def protect_record(request: DeskRequest, record: str) -> HttpResponse:
    """Do what one of the panel's forms asks for."""
    deeds = {
        "consent": _consent,
        "end": _end,
        "embargo": _embargo,
        "lift": _embargo,
        "pseudonym": _pseudonym,
        "name": _pseudonym,
        "basis": _basis,
    }

    def deed() -> str:
        chosen = deeds.get(request.POST.get("protect", ""))
        if chosen is None:
            raise ClaimsError(_("Expected one of the forms of this panel; press one of its buttons."))
        number = chosen(request, record)
        return _("Done by decision {number}; it holds from the next edition on.").format(number=number)

    return done(request, record, deed)


def _consent(request: DeskRequest, record: str) -> int:
    said = _words(request)
    agreement = Agreement(said("topic"), said("audience"), said("given_by"), said("given_on"), said("source"))
    return protect.consent(request.user, record, agreement, reason=said("reason")).pk


def _end(request: DeskRequest, record: str) -> int:
    said = _words(request)
    number = int(said("number")) if said("number").isdecimal() and len(said("number")) < 18 else 0
    if not Consent.objects.filter(pk=number, record__in=cluster(record)).exists():
        raise ClaimsError(_("Expected a consent on this record; look at the page again."))
    return protect.end_consent(request.user, number, reason=said("reason")).pk


def _embargo(request: DeskRequest, record: str) -> int:
    said = _words(request)
    lifting = said("protect") == "lift"
    try:
        until = None if lifting else date.fromisoformat(said("until"))
    except ValueError:
        raise ClaimsError(_("Expected a day such as 2027-03-01; got ‘{given}’.").format(given=said("until"))) from None
    held = (
        Embargo.objects.filter(record__in=cluster(record)).order_by("-decision_id").values_list("record_id", flat=True)
    )
    thing = Target(
        "record", next((each for each in held if protect.embargoed("record", each)), record) if lifting else record
    )
    return protect.embargo(request.user, thing, until=until, reason=said("reason")).pk


def _pseudonym(request: DeskRequest, record: str) -> int:
    said, ids = _words(request), cluster(record)
    ending = said("protect") == "name"
    if not ending and not said("text"):
        raise ClaimsError(_("Expected what the person is called instead; type it."))
    who = next((each for each in sorted(ids) if protect.called(each, said("audience"))), record) if ending else record
    text = "" if ending else said("text")
    return protect.pseudonym(request.user, who, audience=said("audience"), text=text, reason=said("reason")).pk


def _basis(request: DeskRequest, record: str) -> int:
    said, claims = _words(request), request.POST.getlist("claim")[:200]
    if not claims:
        raise ClaimsError(_("Expected at least one claim; tick it."))
    if said("basis") == Clearance.Basis.SOURCE_WITHHELD:
        return protect.source_withheld(request.user, claims, reason=said("reason")).pk
    return protect.made_public(request.user, claims, where=said("where"), reason=said("reason")).pk


class _Words:
    """What a form says, trimmed and short."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given

    def __call__(self, name: str) -> str:
        return str(self.given.get(name, "")).strip()[:1000]


def _words(request: DeskRequest) -> _Words:
    return _Words(request.POST)
