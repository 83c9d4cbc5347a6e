"""What was decided on proposals, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def ruled(counts: Iterable[tuple[str, int]]) -> str:
    """How many proposals were accepted, changed and refused: 'accepted 12 proposals, refused 1 proposal'."""
    return ", ".join(_counted(outcome, count) for outcome, count in sorted(counts))


def _counted(outcome: str, count: int) -> str:
    said = {
        "accepted": ngettext("accepted %(count)s proposal", "accepted %(count)s proposals", count),
        "changed": ngettext("accepted %(count)s proposal changed", "accepted %(count)s proposals changed", count),
        "refused": ngettext("refused %(count)s proposal", "refused %(count)s proposals", count),
    }
    return said[outcome] % {"count": count}


def outcome(word: str) -> str:
    """The outcome of one proposal, as a sentence begins with it."""
    return {"accepted": _("Accepted"), "changed": _("Accepted as changed"), "refused": _("Refused")}[word]
