"""What a screen shows to whom: a template asks the one table of roles and routes, and has no rule of its own."""

from django import template

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed
from khronika.desk.accounts.roles import may as allowed
from khronika.workspace.team.dangers import Danger, dangers
from khronika.workspace.team.routes import opens

register = template.Library()


@register.filter
def may(user: User, deeds: str) -> bool:
    """Whether an account may do one of these deeds: `{% if request.user|may:"clear alone" %}`."""
    return allowed(user, *map(Deed, deeds.split()))


@register.filter
def acts(user: User, route: str) -> bool:
    """Whether an account may send the form of this route: `{% if request.user|acts:"record_clear" %}`."""
    return opens(user, route, act=True)


@register.inclusion_tag("workspace/team/dangers.html", takes_context=True)
def two_people(context: template.Context) -> dict[str, object]:
    """What was done alone and not reviewed, told to all, and how much waits for a second person."""
    user = context["request"].user
    found: Danger = dangers(user)
    return {"danger": found, "request": context["request"]}
