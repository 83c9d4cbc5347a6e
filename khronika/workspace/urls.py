"""Every address of the desk. All need a login but the log-in page and static files."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from khronika.workspace.home import home
from khronika.workspace.shell import Scripts
from khronika.workspace.team import login

urlpatterns = [
    path("admin/", require_admin_access(home), name="wagtailadmin_home"),
    path("admin/login/", login.SignIn.as_view(), name="wagtailadmin_login"),
    path("admin/login/code/", login.code, name="login_code"),
    path("admin/jsi18n/", require_admin_access(Scripts.as_view())),
    path("admin/", include(wagtailadmin_urls)),
    path("", RedirectView.as_view(url="/admin/", permanent=False)),
]
