"""What was stored in English, in the language of the request: `{% load sentences %}{{ row.problem|told }}`."""

from django import template

from khronika.workspace import sentences

register = template.Library()


@register.filter
def told(text: str) -> str:
    """A sentence of the rooms below the screens, as the screens say it."""
    return sentences.told(text)
