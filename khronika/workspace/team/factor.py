"""One's own second factor: the picture to scan, the first code, and the recovery codes, which are shown once."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from khronika.desk.accounts import factor as second
from khronika.desk.accounts.errors import AccountsError
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.workspace.team.access import PROVED

SECRET = "khronika_secret"


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def factor(request: DeskRequest) -> HttpResponse:
    """Show what is there; take a factor on."""
    if second.held(request.user):
        if second.needed(request.user) and not request.session.get(PROVED):
            logout(request)
            messages.info(request, _("This account has a second factor now. Log in again with its code."))
            return redirect("wagtailadmin_login")
        return render(request, "workspace/team/factor.html", {"held": True, "left": second.left(request.user)})
    shared = request.session.setdefault(SECRET, second.secret())
    if request.method == "POST":
        try:
            codes = second.enrol(request.user, shared, request.POST.get("code", "")[:20])
        except AccountsError as error:
            messages.error(request, told(error))
            return _asked(request, shared, status=422)
        del request.session[SECRET]
        request.session[PROVED] = True
        messages.success(
            request, _("Your second factor is set. From now on the desk asks for a code after the password.")
        )
        return render(request, "workspace/team/factor.html", {"codes": codes})
    return _asked(request, shared)


def _asked(request: DeskRequest, shared: str, *, status: int = 200) -> HttpResponse:
    drawn = second.picture(second.address(request.user, shared))
    context = {
        "picture": mark_safe(drawn),  # drawn by us from a secret and a checked name
        "secret": " ".join(shared[at : at + 4] for at in range(0, len(shared), 4)),
        "must": second.needed(request.user),
    }
    return render(request, "workspace/team/factor.html", context, status=status)
