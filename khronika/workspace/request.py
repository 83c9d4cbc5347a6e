"""What every view of the desk gets: a request by somebody who is logged in, which Wagtail's shell has made sure of."""

from django.http import HttpRequest

from khronika.desk.accounts.models import User


class DeskRequest(HttpRequest):
    """A request with the account it is made by."""

    user: User


def seen(request: DeskRequest) -> int | None:
    """The last ledger entry that the form's page knew of; None where the form does not say."""
    said = request.POST.get("seen", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None
