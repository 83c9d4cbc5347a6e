"""Where pages are: one newsroom a language below Wagtail's root, made when it is first needed; and who may do what there.

Roles are ours. Wagtail asks its own groups, so each account is put into those that its roles ask for, on every visit.
"""

import re

from anyascii import anyascii
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupApprovalTask, GroupPagePermission, Locale, Page, Site, WorkflowPage

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, may
from khronika.desk.newsroom.errors import NewsroomError
from khronika.desk.newsroom.pages import Newsroom

WRITERS, PUBLISHING = "Newsroom: writing", "Newsroom: publishing"
_PAGES = {
    WRITERS: ("add_page", "change_page"),
    PUBLISHING: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
_MORE = {"submit_translation"}
LONGEST = 80


def newsroom(language: str) -> Newsroom:
    """The newsroom of a language. Raises NewsroomError for one that the desk does not know."""
    found = Newsroom.objects.filter(locale__language_code=language).first()
    if found is None:
        if language not in dict(settings.LANGUAGES):
            known = ", ".join(dict(settings.LANGUAGES))
            raise NewsroomError(f"Expected a language of the newsroom ({known}); got {language!r}.")
        prepare()
        found = Newsroom.objects.get(locale__language_code=language)
    return found


@transaction.atomic
def prepare() -> None:
    """Make what is lacking: languages, a newsroom for each, groups with what they may, and the review by an editor."""
    locales = [Locale.objects.get_or_create(language_code=code)[0] for code, _ in settings.LANGUAGES]
    root = Page.get_first_root_node()
    for welcome in Page.objects.child_of(root).exclude(pk__in=Newsroom.objects.all()):
        welcome.delete()  # Wagtail's own first page, and with it the site it would be shown as
    Site.objects.all().delete()
    first = Newsroom.objects.filter(locale=locales[0]).first()
    for locale, (code, name) in zip(locales, settings.LANGUAGES, strict=True):
        if Newsroom.objects.filter(locale=locale).exists():
            continue
        page = Newsroom(title=f"Newsroom ({name})", slug=f"newsroom-{code}", locale=locale)
        if first is not None:
            page.translation_key = first.translation_key
        Page.get_first_root_node().add_child(instance=page)
        first = first or page
    _groups()


def _groups() -> None:
    for name, codes in _PAGES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(Permission.objects.filter(codename__in=_MORE, content_type__app_label="wagtail_localize"))
        for page in Newsroom.objects.all():
            for permission in Permission.objects.filter(codename__in=codes, content_type__app_label="wagtailcore"):
                GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    for task in GroupApprovalTask.objects.all():
        task.name = "Review by an editor"
        task.save()
        task.groups.set(Group.objects.filter(name=PUBLISHING))
    for flow in WorkflowPage.objects.select_related("workflow"):
        flow.workflow.name = "Review before publishing"
        flow.workflow.save()


def belong(user: User) -> None:
    """Put an account into the groups that its roles ask for, and out of the others."""
    wanted = {name for name, deed in ((WRITERS, Deed.PROPOSE), (PUBLISHING, Deed.PUBLISH)) if may(user, deed)}
    held = set(user.groups.filter(name__in=_PAGES).values_list("name", flat=True))
    if held == wanted:
        return
    if Group.objects.filter(name__in=_PAGES).count() != len(_PAGES):
        prepare()
    user.groups.add(*Group.objects.filter(name__in=wanted - held))
    user.groups.remove(*Group.objects.filter(name__in=held - wanted))


def slug(text: str, language: str) -> str:
    """The last part of an address: Latin letters, digits and hyphens.

    >>> slug("Дзень салідарнасці", "be")
    'dzen-salidarnastsi'
    """
    from khronika.names import romanise  # loaded by the first address and not with every command

    latin = anyascii(romanise(text, language if language in ("be", "ru", "uk") else "be")).lower()
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’ʼ\"“”«»]", "", latin)).strip("-")
    return (words[:LONGEST].rsplit("-", 1)[0] if len(words) > LONGEST else words) or "article"
