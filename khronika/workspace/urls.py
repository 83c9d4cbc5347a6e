"""Every address of the desk. All need a login but the log-in page and static files."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from khronika.workspace.home import home

urlpatterns = [
    path("admin/", require_admin_access(home)),
    path("admin/", include(wagtailadmin_urls)),
    path("", RedirectView.as_view(url="/admin/", permanent=False)),
]
