"""What every view of the desk gets: a request by somebody who is logged in, which Wagtail's shell has made sure of."""

from django.http import HttpRequest

from khronika.desk.accounts.models import User


class DeskRequest(HttpRequest):
    """A request with the account it is made by."""

    user: User
