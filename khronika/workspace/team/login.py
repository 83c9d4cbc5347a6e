"""How somebody comes in: name and password, then a code where the account has a second factor. Both are throttled.

Between the two steps nobody is logged in: the session holds only whose code is asked for, for five minutes.
"""

import time
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.admin.views.account import LoginView

from khronika.desk.accounts import factor
from khronika.desk.accounts.models import Login, User
from khronika.workspace.team.access import PROVED, SEEN

PENDING, PATIENCE = "khronika_pending", 5 * 60
FAILED = "login_failed"  # the name of the rate in settings.ACCOUNT_RATE_LIMITS
BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignIn(LoginView):
    """Wagtail's log-in page with a throttle before and a second step after it."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check the password, unless too many were wrong."""
        if _throttled(request, self._name()):
            _note(self._account(), Login.Outcome.THROTTLED)
            return self._refused(self.get_form())
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Count the failure and say that it was one."""
        ratelimit.consume(self.request, action=FAILED, key=self._name())
        _note(self._account(), Login.Outcome.WRONG_PASSWORD)
        return super().form_invalid(form)

    def form_valid(self, form: Any) -> HttpResponse:
        """Ask for the code, or let the person in."""
        user, after = form.get_user(), self.get_success_url()
        ratelimit.clear(self.request, action=FAILED, key=self._name())
        if not factor.held(user):
            return _let_in(self.request, user, after, Login.Outcome.IN, proved=False)
        until = int(time.time()) + PATIENCE
        self.request.session[PENDING] = {"user": user.pk, "epoch": user.epoch, "until": until, "after": after}
        return redirect("login_code")

    def _refused(self, form: Any) -> HttpResponse:
        form.errors.clear()
        messages.error(self.request, _too_many())
        return self.render_to_response(self.get_context_data(form=form), status=429)

    def _name(self) -> str:
        return self.request.POST.get("username", "").strip().casefold()[:150]

    def _account(self) -> User | None:
        return User.objects.filter(username__iexact=self._name()).first()


@sensitive_post_parameters("code")
@csrf_protect
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second step: a time code or a recovery code of whoever gave the right password."""
    user = _pending(request)
    if user is None:
        messages.error(request, _("The time for the code is over. Log in again."))
        return redirect("wagtailadmin_login")
    if request.method != "POST":
        return render(request, "workspace/team/code.html")
    key = f"code {user.pk}"
    if _throttled(request, key):
        _note(user, Login.Outcome.THROTTLED)
        return render(request, "workspace/team/code.html", {"problem": _too_many()}, status=429)
    kind = factor.verify(user, request.POST.get("code", "")[:40])
    if kind is None:
        ratelimit.consume(request, action=FAILED, key=key)
        _note(user, Login.Outcome.WRONG_CODE)
        problem = _(
            "This code does not fit or was used already. Wait for the next one on the phone, or use a recovery code."
        )
        return render(request, "workspace/team/code.html", {"problem": problem}, status=422)
    ratelimit.clear(request, action=FAILED, key=key)
    after = request.session.pop(PENDING)["after"]
    outcome = Login.Outcome.IN if kind == factor.KIND else Login.Outcome.RECOVERY
    if outcome == Login.Outcome.RECOVERY:
        sentence = _(
            "You came in with a recovery code; {count} are left. If the phone is lost, have an administrator reset it."
        )
        messages.warning(request, sentence.format(count=factor.left(user)))
    return _let_in(request, user, after, outcome, proved=True)


def _pending(request: HttpRequest) -> User | None:
    """Whose code is asked for; None when it took too long or the account was changed meanwhile."""
    kept = request.session.get(PENDING)
    if not kept or kept["until"] < time.time():
        request.session.pop(PENDING, None)
        return None
    return User.objects.filter(pk=kept["user"], epoch=kept["epoch"], is_active=True).first()


def _let_in(request: HttpRequest, user: User, after: str, outcome: str, *, proved: bool) -> HttpResponse:
    login(request, user, backend=BACKEND)
    request.session.set_expiry(0)  # until the browser is closed, and no longer than settings say
    request.session[SEEN], request.session[PROVED] = int(time.time()), proved
    _note(user, outcome)
    safe = url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()})
    return redirect(after if safe else reverse("wagtailadmin_home"))


def _throttled(request: HttpRequest, key: str) -> bool:
    return not ratelimit.consume(request, action=FAILED, key=key, dry_run=True)


def _too_many() -> str:
    return _("Too many wrong attempts. Wait five minutes, then try again; nothing else is lost.")


def _note(account: User | None, outcome: str) -> None:
    if account is not None:
        Login.objects.create(account=account, outcome=outcome)
